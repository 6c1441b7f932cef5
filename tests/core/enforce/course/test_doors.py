"""What is open to whom now, and why everything else is closed, with the day on which time opens it."""

from datetime import date, timedelta

import pytest

from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.doors import Door, doors
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.turns import HANDLER, LEADER
from answerable.core.enforce.course.turns import PROVIDER as PROVIDERS
from tests.courses import (
    ANN,
    CLERK,
    HAN,
    HEAD,
    LEGAL,
    STAGES,
    STRANGER,
    Course,
    anybody,
    at_stage,
    calendar,
    codes,
)


def of(course: Course, name: str) -> tuple[Door, ...]:
    return doors(course.now, course.around(course.who(name)))


def open_to(course: Course, name: str) -> set[str]:
    return {door.kind.value for door in of(course, name) if door.open}


@pytest.mark.parametrize("stage", STAGES)
def test_every_act_is_either_open_or_says_why_not_in_both_languages(stage: str) -> None:
    for name in (HAN, ANN, CLERK, STRANGER):
        found = of(at_stage(stage), name)
        # Acts about steps have one door for each such step, and none where there is none.
        assert {door.kind for door in found} >= set(Kind) - {
            *(Kind.OPEN, Kind.TAKE_OVER, Kind.REVIEW_PROTECTION, Kind.LIFT, Kind.CONTEST, Kind.GO_OUTSIDE),
            *(Kind.DECIDE_OBJECTION, Kind.OUTSIDE_DECIDED, Kind.CORRECT),
        }
        assert all(door.open or codes(door.reasons) for door in found)


@pytest.mark.parametrize("stage", STAGES)
def test_the_open_ones_come_first(stage: str) -> None:
    found = [door.open for door in doors(at_stage(stage).now, at_stage(stage).around(anybody()))]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("stage", STAGES)
def test_to_a_stranger_nothing_is_open(stage: str) -> None:
    assert open_to(at_stage(stage), STRANGER) == set()


@pytest.mark.parametrize("stage", [each for each in STAGES if each not in ("closed", "handed_over")])
def test_whoever_has_the_turn_finds_a_door_that_is_open(stage: str) -> None:
    course = at_stage(stage)
    place = as_of(course.now, calendar(course.on), on=course.on).place
    # Whoever checks is not whoever wrote the order: here the legality reviewer checks for the handler.
    holder = {HANDLER: LEGAL if stage == "rechecking" else HAN, LEADER: ANN, PROVIDERS: CLERK}[
        str(place.owner)
    ]
    assert open_to(course, holder) & place.acts.keys() or stage in ("running_out", "parting")


def test_a_door_says_on_which_day_time_opens_it() -> None:
    course = at_stage("hearing")
    (order,) = (door for door in of(course, ANN) if door.kind is Kind.ORDER)
    assert (codes(order.reasons), order.opens) == (["case_too_early"], date(2026, 6, 9))
    (dropped,) = (door for door in of(course, ANN) if door.kind is Kind.DROP)
    assert dropped.opens is None


def test_a_door_that_opens_the_next_day_says_so() -> None:
    course = Course().not_corrected()
    (again,) = (door for door in of(course, LEGAL) if door.kind is Kind.RECHECK)
    assert again.opens == course.on + timedelta(days=1)


def test_after_its_period_a_report_on_paper_is_open_to_officials_until_everything_was_reported() -> None:
    course = at_stage("correcting")
    named = (HAN, CLERK, ANN)
    reports = {name: door for name in named for door in of(course, name) if door.kind is Kind.REPORT}
    assert {name: door.open for name, door in reports.items()} == {HAN: True, CLERK: True, ANN: False}
    assert reports[ANN].opens is None, "silence does not open what is open already"
    course.on = date(2026, 7, 1)
    assert "report" in open_to(course, HAN)
    (closed,) = (door for door in of(course, CLERK) if door.kind is Kind.REPORT)
    assert codes(closed.reasons) == ["case_report_late"]
    course = at_stage("correcting").wait(1).reported()
    assert "report" not in open_to(course, HAN)


def test_there_is_a_door_for_each_measure_objection_and_step_that_may_be_objected_to() -> None:
    course = at_stage("correcting").protected().protected("account_back").contested(5)
    reviews = [door.target for door in of(course, ANN) if door.kind is Kind.REVIEW_PROTECTION]
    objected = {door.target: door.open for door in of(course, CLERK) if door.kind is Kind.CONTEST}
    assert reviews == [7, 8]
    assert objected == {3 - 1: True, 5: False, 7: True, 8: True}
    assert [door.target for door in of(course, LEGAL) if door.kind is Kind.DECIDE_OBJECTION] == [9]


def test_a_door_says_where_a_meeting_may_decide_what_its_head_may_not() -> None:
    course = Course(by=HEAD, finders=(ANN,), deciders=frozenset({ANN, HEAD})).notified().served().heard()
    of_head = {door.kind: door for door in of(course, HEAD)}
    assert (of_head[Kind.DISMISS].open, of_head[Kind.DISMISS].meeting) == (False, True)
    assert codes(of_head[Kind.DISMISS].reasons) == ["case_had_a_part_found", "case_meeting_may_decide"]
    assert not of_head[Kind.PAUSE].meeting, "what he may do himself needs none"
    assert not of_head[Kind.DROP].meeting, "no meeting opens what the stage closes"
    assert not any(door.meeting for door in of(course, ANN)), "a meeting is recorded by a head"
