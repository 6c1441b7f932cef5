"""What was measured: indicators by period, the monthly scoring."""

from collections.abc import Iterator

from answerable.core.assess.indicators import scored, shown, target_shown
from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.enforce.explain.values import Known
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message

LATEST = 3
"""Periods and months that are told one by one; earlier ones are counted."""


def indicators(known: Known) -> Iterator[Message]:
    """Every agreed indicator: the latest periods with their arithmetic, how many were off target, which are unknown."""
    for each in known.result.indicators:
        yield _overview(each)
        for one in each.results[-LATEST:]:
            yield _period(one, each)
        if each.missing:
            yield Message.of(
                "explain_missing", n=len(each.missing), periods=tuple(map(str, each.missing[-LATEST:]))
            )
    if not known.result.indicators:
        yield Message.of("explain_no_indicators")


def _overview(each: IndicatorSeries) -> Message:
    counted = scored(each)
    return Message.of(
        "explain_series",
        indicator=each.name,
        indicator_en=each.name_en,
        n=len(counted),
        off=sum(1 for one in counted if one.target_met is False),
        weight=None if each.weight is None else quantise(each.weight, places=2),
    )


def _period(one: IndicatorResult, each: IndicatorSeries) -> Message:
    if one.value is None:
        return Message.of("explain_period_idle", period=str(one.period))
    code = (
        "explain_period_partial" if one.partial else f"explain_period_{'met' if one.target_met else 'missed'}"
    )
    return Message.of(
        code,
        period=str(one.period),
        numerator=one.numerator,
        denominator=one.denominator,
        times="× 100" if each.measure == "share" else "",
        value=shown(one, each),
        readings=one.n,
        edition=one.edition,
        band=one.band,
        target=target_shown(one, each),
    )


def scores(known: Known) -> Iterator[Message]:
    """The latest months of the monthly scoring, and how they lie beside the indicators and the agreed deductions."""
    currency = known.result.contract.currency or ""
    for each in known.result.scores[-LATEST:]:
        yield Message.of(
            "explain_score",
            period=str(each.period),
            points=each.points,
            full=each.full,
            deduction=f"{each.deduction_minor // 100}.{each.deduction_minor % 100:02} {currency}".strip(),
        )
    for month in known.result.months[-LATEST:]:
        yield from month.messages
