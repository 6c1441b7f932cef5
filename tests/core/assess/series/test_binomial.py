"""Limits of chance, against exact sums."""

from fractions import Fraction
from math import comb

import pytest

from answerable.core.assess.series.binomial import cdf, limits


def exact(k: int, n: int, p: Fraction) -> Fraction:
    """At most `k` in `n`."""
    return sum((comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1)), Fraction(0))


@pytest.mark.parametrize("p", [Fraction(1, 100), Fraction(3, 10), Fraction(19, 20)])
@pytest.mark.parametrize("n", [1, 7, 60])
def test_the_distribution_is_the_exact_sum(n: int, p: Fraction) -> None:
    assert all(
        cdf(k, n, float(p)) == pytest.approx(float(exact(k, n, p)), abs=1e-12) for k in range(-1, n + 1)
    )


@pytest.mark.parametrize("tail", [0.025, 0.001])
@pytest.mark.parametrize(
    ("n", "p"), [(181, Fraction(989, 1000)), *((n, Fraction(n % 9 + 1, 11)) for n in range(2, 60))]
)
def test_a_share_is_outside_exactly_if_its_tail_is_less_probable(n: int, p: Fraction, tail: float) -> None:
    low, high = limits(n, float(p), tail)
    before = Fraction(0)
    for k in range(n + 1):
        here = comb(n, k) * p**k * (1 - p) ** (n - k)
        assert (low is not None and k / n < low) == (before + here < tail)
        assert (high is not None and k / n > high) == (1 - before < tail)
        before += here


def test_a_full_score_of_a_small_provider_is_no_exception() -> None:
    assert limits(181, 0.989, 0.001)[1] is None


def test_means_of_nothing_and_everything_have_limits_too() -> None:
    assert limits(10, 1.0, 0.025)[1] is None
    assert limits(10, 1.0, 0.025)[0] == pytest.approx(0.9025)
    assert limits(10, 0.0, 0.025)[0] is None
    assert limits(10, 0.0, 0.025)[1] == pytest.approx(0.0975)
