"""Limits of what chance alone explains: tails of the binomial distribution, by its incomplete beta function.

The continued fraction of the incomplete beta function is DLMF 8.17.22, evaluated by Lentz's method.
"""

from functools import lru_cache
from math import exp, lgamma, log

_TINY = 1e-300
_CLOSE = 1e-14
_STEPS = 10_000


def cdf(k: int, n: int, p: float) -> float:
    """The probability of at most `k` in `n`, each with probability `p`."""
    if k < 0:
        return 0.0
    if k >= n or p <= 0:
        return 1.0
    if p >= 1:
        return 0.0
    return _beta(n - k, k + 1, 1 - p)


def limits(n: int, p: float, tail: float) -> tuple[float | None, float | None]:
    """The shares of `n` that chance alone goes below, and above, with a probability less than `tail`.

    A share lies outside a limit exactly if the probability of this share or a more extreme one is less than `tail`;
    between whole counts the limits are interpolated. None where even the most extreme share is not that improbable.
    """
    low, high = _lower(n, p, tail), _lower(n, 1 - p, tail)
    return low, None if high is None else 1 - high


@lru_cache(maxsize=65536)
def _lower(n: int, p: float, tail: float) -> float | None:
    below, reached = -1, n
    while reached - below > 1:
        middle = (below + reached) // 2
        below, reached = (below, middle) if cdf(middle, n, p) >= tail else (middle, reached)
    before, after = cdf(below, n, p), cdf(reached, n, p)
    return None if below < 0 else (below + (tail - before) / (after - before)) / n


def _beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function."""
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _away(value: float) -> float:
    """The value, kept away from zero."""
    return value if abs(value) > _TINY else _TINY
