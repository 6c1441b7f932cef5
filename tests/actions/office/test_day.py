"""People act on the day it is where the district lies, on whatever way they come and whatever clock the machine has."""

from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from answerable.actions.office import authenticating, imports, prepare, tasks
from answerable.actions.office.day import district_day
from answerable.actions.office.load import load
from answerable.actions.office.sources import opened
from answerable.cli import records
from answerable.cli.speech import Speech
from answerable.core.terms.errors import InputError
from answerable.jobs import asked
from answerable.records.models import Legacy
from answerable.sources.folder import write_folder
from tests.builders import DISTRICT, row
from tests.record import AT, HANDLER, ON, account, hold, rows_of_record

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 6, 29, 17, tzinfo=UTC)
"""One hour after midnight in the district, in the afternoon of the day before where the machine's clock stands."""


def test_the_day_is_that_of_the_district(tmp_path: Path) -> None:
    hold(tmp_path / "district")
    assert district_day(EARLY) == ON
    assert district_day(datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC)) == ON
    assert district_day(datetime(2026, 6, 30, 16, tzinfo=UTC)) == date(2026, 7, 1)


def test_without_a_district_there_is_no_day() -> None:
    with pytest.raises(InputError) as caught:
        district_day(AT)
    assert caught.value.message.code == "no_district_held"


def test_contracts_are_legacy_by_the_day_of_the_district(tmp_path: Path) -> None:
    rows = rows_of_record()
    rows["funds"] = []
    (tmp_path / "district").mkdir()
    write_folder(tmp_path / "district", district=DISTRICT, rows=rows)
    load(tmp_path / "district", at=EARLY)
    assert set(Legacy.objects.values_list("listed_on", flat=True)) == {ON}


def test_the_command_line_imports_on_the_day_of_the_district(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(tmp_path / "district")
    days: list[date] = []

    def told(*_: object, on: date, **__: object) -> int:
        days.append(on)
        return 0

    monkeypatch.setattr(records, "now", lambda: EARLY)
    monkeypatch.setattr(records, "password_and_code", lambda **_: ("", ""))
    monkeypatch.setattr(prepare, "open_database", lambda _: False)
    monkeypatch.setattr(authenticating, "authenticated", told)
    monkeypatch.setattr(imports, "import_file", told)
    options = Namespace(
        database=None, account=HANDLER, password_stdin=True, table="people", file=tmp_path / "in.csv"
    )
    records.import_rows(options, Speech("en"))
    assert days == [ON, ON]


def test_a_task_runs_on_the_day_of_the_district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(tmp_path / "district")
    days: list[date] = []
    monkeypatch.setattr(asked, "now", lambda: EARLY)
    monkeypatch.setattr(asked, "WORKS", {"import": lambda running: days.append(running.on)})
    asked.run.call(tasks.ask("import", {}, account=account(HANDLER), at=EARLY))
    assert days == [ON]


def test_what_a_command_finds_comes_back_on_the_day_of_the_district(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from answerable.actions.office import sources

    hold(tmp_path / "district")
    days: list[date] = []
    monkeypatch.setattr(sources, "check", lambda *_, brought: days.append(brought.on))
    with opened(at=EARLY) as folder, (folder / "providers.csv").open("a", encoding="utf-8") as out:
        cells = row("providers", id="p1", name="甲", kind="company")
        header = (folder / "providers.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        out.write(",".join(cells[name] for name in header) + "\n")
    assert days == [ON]
