"""Shares with their bounds, one below the other: a dot, a line as far as it may well lie, and a mark for the norm."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, LEFT, ROW, _RIGHT = 720, 260, 28, 16
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Bounded:
    """A share under its name, between its bounds; what it should at least be, where that is said."""

    name: str
    share: Fraction
    low: Fraction
    high: Fraction
    norm: Fraction | None = None


@dataclass(frozen=True)
class Row:
    """One share as it is drawn."""

    name: str
    y: int
    dot: float
    low: float
    high: float
    norm: float | None


@dataclass(frozen=True)
class Shares:
    """The drawing."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, int], ...]
    width: int
    height: int
    base: int


def shares_plot(shares: Sequence[Bounded]) -> Shares | None:
    """The drawing of the shares; None where there is none."""
    if not shares:
        return None
    base = ROW * len(shares)
    rows = tuple(
        Row(
            name=each.name,
            y=ROW * at + ROW // 2,
            dot=_at(each.share),
            low=_at(each.low),
            high=_at(each.high),
            norm=None if each.norm is None else _at(each.norm),
        )
        for at, each in enumerate(shares)
    )
    ticks = tuple((_at(Fraction(tick, 100)), tick) for tick in TICKS)
    return Shares(rows, ticks, WIDTH, base + 24, base)


def _at(share: Fraction) -> float:
    return round(LEFT + float(share) * (WIDTH - LEFT - _RIGHT), 1)
