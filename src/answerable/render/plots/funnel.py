"""Providers of unequal size side by side: each one's latest share over its denominator, within limits of chance.

It compares, it does not rank: whoever lies inside the limits cannot be told from the common mean by this figure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log10

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.assess.series.funnels import FEWEST, INNER, OUTER, Figure, compare
from answerable.core.assess.series.funnels import Funnel as Limits
from answerable.core.assess.series.study import is_share
from answerable.core.enforce.results import ContractResult, DistrictResult
from answerable.core.terms.figures import quantise
from answerable.core.terms.period import Period
from answerable.render.plots.draw import Frame, Plot, Row, Scale, Text, draw, nice_ticks

_FRAME = Frame(width=600, height=300, left=56, right=24, top=10, bottom=30)
_CURVE = 60
_NAMED = 8
_TICKS = 10
"""Sizes named below a plot; of more, only the powers of ten."""
_INK, _MUTED, _GRID, _PLAIN = "#0b0c0c", "#505a5f", "#e5e8e9", "#ffffff"
_NEAR, _GOOD, _BAD = "#b35c00", "#1d5a96", "#d4351c"
_WIDE = 10
"""From this ratio of the largest to the smallest denominator on, sizes are drawn on a logarithmic scale."""


@dataclass(frozen=True)
class Spot:
    """One contract: its figure, and where it lies: `inside`, `low`, `high` (95 %), `far_low`, `far_high` (99.8 %)."""

    contract: ContractResult
    result: IndicatorResult
    place: str


@dataclass(frozen=True)
class Mark:
    """One mark in a funnel: whose it is, its size (the denominator), its value as shown, and where it lies."""

    id: str
    size: int
    value: Fraction
    place: str


@dataclass(frozen=True)
class Funnel:
    """An indicator over all contracts that use it, in its latest common period. `mean` is pooled, per cent."""

    series: IndicatorSeries
    period: Period
    mean: Fraction
    share: bool
    """Limits of chance exist for shares only."""
    spots: tuple[Spot, ...]
    plot: Plot

    @property
    def scattered(self) -> bool:
        """More than a third lie outside the limits: something other than chance sets them apart."""
        return sum(spot.place != "inside" for spot in self.spots) * 3 > len(self.spots)


def funnels(result: DistrictResult) -> Iterator[Funnel]:
    """A funnel for each indicator that at least four contracts have in one period."""
    users: dict[str, list[tuple[ContractResult, IndicatorSeries]]] = {}
    for contract in result.contracts:
        for series in contract.indicators:
            users.setdefault(series.indicator, []).append((contract, series))
    for used in users.values():
        period = _latest_common(series for _, series in used)
        if period is not None:
            yield _funnel(used, period)


def _comparable(each: IndicatorResult) -> bool:
    return each.value is not None and not each.partial and each.denominator > 0


def _latest_common(all_series: Iterable[IndicatorSeries]) -> Period | None:
    """The latest whole period that enough contracts were measured in."""
    counts: dict[Period, int] = {}
    for series in all_series:
        for each in series.results:
            if _comparable(each):
                counts[each.period] = counts.get(each.period, 0) + 1
    return max((period for period, count in counts.items() if count >= FEWEST), default=None)


def _funnel(used: list[tuple[ContractResult, IndicatorSeries]], period: Period) -> Funnel:
    found = [
        (contract, each)
        for contract, series in used
        for each in series.results
        if each.period == period and _comparable(each)
    ]
    share = all(is_share(series) for _, series in used)
    figures = [Figure(contract.contract.id, each.numerator, each.denominator) for contract, each in found]
    limits = compare(figures, spread=False) if share else None
    places = [each.place for each in limits.placed] if limits else ["inside"] * len(found)
    spots = tuple(Spot(contract, each, place) for (contract, each), place in zip(found, places, strict=True))
    series = used[0][1]
    pooled = Fraction(sum(each.numerator for _, each in found), sum(each.denominator for _, each in found))
    mean = pooled * 100 if share else pooled
    marks = [
        Mark(spot.contract.contract.id, spot.result.denominator, spot.result.value or Fraction(0), spot.place)
        for spot in spots
    ]
    plot = funnel_plot(marks, limits, centre=mean, higher=series.better_higher)
    return Funnel(series, period, mean, share, spots, plot)


def funnel_plot(marks: Sequence[Mark], limits: Limits | None, *, centre: Fraction, higher: bool) -> Plot:
    """The marks around their centre, within limits where there are any; values and centre as shown (per cent)."""
    sizes = [mark.size for mark in marks]
    logarithmic = max(sizes) / min(sizes) >= _WIDE
    x = _x_scale(sizes, logarithmic=logarithmic)
    y = _y_scale(marks, limits)
    ticks = nice_ticks(y.low, y.high)
    data: dict[str, list[Row]] = {
        "rules": [*(_rule(tick, _GRID, []) for tick in ticks), _rule(float(centre), _INK, [1, 2])],
        "inner": list(_limits(sizes, limits, INNER, y=y, logarithmic=logarithmic)) if limits else [],
        "outer": list(_limits(sizes, limits, OUTER, y=y, logarithmic=logarithmic)) if limits else [],
        "points": [_point(mark, higher=higher, logarithmic=logarithmic) for mark in marks],
    }
    texts = [Text(-8, y.at(tick) + 4, quantise(Fraction(str(tick))), anchor="end") for tick in ticks]
    texts += _x_texts(x, sizes, logarithmic=logarithmic)
    texts += _names(marks, x, y, logarithmic=logarithmic)
    return Plot(_FRAME, draw("funnel", frame=_FRAME, x=x, y=y, data=data), tuple(texts))


def _across(size: float, *, logarithmic: bool) -> float:
    return round(log10(size), 6) if logarithmic else float(size)


def _x_scale(sizes: list[int], *, logarithmic: bool) -> Scale:
    low, high = _across(min(sizes), logarithmic=logarithmic), _across(max(sizes), logarithmic=logarithmic)
    air = (high - low) * 0.06 or max(high * 0.1, 0.5)
    return Scale(low - air if logarithmic else max(0.0, low - air), high + air, _FRAME.width)


def _y_scale(marks: Sequence[Mark], limits: Limits | None) -> Scale:
    values = [float(mark.value) for mark in marks]
    middle = sorted(mark.size for mark in marks)[len(marks) // 4]
    if limits:
        values += [100 * edge for edge in limits.limits(middle, OUTER) if edge is not None]
    low, high = min(values), max(values)
    air = (high - low) * 0.08 or max(abs(high) * 0.05, 0.5)
    least, most = (0.0, 100.0) if limits else (low - air, high + air)
    return Scale(round(max(low - air, least), 6), round(min(high + air, most), 6), _FRAME.height, flip=True)


def _limits(
    sizes: list[int], limits: Limits, tail: Fraction, *, y: Scale, logarithmic: bool
) -> Iterator[Row]:
    """Both curves of one pair of limits, with a break between them and wherever they leave the plot."""
    least, most = min(sizes), max(sizes)
    grid = sorted({round(least * (most / least) ** (step / (_CURVE - 1))) for step in range(_CURVE)})
    for end in (0, 1):
        for n in grid:
            edge = limits.limits(n, tail)[end]
            shown = edge is not None and y.low <= 100 * edge <= y.high
            value = round(100 * edge, 6) if edge is not None and shown else y.low
            yield {"x": _across(n, logarithmic=logarithmic), "y": value, "shown": shown}
        yield {"x": 0, "y": y.low, "shown": False}


def _rule(at: float, stroke: str, dash: list[int]) -> Row:
    return {"y": round(at, 6), "stroke": stroke, "dash": dash}


def _point(mark: Mark, *, higher: bool, logarithmic: bool) -> Row:
    below, above = (_BAD, _GOOD) if higher else (_GOOD, _BAD)
    shape, fill, stroke = {
        "inside": ("circle", _PLAIN, _INK),
        "low": ("diamond", _NEAR, _NEAR),
        "high": ("diamond", _NEAR, _NEAR),
        "far_low": ("triangle-down", below, below),
        "far_high": ("triangle-up", above, above),
    }[mark.place]
    across = _across(mark.size, logarithmic=logarithmic)
    return {
        "x": across,
        "y": round(float(mark.value), 6),
        "shape": shape,
        "fill": fill,
        "stroke": stroke,
    }


def _x_texts(x: Scale, sizes: list[int], *, logarithmic: bool) -> Iterator[Text]:
    if logarithmic:
        least, most = 10**x.low, 10**x.high
        ticks = [base * 10.0**power for power in range(12) for base in (1, 2, 5)]
        ticks = [tick for tick in ticks if least <= tick <= most]
        if len(ticks) > _TICKS:
            ticks = [tick for tick in ticks if str(tick).startswith("1")]
    else:
        ticks = [tick for tick in nice_ticks(x.low, x.high) if tick == int(tick)]
    for tick in ticks or [float(min(sizes))]:
        yield Text(x.at(_across(tick, logarithmic=logarithmic)), _FRAME.height + 20, str(int(tick)))


def _names(marks: Sequence[Mark], x: Scale, y: Scale, *, logarithmic: bool) -> Iterator[Text]:
    """The contracts outside the outer limits by their ids, farthest first, where a label covers nothing."""
    outside = [mark for mark in marks if mark.place.startswith("far")]
    mean = float(sum(mark.value for mark in marks) / len(marks))
    outside.sort(key=lambda mark: (-abs(float(mark.value) - mean), mark.id))
    taken = [_pixel(mark, x, y, logarithmic=logarithmic) for mark in marks]
    named = 0
    for mark in outside:
        left, top = _pixel(mark, x, y, logarithmic=logarithmic)
        text = mark.id[:14]
        right = left + 10 + 7 * len(text)
        free = all(abs(top - other) > 13 or not left + 1 < at < right for at, other in taken)
        if free and named < _NAMED and right < _FRAME.width + _FRAME.right:
            named += 1
            taken += [(at, top) for at in range(int(left) + 8, int(right), 7)]
            yield Text(left + 8, top + 4, text, anchor="start")


def _pixel(mark: Mark, x: Scale, y: Scale, *, logarithmic: bool) -> tuple[float, float]:
    across = _across(mark.size, logarithmic=logarithmic)
    return x.at(across), y.at(float(mark.value))
