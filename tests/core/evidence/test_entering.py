"""Figures as people enter them: the sheet a contract is scored by, and what is wrong with rows together."""

from datetime import date
from decimal import Decimal

import pytest

from answerable.core.evidence.entering import (
    FULL,
    WHOLE,
    Marks,
    SheetItem,
    There,
    begun_faults,
    reading_faults,
    reading_id,
    score_faults,
    sheet_of,
)
from answerable.core.evidence.values import Agreed
from answerable.core.tables.fault import Fault
from answerable.core.tables.types import IDENT
from answerable.core.terms.period import Period

ON = date(2026, 6, 30)


def marks(period: str, item: str, full: int) -> Marks:
    return Marks(Period.parse(period), item, Decimal(full))


def agreed(indicator: str, weight: str | None) -> Agreed:
    return Agreed("sweeping", indicator, None if weight is None else Decimal(weight))


def cells(period: str = "2026-05", recorded: str = "2026-06-01") -> dict[str, str]:
    return {"indicator": "swept", "period": period, "recorded": recorded}


def codes(faults: object) -> list[tuple[int | None, str | None, str]]:
    assert hasattr(faults, "__iter__")
    found: list[Fault] = list(faults)
    return [(each.row, each.column, each.message.code) for each in found]


def test_the_sheet_is_that_of_the_latest_period_in_its_order() -> None:
    scored = [
        marks("2026-05", "records", 30),
        marks("2026-04", "total", 100),
        marks("2026-05", "quality", 70),
    ]
    wanted = (SheetItem("records", Decimal(30)), SheetItem("quality", Decimal(70)))
    assert sheet_of(scored, [agreed("swept", "100")]) == wanted


def test_a_contract_that_was_never_scored_is_scored_by_its_weights() -> None:
    weights = [agreed("swept", "60"), agreed("quick", "40")]
    assert sheet_of([], weights) == (SheetItem("swept", Decimal(60)), SheetItem("quick", Decimal(40)))


@pytest.mark.parametrize(
    "weights", [[], [agreed("swept", None)], [agreed("swept", "100"), agreed("b", None)]]
)
def test_without_weights_a_contract_is_scored_as_a_whole(weights: list[Agreed]) -> None:
    assert sheet_of([], weights) == (SheetItem(WHOLE, FULL),)


def test_an_indicator_of_no_weight_is_not_scored() -> None:
    assert sheet_of([], [agreed("swept", "100"), agreed("noted", "0")]) == (SheetItem("swept", FULL),)


def test_the_id_of_a_reading_follows_from_what_it_is_about() -> None:
    first = reading_id("sweeping", "swept", "2026-05", 0)
    assert IDENT.matches(first)
    assert first == reading_id("sweeping", "swept", "2026-05", 0)
    others = {
        reading_id("minding", "swept", "2026-05", 0),
        reading_id("sweeping", "quick", "2026-05", 0),
        reading_id("sweeping", "swept", "2026-06", 0),
        reading_id("sweeping", "swept", "2026-05", 1),
    }
    assert len(others | {first}) == 5


def test_a_second_reading_of_a_period_is_refused_unless_it_is_meant_to_be_added() -> None:
    there = {("swept", "2026-05"): There(97, 100, 1)}
    rows = [(2, cells()), (3, cells("2026-06"))]
    refused = codes(reading_faults(rows, there, file="f", more=False, on=ON))
    assert refused == [(2, "numerator", "reading_there")]
    assert codes(reading_faults(rows, there, file="f", more=True, on=ON)) == []


def test_nothing_is_recorded_for_tomorrow() -> None:
    rows = [(2, cells(recorded="2026-07-01")), (3, cells("2026-07", recorded="2026-06-30"))]
    found = codes(reading_faults(rows, {}, file="f", more=False, on=ON))
    assert found == [(2, "recorded", "recorded_later"), (3, "period", "period_not_begun")]


def test_a_period_under_way_may_be_measured_and_not_scored() -> None:
    rows = [(2, cells("2026-Q3")), (3, cells("2026")), (4, cells("2026-06"))]
    assert codes(begun_faults(rows, file="f", on=ON)) == [(2, "period", "period_not_begun")]
    assert codes(score_faults(rows, file="f", on=ON)) == [
        (2, "period", "period_not_over"),
        (3, "period", "period_not_over"),
    ]


def test_what_is_no_period_or_no_day_is_left_to_the_checks_of_the_table() -> None:
    rows = [(2, cells("soon", recorded="soon"))]
    assert codes(reading_faults(rows, {}, file="f", more=False, on=ON)) == []
    assert codes(score_faults(rows, file="f", on=ON)) == []
