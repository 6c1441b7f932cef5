"""A folder becomes a record and a folder again, to the same bytes; the record is assessed like the folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from answerable.actions.office import load as loading
from answerable.actions.office.dump import as_folder, dump
from answerable.actions.office.entries import shown
from answerable.actions.office.load import load
from answerable.actions.office.locks import held_apart
from answerable.actions.offline.aside import same_folder
from answerable.actions.offline.assess import assess
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.folders import write_model
from answerable.core.ledger.entry import read_entry, verify
from answerable.core.tables.district import Rows
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Batch, Contract, Disclosed, Entry, Held, Legacy, Rating
from answerable.render.assessment_json import to_json
from answerable.sources.folder import write_folder
from tests.builders import DISTRICT, rating
from tests.record import AT, HANDLER, MINDING, ON, SWEEPING, hold, rows_of_record

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "district"
    write_model(folder, seed=1, scale=1)
    return folder


def judged(folder: Path) -> str:
    with working_engine("duckdb") as (engine, scratch):
        return to_json(assess(folder, on=ON, engine=engine, scratch=scratch))


def test_the_model_district_comes_out_as_it_went_in(model: Path, tmp_path: Path) -> None:
    loaded = load(model, at=AT)
    dump(tmp_path / "again")
    assert same_folder(model, tmp_path / "again")
    assert loaded.rows["contracts"] == Contract.objects.count() == 12


def test_the_record_is_assessed_like_the_folder(model: Path) -> None:
    load(model, at=AT)
    with as_folder() as folder:
        assert judged(folder) == judged(model)


def test_an_unsound_folder_leaves_nothing(tmp_path: Path) -> None:
    rows = rows_of_record()
    rows["contracts"][0]["provider"] = "nobody"
    rows["people"][0]["staff"] = "friend"
    with pytest.raises(UnsoundError) as caught:
        hold(tmp_path / "district", rows, anew=True)
    assert {fault.message.code for fault in caught.value.faults} >= {"dangling_reference", "bad_choice"}
    assert not Held.objects.exists()
    assert not Entry.objects.exists()


def test_a_second_district_is_refused(tmp_path: Path) -> None:
    hold(tmp_path / "one", anew=True)
    with pytest.raises(InputError) as caught:
        hold(tmp_path / "two", anew=True)
    assert caught.value.message.code == "district_held"


def test_a_load_that_was_interrupted_is_cleared_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pull_the_plug(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(loading, "_flip", pull_the_plug)
        with pytest.raises(KeyboardInterrupt):
            hold(tmp_path / "one", anew=True)
    assert not Held.objects.exists()
    assert not Rating.objects.exists()
    hold(tmp_path / "two", anew=True)
    assert Contract.objects.count() == 2
    assert not Batch.objects.filter(accepted_at=None).exists()


def test_a_load_that_another_overtook_leaves_the_record_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second began before the first, and asked whether a district is held when there was none."""
    opened, turns = open_district, iter([True, False])

    def overtaken(*args: Any, **facts: Any) -> Any:
        found = opened(*args, **facts)
        if next(turns):
            monkeypatch.setattr(loading, "held", held_by_nobody)
            load(tmp_path / "district", at=AT)
        return found

    monkeypatch.setattr(loading, "open_district", overtaken)
    with pytest.raises(InputError) as caught:
        hold(tmp_path / "district", rows_with_ratings(), anew=True)
    assert caught.value.message.code == "district_held"
    assert (Contract.objects.count(), Rating.objects.count()) == (2, 1)


@contextmanager
def held_by_nobody(_what: str) -> Iterator[bool]:
    yield True


def test_two_loads_do_not_go_on_at_once(tmp_path: Path) -> None:
    with held_apart("load") as mine:
        assert mine
        with pytest.raises(InputError) as caught:
            hold(tmp_path / "one", anew=True)
    assert caught.value.message.code == "load_under_way"
    load(tmp_path / "one", at=AT)


def rows_with_ratings() -> Rows:
    rows = rows_of_record()
    rows["ratings"] = [rating(SWEEPING, "2026-03-01", 5)]
    return rows


def test_every_row_begins_its_history_with_the_entry_of_the_load(tmp_path: Path) -> None:
    hold(tmp_path / "district", anew=True)
    told = Disclosed.objects.get(of="contracts", key=SWEEPING)
    assert told.entry.act == "load"
    for entry in Entry.objects.all():
        rows = entry.disclosed.order_by("place")
        assert verify(read_entry(entry.body.encode()), [shown(each) for each in rows])
        assert len(entry.body.encode()) <= 65_535


def test_entries_hold_no_name_of_a_person(tmp_path: Path) -> None:
    rows = rows_of_record()
    for person in rows["people"]:
        person["name"] = f"名字{person['id']}"
    hold(tmp_path / "district", rows, anew=True)
    assert not Entry.objects.filter(body__contains="名字").exists()
    assert Disclosed.objects.filter(of="people", content__contains=f"名字{HANDLER}").exists()


def test_contracts_that_lack_what_signing_needs_are_listed_and_not_refused(tmp_path: Path) -> None:
    rows = rows_of_record()
    rows["clauses"] = [clause for clause in rows["clauses"] if clause["contract"] != MINDING]
    rows["funds"] = []
    hold(tmp_path / "district", rows, anew=True)
    lacks = {each.contract_id: each.lacks for each in Legacy.objects.all()}
    assert lacks == {SWEEPING: ["gate_no_funds"], MINDING: ["gate_no_funds", "gate_no_exit_clause"]}


def test_a_folder_of_another_order_comes_out_in_the_canonical_one(tmp_path: Path) -> None:
    rows = rows_of_record()
    (tmp_path / "tidy").mkdir()
    write_folder(tmp_path / "tidy", district=DISTRICT, rows=rows)
    for table in rows.values():
        table.reverse()
    folder = tmp_path / "reversed"
    folder.mkdir()
    write_folder(folder, district=DISTRICT, rows=rows)
    load(folder, at=AT)
    dump(tmp_path / "out")
    assert same_folder(tmp_path / "tidy", tmp_path / "out")
