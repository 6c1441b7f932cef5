"""Indicators of several contracts, year by year and over time."""

from dataclasses import replace
from fractions import Fraction

import pytest

from answerable.core.assess.series.study import TARGET, Tracked, periods_in, study
from answerable.core.terms.period import PeriodKind
from tests.core.assess.series.drawn import months, ratio_series, shares
from tests.render.sample import reading, series


def tracked(n: int, months_each: int = 14) -> list[Tracked]:
    points = shares(*[(90, 100)] * months_each)
    return [Tracked(f"c{at}", series(*points)) for at in range(n)]


def test_years_add_up_and_say_when_they_are_not_whole() -> None:
    (found,) = study(tracked(4))
    assert [(year.year, year.periods, year.of, year.whole) for year in found.years] == [
        (2016, 12, 12, True),
        (2017, 2, 12, False),
    ]
    funnel = found.years[0].funnel
    assert funnel is not None
    assert [(p.figure.numerator, p.figure.denominator, p.figure.periods) for p in funnel.placed] == [
        (1080, 1200, 12)
    ] * 4


def test_three_contracts_are_not_compared() -> None:
    assert [year.funnel for year in study(tracked(3))[0].years] == [None, None]


def test_partial_periods_and_periods_without_activity_do_not_count() -> None:
    names = months(10)
    points = [reading(name, 9, 10) for name in names[:8]]
    more = reading(names[8], 0, 10, partial=True), reading(names[9], 0, 0)
    (found,) = study([Tracked("c", series(*points, *more))])
    assert found.tracks[0].periods == 8
    assert found.years[0].periods == 8


def test_funnels_can_stand_around_the_target() -> None:
    aimed = [
        replace(each, series=replace(each.series, results=tuple(
            replace(point, target=Fraction(95)) for point in each.series.results
        )))
        for each in tracked(4)
    ]  # fmt: skip
    funnel = study(aimed, centre=TARGET)[0].years[0].funnel
    assert funnel is not None
    assert funnel.centre == Fraction(95, 100)
    assert {placed.place for placed in funnel.placed} == {"far_low"}


def test_ratios_have_charts_and_no_funnels() -> None:
    one = ratio_series(*[10, 11] * 6)
    (found,) = study([Tracked(f"c{at}", one) for at in range(5)])
    assert found.years == ()
    assert all(track.chart is not None and not track.chart.share for track in found.tracks)


@pytest.mark.parametrize(
    ("kind", "n"),
    [
        (PeriodKind.DAY, 366),
        (PeriodKind.WEEK, 53),
        (PeriodKind.MONTH, 12),
        (PeriodKind.QUARTER, 4),
        (PeriodKind.YEAR, 1),
    ],
)
def test_a_year_has_so_many_periods(kind: PeriodKind, n: int) -> None:
    assert periods_in(2020, kind) == n
