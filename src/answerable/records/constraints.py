"""Database constraints derived from a table's declaration: the second lock behind the checks of rows.

What a constraint of both databases cannot say stays with the checks and the actions: stretches that may not overlap,
references to a key of several columns, and what a row must be like beside rows of other tables.
"""

from collections.abc import Iterator
from functools import reduce
from operator import add, and_

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from answerable.core.tables.declare import Column, Ordered, Sums, Table, Together
from answerable.core.tables.types import Kind

Condition = Q | LessThanOrEqual | GreaterThanOrEqual
_TEXTS = (Kind.ID, Kind.TEXT, Kind.PERIOD, Kind.HASH)


def kept(table: Table) -> list[models.BaseConstraint]:
    """The constraints that every row of the table keeps."""
    found: list[models.BaseConstraint] = []
    if table.key != ("id",):
        found.append(models.UniqueConstraint(fields=list(table.key), name=f"{table.name}_key"))
    conditions = [*_of_columns(table), *_of_rows(table)]
    found += [
        models.CheckConstraint(condition=each, name=f"{table.name}_{name}") for name, each in conditions
    ]
    return found


def with_document(table: str) -> models.Index:
    """By which the rows of a table are found that refer to an evidence file; most rows refer to none."""
    return models.Index(name=f"{table}_document", fields=("document",), condition=Q(document__isnull=False))


def _of_columns(table: Table) -> Iterator[tuple[str, Condition]]:
    for column in table.columns:
        if column.type.kind is Kind.CHOICE:
            yield f"{column.name}_known", Q(**{f"{column.name}__in": column.type.choices})
        elif column.type.kind in _TEXTS:
            yield f"{column.name}_stated", ~Q(**{column.name: ""})
        else:
            yield from _bounds(column)


def _bounds(column: Column) -> Iterator[tuple[str, Condition]]:
    low, high = column.type.low, column.type.high
    if low is not None:
        yield f"{column.name}_low", GreaterThanOrEqual(_number(column), low)
    if high is not None:
        yield f"{column.name}_high", LessThanOrEqual(_number(column), high)


def _number(column: Column) -> F | Cast:
    """The column as something that compares by size: decimals are kept as text."""
    if column.type.kind is Kind.DECIMAL:
        return Cast(column.name, models.DecimalField(max_digits=18, decimal_places=6))
    return F(column.name)


def _of_rows(table: Table) -> Iterator[tuple[str, Condition]]:
    for rule in table.rules:
        match rule:
            case Ordered(first=first, second=second):
                columns = table.by_name[first], table.by_name[second]
                yield f"{first}_to_{second}", LessThanOrEqual(*map(_number, columns))
            case Sums(parts=parts, whole=whole):
                yield f"{whole}_sum", Q(**{whole: reduce(add, map(F, parts))})
            case Together(columns=names):
                none = reduce(and_, (Q(**{f"{name}__isnull": True}) for name in names))
                every = reduce(and_, (Q(**{f"{name}__isnull": False}) for name in names))
                yield f"{names[0]}_together", none | every
            case _:
                pass
