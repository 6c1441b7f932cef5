"""Every indicator of a district: contracts side by side per year, each contract over time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.assess.series.changes import changes_of, levels_of, starts_of
from answerable.core.assess.series.charts import chart_of
from answerable.core.assess.series.funnels import FEWEST, Figure, compare
from answerable.core.assess.series.points import FEWEST as FEWEST_PERIODS
from answerable.core.assess.series.points import points_of
from answerable.core.assess.series.results import IndicatorStudy, Track, YearFunnel
from answerable.core.terms.period import Period, PeriodKind

POOLED, TARGET = "pooled", "target"


@dataclass(frozen=True)
class Tracked:
    """An indicator of a contract, to be looked at over time."""

    contract: str
    series: IndicatorSeries


def study(tracked: Iterable[Tracked], *, centre: str = POOLED) -> tuple[IndicatorStudy, ...]:
    """One study for each indicator, by id; `centre` is what funnels are drawn around."""
    users: dict[str, list[Tracked]] = {}
    for each in sorted(tracked, key=lambda each: each.contract):
        users.setdefault(each.series.indicator, []).append(each)
    return tuple(_indicator(users[id], centre=centre) for id in sorted(users))


def track_of(each: Tracked) -> Track:
    """One indicator of one contract over time."""
    series, points = each.series, points_of(each.series)
    share, higher = is_share(series), series.better_higher
    starts = starts_of(points, share=share)
    enough = len(points) >= FEWEST_PERIODS
    return Track(
        contract=each.contract,
        series=series,
        periods=len(points),
        levels=levels_of(points, starts, share=share) if enough else (),
        changes=changes_of(points, starts, share=share, better_higher=higher) if starts else (),
        chart=chart_of(points, starts, share=share, better_higher=higher),
    )


def is_share(series: IndicatorSeries) -> bool:
    """Whether values are per cent of the denominator, rather than a ratio."""
    return series.measure == "share"


def _indicator(used: Sequence[Tracked], *, centre: str) -> IndicatorStudy:
    series = used[0].series
    share = all(is_share(each.series) for each in used)
    return IndicatorStudy(
        indicator=series.indicator,
        name=series.name,
        name_en=series.name_en,
        unit=series.unit,
        share=share,
        better_higher=series.better_higher,
        years=tuple(_years(used, centre=centre)) if share else (),
        tracks=tuple(track_of(each) for each in used),
    )


def _years(used: Sequence[Tracked], *, centre: str) -> Iterator[YearFunnel]:
    """One funnel a year. A period belongs to the year it is named after."""
    years: dict[int, dict[str, list[IndicatorResult]]] = {}
    for each in used:
        for point in points_of(each.series):
            years.setdefault(_year(point.period), {}).setdefault(each.contract, []).append(point)
    for year, contracts in sorted(years.items()):
        points = [point for found in contracts.values() for point in found]
        figures = [_figure(id, contracts[id]) for id in sorted(contracts)]
        around = _target(points) if centre == TARGET else None
        enough = len(figures) >= FEWEST and (centre == POOLED or around is not None)
        yield YearFunnel(
            year=year,
            periods=len({point.period for point in points}),
            of=periods_in(year, points[0].period.kind),
            contracts=len(figures),
            funnel=compare(figures, centre=around) if enough else None,
        )


def _figure(contract: str, points: Sequence[IndicatorResult]) -> Figure:
    counted, size = sum(p.numerator for p in points), sum(p.denominator for p in points)
    return Figure(contract, counted, size, len(points))


def _target(points: Sequence[IndicatorResult]) -> Fraction | None:
    """The edge of the target band that applied last in the year, as a part of 1."""
    target = max(points, key=lambda point: point.period).target
    return None if target is None else target / 100


def _year(period: Period) -> int:
    return int(str(period)[:4])


def periods_in(year: int, kind: PeriodKind) -> int:
    """How many periods are named after the year.

    >>> periods_in(2020, PeriodKind.WEEK), periods_in(2021, PeriodKind.WEEK)
    (53, 52)
    """
    match kind:
        case PeriodKind.DAY:
            return (date(year + 1, 1, 1) - date(year, 1, 1)).days
        case PeriodKind.WEEK:
            return date(year, 12, 28).isocalendar().week
        case PeriodKind.MONTH:
            return 12
        case PeriodKind.QUARTER:
            return 4
        case PeriodKind.YEAR:
            return 1
