"""What no longer stands once an objection or a court says so, and what falls with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import enter
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import CaseNow, Contestable, Owed
from answerable.core.rulebook.routes import CLOSED

_UNILATERAL = "unilateral"
_WAY_OUT = ("ending", "renewal_suspended", "ended")
"""States of the stages in which the end of the contract is decided."""
_OF_ITEMS = ("ordered", "recheck")
"""States of the stages that are about the items of an order."""


def undone(case: CaseNow, on: date, against: int, act: acts.DecideObjection | acts.OutsideDecided) -> CaseNow:
    """The case without what was wrong: findings that are set aside, the items on them, and what rests on them.

    A step that is upheld against in whole does not stand either: the case goes back to where it was taken.
    """
    case = _set_aside(case, on, act)
    if act.set_aside and not case.to_order:
        return _without_ground(case, on)
    found = case.contested(against)
    if act.result != "upheld" or found is None:
        return case
    return _FALLS.get(found.kind, _stays)(case, found, on)


def _set_aside(case: CaseNow, on: date, act: acts.DecideObjection | acts.OutsideDecided) -> CaseNow:
    owed = tuple(Owed(step=case.steps, place=place, on=on) for place in dict.fromkeys(act.places))
    return replace(
        case,
        set_aside=tuple(dict.fromkeys((*case.set_aside, *act.set_aside))),
        owed=(*case.owed, *owed),
        items=tuple(each for each in case.items if each.finding not in act.set_aside),
    )


def _without_ground(case: CaseNow, on: date) -> CaseNow:
    """Nothing is left of what the case is about. An end that one side decided rests on it; another end does not."""
    if case.ending is not None and case.ending.way == _UNILATERAL:
        return enter(_annulled(case), CLOSED, on=on)
    return case if case.ending is not None or case.final else enter(case, CLOSED, on=on)


def _annulled(case: CaseNow) -> CaseNow:
    """The contract goes on. What was handed over is handed over anew, should it end after all."""
    return replace(case, ending=None, handed_over=(), annulled=case.annulled or case.ending is not None)


def _back(case: CaseNow, found: Contestable, on: date) -> CaseNow:
    """Where it was when the step was taken, unless the contract ends in a way that does not rest on it."""
    if case.ending is not None and case.ending.way != _UNILATERAL:
        return case
    if case.final and case.ending is None:
        return case
    return enter(_annulled(case), _open_at(case, found.stage), on=on)


def _open_at(case: CaseNow, stage: str) -> str:
    """The stage, or that in which the order was decided where it needs items and none is left of the order."""
    if case.open_items or case.route.stages[stage].state not in _OF_ITEMS:
        return stage
    decided = [each.stage for each in case.contestable if each.kind == Kind.ORDER.value]
    return decided[-1] if decided else CLOSED


def _stays(case: CaseNow, _: Contestable, __: date) -> CaseNow:
    return case


def _order(case: CaseNow, found: Contestable, on: date) -> CaseNow:
    """Of an order that does not stand no item is left; it is decided again."""
    if case.order_step != found.step:
        return case
    return _back(replace(case, items=(), order_step=None, order_clock=None), found, on)


def _recheck(case: CaseNow, found: Contestable, on: date) -> CaseNow:
    """Somebody else looks again at what the last re-check found not corrected."""
    latest = max(each.step for each in case.contestable if each.kind == Kind.RECHECK.value)
    if found.step != latest or found.step < (case.order_step or 0) or case.place.owner == "provider":
        return case
    items = tuple(
        each
        if each.result == "corrected"
        else replace(each, result=None, checked_on=None, checked_by=frozenset())
        for each in case.items
    )
    return _back(replace(case, items=items, overruled=case.overruled | found.by), found, on)


def _not_corrected(case: CaseNow, found: Contestable, on: date) -> CaseNow:
    return case if found.step < (case.order_step or 0) else _back(case, found, on)


def _end(case: CaseNow, found: Contestable, on: date) -> CaseNow:
    """The contract goes on; what is still to be put right is where it was."""
    if case.ending is None or case.ending.step != found.step:
        return case
    going_on = case.to_order and case.route.stages[found.stage].state not in _WAY_OUT
    return enter(_annulled(case), _open_at(case, found.stage) if going_on else CLOSED, on=on)


def _protect(case: CaseNow, found: Contestable, on: date) -> CaseNow:
    protections = tuple(
        replace(each, lifted_on=on) if found.step in (each.step, each.review) and each.in_force else each
        for each in case.protections
    )
    return replace(case, protections=protections)


_FALLS: Mapping[str, Callable[[CaseNow, Contestable, date], CaseNow]] = {
    Kind.ORDER.value: _order,
    Kind.RECHECK.value: _recheck,
    Kind.FIND_NOT_CORRECTED.value: _not_corrected,
    Kind.END.value: _end,
    Kind.PROTECT.value: _protect,
    Kind.REVIEW_PROTECTION.value: _protect,
}
"""What becomes of a case in which a step of this kind does not stand."""
