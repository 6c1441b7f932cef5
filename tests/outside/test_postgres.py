"""PostgreSQL's programs are found by version, and are told secrets by their environment alone."""

from pathlib import Path

import pytest

from answerable.core.terms.errors import OutputError
from answerable.outside import postgres


def program(folder: Path, *, version: int, ends: int = 0) -> Path:
    folder.mkdir(parents=True)
    path = folder / "pg_dump"
    path.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) {version}.1" && exit 0\n'
        f'echo "$* as $PGUSER at $PGHOST with $PGPASSWORD"\necho "no such thing" >&2\nexit {ends}\n'
    )
    path.chmod(0o700)
    return path


def on_path(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setattr(postgres, "_folders", lambda: iter(folders))


def test_an_older_program_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = program(tmp_path / "old", version=14), program(tmp_path / "new", version=17)
    on_path(monkeypatch, old.parent, new.parent)
    assert postgres.find_tool("pg_dump", at_least=16) == new
    assert postgres.find_tool("pg_dump", at_least=14) == old
    with pytest.raises(OutputError) as caught:
        postgres.find_tool("pg_dump", at_least=18)
    assert caught.value.message.code == "postgres_tool_missing"


def test_the_password_is_in_the_environment_and_not_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(monkeypatch, program(tmp_path / "bin", version=17).parent)
    database = {"HOST": "db", "USER": "clerk", "PASSWORD": "s3cret", "NAME": "district"}
    said = postgres.run_tool("pg_dump", ("--format=custom",), at_least=17, database=database)
    assert said == "--format=custom as clerk at db with s3cret\n"


def test_what_it_complains_of_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_path(monkeypatch, program(tmp_path / "bin", version=17, ends=1).parent)
    with pytest.raises(OutputError) as caught:
        postgres.run_tool("pg_dump", (), at_least=17)
    assert caught.value.message.params["why"] == "no such thing"
