"""The canonical order of a table's rows: by its key, column by column, so that the same rows make the same file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal

from answerable.core.tables.declare import Column, Table
from answerable.core.tables.types import Kind

Place = tuple[int, str | Decimal | datetime]
"""Where one cell stands among others of its column: an empty one first, a sound one by value, any other by its text."""

_BY_VALUE = (Kind.INTEGER, Kind.DECIMAL, Kind.INSTANT)


def row_order(table: Table) -> Callable[[Mapping[str, str]], tuple[Place, ...]]:
    """What to sort the table's rows by: numbers as numbers, instants as instants, all else as text by code point."""
    columns = [table.by_name[name] for name in table.key]

    def place(row: Mapping[str, str]) -> tuple[Place, ...]:
        return tuple(_place(column, row[column.name]) for column in columns)

    return place


def _place(column: Column, text: str) -> Place:
    if not text:
        return 0, ""
    if column.type.kind not in _BY_VALUE:
        return 1, text
    if not column.type.matches(text):
        return 2, text  # broken cells are written as they are, for somebody to mend
    return 1, datetime.fromisoformat(text) if column.type.kind is Kind.INSTANT else Decimal(text)
