"""Before, since, and across: what is compared, and what may be concluded."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.value.compare import change_of, conclusion, pooled, side_of
from answerable.core.assess.value.values import (
    AFTER,
    BEFORE,
    HIGHER,
    LOWER,
    OUTSIDE,
    STRADDLES,
    UNSAID,
    WITHIN,
    Figure,
)
from answerable.core.terms.period import Period

STARTS, ENDS, ON = date(2025, 1, 1), date(2026, 3, 31), date(2026, 6, 30)


def figures(*values: int, whole: int = 100, first: str = "2024-Q1") -> list[Figure]:
    """One figure a quarter."""
    period, found = Period.parse(first), []
    for value in values:
        found.append(Figure("c", "unit_cost", "每吨成本", period, value * whole, whole, "body", None))
        period = period.next()
    return found


@pytest.mark.parametrize(
    ("period", "side"),
    [
        ("2024-Q4", BEFORE),
        ("2024-12-31", BEFORE),
        ("2025-01-01", AFTER),
        ("2025-W01", STRADDLES),
        ("2025", AFTER),
        ("2026-Q1", AFTER),
        ("2026-W14", STRADDLES),
        ("2026-Q2", OUTSIDE),
        ("2026", OUTSIDE),
        ("2026-Q3", OUTSIDE),
    ],
)
def test_a_period_lies_before_within_across_or_outside(period: str, side: str) -> None:
    assert side_of(Period.parse(period), starts=STARTS, ends=ENDS, on=ON) == side


def test_a_period_that_is_not_over_counts_nowhere() -> None:
    period = Period.parse("2025-Q1")
    assert side_of(period, starts=STARTS, ends=None, on=date(2025, 3, 30)) == OUTSIDE
    assert side_of(period, starts=STARTS, ends=None, on=date(2025, 3, 31)) == AFTER


def test_a_pooled_value_weighs_each_period_by_its_denominator() -> None:
    one, other = figures(10, 20)
    heavy = Figure("c", "unit_cost", "每吨成本", other.period, 20 * 300, 300, "body", None)
    found = pooled([one, heavy])
    assert found is not None
    assert (found.value, found.low, found.high) == (Fraction(35, 2), Fraction(10), Fraction(20))


def test_a_period_without_activity_is_neither_0_nor_counted() -> None:
    idle = Figure("c", "unit_cost", "每吨成本", Period.parse("2024-Q2"), 0, 0, "body", None)
    assert pooled([idle]) is None
    found = pooled([*figures(10), idle])
    assert found is not None
    assert (found.n, found.value) == (1, Fraction(10))


def test_a_change_is_exact_and_none_where_before_was_nothing() -> None:
    assert change_of(pooled(figures(30)), pooled(figures(20))) == Fraction(-1, 3)
    assert change_of(pooled(figures(0)), pooled(figures(20))) is None
    assert change_of(None, pooled(figures(20))) is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((10, 11, 12), (7, 8, 9), LOWER),
        ((7, 8, 9), (10, 11, 12), HIGHER),
        ((10, 11, 12), (10, 11, 12), WITHIN),
        # The mean since lies below every period before, but the mean before is nothing unusual since.
        ((10, 10, 12), (5, 6, 14), WITHIN),
        ((10, 11), (1, 2, 3), UNSAID),
        ((10, 11, 12), (1, 2), UNSAID),
    ],
)
def test_a_difference_is_beyond_the_ordinary_range_only_if_it_is_so_from_both_sides(
    before: tuple[int, ...], after: tuple[int, ...], said: str
) -> None:
    assert conclusion(pooled(figures(*before)), pooled(figures(*after)), comparable=True) == said


def test_nothing_is_concluded_where_the_sides_cannot_be_compared() -> None:
    before, after = pooled(figures(10, 11, 12)), pooled(figures(7, 8, 9))
    assert conclusion(before, after, comparable=False) == UNSAID
    assert conclusion(None, after, comparable=True) == UNSAID


values = st.lists(st.integers(1, 50), min_size=3, max_size=8)


@given(values, values)
def test_turning_the_sides_round_turns_the_conclusion_round(one: list[int], other: list[int]) -> None:
    there = conclusion(pooled(figures(*one)), pooled(figures(*other)), comparable=True)
    back = conclusion(pooled(figures(*other)), pooled(figures(*one)), comparable=True)
    assert back == {LOWER: HIGHER, HIGHER: LOWER}.get(there, there)


@given(values)
def test_nothing_differs_from_itself(one: list[int]) -> None:
    assert conclusion(pooled(figures(*one)), pooled(figures(*one)), comparable=True) == WITHIN
