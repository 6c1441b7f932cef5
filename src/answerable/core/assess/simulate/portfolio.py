"""Which of many simulated providers are named at each look: e-BH over all of them."""

from fractions import Fraction

import numpy as np

from answerable.core.assess.betting import portfolio
from answerable.core.assess.simulate.wealth import NEAR, Counts, Crowd, Flags, Floats, levels_of


def named(crowd: Crowd, counts: Counts, *, delta: Fraction, ln: Floats | None = None) -> Flags:
    """Which providers e-BH names at each look; `counts` are cumulative: provider, look, level."""
    value = crowd.ln(counts) if ln is None else ln
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
    evidence = {str(at): crowd.bet.wealth(levels_of(each)) for at, each in enumerate(counts)}
    ids = frozenset(portfolio.named(evidence, delta=delta))
    return [each in ids for each in evidence]
