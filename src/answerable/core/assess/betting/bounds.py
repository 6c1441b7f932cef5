"""Time-uniform bounds on a mean score: at every moment they hold it, with a chance of at least 1 - α.

Every mean is left out against which gamblers would have reached 2/α, betting that it lies below, or above. Their
wealth only grows with the mean they bet against, so the edge is found by bisection on a lattice of
ten-thousandths; many contracts are bisected at once.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.wealth import Game, Levels, Wealth

STEPS = 10_000
"""Bounds are given in ten-thousandths, outwards."""
_AT_ONCE = 20_000
_RELATIVE, _ABSOLUTE = 1e-12, 1e-10

Floats = NDArray[np.float64]


def bounds(levels: Sequence[Levels], bet: Bet) -> list[tuple[Fraction, Fraction]]:
    """The lower and the upper bound of each contract's mean score.

    The margin plays no part: this is what the ratings say as they came in.
    """
    found: list[tuple[Fraction, Fraction]] = []
    mirrored = tuple(1 - score for score in bet.scores)
    for start in range(0, len(levels), _AT_ONCE):
        part = levels[start : start + _AT_ONCE]
        highs = _upper(part, bet, bet.scores)
        lows = _upper(part, bet, mirrored)
        found += [
            (1 - Fraction(low, STEPS), Fraction(high, STEPS)) for low, high in zip(lows, highs, strict=True)
        ]
    return found


def _upper(levels: Sequence[Levels], bet: Bet, scores: tuple[Fraction, ...]) -> list[int]:
    """For each contract the lowest claim on the lattice that is refuted; all ones are never refuted."""
    counts = np.array(levels, dtype=np.float64).reshape(-1, len(scores))
    low = np.zeros(len(counts), dtype=np.int64)
    high = np.full(len(counts), STEPS, dtype=np.int64)
    while (high - low > 1).any():
        middle = (low + high) // 2
        refuted = _refuted(levels, counts, np.maximum(middle, 1), bet, scores)
        high = np.where(refuted, middle, high)
        low = np.where(refuted, low, middle)
    return [int(each) for each in high]


def _refuted(
    levels: Sequence[Levels],
    counts: Floats,
    claims: NDArray[np.int64],
    bet: Bet,
    scores: tuple[Fraction, ...],
) -> NDArray[np.bool_]:
    value, error = _logarithms(counts, claims / STEPS, bet, scores)
    wanted = math.log(2 / bet.alpha)
    refuted = value >= wanted
    for at in map(int, np.flatnonzero(np.abs(value - wanted) <= error)):
        game = Game(bet.gamblers, scores, Fraction(int(claims[at]), STEPS))
        refuted[at] = Wealth(((game, levels[at]),)).reaches(2 / bet.alpha)
    return refuted


def _logarithms(
    counts: Floats, claims: Floats, bet: Bet, scores: tuple[Fraction, ...]
) -> tuple[Floats, Floats]:
    """The natural logarithm of each contract's wealth against its own claim, and a bound on the error."""
    bets = np.array([float(each) for each in bet.gamblers.bets])
    weights = np.log([float(each) for each in bet.gamblers.weights])
    gains = (claims[:, None] - np.array([float(score) for score in scores])) / (1 - claims[:, None])
    logs = np.log1p(bets[None, :, None] * gains[:, None, :]) * counts[:, None, :]
    parts = logs.sum(axis=2) + weights
    most = parts.max(axis=1)
    value = most + np.log(np.exp(parts - most[:, None]).sum(axis=1))
    spread = np.abs(logs).sum(axis=2).max(axis=1)
    return value, spread * _RELATIVE + _ABSOLUTE
