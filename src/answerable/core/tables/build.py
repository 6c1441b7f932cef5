"""Rows that passed the checks become values."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

from answerable.core.tables.rows import Row

V = TypeVar("V")


def build(kind: type[V], rows: Iterable[Row]) -> tuple[V, ...]:
    """Build one value per row; the value's field names are the table's column names."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    values: list[V] = []
    for row in rows:
        cells: dict[str, Any] = {name: row.values.get(name) for name in names}
        values.append(kind(**cells))
    return tuple(values)
