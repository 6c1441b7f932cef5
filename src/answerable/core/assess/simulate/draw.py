"""Ratings as they would come in: each look's counts of each level, Poisson with the rates of the group."""

from fractions import Fraction

import numpy as np

from answerable.core.assess.simulate.wealth import Counts, Floats
from answerable.core.rulebook.portfolio import Group, Mix, Portfolio

_LOWEST, _HIGHEST = 0, 4


def rates(group: Group, portfolio: Portfolio) -> Floats:
    """The expected ratings of each level between one look and the next, as (look, level)."""
    months = []
    for month in range(1, portfolio.months + 1):
        changed = group.change is not None and month >= group.change.month
        levels = group.change.levels if changed and group.change else group.levels
        month_rates = monthly(group, levels)
        if group.burst is not None and group.burst.month == month:
            month_rates[_LOWEST] += group.burst.ratings
        months.append([float(each / portfolio.looks) for each in month_rates])
    return np.repeat(np.array(months), portfolio.looks, axis=0)


def monthly(group: Group, levels: Mix) -> list[Fraction]:
    """The expected ratings of each level in a month without a burst."""
    served = group.services * (1 - group.hoarded)
    found = [served * part * response for part, response in zip(levels, group.response, strict=True)]
    found[_HIGHEST] += group.services * group.hoarded
    false = group.bombing + group.padding
    total = sum(found, Fraction(0)) / (1 - false)
    found[_LOWEST] += total * group.bombing
    found[_HIGHEST] += total * group.padding
    return found


def ratings(portfolio: Portfolio, *, seed: int, run: int) -> Counts:
    """The cumulative level counts of one run: provider, look, level; groups in their order.

    Every run and group has a stream of its own, so that the same seed gives the same ratings whatever else is asked.
    """
    drawn = []
    for at, group in enumerate(portfolio.groups):
        random = np.random.default_rng([seed, run, at])
        each = rates(group, portfolio)
        drawn.append(random.poisson(each, (group.providers, *each.shape)))
    return np.cumsum(np.concatenate(drawn), axis=1, dtype=np.int64)
