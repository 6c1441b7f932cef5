"""Rows of the database as the values that `core` decides on. A value's field names are the table's column names."""

from dataclasses import fields
from typing import Any, TypeVar

from django.db.models import QuerySet

from answerable.core.tables.district import BY_NAME
from answerable.core.tables.types import Kind
from answerable.core.terms.period import Period

V = TypeVar("V")


def values_of(kind: type[V], rows: QuerySet[Any]) -> tuple[V, ...]:
    """One value per row, in the order of the query."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    table = BY_NAME[rows.model._meta.db_table]
    periods = {name for name in names if table.by_name[name].type.kind is Kind.PERIOD}
    return tuple(kind(**_typed(row, periods)) for row in rows.values(*names))


def _typed(row: dict[str, Any], periods: set[str]) -> dict[str, Any]:
    return {**row, **{name: Period.parse(row[name]) for name in periods if row[name] is not None}}
