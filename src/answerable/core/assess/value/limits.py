"""Plain limits of what may be concluded from figures on value. They are said whether the figures please or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from answerable.core.assess.value.compare import LEAST, notes, same_kind
from answerable.core.assess.value.values import (
    AFTER,
    BEFORE,
    LOWER_IS_BETTER,
    STRADDLES,
    Figure,
    PeersResult,
    Pooled,
)
from answerable.core.terms.message import Message


@dataclass(frozen=True)
class Compared:
    """One measure with all that its limits depend on."""

    aspect: str
    sides: dict[str, Sequence[Figure]]
    before: Pooled | None
    after: Pooled | None
    change: Fraction | None
    peers: PeersResult

    @property
    def comparable(self) -> bool:
        """One kind of period, and the same definition as far as notes tell."""
        both = [*self.sides[BEFORE], *self.sides[AFTER]]
        return same_kind(both) and notes(self.sides[BEFORE]) == notes(self.sides[AFTER])


def limits(each: Compared) -> Iterator[Message]:
    """All that apply, those that forbid a conclusion first."""
    yield from _numbers(each)
    yield from _definitions(each)
    yield from _sources(each)
    yield from _peers(each.peers)
    if each.before is not None and each.after is not None:
        yield from _causes(each)


def _numbers(each: Compared) -> Iterator[Message]:
    if each.before is None:
        yield Message.of("value_no_before")
    elif each.before.n < LEAST:
        yield Message.of("value_few_before", n=each.before.n, least=LEAST)
    if each.after is None:
        yield Message.of("value_no_after")
    elif each.after.n < LEAST:
        yield Message.of("value_few_after", n=each.after.n, least=LEAST)
    across = tuple(str(figure.period) for figure in each.sides[STRADDLES])
    if across:
        yield Message.of("value_straddles", periods=across)


def _definitions(each: Compared) -> Iterator[Message]:
    before, after = notes(each.sides[BEFORE]), notes(each.sides[AFTER])
    if before != after and each.before is not None and each.after is not None:
        yield Message.of("value_definition_changed")
    if before or after:
        yield Message.of("value_notes", notes=tuple(dict.fromkeys((*before, *after))))
    if not same_kind([*each.sides[BEFORE], *each.sides[AFTER]]):
        yield Message.of("value_period_kinds")


def _sources(each: Compared) -> Iterator[Message]:
    sources = {side: {figure.source for figure in each.sides[side]} for side in (BEFORE, AFTER)}
    if "provider" in sources[BEFORE] | sources[AFTER]:
        yield Message.of("value_provider_source")
    if sources[BEFORE] and sources[AFTER] and sources[BEFORE] != sources[AFTER]:
        yield Message.of("value_sources_differ")


def _peers(peers: PeersResult) -> Iterator[Message]:
    if peers.values is None:
        yield Message.of("value_no_peers")
    elif peers.values.n < LEAST:
        yield Message.of("value_few_peers", n=peers.values.n)
    elif peers.changes is None:
        yield Message.of("value_peers_no_before")


def _causes(each: Compared) -> Iterator[Message]:
    if each.aspect == "unit_cost":
        yield Message.of("value_prices")
        yield Message.of("value_overheads")
    if _ended_badly(each):
        yield Message.of("value_regression")
    yield Message.of("value_other_causes")


def _ended_badly(each: Compared) -> bool:
    """Improved, after a last period that was the worst of its years: part of it would have come by itself."""
    if each.before is None or not each.change or each.before.n == 1:
        return False
    if each.aspect in LOWER_IS_BETTER:
        return each.change < 0 and each.before.latest == each.before.high
    return each.change > 0 and each.before.latest == each.before.low
