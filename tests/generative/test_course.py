"""Any steps in any order: no case comes to a forbidden state, none is stuck, and all is replayed from its steps."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.cells import step_bytes, step_cells, step_of
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.fold import after, fold
from answerable.core.enforce.course.refuse import refusals
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.enforce.course.turns import turns
from answerable.core.enforce.course.values import CaseNow
from answerable.core.enforce.course.who import Who
from answerable.core.rulebook.routes import CLOSED, OUTCOMES
from answerable.render.words.catalogue import terms
from tests.courses import (
    ANN,
    CLERK,
    DIRTY,
    FRESH,
    HAN,
    HEAD,
    LATE,
    OFFICIALS,
    PROOF,
    ROUTES,
    RUDE,
    SEC,
    STAGES,
    START,
    STRANGER,
    Course,
    actor,
    at_stage,
    calendar,
)  # fmt: skip

FINDINGS = (DIRTY, RUDE, LATE)
KINDS = tuple(kind for kind in Kind if kind not in (Kind.OPEN, Kind.TAKE_OVER))


@dataclass(frozen=True)
class Move:
    """What somebody tries: an act with content of this choice, after so many days."""

    kind: Kind | None
    """None: an act that the stage opens."""
    by: str
    for_: str | None
    choice: int
    days: int


MOVES = st.builds(
    Move,
    kind=st.none() | st.none() | st.sampled_from(KINDS),
    by=st.sampled_from((*OFFICIALS, CLERK, CLERK, STRANGER, FRESH, FRESH)),
    for_=st.none() | st.none() | st.sampled_from(OFFICIALS),
    choice=st.integers(0, 1_000),
    days=st.sampled_from((0, 0, 0, 1, 2, 6, 14, 30, 100)),
)
_ANEW = st.builds(
    Course,
    on=st.dates(START, START + timedelta(days=200)),
    findings=st.sets(st.sampled_from(FINDINGS)).map(sorted).map(tuple),
    route=st.sampled_from(("civil", "administrative")),
    by=st.sampled_from((HAN, SEC, ANN, HEAD)),
    finders=st.sets(st.sampled_from(OFFICIALS), max_size=2).map(sorted).map(tuple),
)
BEGINNINGS = _ANEW | st.sampled_from(("weighing", "correcting", "concluding", *STAGES)).map(at_stage)
"""A case that is new, or one that has come to some stage."""
_SIDE = tuple(kind for kind in KINDS if kind.value not in OUTCOMES)


# -- what somebody states ----------------------------------------------------------------------------------------


def _one(of: tuple[str, ...], choice: int) -> str:
    return of[choice % len(of)] if of else "?"


def _serve(course: Course, now: CaseNow, choice: int, by: Who) -> acts.Act:
    if by.provider is not None:
        return acts.Serve(arrived_on=course.on, method="desk", received_by="前台")
    back = (0, 0, 2, 40)[choice % 4]
    arrived = max(now.since, course.on - timedelta(days=back))
    return acts.Serve(arrived_on=arrived, method=_one(acts.METHODS, choice), received_by="门卫", proof=PROOF)


def _order(course: Course, now: CaseNow, choice: int, by: Who) -> acts.Act:
    left = now.to_order
    aside = left[1:] if choice % 3 == 1 and len(left) > 1 else ()
    items = course.demands([each for each in left if each not in aside][: 1 if choice % 7 == 6 else None])
    signers = (HAN, by.person or "")
    minutes = "纪要1号" if choice % 5 == 4 else ""
    return course.order(items=items, set_aside=aside, signers=signers, minutes=minutes)


def _came(course: Course, now: CaseNow, choice: int, by: Who) -> dict[str, Any]:
    """Of what an official records: the day on which the paper came in, and its hash."""
    if by.provider is not None:
        return {}
    return {"received_on": max(now.opened_on, course.on - timedelta(days=choice % 9)), "paper": PROOF}


def _report(course: Course, now: CaseNow, choice: int, by: Who) -> acts.Act:
    ids = [each.id for each in now.open_items][: 1 if choice % 2 else None]
    said = tuple(acts.Reported(item=each, text="已整改") for each in ids)
    return acts.Report(items=said, **_came(course, now, choice, by))


def _recheck(course: Course, now: CaseNow, choice: int, _: Who) -> acts.Act:
    results = [
        acts.Result(item=each.id, result=_one(acts.RESULTS, choice + place), note="现场")
        for place, each in enumerate(now.open_items)
    ]
    return acts.Recheck(results=tuple(results[1:] if choice % 7 == 6 else results), number="1")


def _end(course: Course, now: CaseNow, choice: int, by: Who) -> acts.Act:
    way = _one(("expiry", "agreement", "unilateral"), choice)
    return course.end(way, last_day=course.on + timedelta(days=choice % 60), signers=(HAN, by.person or ""))


def _judge(now: CaseNow, choice: int) -> dict[str, Any]:
    result = _one(acts.REVIEWED, choice)
    aside = now.findings[: 1 + choice % 3] if result == "partly" or choice % 2 else ()
    wrong = result != "rejected"
    return {"result": result, "set_aside": aside if wrong else (), "places": ("官网",) if wrong else ()}


def _target(steps: tuple[int, ...], choice: int) -> int:
    return steps[choice % len(steps)] if steps else choice


_SAID: dict[Kind, Callable[[Course, CaseNow, int, Who], acts.Act]] = {
    Kind.FIND: lambda _, __, n, ___: acts.Find(findings=(_one(FINDINGS, n),)),
    Kind.NOTIFY: lambda _, __, n, ___: acts.Notify(facts="多次检查不净", workdays=2 + n % 9, number="1"),
    Kind.SERVE: _serve,
    Kind.SET_ROUTE: lambda _, __, n, ___: acts.SetRoute(route=_one(tuple(ROUTES.by_id), n), reason="性质"),
    Kind.STATE: lambda course, now, n, by: acts.Speak(
        text="说明", excuse=_one(("", *acts.EXCUSES), n), **_came(course, now, n, by)
    ),
    Kind.DROP: lambda *_: acts.Drop(reason="重复立案"),
    Kind.DISMISS: lambda _, __, n, ___: acts.Dismiss(
        outcome=_one(acts.OUTCOMES, n), reason="查无", answer="已核"
    ),
    Kind.ORDER: _order,
    Kind.REPORT: _report,
    Kind.RECHECK: _recheck,
    Kind.EXTEND: lambda _, __, n, ___: acts.Extend(reason="汛期", workdays=3 + n % 20, number="1"),
    Kind.ACCEPT_REST: lambda *_: acts.AcceptRest(reason="余下不影响"),
    Kind.FIND_NOT_CORRECTED: lambda *_: acts.FindNotCorrected(reason="未改", number="1"),
    Kind.END: _end,
    Kind.HAND_OVER: lambda _, now, n, ___: acts.HandOver(item=_one(now.left_over, n), note="双方签字"),
    Kind.PROTECT: lambda _, __, n, ___: acts.Protect(measures=(_one(acts.MEASURES, n),), reason="危险"),
    Kind.REVIEW_PROTECTION: lambda _, now, n, ___: acts.ReviewProtection(
        step=_target(tuple(each.step for each in now.protections), n), upheld=n % 2 == 0, reason="已看"
    ),
    Kind.LIFT: lambda _, now, n, ___: acts.Lift(
        step=_target(tuple(each.step for each in now.protections), n), reason="已消除"
    ),
    Kind.PAUSE: lambda course, _, n, ___: acts.Pause(reason="鉴定", until=course.on + timedelta(days=n % 40)),
    Kind.RESUME: lambda *_: acts.Resume(reason="已出"),
    Kind.CONTEST: lambda course, now, n, by: acts.Contest(
        step=_target(tuple(each.step for each in now.contestable), n),
        text="不属实",
        **_came(course, now, n, by),
    ),
    Kind.DECIDE_OBJECTION: lambda _, now, n, ___: acts.DecideObjection(
        step=_target(tuple(each.step for each in now.objections), n),
        reason="经查",
        number="1",
        **_judge(now, n),
    ),
    Kind.GO_OUTSIDE: lambda _, now, n, ___: acts.GoOutside(
        step=_target(tuple(each.step for each in now.contestable), n), forum=_one(acts.FORUMS, n), number="1"
    ),
    Kind.OUTSIDE_DECIDED: lambda _, now, n, ___: acts.OutsideDecided(
        step=_target(tuple(each.step for each in now.outside), n),
        reason="判决",
        proof=PROOF,
        **_judge(now, n),
    ),
    Kind.CORRECT: lambda _, now, n, ___: acts.Correct(
        step=_target(tuple(each.step for each in now.owed), n), place="官网", note="原位置"
    ),
    Kind.REFER: lambda _, __, n, ___: acts.Refer(to=_one(acts.REFERRED_TO, n), reason="涉嫌", number="1"),
}


# -- what must be so, counted by other means ----------------------------------------------------------------------


class Watcher:
    """Keeps from the steps alone what later steps may not do."""

    def __init__(self, course: Course) -> None:
        self.finders = {course.by, *course.finders}
        self.served: date | None = None
        self.given = 0
        self.authors: set[str] = set()
        self.checkers: set[str] = set()
        self.more_time = 0
        self.protected: dict[int, set[str]] = {}
        for number, step in enumerate(course.steps[1:], start=2):
            before = fold(course.steps[: number - 1], ROUTES, calendar)
            self.sees(as_of(before, calendar(step.on), on=step.on), step, number, on=step.on)

    def sees(self, before: CaseNow, step: Step, number: int, *, on: date) -> None:
        """Whether this step may follow; and keep what it means for those that come."""
        check = getattr(self, f"_{step.kind.value}", None)
        if check is not None:
            check(before, step, number, on)

    def _find(self, _: CaseNow, step: Step, __: int, ___: date) -> None:
        self.finders |= step.by.persons

    def _notify(self, _: CaseNow, step: Step, __: int, ___: date) -> None:
        assert isinstance(step.act, acts.Notify)
        self.given = step.act.workdays

    def _serve(self, before: CaseNow, step: Step, _: int, on: date) -> None:
        assert isinstance(step.act, acts.Serve)
        if before.stage == "told":
            self.served = step.act.arrived_on

    def _heard(self, on: date) -> None:
        """The provider's time is over, counted day by day; a pause can only make it longer."""
        assert self.served is not None
        day, left, known = self.served, self.given, calendar(on)
        while left:
            day += timedelta(days=1)
            left -= known.is_working(day)
        assert day < on

    def _dismiss(self, _: CaseNow, step: Step, __: int, on: date) -> None:
        self._heard(on)
        assert not step.by.persons & self.finders

    def _order(self, before: CaseNow, step: Step, _: int, on: date) -> None:
        assert isinstance(step.act, acts.Order)
        self._heard(on)
        assert not step.by.persons & self.finders
        about = [*dict.fromkeys(each.finding for each in step.act.items), *step.act.set_aside]
        assert sorted(about) == sorted(before.to_order)
        self.authors = {*step.act.signers} | step.by.persons

    def _drop(self, before: CaseNow, step: Step, _: int, __: date) -> None:
        assert not step.by.persons & self.finders
        assert all(each.upheld is not None for each in before.protections if each.in_force)

    def _report(self, before: CaseNow, step: Step, _: int, __: date) -> None:
        assert isinstance(step.act, acts.Report)
        if before.stage == "rechecking":
            assert step.by.provider is None
            assert step.act.paper
            assert step.act.received_on
            assert step.act.received_on <= before.since, "silence ended the period"
            assert any(each.reported_on is None for each in before.open_items)

    def _recheck(self, before: CaseNow, step: Step, _: int, __: date) -> None:
        assert isinstance(step.act, acts.Recheck)
        assert not step.by.persons & self.authors
        assert sorted(each.item for each in step.act.results) == sorted(each.id for each in before.open_items)
        self.checkers |= step.by.persons

    def _extend(self, _: CaseNow, step: Step, __: int, ___: date) -> None:
        self.more_time += 1
        assert self.more_time == 1
        assert not step.by.persons & self.checkers

    def _accept_rest(self, _: CaseNow, step: Step, __: int, ___: date) -> None:
        assert not step.by.persons & self.checkers

    _find_not_corrected = _accept_rest

    def _end(self, before: CaseNow, step: Step, _: int, on: date) -> None:
        assert isinstance(step.act, acts.End)
        if step.act.way == "unilateral":
            self._heard(on)
            assert before.ending is None

    def _protect(self, _: CaseNow, step: Step, number: int, __: date) -> None:
        self.protected[number] = set(step.by.persons)

    def _review_protection(self, _: CaseNow, step: Step, __: int, ___: date) -> None:
        assert isinstance(step.act, acts.ReviewProtection)
        assert not step.by.persons & self.protected[step.act.step]

    def _decide_objection(self, before: CaseNow, step: Step, _: int, __: date) -> None:
        assert isinstance(step.act, acts.DecideObjection)
        (made,) = (each for each in before.objections if each.step == step.act.step)
        (found,) = (each for each in before.contestable if each.step == made.against)
        assert not step.by.persons & found.by


def sound(course: Course, now: CaseNow) -> None:
    """What is true of every case at the end of every day."""
    assert now.stage in now.route.stages
    assert now.state in terms()["case_state"]
    found = turns(now, calendar(course.on), on=course.on)
    assert found or now.final
    assert all(turn.owner in terms()["case_side"] for turn in found)
    assert len({turn.key for turn in found}) == len(found)
    assert now.place.state != "ended" or now.ending is not None or now.annulled
    ended = now.ending is not None and now.place.state == "ended"
    assert not ended or (now.ending and now.ending.effective and now.ending.effective <= course.on)
    assert now.stage != CLOSED or now.ending is None
    assert set(now.set_aside) <= set(now.findings)
    assert not {each.finding for each in now.items} & set(now.set_aside)


def danger_does_not_wait(course: Course) -> None:
    """Whoever is an official of the body may take measures, whatever the stage."""
    for name in OFFICIALS:
        act = acts.Protect(measures=("account_back",), reason="危险")
        assert refusals(course.now, course.step(act, actor(name)), course.around(actor(name))) == ()


def tried(course: Course, watcher: Watcher, move: Move) -> bool:
    """Whether the move was taken."""
    course.on += timedelta(days=move.days)
    today = calendar(course.on)
    now = as_of(course.now, today, on=course.on)
    kind = move.kind or Kind(_one(tuple(now.place.acts) or _SIDE, move.choice // 7))
    by = actor(move.by, move.for_)
    step = course.step(_SAID[kind](course, now, move.choice, by), by)
    if refusals(course.now, step, course.around(by)):
        return False
    watcher.sees(now, step, len(course.steps) + 1, on=course.on)
    course.steps.append(step)
    course.now = after(course.now, step, today, ROUTES)
    return True


def replayed(course: Course) -> None:
    """The steps give the case again, and the same bytes after they were JSON."""
    again = [step_of(json.loads(json.dumps(step_cells(step)))) for step in course.steps]
    assert step_bytes(again) == step_bytes(course.steps)
    assert fold(again, ROUTES, calendar) == course.now


def finished(course: Course) -> None:
    """Somebody who had no part brings the case to its end, from wherever it stands."""
    fresh = actor(FRESH)
    for taken in course.now.protections:
        if taken.in_force and taken.upheld is None:
            review = acts.ReviewProtection(step=taken.step, upheld=False, reason="已看")
            course.go(review, replace(fresh, person="reviewer"))
    for _ in range(60):
        now = as_of(course.now, calendar(course.on), on=course.on)
        if now.final:
            return
        kinds = [kind for kind in _ONWARD if kind.value in now.place.acts]
        if now.place.owner == "provider" or not kinds or now.place.clock == "last_day":
            course.wait(30)
            continue
        by = actor(CLERK) if kinds[0] is Kind.SERVE else replace(fresh, person=f"{FRESH}-{course.now.steps}")
        course.go(_ONWARD[kinds[0]](course, now), by)
    raise AssertionError(f"stuck at {course.now.stage}")


_ONWARD: dict[Kind, Callable[[Course, CaseNow], acts.Act]] = {
    Kind.DROP: lambda *_: acts.Drop(reason="撤案"),
    Kind.SERVE: lambda course, _: acts.Serve(arrived_on=course.on, method="desk", received_by="前台"),
    Kind.DISMISS: lambda *_: acts.Dismiss(outcome="no_evidence", reason="查无", answer="已核"),
    Kind.ACCEPT_REST: lambda *_: acts.AcceptRest(reason="余下不影响"),
    Kind.RECHECK: lambda course, _: course.check(),
    Kind.HAND_OVER: lambda _, now: acts.HandOver(item=now.left_over[0], note="双方签字"),
}


@pytest.mark.slow
@given(BEGINNINGS, st.lists(MOVES, max_size=40))
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_anybody_tries_the_case_stays_sound_goes_on_and_is_its_steps(
    course: Course, moves: list[Move]
) -> None:
    watcher = Watcher(course)
    for move in moves:
        if tried(course, watcher, move):
            event(course.steps[-1].kind.value)
        sound(course, as_of(course.now, calendar(course.on), on=course.on))
    danger_does_not_wait(course)
    replayed(course)
    finished(course)
    replayed(course)
