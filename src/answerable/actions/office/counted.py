"""What a database holds, in numbers that two copies of it share: rows per table, entries and their order."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol


class Cursor(Protocol):
    """What both databases' cursors do."""

    def execute(self, sql: str, /) -> Any: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> Any: ...


@dataclass(frozen=True)
class Counted:
    """Rows of each table, how many entries there are, and the digest of their ids in order."""

    tables: dict[str, int]
    migrations: tuple[str, ...]
    entries: int
    digest: str


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


PASSING = (
    "axes_accessattemptexpiration",
    "axes_accessattempt",
    "axes_accessfailurelog",
    "axes_accesslog",
    "usersessions_usersession",
    "django_session",
    "tasks",
    "django_tasks_database_dbtaskresult",
)
"""Tables of what passes: who is signed in, which sign-ins failed, and long work, whose files are not backed up either.
A backup holds no row of them.
"""
_STEP = 10_000


def table_names(cursor: Cursor, kind: str) -> tuple[str, ...]:
    """The tables of a database, in the order of their names."""
    cursor.execute(_TABLES[kind])
    return tuple(sorted(str(row[0]) for row in cursor.fetchall()))


def count(cursor: Cursor, kind: str) -> Counted:
    """Count a database, within whatever transaction the cursor is in."""
    tables = {}
    for name in table_names(cursor, kind):
        quoted = '"' + name.replace('"', '""') + '"'
        cursor.execute(f"SELECT count(*) FROM {quoted}")  # noqa: S608 - the name comes from the database itself
        tables[name] = int(cursor.fetchone()[0])
    ids = _entry_ids(cursor) if "entries" in tables else iter(())
    return Counted(tables, tuple(_migrations(cursor, tables)), tables.get("entries", 0), digest_of(ids))


def without_passing(counted: Counted) -> Counted:
    """The same without the rows that a backup leaves behind."""
    return replace(counted, tables=counted.tables | {name: 0 for name in PASSING if name in counted.tables})


def _migrations(cursor: Cursor, tables: Iterable[str]) -> Iterator[str]:
    if "django_migrations" in tables:
        cursor.execute("SELECT app, name FROM django_migrations")
        yield from sorted(f"{app}.{name}" for app, name in cursor.fetchall())


def _entry_ids(cursor: Cursor) -> Iterator[str]:
    """Numbered entries in the order of their numbers, then the others by id; no collation has a say in it."""
    last, rows = -1, [(0, "")]
    while rows:
        # In steps: a county has millions.
        cursor.execute(f"SELECT number, id FROM entries WHERE number > {last} ORDER BY number LIMIT {_STEP}")  # noqa: S608
        rows = cursor.fetchall()
        yield from (str(row[1]) for row in rows)
        last = int(rows[-1][0]) if rows else last
    cursor.execute("SELECT id FROM entries WHERE number IS NULL")
    yield from sorted(str(row[0]) for row in cursor.fetchall())


def digest_of(ids: Iterable[str]) -> str:
    """SHA-256 over ids, one a line."""
    digest = hashlib.sha256()
    for id_ in ids:
        digest.update(id_.encode("utf-8") + b"\n")
    return digest.hexdigest()
