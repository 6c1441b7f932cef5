"""A strip of dots: one for each period, before and since, from the lowest value to the highest."""

from dataclasses import dataclass
from fractions import Fraction

from answerable.core.assess.value.values import AFTER, BEFORE, MeasureResult

WIDTH, HEIGHT, _MARGIN = 320, 84, 8


@dataclass(frozen=True)
class Dot:
    """One period."""

    x: float
    y: float
    side: str


@dataclass(frozen=True)
class Strip:
    """All periods, the ordinary range before, and where the contract begins."""

    dots: tuple[Dot, ...]
    range_top: float
    range_height: float
    border: float


def drawn(each: MeasureResult) -> Strip | None:
    """The strip; None where one side has no value, or all are the same."""
    known = [(figure.value, side) for figure, side in each.figures if side in (BEFORE, AFTER)]
    values = [value for value, _ in known if value is not None]
    if each.before is None or each.after is None or min(values) == max(values):
        return None
    low, high = min(values), max(values)
    step = (WIDTH - 2 * _MARGIN) / (len(values) - 1)

    def height(value: Fraction) -> float:
        return round(_MARGIN + float((high - value) / (high - low)) * (HEIGHT - 2 * _MARGIN), 2)

    placed = [(value, side) for value, side in known if value is not None]
    dots = tuple(
        Dot(round(_MARGIN + at * step, 2), height(value), side) for at, (value, side) in enumerate(placed)
    )
    before = sum(dot.side == BEFORE for dot in dots)
    top = height(each.before.high)
    return Strip(
        dots=dots,
        range_top=top,
        range_height=round(height(each.before.low) - top, 2),
        border=round(_MARGIN + (before - 0.5) * step, 2),
    )
