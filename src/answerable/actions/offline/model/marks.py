"""What the indicators give for a month, so that what people record agrees with it unless a story wants otherwise."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import takewhile

from answerable.actions.offline.model.indicators import INDICATORS, Edition
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.core.terms.period import Period

_Sums = dict[str, dict[Period, list[int]]]


def marks_of(pen: Pen, plan: Plan, *, month: Period) -> Fraction | None:
    """Points of 100 by weights and bands from the readings written so far; None where an indicator has no result.

    A longer period counts until the next one is over, as in the assessment.
    """
    if not any(plan.indicators.values()):
        return None
    sums = _sums(pen, plan)
    whole = Fraction(0)
    for indicator, weight in plan.indicators.items():
        earned = list(_earned(sums.get(indicator, {}), indicator, plan=plan, month=month))
        if not earned:
            return None
        whole += Fraction(weight) * sum(earned) / len(earned) / 100
    return whole


def _sums(pen: Pen, plan: Plan) -> _Sums:
    """Numerators and denominators added per indicator and period. A contract's rows stand together."""
    sums: _Sums = {}
    for row in takewhile(lambda row: row["contract"] == plan.id, reversed(pen.book.rows["readings"])):
        pair = sums.setdefault(row["indicator"], {}).setdefault(Period.parse(row["period"]), [0, 0])
        pair[0] += int(row["numerator"])
        pair[1] += int(row["denominator"])
    return sums


def _earned(
    sums: Mapping[Period, list[int]], indicator: str, *, plan: Plan, month: Period
) -> Iterator[Fraction]:
    unit = 100 if INDICATORS[indicator].measure == "share" else 1
    usable = [
        period
        for period, (_, whole) in sorted(sums.items())
        if whole and plan.starts <= period.start and period.end <= min(month.end, plan.ends)
    ]
    inside = [period for period in usable if period.end >= month.start]
    if not inside and usable and usable[-1].next().end > month.end:
        inside = usable[-1:]
    for period in inside:
        part, whole = sums[period]
        edition: Edition = INDICATORS[indicator].edition(period.end)
        yield edition.points(Fraction(unit * part, whole))
