"""The database: reached, of this version, whole, and durable before it acknowledges."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from answerable.actions.office.doctor.values import Check, check
from answerable.actions.office.prepare import first_line, newer_migrations
from answerable.actions.office.secrets import is_private

LARGEST_DIFFERENCE = timedelta(seconds=5)
"""Between the clock of the database and ours; deadlines are counted in days, but entries are put in order by it."""
OLDEST_POSTGRES = 14


def reached(_at: datetime) -> Check:
    """Whether the database is there. An SQLite file is not made by looking for it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not _in_memory(name) and not Path(name).is_file():
        return check("fail", "database", code="doctor_database_missing", path=name)
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return check("fail", "database", code="doctor_database_away", why=first_line(error))
    if connection.vendor == "postgresql" and _number("SHOW server_version_num") < OLDEST_POSTGRES * 10_000:
        return check("fail", "database", code="doctor_database_old", least=OLDEST_POSTGRES)
    return check("ok", "database", code="doctor_database_fine", kind=connection.vendor)


def _in_memory(name: str) -> bool:
    return ":memory:" in name or "mode=memory" in name


def migrations(_at: datetime) -> Check:
    """Whether the tables are those of this version."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if newer := newer_migrations():
        return check("fail", "migrations", code="doctor_migrations_newer", n=len(newer))
    if waiting:
        return check("fail", "migrations", code="doctor_migrations_waiting", n=len(waiting))
    return check("ok", "migrations", code="doctor_migrations_fine")


def _integrity(_at: datetime) -> Check:
    if connection.vendor == "sqlite":
        said = _text("PRAGMA quick_check(1)")
        if said != "ok":
            return check("fail", "integrity", code="doctor_integrity_broken", why=said)
        if _text("PRAGMA foreign_key_check"):
            return check("fail", "integrity", code="doctor_integrity_dangling")
    elif not _number("SELECT count(*) FROM pg_index WHERE indisvalid") or _number(
        "SELECT count(*) FROM pg_index WHERE NOT indisvalid"
    ):
        return check("fail", "integrity", code="doctor_integrity_broken", why="pg_index")
    return check("ok", "integrity", code="doctor_integrity_fine")


def _durability(_at: datetime) -> Check:
    found = {}
    if connection.vendor == "sqlite":
        if not _in_memory(str(connection.settings_dict["NAME"])):
            found = {"journal_mode": _text("PRAGMA journal_mode") == "wal"}
        found |= {
            "synchronous": _number("PRAGMA synchronous") >= 2,
            "foreign_keys": _number("PRAGMA foreign_keys") == 1,
        }
    else:
        names = ("synchronous_commit", "fsync", "full_page_writes")
        found = {name: _text(f"SHOW {name}") not in ("off", "local") for name in names}
    wrong = tuple(name for name, right in found.items() if not right)
    if wrong:
        return check("fail", "durability", code="doctor_durability_wrong", settings=wrong)
    return check("ok", "durability", code="doctor_durability_fine")


def _clock(at: datetime) -> Check:
    if at.year < 2024:
        return check("fail", "clock", code="doctor_clock_unset", at=at.date())
    if connection.vendor == "sqlite":
        # It has no clock of its own; what was written last must not lie in the future.
        return _not_before(at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        theirs: datetime = cursor.fetchone()[0]
    seconds = abs((theirs.astimezone(UTC) - at).total_seconds())
    if seconds > LARGEST_DIFFERENCE.total_seconds():
        return check("fail", "clock", code="doctor_clock_differs", seconds=int(seconds))
    return _not_before(at)


def _not_before(at: datetime) -> Check:
    from answerable.records.models import Entry

    latest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    if latest is not None and latest - at > LARGEST_DIFFERENCE:
        return check("fail", "clock", code="doctor_clock_behind", latest=latest.date())
    return check("ok", "clock", code="doctor_clock_fine")


def _file(_at: datetime) -> Check:
    """Whether nobody else may read the file of the database, and what lies beside it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or _in_memory(name):
        return check("ok", "database_file", code="doctor_file_none")
    files = [Path(name + ending) for ending in ("", "-wal", "-shm")]
    open_ = tuple(str(each) for each in files if each.is_file() and not is_private(each))
    if open_:
        return check("fail", "database_file", code="doctor_file_open", files=open_)
    return check("ok", "database_file", code="doctor_file_private")


def _text(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return "" if row is None else str(row[0])


def _number(statement: str) -> int:
    return int(_text(statement) or 0)


CHECKS: Mapping[str, Callable[[datetime], Check]] = MappingProxyType(
    {"database_file": _file, "integrity": _integrity, "durability": _durability, "clock": _clock}
)
"""What needs a database that answers."""
