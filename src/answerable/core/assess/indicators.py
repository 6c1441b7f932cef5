"""Indicator results over all periods, and what they are evidence of."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from answerable.core.assess.policy import Policy
from answerable.core.assess.results import BandResult, IndicatorResult, IndicatorSeries, Reason
from answerable.core.assess.series import rules
from answerable.core.evidence.measure import Edition, in_force
from answerable.core.evidence.statistics import ReadingTotal
from answerable.core.evidence.values import Agreed
from answerable.core.register.values import Contract
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period, PeriodKind


def series(
    contract: Contract,
    agreed: Agreed,
    *,
    editions: tuple[Edition, ...],
    totals: Iterable[ReadingTotal],
    on: date,
) -> IndicatorSeries:
    """Every period that has readings, oldest first, and the ended periods that have none."""
    latest = in_force(editions, on) or editions[0]
    results = tuple(result(total, contract=contract, editions=editions, on=on) for total in totals)
    return IndicatorSeries(
        indicator=agreed.indicator,
        name=latest.indicator.name,
        name_en=latest.indicator.name_en or "",
        unit=latest.indicator.unit or ("%" if latest.indicator.measure == "share" else ""),
        measure=latest.indicator.measure,
        better_higher=latest.indicator.better == "higher",
        weight=None if agreed.weight is None else Fraction(agreed.weight),
        bands=tuple(BandResult(s.band, s.low, s.high, s.target, s.steps_off == 0) for s in latest.steps),
        results=results,
        missing=tuple(_missing(contract, editions, results, on=on)),
    )


def result(
    total: ReadingTotal, *, contract: Contract, editions: tuple[Edition, ...], on: date
) -> IndicatorResult:
    """Score one period by the edition in force at its end."""
    # Checked before: an edition is in force at the end of every period that has a reading.
    edition = in_force(editions, total.period.end) or editions[0]
    value = edition.value(total.numerator, total.denominator)
    step = None if value is None else edition.step(value)
    inside = contract.starts <= total.period.start and (
        contract.ends is None or total.period.end <= contract.ends
    )
    return IndicatorResult(
        indicator=total.indicator,
        edition=edition.indicator.starts,
        period=total.period,
        numerator=total.numerator,
        denominator=total.denominator,
        n=total.n,
        value=value,
        band=None if step is None else step.band,
        target_met=None if step is None else step.steps_off == 0,
        steps_off=None if step is None else step.steps_off,
        partial=not inside or total.period.end > on,
        target=_target(edition),
    )


def _target(edition: Edition) -> Fraction | None:
    step = next(step for step in edition.steps if step.target)
    return step.low if edition.indicator.better == "higher" else step.high


def _missing(
    contract: Contract, editions: tuple[Edition, ...], results: tuple[IndicatorResult, ...], *, on: date
) -> Iterator[Period]:
    """Whole periods of the contract that are over and have no reading at all."""
    kind = PeriodKind(editions[0].indicator.period)
    measured = {each.period for each in results}
    begin = max(contract.starts, editions[0].indicator.starts)
    period = Period.holding(begin, kind)
    if period.start < begin:
        period = period.next()
    last = on if contract.ends is None else min(on, contract.ends)
    while period.end <= last:
        if period not in measured:
            yield period
        period = period.next()


def scored(each: IndicatorSeries) -> list[IndicatorResult]:
    """The results that may be held against somebody: whole periods in which something was measured."""
    return [result for result in each.results if result.value is not None and not result.partial]


def reasons(each: IndicatorSeries, policy: Policy) -> Iterator[Reason]:
    """Off target so many periods running or so many of the latest, far off in one of the latest, or ever worse."""
    known = scored(each)
    run = _run(known)
    if len(run) >= policy.off_target_periods:
        yield Reason(
            Message.of(
                "off_target_running",
                **_names(each),
                periods=len(run),
                first=str(run[0].period),
                last=str(run[-1].period),
                value=shown(run[-1], each),
                target=target_shown(run[-1], each),
            ),
            Side.PROVIDER,
        )
    else:
        yield from _worst_k(each, known, policy)
    far = [r for r in known[-policy.off_target_periods :] if (r.steps_off or 0) >= policy.far_steps]
    if far:
        worst = far[-1]
        yield Reason(
            Message.of(
                "far_off_target",
                **_names(each),
                period=str(worst.period),
                value=shown(worst, each),
                band=worst.band,
                target=target_shown(worst, each),
            ),
            Side.PROVIDER,
        )
    yield from _trend(each, known, policy)


def _worst_k(each: IndicatorSeries, known: list[IndicatorResult], policy: Policy) -> Iterator[Reason]:
    """So many of the latest scored results off target; said only where a run does not say it already."""
    if policy.worst_k is None or policy.worst_last is None:
        return
    flags = [not result.target_met for result in known]
    if rules.worst_k(flags, k=policy.worst_k, last=policy.worst_last):
        latest = known[-policy.worst_last :]
        message = Message.of(
            "worst_k_off_target",
            **_names(each),
            n=sum(flags[-policy.worst_last :]),
            periods=len(latest),
            first=str(latest[0].period),
            last=str(latest[-1].period),
        )
        yield Reason(message, Side.PROVIDER)


def _trend(each: IndicatorSeries, known: list[IndicatorResult], policy: Policy) -> Iterator[Reason]:
    """So many periods running each strictly worse than the one before it."""
    periods = policy.trend_periods
    unbroken = _unbroken(known)
    values = [result.value for result in unbroken if result.value is not None]
    if periods is None or not rules.trend(values, periods=periods, better_higher=each.better_higher):
        return
    before, last = unbroken[-periods - 1], unbroken[-1]
    message = Message.of(
        "worsening_trend",
        **_names(each),
        periods=periods,
        first=str(before.period),
        first_value=shown(before, each),
        last=str(last.period),
        last_value=shown(last, each),
    )
    yield Reason(message, Side.PROVIDER)


def _unbroken(results: list[IndicatorResult]) -> list[IndicatorResult]:
    """The latest results that follow one another without a gap: a gap is unknown, and nothing runs across it."""
    run: list[IndicatorResult] = []
    for each in reversed(results):
        if run and each.period.next() != run[0].period:
            break
        run.insert(0, each)
    return run


def _run(results: list[IndicatorResult]) -> list[IndicatorResult]:
    """The off-target results that follow one another up to the latest. A gap is unknown, and ends a run."""
    run: list[IndicatorResult] = []
    for each in reversed(results):
        if each.target_met or (run and each.period.next() != run[0].period):
            break
        run.insert(0, each)
    return run


def _names(each: IndicatorSeries) -> Mapping[str, str]:
    return {"indicator": each.name, "indicator_en": each.name_en}


def shown(result: IndicatorResult, each: IndicatorSeries) -> str:
    """The value with its unit; empty where nothing happened."""
    return "" if result.value is None else quantise(result.value, places=2) + each.unit


def target_shown(result: IndicatorResult, each: IndicatorSeries) -> str:
    """The edge of the target band that applied, such as `≥ 95%` or `< 24h`."""
    if result.target is None:
        return ""
    return f"{'≥' if each.better_higher else '<'} {quantise(result.target)}{each.unit}"
