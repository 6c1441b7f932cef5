"""Codes hoarded: on one day many ratings of services long past, nearly all good, unlike the months before."""

from collections.abc import Iterator
from fractions import Fraction

from answerable.core.assess.signals import chance
from answerable.core.assess.signals.mixes import shown_levels, tiers
from answerable.core.assess.signals.months import Hit, Rule, look, share_low, signals
from answerable.core.assess.signals.values import Sight, Signal, SignalPolicy
from answerable.core.evidence.statistics import RatingMonth
from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message

HOARD = Rule("codes_hoarded", "rating", Side.PROVIDER, Message.of("innocent_hoard"))


def hoards(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Months with a day on which long past services were rated in numbers."""

    def judged(month: RatingMonth, before: tuple[RatingMonth, ...]) -> Hit | None:
        return _hoard(month, before, policy)

    for seen in sight.contracts:
        for tier in tiers(seen.months, sight.on):
            hits = look(tier, lambda each: each.month, policy, judged)
            yield from signals(HOARD, seen.contract.id, hits)


def _hoard(month: RatingMonth, before: tuple[RatingMonth, ...], policy: SignalPolicy) -> Hit | None:
    dated = [each for each in before if each.served_known]
    if month.aged_busiest < policy.hoard_ratings or len(dated) < policy.history_least:
        return None
    aged, known = sum(each.aged for each in dated), sum(each.served_known for each in dated)
    share, usual = Fraction(month.aged, month.served_known), Fraction(aged, known)
    if known < policy.history_ratings or share < max(policy.hoard_share, policy.hoard_times * usual):
        return None
    on_that_day = month.aged_busiest_on == month.busiest_on
    levels = month.busiest_levels if on_that_day else month.levels
    p = chance.more_than_others(month.aged, month.served_known, aged, known)
    if p >= policy.alpha or share_low(levels, policy) > policy.hoard_low:
        return None
    return Hit(
        month.month,
        Message.of("signal_hoard", day=month.aged_busiest_on, tier=month.tier, count=month.aged_busiest),
        (
            Message.of("hoard_share", share=share, usual=usual, n=month.aged),
            Message.of("hoard_levels_day", levels=shown_levels(levels))
            if on_that_day
            else Message.of("hoard_levels_month", levels=shown_levels(levels)),
            Message.of("hoard_chance", chance=chance.shown(p)),
        ),
        severity="serious" if month.aged_busiest >= policy.hoard_serious else "ordinary",
        chance=p,
    )
