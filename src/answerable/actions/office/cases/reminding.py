"""What the clock does in cases: silence moves them on, posts change hands, and what is overdue is escalated.

Everything is written as of a day, however often it is done: a second run on the same day changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.cases.holding import hold_contracts
from answerable.actions.office.cases.keeping import course_cells, keep_taken_over
from answerable.actions.office.cases.loading import Loaded, calendar_on, routes, step_of_row
from answerable.actions.office.cases.silent import follow_calendar, follow_silence
from answerable.actions.office.cases.taking_over import all_taken_over
from answerable.actions.office.cases.turning import Standing, write_turns
from answerable.actions.office.entries import append_entry
from answerable.actions.office.people import everybody
from answerable.core.enforce.course.clocks import with_measures
from answerable.core.enforce.course.fold import fold
from answerable.core.enforce.course.silence import Move, moves
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.course.values import CaseNow
from answerable.core.ledger.actors import SYSTEM
from answerable.core.ledger.entry import Act, Change
from answerable.core.register import values
from answerable.core.register.answer import People
from answerable.core.rulebook.routes import Routes
from answerable.core.terms.calendar import WorkingCalendar
from answerable.records.models import Case, CaseCourse, CaseStep, CaseTurn, Contract, Entry, Order
from answerable.records.values import values_of

_OF_PEOPLE = (
    *(
        Act.HAND_OVER,
        Act.ACCEPT_ASSIGNMENT,
        Act.VACATE,
        Act.STAND_IN,
        Act.REORGANISE,
        Act.POST_BEGIN,
        Act.POST_END,
    ),
    *(Act.LOAD, Act.IMPORT, Act.RESTORE),
)
"""Acts after which somebody else may own what waits."""
_PLACE = ("stage", "state", "since", "final")
AT_ONCE = 200
"""Cases that are held at a time: whoever acts in one of them waits that long."""


@dataclass(frozen=True)
class Refreshed:
    """How many cases were looked at, how many of them silence moved on, and how many acts are overdue."""

    cases: int
    moved: int
    overdue: int


@dataclass(frozen=True)
class _Around:
    """What is the same for every case of a run."""

    on: date
    at: datetime
    routes: Routes
    calendar_on: Callable[[date], WorkingCalendar]
    people: People

    @property
    def calendar(self) -> WorkingCalendar:
        return self.calendar_on(self.on)


def refresh_cases(*, on: date, at: datetime, contracts: Iterable[str] | None = None) -> Refreshed:
    """Bring every open case, and every one in which something waits still, to the end of the day.

    `contracts` keeps it to cases of these. How many queries it makes depends on how many hundred cases there are, and
    on what changed. Raises InputError where no district is held.
    """
    of = None if contracts is None else list(contracts)
    named = routes()
    _begin(of, named, on=on)
    ids = _waiting(of)
    around = _Around(on, at, named, calendar_on(), everybody(_contracts_of(ids)))
    moved = overdue = 0
    for first in range(0, len(ids), AT_ONCE):
        with transaction.atomic():
            done = _refresh(ids[first : first + AT_ONCE], around)
        moved, overdue = moved + done.moved, overdue + done.overdue
    return Refreshed(len(ids), moved, overdue)


def people_changed(*, since: datetime) -> bool:
    """Whether somebody came or went since the instant, so that what waited for one may wait for another now."""
    return Entry.objects.filter(at__gte=since, act__in=[each.value for each in _OF_PEOPLE]).exists()


def _begin(contracts: list[str] | None, named: Routes, *, on: date) -> None:
    """Give every case that was kept before there were steps its place on the lists. It has no steps for that."""
    rows = Case.objects.filter(course=None).order_by("id")
    if contracts is not None:
        rows = rows.filter(contract__in=contracts)
    if not (cases := list(rows)):
        return
    known = calendar_on()
    for first in range(0, len(cases), AT_ONCE):
        some = cases[first : first + AT_ONCE]
        signed, steps = _signed(case.contract_id for case in some), all_taken_over(some, on=on)
        made = []
        for case in some:
            now = fold([steps[case.pk]], named, known)
            cells = course_cells(Loaded(case.pk, signed[case.contract_id], (), now), now)
            made.append(CaseCourse(case=case, **{**cells, "version": 0}))
        # Somebody may take the first step in one of them at this moment.
        CaseCourse.objects.bulk_create(made, ignore_conflicts=True)


def _waiting(contracts: list[str] | None) -> list[str]:
    """The cases in which something waits: the open ones, and others with an objection or a correction under way."""
    open_, side = CaseCourse.objects.filter(final=False), CaseTurn.objects.all()
    if contracts is not None:
        open_, side = open_.filter(contract__in=contracts), side.filter(contract__in=contracts)
    return sorted({*open_.values_list("case", flat=True), *side.values_list("case", flat=True).distinct()})


def _contracts_of(cases: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for first in range(0, len(cases), AT_ONCE):
        some = Case.objects.filter(id__in=cases[first : first + AT_ONCE])
        found |= set(some.values_list("contract", flat=True))
    return frozenset(found)


def _signed(ids: Iterable[str]) -> Mapping[str, values.Contract]:
    rows = Contract.objects.filter(id__in=frozenset(ids))
    return {contract.id: contract for contract in values_of(values.Contract, rows)}


def _refresh(ids: Sequence[str], around: _Around) -> Refreshed:
    """Some cases, held as they are until all of it is written."""
    hold_contracts(_contracts_of(ids))
    courses = {
        row.case_id: row
        for row in CaseCourse.objects.select_for_update().filter(case__in=ids).order_by("case")
    }
    orders: dict[str, list[Order]] = defaultdict(list)
    for order in Order.objects.filter(case__in=ids).order_by("id"):
        orders[order.case_id].append(order)
    standing: list[Standing] = []
    differ: list[CaseCourse] = []
    silent: dict[str, Sequence[Move]] = {}
    changes: list[Change] = []
    for loaded in _load(ids, around):
        made = tuple(moves(loaded.now, around.calendar, on=around.on))
        now = with_measures(made[-1].now if made else loaded.now, on=around.on)
        standing.append(Standing(loaded.id, loaded.contract, now))
        if _place(courses[loaded.id], loaded, now):
            differ.append(courses[loaded.id])
            if made:
                silent[loaded.id] = made
                changes += _taken_over(courses[loaded.id], loaded, on=around.on)
        changes += follow_calendar(now, orders[loaded.id], around.calendar)
    CaseCourse.objects.bulk_create(
        differ, update_conflicts=True, unique_fields=("case",), update_fields=(*_PLACE, "version")
    )
    changes += follow_silence(silent)
    if changes:
        append_entry(Act.CASE_MOVED, at=around.at, by=SYSTEM, changes=changes)
    found = write_turns(standing, around.people, around.calendar, on=around.on)
    overdue = sum(turn.overdue(around.on) for some in found.values() for turn in some)
    return Refreshed(len(ids), len(silent), overdue)


def _load(ids: Sequence[str], around: _Around) -> Iterator[Loaded]:
    """The cases with their steps, with as many queries as for one."""
    cases = Case.objects.in_bulk(list(ids))
    steps: dict[str, list[Step]] = defaultdict(list)
    for row in CaseStep.objects.filter(case__in=ids).order_by("case", "number"):
        steps[row.case_id].append(step_of_row(row))
    older = all_taken_over((case for id, case in cases.items() if id not in steps), on=around.on)
    signed = _signed(case.contract_id for case in cases.values())
    for id, case in sorted(cases.items()):
        own = tuple(steps.get(id, ()))
        now = fold(own or (older[id],), around.routes, around.calendar_on)
        yield Loaded(id, signed[case.contract_id], own, now)


def _place(row: CaseCourse, loaded: Loaded, now: CaseNow) -> bool:
    """Say on the list where the case stands on the day; whether it said otherwise."""
    cells = course_cells(loaded, now)
    differs = [name for name in _PLACE if getattr(row, name) != cells[name]]
    for name in differs:
        setattr(row, name, cells[name])
    return bool(differs)


def _taken_over(row: CaseCourse, loaded: Loaded, *, on: date) -> Iterator[Change]:
    """A case without steps is taken over once silence moves it: where it stands no longer follows from its rows."""
    if not loaded.steps:
        yield keep_taken_over(loaded, on=on)
        row.version = 1
