"""The points of a series: whole periods in which something was measured, oldest first."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from answerable.core.assess.results import IndicatorResult, IndicatorSeries

FEWEST = 8
"""Whole periods below which neither a chart nor a change of level can be told from chance."""


def points_of(series: IndicatorSeries) -> tuple[IndicatorResult, ...]:
    """The results that can be compared with one another, oldest first."""
    known = (each for each in series.results if each.value is not None and not each.partial)
    return tuple(sorted((each for each in known if each.denominator > 0), key=lambda each: each.period))


def level_of(points: Sequence[IndicatorResult], *, share: bool) -> Fraction:
    """The level of some periods: pooled for shares (per cent), the plain mean for ratios."""
    if share:
        return Fraction(100 * sum(p.numerator for p in points), sum(p.denominator for p in points))
    return sum((p.value or Fraction(0) for p in points), Fraction(0)) / len(points)


def stretches(points: Sequence[IndicatorResult], starts: Sequence[int]) -> Iterator[range]:
    """Indices that follow one another without a missing period and within one level."""
    begin = 0
    for at in range(1, len(points) + 1):
        ends = at == len(points) or at in starts or points[at - 1].period.next() != points[at].period
        if ends:
            yield range(begin, at)
            begin = at
