"""Give committed entries their numbers: from 0, without a gap, and never another one."""

from django.db import connection, transaction
from django.db.models import Max

from answerable.records.models import Entry

MOST = 500
"""Entries numbered in one transaction."""
_LOCK = 5_372_110_816
"""Number of the lock that PostgreSQL gives to one sequencer at a time; on SQLite there is one writer anyway."""


class _BeatenError(Exception):
    """Somebody else numbered an entry at the same time: nothing of this transaction stays."""


def sequence(most: int = MOST) -> int:
    """Number up to `most` entries, in the order of instant and id; how many were numbered.

    Entries that are committed later come later, whatever instant they state. Where another sequencer is at work,
    nothing is done.
    """
    waiting = Entry.objects.filter(number__isnull=True)
    if not waiting.exists():
        return 0
    try:
        with transaction.atomic():
            if not _alone():
                return 0
            highest = Entry.objects.aggregate(highest=Max("number"))["highest"]
            first = 0 if highest is None else highest + 1
            ids = list(waiting.order_by("at", "id").values_list("id", flat=True)[:most])
            for number, id_ in enumerate(ids, start=first):
                if Entry.objects.filter(id=id_, number__isnull=True).update(number=number) != 1:
                    raise _BeatenError
    except _BeatenError:
        return 0
    return len(ids)


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])
