"""Correct a row of the record: what a person has to decide stays out of reach, and the old cells stay in the ledger."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from answerable.actions.office.drafts import draft_faults
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.owners import (
    hold_contracts,
    refuse_others,
    refuse_outsiders,
    settled_contracts,
)
from answerable.actions.office.reading import cells_of
from answerable.actions.office.sound import refuse_unsound
from answerable.actions.office.surroundings import model_of, surroundings
from answerable.core.ledger.entry import Act
from answerable.core.register.guarded import GUARDED_TABLES, fixed_columns
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
    if table in GUARDED_TABLES or declared.bulk:
        raise InputError("guarded_table", table=table)
    with transaction.atomic():
        refuse_outsiders(declared, by, on=on)
        rows = model_of(table)._default_manager.filter(**dict(zip(declared.key, key, strict=True)))
        before = _held(declared, key, rows)
        if any(before.get(name) != text for name, text in seen.items()):
            raise RowMovedError(table, key)
        after = {**before, **cells}
        _refuse_fixed(declared, before, after, on=on)
        refuse_others(declared, [before], by=by, on=on)
        _check(declared, after)
        _refuse_begun(declared, before, after, on=on)
        refuse_others(declared, [after], by=by, on=on)
        rows.update(**{name: stored(declared.by_name[name], after[name]) for name in cells})
        append_entry(Act.CHANGE, at=at, by=by.account, changes=[changed(table, after)])
        refuse_unsound(declared, [after], file=f"{table}.csv", numbers=[2])


def _held(table: Table, key: tuple[str, ...], rows: QuerySet[Any]) -> dict[str, str]:
    """The row as it is, and as it stays until the change is done; its contract is held first."""
    hold_contracts(table, [cells_of(table.name, *key)])
    list(rows.select_for_update().values_list("pk"))
    return cells_of(table.name, *key)


def _refuse_fixed(table: Table, before: Cells, after: Cells, *, on: date) -> None:
    """Keys never change; what was decided or agreed changes by another decision."""
    contract = before.get("id" if table.name == "contracts" else "contract", "")
    settled = bool(settled_contracts({contract}, on=on))
    fixed = fixed_columns(table, before, settled=settled)
    touched = tuple(sorted(name for name in fixed if before.get(name) != after.get(name)))
    if touched:
        raise InputError("guarded_cells", columns=touched)


def _refuse_begun(table: Table, before: Cells, after: Cells, *, on: date) -> None:
    """A draft of a contract is corrected into another draft: into force it comes by signatures alone."""
    touched = any(before.get(name) != after.get(name) for name in ("starts", "work_item", "body"))
    if table.name == "contracts" and touched:
        file = f"{table.name}.csv"
        faults = tuple(draft_faults([(2, after)], file=file, on=on))
        if faults:
            raise UnsoundError(file, faults)


def _check(table: Table, cells: Cells) -> None:
    names = [column.name for column in table.columns]
    odd = tuple(sorted(set(cells) - set(names)))
    if odd:
        raise InputError("no_such_column", table=table.name, columns=odd)
    file = f"{table.name}.csv"
    found = check_rows(table, [(2, cells)], file=file, present=names, around=surroundings(table, [cells]))
    if found.faults:
        raise UnsoundError(file, found.faults)
