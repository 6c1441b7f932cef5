from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess.voice import below, interval

Z_SQUARED = Fraction("5.411894")
STANDARD = Fraction(9, 10)


def test_far_below_the_standard_is_below_it() -> None:
    assert below(60, 100, standard=STANDARD, z_squared=Z_SQUARED)


def test_at_or_above_the_standard_is_never_below_it() -> None:
    assert not below(90, 100, standard=STANDARD, z_squared=Z_SQUARED)
    assert not below(100, 100, standard=STANDARD, z_squared=Z_SQUARED)


def test_slightly_below_with_few_ratings_is_chance() -> None:
    assert not below(8, 10, standard=STANDARD, z_squared=Z_SQUARED)


@pytest.mark.parametrize(("satisfied", "n", "is_below"), [(84, 100, False), (83, 100, True)])
def test_the_boundary_is_where_the_exact_test_puts_it(satisfied: int, n: int, is_below: bool) -> None:
    # 100 ratings against 0.9: the deviation has to exceed sqrt(5.411894 × 0.09 × 100) = 6.98 ratings.
    assert below(satisfied, n, standard=STANDARD, z_squared=Z_SQUARED) is is_below


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_wilsons_and_holds_the_share(counts: tuple[int, int]) -> None:
    satisfied, n = counts
    low, high = interval(satisfied, n, z_squared=Z_SQUARED)
    share, z2 = satisfied / n, float(Z_SQUARED)
    root = sqrt(z2 / n * share * (1 - share) + z2**2 / (4 * n * n))
    assert isclose(low, (share + z2 / (2 * n) - root) / (1 + z2 / n), abs_tol=1e-9)
    assert isclose(high, (share + z2 / (2 * n) + root) / (1 + z2 / n), abs_tol=1e-9)
    assert 0 <= low <= Fraction(satisfied, n) <= high <= 1


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_below_is_the_same_question_as_a_standard_above_the_interval(counts: tuple[int, int]) -> None:
    satisfied, n = counts
    _, high = interval(satisfied, n, z_squared=Z_SQUARED)
    if abs(high - STANDARD) > Fraction(1, 10**9):
        assert below(satisfied, n, standard=STANDARD, z_squared=Z_SQUARED) is (high < STANDARD)
