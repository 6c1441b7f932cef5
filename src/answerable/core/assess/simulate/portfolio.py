"""Which of many simulated providers are named at each look: e-BH over all of them."""

from fractions import Fraction

import numpy as np

from answerable.core.assess.betting import portfolio
from answerable.core.assess.simulate.wealth import NEAR, Counts, Crowd, Flags, Floats, levels_of


def named(crowd: Crowd, counts: Counts, *, delta: Fraction, ln: Floats | None = None) -> Flags:
    """Which providers e-BH names at each look; `counts` are cumulative: provider, look, level.

    As for a county: with too few ratings, or too little evidence to be judged below alone, a provider has none.
    """
    value = np.array(crowd.ln(counts) if ln is None else ln)
    alone = float(1 / crowd.bet.alpha)
    value[(counts.sum(axis=2) < crowd.bet.least) | (value < np.log(alone) - NEAR)] = -np.inf
    size = len(value)
    ranked = -np.sort(-value, axis=0)
    wanted = np.log(size / float(delta)) - np.log(np.arange(1, size + 1))[:, None]
    holds = ranked >= wanted
    last = size - 1 - holds[::-1].argmax(axis=0)
    found = np.asarray(holds.any(axis=0) & (value >= wanted[last, 0]))
    for look in np.flatnonzero((np.abs(ranked - wanted) <= NEAR).any(axis=0)):
        found[:, look] = _exactly(crowd, counts[:, look], delta=delta)
    return found


def _exactly(crowd: Crowd, counts: Counts, *, delta: Fraction) -> list[bool]:
    bet = crowd.bet
    levels = [levels_of(each) for each in counts]
    # Whoever has too few ratings still belongs to the crowd: as one without evidence.
    evidence = {
        str(at): bet.wealth(each if sum(each) >= bet.least else (0, 0, 0, 0, 0))
        for at, each in enumerate(levels)
    }
    ids = frozenset(portfolio.named(evidence, delta=delta, least=1 / bet.alpha))
    return [each in ids for each in evidence]
