"""Chances of so many or more of one kind, in whole numbers: the same decision on every machine."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import count
from math import comb

_SMALLEST = Fraction(1, 10**30)
_SMALL = 200
"""Up to here chances are exact."""
_BITS = 320
"""Of larger numbers each chance is kept to so many binary places: far below the smallest that is told."""
_KEPT = 4096


@lru_cache(_KEPT)
def at_least(part: int, whole: int, chance: Fraction) -> Fraction:
    """The chance of `part` or more among `whole`, each with this chance (binomial); never told below 1e-30.

    Exact to 60 places where more than two hundred are counted.
    """
    if part <= 0 or (chance >= 1 and part <= whole):
        return Fraction(1)
    if part > whole or chance <= 0:
        return _SMALLEST
    return max(_SMALLEST, (_exact if whole <= _SMALL else _close)(part, whole, chance))


def _exact(part: int, whole: int, chance: Fraction) -> Fraction:
    hit, miss, size = chance.numerator, chance.denominator - chance.numerator, chance.denominator
    ways = sum(comb(whole, k) * hit**k * miss ** (whole - k) for k in range(part, whole + 1))
    return Fraction(ways, size**whole)


def _close(part: int, whole: int, chance: Fraction) -> Fraction:
    """The sum from the likeliest number outwards, each chance by its ratio to the one before, until none is left."""
    hit, miss, size = chance.numerator, chance.denominator - chance.numerator, chance.denominator
    peak = max(part, whole * hit // size)
    first = (comb(whole, peak) * hit**peak * miss ** (whole - peak) << _BITS) // size**whole
    total = term = first
    for k in count(peak):
        term = term * (whole - k) * hit // ((k + 1) * miss)
        if not term:
            break
        total += term
    term = first
    for k in range(peak, part, -1):
        term = term * k * miss // ((whole - k + 1) * hit)
        if not term:
            break
        total += term
    return Fraction(total, 1 << _BITS)


@lru_cache(_KEPT)
def allowed(whole: int, chance: Fraction, alpha: Fraction) -> int:
    """The most of `whole` that still come about with at least the chance `alpha`."""
    low, high = 0, whole
    while low < high:
        part = (low + high + 1) // 2
        low, high = (part, high) if at_least(part, whole, chance) >= alpha else (low, part - 1)
    return low


def beyond_chance(part: int, whole: int, limit: Mapping[str, Fraction]) -> bool:
    """Whether so many are less likely than `chance` where the share `usual` is: small numbers vary much."""
    return at_least(part, whole, limit["usual"]) < limit["chance"]
