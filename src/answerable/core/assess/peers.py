"""Contracts for the same work side by side: each one's figures with the interval that chance leaves them.

A wide interval says that little was counted, not that the provider does badly. It compares, it does not rank.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

_Z = 1.959963985
"""A standard deviation's reach to either side that holds 95 %."""
_SHOWN = 10**6


@dataclass(frozen=True)
class Interval:
    """The shares that the true share may well have, 95 %; parts of 1."""

    low: Fraction
    high: Fraction


def interval(numerator: int, denominator: int) -> Interval | None:
    """The 95 % interval of a share (Wilson 1927, JASA 22:209-212); None where nothing was counted or it is no share."""
    if denominator <= 0 or not 0 <= numerator <= denominator:
        return None
    share, spread = numerator / denominator, _Z**2 / denominator
    middle = (share + spread / 2) / (1 + spread)
    reach = sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    # At the ends rounding must not leave out what was counted.
    low = Fraction(0) if numerator == 0 else _quantised(max(middle - reach, 0.0))
    high = Fraction(1) if numerator == denominator else _quantised(min(middle + reach, 1.0))
    return Interval(low, high)


def _quantised(value: float) -> Fraction:
    return Fraction(round(value * _SHOWN), _SHOWN)
