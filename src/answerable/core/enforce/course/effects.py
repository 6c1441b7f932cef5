"""What each act does to a case."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import enter
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.enforce.course.undoing import undone
from answerable.core.enforce.course.values import (
    CaseNow,
    Contestable,
    Ending,
    Item,
    Objection,
    Outside,
    Protection,
    Statement,
)
from answerable.core.terms.calendar import Pause

A = TypeVar("A", bound=acts.Act)


def item_of(demand: acts.Demand) -> Item:
    """The item that a demand makes."""
    return Item(
        id=demand.item,
        finding=demand.finding,
        demand=demand.demand,
        demand_en=demand.demand_en,
        workdays=demand.workdays,
        due_on=demand.due_on,
    )


def _as(type_: type[A], step: Step) -> A:
    if not isinstance(step.act, type_):
        raise TypeError(f"{step.kind} is no {type_.__name__}")
    return step.act


def _go(case: CaseNow, kind: Kind, on: date, outcome: str = "", workdays: int | None = None) -> CaseNow:
    """To where the route leads after the act; back to where it was keeps the clock running."""
    to = case.place.leads_to(kind.value, outcome)
    if to is None or to == case.stage:
        return case
    return enter(case, to, on=on, workdays=workdays)


def _find(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.Find, step)
    findings = tuple(dict.fromkeys((*case.findings, *act.findings)))
    return replace(case, findings=findings, finders=case.finders | frozenset(act.finders) | step.by.persons)


def _notify(case: CaseNow, step: Step) -> CaseNow:
    given = _as(acts.Notify, step).workdays
    told = replace(case, notice=case.steps, notice_on=step.on, given=given)
    return _go(told, Kind.NOTIFY, step.on)


def _serve(case: CaseNow, step: Step) -> CaseNow:
    arrived = _as(acts.Serve, step).arrived_on
    if case.ending is not None and case.place.state in ("ending", "renewal_suspended"):
        case = replace(case, ending=replace(case.ending, served_on=arrived))
    case = _arrived(case, step.on)
    to = case.place.leads_to(Kind.SERVE.value)
    if to is not None and case.route.stages[to].state == "statement":
        return replace(_go(case, Kind.SERVE, arrived, workdays=case.given), heard_from=arrived)
    return _go(case, Kind.SERVE, arrived)


def _arrived(case: CaseNow, on: date) -> CaseNow:
    """The time for an objection to what was served runs from the day on which its arrival is on record."""
    served = case.ending.step if case.ending else max(case.order_step or 0, case.notice or 0)
    moved = tuple(replace(each, on=on) if each.step == served else each for each in case.contestable)
    return replace(case, contestable=moved)


def _speak(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.Speak, step)
    said = Statement(
        step=case.steps,
        on=act.received_on or step.on,
        text=act.text,
        excuse=act.excuse,
        evidence=act.evidence,
        late=_late(case, act.received_on or step.on),
    )
    return replace(case, statements=(*case.statements, said))


def _late(case: CaseNow, came: date) -> bool:
    """Whether it came after the period for the statement, which may be over by now."""
    over = case.place.owner != "provider"
    return over and (case.heard_until is None or came > case.heard_until)


def _drop(case: CaseNow, step: Step) -> CaseNow:
    return _go(case, Kind.DROP, step.on)


def _dismiss(case: CaseNow, step: Step) -> CaseNow:
    return replace(_go(case, Kind.DISMISS, step.on), set_aside=case.findings)


def _order(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.Order, step)
    ordered = replace(
        case,
        items=tuple(item_of(each) for each in act.items),
        asked_on=step.on,
        order_clock=None,
        settled=tuple(sorted(case.put_right)),
        rounds=case.rounds + 1,
        order_step=case.steps,
        authors=frozenset(act.signers) | step.by.persons,
        set_aside=tuple(dict.fromkeys((*case.set_aside, *act.set_aside))),
        cause_known=None,
    )
    return _go(ordered, Kind.ORDER, step.on)


def _report(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.Report, step)
    said, came = {each.item for each in act.items}, act.received_on or step.on
    items = tuple(replace(each, reported_on=came) if each.id in said else each for each in case.items)
    reported = replace(case, items=items)
    whole = all(each.reported_on for each in reported.open_items)
    return _go(reported, Kind.REPORT, step.on, "all" if whole else "some")


def _recheck(case: CaseNow, step: Step) -> CaseNow:
    found = {each.item: each.result for each in _as(acts.Recheck, step).results}
    items = tuple(
        replace(each, result=found[each.id], checked_on=step.on, checked_by=step.by.persons)
        if each.id in found
        else each
        for each in case.items
    )
    checked = replace(case, items=items, checkers=case.checkers | step.by.persons)
    if checked.open_items:
        return _go(replace(checked, cause_known=case.cause_known or step.on), Kind.RECHECK, step.on, "rest")
    return _go(checked, Kind.RECHECK, step.on, "all")


def _extend(case: CaseNow, step: Step) -> CaseNow:
    workdays = _as(acts.Extend, step).workdays
    items = tuple(
        each
        if each.result == "corrected"
        else replace(each, workdays=workdays, due_on=None, reported_on=None)
        for each in case.items
    )
    longer = replace(case, items=items, extensions=case.extensions + 1, asked_on=step.on)
    return _go(longer, Kind.EXTEND, step.on)


def _accept_rest(case: CaseNow, step: Step) -> CaseNow:
    """What is left stays as it is; an end whose right has lapsed is not carried out."""
    if case.ending is not None:
        case = replace(case, ending=None, handed_over=(), annulled=True)
    return _go(case, Kind.ACCEPT_REST, step.on)


def _find_not_corrected(case: CaseNow, step: Step) -> CaseNow:
    return _go(case, Kind.FIND_NOT_CORRECTED, step.on)


def _end(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.End, step)
    ending = Ending(
        step=case.steps,
        way=act.way,
        last_day=act.last_day,
        ground=act.ground,
        continuity=act.continuity,
        decision=act.decision,
        signers=frozenset(act.signers) | step.by.persons,
        notice_days=act.notice_days,
        right_until=act.right_until,
    )
    return _go(replace(case, ending=ending), Kind.END, step.on, act.way)


def _hand_over(case: CaseNow, step: Step) -> CaseNow:
    done = tuple(dict.fromkeys((*case.handed_over, _as(acts.HandOver, step).item)))
    handed = replace(case, handed_over=done)
    return _go(handed, Kind.HAND_OVER, step.on, "some" if handed.left_over else "all")


def _protect(case: CaseNow, step: Step) -> CaseNow:
    taken = Protection(
        step=case.steps,
        measures=_as(acts.Protect, step).measures,
        at=step.at,
        on=step.on,
        by=step.by.persons,
    )
    return replace(case, protections=(*case.protections, taken))


def _review_protection(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.ReviewProtection, step)
    lifted = None if act.upheld else step.on
    reviewed = {"reviewed_by": step.by.persons, "review": case.steps, "upheld": act.upheld}
    return _protected(case, act.step, **reviewed, lifted_on=lifted)


def _lift(case: CaseNow, step: Step) -> CaseNow:
    return _protected(case, _as(acts.Lift, step).step, lifted_on=step.on)


def _protected(case: CaseNow, step: int, **changed: Any) -> CaseNow:
    protections = tuple(replace(each, **changed) if each.step == step else each for each in case.protections)
    return replace(case, protections=protections)


def _pause(case: CaseNow, step: Step) -> CaseNow:
    stands = Pause(step.on, _as(acts.Pause, step).until)
    return replace(case, clock=replace(case.clock, pauses=(*case.clock.pauses, stands)))


def _resume(case: CaseNow, step: Step) -> CaseNow:
    pauses = case.clock.pauses
    running = replace(pauses[-1], until=step.on)
    return replace(case, clock=replace(case.clock, pauses=(*pauses[:-1], running)))


def _contest(case: CaseNow, step: Step) -> CaseNow:
    made = _as(acts.Contest, step)
    found = case.contested(made.step)
    barred = _had_a_part(case, found) if found else frozenset()
    on = made.received_on or step.on
    objection = Objection(step=case.steps, against=made.step, on=on, barred=barred)
    return replace(case, objections=(*case.objections, objection))


def _had_a_part(case: CaseNow, found: Contestable) -> frozenset[str]:
    """Whoever decided the step, found what the case is about, or took or reviewed the measures that the step is of."""
    measures = (
        each.by | each.reviewed_by for each in case.protections if found.step in (each.step, each.review)
    )
    return found.by | case.finders | case.opener | frozenset().union(*measures)


def _decide_objection(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.DecideObjection, step)
    decided = tuple(
        replace(each, result=act.result, decided_on=step.on) if each.step == act.step else each
        for each in case.objections
    )
    against = next((each.against for each in case.objections if each.step == act.step), 0)
    case = replace(case, objections=decided)
    return undone(case, step.on, against, act) if act.result != "rejected" else case


def _go_outside(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.GoOutside, step)
    filed = Outside(step=case.steps, against=act.step, forum=act.forum, number=act.number, on=step.on)
    return replace(case, outside=(*case.outside, filed))


def _outside_decided(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.OutsideDecided, step)
    outside = tuple(
        replace(each, result=act.result) if each.step == act.step else each for each in case.outside
    )
    against = next((each.against for each in case.outside if each.step == act.step), 0)
    case = replace(case, outside=outside)
    return undone(case, step.on, against, act) if act.result != "rejected" else case


def _correct(case: CaseNow, step: Step) -> CaseNow:
    act = _as(acts.Correct, step)
    owed = tuple(
        replace(each, done_on=step.on) if (each.step, each.place) == (act.step, act.place) else each
        for each in case.owed
    )
    return replace(case, owed=owed)


def _stays(case: CaseNow, _: Step) -> CaseNow:
    """Nothing that is counted here: where a referral goes is not followed, and a route is set before."""
    return case


EFFECTS: Mapping[Kind, Callable[[CaseNow, Step], CaseNow]] = {
    Kind.FIND: _find,
    Kind.SET_ROUTE: _stays,
    Kind.NOTIFY: _notify,
    Kind.SERVE: _serve,
    Kind.STATE: _speak,
    Kind.DROP: _drop,
    Kind.DISMISS: _dismiss,
    Kind.ORDER: _order,
    Kind.REPORT: _report,
    Kind.RECHECK: _recheck,
    Kind.EXTEND: _extend,
    Kind.ACCEPT_REST: _accept_rest,
    Kind.FIND_NOT_CORRECTED: _find_not_corrected,
    Kind.END: _end,
    Kind.HAND_OVER: _hand_over,
    Kind.PROTECT: _protect,
    Kind.REVIEW_PROTECTION: _review_protection,
    Kind.LIFT: _lift,
    Kind.PAUSE: _pause,
    Kind.RESUME: _resume,
    Kind.CONTEST: _contest,
    Kind.DECIDE_OBJECTION: _decide_objection,
    Kind.GO_OUTSIDE: _go_outside,
    Kind.OUTSIDE_DECIDED: _outside_decided,
    Kind.CORRECT: _correct,
    Kind.REFER: _stays,
}
