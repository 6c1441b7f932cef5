"""The same on PostgreSQL, through its own programs; where `DATABASE_URL` names such a server."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from answerable.outside.postgres import run_tool
from tests.cli.running import python, run
from tests.cli.test_backup import ENTRIES, FILL, manifest_with
from tests.cli.test_restore import PASSED, PEOPLE

SERVER = os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not SERVER.startswith("postgres"), reason="no PostgreSQL: make test-postgres"),
]

DURABLE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW synchronous_commit")
    print(cursor.fetchone()[0])
"""


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[str, ...]]:
    """Four new databases on the server; gone afterwards."""
    names = [f"backup_{os.getpid()}_{number}" for number in range(4)]
    with psycopg.connect(SERVER, autocommit=True) as server:
        for name in names:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        parts = urlsplit(SERVER)
        yield tuple(urlunsplit(parts._replace(path=f"/{name}")) for name in names)
        for name in names:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_a_backup_of_postgresql_comes_back_whole(addresses: tuple[str, ...], tmp_path: Path) -> None:
    source, empty, other, _ = addresses
    data, archive = tmp_path / "data", tmp_path / "all.zip"
    python(FILL, data=data, DATABASE_URL=source)
    ended = run("backup", str(archive), data=data, DATABASE_URL=source)
    assert ended.returncode == 0, ended.stderr
    assert "9 entries" in ended.stdout

    ended = run("restore", str(archive), "--database", empty, data=tmp_path / "restored")
    assert ended.returncode == 0, ended.stderr
    assert python(ENTRIES, data=data, DATABASE_URL=empty) == python(ENTRIES, data=data, DATABASE_URL=source)

    ended = run("restore", str(archive), "--database", empty, data=tmp_path / "again")
    assert ended.returncode == 2
    assert "is not empty" in ended.stderr

    ended = run("restore", str(archive), data=tmp_path / "sqlite")
    assert ended.returncode == 2
    assert "holds a postgresql database" in ended.stderr

    short = manifest_with(archive, tmp_path / "short.zip", entries=8)
    ended = run("restore", str(short), "--database", other, data=tmp_path / "short")
    assert ended.returncode == 3
    assert "differs from the backup" in ended.stderr
    # What the database's own program had committed is gone again, triggers' functions too.
    assert left_in(other) == []
    ended = run("restore", str(archive), "--database", other, data=tmp_path / "once more")
    assert ended.returncode == 0, ended.stderr


def left_in(address: str) -> list[tuple[str]]:
    """Tables and functions of the schema."""
    names = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace UNION ALL "
    names += "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    with psycopg.connect(address) as connection:
        return connection.execute(names.encode()).fetchall()


def test_a_database_of_another_schema_is_backed_up_without_who_is_signed_in(
    addresses: tuple[str, ...], tmp_path: Path
) -> None:
    """The schema of the address's own options; and what stands there is not overwritten by ours."""
    own, data = addresses[3], tmp_path / "data"
    with psycopg.connect(own, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA own")
    mark = "&" if "?" in own else "?"
    address = f"{own}{mark}options=-c%20search_path%3Down"
    python(FILL + PEOPLE, data=data, DATABASE_URL=address)
    assert python(PASSED, data=data, DATABASE_URL=address) == "1 1\n"
    assert python(DURABLE, data=data, DATABASE_URL=address) == "on\n"
    ended = run("backup", str(tmp_path / "all.zip"), data=data, DATABASE_URL=address)
    assert ended.returncode == 0, ended.stderr
    with psycopg.connect(own) as connection:
        version = connection.info.server_version // 10_000
    listed = run_tool("pg_restore", ("--file=-", str(dump_of(tmp_path))), at_least=version)
    assert "keeper" in listed
    assert not any(planted in listed for planted in ("planted-session", "planted-name", "10.1.2.3"))


def dump_of(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "all.zip") as archive:
        return Path(archive.extract("database.dump", folder))
