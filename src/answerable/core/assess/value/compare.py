"""One measure before a contract and since: pooled values, their change, and what may be concluded.

The pooled value of a side is the sum of its numerators over the sum of its denominators. A difference is beyond the
ordinary range if the pooled value of each side lies outside the lowest and highest single period of the other; with
fewer than `LEAST` periods on a side, or a changed definition, nothing is concluded. This is a description, not a
test: an interrupted time series without control rules out no other cause (Bernal, Cummins, Gasparrini,
Int. J. Epidemiol. 46 (2017) 348-355).
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from answerable.core.assess.value.values import (
    AFTER,
    BEFORE,
    HIGHER,
    LOWER,
    OUTSIDE,
    STRADDLES,
    UNSAID,
    WITHIN,
    Figure,
    Pooled,
)
from answerable.core.terms.period import Period

LEAST = 3
"""Periods that each side needs."""


def side_of(period: Period, *, starts: date, ends: date | None, on: date) -> str:
    """Where a period lies. One across the first or the last day of the contract belongs to neither side."""
    if period.end > on:
        return OUTSIDE
    if period.end < starts:
        return BEFORE
    if period.start < starts or (ends is not None and period.start <= ends < period.end):
        return STRADDLES
    return OUTSIDE if ends is not None and period.start > ends else AFTER


def pooled(figures: Sequence[Figure]) -> Pooled | None:
    """The figures of one side, oldest first; None where none has a value."""
    known = [(each, each.value) for each in figures]
    values = [value for _, value in known if value is not None]
    if not values:
        return None
    periods = [each.period for each, value in known if value is not None]
    whole = sum(each.denominator for each in figures)
    return Pooled(
        n=len(values),
        first=periods[0],
        last=periods[-1],
        value=Fraction(sum(each.numerator for each in figures if each.denominator), whole),
        low=min(values),
        high=max(values),
        latest=values[-1],
    )


def change_of(before: Pooled | None, after: Pooled | None) -> Fraction | None:
    """After against before, as a part of 1."""
    if before is None or after is None or before.value <= 0:
        return None
    return after.value / before.value - 1


def conclusion(before: Pooled | None, after: Pooled | None, *, comparable: bool) -> str:
    """What may be said of the difference."""
    if before is None or after is None or not comparable or min(before.n, after.n) < LEAST:
        return UNSAID
    if after.value < before.low and before.value > after.high:
        return LOWER
    if after.value > before.high and before.value < after.low:
        return HIGHER
    return WITHIN


def same_kind(figures: Sequence[Figure]) -> bool:
    """Whether all periods are of one kind: a year is not compared with a quarter."""
    return len({each.period.kind for each in figures}) <= 1


def notes(figures: Sequence[Figure]) -> tuple[str, ...]:
    """What was noted on definitions, each once."""
    return tuple(dict.fromkeys(each.note for each in figures if each.note))
