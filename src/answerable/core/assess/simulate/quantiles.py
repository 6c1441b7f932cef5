"""Quantiles of waiting times of which some never ended."""

from collections.abc import Sequence
from fractions import Fraction

from answerable.core.assess.simulate.values import Middle


def middle(times: Sequence[Fraction | None]) -> Middle:
    """The median and the ninth decile, each a time that occurred; None is longer than any, and so is no time at all.

    >>> middle([Fraction(3), None, Fraction(1)])
    Middle(median=Fraction(3, 1), ninth=None)
    """
    ended = sorted(time for time in times if time is not None)

    def at(part: Fraction) -> Fraction | None:
        place = -int(-part * len(times) // 1) - 1
        return ended[place] if 0 <= place < len(ended) else None

    return Middle(at(Fraction(1, 2)), at(Fraction(9, 10)))
