"""The project as files: its modules with their syntax trees, and its tracked texts."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "answerable"
_BUILT = {"build", "dist", "__pycache__"}
_OUR_HIDDEN = {".ci", ".gitignore", ".importlinter"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path below src/answerable, such as `core/terms/period.py`."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def room(module: str) -> str:
    """The room a module lies in, as DESIGN names it: `core.scope`, `actions.office`, `engines`, ….

    >>> room("core/scope/facts.py"), room("engines/duck.py"), room("settings.py")
    ('core.scope', 'engines', 'settings')
    """
    parts = module.removesuffix(".py").split("/")
    depth = 2 if parts[0] in {"core", "actions"} else 1
    return ".".join(part for part in parts[:depth] if part != "__init__")


def imported(tree: ast.Module) -> set[str]:
    """The full names of all that is imported anywhere in the tree, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@cache
def tracked() -> tuple[Path, ...]:
    """The files that belong to the project: as git lists them, new ones included; all where git is not."""
    names = _as_git_lists() or [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*")]
    paths = [ROOT / name for name in names if not _foreign(Path(name))]
    return tuple(sorted(path for path in paths if path.is_file()))


def _as_git_lists() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if shutil.which("git") is None:
        return []
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return [name for name in listed.stdout.split("\0") if name]


def _foreign(path: Path) -> bool:
    """What tools leave behind: caches, environments, and whatever was built."""
    hidden = {part for part in path.parts if part.startswith(".")} - _OUR_HIDDEN
    return bool(hidden or _BUILT & set(path.parts))


def texts() -> Iterator[tuple[str, str]]:
    """Path and content of every tracked file that is text."""
    for path in tracked():
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
