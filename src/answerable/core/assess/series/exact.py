"""Binomial tails in decimals of fixed precision, for the few cases in which a float is too near to a threshold.

Terms are made from their neighbours, each rounded at the fortieth digit: the same answer on every machine.
"""

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction

_FORTY = Context(prec=40, Emax=MAX_EMAX, Emin=MIN_EMIN)
_SPENT = Decimal(1).scaleb(-38)
"""A shrinking term this small beside the sum ends it."""


def at_most(k: int, n: int, p: Fraction) -> Fraction:
    """The probability of at most `k` in `n`, each with probability `p`."""
    if k < 0:
        return Fraction(0)
    if k >= n or p <= 0:
        return Fraction(1)
    if p >= 1:
        return Fraction(0)
    below = _sum(k, n, p)
    # Seen from the other end, k + 1 and more are n - k - 1 and less; its first term is the next one after k.
    step = _FORTY.multiply(_odds(p), _FORTY.divide(Decimal(n - k), Decimal(k + 1)))
    above = _FORTY.multiply(step, _sum(n - k - 1, n, 1 - p))
    return Fraction(_FORTY.divide(below, _FORTY.add(below, above)))


def _sum(k: int, n: int, p: Fraction) -> Decimal:
    """P(X ≤ k) / P(X = k)."""
    back = _FORTY.divide(Decimal(1), _odds(p))
    total = term = Decimal(1)
    for j in range(k, 0, -1):
        factor = _FORTY.multiply(back, _FORTY.divide(Decimal(j), Decimal(n - j + 1)))
        term = _FORTY.multiply(term, factor)
        total = _FORTY.add(total, term)
        if factor < 1 and term < _FORTY.multiply(total, _SPENT):
            break
    return total


def _odds(p: Fraction) -> Decimal:
    odds = p / (1 - p)
    return _FORTY.divide(Decimal(odds.numerator), Decimal(odds.denominator))
