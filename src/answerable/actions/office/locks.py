"""Locks that end with whoever holds them, however that ends: of the session on PostgreSQL, of the process on SQLite."""

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.db import Error, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

_KEYS: Mapping[str, int] = MappingProxyType(
    {"batch": 5_372_110, "load": 5_372_111, "tasks": 5_372_112, "notices": 5_372_113}
)
"""What may be held, and its key among the locks of PostgreSQL; which of several is the second key."""
_LARGEST = 2**31


@contextmanager
def held(what: str, number: int = 0) -> Iterator[bool]:
    """Hold a thing of the database while the block runs, if nobody else does; whether it is held. Nobody waits."""
    if connection.vendor == "postgresql":
        with _by_session(connection, _KEYS[what], number) as mine:
            yield mine
    else:
        with _by_process(_folder() / f"{what}-{number}.lock") as mine:
            yield mine


@contextmanager
def held_apart(what: str, number: int = 0) -> Iterator[bool]:
    """As `held`, in a session of its own: the block may close the thread's connection, as work of many tasks does."""
    if connection.vendor != "postgresql":
        with held(what, number) as mine:
            yield mine
        return
    apart = connections.create_connection("default")
    try:
        with _by_session(apart, _KEYS[what], number) as mine:
            yield mine
    finally:
        apart.close()


@contextmanager
def _by_session(session: BaseDatabaseWrapper, key: int, number: int) -> Iterator[bool]:
    keys = [key, number % _LARGEST]
    with session.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        # A session that is gone holds nothing.
        with contextlib.suppress(Error):
            if mine:
                with session.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)


@contextmanager
def _by_process(place: Path) -> Iterator[bool]:
    """Hold a file while the block runs, if nobody else does; it is gone afterwards."""
    with place.open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        if not _is_at(place, lock.fileno()):
            # Its last holder took the file away after it was opened.
            yield False
            return
        try:
            yield True
        finally:
            place.unlink(missing_ok=True)


def _is_at(place: Path, opened: int) -> bool:
    try:
        return os.path.samestat(place.stat(), os.fstat(opened))
    except FileNotFoundError:
        return False


def _folder() -> Path:
    """Beside the database, so that all who use it meet; a database in memory is used by one process."""
    name = str(connection.settings_dict["NAME"])
    folder = Path(settings.DATA) if name.startswith("file:") or name == ":memory:" else Path(name).parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder
