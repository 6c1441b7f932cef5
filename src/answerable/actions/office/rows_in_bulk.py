"""Add some rows to a big table, such as the matters that came in today, the way rows come into a small one.

A file of many rows is imported instead (`imports`): it is staged, and its entry says the hash of the file. Here every
row stands in the entry by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.rows import Bringing, Origin, bring
from answerable.core.ledger.entry import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME

Cells = Mapping[str, str]


def add_to_bulk(
    table: str,
    rows: Sequence[Cells],
    *,
    by: Actor,
    at: datetime,
    on: date,
    act: Act = Act.RECORD,
    permit: Permit = Permit.RECORD,
) -> int:
    """Add rows to a big table; how many they were. They are seen at once.

    The first row is 2, as below a header. Raises UnsoundError with every fault of every row, NotPermittedError for
    rows of another body, and ValueError for a table that is not big.
    """
    declared = BY_NAME[table]
    if not declared.bulk:
        raise ValueError(f"{table} is no big table")
    whole = [{column.name: cells.get(column.name, "") for column in declared.columns} for cells in rows]
    origin = Origin(f"{table}.csv", tuple(range(2, len(whole) + 2)))
    with transaction.atomic():
        bring(declared, whole, Bringing(by, at, on, act, permit), origin)
    return len(whole)
