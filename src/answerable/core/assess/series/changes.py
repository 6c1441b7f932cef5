"""Changes of level in the past course of an indicator, dated.

The series is cut where that explains it best (optimal partitioning: Jackson and others 2005), at a price for every
cut. Shares are held against binomial counts, ratios against a normal spread. Both are scaled by how much neighbouring
periods differ (von Neumann 1941; the moving range of control charts), which one change of level hardly moves, and
shares by no less than chance alone. The price makes about 1 in 100 steady series of 8 to 60 periods show a change, as
tests/core/assess/series/test_changes.py simulates. What comes back every year can look like a change: see `holds`.
Periods that hang together otherwise, such as slow swings, can too; the price does not cover that.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import log, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from answerable.core.assess.results import IndicatorResult
from answerable.core.assess.series.points import FEWEST, level_of
from answerable.core.assess.series.results import Change, Level
from answerable.core.terms.period import PeriodKind

SHORTEST = 3
"""Periods a level lasts at least."""
_PRICE = 15.0
_PLACES = 9
"""Costs are compared after rounding, so that the last bits of a logarithm decide nothing."""
_BAND = 7.35
"""−2 log(1 − √0.95): the 95 % band of the likelihood ratio for the date of a change (Hansen 2000)."""
_MEAN_RANGE = 2 / sqrt(pi)
"""The mean moving range of independent normal figures in standard deviations: 1.128."""

Floats = NDArray[np.float64]
Gain = Callable[[Floats, int], Floats]
"""How much better the periods from each of some starts up to an end (exclusive) are explained by a level of their own
than by the overall one; both as indices."""


def starts_of(points: Sequence[IndicatorResult], *, share: bool) -> tuple[int, ...]:
    """The index of the first point of every level but the first; empty with fewer than eight points."""
    if len(points) < FEWEST:
        return ()
    gain = _gain(points, share=share)
    return () if gain is None else _cuts(len(points), gain, price=max(_PRICE, 4 * log(len(points))))


def _cuts(n: int, gain: Gain, *, price: float) -> tuple[int, ...]:
    """The best cuts; of equally good ones the earliest."""
    best = np.full(n + 1, -np.inf)
    best[0] = price
    came_from = [0] * (n + 1)
    for end in range(SHORTEST, n + 1):
        starts = np.arange(0, end - SHORTEST + 1)
        total = np.round(best[starts] - price + gain(starts.astype(np.float64), end), _PLACES)
        at = int(np.argmax(total))
        best[end], came_from[end] = total[at], at
    cuts: list[int] = []
    end = came_from[n]
    while end:
        cuts.append(end)
        end = came_from[end]
    return tuple(reversed(cuts))


def _gain(points: Sequence[IndicatorResult], *, share: bool) -> Gain | None:
    """None where the series never moves."""
    return _share_gain(points) if share else _ratio_gain(points)


def _share_gain(points: Sequence[IndicatorResult]) -> Gain | None:
    counts = np.array([0, *accumulate(p.numerator for p in points)], dtype=np.float64)
    sizes = np.array([0, *accumulate(p.denominator for p in points)], dtype=np.float64)
    if not 0 < counts[-1] < sizes[-1]:
        return None
    overall = counts[-1] / sizes[-1]
    scale = 2 / dispersion(points)

    def gain(starts: Floats, end: int) -> Floats:
        begin = starts.astype(np.intp)
        x, n = counts[end] - counts[begin], sizes[end] - sizes[begin]
        log_likelihood = _times_log(x, x / n / overall) + _times_log(n - x, (n - x) / n / (1 - overall))
        return np.asarray(scale * log_likelihood, dtype=np.float64)

    return gain


def _times_log(count: Floats, ratio: Floats) -> Floats:
    """The product count · log(ratio), 0 where nothing was counted."""
    return np.asarray(count * np.log(np.where(count > 0, ratio, 1.0)), dtype=np.float64)


def dispersion(points: Sequence[IndicatorResult]) -> float:
    """The variance between neighbouring periods in units of what chance alone makes; never below 1."""
    ranges = []
    for a, b in pairwise(points):
        together = (a.numerator + b.numerator) / (a.denominator + b.denominator)
        chance = together * (1 - together) * (1 / a.denominator + 1 / b.denominator)
        apart = abs(a.numerator / a.denominator - b.numerator / b.denominator)
        ranges.append(apart / sqrt(chance) * sqrt(2) if chance > 0 else 0.0)
    return max(1.0, (sum(ranges) / len(ranges) / _MEAN_RANGE) ** 2)


def _ratio_gain(points: Sequence[IndicatorResult]) -> Gain | None:
    values = [p.value or Fraction(0) for p in points]
    mean = level_of(points, share=False)
    spread = float(sum(abs(b - a) for a, b in pairwise(values))) / (len(values) - 1) / _MEAN_RANGE
    if not spread:
        return None
    sums = np.array([0.0, *map(float, accumulate(value - mean for value in values))]) / spread

    def gain(starts: Floats, end: int) -> Floats:
        return np.asarray((sums[end] - sums[starts.astype(np.intp)]) ** 2 / (end - starts), dtype=np.float64)

    return gain


def levels_of(points: Sequence[IndicatorResult], starts: Sequence[int], *, share: bool) -> tuple[Level, ...]:
    """The levels between the cuts, oldest first."""
    return tuple(
        Level(points[a].period, points[b - 1].period, b - a, level_of(points[a:b], share=share))
        for a, b in pairwise((0, *starts, len(points)))
    )


def changes_of(
    points: Sequence[IndicatorResult], starts: Sequence[int], *, share: bool, better_higher: bool
) -> tuple[Change, ...]:
    """Every change with its date, oldest first."""
    gain = _gain(points, share=share)
    if gain is None:
        return ()
    levels = levels_of(points, starts, share=share)
    edges = (0, *starts, len(points))
    found = []
    for at, start in enumerate(starts):
        before, after = levels[at], levels[at + 1]
        earliest, latest = _band(gain, (edges[at], start, edges[at + 2]))
        found.append(
            Change(
                first=points[start].period,
                earliest=points[earliest].period,
                latest=points[latest].period,
                before=before,
                after=after,
                better=(after.value > before.value) is better_higher,
                holds=_holds(points, (start, edges[at + 2]), after.value - before.value, share=share),
            )
        )
    return tuple(found)


def _band(gain: Gain, edges: tuple[int, int, int]) -> tuple[int, int]:
    """The first and the last index at which a new level explains the two stretches nearly as well."""
    begin, cut, end = edges
    places = range(begin + SHORTEST, end - SHORTEST + 1)

    def explained(at: int) -> float:
        return float(gain(np.array([begin], dtype=np.float64), at)[0]) + float(
            gain(np.array([at], dtype=np.float64), end)[0]
        )

    least = round(explained(cut) - _BAND, _PLACES)
    near = [at for at in places if round(explained(at), _PLACES) >= least]
    return min([cut, *near]), max([cut, *near])


def _holds(
    points: Sequence[IndicatorResult], stretch: tuple[int, int], moved: Fraction, *, share: bool
) -> bool | None:
    """Whether at least half of the move is there against the same periods of the year before the change."""
    start, end = stretch
    if points[start].period.kind is PeriodKind.YEAR:
        return None
    earlier = {str(p.period): p for p in points[:start]}
    pairs = [(p, earlier.get(_year_before(str(p.period)))) for p in points[start:end]]
    now = [p for p, then in pairs if then is not None]
    then = [p for _, p in pairs if p is not None]
    if not then:
        return None
    difference = level_of(now, share=share) - level_of(then, share=share)
    return 2 * difference * (1 if moved > 0 else -1) >= abs(moved)


def _year_before(period: str) -> str:
    return f"{int(period[:4]) - 1:04}{period[4:]}"
