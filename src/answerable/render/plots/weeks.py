"""An account week by week: a bar for what it posted, and a shade over weeks in which nobody could look on some day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from answerable.render.plots.draw import nice_ticks

WIDTH, HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 190, 34, 8, 24
_LABEL = 84
"""Pixels that the name of a week takes."""


@dataclass(frozen=True)
class Counted:
    """One week: how much there was, and on how many days nobody could look."""

    starts: date
    count: int
    unseen: int


@dataclass(frozen=True)
class Bar:
    """One week as it is drawn; a week without anything has no height."""

    x: float
    y: float
    width: float
    height: float
    shaded: bool


@dataclass(frozen=True)
class Mark:
    """A word in the plot."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Weeks:
    """The drawing: bars, lines across at round numbers, and words."""

    bars: tuple[Bar, ...]
    lines: tuple[Mark, ...]
    names: tuple[Mark, ...]
    top: float = _TOP
    left: float = _LEFT
    width: float = WIDTH
    height: float = HEIGHT
    base: float = HEIGHT - _BOTTOM

    @property
    def depth(self) -> float:
        """How high the plotting area is."""
        return self.base - self.top


def weeks_plot(weeks: Sequence[Counted]) -> Weeks | None:
    """The drawing of the weeks; None where there is none, or nothing in any of them."""
    most = max((each.count for each in weeks), default=0)
    if not most:
        return None
    base, step = HEIGHT - _BOTTOM, (WIDTH - _LEFT) / len(weeks)

    def height(count: float) -> float:
        return round((base - _TOP) * count / most, 1)

    bars = tuple(
        Bar(
            x=round(_LEFT + at * step, 1),
            y=round(base - height(each.count), 1),
            width=round(step * 0.8, 1),
            height=height(each.count),
            shaded=each.unseen > 0,
        )
        for at, each in enumerate(weeks)
    )
    ticks = [tick for tick in nice_ticks(0, most, most=4) if tick == int(tick)]
    lines = tuple(Mark(_LEFT - 6, round(base - height(tick), 1), f"{int(tick)}") for tick in ticks)
    every = ceil(_LABEL / step)
    names = tuple(
        Mark(bars[at].x, HEIGHT - 6, weeks[at].starts.isoformat())
        for at in range(0, len(weeks), every)
        if bars[at].x + _LABEL <= WIDTH
    )
    return Weeks(bars, lines, names)
