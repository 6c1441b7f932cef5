"""Where a case stands after its steps. Nothing is refused here: what was accepted once stays what it was."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of, clock_of, due
from answerable.core.enforce.course.effects import EFFECTS, item_of
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.enforce.course.values import CaseNow, Contestable, Ending, Protection
from answerable.core.rulebook.routes import FIRST, RouteEdition, Routes
from answerable.core.terms.calendar import WorkingCalendar

_CONTESTED = frozenset(
    {
        *(Kind.NOTIFY, Kind.ORDER, Kind.EXTEND, Kind.RECHECK, Kind.FIND_NOT_CORRECTED, Kind.ACCEPT_REST),
        *(Kind.END, Kind.PROTECT, Kind.REVIEW_PROTECTION),
    }
)
"""The steps against which a provider may object. A referral decides nothing."""


def fold(steps: Iterable[Step], routes: Routes, calendar_on: Callable[[date], WorkingCalendar]) -> CaseNow:
    """The case after these steps, the first of which opens it. Raises ValueError for no steps.

    `calendar_on` gives the calendar as it was known on a day: a step of long ago has the deadlines of its time.
    """
    left = iter(steps)
    first = next(left, None)
    if first is None:
        raise ValueError("a case has steps")
    case = begun(first, routes)
    for step in left:
        case = after(case, step, calendar_on(step.on), routes)
    return case


def begun(step: Step, routes: Routes) -> CaseNow:
    """The case that the step opens. Raises InputError (`route_not_in_force`)."""
    act = step.act
    if isinstance(act, acts.TakeOver):
        return _taken_over(act, step, routes.edition(act.route, on=act.since))
    if not isinstance(act, acts.Open):
        raise ValueError("a case begins with being opened")
    route = routes.edition(act.route, on=step.on)
    return CaseNow(
        route=route,
        subject=act.subject,
        stage=FIRST,
        since=step.on,
        clock=clock_of(route, FIRST, step.on),
        steps=1,
        at=step.at,
        on=step.on,
        opened_on=step.on,
        findings=act.findings,
        finders=frozenset(act.finders) | step.by.persons,
        opener=step.by.persons,
    )


def after(case: CaseNow, step: Step, calendar: WorkingCalendar, routes: Routes | None = None) -> CaseNow:
    """The case after one more step. One that sets the route is looked up among the routes."""
    before = as_of(case, calendar, on=step.on)
    number = before.steps + 1
    contestable = before.contestable
    if step.kind in _CONTESTED:
        by = step.by.persons | frozenset(getattr(step.act, "signers", ()))
        made = Contestable(step=number, by=by, on=step.on, kind=step.kind.value, stage=before.stage)
        contestable = (*contestable, made)
    counted = replace(
        before,
        route=_route(before, step, routes),
        steps=number,
        at=step.at,
        on=step.on,
        contestable=contestable,
        heard_until=_heard_until(case, before, calendar),
    )
    return EFFECTS[step.kind](counted, step)


def _route(case: CaseNow, step: Step, routes: Routes | None) -> RouteEdition:
    """By which law it goes on. A period that runs is not touched."""
    if not isinstance(step.act, acts.SetRoute):
        return case.route
    if routes is None:
        raise ValueError("no routes to look in")
    return routes.edition(step.act.route, on=step.on)


def _heard_until(case: CaseNow, now: CaseNow, calendar: WorkingCalendar) -> date | None:
    """The last day of the period for the statement, once silence has ended it."""
    hearing = case.place.state == "statement" and case.place.owner == "provider"
    last = due(case, calendar) if hearing and now.stage != case.stage else None
    return case.heard_until if last is None else last.on


def _taken_over(act: acts.TakeOver, step: Step, route: RouteEdition) -> CaseNow:
    results = {each.item: each.result for each in act.results}
    items = tuple(
        replace(
            item_of(each), result=results.get(each.item), reported_on=act.since if _said(act, each) else None
        )
        for each in act.items
    )
    return CaseNow(
        route=route,
        subject=act.subject,
        stage=act.stage,
        since=act.since,
        clock=clock_of(route, act.stage, act.since),
        steps=1,
        at=step.at,
        on=step.on,
        opened_on=act.opened_on,
        findings=act.findings,
        finders=frozenset(act.finders),
        notice=1 if act.stage != FIRST else None,
        heard_from=act.since if act.heard else None,
        items=items,
        rounds=1 if items else 0,
        order_step=1 if items else None,
        authors=frozenset(act.authors),
        cause_known=act.since if act.stage == "not_corrected" else None,
        protections=tuple(_held(act, step)),
        ending=_ended(act) if act.way else None,
        contestable=(_was_decided(act, step),),
    )


def _was_decided(act: acts.TakeOver, step: Step) -> Contestable:
    """What was decided before there were steps: other authorities may have it still."""
    by = frozenset(act.authors) | frozenset(act.finders)
    return Contestable(step=1, by=by, on=act.since, kind=step.kind.value)


def _held(act: acts.TakeOver, step: Step) -> Iterator[Protection]:
    """A service that stands still already, or will from a day on, by a decision that somebody else looked at."""
    since = act.since if act.suspended else act.suspended_from
    if since is not None:
        yield Protection(
            step=1,
            measures=("suspend",),
            at=step.at,
            on=since,
            by=frozenset(),
            upheld=True,
            decided=True,
            ahead=since > step.on,
        )


def _ended(act: acts.TakeOver) -> Ending:
    return Ending(
        step=1,
        way=act.way,
        last_day=act.since,
        ground="",
        continuity="",
        decision="",
        signers=frozenset(),
        served_on=act.since,
    )


def _said(act: acts.TakeOver, demand: acts.Demand) -> bool:
    return demand.item in act.reported
