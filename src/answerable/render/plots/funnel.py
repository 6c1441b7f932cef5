"""Providers of unequal size side by side: each one's latest share over its denominator, within limits of chance.

It compares, it does not rank: whoever lies inside the limits cannot be told from the common mean by this figure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import log10

from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.enforce.results import ContractResult, DistrictResult
from answerable.core.terms.figures import quantise
from answerable.core.terms.period import Period
from answerable.render.binomial import limits
from answerable.render.plots.draw import Frame, Plot, Row, Scale, Text, draw, nice_ticks

FEWEST = 4
"""Contracts an indicator needs before they are compared."""
_FRAME = Frame(width=600, height=300, left=56, right=24, top=10, bottom=30)
_INNER, _OUTER = 0.025, 0.001
"""Tails of the 95 % and the 99.8 % limits."""
_CURVE = 60
_NAMED = 8
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


def is_share(series: IndicatorSeries) -> bool:
    """Whether values are per cent of the denominator, rather than a ratio."""
    return series.measure == "share"


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
    scale = 100 if share else 1
    pooled = Fraction(sum(each.numerator for _, each in found), sum(each.denominator for _, each in found))
    p = float(pooled)
    spots = tuple(Spot(contract, each, _place(each, p) if share else "inside") for contract, each in found)
    series = used[0][1]
    plot = _plot(spots, p=p, scale=scale, higher=series.better_higher)
    return Funnel(series, period, pooled * scale, share, spots, plot)


def _place(each: IndicatorResult, p: float) -> str:
    n, found = each.denominator, each.numerator / each.denominator
    for tail, below, above in ((_OUTER, "far_low", "far_high"), (_INNER, "low", "high")):
        low, high = limits(n, p, tail)
        if low is not None and found < low:
            return below
        if high is not None and found > high:
            return above
    return "inside"


def _plot(spots: tuple[Spot, ...], *, p: float, scale: int, higher: bool) -> Plot:
    share = scale == 100
    sizes = [spot.result.denominator for spot in spots]
    logarithmic = max(sizes) / min(sizes) >= _WIDE
    x = _x_scale(sizes, logarithmic=logarithmic)
    y = _y_scale(spots, p=p, scale=scale)
    ticks = nice_ticks(y.low, y.high)
    data: dict[str, list[Row]] = {
        "rules": [*(_rule(tick, _GRID, []) for tick in ticks), _rule(p * scale, _INK, [1, 2])],
        "inner": list(_limits(sizes, p, _INNER, y=y, logarithmic=logarithmic)) if share else [],
        "outer": list(_limits(sizes, p, _OUTER, y=y, logarithmic=logarithmic)) if share else [],
        "points": [_point(spot, higher=higher, logarithmic=logarithmic) for spot in spots],
    }
    texts = [Text(-8, y.at(tick) + 4, quantise(Fraction(str(tick))), anchor="end") for tick in ticks]
    texts += _x_texts(x, sizes, logarithmic=logarithmic)
    texts += _names(spots, x, y, logarithmic=logarithmic)
    return Plot(_FRAME, draw("funnel", frame=_FRAME, x=x, y=y, data=data), tuple(texts))


def _across(size: float, *, logarithmic: bool) -> float:
    return round(log10(size), 6) if logarithmic else float(size)


def _x_scale(sizes: list[int], *, logarithmic: bool) -> Scale:
    low, high = _across(min(sizes), logarithmic=logarithmic), _across(max(sizes), logarithmic=logarithmic)
    air = (high - low) * 0.06 or max(high * 0.1, 0.5)
    return Scale(low - air if logarithmic else max(0.0, low - air), high + air, _FRAME.width)


def _y_scale(spots: tuple[Spot, ...], *, p: float, scale: int) -> Scale:
    values = [float(spot.result.value) for spot in spots if spot.result.value is not None]
    middle = sorted(spot.result.denominator for spot in spots)[len(spots) // 4]
    if scale == 100:
        values += [100 * edge for edge in limits(middle, p, _OUTER) if edge is not None]
    low, high = min(values), max(values)
    air = (high - low) * 0.08 or max(abs(high) * 0.05, 0.5)
    least, most = (0.0, 100.0) if scale == 100 else (low - air, high + air)
    return Scale(round(max(low - air, least), 6), round(min(high + air, most), 6), _FRAME.height, flip=True)


def _limits(sizes: list[int], p: float, tail: float, *, y: Scale, logarithmic: bool) -> Iterator[Row]:
    """Both curves of one pair of limits, with a break between them and wherever they leave the plot."""
    least, most = min(sizes), max(sizes)
    grid = sorted({round(least * (most / least) ** (step / (_CURVE - 1))) for step in range(_CURVE)})
    for end in (0, 1):
        for n in grid:
            edge = limits(n, p, tail)[end]
            shown = edge is not None and y.low <= 100 * edge <= y.high
            value = round(100 * edge, 6) if edge is not None and shown else y.low
            yield {"x": _across(n, logarithmic=logarithmic), "y": value, "shown": shown}
        yield {"x": 0, "y": y.low, "shown": False}


def _rule(at: float, stroke: str, dash: list[int]) -> Row:
    return {"y": round(at, 6), "stroke": stroke, "dash": dash}


def _point(spot: Spot, *, higher: bool, logarithmic: bool) -> Row:
    below, above = (_BAD, _GOOD) if higher else (_GOOD, _BAD)
    shape, fill, stroke = {
        "inside": ("circle", _PLAIN, _INK),
        "low": ("diamond", _NEAR, _NEAR),
        "high": ("diamond", _NEAR, _NEAR),
        "far_low": ("triangle-down", below, below),
        "far_high": ("triangle-up", above, above),
    }[spot.place]
    across = _across(spot.result.denominator, logarithmic=logarithmic)
    return {
        "x": across,
        "y": round(_value(spot), 6),
        "shape": shape,
        "fill": fill,
        "stroke": stroke,
    }


def _x_texts(x: Scale, sizes: list[int], *, logarithmic: bool) -> Iterator[Text]:
    if logarithmic:
        least, most = 10**x.low, 10**x.high
        ticks = [base * 10.0**power for power in range(12) for base in (1, 2, 5)]
        ticks = [tick for tick in ticks if least <= tick <= most]
    else:
        ticks = [tick for tick in nice_ticks(x.low, x.high) if tick == int(tick)]
    for tick in ticks or [float(min(sizes))]:
        yield Text(x.at(_across(tick, logarithmic=logarithmic)), _FRAME.height + 20, str(int(tick)))


def _names(spots: tuple[Spot, ...], x: Scale, y: Scale, *, logarithmic: bool) -> Iterator[Text]:
    """The contracts outside the outer limits by their ids, farthest first, where a label covers nothing."""
    outside = [spot for spot in spots if spot.place.startswith("far")]
    mean = sum(_value(spot) for spot in spots) / len(spots)
    outside.sort(key=lambda spot: (-abs(_value(spot) - mean), spot.contract.contract.id))
    taken = [_pixel(spot, x, y, logarithmic=logarithmic) for spot in spots]
    named = 0
    for spot in outside:
        left, top = _pixel(spot, x, y, logarithmic=logarithmic)
        text = spot.contract.contract.id[:14]
        right = left + 10 + 7 * len(text)
        free = all(abs(top - other) > 13 or not left + 1 < at < right for at, other in taken)
        if free and named < _NAMED and right < _FRAME.width + _FRAME.right:
            named += 1
            taken += [(at, top) for at in range(int(left) + 8, int(right), 7)]
            yield Text(left + 8, top + 4, text, anchor="start")


def _value(spot: Spot) -> float:
    """The figure of a contract in the plot; only periods with a value get there."""
    return float(spot.result.value or 0)


def _pixel(spot: Spot, x: Scale, y: Scale, *, logarithmic: bool) -> tuple[float, float]:
    across = _across(spot.result.denominator, logarithmic=logarithmic)
    return x.at(across), y.at(_value(spot))
