"""Ratings that stop when they would turn bad: services go on, low ratings rose, and then hardly any come in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from answerable.core.assess.signals import chance
from answerable.core.assess.signals.months import Hit, Month, Rule, add_up, median, pooled, share_low, signals
from answerable.core.assess.signals.values import Sight, Signal, SignalPolicy, low_of
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message

STOP = Rule("ratings_stopped", "rating", Side.PROVIDER, Message.of("innocent_stop"))
_ROSE = 2
"""Months in which low ratings rose, before ratings stopped."""


@dataclass(frozen=True)
class _Rise:
    """A rise of low ratings, and what was usual before it."""

    share: Fraction
    usual: Fraction
    ratings: Fraction
    """Of a usual month."""
    services: Fraction
    chance: Fraction


def stops(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Months in which ratings had stopped after a rise of low ones."""
    for seen in sight.contracts:
        yield from signals(STOP, seen.contract.id, _hits(pooled(seen, sight.on), policy))


def _hits(months: Sequence[Month], policy: SignalPolicy) -> Iterator[Hit]:
    rise: _Rise | None = None
    for at, month in enumerate(months):
        if rise is None or not _stopped(month, rise, policy):
            rise = _rise(months[max(0, at - _ROSE - policy.history_months) : at], policy)
        if rise is not None and _stopped(month, rise, policy):
            yield _hit(month, rise)
        else:
            rise = None


def _rise(before: Sequence[Month], policy: SignalPolicy) -> _Rise | None:
    """Whether low ratings rose in the latest two of these months; None if not, or if too little is known."""
    history, latest = before[:-_ROSE], before[-_ROSE:]
    known = [each.services for each in history if each.services is not None]
    if min(len(history), len(known)) < policy.history_least:
        return None
    then, now = (add_up(each.levels for each in months) for months in (history, latest))
    usual, share = share_low(then, policy), share_low(now, policy)
    ratings = median(each.n for each in history)
    if ratings < policy.month_ratings or share - usual < policy.stop_points:
        return None
    p = chance.more_than_others(low_of(now, policy), sum(now), low_of(then, policy), sum(then))
    return _Rise(share, usual, ratings, median(known), p) if p < policy.stop_alpha else None


def _stopped(month: Month, rise: _Rise, policy: SignalPolicy) -> bool:
    return (
        month.services is not None
        and month.services >= policy.stop_services * rise.services
        and month.n < policy.stop_share * rise.ratings
    )


def _hit(month: Month, rise: _Rise) -> Hit:
    return Hit(
        month.first,
        Message.of(
            "signal_stop", month=f"{month.first:%Y-%m}", n=month.n, usual=quantise(rise.ratings, places=1)
        ),
        (
            Message.of("stop_rise", share=rise.share, usual=rise.usual, chance=chance.shown(rise.chance)),
            Message.of(
                "stop_services", services=month.services or 0, usual=quantise(rise.services, places=1)
            ),
        ),
        chance=rise.chance,
    )
