"""Rows are corrected with their history kept; what was decided, signed or keyed is out of reach."""

from pathlib import Path

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.changing import RowMovedError, change_row
from answerable.actions.office.reading import cells_of
from answerable.actions.office.verdicts import give_verdict
from answerable.core.scope.stated import StatedFactsError
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Contract, Disclosed, Entry, WorkItem
from tests.decisions import PLANTING, rows_with_planting
from tests.record import AT, HANDLER, ON, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db
WORK = f"{SWEEPING}-work"


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_with_planting()
    rows["contracts"][0]["signed"] = "2024-12-20"
    hold(tmp_path / "district", rows)


def change(table: str, key: str, by: str = HANDLER, /, **cells: str) -> None:
    change_row(table, (key,), cells, seen={}, by=actor(by), at=AT, on=ON)


def test_a_corrected_row_leaves_its_old_cells_in_the_ledger() -> None:
    change("contracts", SWEEPING, name="清扫保洁", name_en="")
    assert cells_of("contracts", SWEEPING)["name"] == "清扫保洁"
    told = Disclosed.objects.filter(of="contracts", key=SWEEPING).order_by("row")
    assert [each.entry.act for each in told] == ["load", "change"]
    assert "清扫保洁" not in (told[0].content or "")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"ends": "2030-01-01"}, "guarded_cells"),
        ({"provider": "failing"}, "guarded_cells"),
        ({"signed": ""}, "guarded_cells"),
        ({"id": "other"}, "guarded_cells"),
        ({"colour": "red"}, "no_such_column"),
    ],
)
def test_what_was_signed_is_not_corrected(cells: dict[str, str], code: str) -> None:
    before = cells_of("contracts", SWEEPING), Entry.objects.count()
    with pytest.raises(InputError) as caught:
        change("contracts", SWEEPING, **cells)
    assert caught.value.message.code == code
    assert (cells_of("contracts", SWEEPING), Entry.objects.count()) == before


def test_a_draft_may_still_change_its_term_and_a_contract_that_runs_may_not() -> None:
    change("contracts", PLANTING, ends="2027-06-30")
    assert str(Contract.objects.get(id=PLANTING).ends) == "2027-06-30"
    with pytest.raises(InputError):
        change("contracts", "minding", ends="2026-11-30")


def test_all_faults_of_a_correction_are_said_at_once() -> None:
    with pytest.raises(UnsoundError) as caught:
        change("contracts", PLANTING, ends="2026/11/30", provider="nobody")
    assert {fault.message.code for fault in caught.value.faults} == {"bad_date", "dangling_reference"}


def test_a_row_that_moved_meanwhile_is_not_overwritten() -> None:
    with pytest.raises(RowMovedError):
        change_row(
            "contracts", (SWEEPING,), {"name": "新"}, seen={"name": "没见过"}, by=actor(HANDLER), at=AT, on=ON
        )


def test_a_stranger_corrects_nothing() -> None:
    with pytest.raises(NotPermittedError):
        change("contracts", SWEEPING, STRANGER, name="清扫保洁")
    with pytest.raises(NotPermittedError):
        give_verdict(WORK, {"paid": "yes"}, by=actor(STRANGER), at=AT, on=ON)


def test_a_verdict_cannot_be_written_by_hand() -> None:
    with pytest.raises(InputError) as caught:
        change("work_items", WORK, verdict="limited")
    assert caught.value.message.code == "guarded_cells"


def test_a_verdict_comes_from_the_facts_and_both_are_kept() -> None:
    decision = give_verdict(WORK, {"paid": "yes"}, by=actor(HANDLER), at=AT, on=ON)
    assert decision.verdict == "undecided"
    item = WorkItem.objects.get(id=WORK)
    assert (item.verdict, item.verdict_on) == ("undecided", ON)
    assert Disclosed.objects.filter(of="work_facts", key=f"{WORK}/paid").count() == 1


def test_facts_that_are_wrong_change_nothing() -> None:
    with pytest.raises(StatedFactsError):
        give_verdict(WORK, {"paid": "perhaps", "colour": "red"}, by=actor(HANDLER), at=AT, on=ON)
    assert WorkItem.objects.get(id=WORK).verdict == "suitable"
