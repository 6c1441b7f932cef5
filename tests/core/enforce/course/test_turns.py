"""At every instant it is somebody's turn until a day, on every track; the clock runs on the reviewer, too."""

from datetime import date, timedelta

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.turns import LEADER, Turn, to_remind, turns
from answerable.render.words.catalogue import terms
from tests.courses import ANN, CLERK, HAN, HEAD, LEGAL, PROOF, STAGES, Course, at_stage, calendar

EXPECTED = {
    "opened": ("handler", "notify", 5, None),
    "told": ("handler", "serve", 3, None),
    "hearing": ("provider", "statement", 5, "weighing"),
    "ordered": ("handler", "serve", 3, None),
    "correcting": ("provider", "items", 10, "rechecking"),
    "rechecking": ("handler", "recheck", 5, None),
    "concluding": ("leader", "conclude", 5, None),
    "not_corrected": ("leader", "choose", 20, None),
    "leaving": ("handler", "serve", 3, None),
    "ending": ("handler", "serve", 3, None),
}
"""Of a stage that began by an act: whose turn, what waits, for how many working days, and what silence leads to."""


def now(course: Course) -> tuple[Turn, ...]:
    return turns(course.now, calendar(course.on), on=course.on)


@pytest.mark.parametrize("stage", EXPECTED)
def test_the_turn_of_a_stage_is_whose_and_until_when_the_route_says(stage: str) -> None:
    course, (owner, what, workdays, silence) = at_stage(stage), EXPECTED[stage]
    (turn,) = now(course)
    assert (turn.owner, turn.what, turn.silence) == (owner, what, silence)
    assert turn.by == calendar(course.on).deadline(turn.since, workdays).on
    assert turn.ground.source


@pytest.mark.parametrize("stage", [each for each in STAGES if each not in ("closed", "handed_over")])
@pytest.mark.parametrize("later", [0, 1, 30, 400])
def test_a_case_that_is_open_always_waits_for_somebody(stage: str, later: int) -> None:
    course = at_stage(stage).wait(later)
    found = now(course)
    assert found
    assert {turn.what for turn in found} <= terms()["case_waits"].keys()
    assert {turn.owner for turn in found} <= terms()["case_side"].keys()
    assert all(turn.by >= turn.since for turn in found)


@pytest.mark.parametrize("stage", ["closed", "handed_over"])
def test_what_is_over_waits_for_nobody(stage: str) -> None:
    assert now(at_stage(stage)) == ()


def test_what_lasts_until_the_last_day_is_due_on_it() -> None:
    course = at_stage("parting")
    (turn,) = now(course)
    assert course.now.ending is not None
    assert (turn.what, turn.by, turn.silence) == ("hand_over", course.now.ending.effective, "over")


def test_while_it_is_paused_it_is_the_leaders_turn_who_paused_it() -> None:
    course = Course().notified().served()
    course.go(acts.Pause(reason="台风", until=date(2026, 6, 10)), ANN)
    (turn,) = now(course)
    assert (turn.owner, turn.paused_until, turn.by) == (LEADER, date(2026, 6, 10), date(2026, 6, 16))
    (after,) = now(course.wait(9))
    assert (after.owner, after.paused_until) == ("provider", None)


def test_those_who_had_a_part_are_named_so_that_nobody_of_them_owns_it() -> None:
    barred = {stage: now(at_stage(stage))[0].barred for stage in ("weighing", "rechecking", "concluding")}
    assert barred == {"weighing": {HAN}, "rechecking": {HAN, ANN}, "concluding": {LEGAL}}


# -- beside the stage --------------------------------------------------------------------------------------------


def side(course: Course) -> dict[str, tuple[str, date]]:
    """The turns beside that of the stage: whose, and by when."""
    return {turn.key: (turn.owner, turn.by) for turn in now(course) if turn.key != "stage"}


def test_measures_are_reviewed_within_two_working_days() -> None:
    course = at_stage("opened").protected()
    assert side(course) == {"protect/2": ("leader", date(2026, 6, 3))}
    course.go(acts.ReviewProtection(step=2, upheld=True, reason="属实"), ANN)
    assert side(course) == {}


def test_measures_outlast_no_case_without_somebody_who_has_to_choose() -> None:
    course = at_stage("closed").protected()
    assert [key.split("/")[0] for key in side(course)] == ["protect"]
    assert (course.now.state, course.now.suspended) == ("suspended", True)
    course.go(acts.ReviewProtection(step=course.now.steps, upheld=True, reason="属实"), ANN)
    assert [key.split("/")[0] for key in side(course)] == ["choose"]
    course.go(acts.Lift(step=course.now.protections[0].step, reason="另案处理"), ANN)
    assert (side(course), course.now.state) == ({}, "closed")


def test_an_objection_waits_for_a_reviewer_until_it_is_decided_even_when_the_case_is_over() -> None:
    course = at_stage("closed")
    course.contested(8)
    assert side(course) == {"review/9": ("reviewer", date(2026, 6, 30))}
    assert side(course.wait(100)) == {"review/9": ("reviewer", date(2026, 6, 30))}
    assert now(course)[0].overdue(course.on)
    assert side(course.judged("rejected")) == {}


def test_a_procedure_elsewhere_and_every_correction_is_followed_by_the_handler() -> None:
    course = at_stage("correcting").contested(5)
    course.go(acts.GoOutside(step=5, forum="court", number="民初1号"), CLERK)
    course.judged("partly", "dirty", places=("官网", "公告栏"))
    found = side(course)
    assert found.keys() == {"outside/8", "publish/9/官网", "publish/9/公告栏"}
    assert {owner for owner, _ in found.values()} == {"handler"}
    course.go(acts.Correct(step=9, place="官网", note="原位置"), HAN)
    course.go(acts.OutsideDecided(step=8, result="rejected", reason="驳回", proof=PROOF), HEAD)
    assert side(course).keys() == {"publish/9/公告栏"}


def test_beyond_the_calendar_a_turn_is_provisional() -> None:
    course = Course(on=date(2026, 12, 30)).protected()
    assert {turn.key: turn.provisional for turn in now(course)} == {"stage": True, "protect/2": True}


# -- reminders ---------------------------------------------------------------------------------------------------


def test_somebody_is_reminded_30_15_7_3_and_1_days_before_on_the_day_and_daily_until_it_is_done() -> None:
    (turn,) = now(at_stage("not_corrected"))
    reminded = [left for left in range(40, -6, -1) if to_remind(turn, on=turn.by - timedelta(days=left))]
    assert reminded == [30, 15, 7, 3, 1, 0, -1, -2, -3, -4, -5]
    assert not turn.overdue(turn.by)
    assert turn.overdue(turn.by + timedelta(days=1))
