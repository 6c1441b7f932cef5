"""Chances against counting by hand, enumeration, and known tables."""

from fractions import Fraction
from math import comb, exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.signals import chance

small = st.integers(0, 12)


@given(small, small, small, small)
def test_fishers_tail_is_that_of_counting_every_table(
    low: int, good: int, others_low: int, rest: int
) -> None:
    n, others, bad = low + good, others_low + rest, low + others_low
    ways = comb(n + others, n)
    counted = sum(comb(bad, j) * comb(n + others - bad, n - j) for j in range(low, min(n, bad) + 1))
    given_back = chance.more_than_others(low, n, others_low, others)
    assert float(given_back) == pytest.approx(float(Fraction(counted, ways)), rel=1e-12)


def test_the_lady_who_tasted_all_eight_cups_right_had_one_chance_in_seventy() -> None:
    # Fisher (1935): four of four against none of four.
    assert float(chance.more_than_others(4, 4, 0, 4)) == pytest.approx(1 / 70, rel=1e-12)


@given(st.integers(1, 15), st.integers(1, 9), st.integers(1, 24))
def test_a_beta_binomial_of_all_is_the_sum_of_its_parts(n: int, tenths: int, rho: int) -> None:
    mean, correlation = Fraction(tenths, 10), Fraction(rho, 100)
    a, b = (part * (1 - correlation) / correlation for part in (mean, 1 - mean))

    def exact(j: int) -> Fraction:
        weight = Fraction(comb(n, j))
        for i in range(n):
            weight *= (a + i if i < j else b + i - j) / (a + b + i)
        return weight

    for low in range(1, n + 1):
        tail = sum((exact(j) for j in range(low, n + 1)), Fraction(0))
        said = chance.beta_binomial(low, n, mean=mean, correlation=correlation)
        assert float(said) == pytest.approx(float(tail), rel=1e-12)


def test_no_or_impossible_counts_have_the_chance_one_or_none() -> None:
    assert chance.more_than_others(0, 10, 5, 10) == 1
    assert chance.more_than_others(3, 3, 0, 0) == 1


def test_groups_that_are_alike_have_no_correlation_and_ones_that_differ_have_much() -> None:
    assert chance.correlation([(5, 100)] * 6) == 0
    assert chance.correlation([(0, 100), (50, 100), (0, 100), (50, 100)]) == Fraction(1, 4)
    assert chance.correlation([(5, 100)]) == 0
    # By hand: mean 1/10, spread 100/9 * 2 * (1/20)**2 * 2 / ... = 50/9 on 3 degrees, room 400 - 100 - 3.
    groups = [(5, 100), (15, 100), (5, 100), (15, 100)]
    assert chance.correlation(groups) == (Fraction(100, 9) - 3) / 297
    assert chance.correlation_at_most(groups) > chance.correlation(groups)


def test_few_groups_that_happen_to_be_alike_may_still_differ() -> None:
    spread = [(3, 100), (5, 100), (7, 100), (4, 100), (6, 100)]
    assert chance.correlation(spread) == 0
    assert chance.correlation_at_most(spread) > 0


@pytest.mark.parametrize(
    ("month", "before", "expected"),
    [
        # Two groups and one degree are told as two, F(2, d): (1 + x / d) ** (-d / 2).
        ([10, 10], [[10, 10]] * 5, 1.0),
        ([20, 0], [[10, 10]] * 5, (1 + float(chance.pearson([[20, 0], [50, 50]])) / 4) ** -2),
        ([20, 0], [[10, 10]] * 4, (1 + float(chance.pearson([[20, 0], [40, 40]])) / 3) ** -1.5),
    ],
)
def test_a_month_off_its_history_has_the_chance_of_the_closed_form(
    month: list[int], before: list[list[int]], expected: float
) -> None:
    assert float(chance.other_than_before(month, before)) == pytest.approx(expected, rel=1e-12)


def test_with_a_long_history_the_chance_nears_that_of_a_chi_square() -> None:
    # Four degrees: exp(-x / 2) (1 + x / 2); 18.47 is the tabled point of one in a thousand.
    tail = float(chance._f_tail(Fraction(1847, 100), free=4, within=100_000))
    assert tail == pytest.approx(exp(-9.235) * (1 + 9.235), rel=1e-2)
    assert tail == pytest.approx(0.001, rel=2e-2)


def test_months_that_always_differ_make_another_one_less_surprising() -> None:
    month = [30, 30]
    calm = chance.other_than_before(month, [[10, 50]] * 6)
    restless = chance.other_than_before(month, [[2, 58], [18, 42]] * 3)
    assert calm < restless


def test_a_chance_is_shown_with_two_digits() -> None:
    assert [chance.shown(Fraction(*part)) for part in ((1, 3), (1, 2400), (1, 10**9))] == [
        "0.33",
        "0.00042",
        "< 0.000001",
    ]
