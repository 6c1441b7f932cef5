"""Batches: staged rows that nobody sees, each held by whoever stages it until it is accepted or cleared.

To hold a batch is to hold a lock that ends with its holder, however that ends: one of the session on PostgreSQL, one of
the process on SQLite. So a batch that is not accepted and that nobody holds was given up, whatever the clock says.
"""

import contextlib
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from answerable.records import copying
from answerable.records.models import Batch, Held

_LOCKS = 5_372_110
"""Key of these locks among those of PostgreSQL; the batch is the second one."""
_LARGEST = 2**31


@contextmanager
def staging(table: str, *, at: datetime) -> Iterator[Batch]:
    """A new batch, held while the block runs. What a failing block has staged is cleared."""
    with contextlib.ExitStack() as stack:
        with transaction.atomic():
            batch = Batch.objects.create(of=table, began_at=at)
            # Held before anybody else can see it.
            stack.enter_context(_held(batch))
        try:
            yield batch
        except BaseException:
            # Where the database is away it is cleared later.
            with contextlib.suppress(DatabaseError):
                _clear(batch)
            raise


def clear_abandoned() -> int:
    """Clear the batches that were given up; how many they were.

    While there is no district only a load stages rows, and it clears up for itself.
    """
    if not Held.objects.exists():
        return 0
    return sum(_clear_unheld(batch) for batch in list(Batch.objects.filter(accepted_at=None)))


def _clear_unheld(batch: Batch) -> bool:
    with _held(batch) as mine:
        # It may have been accepted since it was read; nobody but its holder does that.
        if not mine or not Batch.objects.filter(id=batch.id, accepted_at=None).exists():
            return False
        _clear(batch)
        return True


def _clear(batch: Batch) -> None:
    copying.delete_in_chunks(batch.of, batch=batch.id)
    Batch.objects.filter(id=batch.id, accepted_at=None).delete()


@contextmanager
def _held(batch: Batch) -> Iterator[bool]:
    """Hold the batch, if nobody does; whether it is held."""
    with _by_session(batch) if connection.vendor == "postgresql" else _by_process(batch) as mine:
        yield mine


@contextmanager
def _by_session(batch: Batch) -> Iterator[bool]:
    keys = [_LOCKS, batch.id % _LARGEST]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        # A session that is gone holds nothing.
        with contextlib.suppress(DatabaseError):
            if mine:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)


@contextmanager
def _by_process(batch: Batch) -> Iterator[bool]:
    place = _folder() / f"batch-{batch.id}.lock"
    with place.open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            place.unlink(missing_ok=True)


def _folder() -> Path:
    """Beside the database, so that all who use it meet; a database in memory is used by one process."""
    name = str(connection.settings_dict["NAME"])
    folder = Path(settings.DATA) if name.startswith("file:") or name == ":memory:" else Path(name).parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder
