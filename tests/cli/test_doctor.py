"""What the doctor prints, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import begin
from tests.cli.running import python, run

pytestmark = pytest.mark.slow


def test_an_empty_machine_fails_and_is_told_what_to_do_without_anything_being_made(tmp_path: Path) -> None:
    ended = run("doctor", data=tmp_path / "data")
    assert ended.returncode == 2
    assert "Start answerable serve once" in ended.stdout
    assert ended.stderr == ""
    assert not (tmp_path / "data").exists()


def test_a_prepared_machine_passes_and_json_has_both_languages(tmp_path: Path) -> None:
    data = tmp_path / "data"
    python("from answerable.actions.office.prepare import prepare\nprepare()", data=data)
    ended = run("doctor", "--json", data=data)
    assert ended.returncode == 0, ended.stdout
    said = json.loads(ended.stdout)
    assert said["failed"] == 0
    assert all(check.keys() == {"check", "state", "zh", "en"} for check in said["checks"])
    assert {check["check"]: check["state"] for check in said["checks"]}["durability"] == "ok"


def test_a_database_that_is_away_is_one_failure_among_the_others(tmp_path: Path) -> None:
    address = "postgres://nobody:s3cret@127.0.0.1:1/none"
    ended = run("doctor", data=tmp_path / "data", DATABASE_URL=address)
    assert ended.returncode == 2
    assert "It cannot be reached" in ended.stdout
    assert "s3cret" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_damaged_database_is_found(tmp_path: Path, tables: Path) -> None:
    data = tmp_path / "data"
    begin(data, tables)
    python("from answerable.actions.office.prepare import prepare\nprepare()", data=data)
    path = data / "answerable.sqlite3"
    content = bytearray(path.read_bytes())
    for place in range(40960, len(content), 4096):
        content[place : place + 200] = b"\xff" * 200
    path.write_bytes(content)
    ended = run("doctor", data=data)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
