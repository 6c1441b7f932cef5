"""The value of contracts: measure by measure, against peers, with limits and the ability to take the work back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from answerable.core.assess.value.compare import change_of, conclusion, pooled, side_of
from answerable.core.assess.value.limits import Compared, limits
from answerable.core.assess.value.values import (
    AFTER,
    ASPECTS,
    BEFORE,
    LOWER_IS_BETTER,
    OUTSIDE,
    STRADDLES,
    Figure,
    InHouse,
    MeasureResult,
    PeersResult,
    Pooled,
    Spread,
)
from answerable.core.evidence.values import DutyDone, PlannedDuty
from answerable.core.register.values import Contract, WorkItem

Key = tuple[str, str]
"""Aspect and measure."""


@dataclass(frozen=True)
class Stated:
    """What was stated of one contract, as far as its periods are over."""

    contract: Contract
    """With the term it really had."""
    catalogue: str | None
    figures: Mapping[Key, tuple[Figure, ...]]
    on: date

    def sides(self, key: Key) -> dict[str, list[Figure]]:
        """The figures of a measure by where their periods lie, oldest first."""
        found: dict[str, list[Figure]] = {side: [] for side in (BEFORE, AFTER, STRADDLES, OUTSIDE)}
        starts, ends = self.contract.starts, self.contract.ends
        for figure in self.figures.get(key, ()):
            found[side_of(figure.period, starts=starts, ends=ends, on=self.on)].append(figure)
        return found

    @cached_property
    def pairs(self) -> Mapping[Key, tuple[Pooled | None, Pooled | None]]:
        """Before and after by measure. Kept, for every peer asks for it."""
        sides = {key: self.sides(key) for key in self.figures}
        return {key: (pooled(found[BEFORE]), pooled(found[AFTER])) for key, found in sides.items()}


def stated(
    contracts: Iterable[Contract], items: Mapping[str, WorkItem], figures: Iterable[Figure], *, on: date
) -> tuple[Stated, ...]:
    """The figures laid out by contract and measure."""
    by_contract: dict[str, dict[Key, list[Figure]]] = {}
    for each in sorted(figures, key=lambda figure: (figure.period.start, figure.period)):
        key = (each.aspect, each.measure)
        by_contract.setdefault(each.contract, {}).setdefault(key, []).append(each)
    return tuple(
        Stated(
            contract=contract,
            catalogue=items[contract.work_item].catalogue,
            figures={key: tuple(found) for key, found in by_contract.get(contract.id, {}).items()},
            on=on,
        )
        for contract in contracts
    )


def measures(one: Stated, everybody: Iterable[Stated]) -> tuple[MeasureResult, ...]:
    """Every measure of a contract, in order of aspects."""
    peers = [
        other
        for other in everybody
        if other.contract.id != one.contract.id and other.catalogue and other.catalogue == one.catalogue
    ]
    keys = sorted(one.figures, key=lambda key: (ASPECTS.index(key[0]), key[1]))
    return tuple(_measure(one, key, peers) for key in keys)


def _measure(one: Stated, key: Key, peers: list[Stated]) -> MeasureResult:
    aspect, measure = key
    sides = one.sides(key)
    before, after = one.pairs[key]
    change = change_of(before, after)
    compared = Compared(aspect, dict(sides), before, after, change, _against(peers, key, change))
    placed = ((figure, side) for side, found in sides.items() for figure in found)
    return MeasureResult(
        aspect=aspect,
        measure=measure,
        figures=tuple(sorted(placed, key=lambda pair: (pair[0].period.start, pair[0].period))),
        before=before,
        after=after,
        change=change,
        better=(change < 0) == (aspect in LOWER_IS_BETTER) if change else None,
        conclusion=conclusion(before, after, comparable=compared.comparable),
        freed=_freed(compared),
        peers=compared.peers,
        limits=tuple(limits(compared)),
    )


def _freed(each: Compared) -> Fraction | None:
    if each.aspect != "staff_time" or each.before is None or each.after is None or not each.comparable:
        return None
    return each.before.value - each.after.value


def _against(peers: Iterable[Stated], key: Key, own: Fraction | None) -> PeersResult:
    pairs = [peer.pairs[key] for peer in peers if key in peer.pairs]
    changes = _spread([change for pair in pairs if (change := change_of(*pair)) is not None])
    return PeersResult(
        values=_spread([after.value for _, after in pairs if after is not None]),
        changes=changes,
        difference=None if own is None or changes is None else own - changes.median,
    )


def _spread(values: list[Fraction]) -> Spread | None:
    if not values:
        return None
    line = sorted(values)
    middle = line[(len(line) - 1) // 2] + line[len(line) // 2]
    return Spread(n=len(line), median=middle / 2, low=line[0], high=line[-1])


def in_house(
    item: WorkItem, planned: Iterable[PlannedDuty], done: Iterable[DutyDone], *, on: date
) -> InHouse:
    """The ability to take the work back, by the register and the drills of the oversight plan."""
    drills = {duty.id for duty in planned if duty.kind == "drill" and duty.starts <= on}
    days = [each.done_on for each in done if each.duty in drills and each.done_on <= on]
    return InHouse(share=item.in_house_share, drills=len(drills), drilled_on=max(days, default=None))


def silent(found: Iterable[MeasureResult]) -> tuple[str, ...]:
    """Aspects of which nothing was stated."""
    spoken = {each.aspect for each in found}
    return tuple(aspect for aspect in ASPECTS if aspect not in spoken)
