"""A set of indicators as it judges: bands, points, weights and rules; and the changes that a new set makes to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from answerable.core.assess.policy import Policy
from answerable.core.assess.score import Points, points_of
from answerable.core.evidence.measure import Edition, edition
from answerable.core.evidence.values import Agreed, Band
from answerable.core.tables.fault import Fault
from answerable.core.terms.message import Message

_FULL = Decimal(100)


@dataclass(frozen=True)
class Rules:
    """When figures put a contract on watch; None is a rule that is not set. See the parameters `watch.*`."""

    off_target_periods: int
    far_steps: int
    worst_k: int | None = None
    worst_last: int | None = None
    trend_periods: int | None = None

    @property
    def window(self) -> int:
        """How many of the latest results the rules look at."""
        return max(self.off_target_periods, self.worst_last or 0, (self.trend_periods or 0) + 1)


def rules_of(policy: Policy) -> Rules:
    """The rules in force."""
    return Rules(
        policy.off_target_periods,
        policy.far_steps,
        policy.worst_k,
        policy.worst_last,
        policy.trend_periods,
    )


def with_rules(policy: Policy, rules: Rules) -> Policy:
    """The policy with these rules in place of its own."""
    return replace(
        policy,
        off_target_periods=rules.off_target_periods,
        far_steps=rules.far_steps,
        worst_k=rules.worst_k,
        worst_last=rules.worst_last,
        trend_periods=rules.trend_periods,
    )


@dataclass(frozen=True)
class IndicatorSet:
    """Everything by which figures are judged."""

    editions: Mapping[str, tuple[Edition, ...]]
    """Of each indicator, oldest first."""
    points: Points
    weights: Mapping[tuple[str, str], Decimal | None]
    """By contract and indicator."""
    policy: Policy


@dataclass(frozen=True)
class Changes:
    """What a new set states. Whatever it leaves out stays as it is in force."""

    indicators: tuple[str, ...]
    """All that it names, in order of their ids."""
    rules: Rules
    bands: Mapping[str, tuple[Band, ...]] = field(default_factory=dict)
    """By indicator; their `starts` says nothing."""
    weights: Mapping[str, Decimal] = field(default_factory=dict)
    """By indicator, for every contract that is measured by it."""


def changed(in_force: IndicatorSet, changes: Changes) -> IndicatorSet:
    """The new set: every edition of a changed indicator keeps its measure and period and gets the new bands."""
    editions = dict(in_force.editions)
    points = {key: value for key, value in in_force.points.items() if key[0] not in changes.bands}
    for id, bands in changes.bands.items():
        dated = {old: tuple(replace(b, starts=old.indicator.starts) for b in bands) for old in editions[id]}
        editions[id] = tuple(edition(old.indicator, new) for old, new in dated.items())
        points |= points_of(band for new in dated.values() for band in new)
    weights = {key: changes.weights.get(key[1], old) for key, old in in_force.weights.items()}
    return IndicatorSet(editions, points, weights, with_rules(in_force.policy, changes.rules))


def weight_faults(
    agreed: Mapping[str, tuple[Agreed, ...]],
    weights: Mapping[str, Decimal],
    *,
    lines: Mapping[str, int],
    file: str,
) -> list[Fault]:
    """Contracts whose weights would not add up to 100, once each way; at the line of the first weight concerned."""
    faults: dict[tuple[tuple[str, Decimal | None], ...], Fault] = {}
    for contract in sorted(agreed):
        stated = tuple(
            (each.indicator, weights.get(each.indicator, each.weight)) for each in agreed[contract]
        )
        named = [indicator for indicator, _ in stated if indicator in weights]
        without = tuple(indicator for indicator, weight in stated if weight is None)
        total = sum((weight for _, weight in stated if weight is not None), Decimal(0))
        if not named or stated in faults or (total == _FULL and not without):
            continue
        message = Message.of("set_weights", contract=contract, total=str(total), without=without)
        faults[stated] = Fault(file, min(lines[indicator] for indicator in named), "weight", message)
    return list(faults.values())
