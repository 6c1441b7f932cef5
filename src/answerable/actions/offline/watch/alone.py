"""One run at a time: two that write the same folder would record everything twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from answerable.core.terms.errors import InputError, OutputError

LOCK = ".watch.lock"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder for as long as the block lasts; the lock goes with the process, however it ends.

    Raises InputError where another run holds it, OutputError where the folder cannot be written.
    """
    if not folder.is_dir():
        raise InputError("source_missing", path=str(folder))
    try:
        with (folder / LOCK).open("w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InputError("watch_running", path=str(folder)) from None
            yield
    except PermissionError as why:
        raise OutputError("output_failed", path=str(folder / LOCK), why=why.strerror or "") from why
