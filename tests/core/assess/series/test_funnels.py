"""Funnels against exact tails and figures worked out by hand."""

from fractions import Fraction
from math import asin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.series.binomial import cdf
from answerable.core.assess.series.exact import at_most
from answerable.core.assess.series.funnels import INNER, OUTER, Figure, compare
from tests.core.assess.series.test_binomial import exact


def figures(*counts: tuple[int, int]) -> list[Figure]:
    return [Figure(f"c{at:02}", *count) for at, count in enumerate(counts)]


LIKE = [(80, 100), (82, 100), (78, 100), (81, 100), (79, 100)]
APART = [(60, 100), (95, 100), (70, 100), (90, 100), (80, 100), (75, 100), (85, 100), (65, 100), (88, 100)]


@pytest.mark.parametrize("p", [Fraction(1, 100), Fraction(3, 10), Fraction(19, 20)])
@pytest.mark.parametrize("n", [1, 7, 60])
def test_the_decimal_tail_is_the_exact_sum(n: int, p: Fraction) -> None:
    for k in range(-1, n + 1):
        assert abs(at_most(k, n, p) - exact(k, n, p)) < Fraction(1, 10**30)


def test_both_ways_to_a_tail_agree_for_a_large_provider() -> None:
    p = Fraction(83, 100)
    assert float(at_most(82_600, 100_000, p)) == pytest.approx(cdf(82_600, 100_000, float(p)), rel=1e-7)
    assert at_most(3, 9, Fraction(0)) == 1
    assert at_most(3, 9, Fraction(1)) == 0


def test_without_more_than_chance_the_limits_are_binomial() -> None:
    funnel = compare(figures(*LIKE * 2))
    assert funnel.centre == Fraction(8, 10)
    assert funnel.tau == 0
    assert funnel.phi is not None
    assert funnel.phi < 1
    assert {each.place for each in funnel.placed} == {"inside"}
    assert funnel.limits(100, INNER)[0] == pytest.approx(0.718, abs=0.005)


def test_a_little_more_than_chance_may_be_chance() -> None:
    # φ is about 1.5, which ten contracts reach by chance; from 1 + 2√(2/10) = 1.89 on they hardly do.
    funnel = compare(figures(*[(75, 100), (85, 100)] * 5))
    assert funnel.phi is not None
    assert 1.4 < funnel.phi < 1.89
    assert funnel.tau == 0


def test_fewer_than_ten_contracts_do_not_say_how_much_they_usually_differ() -> None:
    assert compare(figures(*APART)).phi is None
    assert compare(figures(*APART)).tau == 0
    assert compare(figures(*APART, (80, 100))).tau > 0
    assert compare(figures(*APART, (80, 100)), spread=False).phi is None


def test_the_random_effect_is_the_one_of_the_moment_estimator() -> None:
    counts = [*APART, (80, 100)]
    funnel = compare(figures(*counts))
    middle = asin(sqrt(float(funnel.centre)))
    scores = sorted(20 * (asin(sqrt(x / 100)) - middle) for x, _ in counts)
    scores[0], scores[-1] = scores[1], scores[-2]
    phi = sum(z * z for z in scores) / 10
    assert float(funnel.phi or 0) == pytest.approx(phi, abs=1e-6)
    # All weights are 4 · 100, so their sum less the sum of squares over it is 4000 - 400.
    assert float(funnel.tau) == pytest.approx(sqrt((10 * phi - 9) / 3600), abs=1e-6)


def test_usual_differences_excuse_no_contract_that_lies_far_out() -> None:
    funnel = compare(figures(*APART, (80, 100), (2, 100)))
    assert funnel.placed[-1].place == "far_low"
    assert [each.figure.contract for each in funnel.outside] == ["c10"]
    assert 0 < funnel.spread < Fraction(1, 5)


def test_the_target_can_be_the_centre() -> None:
    funnel = compare(figures(*LIKE), centre=Fraction(95, 100))
    assert {each.place for each in funnel.placed} == {"far_low"}


def test_all_or_nothing_can_be_compared() -> None:
    for count in ((0, 10), (10, 10)):
        funnel = compare(figures(*[count] * 12))
        assert {each.place for each in funnel.placed} == {"inside"}
        assert funnel.phi == 0


@given(st.permutations(range(14)))
def test_the_order_of_contracts_changes_nothing(order: list[int]) -> None:
    given_ = figures(*APART, *LIKE)
    funnel, other = compare(given_), compare([given_[at] for at in order])
    assert (funnel.centre, funnel.phi, funnel.tau) == (other.centre, other.phi, other.tau)
    assert set(funnel.placed) == set(other.placed)


@given(st.integers(20, 3000), st.sampled_from([LIKE * 2, [*APART, (80, 100)]]))
def test_limits_narrow_with_size_and_the_outer_ones_lie_outside(
    n: int, counts: list[tuple[int, int]]
) -> None:
    funnel = compare(figures(*counts))
    small, large = (funnel.limits(size, INNER) for size in (n, 4 * n))
    assert (small[0] or 0.0) <= (large[0] or 0.0)
    assert (small[1] or 1.0) >= (large[1] or 1.0)
    assert (funnel.limits(n, OUTER)[0] or 0.0) <= (small[0] or 0.0)
