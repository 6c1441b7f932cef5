"""Bursts: more ratings than services, and days that stand far above a contract's own days."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.signals.mixes import shown_levels, tiers
from answerable.core.assess.signals.months import Hit, Month, Rule, look, median, pooled, signals
from answerable.core.assess.signals.values import Sight, Signal, SignalPolicy, low_of
from answerable.core.evidence.statistics import RatingMonth
from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message

OUTNUMBER = Rule("ratings_outnumber_services", "rating", Side.PROVIDER, Message.of("innocent_outnumber"))
BURST = Rule("burst_of_ratings", "rating", Side.PROVIDER, Message.of("innocent_burst"))


def outnumbered(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Months with more ratings than services, of this month or, as ratings come in late, of the month before."""
    for seen in sight.contracts:
        months = pooled(seen, sight.on)
        hits = (
            _outnumber(month, earlier)
            for month, earlier in zip(months, (None, *months), strict=False)
            if month.n >= policy.month_ratings and _more(month, earlier)
        )
        yield from signals(OUTNUMBER, seen.contract.id, hits)


def _more(month: Month, earlier: Month | None) -> bool:
    if month.services is None:
        return False
    before = earlier.services if earlier is not None and earlier.services is not None else 0
    return month.n > max(month.services, before)


def _outnumber(month: Month, earlier: Month | None) -> Hit:
    before = None if earlier is None else earlier.services
    return Hit(
        month.first,
        Message.of("signal_outnumber", month=f"{month.first:%Y-%m}", n=month.n, services=month.services or 0),
        (Message.of("outnumber_levels", levels=shown_levels(month.levels), before=before),),
        severity="serious",
    )


def bursts(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Months that are larger than usual because of one day, far above every day of the months before it."""

    def judged(month: RatingMonth, before: tuple[RatingMonth, ...]) -> Hit | None:
        return _burst(month, before, policy)

    for seen in sight.contracts:
        for tier in tiers(seen.months, sight.on):
            hits = look(tier, lambda each: each.month, policy, judged)
            yield from signals(BURST, seen.contract.id, hits)


def _burst(month: RatingMonth, before: tuple[RatingMonth, ...], policy: SignalPolicy) -> Hit | None:
    rated = [each for each in before if each.busiest]
    n = sum(month.levels)
    if len(rated) < policy.history_least or n < policy.month_ratings:
        return None
    most = max(each.busiest for each in rated)
    share, usual = Fraction(month.busiest, n), _usual_share(rated)
    volume = median(sum(each.levels) for each in rated)
    out_of_line = (
        month.busiest >= policy.month_ratings
        and month.busiest >= policy.burst_times * most
        and share >= policy.burst_times * usual
        and n >= policy.burst_volume * volume
    )
    return _hit(month, most=most, usual=usual, policy=policy) if out_of_line else None


def _usual_share(rated: list[RatingMonth]) -> Fraction:
    shares = sorted(Fraction(each.busiest, sum(each.levels)) for each in rated)
    return shares[len(shares) // 2]


def _hit(month: RatingMonth, *, most: int, usual: Fraction, policy: SignalPolicy) -> Hit:
    n = sum(month.levels)
    return Hit(
        month.month,
        Message.of(
            "signal_burst", day=month.busiest_on, tier=month.tier, count=month.busiest, most=most, n=n
        ),
        (
            Message.of("burst_share", share=Fraction(month.busiest, n), usual=usual),
            Message.of(
                "burst_levels",
                levels=shown_levels(month.busiest_levels),
                low=low_of(month.busiest_levels, policy),
            ),
        ),
    )
