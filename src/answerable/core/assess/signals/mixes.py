"""A month's mix of levels against the contract's own months before it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from answerable.core.assess.signals import chance
from answerable.core.assess.signals.months import Hit, Rule, add_up, last_over, look, signals
from answerable.core.assess.signals.values import Sight, Signal, SignalPolicy
from answerable.core.evidence.statistics import Five, RatingMonth
from answerable.core.terms.duty import Side
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message

MIX = Rule("level_mix", "rating", Side.PROVIDER, Message.of("innocent_mix"))
_EXPECTED = 5
"""Ratings a group of levels should have in the month for Pearson's statistic to be near its law (Cochran 1954)."""


def tiers(months: Iterable[RatingMonth], on: date) -> Iterator[tuple[RatingMonth, ...]]:
    """The months that are over, tier by tier, oldest first."""
    found: dict[str, list[RatingMonth]] = {}
    last = last_over(on)
    for each in sorted(months):
        if each.month <= last:
            found.setdefault(each.tier, []).append(each)
    return (tuple(found[tier]) for tier in sorted(found))


def shown_levels(levels: Five) -> str:
    """The counts of level 1 to 5."""
    return " / ".join(str(count) for count in levels)


def mixes(sight: Sight, policy: SignalPolicy) -> Iterator[Signal]:
    """Months whose mix lies far from the tier's usual one, to the better or to the worse."""
    for seen in sight.contracts:
        every = list(tiers(seen.months, sight.on))

        def judged(
            month: RatingMonth, before: tuple[RatingMonth, ...], share: int = len(every)
        ) -> Hit | None:
            return _far(month, before, policy, share=share)

        for tier in every:
            hits = look(tier, lambda each: each.month, policy, judged)
            yield from signals(MIX, seen.contract.id, hits)


def _far(
    month: RatingMonth, before: tuple[RatingMonth, ...], policy: SignalPolicy, *, share: int
) -> Hit | None:
    """`share`: among how many tiers of the contract the risk is shared."""
    history = [each.levels for each in before if sum(each.levels)]
    if len(history) < policy.history_least or sum(month.levels) < policy.month_ratings:
        return None
    base = add_up(history)
    if sum(base) < policy.history_ratings or distance(month.levels, base) < policy.mix_distance:
        return None
    groups = _grouping(month.levels, base)
    p = chance.other_than_before(_in(groups, month.levels), [_in(groups, each) for each in history])
    if p * share >= policy.alpha:
        return None
    return _hit(month, base, months=len(history), chance_of=min(Fraction(1), p * share))


def distance(one: Five, other: Five) -> Fraction:
    """The part of the ratings that would have to change level to make the mixes the same, from 0 to 1."""
    n, m = sum(one), sum(other)
    return (
        sum((abs(Fraction(a, n) - Fraction(b, m)) for a, b in zip(one, other, strict=True)), Fraction(0)) / 2
    )


def _grouping(month: Five, base: Five) -> list[range]:
    """Neighbouring levels joined, from the worst up, until each group is large enough to be judged."""
    n, whole = sum(month), sum(month) + sum(base)
    groups: list[range] = []
    start, together = 0, 0
    for level in range(5):
        together += month[level] + base[level]
        if together * n >= _EXPECTED * whole:
            groups.append(range(start, level + 1))
            start, together = level + 1, 0
    if start < 5 and groups:
        groups[-1] = range(groups[-1].start, 5)
    return groups


def _in(groups: Sequence[range], levels: Five) -> list[int]:
    return [sum(levels[level] for level in group) for group in groups]


def _mean(levels: Five) -> Fraction:
    return Fraction(sum(level * count for level, count in enumerate(levels, start=1)), sum(levels))


def _hit(month: RatingMonth, base: Five, *, months: int, chance_of: Fraction) -> Hit:
    better = _mean(month.levels) >= _mean(base)
    name, n = f"{month.month:%Y-%m}", sum(month.levels)
    what = (
        Message.of("signal_mix_better", month=name, tier=month.tier, n=n)
        if better
        else Message.of("signal_mix_worse", month=name, tier=month.tier, n=n)
    )
    return Hit(
        month.month,
        what,
        (
            Message.of(
                "mix_now", levels=shown_levels(month.levels), mean=quantise(_mean(month.levels), places=2)
            ),
            Message.of(
                "mix_before", levels=shown_levels(base), mean=quantise(_mean(base), places=2), months=months
            ),
            Message.of("mix_chance", chance=chance.shown(chance_of)),
        ),
        chance=chance_of,
        key="better" if better else "worse",
    )
