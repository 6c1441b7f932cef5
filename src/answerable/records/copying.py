"""Many rows at once, in and out, in the quickest way each database has. Nothing is decided or checked here."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, connection, transaction

from answerable.core.tables.declare import Table
from answerable.core.tables.types import Kind
from answerable.core.terms.errors import InputError
from answerable.records.cells import Cells

CHUNK = 5_000
"""Rows written in one transaction; a page that has to write waits for one of them at most."""
_BREATH = 0.01
"""Seconds at least between two chunks, in which others get at the database."""
Written = Sequence[Any]
"""One row as the database takes it."""


def insert(table: Table, rows: Iterable[Cells], *, batch: int | None = None) -> int:
    """Write sound rows into a table within the caller's transaction; how many they were.

    Raises InputError, and the transaction is lost, where somebody else took a key since the rows were looked at.
    """
    try:
        return _write(table, _ready(table, rows, batch), batch)
    except IntegrityError as error:
        if not _is_taken(error):
            raise
        raise InputError("row_came_between", table=table.name) from error


def _is_taken(error: IntegrityError) -> bool:
    """Whether the database refused a row because its key is there."""
    cause = error.__cause__
    if connection.vendor == "postgresql":
        return getattr(cause, "sqlstate", None) == "23505"
    return getattr(cause, "sqlite_errorname", None) in (
        "SQLITE_CONSTRAINT_PRIMARYKEY",
        "SQLITE_CONSTRAINT_UNIQUE",
    )


def insert_in_chunks(table: Table, rows: Iterable[Cells], *, batch: int, every: Callable[[int], None]) -> int:
    """Write the rows of a batch chunk by chunk, each in a transaction of its own; `every` is told how far it is."""
    left, done = iter(rows), 0
    while chunk := list(islice(left, CHUNK)):
        done += insert_chunk(table, chunk, batch=batch)
        every(done)
    return done


def insert_chunk(table: Table, rows: Iterable[Cells], *, batch: int) -> int:
    """Write some rows of a batch in a transaction of their own, and let others get at the database afterwards.

    SQLite has one writer at a time, and whoever waits looks only now and then: the pause is as long as the lock was
    held. Raises IntegrityError, with nothing written, where a key is taken.
    """
    ready = list(_ready(table, rows, batch))
    begun = time.monotonic()
    with transaction.atomic():
        done = _write(table, ready, batch)
    held = time.monotonic() - begun if connection.vendor == "sqlite" else 0.0
    time.sleep(max(_BREATH, held))
    return done


def delete_in_chunks(table: str, *, batch: int) -> None:
    """Delete the rows of a batch that was given up, a stretch of the table after the other, each in a transaction.

    However large the table is, it is gone through once. Nobody may be writing rows of this batch.
    """
    name = connection.ops.quote_name(table)
    where = _STRETCH[connection.vendor]
    for first in range(0, _places(table) + 1, _AT_ONCE[connection.vendor]):
        begun = time.monotonic()
        with transaction.atomic(), connection.cursor() as cursor:
            ends = [first, first + _AT_ONCE[connection.vendor]]
            cursor.execute(f"DELETE FROM {name} WHERE batch = %s AND {where}", [batch, *ends])  # noqa: S608 -- our own names
            deleted = cursor.rowcount
        if deleted:
            time.sleep(max(_BREATH, time.monotonic() - begun))


_STRETCH = {
    "sqlite": "rowid >= %s AND rowid < %s",
    "postgresql": "ctid >= format('(%%s,0)', %s::bigint)::tid AND ctid < format('(%%s,0)', %s::bigint)::tid",
}
"""Rows that lie together: by their number in SQLite, by their block in PostgreSQL."""
_AT_ONCE = {"sqlite": CHUNK, "postgresql": 64}


def _places(table: str) -> int:
    """The last number, or block, of a table."""
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_relation_size(%s::regclass) / current_setting('block_size')::bigint", [name]
            )
        else:
            cursor.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}")  # noqa: S608 -- our own names
        return int(cursor.fetchone()[0])


def _ready(table: Table, rows: Iterable[Cells], batch: int | None) -> Iterator[Written]:
    """The rows as the database takes them. PostgreSQL reads every cell as it is written in a file.

    Raises InputError for a character that PostgreSQL keeps in no text; SQLite would.
    """
    texts = [column.name for column in table.columns if column.type.kind is Kind.TEXT]
    names = [column.name for column in table.columns]
    last = [] if batch is None else [batch]
    wanted = [] if connection.vendor == "postgresql" else _wanted_by_sqlite(table)
    for cells in rows:
        for name in texts:
            if "\x00" in (cells.get(name) or ""):
                raise InputError("cell_unwritable", table=table.name, column=name)
        row: list[Any] = [cells.get(name) or None for name in names]
        for place, convert in wanted:
            if row[place] is not None:
                row[place] = convert(row[place])
        yield row + last


def _wanted_by_sqlite(table: Table) -> list[tuple[int, Callable[[str], Any]]]:
    """Which columns SQLite keeps otherwise than they are written, and how."""
    found: list[tuple[int, Callable[[str], Any]]] = []
    for place, column in enumerate(table.columns):
        match column.type.kind:
            case Kind.INTEGER:
                found.append((place, int))
            case Kind.YES_NO:
                found.append((place, "yes".__eq__))
            case Kind.INSTANT:
                found.append((place, _instant))
    return found


def _instant(text: str) -> Any:
    return connection.ops.adapt_datetimefield_value(datetime.fromisoformat(text).astimezone(UTC))


def _write(table: Table, rows: Iterable[Written], batch: int | None) -> int:
    names = [column.name for column in table.columns] + ([] if batch is None else ["batch"])
    columns = ", ".join(map(connection.ops.quote_name, names))
    name = connection.ops.quote_name(table.name)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _copy(cursor.cursor, f"COPY {name} ({columns}) FROM STDIN", rows)
        ready = list(rows)
        marks = ", ".join(["%s"] * len(names))
        cursor.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", ready)  # noqa: S608
        return len(ready)


def _copy(cursor: Any, statement: str, rows: Iterable[Written]) -> int:
    done = 0
    # The driver's own errors become Django's, as those of any other statement.
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            done += 1
    return done


@contextmanager
def one_view() -> Iterator[None]:
    """Everything read inside is of one instant, whatever others write meanwhile; inside another it is of that one's."""
    if connection.in_atomic_block or _under_way():
        yield
        return
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _under_way() -> bool:
    """Whether the connection is in a transaction that somebody began past Django, as `one_view` does."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return bool(connection.connection.in_transaction)
    return bool(connection.connection.info.transaction_status.name != "IDLE")


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
    with connection.wrap_database_errors, connection.connection.cursor(name="answerable_rows") as cursor:
        cursor.itersize = CHUNK
        yield from cursor.execute(statement)
