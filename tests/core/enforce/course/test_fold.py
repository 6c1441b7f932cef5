"""A case is its steps, which give the same case again; one that is older than its steps goes on from its rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of, item_due
from answerable.core.enforce.course.fold import after, begun, fold
from answerable.core.enforce.course.refuse import shut
from answerable.core.enforce.course.steps import By, Kind, Step
from answerable.core.enforce.course.turns import turns
from answerable.core.terms.errors import InputError
from tests.courses import (
    ANN,
    CLERK,
    DIRTY,
    HAN,
    LEGAL,
    ROUTES,
    STAGES,
    START,
    Course,
    anybody,
    at_stage,
    calendar,
    who,
)

SINCE = date(2026, 5, 6)


def taken_over(stage: str, **changed: object) -> Course:
    """A course that begins with a case which is older than its steps."""
    said = {
        "route": "civil",
        "subject": "旧案",
        "stage": stage,
        "since": SINCE,
        "opened_on": date(2026, 4, 1),
    }
    act = acts.TakeOver(**{**said, **changed})  # type: ignore[arg-type]
    course = Course(on=START)
    step = Step(act, By(account="record"), datetime.combine(SINCE, datetime.min.time(), UTC), on=SINCE)
    course.steps, course.now = [step], begun(step, ROUTES)
    return course


ORDERED = {
    "findings": (DIRTY,),
    "finders": (LEGAL,),
    "items": (acts.Demand(item="o1", finding=DIRTY, demand="清扫", due_on=date(2026, 5, 20)),),
    "authors": (ANN,),
}


@pytest.mark.parametrize("stage", STAGES)
def test_every_beginning_of_a_case_folds_to_what_it_was_then(stage: str) -> None:
    steps = at_stage(stage).steps
    now = begun(steps[0], ROUTES)
    for number, step in enumerate(steps[1:], start=2):
        now = after(now, step, calendar(step.on))
        assert now == fold(steps[:number], ROUTES, calendar)
        assert now.steps == number


def test_a_case_has_steps_and_begins_with_being_opened() -> None:
    with pytest.raises(ValueError, match="steps"):
        fold([], ROUTES, calendar)
    with pytest.raises(ValueError, match="opened"):
        fold(at_stage("told").steps[1:], ROUTES, calendar)


def test_a_case_has_the_edition_of_its_route_that_was_in_force_when_it_was_opened() -> None:
    assert Course(on=date(2026, 6, 1)).now.route.starts == date(2021, 1, 1)
    assert Course(on=date(2020, 12, 31)).now.route.ground.source == "合同法"
    with pytest.raises(InputError):
        Course(on=date(2019, 12, 31), route="administrative")


def test_deadlines_of_long_ago_are_those_of_the_calendar_as_it_was_known_then() -> None:
    # At the end of September 2025 the days off of 2026 were not published yet.
    early = Course(on=date(2025, 9, 30))
    early.notified(workdays=75).served()
    later = early.wait(120)
    assert fold(later.steps, ROUTES, calendar) == later.now


# -- older than its steps ----------------------------------------------------------------------------------------


def test_an_older_case_keeps_its_items_with_their_days_and_who_may_not_look_again() -> None:
    course = taken_over("correcting", **ORDERED)
    (item,) = course.now.items
    assert item_due(course.now, item, calendar(course.on)).on == date(2026, 5, 20)
    assert as_of(course.now, calendar(course.on), on=course.on).stage == "rechecking"
    assert course.refused(course.check(), ANN) == ["case_had_a_part_ordered"]
    assert course.checked(by=LEGAL).now.stage == "closed"


def test_an_older_case_without_findings_can_still_be_ordered_upon_or_closed() -> None:
    course = taken_over("weighing")
    assert course.refused(course.order(items=course.demands(("",))), ANN) == []
    assert course.refused(course.order(items=course.demands((DIRTY,))), ANN) == [
        "case_set_differs",
    ]
    assert course.refused(acts.Dismiss(outcome="no_evidence", reason="无据"), ANN) == []


def test_an_older_case_found_not_corrected_is_not_closed_by_a_recheck_of_nothing() -> None:
    course = taken_over("not_corrected")
    nothing = acts.Recheck(results=(), number="1")
    assert course.refused(nothing, LEGAL) == ["case_nothing_to_recheck"]
    assert course.refused(acts.AcceptRest(reason="已过"), ANN) == []


def test_an_older_case_of_which_every_item_was_corrected_is_closed_by_saying_so() -> None:
    done = {**ORDERED, "results": (acts.Result(item="o1", result="corrected"),)}
    course = taken_over("rechecking", **done)
    assert course.now.open_items == ()
    assert course.go(acts.Recheck(results=(), number="1"), LEGAL).now.stage == "closed"


def test_an_older_case_that_is_suspended_is_so_until_a_decision_of_several_lifts_it() -> None:
    course = taken_over("opened", suspended=True)
    assert course.now.state == "suspended"
    assert course.refused(acts.Lift(step=1, reason="已改"), ANN) == ["case_protection_decided"]
    step = course.step(acts.Lift(step=1, reason="已改"), who(ANN))
    assert after(course.now, step, calendar(course.on)).state == "finding"


def test_an_older_case_that_is_suspended_from_a_later_day_on_is_so_from_that_day() -> None:
    day = START + timedelta(days=20)
    course = taken_over("opened", suspended_from=day)
    assert course.now.state == "finding"
    assert as_of(course.now, calendar(day), on=day - timedelta(days=1)) is course.now
    assert as_of(course.now, calendar(day), on=day).state == "suspended"
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    late = Step(acts.Refer(to="audit", reason="x", number="1"), By(account=ANN), midnight, on=day)
    assert after(course.now, late, calendar(day)).state == "suspended"
    lifted = after(course.now, course.step(acts.Lift(step=1, reason="已改"), who(ANN)), calendar(course.on))
    assert as_of(lifted, calendar(day), on=day).state == "finding"


def test_an_older_case_that_ended_is_over_and_other_authorities_may_still_have_it() -> None:
    course = taken_over("handed_over", way="unilateral", **ORDERED)
    assert (course.now.state, course.now.final) == ("ended_unilateral", True)
    assert turns(course.now, calendar(START), on=START) == ()
    assert course.refused(acts.GoOutside(step=1, forum="court", number="民初1号"), CLERK) == []


def test_nobody_takes_a_case_over_that_has_steps() -> None:
    course = at_stage("correcting")
    act = acts.TakeOver(route="civil", subject="x", stage="closed", since=START, opened_on=START)
    assert course.refused(act, HAN) == ["case_open_already"]
    assert [each.code for each in shut(course.now, Kind.TAKE_OVER, course.around(anybody()))] == [
        "case_open_already"
    ]
    assert course.now.since - START > timedelta(0)
