"""What people do without the wealth of gamblers: tests that are shown beside, and judge nothing."""

from statistics import NormalDist

import numpy as np

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.simulate.wealth import Counts, Crowd, Flags

FEWEST = 2
"""Ratings without which there is no standard error."""


def mean_below(bet: Bet, counts: Counts) -> Flags:
    """Where the mean score lies below the standard, with at least the fewest ratings."""
    enough = counts.sum(axis=-1) >= max(bet.least, 1)
    return np.asarray(enough & (Crowd(bet).mean(counts) < float(bet.standard) - 1e-12))


def z_below(bet: Bet, counts: Counts) -> Flags:
    """Where a one-sided z-test at α, made for a single look, calls the mean score below the standard."""
    z = NormalDist().inv_cdf(1 - float(bet.alpha))
    scores = np.array([float(score) for score in bet.scores])
    n = counts.sum(axis=-1)
    mean = Crowd(bet).mean(counts)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.maximum(counts @ scores**2 / n - mean**2, 0) / np.maximum(n - 1, 1)
        low = mean - float(bet.standard) < -z * np.sqrt(variance) - 1e-12
    return np.asarray((n >= max(bet.least, FEWEST)) & low)
