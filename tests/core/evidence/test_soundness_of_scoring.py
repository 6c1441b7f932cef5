"""Points of bands and agreed deductions: every fault, at its row."""

from decimal import Decimal

import pytest

from answerable.core.evidence.soundness import band_faults, evidence_faults
from answerable.core.tables.rows import Row
from answerable.core.tables.types import Value
from tests.builders import MINDING, SWEEPING

Edge = int | None


def band(number: int, name: str, low: Edge, high: Edge, points: Edge) -> Row:
    values: dict[str, Value] = {"band": name, "target": name == "green"}
    for key, value in (("low", low), ("high", high), ("points", points)):
        values[key] = None if value is None else Decimal(value)
    return Row(number, values)


def three(red: Edge, amber: Edge, green: Edge) -> list[Row]:
    """In no particular order, as people write them."""
    return [
        band(2, "green", 95, None, green),
        band(3, "red", None, 90, red),
        band(4, "amber", 90, 95, amber),
    ]


def said(rows: list[Row], better: str = "higher") -> list[tuple[int | None, str | None, str]]:
    faults = band_faults(rows, better=better, file="bands.csv")
    return [(fault.row, fault.column, fault.message.code) for fault in faults]


@pytest.mark.parametrize("points", [(None, None, None), (0, 60, 100), (0, 0, 0), (0, 100, 100)], ids=str)
def test_no_points_or_points_that_never_fall_are_sound(points: tuple[Edge, Edge, Edge]) -> None:
    assert said(three(*points)) == []


def test_a_better_band_that_earns_fewer_points_is_a_fault() -> None:
    assert said(three(0, 100, 60)) == [(2, "points", "points_fall")]
    assert said(three(100, 60, 0)) == [(4, "points", "points_fall"), (2, "points", "points_fall")]


def test_where_lower_is_better_the_lower_band_earns_more() -> None:
    assert said(three(100, 60, 0), better="lower") == []
    assert said(three(0, 60, 100), better="lower") == [
        (4, "points", "points_fall"),
        (3, "points", "points_fall"),
    ]


def test_points_of_some_bands_only_are_a_fault_of_the_others() -> None:
    assert said(three(0, None, 100)) == [(4, "points", "points_missing")]


def deduction(number: int, low: int, high: int, *, contract: str = MINDING, starts: str = "a") -> Row:
    return Row(number, {"contract": contract, "starts": starts, "low": Decimal(low), "high": Decimal(high)})


def deductions(*rows: Row) -> list[tuple[int | None, str | None, str]]:
    faults = evidence_faults({"deductions": rows}, files={"deductions": "deductions.csv"})
    return [(fault.row, fault.column, fault.message.code) for fault in faults]


def test_ranges_that_meet_or_leave_a_gap_are_sound() -> None:
    assert deductions(deduction(2, 80, 90), deduction(3, 60, 80), deduction(4, 0, 50)) == []


def test_ranges_of_one_agreement_that_overlap_are_a_fault() -> None:
    rows = deduction(2, 80, 90), deduction(3, 60, 81)
    assert deductions(*rows) == [(2, "low", "deduction_overlap")]


def test_ranges_of_other_contracts_and_later_agreements_may_overlap() -> None:
    others = deduction(3, 60, 81, contract=SWEEPING), deduction(4, 60, 81, starts="b")
    assert deductions(deduction(2, 80, 90), *others) == []


def test_a_range_that_holds_no_score_is_a_fault_and_one_upside_down_is_told_by_its_own_row() -> None:
    assert deductions(deduction(2, 80, 80)) == [(2, "high", "deduction_empty")]
    assert deductions(deduction(2, 80, 70)) == []
