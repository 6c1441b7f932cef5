"""Ratings that have been shown to be below the standard: stored once, they stay until people decide."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.betting.wealth import stake
from answerable.core.assess.judge import RATINGS_BELOW
from answerable.core.assess.results import POOLED, RatingsTest
from answerable.core.assess.signals.values import Seen, Sight, Signal, SignalPolicy
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message


def crossings(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Every question whose answer is *below*: those that bear on the assessment, and single tiers."""
    for seen in sight.contracts:
        for test in seen.tests:
            if test.below and (test.counts or test.tier != POOLED):
                yield _crossing(seen, test, sight, policy)


def _crossing(seen: Seen, test: RatingsTest, sight: Sight, policy: SignalPolicy) -> Signal:
    pooled = test.tier == POOLED
    low = sum(test.levels[level - 1] for level in policy.bad_levels)
    return Signal(
        rule="ratings_below" if pooled else f"tier_below_{test.tier}",
        contract=seen.contract.id,
        from_day=test.since,
        to_day=sight.on,
        severity="ordinary",
        side=Side.PROVIDER,
        source="rating",
        what=Message.of(
            "signal_ratings_below" if pooled else "signal_tier_below",
            since=test.since,
            tier=test.tier,
            n=test.n,
            low=low,
            share=_per_cent(test.mean or Fraction(0)),
        ),
        evidence=(
            Message.of(
                "crossing_evidence", stake=stake(test.evidence), wanted=quantise(test.wanted, places=1)
            ),
        ),
        innocent=Message.of("innocent_ratings_below"),
        stored=f"{RATINGS_BELOW}{test.since}" if pooled else None,
    )


def _per_cent(share: Fraction) -> str:
    return quantise(share * 100, places=2) + "%"
