"""Which of many contracts are below the standard, when all are looked at together: the e-BH procedure.

With K contracts, the k with the most evidence are named for the largest k such that each of them has at least
K / (k·δ); then the expected part of those named in error is at most δ, whatever dependence there is between them
(R. Wang, A. Ramdas, "False discovery rate control with e-values", JRSS B 84 (2022) 822-852).
"""

from collections.abc import Mapping
from fractions import Fraction

from answerable.core.assess.betting.wealth import Shared, Wealth


def named(
    evidence: Mapping[str, Wealth | Shared], *, delta: Fraction, least: Fraction = Fraction(1)
) -> tuple[str, ...]:
    """The ids that are named, in their order; `delta` is the part that may be named in error.

    Evidence below `least` counts as none, which only makes the part smaller: so nobody is named whom a look at him
    alone would not name.
    """
    ranked = sorted(evidence, key=lambda id: -evidence[id].ln)
    for k in range(len(ranked), 0, -1):
        wanted = max(Fraction(len(ranked), k) / delta, least)
        if evidence[ranked[k - 1]].reaches(wanted):
            return tuple(sorted(id for id in ranked if evidence[id].reaches(wanted)))
    return ()
