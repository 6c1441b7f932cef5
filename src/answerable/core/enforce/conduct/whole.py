"""The conduct of all bodies of a district and of their providers, on one day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from answerable.core.assess.policy import Policy
from answerable.core.enforce.conduct.occasions import FirstDone, Occasion, Past, counted, first_done
from answerable.core.enforce.conduct.values import (
    WHOLE,
    WINDOWS,
    YEAR,
    BodyConduct,
    ContractConduct,
    DistrictConduct,
    Kept,
    Led,
    Window,
    added,
    together,
)
from answerable.core.enforce.district import assess_district
from answerable.core.enforce.layout import Layout, Records
from answerable.core.enforce.results import ContractResult, DistrictResult
from answerable.core.evidence.statistics import MatterCount, OpenMatter, Statistics
from answerable.core.register.values import Contract
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.duty import DutyState, Side


def year_begins(on: date) -> date:
    """The first of the twelve months that end with the day."""
    try:
        return on.replace(year=on.year - 1) + timedelta(days=1)
    except ValueError:
        return date(on.year - 1, 3, 1)


def conduct(
    records: Records,
    policy: Policy,
    *,
    calendar: WorkingCalendar,
    on: date,
    earlier: Statistics,
    bodies: frozenset[str] | None = None,
) -> DistrictConduct:
    """How both sides kept what they owed, for the bodies named or all, in order of their ids.

    `earlier` are the statistics at the end of the day before the last twelve months began: matters are counted by
    engines, so those of the window are the difference.
    """
    chosen = [each for each in records.contracts if bodies is None or each.body in bodies]
    kept = replace(records, contracts=tuple(each for each in chosen if each.starts <= on))
    result = assess_district(kept, policy, calendar=calendar, on=on)
    make = _Conduct(Layout(kept, on), policy, calendar, on, _by_contract(earlier.matters))
    by_body: dict[str, list[ContractConduct]] = {}
    for each in result.contracts:
        by_body.setdefault(each.contract.body, []).append(make.contract(each))
    all_bodies = [each for each in sorted(records.bodies, key=lambda body: body.id) if each.id in by_body]
    found = tuple(
        BodyConduct(
            body=body,
            contracts=tuple(by_body[body.id]),
            windows=_put_together((each.windows for each in by_body[body.id]), on=on),
        )
        for body in all_bodies
    )
    return DistrictConduct(
        district=result.district,
        name=result.name,
        name_en=result.name_en,
        language=result.language,
        on=on,
        bodies=found,
        windows=_put_together((each.windows for each in found), on=on),
        names=_names(result),
    )


def _put_together(all_windows: Iterable[tuple[Window, ...]], *, on: date) -> tuple[Window, ...]:
    flat = [window for windows in all_windows for window in windows]
    return tuple(added(name, flat, last=on) for name in WINDOWS)


def _names(result: DistrictResult) -> dict[str, tuple[str, str | None]]:
    known: dict[str, tuple[str, str | None]] = {each.id: (each.name, each.name_en) for each in result.people}
    for contract in result.contracts:
        for party in (contract.body, contract.provider):
            known[party.id] = (party.name, party.name_en)
    return known


def _by_contract(counts: Iterable[MatterCount]) -> Mapping[str, tuple[MatterCount, ...]]:
    groups: dict[str, list[MatterCount]] = {}
    for each in counts:
        groups.setdefault(each.contract, []).append(each)
    return {contract: tuple(found) for contract, found in groups.items()}


@dataclass(frozen=True)
class _Conduct:
    layout: Layout
    policy: Policy
    calendar: WorkingCalendar
    on: date
    earlier: Mapping[str, tuple[MatterCount, ...]]

    def contract(self, result: ContractResult) -> ContractConduct:
        contract = _as_ended(result)
        past = Past(self.layout, self.policy, self.calendar, contract, self.on)
        occasions = list(past.all(result.indicators, self._done))
        firsts = {YEAR: max(year_begins(self.on), contract.starts), WHOLE: contract.starts}
        windows = (
            self._window(name, contract, occasions, first=max(first, contract.starts))
            for name, first in firsts.items()
        )
        overdue = tuple(duty for duty in result.duties if duty.state is DutyState.OVERDUE)
        return ContractConduct(result.contract, tuple(windows), overdue)

    @cached_property
    def _done(self) -> FirstDone:
        return first_done(self.layout.records.done, on=self.on)

    def _window(self, name: str, contract: Contract, occasions: list[Occasion], *, first: date) -> Window:
        inside = (each for each in occasions if first <= each.by <= self.on)
        kept = [counted(each, calendar=self.calendar, on=self.on) for each in inside]
        kept.append(self._matters(contract, first=first, whole=name == WHOLE))
        return Window(name, first, self.on, together(kept), self._led(contract, first=first))

    def _matters(self, contract: Contract, *, first: date, whole: bool) -> Kept:
        """Matters handled in time, or late, or open beyond the last day to answer."""
        if self.policy.answer_matter is None:
            return Kept(Side.BODY, "matter")
        in_time, late = _matters_by_now(self.layout.matters[contract.id])
        if not whole:
            in_time_then, late_then = _matters_by_now(self.earlier.get(contract.id, ()))
            in_time, late = in_time - in_time_then, late - late_then
        deadlines = [self._answer_by(each) for each in self.layout.open_matters[contract.id]]
        # The engines count a matter as late from the day after its deadline on.
        since = first - timedelta(days=1)
        overdue = [by for by in deadlines if by < self.on and (whole or by >= since)]
        longest = max((self.calendar.days_late(by, self.on) for by in overdue), default=0)
        counts = {"in_time": in_time, "late": late - len(overdue), "overdue": len(overdue)}
        return Kept(Side.BODY, "matter", longest=longest, **counts)

    def _answer_by(self, matter: OpenMatter) -> date:
        limit = self.policy.answer_matter
        days = 0 if limit is None else limit.value
        return self.calendar.deadline(matter.raised_on, days).on

    def _led(self, contract: Contract, *, first: date) -> Led:
        """Day by day, but looked up only where the answer may change."""
        last = self.on if contract.ends is None else min(self.on, contract.ends)
        if last < first:
            return Led()
        people = self.layout.records.people
        turns = [day for day in people.turning_days(contract) if first < day <= last]
        days = sorted({first, *turns, last + timedelta(days=1)})
        vacant = sum(
            (until - since).days
            for since, until in pairwise(days)
            if people.who_answers(contract, on=since).leader is None
        )
        return Led(days=(last - first).days + 1, vacant=vacant)


def _as_ended(result: ContractResult) -> Contract:
    """The contract with the term it really had, if a case ended it early."""
    contract = result.contract
    ended = [case.since for case in result.cases if case.state.startswith("ended_")]
    ends = min([*ended, *([] if contract.ends is None else [contract.ends])], default=None)
    return replace(contract, ends=ends)


def _matters_by_now(counts: Iterable[MatterCount]) -> Iterator[int]:
    """How many were handled in time, and how many were not, handled or open."""
    found = list(counts)
    yield sum(each.count for each in found if each.handled and not each.late)
    yield sum(each.count for each in found if each.late)
