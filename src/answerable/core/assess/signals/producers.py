"""Where signs come from: one list, so that nothing looks for signs elsewhere."""

from collections.abc import Callable, Iterable, Iterator

from answerable.core.assess.signals.bursts import bursts, outnumbered
from answerable.core.assess.signals.crossings import crossings
from answerable.core.assess.signals.followed import cause_returns, low_not_followed
from answerable.core.assess.signals.helped import tiers_disagree
from answerable.core.assess.signals.hoards import hoards
from answerable.core.assess.signals.mixes import mixes
from answerable.core.assess.signals.months import before, last_over
from answerable.core.assess.signals.peers import low_against_peers
from answerable.core.assess.signals.scores import blind_inspections, same_scores
from answerable.core.assess.signals.stops import stops
from answerable.core.assess.signals.values import Sight, Signal, SignalPolicy

Producer = Callable[[Sight, SignalPolicy], Iterator[Signal]]

PRODUCERS: tuple[Producer, ...] = (
    crossings,
    low_against_peers,
    low_not_followed,
    cause_returns,
    outnumbered,
    bursts,
    mixes,
    tiers_disagree,
    hoards,
    stops,
    same_scores,
    blind_inspections,
)


def look_for_signs(
    sight: Sight, policy: SignalPolicy, *, producers: Iterable[Producer] = PRODUCERS
) -> tuple[Signal, ...]:
    """Every sign that did not end too long ago, by contract and first day. One id stands once."""
    earliest = before(last_over(sight.on), policy.look_back_months - 1)
    found: dict[str, Signal] = {}
    for producer in producers:
        for signal in producer(sight, policy):
            if signal.to_day >= earliest:
                found[signal.id] = _stronger(found.get(signal.id), signal)
    return tuple(sorted(found.values(), key=lambda each: (each.contract, each.from_day, each.rule)))


def unrecorded(sight: Sight, signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """The signs that no finding records yet, whatever was decided on it."""
    findings = {seen.contract.id: seen.findings for seen in sight.contracts}
    return tuple(
        signal
        for signal in signals
        if not any(signal.recorded_as(finding) for finding in findings.get(signal.contract, ()))
    )


def _stronger(one: Signal | None, other: Signal) -> Signal:
    """Of the same sign in two tiers, the one with the smaller chance; the first where none is reckoned."""
    if one is None or (one.chance is not None and other.chance is not None and other.chance < one.chance):
        return other
    return one
