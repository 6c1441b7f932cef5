"""Control charts against figures worked out by hand."""

from fractions import Fraction
from math import sqrt

import pytest

from answerable.core.assess.results import IndicatorResult
from answerable.core.assess.series.charts import chart_of
from answerable.core.assess.series.results import Chart, Rule
from tests.core.assess.series.drawn import ratios, shares, steady


def chart(points: tuple[IndicatorResult, ...], *starts: int, share: bool = False) -> Chart:
    made = chart_of(points, starts, share=share, better_higher=True)
    assert made is not None
    return made


def told(made: Chart) -> list[tuple[Rule, str, int, bool]]:
    return [(each.rule, str(each.first), each.n, each.better) for each in made.signals]


def test_an_individuals_chart_is_the_mean_and_its_moving_ranges() -> None:
    made = chart(ratios(10, 12, 10, 12, 10, 12, 10, 12))
    # Mean 11, every moving range 2: limits 11 ± 3 · 2 / 1.128.
    assert made.sigma == Fraction(2000, 1128)
    assert {(p.centre, p.low, p.high) for p in made.points} == {
        (Fraction(11), 11 - 3 * Fraction(2000, 1128), 11 + 3 * Fraction(2000, 1128))
    }
    assert made.signals == ()


def test_a_share_has_limits_by_the_size_of_each_period() -> None:
    made = chart(shares(*[(90, 100), (900, 1000)] * 4), share=True)
    assert made.sigma == 1
    for point, n in zip(made.points, [100, 1000] * 4, strict=True):
        assert point.centre == 90
        assert float(point.low or 0) == pytest.approx(90 - 300 * sqrt(0.09 / n), abs=1e-5)
    assert [p.high is None for p in made.points[:2]] == [False, False]


def test_limits_widen_by_the_spread_between_periods_and_never_narrow() -> None:
    # z is ±2 by turns: moving ranges 4, σ = 4 / 1.128.
    made = chart(shares(*[(480, 900), (420, 900)] * 5), share=True)
    assert float(made.sigma) == pytest.approx(4 / 1.128, abs=1e-5)
    assert made.signals == ()
    assert chart(shares(*[(450, 900)] * 9), share=True).sigma == 1


def test_a_limit_beyond_what_is_possible_is_none() -> None:
    made = chart(shares(*[(10, 10), (9, 10)] * 4), share=True)
    assert {point.high for point in made.points} == {None}


def test_too_few_periods_or_too_many_gaps_make_no_chart() -> None:
    points = shares(*[(9, 10)] * 20)
    assert chart_of(points[:7], (), share=True, better_higher=True) is None
    assert chart_of(points[::2], (), share=True, better_higher=True) is None


def test_a_point_beyond_the_limits_is_a_signal() -> None:
    made = chart(ratios(*[10, 11] * 8, 30))
    assert (Rule.BEYOND, "2017-05", 1, True) in told(made)


def test_eight_on_one_side_are_a_signal_and_seven_are_not() -> None:
    eight = chart(ratios(*[10, 11] * 4, *[14, 15] * 4))
    assert [each for each in told(eight) if each[0] is Rule.ONE_SIDE] == [
        (Rule.ONE_SIDE, "2016-01", 8, False),
        (Rule.ONE_SIDE, "2016-09", 8, True),
    ]
    seven = chart(ratios(10, 11, 10, 11, 10, 11, 10, 14, 15, 14, 15, 14, 15, 14))
    assert all(each[0] is not Rule.ONE_SIDE for each in told(seven))


def test_six_falling_are_a_signal_and_five_are_not() -> None:
    six = chart(ratios(12, 17, 16, 15, 14, 13, 12, 13, 12))
    assert (Rule.RUNNING, "2016-02", 6, False) in told(six)
    five = chart(ratios(12, 16, 15, 14, 13, 12, 13, 12, 13))
    assert all(each[0] is not Rule.RUNNING for each in told(five))


def test_two_of_three_near_a_limit_are_a_signal() -> None:
    # Mean 10.95; the moving ranges make σ about 1.26, so that 14 lies between 2σ and 3σ.
    made = chart(ratios(10, 11, 10, 11, 10, 11, 10, 11, 10, 14, 13, 14, 10, 11, 10, 11, 10, 11, 10, 11))
    assert [each[:3] for each in told(made) if each[0] is Rule.TWO_OF_THREE] == [
        (Rule.TWO_OF_THREE, "2016-10", 2)
    ]


def test_nothing_runs_from_one_level_into_another_or_across_a_gap() -> None:
    values = ratios(*[10, 11] * 4, *[14, 15] * 4)
    assert chart(values, 8).signals == ()
    falling = ratios(12, 17, 16, 15, 14, 13, 12, 11, 12, 13, 12, 13)
    assert any(each.rule is Rule.RUNNING for each in chart(falling).signals)
    gap = (*falling[:4], *falling[5:])
    assert all(each.rule is not Rule.RUNNING for each in chart(gap).signals)


def test_few_points_of_a_steady_course_lie_beyond_the_limits() -> None:
    found = [chart(shares(*steady(36, seed=seed)), share=True).signals for seed in range(100)]
    beyond = sum(each.rule is Rule.BEYOND for signals in found for each in signals)
    assert beyond <= 36
