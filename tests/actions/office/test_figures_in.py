"""Readings and scores as officials enter them: all faults at once, by those of the body alone, never lost."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from answerable.actions.office import figures_in
from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.changing import RowMovedError
from answerable.actions.office.figures_in import (
    Entering,
    correct_reading,
    correct_score,
    record_deduction,
    record_readings,
    record_scores,
    sheet,
)
from answerable.core.evidence.entering import FULL, SheetItem
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Case, CaseState, ContractIndicator, Disclosed, Entry, Reading, Score
from tests.record import AT, HANDLER, HEAD, LEADER, ON, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db
ROW = {
    "indicator": "on-time",
    "period": "2026-05",
    "numerator": "97",
    "denominator": "100",
    "recorded": "2026-06-01",
}
SEEN = {"numerator": "97", "denominator": "100"}


@pytest.fixture(autouse=True)
def held(db: None, tmp_path: Path) -> None:
    hold(tmp_path / "district")


def entering(person: str = HANDLER, on: date = ON) -> Entering:
    return Entering(actor(person), AT, on)


def read(*rows: dict[str, str], person: str = HANDLER, more: bool = False) -> tuple[str, ...]:
    given = rows or (ROW,)
    return record_readings(SWEEPING, given, entering=entering(person), source="body", more=more)


def score(period: str = "2026-05", person: str = HANDLER, **points: str) -> int:
    return record_scores(SWEEPING, period, points or {"total": "87.5"}, entering=entering(person))


def faults(found: pytest.ExceptionInfo[UnsoundError]) -> set[tuple[int | None, str | None, str]]:
    return {(each.row, each.column, each.message.code) for each in found.value.faults}


def said(table: str, key: str) -> list[dict[str, object]]:
    """What the ledger says of an object, entry by entry."""
    rows = Disclosed.objects.filter(of=table, key=key).order_by("row")
    return [json.loads(each.content or "null") for each in rows]


def test_a_reading_is_seen_at_once_and_stands_in_the_ledger() -> None:
    (id,) = read()
    row = Reading.objects.get(id=id)
    assert (row.contract_id, row.period, row.numerator, row.denominator) == (SWEEPING, "2026-05", 97, 100)
    assert (row.source, row.recorded, row.batch) == ("body", date(2026, 6, 1), None)
    (entry,) = Entry.objects.filter(act="record")
    assert (entry.by, said("readings", id)[0]["numerator"]) == (HANDLER, "97")


def test_every_fault_of_every_row_is_told_and_nothing_is_written() -> None:
    before = Reading.objects.count()
    with pytest.raises(UnsoundError) as found:
        read(
            {**ROW, "numerator": "101"},
            {**ROW, "period": "2025-03"},
            {**ROW, "period": "2026-Q1", "numerator": ""},
            {**ROW, "indicator": "unknown", "period": "2026-04", "recorded": "2026-07-01"},
        )
    assert faults(found) == {
        (2, "numerator", "share_over_one"),
        (3, "numerator", "reading_there"),
        (4, "period", "period_kind"),
        (4, "numerator", "empty_required"),
        (5, "indicator", "dangling_reference"),
        (5, "recorded", "recorded_later"),
    }
    assert Reading.objects.count() == before
    assert not Entry.objects.filter(act="record").exists()


def test_a_second_reading_is_added_only_where_that_is_meant() -> None:
    first = read()
    with pytest.raises(UnsoundError) as found:
        read()
    assert faults(found) == {(2, "numerator", "reading_there")}
    second = read(more=True)
    assert first != second
    assert Reading.objects.filter(contract=SWEEPING, period="2026-05").count() == 2


def test_two_who_enter_the_same_reading_at_once_do_not_both_succeed(monkeypatch: pytest.MonkeyPatch) -> None:
    read()
    # The second one looked before the first was there.
    monkeypatch.setattr(figures_in, "readings_there", lambda contract, rows: {})
    with pytest.raises(UnsoundError) as found:
        read()
    assert faults(found) == {(2, "id", "key_taken")}


@pytest.mark.parametrize("person", [STRANGER, HEAD])
def test_whoever_may_not_record_learns_nothing_of_the_contract(person: str) -> None:
    for contract in (SWEEPING, "no-such-contract"):
        with pytest.raises(NotPermittedError):
            record_readings(contract, [ROW], entering=entering(person), source="body")
        with pytest.raises(NotPermittedError):
            record_scores(contract, "2026-05", {}, entering=entering(person))


def test_nothing_entered_is_nothing_recorded() -> None:
    with pytest.raises(InputError, match="figures_none"):
        record_readings(SWEEPING, [], entering=entering(), source="body")


def test_a_sheet_is_scored_by_whoever_enters_it() -> None:
    assert sheet(SWEEPING) == (SheetItem("total", FULL),)
    assert score(person=LEADER) == 1
    row = Score.objects.get(contract=SWEEPING, period="2026-05")
    assert (row.item, row.points, row.full) == ("total", Decimal("87.5"), Decimal(100))
    assert (row.scored_by_id, row.scored_on, row.deduction_minor) == (LEADER, ON, None)


def test_the_sheet_follows_the_weights_and_then_what_was_scored() -> None:
    ContractIndicator.objects.filter(contract=SWEEPING).update(weight="100")
    assert sheet(SWEEPING) == (SheetItem("on-time", Decimal(100)),)
    for item, full in (("records", "30"), ("quality", "70")):
        Score.objects.create(
            contract_id=SWEEPING, period="2026-04", item=item, points=full, full=full, scored_on=ON
        )
    assert sheet(SWEEPING) == (SheetItem("records", Decimal(30)), SheetItem("quality", Decimal(70)))
    assert score(records="29", quality="60.5") == 2


def test_every_item_needs_points_within_full_marks() -> None:
    for item, full in (("records", "30"), ("quality", "70")):
        Score.objects.create(
            contract_id=SWEEPING, period="2026-04", item=item, points=full, full=full, scored_on=ON
        )
    with pytest.raises(UnsoundError) as found:
        score("2026-06", records="31")
    assert faults(found) == {(2, "full", "out_of_order"), (3, "points", "empty_required")}
    with pytest.raises(UnsoundError) as found:
        score("2026-07", records="30", quality="7")
    assert (2, "period", "period_not_over") in faults(found)


def test_a_period_is_scored_once() -> None:
    score()
    with pytest.raises(InputError, match="scored_already"):
        score()
    assert Score.objects.filter(period="2026-05").count() == 1


def test_a_correction_keeps_what_was_and_why() -> None:
    (id,) = read()
    cells = {**ROW, "numerator": "79", "source": "body", "document": ""}
    correct_reading(id, cells, seen=SEEN, reason="§ 3 抄错", entering=entering(LEADER))
    assert Reading.objects.get(id=id).numerator == 79
    assert [each["numerator"] for each in said("readings", id)] == ["97", "79"]
    assert said("corrections", f"readings/{id}") == [{"before": {"numerator": "97"}, "reason": "§ 3 抄错"}]
    assert Entry.objects.filter(act="change", by=LEADER).count() == 1


def test_a_correction_is_checked_as_a_new_reading_would_be() -> None:
    (id,) = read()
    with pytest.raises(UnsoundError) as found:
        correct_reading(
            id, {**ROW, "numerator": "170", "source": "gossip"}, seen=SEEN, reason="§", entering=entering()
        )
    assert faults(found) == {(2, "source", "bad_choice"), (2, "numerator", "share_over_one")}
    assert Reading.objects.get(id=id).numerator == 97


def test_whoever_saw_another_figure_is_told_so() -> None:
    (id,) = read()
    cells = {**ROW, "numerator": "80", "source": "body"}
    correct_reading(id, cells, seen=SEEN, reason="§", entering=entering())
    with pytest.raises(RowMovedError):
        correct_reading(id, {**cells, "numerator": "81"}, seen=SEEN, reason="§", entering=entering())
    with pytest.raises(InputError, match="figures_same"):
        correct_reading(id, cells, seen={**SEEN, "numerator": "80"}, reason="§", entering=entering())
    with pytest.raises(NotPermittedError):
        correct_reading(id, cells, seen={}, reason="§", entering=entering(STRANGER))
    with pytest.raises(NotPermittedError):
        correct_reading("no-such-reading", cells, seen={}, reason="§", entering=entering())


def test_an_imported_reading_can_be_corrected_too() -> None:
    row = Reading.objects.filter(contract=SWEEPING, period="2025-03").get()
    cells = {"numerator": "98", "denominator": "100", "recorded": "2025-01-31", "source": "body"}
    correct_reading(row.id, cells, seen=SEEN, reason="§", entering=entering())
    assert Reading.objects.get(id=row.id).numerator == 98


def test_points_are_corrected_by_whoever_answers_for_them_then() -> None:
    score()
    row = Score.objects.get(period="2026-05")
    correct_score(row.row, "78.5", seen={"points": "87.5"}, reason="§", entering=entering(LEADER))
    row.refresh_from_db()
    assert (row.points, row.scored_by_id) == (Decimal("78.5"), LEADER)
    with pytest.raises(RowMovedError):
        correct_score(row.row, "78", seen={"points": "87.5"}, reason="§", entering=entering())
    with pytest.raises(UnsoundError):
        correct_score(row.row, "101", seen={"points": "78.5"}, reason="§", entering=entering())
    with pytest.raises(NotPermittedError):
        correct_score(row.row, "1", seen={}, reason="§", entering=entering(STRANGER))
    with pytest.raises(NotPermittedError):
        correct_score(-1, "1", seen={}, reason="§", entering=entering())


def test_a_deduction_stands_with_the_first_item_and_is_put_in_the_place_of_others() -> None:
    for item in ("quality", "records"):
        Score.objects.create(
            contract_id=SWEEPING,
            period="2026-05",
            item=item,
            points="40",
            full="50",
            scored_on=ON,
            deduction_minor=100,
        )
    record_deduction(SWEEPING, "2026-05", 4_000, seen=200, entering=entering())
    kept = dict(Score.objects.filter(period="2026-05").values_list("item", "deduction_minor"))
    assert kept == {"quality": 4_000, "records": None}
    with pytest.raises(RowMovedError):
        record_deduction(SWEEPING, "2026-05", 5_000, seen=200, entering=entering())
    with pytest.raises(InputError, match="not_scored"):
        record_deduction(SWEEPING, "2026-04", 5_000, seen=None, entering=entering())
    with pytest.raises(NotPermittedError):
        record_deduction(SWEEPING, "2026-05", 5_000, seen=4_000, entering=entering(STRANGER))


def test_a_first_deduction_is_recorded_where_nothing_was() -> None:
    score()
    with pytest.raises(RowMovedError):
        record_deduction(SWEEPING, "2026-05", 0, seen=0, entering=entering())
    record_deduction(SWEEPING, "2026-05", 0, seen=None, entering=entering())
    assert Score.objects.get(period="2026-05").deduction_minor == 0


def test_what_lies_after_the_end_of_a_contract_is_not_scored_and_not_measured() -> None:
    Case.objects.create(id="over", contract_id=SWEEPING, opened_on=date(2026, 3, 1), subject="x")
    CaseState.objects.create(
        case_id="over", starts=date(2026, 4, 30), state="ended_agreement", ground="x", decided_by_id=HEAD
    )
    for late in (lambda: score("2026-05"), lambda: read({"indicator": "on-time", "period": "2026-05"})):
        with pytest.raises(InputError) as refused:
            late()
        assert refused.value.message.code == "figures_after_end"
    assert score("2026-04") > 0
