"""A database as a released version left it, brought to today's tables.

`python -m tests.records.upgrading freeze VERSION` keeps today's migrations and rows as those of a release, once, when
it is released; `… upgrade VERSION DIR` builds that database at DATABASE_URL, migrates it, and dumps the district and
what its tables are.
"""

import hashlib
import json
import os
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

RELEASED = Path(__file__).parent / "released"
MIGRATIONS = Path(__file__).resolve().parents[2] / "src/answerable/records/migrations"

SCHEMA = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    "postgresql": """
        SELECT 'column', table_name, ordinal_position, column_name, data_type, is_nullable, column_default
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'constraint', conrelid::regclass::text, 0, conname, pg_get_constraintdef(oid), '', ''
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'index', tablename, 0, indexname, indexdef, '', ''
        FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'trigger', tgrelid::regclass::text, 0, tgname, pg_get_triggerdef(oid), '', ''
        FROM pg_trigger WHERE NOT tgisinternal
    """,
}
"""Of each database, all that makes a table."""


def migrations() -> dict[str, str]:
    """Every migration with the hash of its file."""
    return {
        path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(MIGRATIONS.glob("0*.py"))
    }


def freeze(version: str) -> None:
    """Write down the migrations of a release, and a small record as they keep it."""
    from django.core.management import call_command
    from django.db import connection

    from tests.record import hold

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as scratch:
        hold(Path(scratch) / "district")
    rows: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- our own names
            names = [column[0] for column in cursor.description]
            rows[table] = {"columns": names, "rows": [list(map(_plain, row)) for row in cursor.fetchall()]}
    told = {"migrations": migrations(), "tables": {name: each for name, each in rows.items() if each["rows"]}}
    RELEASED.mkdir(exist_ok=True)
    path = RELEASED / f"{version}.json"
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def upgrade(version: str, out: Path) -> None:
    """Build the database of a release, migrate it to today, and dump it."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from answerable.actions.office.dump import dump

    told = json.loads((RELEASED / f"{version}.json").read_text(encoding="utf-8"))
    _as_released(max(told["migrations"]))
    with transaction.atomic(), connection.cursor() as cursor:
        for table, each in told["tables"].items():
            names = ", ".join(f'"{name}"' for name in each["columns"])
            marks = ", ".join(["%s"] * len(each["columns"]))
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 -- our own names
            cursor.executemany(statement, each["rows"])
    call_command("migrate", verbosity=0)
    dump(out)
    out.with_suffix(".json").write_text(json.dumps(schema(), ensure_ascii=False), encoding="utf-8")


def schema() -> list[str]:
    """What the tables of the record are, as the database tells it: columns, constraints, indexes, triggers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SCHEMA[connection.vendor])
        return sorted(" ".join(map(str, row)) for row in cursor.fetchall())


def _as_released(last: str) -> None:
    """Step by step to the last migration of a release; in one go is only for who begins today."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    executor.migrate([("records", last)])


def _tables() -> list[str]:
    """The tables of the record, each after those it refers to."""
    from answerable.core.tables.district import TABLES

    return ["batches", "held", *(table.name for table in TABLES), "legacy", "entries", "disclosed"]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def main(arguments: list[str]) -> None:
    """Run one of the two commands."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    if arguments[0] == "freeze":
        freeze(arguments[1])
    else:
        upgrade(arguments[1], Path(arguments[2]))


if __name__ == "__main__":
    main(sys.argv[1:])
