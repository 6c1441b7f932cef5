"""Tiers that disagree: ratings given with the provider's people at hand, against the others of the same months."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from answerable.core.assess.signals import chance
from answerable.core.assess.signals.months import add_up, end_of, share_low, years
from answerable.core.assess.signals.values import Seen, Sight, Signal, SignalPolicy, low_of
from answerable.core.evidence.statistics import Five, RatingMonth
from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message, Param


def tiers_disagree(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Years in which helped ratings hold clearly fewer, or clearly more, low ones than the others."""
    for seen in sight.contracts:
        for since, until in years(sight, seen.contract.starts):
            helped, others = _both(seen, since, until, policy=policy)
            if sum(helped) >= policy.tier_ratings <= sum(others):
                yield from _compared(seen, helped, others, days=(since, end_of(until)), policy=policy)


def _both(seen: Seen, since: date, until: date, *, policy: SignalPolicy) -> tuple[Five, Five]:
    """Only months in which both were rated: otherwise a change over time would look like a difference."""
    months = [each for each in seen.months if since <= each.month <= until and any(each.levels)]
    helped = [each for each in months if each.tier in policy.helped_tiers]
    others = [each for each in months if each.tier not in policy.helped_tiers]
    common = {each.month for each in helped} & {each.month for each in others}
    return _levels(helped, common), _levels(others, common)


def _levels(months: Iterable[RatingMonth], common: set[date]) -> Five:
    return add_up([(0, 0, 0, 0, 0), *(each.levels for each in months if each.month in common)])


def _compared(
    seen: Seen, helped: Five, others: Five, *, days: tuple[date, date], policy: SignalPolicy
) -> Iterator[Signal]:
    good, bad = share_low(helped, policy), share_low(others, policy)
    if abs(good - bad) < policy.tier_points:
        return
    more, less = (others, helped) if good < bad else (helped, others)
    one_sided = chance.more_than_others(low_of(more, policy), sum(more), low_of(less, policy), sum(less))
    p = min(Fraction(1), 2 * one_sided)
    if p >= policy.alpha:
        return
    figures: dict[str, Param] = {"since": days[0], "until": days[1], "share": good, "others": bad}
    yield Signal(
        rule="tiers_disagree",
        contract=seen.contract.id,
        from_day=days[0],
        to_day=days[1],
        severity="ordinary",
        side=Side.PROVIDER,
        source="rating",
        what=Message.of("signal_helped_better", **figures)
        if good < bad
        else Message.of("signal_helped_worse", **figures),
        evidence=(
            Message.of("helped_low", low=low_of(helped, policy), n=sum(helped)),
            Message.of("others_low", low=low_of(others, policy), n=sum(others)),
            Message.of("tiers_chance", chance=chance.shown(p)),
        ),
        innocent=Message.of("innocent_tiers"),
        chance=p,
    )
