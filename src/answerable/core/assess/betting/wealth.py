"""The wealth of gamblers who bet that a mean lies below the standard: an e-process from cumulative counts.

A rating of level k scores s_k in [0, 1]. If the expected score of every rating, whatever came before, is at least
the standard m, then 1 + b·(m - s_k) has expectation at most 1 for every bet 0 <= b < 1/(1 - m); so a gambler who
starts with 1 and bets the same b on each rating has wealth Π (1 + b·(m - s_k))^(c_k), and by Ville's inequality
(1939) the chance that it ever reaches 1/α is at most α. A weighted mean of several gamblers is one too. It depends
on the counts c_k alone, so that looking daily and looking once give the same figure (I. Waudby-Smith, A. Ramdas,
"Estimating means of bounded random variables by betting", JRSS B 86 (2024) 1-27).

Decisions are the same on every machine: floating point gives the logarithm with a bound on its error, and where the
threshold lies within it, fifty digits decide.
"""

import math
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property

from answerable.core.terms.figures import quantise

Levels = tuple[int, int, int, int, int]
"""How many ratings gave level 1, 2, 3, 4, 5."""

_DIGITS = Context(prec=50)
_RELATIVE = 1e-13
_ABSOLUTE = 1e-11


@dataclass(frozen=True)
class Gamblers:
    """Fixed bets, as parts of the largest bet that cannot ruin a gambler, each with its part of the first stake."""

    bets: tuple[Fraction, ...]
    weights: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        if not self.bets or len(self.bets) != len(self.weights) or sum(self.weights) != 1:
            raise ValueError("bets and their weights")
        if not all(0 < bet < 1 for bet in self.bets) or not all(weight > 0 for weight in self.weights):
            raise ValueError("a bet or weight out of range")


@dataclass(frozen=True, eq=False)
class Game:
    """The gamblers against one claim: the mean score is at least `standard` (0 < standard < 1)."""

    gamblers: Gamblers
    scores: tuple[Fraction, ...]
    """Of level 1 to 5, between 0 and 1."""
    standard: Fraction

    def __post_init__(self) -> None:
        if not 0 < self.standard < 1 or not all(0 <= score <= 1 for score in self.scores):
            raise ValueError(self.standard)

    @cached_property
    def factors(self) -> tuple[tuple[Fraction, ...], ...]:
        """For every gambler: by what a rating of level 1 to 5 multiplies the wealth."""
        return tuple(
            tuple(1 + bet * (self.standard - score) / (1 - self.standard) for score in self.scores)
            for bet in self.gamblers.bets
        )

    @cached_property
    def _logs(self) -> tuple[tuple[float, tuple[float, ...]], ...]:
        return tuple(
            (math.log(weight), tuple(math.log(factor) for factor in row))
            for weight, row in zip(self.gamblers.weights, self.factors, strict=True)
        )

    @cached_property
    def _long_logs(self) -> tuple[tuple[Decimal, tuple[Decimal, ...]], ...]:
        return tuple(
            (_long(weight).ln(_DIGITS), tuple(_long(factor).ln(_DIGITS) for factor in row))
            for weight, row in zip(self.gamblers.weights, self.factors, strict=True)
        )

    def logarithm(self, levels: Levels) -> tuple[float, float]:
        """The natural logarithm of the wealth, and a bound on its error."""
        most, spread, parts = -math.inf, 0.0, []
        for weight, row in self._logs:
            terms = [count * log for count, log in zip(levels, row, strict=True) if count]
            parts.append(weight + math.fsum(terms))
            most = max(most, parts[-1])
            spread = max(spread, math.fsum(map(abs, terms)))
        value = most + math.log(math.fsum(math.exp(part - most) for part in parts))
        return value, spread * _RELATIVE + _ABSOLUTE

    def long_logarithm(self, levels: Levels) -> Decimal:
        """The natural logarithm of the wealth to some forty digits."""
        parts = []
        for weight, row in self._long_logs:
            total = weight
            for count, log in zip(levels, row, strict=True):
                total = _DIGITS.add(total, _DIGITS.multiply(Decimal(count), log))
            parts.append(total)
        most = max(parts)
        total = Decimal(0)
        for part in parts:
            total = _DIGITS.add(total, _DIGITS.subtract(part, most).exp(_DIGITS))
        return _DIGITS.add(most, total.ln(_DIGITS))


def _long(value: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


@dataclass(frozen=True, eq=False)
class Wealth:
    """What the gamblers own after these ratings. With several games, each on its own counts, the poorest counts."""

    played: tuple[tuple[Game, Levels], ...]

    @cached_property
    def rough(self) -> tuple[float, float]:
        """The natural logarithm, and a bound on its error."""
        logarithms = [game.logarithm(levels) for game, levels in self.played]
        return min(value for value, _ in logarithms), max(error for _, error in logarithms)

    @property
    def ln(self) -> float:
        """The natural logarithm, for plots and for ordering."""
        return self.rough[0]

    @cached_property
    def long_ln(self) -> Decimal:
        """The natural logarithm to some forty digits."""
        return min(game.long_logarithm(levels) for game, levels in self.played)

    def reaches(self, times: Fraction) -> bool:
        """Whether the wealth is at least so many times the stake."""
        return _reaches(self, times)

    def log10(self, *, places: int = 2) -> Fraction:
        """The decimal logarithm, rounded to so many places, the same on every machine."""
        value, error = self.rough
        scale: int = 10**places
        low, high = (_rounded((value + side * error) / math.log(10) * scale) for side in (-1, 1))
        if low != high:
            exact = _DIGITS.divide(self.long_ln, Decimal(10).ln(_DIGITS))
            low = _rounded(_DIGITS.multiply(exact, Decimal(scale)))
        return Fraction(low, scale)


@dataclass(frozen=True, eq=False)
class Shared:
    """The mean wealth of gamblers who shared their stake among several questions, each with its own start."""

    parts: tuple[Wealth, ...]

    @cached_property
    def rough(self) -> tuple[float, float]:
        """The natural logarithm, and a bound on its error."""
        most = max(each.ln for each in self.parts)
        total = math.fsum(math.exp(each.ln - most) for each in self.parts) / len(self.parts)
        return most + math.log(total), max(each.rough[1] for each in self.parts) + _ABSOLUTE

    @property
    def ln(self) -> float:
        """The natural logarithm, for ordering."""
        return self.rough[0]

    @cached_property
    def long_ln(self) -> Decimal:
        """The natural logarithm to some forty digits."""
        most = max(each.long_ln for each in self.parts)
        total = sum((_DIGITS.subtract(each.long_ln, most).exp(_DIGITS) for each in self.parts), Decimal(0))
        return _DIGITS.add(most, _DIGITS.divide(total, Decimal(len(self.parts))).ln(_DIGITS))

    def reaches(self, times: Fraction) -> bool:
        """Whether the mean wealth is at least so many times the stake."""
        return _reaches(self, times)


def _reaches(wealth: Wealth | Shared, times: Fraction) -> bool:
    value, error = wealth.rough
    wanted = math.log(times)
    if abs(value - wanted) > error + _ABSOLUTE:
        return value > wanted
    return wealth.long_ln >= _long(times).ln(_DIGITS)


def _rounded(value: float | Decimal) -> int:
    """To the nearest whole number, halves upwards."""
    return math.floor(value + Decimal("0.5") if isinstance(value, Decimal) else value + 0.5)


def stake(evidence: Fraction) -> str:
    """What 1 has become, to two digits, from its decimal logarithm; large sums as a power of ten.

    >>> stake(Fraction(-161, 100)), stake(Fraction(3, 2)), stake(Fraction(941, 100))
    ('0.025', '32', '10^9.41')
    """
    if not -6 <= evidence < 6:
        return f"10^{quantise(evidence, places=2)}"
    digits = 1 - math.floor(evidence)
    rounded = round(Fraction(10 ** float(evidence)) * Fraction(10) ** digits)
    return quantise(Fraction(rounded) / Fraction(10) ** digits, places=max(digits, 0))
