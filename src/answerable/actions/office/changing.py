"""Correct a row of the record: what a person has to decide stays out of reach, and the old cells stay in the ledger."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import bodies_of
from answerable.actions.office.surroundings import model_of, surroundings
from answerable.core.ledger.entry import Act
from answerable.core.register.guarded import GUARDED_COLUMNS, GUARDED_TABLES, SETTLED_BY_SIGNING
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import UnsoundError
from answerable.core.tables.rows import check_rows
from answerable.core.terms.errors import InputError
from answerable.records.cells import stored

Cells = Mapping[str, str]


class RowMovedError(InputError):
    """Somebody else changed the row meanwhile."""

    def __init__(self, table: str, key: tuple[str, ...]) -> None:
        super().__init__("row_moved", table=table, key=" + ".join(key))


def change_row(
    table: str, key: tuple[str, ...], cells: Cells, *, seen: Cells, by: Actor, at: datetime, on: date
) -> None:
    """Write the cells into the row of this key, if it still is as it was seen.

    Raises UnsoundError with everything wrong with the row, InputError for cells that only a decision changes,
    NotPermittedError, and RowMovedError if another change came between.
    """
    declared = BY_NAME[table]
    with transaction.atomic():
        before = cells_of(table, *key)
        if any(before.get(name) != text for name, text in seen.items()):
            raise RowMovedError(table, key)
        after = {**before, **cells}
        _refuse_guarded(declared, before, after)
        for body in sorted(bodies_of(declared, [before]) | bodies_of(declared, [after])):
            refuse_unless(by, Permit.IMPORT_ROWS, subject(table, body=body, on=on))
        _check(declared, after)
        rows = model_of(table)._default_manager.filter(**dict(zip(declared.key, key, strict=True)))
        news = {name: stored(declared.by_name[name], after[name]) for name in cells}
        rows.update(**news)
        append_entry(Act.CHANGE, at=at, by=by.account, changes=[changed(table, after)])


def _refuse_guarded(table: Table, before: Cells, after: Cells) -> None:
    """Keys never change; what was decided changes by another decision; what was signed, by an amendment."""
    fixed = {*table.key, *GUARDED_COLUMNS.get(table.name, ())}
    if before.get("signed"):
        fixed |= SETTLED_BY_SIGNING
    touched = tuple(sorted(name for name in fixed if before.get(name) != after.get(name)))
    if table.name in GUARDED_TABLES or table.bulk:
        raise InputError("guarded_table", table=table.name)
    if touched:
        raise InputError("guarded_cells", columns=touched)


def _check(table: Table, cells: Cells) -> None:
    names = [column.name for column in table.columns]
    odd = tuple(sorted(set(cells) - set(names)))
    if odd:
        raise InputError("no_such_column", table=table.name, columns=odd)
    file = f"{table.name}.csv"
    found = check_rows(table, [(2, cells)], file=file, present=names, around=surroundings(table, [cells]))
    if found.faults:
        raise UnsoundError(file, found.faults)
