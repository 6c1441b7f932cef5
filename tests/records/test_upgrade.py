"""A database of every released version is brought to today's tables, and nothing is lost or altered on the way."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from answerable.actions.offline.aside import same_folder
from tests.builders import write
from tests.record import rows_of_record
from tests.records.upgrading import RELEASED, migrations, schema

VERSIONS = sorted(path.stem for path in RELEASED.glob("*.json"))


@contextmanager
def empty_database(name: str, folder: Path) -> Iterator[str]:
    """The address of a database with nothing in it, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'upgraded.sqlite3'}"
        return
    address = os.environ["DATABASE_URL"]
    base, _, query = address.partition("?")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{base.rsplit('/', 1)[0]}/{name}?{query}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("version", VERSIONS)
def test_migrations_of_a_release_are_never_changed(version: str) -> None:
    told = json.loads((RELEASED / f"{version}.json").read_text(encoding="utf-8"))["migrations"]
    now = migrations()
    assert {name: now.get(name) for name in told} == told


def test_there_is_a_first_release_to_upgrade_from() -> None:
    assert VERSIONS


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("version", VERSIONS)
def test_the_database_of_a_release_is_upgraded_without_loss(version: str, tmp_path: Path) -> None:
    with empty_database(f"upgrade_{os.getpid()}", tmp_path) as address:
        command = [sys.executable, "-m", "tests.records.upgrading", "upgrade", version, str(tmp_path / "out")]
        ran = subprocess.run(
            command, env={**os.environ, "DATABASE_URL": address}, capture_output=True, text=True, check=False
        )
    assert ran.returncode == 0, ran.stderr
    assert same_folder(write(tmp_path / "as_it_was", rows_of_record()), tmp_path / "out")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == schema()
