"""Many rows at once, in and out, in the quickest way each database has. Nothing is decided or checked here."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, transaction

from answerable.core.tables.declare import Table
from answerable.core.tables.types import Kind
from answerable.records.cells import Cells, stored

CHUNK = 5_000
"""Rows written in one transaction; a page that has to write waits for one of them at most."""
_BREATH = 0.01
"""Seconds between two chunks, in which others get at the database."""


def insert(table: Table, rows: Iterable[Cells], *, batch: int | None = None) -> int:
    """Write sound rows into a table within the caller's transaction; how many they were."""
    names = [column.name for column in table.columns] + ([] if batch is None else ["batch"])
    last = () if batch is None else (batch,)
    values = (
        [*(stored(column, cells.get(column.name, "")) for column in table.columns), *last] for cells in rows
    )
    return _write(table.name, names, values)


def insert_in_chunks(table: Table, rows: Iterable[Cells], *, batch: int, every: Callable[[int], None]) -> int:
    """Write the rows of a batch chunk by chunk, each in a transaction of its own; `every` is told how far it is."""
    left, done = iter(rows), 0
    while chunk := list(islice(left, CHUNK)):
        with transaction.atomic():
            done += insert(table, chunk, batch=batch)
        every(done)
        time.sleep(_BREATH)
    return done


def delete_in_chunks(table: str, *, batch: int) -> None:
    """Delete the rows of a batch that was given up."""
    name = connection.ops.quote_name(table)
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    some = f"SELECT {place} FROM {name} WHERE batch = %s LIMIT {CHUNK}"  # noqa: S608 -- names are our own
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {name} WHERE {place} IN ({some})", [batch])  # noqa: S608
            if cursor.rowcount < CHUNK:
                return
        time.sleep(_BREATH)


def _write(table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    columns = ", ".join(map(connection.ops.quote_name, names))
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _copy(cursor.cursor, f"COPY {name} ({columns}) FROM STDIN", rows)
        adapted = [tuple(map(_for_sqlite, row)) for row in rows]
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", adapted)  # noqa: S608
        return len(adapted)


def _copy(cursor: Any, statement: str, rows: Iterable[Sequence[Any]]) -> int:
    done = 0
    with cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            done += 1
    return done


def _for_sqlite(value: Any) -> Any:
    """Instants and days as the texts that Django keeps in SQLite."""
    return connection.ops.adapt_datetimefield_value(value) if hasattr(value, "tzinfo") else _day(value)


def _day(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@contextmanager
def one_view() -> Iterator[None]:
    """Everything read inside is of one instant, whatever others write meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def select(table: Table) -> Iterator[tuple[Any, ...]]:
    """The accepted rows of a table, its columns in declared order, its rows in the order of the key."""
    columns = ", ".join(connection.ops.quote_name(column.name) for column in table.columns)
    name = connection.ops.quote_name(table.name)
    seen = "WHERE batch IS NULL OR batch IN (SELECT id FROM batches WHERE accepted_at IS NOT NULL) "
    order = ", ".join(_ordered(table, each) for each in table.key)
    statement = f"SELECT {columns} FROM {name} {seen if table.bulk else ''}ORDER BY {order}"  # noqa: S608
    if connection.vendor == "postgresql" and table.bulk:
        yield from _on_the_server(statement)
        return
    with connection.cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _ordered(table: Table, column: str) -> str:
    """Text by code point in both databases."""
    name, kind = connection.ops.quote_name(column), table.by_name[column].type.kind
    if kind is Kind.DECIMAL:
        return f"CAST({name} AS NUMERIC)"
    if connection.vendor == "sqlite" or kind in (Kind.INTEGER, Kind.DATE, Kind.INSTANT, Kind.YES_NO):
        return name
    return f'{name} COLLATE "C"'


def _on_the_server(statement: str) -> Iterator[tuple[Any, ...]]:
    connection.ensure_connection()
    with connection.connection.cursor(name="answerable_rows") as cursor:
        cursor.itersize = CHUNK
        yield from cursor.execute(statement)
