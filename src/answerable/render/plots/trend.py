"""The course of one indicator: bands shaded, the target's edge dashed, one mark a period."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from answerable.core.assess.results import BandResult, IndicatorResult, IndicatorSeries
from answerable.core.terms.figures import quantise
from answerable.core.terms.period import Period
from answerable.render.plots.draw import Frame, Plot, Row, Scale, Text, draw, nice_ticks
from answerable.render.words import term

PLOTTED = 60
"""The latest periods drawn; the table beside the plot lists all."""
_FRAME = Frame(width=290, height=150, left=48, right=62, top=8, bottom=26)
_PLAIN, _INK, _GOOD, _BAD = "#ffffff", "#0b0c0c", "#00703c", "#d4351c"
_GRID, _MUTED = "#cbcfd1", "#505a5f"
_MEETS, _NEAR, _FAR = "#dcefe3", "#fdf1d3", "#fadfd8"
_CHARACTER = 7
"""Width of a digit or letter at the plot's size of type, in pixels; Chinese characters take two."""

Point = tuple[Period, IndicatorResult | None]


def trend(series: IndicatorSeries, lang: str) -> Plot | None:
    """The plot of a series; None where nothing was ever measured."""
    points = points_of(series)[-PLOTTED:]
    values = [result.value for _, result in points if result is not None and result.value is not None]
    if not values:
        return None
    low, high = _bounds(values, series)
    x = Scale(-0.5, len(points) - 0.5, _FRAME.width)
    y = Scale(low, high, _FRAME.height, flip=True)
    edges = [float(edge) for edge in target_edges(series.bands)]
    ticks = _ticks(y, edges)
    shapes = draw(
        "trend",
        frame=_FRAME,
        x=x,
        y=y,
        data={
            "bands": list(_shaded(series.bands, y)),
            "rules": [
                *(_rule(tick, _GRID, []) for tick in ticks),
                *(_rule(edge, _INK, [5, 3]) for edge in edges),
            ],
            "points": [_point(at, result, low) for at, (_, result) in enumerate(points)],
        },
    )
    texts = (*_y_texts(ticks, edges, y), *_x_texts(points, x), *_band_texts(series.bands, y, lang))
    return Plot(_FRAME, shapes, texts)


def points_of(series: IndicatorSeries) -> list[Point]:
    """Every period with its result, oldest first; None where no reading exists."""
    missing: list[Point] = [(period, None) for period in series.missing]
    measured: list[Point] = [(result.period, result) for result in series.results]
    return sorted(missing + measured, key=lambda point: point[0])


def kind_of(result: IndicatorResult | None) -> str:
    """How a period is marked: no_data, partial, met or missed."""
    if result is None or result.value is None:
        return "no_data"
    if result.partial or result.target_met is None:
        return "partial"
    return "met" if result.target_met else "missed"


def target_edges(bands: tuple[BandResult, ...]) -> list[Fraction]:
    """Where meeting the target begins or ends."""
    pairs = pairwise(bands)
    return [below.high for below, above in pairs if below.meets != above.meets and below.high is not None]


def _bounds(values: list[Fraction], series: IndicatorSeries) -> tuple[float, float]:
    """The values and the target's edges with some air; shares stay within 0 and 100."""
    shown = [float(value) for value in (*values, *target_edges(series.bands))]
    low, high = min(shown), max(shown)
    air = (high - low) * 0.12 or max(abs(high) * 0.05, 0.5)
    within = series.unit == "%" and low >= 0 and high <= 100
    least, most = (0.0, 100.0) if within else (low - air, high + air)
    return round(max(low - air, least), 6), round(min(high + air, most), 6)


def _ticks(y: Scale, edges: list[float]) -> list[float]:
    """Round numbers that leave room for the target's own number."""
    ticks = nice_ticks(y.low, y.high)
    return [tick for tick in ticks if all(abs(y.at(tick) - y.at(edge)) >= 13 for edge in edges)]


def _rule(at: float, stroke: str, dash: list[int]) -> Row:
    return {"y": at, "stroke": stroke, "dash": dash}


def _visible(band: BandResult, y: Scale) -> tuple[float, float] | None:
    low = y.low if band.low is None else max(float(band.low), y.low)
    high = y.high if band.high is None else min(float(band.high), y.high)
    return (low, high) if low < high else None


def _shaded(bands: tuple[BandResult, ...], y: Scale) -> Iterator[Row]:
    meeting = [at for at, band in enumerate(bands) if band.meets]
    for at, band in enumerate(bands):
        seen = _visible(band, y)
        if seen is not None:
            off = min((abs(at - other) for other in meeting), default=1)
            yield {"low": seen[0], "high": seen[1], "fill": (_MEETS, _NEAR, _FAR)[min(off, 2)]}


def _point(at: int, result: IndicatorResult | None, low: float) -> Row:
    kind = kind_of(result)
    value = low if result is None or result.value is None else round(float(result.value), 6)
    shape, fill, stroke = {
        "met": ("circle", _GOOD, _GOOD),
        "missed": ("triangle-down", _BAD, _BAD),
        "partial": ("diamond", _PLAIN, _MUTED),
        "no_data": ("cross", _PLAIN, _MUTED),
    }[kind]
    return {
        "x": at,
        "y": value,
        "measured": kind != "no_data",
        "shape": shape,
        "fill": fill,
        "stroke": stroke,
    }


def _y_texts(ticks: list[float], edges: list[float], y: Scale) -> Iterator[Text]:
    for values, strong in ((ticks, False), (edges, True)):
        for value in values:
            text = quantise(Fraction(str(value)))
            yield Text(-6, y.at(value) + 4, text, anchor="end", strong=strong)


def _x_texts(points: list[Point], x: Scale) -> Iterator[Text]:
    names = [str(period) for period, _ in points]
    room = max(2, int(_FRAME.width // (len(names[-1]) * _CHARACTER + 16)))
    step = -(-(len(names) - 1) // (room - 1)) or 1
    for at in range((len(names) - 1) % step, len(names), step):
        yield Text(x.at(at), _FRAME.height + 18, names[at])


def _band_texts(bands: tuple[BandResult, ...], y: Scale, lang: str) -> Iterator[Text]:
    for band in bands:
        seen = _visible(band, y)
        if seen is not None and abs(y.at(seen[0]) - y.at(seen[1])) >= 13:
            middle = (y.at(seen[0]) + y.at(seen[1])) / 2
            yield Text(
                _FRAME.width + 6, round(middle + 4, 1), _short(term("band", band.band, lang)), anchor="start"
            )


def _short(name: str) -> str:
    """The name as far as the margin holds it."""
    room, kept = _FRAME.right - 8, ""
    for character in name:
        room -= _CHARACTER if character.isascii() else 2 * _CHARACTER
        if room < 0:
            return kept[:-1] + "…"
        kept += character
    return kept
