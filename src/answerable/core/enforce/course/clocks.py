"""The clocks of a case: what silence leads to, until when a stage lasts, and where a stage begins."""

from dataclasses import replace
from datetime import date

from answerable.core.enforce.course.values import CaseNow, Item
from answerable.core.rulebook.routes import LAST_DAY, RouteEdition
from answerable.core.terms.calendar import DAY, Clock, Deadline, WorkingCalendar

ITEMS = "items"
"""The clock of the stage in which items are put right: each has a period of its own."""


def as_of(case: CaseNow, calendar: WorkingCalendar, *, on: date) -> CaseNow:
    """The case at the end of a day: what silence led to until then has come about, and measures have begun."""
    case = with_measures(case, on=on)
    while True:
        last = due(case, calendar)
        to = case.place.silence
        if last is None or to is None or last.on >= on or _not_arrived(case):
            return case
        case = _nothing_left(enter(case, to, on=last.on))


def with_measures(case: CaseNow, *, on: date) -> CaseNow:
    """The case with the measures that were decided for a day which has come; the same case where there are none."""
    begin = [each for each in case.protections if each.ahead and each.on <= on]
    if not begin:
        return case
    begun = (replace(each, ahead=False) if each in begin else each for each in case.protections)
    return replace(case, protections=tuple(begun))


def due(case: CaseNow, calendar: WorkingCalendar) -> Deadline | None:
    """The last day of the stage; None of a final one."""
    if case.final:
        return None
    if case.place.clock == LAST_DAY:
        end = case.ending.effective if case.ending else None
        return Deadline(end or case.since, provisional=False)
    return _items_due(case, calendar) if case.place.clock == ITEMS else case.clock.due(calendar)


def _not_arrived(case: CaseNow) -> bool:
    """Whether it lasts until a day that nobody knows, because the notice of one side has not arrived."""
    return case.place.clock == LAST_DAY and (case.ending is None or case.ending.effective is None)


def _nothing_left(case: CaseNow) -> CaseNow:
    """A contract whose hand-over was done before its last day is handed over on that day."""
    to = case.place.leads_to("hand_over", "all")
    done = to is not None and to != case.stage and not case.left_over
    return enter(case, to, on=case.since) if to is not None and done else case


def statement_due(case: CaseNow, calendar: WorkingCalendar) -> Deadline | None:
    """The last day for the statement, of a case as its last step left it; None before the notice has arrived.

    Pauses count as they do for the stage, whether it lasts still or is over.
    """
    if case.heard_from is None:
        return None
    if case.place.state == "statement" and case.place.owner == "provider":
        return case.clock.due(calendar)
    if case.heard_until is not None:
        return Deadline(case.heard_until, provisional=not calendar.known(case.heard_until))
    return calendar.deadline(case.heard_from, case.given or case.route.clocks["statement"].workdays)


def item_due(case: CaseNow, item: Item, calendar: WorkingCalendar) -> Deadline:
    """The last day for one item of an order that has arrived."""
    running = case.clock if case.place.clock == ITEMS else case.order_clock or case.clock
    if item.due_on is not None:
        return _moved(item.due_on, running, calendar)
    clock = replace(running, workdays=item.workdays)
    return clock.due(calendar) or calendar.deadline(running.started, item.workdays)


def _moved(day: date, running: Clock, calendar: WorkingCalendar) -> Deadline:
    """A last day that was fixed beforehand, later by the working days on which the clock stood still before it."""
    for pause in running.pauses:
        if pause.until is not None and pause.since <= day:
            stood = calendar.workdays_between(pause.since - DAY, pause.until - DAY)
            day = calendar.deadline(day, stood).on if stood else day
    return Deadline(day, provisional=not calendar.known(day))


def enter(case: CaseNow, stage: str, *, on: date, workdays: int | None = None) -> CaseNow:
    """The case in another stage, from a day on; its clock starts that day. Measures stay until somebody lifts them."""
    clock = clock_of(case.route, stage, on, workdays)
    order_clock = case.clock if case.place.clock == ITEMS else case.order_clock
    return replace(case, stage=stage, since=on, clock=clock, order_clock=order_clock)


def clock_of(route: RouteEdition, stage: str, on: date, workdays: int | None = None) -> Clock:
    """The clock of a stage that begins on a day: so many working days, or as many as the route gives it."""
    rule = route.clocks.get(route.stages[stage].clock or "")
    return Clock(on, workdays if workdays is not None else rule.workdays if rule else 0)


def _items_due(case: CaseNow, calendar: WorkingCalendar) -> Deadline:
    dues = [item_due(case, item, calendar) for item in case.open_items]
    return max(dues, key=lambda each: each.on, default=Deadline(case.since, provisional=False))
