"""The doctor says what is wrong, and what to do, in both languages; and finds what was broken on purpose."""

import ast
import json
import re
import shutil
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from answerable import settings
from answerable.actions.office import doctor
from answerable.actions.office.archive import hashes_below
from answerable.actions.office.codes import enrol
from answerable.actions.office.doctor import Check, cases, database, examine, machine, work
from answerable.actions.office.reconcile import Drift
from answerable.outside.sealed import seal
from answerable.records.models import Account, Entry, JobRun, Legacy
from answerable.render.words import LANGS, say, term
from tests.record import AT, SWEEPING, hold
from tests.shape.tree import PACKAGE

NOW = datetime(2026, 6, 30, 4, tzinfo=UTC)
FOLDER = PACKAGE / "actions" / "office" / "doctor"


@pytest.fixture
def found() -> dict[str, Check]:
    JobRun.objects.create(name="sequence", last_at=NOW, ok=True)
    return {check.name: check for check in examine(at=NOW)}


def of(checks: object, name: str, at: datetime = NOW) -> tuple[str, str]:
    check = checks[name](at)  # type: ignore[index]
    return check.state, check.message.code


@pytest.mark.django_db
def test_every_check_says_something_in_both_languages(found: dict[str, Check]) -> None:
    looks = {*machine.CHECKS, "database", "migrations", *database.CHECKS, *work.CHECKS, *cases.CHECKS}
    assert found.keys() == looks
    for check in found.values():
        for lang in LANGS:
            assert say(check.message, lang)
            assert term("doctor_check", check.name, lang)
            assert term("doctor_state", check.state, lang)


@pytest.mark.django_db
def test_a_database_in_order_is_found_in_order(found: dict[str, Check]) -> None:
    sound = {
        "database",
        "migrations",
        "integrity",
        "durability",
        "clock",
        "worker",
        "jobs",
        "ledger",
        "legacy",
    }
    if connection.vendor == "postgresql":
        # The server of the tests is quick and not durable, and has a clock of its own.
        assert (found["durability"].state, found["clock"].state) == ("fail", "fail")
        sound -= {"durability", "clock"}
    assert {name: found[name].state for name in sound} == dict.fromkeys(sound, "ok")


def test_every_finding_has_its_words_and_no_words_are_left_over() -> None:
    written = tomllib.loads((PACKAGE / "render" / "words" / "doctor.toml").read_text(encoding="utf-8"))
    codes = {
        node.value
        for path in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and re.fullmatch("doctor_[a-z_]+", str(node.value))
    }
    assert codes == written.keys() - {"doctor_counted"}


def test_a_check_that_breaks_down_is_a_finding_and_the_others_go_on() -> None:
    def breaks(_at: datetime) -> Check:
        raise RuntimeError("张三")

    first, second = doctor._run({"disk": breaks, "key": machine.CHECKS["zones"]}, NOW)
    assert (first.name, first.state, first.message.params) == ("disk", "fail", {"error": "RuntimeError"})
    assert second.state == "ok"


def test_a_folder_that_is_not_there_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path / "none")
    assert of(machine.CHECKS, "storage") == ("fail", "doctor_storage_unusable")
    monkeypatch.setattr(settings, "DATA", tmp_path)
    assert of(machine.CHECKS, "storage") == ("ok", "doctor_storage_fine")


@pytest.mark.parametrize(("megabytes", "state"), [(100, "fail"), (1000, "warn"), (9000, "ok")])
def test_little_space_is_a_warning_and_hardly_any_a_failure(
    monkeypatch: pytest.MonkeyPatch, megabytes: int, state: str
) -> None:
    usage = type("Usage", (), {"free": megabytes * 1024**2})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert of(machine.CHECKS, "disk")[0] == state


def test_a_key_has_to_be_there_private_and_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    monkeypatch.setattr(settings, "SECRET_KEY_FILE", path)
    monkeypatch.setattr(settings, "value", lambda _: "")
    assert of(machine.CHECKS, "key")[1] == "doctor_key_missing"
    path.write_text("k" * 40)
    path.chmod(0o644)
    assert of(machine.CHECKS, "key")[1] == "doctor_key_open"
    path.chmod(0o600)
    monkeypatch.setattr(settings, "SECRET_KEY", "short")
    assert of(machine.CHECKS, "key")[1] == "doctor_key_short"
    monkeypatch.setattr(settings, "SECRET_KEY", "k" * 40)
    assert of(machine.CHECKS, "key") == ("ok", "doctor_key_fine")


def test_a_database_that_others_may_read_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "answerable.sqlite3"
    for each in (path, tmp_path / "answerable.sqlite3-wal"):
        each.write_text("")
        each.chmod(0o600)
    file = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": str(path)})
    monkeypatch.setattr(database, "connection", file)
    assert of(database.CHECKS, "database_file") == ("ok", "doctor_file_private")
    (tmp_path / "answerable.sqlite3-wal").chmod(0o640)
    assert of(database.CHECKS, "database_file") == ("fail", "doctor_file_open")


@pytest.mark.django_db
def test_factors_of_another_key_are_counted() -> None:
    keeper = Account.objects.create(username="keeper", admin="security", created_at=NOW)
    enrol(keeper, "PB4HQ6DYPB4HQ6DYPB4HQ6DYPB4HQ6DY")
    data: dict[str, object] = {"credential": {}}
    Authenticator.objects.create(user=keeper, type=Authenticator.Type.WEBAUTHN, data=data)
    assert of(work.CHECKS, "factors") == ("ok", "doctor_factors_fine")
    data = {"seed": seal("00", key="another key"), "used_mask": 0}
    Authenticator.objects.create(user=keeper, type=Authenticator.Type.RECOVERY_CODES, data=data)
    check = work.CHECKS["factors"](NOW)
    assert (check.state, check.message.params["n"]) == ("fail", 1)


def test_what_a_restore_left_or_brought_is_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    assert of(machine.CHECKS, "files") == ("ok", "doctor_files_none")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a").write_text("text")
    (tmp_path / "restored-files.json").write_text(json.dumps(hashes_below(tmp_path / "files")))
    assert of(machine.CHECKS, "files") == ("ok", "doctor_files_fine")
    (tmp_path / "files" / "a").write_text("other")
    assert of(machine.CHECKS, "files") == ("fail", "doctor_files_differ")
    (tmp_path / ".restore-x").mkdir()
    assert of(machine.CHECKS, "files") == ("fail", "doctor_restore_unfinished")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", ("warn", "doctor_signer_missing")),
        ("/no/such/program --port 1", ("fail", "doctor_signer_not_found")),
        ("sh -c true", ("ok", "doctor_signer_fine")),
    ],
)
def test_the_signer_is_missed_and_looked_for(
    monkeypatch: pytest.MonkeyPatch, line: str, found: tuple[str, str]
) -> None:
    monkeypatch.setattr(settings, "value", lambda _: line)
    assert of(machine.CHECKS, "signer") == found


def test_a_machine_without_chinese_fonts_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "chinese_font", lambda: None)
    assert of(machine.CHECKS, "fonts") == ("warn", "doctor_fonts_missing")


def test_pages_without_their_style_sheet_are_warned_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "STYLE_SHEET", tmp_path / "desk.css")
    assert of(machine.CHECKS, "look") == ("warn", "doctor_look_missing")
    (tmp_path / "desk.css").touch()
    assert of(machine.CHECKS, "look") == ("ok", "doctor_look_fine")


@pytest.mark.django_db
def test_entries_of_the_future_show_a_clock_that_was_put_back() -> None:
    Entry.objects.create(id="a", at=NOW + timedelta(days=1), act="load", body="{}")
    assert of(database.CHECKS, "clock")[0] == "fail"
    later = NOW + timedelta(days=2)
    if connection.vendor == "sqlite":
        assert of(database.CHECKS, "clock", later) == ("ok", "doctor_clock_fine")
    assert of(database.CHECKS, "clock", NOW.replace(year=1970)) == ("fail", "doctor_clock_unset")


@pytest.mark.django_db
def test_unwritten_tables_are_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [1, 2])
    check = database.migrations(NOW)
    assert (check.state, check.message.params["n"]) == ("fail", 2)


@pytest.mark.django_db
def test_a_silent_worker_and_a_failed_job_are_failures() -> None:
    assert of(work.CHECKS, "worker") == ("warn", "doctor_worker_never")
    JobRun.objects.create(name="assess", last_at=NOW - timedelta(minutes=6), ok=False, what="ValueError")
    assert of(work.CHECKS, "worker") == ("fail", "doctor_worker_silent")
    assert of(work.CHECKS, "jobs") == ("fail", "doctor_jobs_failed")
    JobRun.objects.create(name="sequence", last_at=NOW, ok=True)
    assert of(work.CHECKS, "worker") == ("ok", "doctor_worker_fine")


@pytest.mark.django_db
def test_calendar_ledger_and_legacy_of_a_district_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(tmp_path / "district")
    assert of(work.CHECKS, "calendar", AT) == ("ok", "doctor_calendar_fine")
    assert of(work.CHECKS, "calendar", datetime(2199, 12, 1, tzinfo=UTC))[0] == "warn"
    assert of(work.CHECKS, "ledger") == ("ok", "doctor_ledger_fine")
    monkeypatch.setattr(work, "all_drifts", lambda: {"funds": (Drift("a", ("title",)),)})
    assert of(work.CHECKS, "ledger") == ("fail", "doctor_ledger_differs")
    Legacy.objects.all().delete()
    assert of(work.CHECKS, "legacy") == ("ok", "doctor_legacy_none")
    Legacy.objects.create(contract_id=SWEEPING, listed_on=AT.date(), lacks=["no_funds"])
    assert of(work.CHECKS, "legacy") == ("warn", "doctor_legacy_listed")


def test_the_settings_of_the_tests_are_the_products() -> None:
    assert django_settings.SECRET_KEY == settings.SECRET_KEY
