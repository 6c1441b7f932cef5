"""Outputs are written aside and renamed, so that nothing is ever half-written; an interruption leaves no trace."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from answerable.core.terms.errors import OutputError


@contextmanager
def written_aside(target: Path, *, replaces: Callable[[Path], bool]) -> Iterator[Path]:
    """A folder to write into; it becomes `target` when the block ends well, and vanishes otherwise.

    A target that exists and is not empty is replaced only if `replaces(target)` says that it may be. Raises
    OutputError if it may not, or if writing fails.
    """
    target = target.resolve()
    if target == Path.cwd() and not _is_empty(target):
        # Replacing the folder somebody stands in would leave him nowhere.
        raise OutputError("output_taken", path=str(target))
    if target.exists() and not (_is_empty(target) or replaces(target)):
        raise OutputError("output_taken", path=str(target))
    aside: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        aside.chmod(0o755)
        yield aside
        _swap(aside, target)
    except OSError as error:
        raise OutputError("output_failed", path=str(target), why=error.strerror or str(error)) from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)


def _is_empty(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _swap(aside: Path, target: Path) -> None:
    """Put the new folder in the place of the old one; the old one is removed only after that."""
    if not target.exists():
        aside.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old.", dir=target.parent))
    try:
        target.rename(old / target.name)
        aside.rename(target)
    finally:
        # Interrupted between the two: the old one goes back. Otherwise it is done with.
        if not target.exists() and (old / target.name).exists():
            (old / target.name).rename(target)
        shutil.rmtree(old, ignore_errors=True)


def same_folder(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    if names != sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file()):
        return False
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in names)


@contextmanager
def file_aside(target: Path, *, replaces: bool = False) -> Iterator[Path]:
    """A file to write into; it becomes `target` when the block ends well, and vanishes otherwise.

    Raises OutputError if `target` is there and may not be replaced, or if writing fails.
    """
    target = target.resolve()
    if target.is_dir() or (target.exists() and not replaces):
        raise OutputError("output_taken", path=str(target))
    aside: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        os.close(handle)
        aside = Path(name)
        yield aside
        aside.chmod(0o644)
        aside.replace(target)
    except OSError as error:
        raise OutputError("output_failed", path=str(target), why=error.strerror or str(error)) from error
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)
