"""Contracts of unequal size side by side: a funnel of limits around a common centre.

With fewer than ten contracts, or where contracts do not differ by more than chance, limits are quantiles of the
binomial distribution. Where they do, they are widened by an additive random effect (Spiegelhalter 2005, Statistics in
Medicine 24:1185-1202): most services differ somewhat, and only what lies beyond those usual differences stands out.
Shares are compared on the scale of the inverse sine of their root, where chance has the same spread 1/(2√n)
everywhere. It compares, it does not rank: whoever lies inside cannot be told from the centre by this figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import asin, fsum, pi, sin, sqrt

from answerable.core.assess.series import binomial, exact

FEWEST = 4
"""Contracts an indicator needs before they are compared."""
SPREAD_FEWEST = 10
"""Contracts needed to tell how much they usually differ."""
INNER, OUTER = Fraction(25, 1000), Fraction(1, 1000)
"""Tails of the 95 % and the 99.8 % limits."""
_REACH = {INNER: 1.959963985, OUTER: 3.090232306}
"""The same in standard deviations."""
_TRIMMED = Fraction(1, 10)
"""The part of the contracts at each end whose distance is drawn in before the usual difference is told."""
_PLACES = 9
_NEAR = 1e-6
"""A float this near to a threshold, relative to it, does not decide."""
_SHOWN = 10**6


@dataclass(frozen=True)
class Figure:
    """What is compared of one contract: counts over `periods` periods."""

    contract: str
    numerator: int
    denominator: int
    periods: int = 1

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True)
class Placed:
    """Where one contract lies: `inside`, `low`, `high` (95 %), `far_low`, `far_high` (99.8 %)."""

    figure: Figure
    z: Fraction
    """Its distance from the centre in standard deviations, the usual differences included."""
    place: str


@dataclass(frozen=True)
class Funnel:
    """Limits around a centre. Shares are parts of 1."""

    centre: Fraction
    phi: Fraction | None
    """The variance between contracts in units of chance, the extreme tenths drawn in; None with fewer than ten."""
    tau: Fraction
    """The usual difference between contracts, a standard deviation on the scale of the inverse sine; 0: chance only."""
    placed: tuple[Placed, ...]
    """In the order given."""

    def limits(self, n: int, tail: Fraction) -> tuple[float | None, float | None]:
        """The shares below and above which a contract of this size is outside; None where no share is."""
        if not self.tau:
            return binomial.limits(n, float(self.centre), float(tail))
        middle = asin(sqrt(self.centre))
        reach = _REACH[tail] * sqrt(1 / (4 * n) + float(self.tau) ** 2)
        low, high = middle - reach, middle + reach
        return sin(low) ** 2 if low > 0 else None, sin(high) ** 2 if high < pi / 2 else None

    @property
    def outside(self) -> tuple[Placed, ...]:
        """Those beyond the 99.8 % limits, the farthest first."""
        far = (each for each in self.placed if each.place.startswith("far"))
        return tuple(sorted(far, key=lambda each: (-abs(each.z), each.figure.contract)))

    @property
    def spread(self) -> Fraction:
        """The usual difference in shares, a standard deviation near the centre."""
        middle, tau = asin(sqrt(self.centre)), float(self.tau)
        above, below = sin(min(middle + tau, pi / 2)) ** 2, sin(max(middle - tau, 0.0)) ** 2
        return Fraction(round((above - below) / 2 * _SHOWN), _SHOWN)


def compare(figures: Sequence[Figure], *, centre: Fraction | None = None, spread: bool = True) -> Funnel:
    """The funnel around `centre`, or around the pooled share of all; denominators must be above 0.

    With `spread=False` limits are those of chance alone.
    """
    if centre is None:
        counted, size = sum(each.numerator for each in figures), sum(each.denominator for each in figures)
        centre = Fraction(counted, size)
    middle = asin(sqrt(centre))
    scores = [
        round(2 * sqrt(each.denominator) * (asin(sqrt(each.share)) - middle), _PLACES) for each in figures
    ]
    phi, tau = _spread(figures, scores) if spread and len(figures) >= SPREAD_FEWEST else (None, Fraction(0))
    placed = []
    for each, score in zip(figures, scores, strict=True):
        if tau:
            z = _quantised(score / sqrt(1 + 4 * each.denominator * float(tau) ** 2))
            place = _by_score(z)
        else:
            z, place = _quantised(score), _by_tail(each, centre)
        placed.append(Placed(each, z, place))
    return Funnel(centre, phi, tau, tuple(placed))


def _spread(figures: Sequence[Figure], scores: Sequence[float]) -> tuple[Fraction, Fraction]:
    """Over-dispersion φ and the random effect τ, which is 0 unless φ lies two standard errors above 1."""
    n = len(scores)
    ordered = sorted(scores)
    cut = int(n * _TRIMMED)
    low, high = ordered[cut], ordered[n - 1 - cut]
    total = fsum(min(max(score, low), high) ** 2 for score in scores)
    phi = _quantised(total / n)
    if phi <= 1 + 2 * sqrt(2 / n):
        return phi, Fraction(0)
    weights = [4 * each.denominator for each in figures]
    room = sum(weights) - Fraction(sum(w * w for w in weights), sum(weights))
    return phi, _quantised(sqrt(max(0.0, total - (n - 1)) / float(room)))


def _by_score(z: Fraction) -> str:
    side = "low" if z < 0 else "high"
    if abs(z) > Fraction(str(_REACH[OUTER])):
        return f"far_{side}"
    return side if abs(z) > Fraction(str(_REACH[INNER])) else "inside"


def _by_tail(each: Figure, centre: Fraction) -> str:
    below = (each.numerator, each.denominator, centre)
    above = (each.denominator - each.numerator, each.denominator, 1 - centre)
    for tail, prefix in ((OUTER, "far_"), (INNER, "")):
        for side, counted in (("low", below), ("high", above)):
            if _rarer(counted, tail):
                return prefix + side
    return "inside"


def _rarer(counted: tuple[int, int, Fraction], tail: Fraction) -> bool:
    """Whether at most so many of n have a probability less than the tail."""
    k, n, p = counted
    found = binomial.cdf(k, n, float(p))
    if abs(found - tail) > _NEAR * tail:
        return found < tail
    return exact.at_most(k, n, p) < tail


def _quantised(value: float) -> Fraction:
    return Fraction(round(value * _SHOWN), _SHOWN)
