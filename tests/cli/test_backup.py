"""A backup holds everything, proves it, and comes back only where nothing is lost."""

import json
import zipfile
from pathlib import Path

import pytest

from answerable.actions.office.archive import MANIFEST
from tests.cli.conftest import begin
from tests.cli.running import python, run

pytestmark = pytest.mark.slow
FILL = """
from datetime import UTC, datetime
from answerable.actions.office.start import migrate
from answerable.actions.office.entries import append_entry
from answerable.core.ledger.entry import Act
from django.db import transaction
migrate()
for second in range(9):
    with transaction.atomic():
        append_entry(Act.IMPORT, at=datetime(2026, 6, 30, 4, 0, second, tzinfo=UTC), by="system")
from answerable.actions.office.sequencer import sequence
sequence(6)
"""
ATTACH = """
from answerable.actions.office.attaching import Brought, attach
from answerable.records.models import Account
at = datetime(2026, 6, 30, tzinfo=UTC)
who = Account.objects.create(username="a", admin="audit", created_at=at)
attach(Brought("证据.pdf", [b"%PDF-1.7"]), account=who, at=at)
"""
ENTRIES = """
from answerable.records.models import Entry
print(sorted(Entry.objects.exclude(act__in=("backup", "restore")).values_list("id", "number")))
"""
EVIDENCE = """
from answerable.actions.office.attaching import place_of
from answerable.records.models import Attachment
for each in Attachment.objects.all():
    print(each.name, place_of(each.hash).read_text())
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, tables: Path) -> Path:
    """A deployment with nine entries, an evidence file and another one, and its backup beside it."""
    data = tmp_path_factory.mktemp("filled") / "data"
    begin(data, tables)
    python(FILL + ATTACH, data=data)
    (data / "files" / "2026").mkdir(parents=True)
    (data / "files" / "2026" / "合同.txt").write_text("甲")
    ended = run("backup", str(data.parent / "all.zip"), data=data)
    assert ended.returncode == 0, ended.stderr
    assert "9 entries, 2 files" in ended.stdout
    return data


def altered(source: Path, target: Path, member: str, change: bytes | None) -> Path:
    """A copy of the archive with another content of one member, or without it."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
            elif change is not None:
                new.writestr(name, change)
    return target


def manifest_with(source: Path, target: Path, **changes: object) -> Path:
    with zipfile.ZipFile(source) as archive:
        stated = json.loads(archive.read(MANIFEST))
    return altered(source, target, MANIFEST, json.dumps({**stated, **changes}).encode())


def test_a_backup_comes_back_whole(filled: Path, tmp_path: Path) -> None:
    ended = run("restore", str(filled.parent / "all.zip"), data=tmp_path / "data")
    assert ended.returncode == 0, ended.stderr
    assert python(ENTRIES, data=tmp_path / "data") == python(ENTRIES, data=filled)
    assert (tmp_path / "data" / "files" / "2026" / "合同.txt").read_text() == "甲"
    assert python(EVIDENCE, data=tmp_path / "data").strip() == "证据.pdf %PDF-1.7"
    assert (tmp_path / "data" / "answerable.sqlite3").stat().st_mode & 0o077 == 0


def test_a_backup_is_for_its_owner_alone_and_replaces_nothing(filled: Path) -> None:
    target = filled.parent / "all.zip"
    before = target.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600
    assert run("backup", str(target), data=filled).returncode == 3
    assert target.read_bytes() == before


def test_the_database_named_on_the_command_line_is_filled(filled: Path, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    ended = run("restore", str(filled.parent / "all.zip"), "--database", address, data=tmp_path / "data")
    assert ended.returncode == 0, ended.stderr
    assert python(ENTRIES, data=tmp_path / "data", DATABASE_URL=address) == python(ENTRIES, data=filled)


def test_nothing_is_restored_over_what_is_there(filled: Path) -> None:
    before = python(ENTRIES, data=filled)
    ended = run("restore", str(filled.parent / "all.zip"), data=filled)
    assert ended.returncode == 2
    assert "is not empty" in ended.stderr
    assert python(ENTRIES, data=filled) == before


@pytest.mark.parametrize("member", ["database.sqlite3", "files/2026/合同.txt"])
@pytest.mark.parametrize("change", [b"other", None])
def test_a_changed_or_missing_part_is_found_before_anything_is_written(
    filled: Path, tmp_path: Path, member: str, change: bytes | None
) -> None:
    bad = altered(filled.parent / "all.zip", tmp_path / "bad.zip", member, change)
    ended = run("restore", str(bad), data=tmp_path / "data")
    assert ended.returncode == 2
    assert "is no sound backup" in ended.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("changes", "said", "code"),
    [
        ({"version": "99.0.0"}, "newer version 99.0.0", 2),
        ({"migrations": ["records.9999_of_the_future"]}, "newer version", 2),
        ({"kind": "postgresql"}, "holds a postgresql database", 2),
        ({"format": 1}, "is no sound backup", 2),
        ({"entries": 8}, "differs from the backup", 3),
        ({"entries_digest": "0" * 64}, "differs from the backup", 3),
        ({"tables": {"entries": 9}}, "differs from the backup", 3),
        ({"files": {"../../escaped": "0" * 64}}, "is no sound backup", 2),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    filled: Path, tmp_path: Path, changes: dict[str, object], said: str, code: int
) -> None:
    bad = manifest_with(filled.parent / "all.zip", tmp_path / "bad.zip", **changes)
    ended = run("restore", str(bad), data=tmp_path / "data")
    assert (ended.returncode, said in ended.stderr) == (code, True), ended.stderr
    left = tmp_path / "data" / "answerable.sqlite3"
    assert not left.exists() or left.stat().st_size == 0 or _tables(left) == 0


def _tables(path: Path) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as database:
        return int(database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x03\x04 half"])
def test_a_file_that_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.zip").write_bytes(content)
    ended = run("restore", str(tmp_path / "bad.zip"), data=tmp_path / "data")
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_backup_that_cannot_be_written_leaves_nothing(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = run("backup", str(tmp_path / "file" / "all.zip"), data=filled)
    assert ended.returncode == 3, ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_damaged_database_gives_no_backup(filled: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    whole = (filled.parent / "all.zip", "database.sqlite3")
    with zipfile.ZipFile(whole[0]) as archive:
        content = bytearray(archive.read(whole[1]))
    for place in range(8192, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    (data / "answerable.sqlite3").write_bytes(content)
    ended = run("backup", str(tmp_path / "bad.zip"), data=data)
    assert ended.returncode in (2, 3), ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "bad.zip").exists()


def test_nothing_is_made_where_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    ended = run("backup", str(tmp_path / "all.zip"), data=tmp_path / "data")
    assert ended.returncode == 2
    assert "There is no database" in ended.stderr
    assert list(tmp_path.iterdir()) == []
