"""Add rows to the tables of the record, checked against everything that stands there, all faults at once.

What a person has to decide cannot be added as a row: signatures, verdicts, assignments, posts, endings. Those tables
and columns are guarded (`core.register.guarded`), on whatever path the rows come.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.surroundings import surroundings, taken
from answerable.core.ledger.entry import Act
from answerable.core.register.guarded import guarded_faults
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import UnsoundError
from answerable.core.tables.rows import check_rows
from answerable.core.terms.errors import InputError
from answerable.records import copying
from answerable.records.models import Contract, WorkItem

Cells = Mapping[str, str]


def add_rows(
    table: str, rows: Sequence[Cells], *, by: Actor, at: datetime, on: date, act: Act = Act.ADD
) -> int:
    """Add rows to a small table; how many they were.

    Raises UnsoundError with every fault of every row, and NotPermittedError for rows of another body.
    """
    declared = BY_NAME[table]
    if declared.bulk:
        raise InputError("add_in_bulk", table=table)
    with transaction.atomic():
        whole = [{column.name: cells.get(column.name, "") for column in declared.columns} for cells in rows]
        check(declared, whole, guarded=True)
        for body in sorted(bodies_of(declared, whole)):
            refuse_unless(by, Permit.IMPORT_ROWS, subject(table, body=body, on=on))
        write(declared, whole, act=act, at=at, by=by.account)
    return len(whole)


def check(table: Table, rows: Sequence[Cells], *, guarded: bool) -> None:
    """Raise UnsoundError with everything that is wrong with new rows of a small table."""
    numbered = list(enumerate(rows, start=2))
    names = [column.name for column in table.columns]
    file = f"{table.name}.csv"
    found = check_rows(table, numbered, file=file, present=names, around=surroundings(table, rows))
    faults = [*found.faults, *taken(table, numbered, file=file)]
    if guarded:
        faults += guarded_faults(table, numbered, file=file, signed=_signed(table, rows))
    if faults:
        raise UnsoundError(file, tuple(faults))


def write(table: Table, rows: Sequence[Cells], *, act: Act, at: datetime, by: str) -> None:
    """Write sound rows with the entry of the act, within the caller's transaction."""
    copying.insert(table, rows)
    append_entry(act, at=at, by=by, changes=(changed(table.name, cells) for cells in rows))


def _signed(table: Table, rows: Iterable[Cells]) -> frozenset[str]:
    """Which of the contracts that rows speak of are signed: what they say is not added to any more."""
    if table.name != "clauses":
        return frozenset()
    named = {cells["contract"] for cells in rows}
    return frozenset(Contract.objects.filter(id__in=named).exclude(signed=None).values_list("id", flat=True))


def bodies_of(table: Table, rows: Iterable[Cells]) -> frozenset[str]:
    """The bodies that rows belong to: their own column, or that of the contract or work item they speak of."""
    columns = table.by_name
    if "body" in columns:
        return frozenset(cells["body"] for cells in rows)
    if "contract" in columns:
        return _owners(Contract, {cells["contract"] for cells in rows})
    if "work_item" in columns:
        return _owners(WorkItem, {cells["work_item"] for cells in rows})
    return frozenset()


def _owners(model: type[Contract] | type[WorkItem], ids: set[str]) -> frozenset[str]:
    return frozenset(model.objects.filter(id__in=ids).values_list("body", flat=True))  # type: ignore[attr-defined]
