"""The same on PostgreSQL, through its own programs; where `DATABASE_URL` names such a server."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.cli.running import python, run
from tests.cli.test_backup import ENTRIES, FILL, manifest_with

SERVER = os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not SERVER.startswith("postgres"), reason="no PostgreSQL: make test-postgres"),
]


@pytest.fixture(scope="module")
def addresses() -> Iterator[tuple[str, str, str]]:
    """Three new databases on the server; gone afterwards."""
    names = [f"backup_{os.getpid()}_{number}" for number in range(3)]
    with psycopg.connect(SERVER, autocommit=True) as server:
        for name in names:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        parts = urlsplit(SERVER)
        first, second, third = (urlunsplit(parts._replace(path=f"/{name}")) for name in names)
        yield first, second, third
        for name in names:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_a_backup_of_postgresql_comes_back_whole(addresses: tuple[str, str, str], tmp_path: Path) -> None:
    source, empty, other = addresses
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
