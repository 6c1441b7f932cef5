"""Objections, procedures elsewhere, and what is owed once they are upheld: each once, and in its time."""

from dataclasses import replace
from datetime import date, timedelta

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.refuse import objection_until, shut
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.who import barred
from answerable.core.terms.message import Message
from tests.courses import (
    CLERK,
    DIRTY,
    HAN,
    HEAD,
    LEGAL,
    LI,
    MAYOR,
    PROOF,
    SEC,
    Course,
    anybody,
    at_stage,
    calendar,
    codes,
    who,
)


def reasons(course: Course, kind: Kind, target: int | None) -> tuple[Message, ...]:
    """Why the act about that step is closed today to everybody it belongs to."""
    return shut(
        course.now, kind, course.around(who(CLERK) if kind is Kind.CONTEST else anybody()), target=target
    )


def test_one_objects_to_a_decision_once_and_in_time() -> None:
    course = at_stage("correcting")
    order = course.now.order_step
    found = course.now.contested(order)
    assert found is not None
    last = objection_until(course.now, found, calendar(course.on))
    assert last == date(2026, 6, 30)
    course.on = last + timedelta(days=1)
    assert codes(reasons(course, Kind.CONTEST, target=order)) == ["case_objection_late"]
    course.on = last
    course.contested(order)
    assert codes(reasons(course, Kind.CONTEST, target=order)) == ["case_contested_already"]
    assert codes(reasons(course, Kind.CONTEST, target=1)) == ["case_not_contestable"]


def test_a_step_decided_long_ago_is_objected_to_no_more_but_outside_it_still_may_be() -> None:
    course = at_stage("not_corrected").wait(200)
    for found in course.now.contestable:
        assert codes(reasons(course, Kind.CONTEST, target=found.step)) == ["case_objection_late"]
    act = acts.GoOutside(step=course.now.order_step or 0, forum="court", number="民初1号")
    assert course.refused(act, CLERK) == []


def test_the_time_for_an_objection_runs_from_the_day_on_which_the_arrival_is_on_record() -> None:
    course = at_stage("ending").wait(40)
    end = course.now.contestable[-1].step
    assert codes(reasons(course, Kind.CONTEST, target=end)) == ["case_objection_late"]
    arrived = course.on - timedelta(days=38)
    course.go(acts.Serve(arrived_on=arrived, method="post", received_by="门卫", proof=PROOF), HAN)
    assert reasons(course, Kind.CONTEST, target=end) == ()


def test_an_objection_is_decided_once() -> None:
    course = at_stage("correcting").contested(5)
    made = course.now.objections[0].step
    course.judged("rejected")
    assert codes(reasons(course, Kind.DECIDE_OBJECTION, target=made)) == ["case_objection_decided"]


def test_a_procedure_elsewhere_is_recorded_once_and_decided_once() -> None:
    course = at_stage("correcting")
    act = acts.GoOutside(step=course.now.order_step or 0, forum="court", number="民初1号")
    course.go(act, CLERK)
    assert course.refused(act, CLERK) == ["case_outside_already"]
    done = acts.OutsideDecided(step=course.now.steps, result="rejected", reason="驳回", proof=PROOF)
    assert course.refused(done, HAN) == ["case_not_your_role"]
    assert course.refused(replace(done, proof=""), LEGAL) == ["case_field_missing"]
    assert course.refused(replace(done, proof="见附件"), LEGAL) == ["case_proof_no_hash"]
    course.go(done, LEGAL)
    assert course.refused(done, LEGAL) == ["case_outside_decided"]
    assert course.refused(replace(act, number="民终1号"), CLERK) == []


def test_corrections_are_owed_in_each_place_and_made_once() -> None:
    course = at_stage("correcting").contested(5)
    course.judged("partly", DIRTY, places=("官网", "公告栏", "官网"))
    step = course.now.owed[0].step
    assert [each.place for each in course.now.owed] == ["官网", "公告栏"]
    course.go(acts.Correct(step=step, place="官网", note="原位置"), HAN)
    assert course.refused(acts.Correct(step=step, place="官网", note="原位置"), HAN) == ["case_value_unknown"]
    course.go(acts.Correct(step=step, place="公告栏", note="原位置"), HAN)
    assert codes(reasons(course, Kind.CORRECT, target=step)) == ["case_nothing_to_correct"]


def test_whoever_found_it_or_took_or_reviewed_the_measures_does_not_decide_the_objection() -> None:
    opened = Course(by=LI, finders=(SEC,)).notified().contested()
    assert barred(opened.now, Kind.DECIDE_OBJECTION, opened.now.steps) == {LI, SEC, HAN}
    assert opened.refused(judgement(opened), LI) == ["case_had_a_part_decided"]
    measures = at_stage("opened").protected(by=LI)
    measures.go(acts.ReviewProtection(step=2, upheld=True, reason="属实"), HEAD).contested()
    assert barred(measures.now, Kind.DECIDE_OBJECTION, measures.now.steps) == {HAN, LI, HEAD}
    assert measures.refused(judgement(measures), LI) == ["case_had_a_part_decided"]
    assert measures.refused(judgement(measures), MAYOR) == []


def judgement(course: Course) -> acts.DecideObjection:
    return acts.DecideObjection(step=course.now.steps, result="rejected", reason="经查", number="异1号")
