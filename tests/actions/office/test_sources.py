"""A database in the place of a folder: what commands find comes back into the record, undecided and once."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from answerable.actions.office.load import load
from answerable.actions.office.sources import opened
from answerable.actions.offline.folders import write_model
from answerable.cli.main import FINE, INPUT, main
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Entry, Finding, FindingPassage, Held, Provider, Rating
from tests.builders import SWEEPING, rating, row
from tests.decisions import rows_with_planting
from tests.record import AT, hold

pytestmark = pytest.mark.django_db
ADDRESS = "sqlite:///the-database-of-the-tests"


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "district"
    write_model(folder, seed=1, scale=1)
    return folder


@pytest.fixture
def answerable(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command line, on the database of the tests whatever the address says: one process opens one."""
    monkeypatch.setenv("DATABASE_URL", "")
    return lambda *words: main([*words, "--lang", "en"])


@pytest.mark.parametrize(
    "words",
    [
        ("findings", ADDRESS, "--record", "--on", "2026-06-30"),
        ("watch", "run", ADDRESS, "--no-collect", "--on", "2026-06-30"),
    ],
)
def test_what_a_command_finds_is_recorded_once_and_decided_by_nobody(
    words: tuple[str, ...], model: Path, answerable: Callable[..., int]
) -> None:
    load(model, at=AT)
    known = set(Finding.objects.values_list("id", flat=True))
    assert answerable(*words) == FINE
    new = Finding.objects.exclude(id__in=known)
    assert new.count() > 3
    assert not new.exclude(decision=None, decided_by=None).exists()
    entries = Entry.objects.filter(act="record", by="system")
    told = entries.filter(disclosed__of="findings").values_list("disclosed__key", flat=True)
    assert set(told) == set(new.values_list("id", flat=True))
    before = Finding.objects.count(), FindingPassage.objects.count(), Entry.objects.count()
    assert answerable(*words) == FINE
    assert (Finding.objects.count(), FindingPassage.objects.count(), Entry.objects.count()) == before


def test_the_record_answers_commands_that_only_read(answerable: Callable[..., int], tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    before = Entry.objects.count()
    assert answerable("check", ADDRESS) == FINE
    assert answerable("assess", ADDRESS, "--on", "2026-06-30", "--json") == FINE
    assert Entry.objects.count() == before


def test_a_database_without_a_district_is_told(
    answerable: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not Held.objects.exists()
    assert answerable("check", ADDRESS) == INPUT
    assert "answerable load" in capsys.readouterr().err


def add(folder: Path, table: str, *rows: dict[str, str]) -> None:
    names = [column.name for column in BY_NAME[table].columns]
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as out:
        csv.DictWriter(out, names, lineterminator="\n").writerows(rows)


def bring(**rows: dict[str, str]) -> None:
    """A command that adds a row to each of these tables."""
    with opened(at=AT) as folder:
        for table, cells in rows.items():
            add(folder, table, cells)


def test_rows_of_big_tables_come_back_too(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    with opened(at=AT) as folder:
        add(folder, "ratings", rating(SWEEPING, "2026-03-01", 5), rating(SWEEPING, "2026-03-02", 5))
    assert Rating.objects.count() == 2
    with opened(at=AT) as folder:
        add(folder, "ratings", rating(SWEEPING, "2026-03-03", 5))
    assert Rating.objects.count() == 3
    assert Entry.objects.filter(act="record").count() == 2


def test_either_everything_comes_back_or_nothing(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    before = Entry.objects.count()
    provider = row("providers", id="p1", name="甲", kind="company")
    unsound = row("findings", id="f9", contract="nothing", found_on="2026-06-01")
    with pytest.raises(UnsoundError):
        bring(providers=provider, ratings=rating(SWEEPING, "2026-03-01", 5), findings=unsound)
    with pytest.raises(InputError):
        bring(providers=provider, orders=row("orders", id="o1", case="c1", demand="x"))
    assert not Provider.objects.filter(id="p1").exists()
    assert not Rating.objects.exists()
    assert Entry.objects.count() == before


def test_a_command_that_fails_brings_nothing_back(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())

    def fail() -> None:
        with opened(at=datetime(2026, 6, 30, tzinfo=UTC)) as folder:
            add(folder, "providers", row("providers", id="p1", name="甲", kind="company"))
            raise InputError("source_missing", path="x")

    with pytest.raises(InputError):
        fail()
    assert not Provider.objects.filter(id="p1").exists()
