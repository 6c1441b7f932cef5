"""Changes of level: planted ones are found and dated, steady series rarely show any."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.assess.series.changes import changes_of, dispersion, levels_of, starts_of
from tests.core.assess.series.drawn import ratios, shares, steady


def test_a_step_is_dated_with_both_levels() -> None:
    points = shares(*[(950, 1000)] * 8, *[(800, 1000)] * 6)
    starts = starts_of(points, share=True)
    assert starts == (8,)
    (change,) = changes_of(points, starts, share=True, better_higher=True)
    assert str(change.first) == str(change.earliest) == str(change.latest) == "2016-09"
    assert [change.before.value, change.after.value, change.size] == [Fraction(n) for n in (95, 80, 15)]
    assert not change.better
    assert [level.n for level in levels_of(points, starts, share=True)] == [8, 6]


def test_a_step_of_a_ratio_is_better_where_lower_is_better() -> None:
    points = ratios(10, 11, 10, 11, 10, 11, 10, 5, 6, 5, 6, 5)
    (change,) = changes_of(points, starts_of(points, share=False), share=False, better_higher=False)
    assert str(change.first) == "2016-08"
    assert change.better


def test_seven_periods_and_a_series_that_never_moves_have_no_change() -> None:
    assert starts_of(shares(*[(99, 100)] * 4, *[(1, 100)] * 3), share=True) == ()
    for never in (shares(*[(100, 100)] * 20), shares(*[(0, 100)] * 20), ratios(*[7] * 20)):
        share = never[0].value != 7
        assert starts_of(never, share=share) == ()
        assert changes_of(never, (), share=share, better_higher=True) == ()


def test_small_counts_move_by_chance_where_large_ones_do_not() -> None:
    few = shares(*[(19, 20)] * 8, *[(17, 20)] * 8)
    many = shares(*[(1900, 2000)] * 8, *[(1700, 2000)] * 8)
    assert starts_of(few, share=True) == ()
    assert starts_of(many, share=True) == (8,)


def test_a_season_is_told_from_a_change_that_holds() -> None:
    year = [(95, 100)] * 9 + [(80, 100)] * 3
    seasonal = shares(*[(10 * x, 10 * n) for x, n in year * 2])
    changes = changes_of(seasonal, starts_of(seasonal, share=True), share=True, better_higher=True)
    assert [change.holds for change in changes] == [None, False, False]
    lasting = shares(*[(950, 1000)] * 12, *[(800, 1000)] * 12)
    (change,) = changes_of(lasting, starts_of(lasting, share=True), share=True, better_higher=True)
    assert change.holds is True


def test_one_shift_hardly_moves_the_dispersion() -> None:
    figures = [(850, 1000), (851, 1000)] * 10
    shifted = [(x - 100, n) if at >= 10 else (x, n) for at, (x, n) in enumerate(figures)]
    assert dispersion(shares(*figures)) == dispersion(shares(*shifted)) == 1.0


@pytest.mark.parametrize("n", [12, 36])
def test_about_one_steady_series_in_a_hundred_shows_a_change(n: int) -> None:
    alarms = sum(bool(starts_of(shares(*steady(n, seed=seed)), share=True)) for seed in range(600))
    assert alarms <= 12


def test_a_planted_shift_is_mostly_found_within_one_period() -> None:
    # The standard deviation between months is about 1.6 points; the shift is three of them.
    cuts = [starts_of(shares(*steady(36, seed=seed, moved=-0.05, at=18)), share=True) for seed in range(200)]
    assert sum(any(abs(cut - 18) <= 1 for cut in found) for found in cuts) >= 180


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=8, max_size=30), st.integers(2, 9))
def test_a_ratio_in_another_unit_changes_at_the_same_periods(values: list[int], times: int) -> None:
    scaled = ratios(*[times * value for value in values])
    assert starts_of(ratios(*values), share=False) == starts_of(scaled, share=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=8, max_size=30))
def test_levels_last_at_least_three_periods(counts: list[int]) -> None:
    points = shares(*[(count, 100) for count in counts])
    starts = starts_of(points, share=True)
    assert all(level.n >= 3 for level in levels_of(points, starts, share=True))
    for change in changes_of(points, starts, share=True, better_higher=True):
        assert change.earliest <= change.first <= change.latest
