"""Exact chances of so many or more of one kind, in fractions: the same decision on every machine."""

from collections.abc import Mapping
from fractions import Fraction
from math import comb

_SMALLEST = Fraction(1, 10**30)


def at_least(part: int, whole: int, chance: Fraction) -> Fraction:
    """The chance of `part` or more among `whole`, each with this chance (binomial); never told below 1e-30."""
    if part <= 0 or chance >= 1:
        return Fraction(1)
    hit, miss, size = chance.numerator, chance.denominator - chance.numerator, chance.denominator
    ways = sum(comb(whole, k) * hit**k * miss ** (whole - k) for k in range(part, whole + 1))
    return max(_SMALLEST, Fraction(ways, size**whole))


def allowed(whole: int, chance: Fraction, alpha: Fraction) -> int:
    """The most of `whole` that still come about with at least the chance `alpha`."""
    part = 0
    while part < whole and at_least(part + 1, whole, chance) >= alpha:
        part += 1
    return part


def beyond_chance(part: int, whole: int, limit: Mapping[str, Fraction]) -> bool:
    """Whether so many are less likely than `chance` where the share `usual` is: small numbers vary much."""
    return at_least(part, whole, limit["usual"]) < limit["chance"]
