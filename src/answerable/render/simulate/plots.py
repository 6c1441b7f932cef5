"""The plots of a simulation: acted on over time, delay against quality, what is found against volume."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import log10

from answerable.core.assess.simulate.values import GroupOutcome, Outcome, Way
from answerable.core.terms.figures import quantise
from answerable.render.plots.draw import Frame, Plot, Row, Scale, Text, draw, nice_ticks

_SMALL = Frame(width=250, height=110, left=36, right=14, top=8, bottom=26)
_LARGE = Frame(width=300, height=200, left=46, right=40, top=8, bottom=26)
_SOLID: list[int] = []
_DASHED, _DOTTED, _MIXED = [6, 3], [2, 2], [8, 3, 2, 3]
STYLES: dict[Way, tuple[str, list[int], float]] = {
    Way.ALONE: ("#1d5a96", _SOLID, 2.5),
    Way.TOGETHER: ("#00703c", _DASHED, 2),
    Way.Z_TEST: ("#a35200", _MIXED, 1.5),
    Way.MEAN: ("#d4351c", _DOTTED, 1.5),
}
"""Stroke, dashes and width: told apart without colour as well."""
_SHADES = ("#d4351c", "#a35200", "#6b5b00", "#00703c", "#1d5a96", "#1d2f96", "#5b2c86", "#505a5f", "#0b0c0c")

_APART = 13
"""Pixels from one label to the next above it."""


@dataclass(frozen=True)
class _Line:
    """One line: its points, its look, and what stands at its end."""

    points: Sequence[tuple[float, float]]
    stroke: str
    dash: list[int]
    weight: float
    end: str = ""


def over_time(each: GroupOutcome) -> Plot:
    """The per cent of a group acted on by the end of each month, one line a way of judging."""
    months = len(each.tallies[0].by_month)
    lines = []
    for tally in each.tallies:
        stroke, dash, weight = STYLES[tally.way]
        points = [(month, 100 * n / tally.of) for month, n in enumerate((0, *tally.by_month))]
        lines.append(_Line(points, stroke, dash, weight))
    x, y = Scale(0, months, _SMALL.width), Scale(-3, 103, _SMALL.height, flip=True)
    texts = [Text(-6, y.at(tick) + 4, str(tick), anchor="end") for tick in (0, 50, 100)]
    texts += [
        Text(x.at(tick), _SMALL.height + 18, quantise(Fraction(tick)))
        for tick in nice_ticks(0, months, most=4)
    ]
    return _plot(_SMALL, x, y, lines, rules=(0, 50, 100), texts=texts)


def delay(outcome: Outcome) -> Plot | None:
    """Ratings until found against the true mean score; None where nothing was found in half of the histories."""
    rows = [row for row in outcome.needed if row.ratings.median is not None]
    if len(rows) < 2:
        return None
    half = [(100 * float(row.mean), log10(row.ratings.median)) for row in rows if row.ratings.median]
    late = [(100 * float(row.mean), log10(row.ratings.ninth)) for row in rows if row.ratings.ninth]
    means = [at for at, _ in half]
    x = Scale(min(means) - 1, float(outcome.trial.bet.standard) * 100 + 1, _LARGE.width)
    y = Scale(1.0, 3.7, _LARGE.height, flip=True)
    lines = [_Line(half, "#1d5a96", _SOLID, 2.5), _Line(late, "#1d5a96", _DASHED, 1.5)]
    ticks = [10, 30, 100, 300, 1000, 3000]
    texts = [Text(-6, y.at(log10(tick)) + 4, str(tick), anchor="end") for tick in ticks]
    texts += [
        Text(x.at(tick), _LARGE.height + 18, quantise(Fraction(str(tick))))
        for tick in nice_ticks(x.low, x.high)
    ]
    return _plot(_LARGE, x, y, lines, rules=[log10(tick) for tick in ticks], texts=texts)


def power(outcome: Outcome) -> Plot:
    """The per cent found after so many ratings, one line for each distance below the standard."""
    lines = []
    for at, row in enumerate(outcome.needed):
        gap = quantise((outcome.trial.bet.standard - row.mean) * 100)
        points = [(log10(n), 100 * float(part)) for n, part in row.found]
        dash = (_SOLID, _DASHED, _MIXED)[at % 3]
        lines.append(_Line(points, _SHADES[at % len(_SHADES)], dash, 1.75, gap))
    volumes = [n for n, _ in outcome.needed[0].found]
    x = Scale(round(log10(volumes[0]), 6), round(log10(volumes[-1]), 6), _LARGE.width)
    y = Scale(-3, 103, _LARGE.height, flip=True)
    texts = [Text(-6, y.at(tick) + 4, str(tick), anchor="end") for tick in (0, 25, 50, 75, 100)]
    texts += [Text(x.at(log10(n)), _LARGE.height + 18, str(n)) for n in (20, 40, 120, 400, 1200, 4000)]
    texts += _halves(lines, x, y)
    return _plot(_LARGE, x, y, lines, rules=(0, 25, 50, 75, 100), texts=texts)


def _halves(lines: Sequence[_Line], x: Scale, y: Scale) -> Iterator[Text]:
    """Each line's name where it crosses one half, in two rows by turns; at its right end where it never does."""
    crossed, ends = 0, y.length + _APART
    for line in lines:
        crossing = _half(line.points)
        if crossing is not None:
            across, up = round(x.at(crossing) + 4, 1), y.at(50) + 4 + _APART * (crossed % 2)
            crossed += 1
        else:
            ends = int(min(ends - _APART, y.at(line.points[-1][1]) + 4))
            across, up = x.length + 5, float(ends)
        yield Text(across, up, line.end, "start", strong=True)


def _half(points: Sequence[tuple[float, float]]) -> float | None:
    """Where a rising line first reaches 50, straight between two points."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if y0 < 50 <= y1:
            return x0 + (x1 - x0) * (50 - y0) / (y1 - y0)
    return None


def _plot(
    frame: Frame, x: Scale, y: Scale, lines: Sequence[_Line], *, rules: Sequence[float], texts: Sequence[Text]
) -> Plot:
    points: list[Row] = [
        {
            "x": round(across, 4),
            "y": round(up, 4),
            "line": at,
            "stroke": line.stroke,
            "dash": line.dash,
            "weight": line.weight,
        }
        for at, line in enumerate(lines)
        for across, up in line.points
    ]
    data: dict[str, list[Row]] = {"rules": [{"y": round(rule, 4)} for rule in rules], "points": points}
    return Plot(frame, draw("lines", frame=frame, x=x, y=y, data=data), tuple(texts))
