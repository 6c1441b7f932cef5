"""A database that is read has to be there: nothing is made, and what is missing is said."""

from pathlib import Path

import pytest

from tests.cli.running import run


@pytest.mark.parametrize("command", [("assess",), ("check",), ("dump", "out", "--database")])
def test_reading_a_database_that_is_not_there_makes_none(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*command, f"sqlite:///{tmp_path}/new.sqlite3", data=tmp_path / "data")
    assert done.returncode == 2
    assert done.stderr.startswith(f"There is no database {tmp_path}/new.sqlite3, and none was made.")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_tables_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()
    done = run("assess", f"sqlite:///{tmp_path}/empty.sqlite3", data=tmp_path / "data")
    assert done.returncode == 2
    assert "holds no tables of this system" in done.stderr
    assert (tmp_path / "empty.sqlite3").stat().st_size == 0


def test_a_server_that_does_not_answer_is_said_to_be_so(tmp_path: Path) -> None:
    done = run("assess", "postgres://nobody:x@127.0.0.1:9/x", data=tmp_path / "data")
    assert done.returncode == 2
    assert done.stderr.startswith("The database cannot be reached:")
