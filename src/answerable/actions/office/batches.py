"""Batches: staged rows that nobody sees, each held by whoever stages it until it is accepted or cleared.

To hold a batch is to hold a lock that ends with its holder, however that ends. So a batch that is not accepted and that
nobody holds was given up, whatever the clock says. A batch is given up before its first row is deleted, and accepted or
given up once: one that was accepted is never cleared, one that was given up never accepted.
"""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import Error, transaction

from answerable.actions.office.locks import held
from answerable.records import copying
from answerable.records.models import Batch, Held

_GIVEN_UP = -1
"""The number of rows of a batch whose rows are being deleted."""


@contextmanager
def staging(table: str, *, at: datetime) -> Iterator[Batch]:
    """A new batch, held while the block runs. What a failing block has staged is cleared, unless it was accepted."""
    with contextlib.ExitStack() as stack:
        with transaction.atomic():
            batch = Batch.objects.create(of=table, began_at=at)
            # Held before anybody else can see it.
            stack.enter_context(held("batch", batch.id))
        try:
            yield batch
        except BaseException:
            # Where the database is away it is cleared later.
            with contextlib.suppress(Error):
                _clear(batch)
            raise


def accept(batch: Batch, *, at: datetime) -> bool:
    """Make a batch seen, with as many rows as it says, within the caller's transaction; no if it was given up."""
    waiting = Batch.objects.filter(id=batch.id, accepted_at=None, rows__gte=0)
    return waiting.update(accepted_at=at, rows=batch.rows) == 1


def clear_abandoned() -> int:
    """Clear the batches that were given up; how many they were.

    While there is no district only a load stages rows, and it clears up for itself.
    """
    if not Held.objects.exists():
        return 0
    return sum(_clear_unheld(batch) for batch in list(Batch.objects.filter(accepted_at=None)))


def _clear_unheld(batch: Batch) -> bool:
    with held("batch", batch.id) as mine:
        return mine and _clear(batch)


def _clear(batch: Batch) -> bool:
    """Clear a batch unless it was accepted, or is gone; whether it was cleared."""
    with transaction.atomic():
        # Waits for whoever is accepting it at this moment.
        if Batch.objects.filter(id=batch.id, accepted_at=None).update(rows=_GIVEN_UP) != 1:
            return False
    copying.delete_in_chunks(batch.of, batch=batch.id)
    Batch.objects.filter(id=batch.id, accepted_at=None).delete()
    return True
