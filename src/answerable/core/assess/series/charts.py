"""Control charts of one indicator of one contract: what is more than the usual to and fro between periods.

Shares: the p′-chart of Laney (2002), with limits for every period by its own denominator. Its spread σ is the mean
moving range of the z-scores over 1.128, and is never taken to be below 1: a spread below chance is a short series or
figures that were smoothed, and neither is a reason to call ordinary periods signals. Ratios: the individuals chart
(Shewhart 1931; Wheeler: mean ± 2.66 mean moving ranges).

The base is the level a period belongs to (`changes`): a change is told once, with its date, and not again as a
signal of every period after it. A new level is thereby described, not accepted: the target stays what it is.
Nothing runs across a missing period, or from one level into another.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from math import sqrt

from answerable.core.assess.results import IndicatorResult
from answerable.core.assess.series.points import FEWEST, level_of, stretches
from answerable.core.assess.series.results import Chart, ChartPoint, Rule, Signal

_TO_SIGMA = Fraction(1128, 1000)
"""d₂ for ranges of two: mean moving range over standard deviation."""
_LIMIT, _WARNING = 3, 2
_ONE_SIDE, _RUNNING = 8, 6
_RANGES = 4
"""Moving ranges below which the spread cannot be told."""
_PLACES = 9
_SHOWN = 10**6

_Scores = Sequence[Fraction | float]
"""Distances from the centre in standard deviations, one a point; floats are rounded."""


def chart_of(
    points: Sequence[IndicatorResult], starts: Sequence[int], *, share: bool, better_higher: bool
) -> Chart | None:
    """The chart of the points with new levels at the indices `starts`; None with too few points."""
    runs = list(stretches(points, starts))
    if len(points) < FEWEST or sum(len(run) - 1 for run in runs) < _RANGES:
        return None
    centres = _centres(points, starts, share=share)
    sigma, shown, scores = (_shares if share else _ratios)(points, centres, runs)
    signals = sorted(
        _signals(points, runs, scores, better_higher=better_higher),
        key=lambda each: (each.first, each.last, each.rule),
    )
    return Chart(share, sigma, shown, tuple(signals))


def _centres(points: Sequence[IndicatorResult], starts: Sequence[int], *, share: bool) -> list[Fraction]:
    centres: list[Fraction] = []
    for a, b in pairwise((0, *starts, len(points))):
        centres += [level_of(points[a:b], share=share)] * (b - a)
    return centres


def _shares(
    points: Sequence[IndicatorResult], centres: list[Fraction], runs: list[range]
) -> tuple[Fraction, tuple[ChartPoint, ...], _Scores]:
    """Only sums, products, quotients and square roots of floats: the same bits on every machine."""
    parts = [float(centre / 100) for centre in centres]
    chance = [sqrt(c * (1 - c) / p.denominator) for c, p in zip(parts, points, strict=True)]
    raw = [
        (p.numerator / p.denominator - c) / s if s else 0.0
        for p, c, s in zip(points, parts, chance, strict=True)
    ]
    ranges = [abs(raw[b] - raw[a]) for run in runs for a, b in pairwise(run)]
    sigma = max(1.0, sum(ranges) / len(ranges) / float(_TO_SIGMA))
    shown = []
    for p, centre, s in zip(points, centres, chance, strict=True):
        reach = _quantised(100 * _LIMIT * sigma * s)
        low, high = centre - reach, centre + reach
        shown.append(
            ChartPoint(
                period=p.period,
                value=p.value or Fraction(0),
                centre=centre,
                low=low if low > 0 else None,
                high=high if high < 100 else None,
            )
        )
    scores = tuple(round(z / sigma, _PLACES) for z in raw)
    return _quantised(sigma), tuple(shown), scores


def _ratios(
    points: Sequence[IndicatorResult], centres: list[Fraction], runs: list[range]
) -> tuple[Fraction, tuple[ChartPoint, ...], _Scores]:
    """Exact throughout."""
    values = [p.value or Fraction(0) for p in points]
    ranges = [abs(values[b] - values[a]) for run in runs for a, b in pairwise(run)]
    sigma = sum(ranges, Fraction(0)) / len(ranges) / _TO_SIGMA
    shown = tuple(
        ChartPoint(p.period, value, centre, centre - _LIMIT * sigma, centre + _LIMIT * sigma)
        for p, value, centre in zip(points, values, centres, strict=True)
    )
    scores = tuple(
        (value - centre) / sigma if sigma else Fraction(0)
        for value, centre in zip(values, centres, strict=True)
    )
    return sigma, shown, scores


def _quantised(value: float) -> Fraction:
    return Fraction(round(value * _SHOWN), _SHOWN)


def _signals(
    points: Sequence[IndicatorResult], runs: list[range], scores: _Scores, *, better_higher: bool
) -> Iterator[Signal]:
    def signal(rule: Rule, at: Sequence[int], *, up: bool) -> Signal:
        return Signal(rule, points[at[0]].period, points[at[-1]].period, len(at), up is better_higher)

    values = [p.value or Fraction(0) for p in points]
    for run in runs:
        for at in run:
            if scores[at] > _LIMIT or scores[at] < -_LIMIT:
                yield signal(Rule.BEYOND, [at], up=scores[at] > 0)
        for group, up in _one_side(run, scores):
            yield signal(Rule.ONE_SIDE, group, up=up)
        for group, up in _running(run, values):
            yield signal(Rule.RUNNING, group, up=up)
        for up in (False, True):
            yield from (
                signal(Rule.TWO_OF_THREE, group, up=up) for group in _two_of_three(run, scores, up=up)
            )


def _one_side(run: range, scores: _Scores) -> Iterator[tuple[list[int], bool]]:
    for sign, group in groupby(run, key=lambda at: (scores[at] > 0) - (scores[at] < 0)):
        at = list(group)
        if sign and len(at) >= _ONE_SIDE:
            yield at, sign > 0


def _running(run: range, values: Sequence[Fraction]) -> Iterator[tuple[list[int], bool]]:
    steps = [(b, (values[b] > values[a]) - (values[b] < values[a])) for a, b in pairwise(run)]
    for sign, group in groupby(steps, key=lambda step: step[1]):
        at = [step[0] for step in group]
        if sign and len(at) + 1 >= _RUNNING:
            yield [at[0] - 1, *at], sign > 0


def _two_of_three(run: range, scores: _Scores, *, up: bool) -> Iterator[list[int]]:
    """Points beyond the warning limit on one side with another at most two periods away, joined where they overlap.

    Left out where each of them is beyond the outer limit too, and so told already.
    """
    side = 1 if up else -1
    beyond = [at for at in run if side * scores[at] > _WARNING]
    joined: list[list[int]] = []
    for at in beyond:
        if joined and at - joined[-1][-1] <= 2:
            joined[-1].append(at)
        else:
            joined.append([at])
    for group in joined:
        if len(group) > 1 and any(side * scores[at] <= _LIMIT for at in group):
            yield group
