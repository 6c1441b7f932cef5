"""What the page shows, in the order it shows it. Picks and sorts; every figure comes from the result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.enforce.results import ContractResult, DistrictResult, Standing
from answerable.core.terms.duty import Duty, DutyState
from answerable.core.terms.period import Period
from answerable.render.names import Named, owed, vacant, who_is_who
from answerable.render.plots.draw import Plot
from answerable.render.plots.funnel import Funnel, funnels
from answerable.render.plots.trend import PLOTTED, kind_of, points_of, trend

LISTED = 30
"""Overdue duties shown at the top; all of them stand with their contracts."""
_LEVEL_FILLS = ("#b3402a", "#e8a48f", "#e3dcc3", "#a9cfae", "#3c8457")


@dataclass(frozen=True)
class Line:
    """One period of an indicator: `kind` is met, missed, partial or no_data."""

    period: Period
    result: IndicatorResult | None
    kind: str


@dataclass(frozen=True)
class Trend:
    """One indicator of a contract: its plot, and its periods with the newest first."""

    series: IndicatorSeries
    plot: Plot | None
    lines: tuple[Line, ...]
    kinds: tuple[str, ...]
    """Kinds of marks in the plot, for its key."""
    shortened: bool
    editions: bool
    """More than one edition was in force over these periods."""


@dataclass(frozen=True)
class Part:
    """One level of a bar, in per cent of its width."""

    level: int
    count: int
    share: Fraction
    left: float
    width: float
    fill: str


@dataclass(frozen=True)
class Section:
    """One contract."""

    result: ContractResult
    anchor: str
    trends: tuple[Trend, ...]
    levels: tuple[Part, ...]
    surveys: tuple[tuple[Part, ...], ...]
    empty: tuple[str, ...]
    """Blocks that hold nothing, by the keys of their titles."""
    body_overdue: int
    provider_overdue: int


@dataclass(frozen=True)
class Page:
    """The whole report."""

    result: DistrictResult
    known: dict[str, Named]
    counts: tuple[tuple[Standing, int], ...]
    overdue: tuple[tuple[ContractResult, Duty], ...]
    overdue_in_all: int
    vacancies: tuple[ContractResult, ...]
    body_overdue: int
    provider_overdue: int
    provisional: bool
    funnels: tuple[Funnel, ...]
    sections: tuple[Section, ...]
    anchors: dict[str, str]

    @property
    def on(self) -> date:
        return self.result.on


def page(result: DistrictResult, lang: str) -> Page:
    """The view of a result in one language."""
    duties = [(contract, duty) for contract in result.contracts for duty in contract.duties]
    overdue = sorted(
        ((contract, duty) for contract, duty in duties if duty.state is DutyState.OVERDUE),
        key=lambda pair: (-pair[1].workdays_late, pair[1].by, pair[0].contract.id, pair[1].id),
    )
    standings = [contract.standing for contract in result.contracts]
    everything = tuple(duty for _, duty in duties)
    anchors = {contract.contract.id: f"c{at}" for at, contract in enumerate(result.contracts, start=1)}
    return Page(
        result=result,
        known=who_is_who(result),
        counts=tuple((each, standings.count(each)) for each in Standing if each in standings),
        overdue=tuple(overdue[:LISTED]),
        overdue_in_all=len(overdue),
        vacancies=tuple(contract for contract in result.contracts if vacant(contract, result.on)),
        body_overdue=owed(everything, "body").overdue,
        provider_overdue=owed(everything, "provider").overdue,
        provisional=any(duty.provisional for duty in everything),
        funnels=tuple(funnels(result)),
        sections=tuple(_section(each, anchors[each.contract.id], lang) for each in result.contracts),
        anchors=anchors,
    )


def bar(levels: tuple[int, ...]) -> tuple[Part, ...]:
    """Level counts as parts of a bar, lowest level first; none where nobody answered."""
    total = sum(levels)
    parts, before = [], 0
    for level, count in enumerate(levels, start=1):
        if total:
            left, width = round(100 * before / total, 2), round(100 * count / total, 2)
            parts.append(Part(level, count, Fraction(count, total), left, width, _LEVEL_FILLS[level - 1]))
        before += count
    return tuple(parts)


def _section(result: ContractResult, anchor: str, lang: str) -> Section:
    return Section(
        result=result,
        anchor=anchor,
        trends=tuple(_trend(series, lang) for series in result.indicators),
        levels=bar(result.ratings.levels),
        surveys=tuple(bar(survey.levels) for survey in result.surveys),
        empty=tuple(_empty(result)),
        body_overdue=owed(result.duties, "body").overdue,
        provider_overdue=owed(result.duties, "provider").overdue,
    )


def _empty(result: ContractResult) -> Iterable[str]:
    blocks = {
        "duties": result.duties,
        "indicators": result.indicators,
        "ratings": result.ratings.n + result.ratings.defaulted,
        "surveys": result.surveys,
        "matters": result.matters.raised,
        "scores": result.months,
        "findings": result.findings,
        "cases": result.cases,
    }
    return (key for key, holds in blocks.items() if not holds)


def _trend(series: IndicatorSeries, lang: str) -> Trend:
    lines = [Line(period, result, kind_of(result)) for period, result in points_of(series)]
    drawn = {line.kind for line in lines[-PLOTTED:]}
    return Trend(
        series=series,
        plot=trend(series, lang),
        lines=tuple(reversed(lines)),
        kinds=tuple(kind for kind in ("met", "missed", "partial", "no_data") if kind in drawn),
        shortened=len(lines) > PLOTTED,
        editions=len({line.result.edition for line in lines if line.result is not None}) > 1,
    )
