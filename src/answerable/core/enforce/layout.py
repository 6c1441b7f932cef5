"""The district's records, and the same laid out by contract, so that each contract is assessed in one pass."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from answerable.core.assess.score import Points, points_of
from answerable.core.enforce.values import Case, CaseState, Order, Recheck
from answerable.core.evidence.measure import Edition, edition
from answerable.core.evidence.statistics import (
    CauseCount,
    Delivered,
    LevelCounts,
    MatterCount,
    OpenMatter,
    ReadingTotal,
    RestartCounts,
    ScoreTotal,
    Statistics,
)
from answerable.core.evidence.values import (
    Agreed,
    Band,
    Deduction,
    DutyDone,
    Finding,
    Indicator,
    PlannedDuty,
    Stratum,
    Survey,
)
from answerable.core.register.answer import People
from answerable.core.register.values import Body, Clause, Contract, Provider, WorkItem
from answerable.core.tables.district import District
from answerable.core.terms.period import Period
from answerable.core.watch.accounts.profile import Profile
from answerable.core.watch.health import CollectorFault
from answerable.core.watch.register import PassageRow

V = TypeVar("V")


@dataclass(frozen=True)
class Records:
    """The district's records as values, but for the big tables, which come as statistics."""

    district: District
    people: People
    bodies: tuple[Body, ...]
    providers: tuple[Provider, ...]
    work_items: tuple[WorkItem, ...]
    contracts: tuple[Contract, ...]
    clauses: tuple[Clause, ...]
    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    agreed: tuple[Agreed, ...]
    surveys: tuple[Survey, ...]
    strata: tuple[Stratum, ...]
    deductions: tuple[Deduction, ...]
    planned: tuple[PlannedDuty, ...]
    done: tuple[DutyDone, ...]
    findings: tuple[Finding, ...]
    cases: tuple[Case, ...]
    case_states: tuple[CaseState, ...]
    orders: tuple[Order, ...]
    rechecks: tuple[Recheck, ...]
    statistics: Statistics
    passages: tuple[PassageRow, ...] = ()
    profiles: tuple[Profile, ...] = ()
    """Accounts under watch in figures, as of the day; none where no voice is registered."""
    faults: tuple[tuple[str, CollectorFault], ...] = ()
    """Voices that nobody could look at on the day, with their contracts."""


def _by_contract(values: Iterable[V]) -> Mapping[str, tuple[V, ...]]:
    return _grouped(values, lambda value: value.contract)  # type: ignore[attr-defined]


def _grouped(values: Iterable[V], key: Callable[[V], str]) -> Mapping[str, tuple[V, ...]]:
    groups: dict[str, list[V]] = defaultdict(list)
    for value in values:
        groups[key(value)].append(value)
    return defaultdict(tuple, {name: tuple(group) for name, group in groups.items()})


@dataclass(frozen=True)
class Layout:
    """The records by contract as of a day; every mapping of groups answers an unknown key with nothing."""

    records: Records
    on: date

    @cached_property
    def bodies(self) -> Mapping[str, Body]:
        return {body.id: body for body in self.records.bodies}

    @cached_property
    def providers(self) -> Mapping[str, Provider]:
        return {provider.id: provider for provider in self.records.providers}

    @cached_property
    def work_items(self) -> Mapping[str, WorkItem]:
        return {item.id: item for item in self.records.work_items}

    @cached_property
    def clauses(self) -> Mapping[str, tuple[Clause, ...]]:
        return _by_contract(self.records.clauses)

    @cached_property
    def agreed(self) -> Mapping[str, tuple[Agreed, ...]]:
        return _by_contract(sorted(self.records.agreed, key=lambda each: each.indicator))

    @cached_property
    def surveys(self) -> Mapping[str, tuple[Survey, ...]]:
        return _by_contract(sorted(self.records.surveys, key=lambda each: (each.surveyed_on, each.id)))

    @cached_property
    def strata(self) -> Mapping[str, tuple[Stratum, ...]]:
        return _grouped(self.records.strata, lambda each: each.survey)

    @cached_property
    def deductions(self) -> Mapping[str, tuple[Deduction, ...]]:
        return _by_contract(self.records.deductions)

    @cached_property
    def points(self) -> Points:
        return points_of(self.records.bands)

    @cached_property
    def planned(self) -> Mapping[str, tuple[PlannedDuty, ...]]:
        return _by_contract(self.records.planned)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        return _by_contract(sorted(self.records.findings, key=lambda each: (each.found_on, each.id)))

    @cached_property
    def cases(self) -> Mapping[str, tuple[Case, ...]]:
        return _by_contract(sorted(self.records.cases, key=lambda each: (each.opened_on, each.id)))

    @cached_property
    def states(self) -> Mapping[str, tuple[CaseState, ...]]:
        return _grouped(
            sorted(self.records.case_states, key=lambda each: each.starts), lambda each: each.case
        )

    @cached_property
    def orders(self) -> Mapping[str, tuple[Order, ...]]:
        return _grouped(sorted(self.records.orders, key=lambda each: each.id), lambda each: each.case)

    def orders_of(self, contract: str) -> tuple[Order, ...]:
        """Every item ordered on the contract, whatever its case."""
        return tuple(order for case in self.cases[contract] for order in self.orders[case.id])

    @cached_property
    def passages(self) -> Mapping[str, tuple[PassageRow, ...]]:
        """The words each finding points at, in their order."""
        return _grouped(
            sorted(self.records.passages, key=lambda each: each.number), lambda each: each.finding
        )

    @cached_property
    def faults(self) -> Mapping[str, tuple[CollectorFault, ...]]:
        found: dict[str, list[CollectorFault]] = defaultdict(list)
        for contract, fault in self.records.faults:
            found[contract].append(fault)
        return defaultdict(tuple, {contract: tuple(faults) for contract, faults in found.items()})

    @cached_property
    def profiles(self) -> Mapping[str, tuple[Profile, ...]]:
        return _by_contract(self.records.profiles)

    @cached_property
    def findings_by_id(self) -> Mapping[str, Finding]:
        return {finding.id: finding for finding in self.records.findings}

    @cached_property
    def rechecks(self) -> Mapping[str, Recheck]:
        return {recheck.order: recheck for recheck in self.records.rechecks}

    @cached_property
    def settled(self) -> frozenset[str]:
        done = {
            each.order
            for each in self.records.rechecks
            if each.result == "corrected" and each.checked_on <= self.on
        }
        ordered = [order for order in self.records.orders if order.finding and order.issued_on <= self.on]
        open_still = {order.finding for order in ordered if order.id not in done}
        return frozenset(order.finding for order in ordered if order.finding) - open_still

    @cached_property
    def done(self) -> Mapping[str, frozenset[Period]]:
        periods: dict[str, set[Period]] = defaultdict(set)
        for each in self.records.done:
            if each.done_on <= self.on:
                periods[each.duty].add(each.period)
        return {duty: frozenset(found) for duty, found in periods.items()}

    @cached_property
    def editions(self) -> Mapping[str, tuple[Edition, ...]]:
        bands = _grouped(self.records.bands, lambda band: f"{band.indicator}/{band.starts}")
        ordered = sorted(self.records.indicators, key=lambda each: each.starts)
        editions = [edition(each, bands[f"{each.id}/{each.starts}"]) for each in ordered]
        return _grouped(editions, lambda each: each.indicator.id)

    @cached_property
    def readings(self) -> Mapping[str, tuple[ReadingTotal, ...]]:
        return _grouped(self.records.statistics.readings, lambda each: f"{each.contract}/{each.indicator}")

    @cached_property
    def ratings(self) -> Mapping[str, tuple[LevelCounts, ...]]:
        return _by_contract(self.records.statistics.ratings)

    @cached_property
    def restarted(self) -> Mapping[str, tuple[RestartCounts, ...]]:
        return _by_contract(self.records.statistics.restarted)

    @cached_property
    def causes(self) -> Mapping[str, tuple[CauseCount, ...]]:
        return _by_contract(self.records.statistics.causes)

    @cached_property
    def services(self) -> Mapping[str, tuple[Delivered, ...]]:
        return _by_contract(self.records.statistics.services)

    @cached_property
    def matters(self) -> Mapping[str, tuple[MatterCount, ...]]:
        return _by_contract(self.records.statistics.matters)

    @cached_property
    def open_matters(self) -> Mapping[str, tuple[OpenMatter, ...]]:
        return _by_contract(self.records.statistics.open_matters)

    @cached_property
    def scores(self) -> Mapping[str, tuple[ScoreTotal, ...]]:
        return _by_contract(self.records.statistics.scores)
