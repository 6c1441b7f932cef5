"""From numerator and denominator to a value and its band, exactly.

Bands are low-inclusive and high-exclusive and tile the whole line, so that every value has one band. Bands better
than the target meet it too; `steps_off` counts how many bands a value lies on the wrong side of the target.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.evidence.values import Band, Indicator

PER_CENT = 100


@dataclass(frozen=True)
class Step:
    """A band as it counts: its edges (None is open), and how many bands it is off the target (0 meets it)."""

    band: str
    low: Fraction | None
    high: Fraction | None
    target: bool
    steps_off: int


@dataclass(frozen=True)
class Edition:
    """An indicator's edition with its bands, lowest first."""

    indicator: Indicator
    steps: tuple[Step, ...]

    def value(self, numerator: int, denominator: int) -> Fraction | None:
        """The exact value, in per cent for shares. None where nothing happened: such a period is never scored."""
        if denominator == 0:
            return None
        scale = PER_CENT if self.indicator.measure == "share" else 1
        return Fraction(scale * numerator, denominator)

    def step(self, value: Fraction) -> Step:
        """The one band that holds the value."""
        return next(step for step in self.steps if step.high is None or value < step.high)


def edition(indicator: Indicator, bands: Iterable[Band]) -> Edition:
    """Put an edition and its checked bands together."""
    line = sorted(bands, key=lambda band: (band.low is not None, band.low or 0))
    target = next(at for at, band in enumerate(line) if band.target)
    higher = indicator.better == "higher"
    steps = tuple(
        Step(
            band.band,
            None if band.low is None else Fraction(band.low),
            None if band.high is None else Fraction(band.high),
            band.target,
            max(0, target - at if higher else at - target),
        )
        for at, band in enumerate(line)
    )
    return Edition(indicator, steps)


def in_force(editions: tuple[Edition, ...], on: date) -> Edition | None:
    """The edition in force on a day, of editions sorted by start; None before the first."""
    return next((each for each in reversed(editions) if each.indicator.starts <= on), None)
