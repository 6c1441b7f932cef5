"""What is wrong with rows by the tables' declarations, looked at afresh: none of the checks' code is used."""

from collections.abc import Iterator, Mapping

from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME, Rows


def unsound(rows: Rows) -> list[str]:
    """Undeclared or missing columns, cells of a wrong form, keys that stand twice, references to nothing."""
    if list(rows) != list(BY_NAME):
        return [f"not all tables, or not in their order: {list(rows)}"]
    return [fault for name, table in BY_NAME.items() for fault in _of_table(table, rows)]


def _of_table(table: Table, rows: Rows) -> Iterator[str]:
    ids = {name: {row.get("id") for row in held} for name, held in rows.items()}
    keys = set()
    for number, row in enumerate(rows[table.name]):
        place = f"{table.name} {number}"
        if list(row) != [column.name for column in table.columns]:
            yield f"{place}: columns {list(row)}"
            continue
        yield from (f"{place}: {fault}" for fault in _of_cells(table, row, ids))
        key = tuple(row[name] for name in table.key)
        if key in keys:
            yield f"{place}: the key {key} stands twice"
        keys.add(key)


def _of_cells(table: Table, row: Mapping[str, str], ids: Mapping[str, set[str | None]]) -> Iterator[str]:
    for column in table.columns:
        text = row[column.name]
        if not text:
            if column.required:
                yield f"{column.name} is empty"
        elif not column.type.matches(text) or not column.type.within(text):
            yield f"{column.name} cannot be {text!r}"
        elif column.type.to is not None and text not in ids[column.type.to]:
            yield f"{column.name} points at no {text!r}"
