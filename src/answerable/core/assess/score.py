"""The monthly score that the indicators give, beside the one people recorded, and the deduction that was agreed.

A score is a sum over the weighted indicators of a contract: weight × points of the band, in points of 100. Whatever
is missing is said; no part stands in for another. What people recorded stays as it is: a difference is a message.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.evidence.statistics import ScoreTotal
from answerable.core.evidence.values import Band, Deduction
from answerable.core.register.values import Contract
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message, Param
from answerable.core.terms.period import Period, PeriodKind

_FULL = 100

Points = Mapping[tuple[str, date, str], Fraction]
"""Per cent of the weight, by indicator, first day of its edition, and band."""


@dataclass(frozen=True)
class Part:
    """What one weighted indicator gave to a month's score."""

    indicator: str
    name: str
    name_en: str
    weight: Fraction
    points: Fraction | None
    """Per cent of the weight: the mean over the results used; None where there is no scored result with points."""
    periods: tuple[Period, ...]
    """Whose results were used."""


@dataclass(frozen=True)
class MonthScore:
    """One period of scoring. Scores are points of 100, money minor units; None is no data, never 0."""

    period: Period
    computed: Fraction | None
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    """Weighted indicators without a scored result."""
    recorded: Fraction | None
    agreed_minor: int | None
    """By the recorded score where there is one, else by the computed one; None where nothing can be said."""
    taken_minor: int | None
    """As recorded with the score; None where no score was recorded."""
    messages: tuple[Message, ...]


def points_of(bands: Iterable[Band]) -> Points:
    """The points of all bands that have them."""
    return {
        (band.indicator, band.starts, band.band): Fraction(band.points)
        for band in bands
        if band.points is not None
    }


def monthly(
    contract: Contract,
    series: Iterable[IndicatorSeries],
    *,
    points: Points,
    scores: Iterable[ScoreTotal],
    deductions: Iterable[Deduction],
    on: date,
) -> tuple[MonthScore, ...]:
    """Every whole month of the contract that is over, and every recorded period, oldest first.

    Without weights and points only recorded periods are given. `scores` and `deductions` are those of the contract.
    """
    weighted = [each for each in series if each.weight]
    scored_by_points = any(each.indicator == id for each in weighted for id, *_ in points)
    recorded = {each.period: each for each in scores if each.period.end <= on}
    months = whole_months(contract, on) if scored_by_points else ()
    agreed = tuple(deductions)
    return tuple(
        _period(
            contract,
            tuple(_part(each, points, period) for each in weighted) if scored_by_points else (),
            period=period,
            recorded=recorded.get(period),
            deductions=agreed,
        )
        for period in sorted({*months, *recorded})
    )


def whole_months(contract: Contract, on: date) -> tuple[Period, ...]:
    """The months that lie within the term of the contract and are over on the day."""
    last = on if contract.ends is None else min(on, contract.ends)
    month = Period.holding(contract.starts, PeriodKind.MONTH)
    months = []
    while month.end <= last:
        if month.start >= contract.starts:
            months.append(month)
        month = month.next()
    return tuple(months)


def deduction_minor(score: Fraction, deductions: Iterable[Deduction], *, on: date) -> int | None:
    """What is deducted for a score by the agreement in force on the day, in minor units, rounded down.

    0 above all ranges; None where nothing is agreed for this score: no agreement yet, below or between ranges.
    """
    begun = [each for each in deductions if each.starts <= on]
    since = max((each.starts for each in begun), default=None)
    agreed = [each for each in begun if each.starts == since]
    for each in agreed:
        if each.low <= score < each.high:
            per_cent = Fraction(each.percent) + Fraction(each.per_point) * (Fraction(each.high) - score)
            return int(each.base_minor * min(per_cent, Fraction(_FULL)) / _FULL)
    return 0 if agreed and score >= max(each.high for each in agreed) else None


def money_shown(minor: int, currency: str | None) -> str:
    """An amount with its currency, such as `1500.00 CNY`."""
    return f"{minor // 100}.{minor % 100:02} {currency or ''}".strip()


def _part(each: IndicatorSeries, points: Points, period: Period) -> Part:
    used = tuple(_used(each, period))
    earned = [points.get((each.indicator, result.edition, result.band or "")) for result in used]
    known = [one for one in earned if one is not None]
    whole = bool(known) and len(known) == len(earned)
    return Part(
        indicator=each.indicator,
        name=each.name,
        name_en=each.name_en,
        weight=each.weight or Fraction(0),
        points=sum(known, Fraction(0)) / len(known) if whole else None,
        periods=tuple(result.period for result in used),
    )


def _used(each: IndicatorSeries, period: Period) -> Iterator[IndicatorResult]:
    """The scored results that ended in the period; of longer periods the latest, if no later one has ended since."""
    over = [result for result in each.results if result.period.end <= period.end]
    usable = [result for result in over if result.value is not None and not result.partial]
    inside = [result for result in usable if result.period.end >= period.start]
    if inside or not usable:
        yield from inside
        return
    if usable[-1].period.next().end > period.end:
        yield usable[-1]


def _period(
    contract: Contract,
    parts: tuple[Part, ...],
    *,
    period: Period,
    recorded: ScoreTotal | None,
    deductions: tuple[Deduction, ...],
) -> MonthScore:
    earned = [each.weight * each.points / _FULL for each in parts if each.points is not None]
    computed = sum(earned, Fraction(0)) if parts and len(earned) == len(parts) else None
    stated = _of_100(recorded)
    basis = computed if stated is None else stated
    agreed = None if basis is None else deduction_minor(basis, deductions, on=period.end)
    taken = None if recorded is None else recorded.deduction_minor
    missing = tuple(each for each in parts if each.points is None)
    return MonthScore(
        period=period,
        computed=computed,
        parts=parts,
        missing=tuple(each.indicator for each in missing),
        recorded=stated,
        agreed_minor=agreed,
        taken_minor=taken,
        messages=(
            *_about_score(period, computed, recorded=stated, missing=missing),
            *_about_deduction(period, agreed, taken=taken, currency=contract.currency),
        ),
    )


def _of_100(recorded: ScoreTotal | None) -> Fraction | None:
    if recorded is None or recorded.full == Decimal(0):
        return None
    return Fraction(recorded.points) * _FULL / Fraction(recorded.full)


def _about_score(
    period: Period, computed: Fraction | None, *, recorded: Fraction | None, missing: tuple[Part, ...]
) -> Iterator[Message]:
    if missing:
        yield Message.of(
            "score_no_data",
            period=str(period),
            indicators=tuple(each.name for each in missing),
            indicators_en=tuple(each.name_en or each.name for each in missing),
        )
    if computed is not None and recorded is not None and computed != recorded:
        shown = {"computed": quantise(computed, places=2), "recorded": quantise(recorded, places=2)}
        yield Message.of("score_differs", period=str(period), **shown)


def _about_deduction(
    period: Period, agreed: int | None, *, taken: int | None, currency: str | None
) -> Iterator[Message]:
    """Only where people recorded a score: until then nothing can have been deducted."""
    if agreed is None or taken is None or agreed == taken:
        return
    amounts: dict[str, Param] = {
        "agreed": money_shown(agreed, currency),
        "taken": money_shown(taken, currency),
    }
    if taken == 0:
        yield Message.of("deduction_not_taken", period=str(period), **amounts)
    else:
        yield Message.of("deduction_differs", period=str(period), **amounts)
