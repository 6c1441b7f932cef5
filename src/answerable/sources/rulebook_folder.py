"""A county's own boundary rulebook, as a folder of YAML files."""

from collections.abc import Mapping
from pathlib import Path

from answerable.core.terms.errors import InputError

_MAIN = "rulebook.yaml"
_LARGEST = 4 << 20
"""Bytes one file may have; a rulebook that people can read stays far below."""


def read_rulebook(folder: Path) -> Mapping[str, str]:
    """The texts of all YAML files of a rulebook by their path below the folder, or below `scope` in it.

    Raises InputError where there is no rulebook, or a file is too large or not UTF-8.
    """
    root = next((each for each in (folder, folder / "scope") if (each / _MAIN).is_file()), None)
    if root is None:
        raise InputError("no_rulebook_there", path=str(folder), file=_MAIN)
    paths = sorted(path for path in root.rglob("*.yaml") if path.is_file())
    return {path.relative_to(root).as_posix(): _text(path) for path in paths}


def _text(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise InputError("source_too_large", path=str(path), limit=_LARGEST)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("source_not_utf8", path=str(path)) from None
