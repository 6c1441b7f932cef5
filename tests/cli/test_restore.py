"""Whoever restores can sign in afterwards or is told why not, and a restore that fails has done nothing."""

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from answerable.actions.office.archive import MANIFEST
from answerable.actions.office.backup import clear_left_over
from tests.cli.conftest import begin
from tests.cli.running import python, run
from tests.cli.test_backup import FILL, altered, manifest_with

pytestmark = pytest.mark.slow
NOW = "from datetime import UTC, datetime\nnow = datetime.now(UTC)\n"
PEOPLE = f"""{NOW}
from answerable.actions.office.accounts import Owner, account_of, create_account
from answerable.actions.office.codes import enrol
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
owner = Owner(admin="security")
create_account("keeper", owner=owner, password="aaaa-bbbb-cccc-dddd-1", language="en", at=now, by=None)
enrol(account_of("keeper"), "PB4HQ6DYPB4HQ6DYPB4HQ6DYPB4HQ6DY")
Session.objects.create(session_key="planted-session", session_data="x", expire_date=now)
AccessAttempt.objects.create(username="planted-name", ip_address="10.1.2.3", user_agent="planted-browser",
                             failures_since_start=1)
"""
ENTERS = """
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
client = Client(headers={"Accept-Language": "en"})
client.post("/account/sign-in/", {"login": "keeper", "password": "aaaa-bbbb-cccc-dddd-1"})
from allauth.mfa.models import Authenticator
from answerable.actions.office.codes import code_at
from datetime import UTC, datetime
try:
    shown = code_at(Authenticator.objects.get(), at=datetime.now(UTC))
except Exception as error:
    shown = "123456"
answered = client.post("/account/sign-in/code/", {"code": shown})
print(answered.status_code, "another secret key" in answered.content.decode())
"""
PASSED = """
from django.contrib.sessions.models import Session
from axes.models import AccessAttempt
print(Session.objects.filter(session_key="planted-session").count(), AccessAttempt.objects.count())
"""


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory, tables: Path) -> Path:
    """A deployment with an account that has a factor, a session, a failed attempt and a file; its backup beside it."""
    data = tmp_path_factory.mktemp("peopled") / "data"
    begin(data, tables)
    python(FILL + PEOPLE, data=data)
    (data / "files").mkdir()
    (data / "files" / "a.txt").write_text("text")
    ended = run("backup", str(data.parent / "all.zip"), data=data)
    assert ended.returncode == 0, ended.stderr
    return data


def with_key(data: Path, like: Path) -> Path:
    data.mkdir(parents=True)
    shutil.copy2(like / "secret-key", data / "secret-key")
    return data


def doctor(data: Path) -> dict[str, str]:
    said = json.loads(run("doctor", "--json", data=data).stdout)
    return {each["check"]: each["state"] for each in said["checks"]}


def test_with_its_key_a_deployment_comes_back_and_people_sign_in(peopled: Path, tmp_path: Path) -> None:
    data = with_key(tmp_path / "data", peopled)
    ended = run("restore", str(peopled.parent / "all.zip"), data=data)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "--new-key" not in ended.stdout
    assert "recover" not in ended.stdout
    assert python(ENTERS, data=data) == "302 False\n"
    assert {name: doctor(data)[name] for name in ("factors", "files", "database_file")} == {
        "factors": "ok",
        "files": "ok",
        "database_file": "ok",
    }


@pytest.mark.parametrize("other", ["", "another key that is long enough to be one"])
def test_without_its_key_nothing_is_restored(peopled: Path, tmp_path: Path, other: str) -> None:
    ended = run(
        "restore", str(peopled.parent / "all.zip"), data=tmp_path / "data", ANSWERABLE_SECRET_KEY=other
    )
    assert ended.returncode == 2
    assert "Put that key in place first" in ended.stderr
    assert str(tmp_path / "data" / "secret-key") in ended.stderr
    assert not (tmp_path / "data").exists()


def test_with_a_new_key_the_way_back_in_is_said_and_works(peopled: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    ended = run("restore", str(peopled.parent / "all.zip"), "--new-key", data=data)
    assert ended.returncode == 0, ended.stderr
    assert "answerable account recover NAME" in ended.stdout
    assert python(ENTERS, data=data) == "200 True\n"
    assert doctor(data)["factors"] == "fail"
    ended = run("account", "recover", "keeper", data=data)
    assert ended.returncode == 0, ended.stderr
    assert "One-time password" in ended.stdout
    assert doctor(data)["factors"] == "ok"


def test_the_key_itself_is_not_in_the_backup(peopled: Path) -> None:
    key = (peopled / "secret-key").read_bytes().strip()
    with zipfile.ZipFile(peopled.parent / "all.zip") as archive:
        assert not any(key in archive.read(name) for name in archive.namelist())


def test_a_manifest_that_somebody_else_wrote_is_refused_where_the_key_is(
    peopled: Path, tmp_path: Path
) -> None:
    bad = manifest_with(peopled.parent / "all.zip", tmp_path / "bad.zip", written_at="2020-01-01T00:00:00Z")
    ended = run("restore", str(bad), data=with_key(tmp_path / "data", peopled))
    assert ended.returncode == 2
    assert "is no sound backup: proof" in ended.stderr


def test_who_is_signed_in_and_who_failed_is_in_no_backup(peopled: Path, tmp_path: Path) -> None:
    assert python(PASSED, data=peopled) == "1 1\n"
    with zipfile.ZipFile(peopled.parent / "all.zip") as archive:
        content = archive.read("database.sqlite3")
    for planted in (b"planted-session", b"planted-name", b"planted-browser", b"10.1.2.3"):
        assert planted not in content
    data = with_key(tmp_path / "data", peopled)
    run("restore", str(peopled.parent / "all.zip"), data=data)
    assert python(PASSED, data=data) == "0 0\n"


def test_a_restore_that_fails_at_the_database_leaves_no_files(peopled: Path, tmp_path: Path) -> None:
    """The other way round rows would be left whose files are missing."""
    with zipfile.ZipFile(peopled.parent / "all.zip") as archive:
        stated = json.loads(archive.read(MANIFEST))
    unproven = {"tables": {**stated["tables"], "entries": 99}, "key": "0" * 32}
    bad = manifest_with(peopled.parent / "all.zip", tmp_path / "bad.zip", **unproven)
    ended = run("restore", str(bad), "--new-key", data=tmp_path / "data")
    assert ended.returncode == 3
    assert "All of it was taken out again" in ended.stderr
    left = {path.name for path in (tmp_path / "data").rglob("*")}
    assert left <= {"secret-key", "answerable.sqlite3", "answerable.sqlite3-wal", "answerable.sqlite3-shm"}
    # And the next one finds everything empty.
    ended = run("restore", str(peopled.parent / "all.zip"), "--new-key", data=tmp_path / "data")
    assert ended.returncode == 0, ended.stderr


def test_the_files_stand_before_the_database_does(peopled: Path, tmp_path: Path) -> None:
    """Killed at the moment the database would get its name."""
    data = with_key(tmp_path / "data", peopled)
    killed = f"""{NOW}
import os, pathlib
from answerable.actions.office import restore
real = pathlib.Path.replace
def replace(self, target):
    if str(target).endswith(".sqlite3"):
        os._exit(9)
    return real(self, target)
pathlib.Path.replace = replace
restore.restore(pathlib.Path({str(peopled.parent / "all.zip")!r}), at=now)
"""
    with pytest.raises(AssertionError):
        python(killed, data=data)
    assert (data / "files" / "a.txt").read_text() == "text"
    with closing(sqlite3.connect(data / "answerable.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    assert doctor(data)["files"] == "fail"


def test_the_doctor_misses_files_that_a_restore_brought(peopled: Path, tmp_path: Path) -> None:
    data = with_key(tmp_path / "data", peopled)
    run("restore", str(peopled.parent / "all.zip"), data=data)
    assert doctor(data)["files"] == "ok"
    (data / "files" / "a.txt").write_text("other")
    assert doctor(data)["files"] == "fail"
    (data / "files" / "a.txt").unlink()
    assert doctor(data)["files"] == "fail"


def test_a_part_larger_than_the_disk_is_not_tried(peopled: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(peopled.parent / "all.zip") as archive:
        stated = json.loads(archive.read(MANIFEST))
    sizes = {**stated["sizes"], "database.sqlite3": 2**52}
    bad = manifest_with(peopled.parent / "all.zip", tmp_path / "bad.zip", sizes=sizes, key="0" * 32)
    ended = run("restore", str(bad), "--new-key", data=tmp_path / "data")
    assert (ended.returncode, "more than the disk has room for" in ended.stderr) == (2, True), ended.stderr


def test_a_part_that_grew_is_refused(peopled: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(peopled.parent / "all.zip") as archive:
        content = archive.read("database.sqlite3")
    bad = altered(
        peopled.parent / "all.zip", tmp_path / "bad.zip", "database.sqlite3", content + b"\0" * 10**6
    )
    ended = run("restore", str(bad), "--new-key", data=tmp_path / "data")
    assert (ended.returncode, "is no sound backup: ValueError" in ended.stderr) == (2, True), ended.stderr


def test_a_backup_never_replaces_a_file_that_came_meanwhile(peopled: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    meanwhile = f"""{NOW}
import pathlib
from answerable.actions.office import backup
target = pathlib.Path({str(target)!r})
real = backup.verify_archive
def verify(*words):
    target.write_text("somebody else's")
    return real(*words)
backup.verify_archive = verify
try:
    backup.back_up(target, at=now)
except Exception as error:
    print(error.message.code)
"""
    assert python(meanwhile, data=peopled) == "output_taken\n"
    assert target.read_text() == "somebody else's"
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_what_a_killed_backup_left_is_cleared_and_what_runs_is_not(peopled: Path, tmp_path: Path) -> None:
    killed = f"""{NOW}
import os, pathlib
from answerable.actions.office import backup
backup.write_archive = lambda *_, **__: os._exit(9)
backup.back_up(pathlib.Path({str(tmp_path / "all.zip")!r}), at=now)
"""
    with pytest.raises(AssertionError):
        python(killed, data=peopled)
    (left,) = tmp_path.iterdir()
    assert (left / "database.sqlite3").exists()
    import fcntl

    with (left / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        clear_left_over(tmp_path)
        assert left.exists()
    clear_left_over(tmp_path)
    assert not left.exists()
