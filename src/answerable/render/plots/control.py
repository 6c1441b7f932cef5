"""A control chart: one mark a period, the level of each stretch, limits at three standard deviations."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.series.results import Chart, ChartPoint
from answerable.core.terms.figures import quantise
from answerable.render.plots.draw import Frame, Plot, Row, Scale, Text, draw, nice_ticks

_FRAME = Frame(width=360, height=170, left=48, right=24, top=8, bottom=26)
_PLAIN, _INK, _GRID = "#ffffff", "#0b0c0c", "#e5e8e9"
_BETTER, _WORSE = "#1d5a96", "#d4351c"
_CHARACTER = 7


def control_plot(chart: Chart) -> Plot:
    """The chart; periods with a signal are diamonds, blue on the better side and red on the worse."""
    points = chart.points
    y = _y_scale(chart)
    x = Scale(-0.5, len(points) - 0.5, _FRAME.width)
    ticks = nice_ticks(y.low, y.high)
    data: dict[str, list[Row]] = {
        "rules": [{"y": tick, "stroke": _GRID, "dash": []} for tick in ticks],
        "limits": [*_steps([p.low for p in points], y), *_steps([p.high for p in points], y)],
        "levels": list(_levels(points)),
        "points": [_point(at, point, chart) for at, point in enumerate(points)],
    }
    texts = [Text(-6, y.at(tick) + 4, quantise(Fraction(str(tick))), anchor="end") for tick in ticks]
    texts += _x_texts(points, x)
    return Plot(_FRAME, draw("control", frame=_FRAME, x=x, y=y, data=data), tuple(texts))


def _y_scale(chart: Chart) -> Scale:
    values = [float(edge) for p in chart.points for edge in (p.value, p.low, p.high) if edge is not None]
    low, high = min(values), max(values)
    air = (high - low) * 0.06 or max(abs(high) * 0.05, 0.5)
    least, most = (0.0, 100.0) if chart.share else (low - air, high + air)
    return Scale(round(max(low - air, least), 6), round(min(high + air, most), 6), _FRAME.height, flip=True)


def _steps(edges: list[Fraction | None], y: Scale) -> Iterator[Row]:
    """A limit as a step for each period, with a break where there is none."""
    for at, edge in enumerate(edges):
        value = y.low if edge is None else round(float(edge), 6)
        for side in (-0.5, 0.5):
            yield {"x": at + side, "y": value, "shown": edge is not None}
    yield {"x": 0, "y": y.low, "shown": False}


def _levels(points: tuple[ChartPoint, ...]) -> Iterator[Row]:
    """The level of every period, with a break where it changes."""
    before: Fraction | None = None
    for at, point in enumerate(points):
        level = round(float(point.centre), 6)
        if before is not None and before != point.centre:
            yield {"x": at - 0.5, "y": level, "shown": False}
        yield {"x": at - 0.5, "y": level, "shown": True}
        yield {"x": at + 0.5, "y": level, "shown": True}
        before = point.centre


def _point(at: int, point: ChartPoint, chart: Chart) -> Row:
    told = [each for each in chart.signals if each.first <= point.period <= each.last]
    colour = _BETTER if all(each.better for each in told) else _WORSE
    fill, stroke = (colour, colour) if told else (_PLAIN, _INK)
    shape = "diamond" if told else "circle"
    return {"x": at, "y": round(float(point.value), 6), "shape": shape, "fill": fill, "stroke": stroke}


def _x_texts(points: tuple[ChartPoint, ...], x: Scale) -> Iterator[Text]:
    names = [str(point.period) for point in points]
    room = max(2, int(_FRAME.width // (len(names[-1]) * _CHARACTER + 16)))
    step = -(-(len(names) - 1) // (room - 1)) or 1
    for at in range((len(names) - 1) % step, len(names), step):
        yield Text(x.at(at), _FRAME.height + 18, names[at])
