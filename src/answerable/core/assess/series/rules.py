"""Rules over the latest results of a series, oldest first. Whoever calls them leaves out what is not known."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise


def worst_k(flags: Sequence[bool], *, k: int, last: int) -> bool:
    """Whether at least k of the latest `last` results are off target."""
    return sum(flags[-last:]) >= k if last > 0 else False


def trend(values: Sequence[Fraction], *, periods: int, better_higher: bool) -> bool:
    """Whether each of the latest `periods` values is strictly worse than the one before it."""
    steps = list(pairwise(values))[-periods:] if periods > 0 else []
    if len(steps) < max(periods, 1):
        return False
    return all(later < earlier if better_higher else later > earlier for earlier, later in steps)
