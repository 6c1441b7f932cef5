"""The wealth of `core.assess.betting` for many histories at once, in floating point.

It follows `Bet.wealth`, and agrees with it to some 1e-12. What lies near a threshold is decided by `Bet` itself, so
that a simulation acts exactly as the judgement does.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.wealth import Game, Levels

Counts = NDArray[np.int64]
"""Level counts; the last axis holds the five levels."""
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEAR = 1e-9
"""So near a threshold, the exact arithmetic decides."""
_NOBODY: Levels = (0, 0, 0, 0, 0)
_LEAST = -745.0
"""Below this the exponential is zero in floating point."""


@dataclass(frozen=True)
class Crowd:
    """A bet held against many histories."""

    bet: Bet

    @cached_property
    def _games(self) -> tuple[Game, ...]:
        return tuple(game for game, _ in self.bet.wealth(_NOBODY).played)

    @cached_property
    def _order(self) -> tuple[int, ...]:
        return tuple(sorted(range(5), key=lambda at: self.bet.scores[at]))

    def ln(self, counts: Counts) -> Floats:
        """The natural logarithm of the wealth; of two games the poorer."""
        *lenient, whole = self._games
        if not lenient:
            return _ln(whole, counts)
        return np.minimum(_ln(lenient[0], counts), _ln(whole, self.without_margin(counts)))

    def each_ln(self, counts: Counts) -> tuple[Floats, ...]:
        """The same of each game alone: with a margin the lenient one, then the one without the lowest ratings."""
        *lenient, whole = self._games
        if not lenient:
            return (_ln(whole, counts),)
        return _ln(lenient[0], counts), _ln(whole, self.without_margin(counts))

    def without_margin(self, counts: Counts) -> Counts:
        """The counts without the ⌊ε·n⌋ lowest ratings, as `Bet.without_margin`."""
        margin = self.bet.margin
        left = counts.copy()
        out = counts.sum(axis=-1) * margin.numerator // margin.denominator
        for at in self._order:
            taken = np.minimum(out, left[..., at])
            left[..., at] -= taken
            out = out - taken
        return left

    def below(self, counts: Counts, ln: Floats | None = None) -> Flags:
        """Where `Bet.below` holds; `ln` is the logarithm of the wealth, if it is known already."""
        value = self.ln(counts) if ln is None else ln
        wanted = float(np.log(float(1 / self.bet.alpha)))
        found = value >= wanted
        for at in np.argwhere(np.abs(value - wanted) <= NEAR):
            where = tuple(at)
            found[where] = self.bet.wealth(levels_of(counts[where])).reaches(1 / self.bet.alpha)
        return np.asarray(found & (counts.sum(axis=-1) >= self.bet.least), dtype=np.bool_)

    def mean(self, counts: Counts) -> Floats:
        """The mean score; not a number without ratings."""
        scores = np.array([float(score) for score in self.bet.scores])
        with np.errstate(invalid="ignore"):
            return np.asarray(counts @ scores / counts.sum(axis=-1))


def levels_of(counts: Counts) -> Levels:
    """Five counts as the judgement takes them."""
    one, two, three, four, five = map(int, counts)
    return one, two, three, four, five


def _ln(game: Game, counts: Counts) -> Floats:
    """The logarithm of Σ w·Π f^c, gambler by gambler, so that no array of gamblers is kept."""
    logs = [np.log([_exact(factor) for factor in row]) for row in game.factors]
    weights = [float(np.log(float(weight))) for weight in game.gamblers.weights]
    real = counts.astype(np.float64)
    parts = [real @ row + weight for row, weight in zip(logs, weights, strict=True)]
    most = parts[0].copy()
    for part in parts[1:]:
        np.maximum(most, part, out=most)
    total = np.zeros_like(most)
    for part in parts:
        part -= most
        np.maximum(part, _LEAST, out=part)
        total += np.exp(part, out=part)
    return np.asarray(most + np.log(total))


def _exact(value: Fraction) -> float:
    return value.numerator / value.denominator
