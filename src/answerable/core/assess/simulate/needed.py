"""How many ratings it takes to find a provider below the standard, by how far below he is."""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.simulate.quantiles import middle
from answerable.core.assess.simulate.values import Needed
from answerable.core.assess.simulate.wealth import Counts, Crowd

GAPS = tuple(Fraction(gap, 100) for gap in (0, 2, 4, 6, 10, 15, 20, 30, 40))
"""How far the true mean score lies below the standard."""
VOLUMES = (20, 40, 80, 120, 200, 400, 800, 1200, 2000, 4000)
"""Ratings after which it is told what part has been found."""
HISTORIES = 1000
_MOST = VOLUMES[-1]
_NEVER = _MOST + 1

Whole = NDArray[np.int64]


def needed(bet: Bet, *, seed: int) -> tuple[Needed, ...]:
    """One row for each gap that leaves a possible mean score, looking after each rating, up to 4,000 of them.

    People give the best or the worst score and nothing between, which is slowest to tell; `GAPS` begins with none, so
    that the first row shows false action.
    """
    low, high = min(bet.scores), max(bet.scores)
    means = [bet.standard - gap for gap in GAPS if low < bet.standard - gap < high]
    edge = fewest_bad(bet)
    return tuple(
        _row(
            mean,
            share=float((high - mean) / (high - low)),
            edge=edge,
            random=np.random.default_rng([seed, at]),
        )
        for at, mean in enumerate(means)
    )


def fewest_bad(bet: Bet) -> Whole:
    """For each number of ratings from 1 on: how many of the worst among them, the others best, it takes to be below.

    One more than all where not even that would do.
    """
    crowd = Crowd(bet)
    n = np.arange(1, _MOST + 1)
    low, high = np.full_like(n, -1), n + 1
    while (high - low > 1).any():
        middle_bad = (low + high) // 2
        tried = np.clip(middle_bad, 0, n)
        below = crowd.below(_counts(bet, tried, n)) & (high - low > 1)
        high = np.where(below, middle_bad, high)
        low = np.where(below | (high - low <= 1), low, middle_bad)
    return high


def _counts(bet: Bet, bad: Whole, n: Whole) -> Counts:
    worst, best = (bet.scores.index(of(bet.scores)) for of in (min, max))
    counts = np.zeros((len(n), 5), dtype=np.int64)
    counts[:, worst] = bad
    counts[:, best] = n - bad
    return counts


def _row(mean: Fraction, *, share: float, edge: Whole, random: np.random.Generator) -> Needed:
    bad = np.cumsum(random.random((HISTORIES, _MOST)) < share, axis=1)
    held = bad >= edge
    stops = [int(at) for at in np.where(held.any(axis=1), held.argmax(axis=1) + 1, _NEVER)]
    found = tuple((n, Fraction(sum(stop <= n for stop in stops), len(stops))) for n in VOLUMES)
    return Needed(mean, middle([Fraction(stop) if stop <= _MOST else None for stop in stops]), found)
