"""The boundary rulebooks that come with the program."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.boundary_yaml import MAIN, extends, parse_boundary
from answerable.core.terms.errors import InputError

_FOLDER = "scope"
"""Below the folder of the rulebook."""


@cache
def load_boundary(name: str) -> Boundary:
    """A shipped boundary rulebook, with the one it extends.

    Raises InputError (`unknown_boundary`), and RulebookFaultsError with all mistakes of its files at once.
    """
    if name not in shipped_boundaries():
        raise InputError("unknown_boundary", name=name, known=shipped_boundaries())
    return boundary_of(name, _texts(files("answerable.rulebooks").joinpath(name, _FOLDER)))


def boundary_of(name: str, texts: Mapping[str, str]) -> Boundary:
    """A rulebook from the texts of its files; the one it extends is a shipped one. Raises as `load_boundary` does."""
    above = extends(texts)
    return parse_boundary(name, texts, base=load_boundary(above) if above and above != name else None)


@cache
def shipped_boundaries() -> tuple[str, ...]:
    """The names of the boundary rulebooks that come with the program."""
    folders = files("answerable.rulebooks").iterdir()
    return tuple(sorted(folder.name for folder in folders if folder.joinpath(_FOLDER, MAIN).is_file()))


@cache
def shipped_cases(name: str) -> Mapping[str, str]:
    """The files of cases of a shipped rulebook, by their path below its folder."""
    return _texts(files("answerable.rulebooks").joinpath(name, _FOLDER), below="cases/")


def _texts(folder: Traversable, *, below: str = "") -> dict[str, str]:
    """Every YAML file of the folder and the folders in it, by its path."""
    texts: dict[str, str] = {}
    for item in sorted(folder.iterdir(), key=lambda each: each.name):
        if item.is_dir():
            texts |= {f"{item.name}/{path}": text for path, text in _texts(item).items()}
        elif item.name.endswith(".yaml"):
            texts[item.name] = item.read_text(encoding="utf-8")
    return {path: text for path, text in texts.items() if path.startswith(below)}
