"""Out of turn, too early, too late, by the wrong person, on a case that went on: refused with the rule and the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.fold import fold
from answerable.core.enforce.course.refuse import (
    CaseRefusedError,
    let_pass,
    possible_from,
    refusals,
    shut,
)
from answerable.core.enforce.course.steps import By, Kind, Step
from answerable.core.terms.message import Message
from tests.courses import (
    ANN,
    CLERK,
    DIRTY,
    HAN,
    LI,
    MAYOR,
    ROUTES,
    RUDE,
    STAGES,
    START,
    STRANGER,
    Course,
    anybody,
    at_stage,
    calendar,
    codes,
    who,
)

OPEN: dict[str, str] = {
    "opened": "find notify drop end",
    "told": "serve drop end",
    "hearing": "state end",
    "weighing": "state order dismiss end",
    "ordered": "serve end",
    "correcting": "report end",
    "rechecking": "recheck end",
    "concluding": "extend accept_rest find_not_corrected end",
    "not_corrected": "order recheck accept_rest end",
    "leaving": "serve hand_over end",
    "running_out": "hand_over end",
    "parting": "hand_over",
    "ending": "serve hand_over",
    "over": "hand_over",
    "handed_over": "",
    "closed": "",
}
"""What each stage opens. Beside it, measures, referrals and other authorities are open always, and until its end is
decided the case may be put on another route.
"""
ALWAYS = {Kind.PROTECT, Kind.REFER, Kind.GO_OUTSIDE}
SIDE_TRACKS = ALWAYS | {
    *(Kind.REVIEW_PROTECTION, Kind.LIFT, Kind.PAUSE, Kind.RESUME, Kind.CONTEST, Kind.DECIDE_OBJECTION),
    *(Kind.OUTSIDE_DECIDED, Kind.CORRECT, Kind.SET_ROUTE),
}
BEGIN = {Kind.OPEN, Kind.TAKE_OVER}


def reasons(course: Course, kind: Kind, target: int | None = None) -> tuple[Message, ...]:
    """Why the act is closed to everybody today; an objection, to the provider."""
    asks = who(CLERK) if kind is Kind.CONTEST else anybody()
    return shut(course.now, kind, course.around(asks), target=target)


# -- an end whose right lapses before its notice arrives ---------------------------------------------------------


def test_a_notice_that_arrives_after_the_right_lapsed_ends_nothing() -> None:
    course = at_stage("not_corrected")
    course.ended(right_until=course.on + timedelta(days=3))
    served = acts.Serve(arrived_on=course.on, method="desk", received_by="前台")
    assert course.refused(served, CLERK) == []
    course.wait(4)
    late = acts.Serve(arrived_on=course.on, method="desk", received_by="前台")
    assert course.refused(late, CLERK) == ["case_right_lapsed"]


def test_an_end_that_several_decided_is_given_up_by_one_only_once_its_right_has_lapsed() -> None:
    course = at_stage("not_corrected")
    course.ended(right_until=course.on + timedelta(days=3))
    given_up = acts.AcceptRest(reason="解除权已过期")
    assert course.refused(given_up, ANN) == ["case_end_stands"]
    course.wait(4).go(given_up, ANN)
    assert (course.now.stage, course.now.ending, course.now.annulled) == ("closed", None, True)


# -- every act at every stage ------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_opens_these_acts_and_no_others(stage: str) -> None:
    course = at_stage(stage)
    found = {kind.value for kind in Kind if kind not in SIDE_TRACKS | BEGIN and not reasons(course, kind)}
    assert found == set(OPEN[stage].split())


@pytest.mark.parametrize("stage", STAGES)
def test_every_closed_act_says_since_when_or_from_which_day(stage: str) -> None:
    course = at_stage(stage)
    for kind in set(Kind) - SIDE_TRACKS - BEGIN:
        for reason in reasons(course, kind):
            assert codes([reason]) in (["case_closed_to"], ["case_too_early"], ["case_end_stands"])
            opens = reason.params.get("opens")
            assert "since" in reason.params or (isinstance(opens, date) and opens > course.on)


@pytest.mark.parametrize("stage", STAGES)
def test_danger_never_waits(stage: str) -> None:
    assert all(reasons(at_stage(stage), kind) == () for kind in ALWAYS)
    assert at_stage(stage).protected("account_back").now.protections[-1].in_force


@pytest.mark.parametrize("stage", STAGES)
def test_no_case_is_opened_twice_or_taken_over_once_it_has_steps(stage: str) -> None:
    course = at_stage(stage)
    assert all(codes(reasons(course, kind)) == ["case_open_already"] for kind in BEGIN)


# -- too early, with the day -------------------------------------------------------------------------------------

EARLY = [
    ("hearing", Kind.ORDER, date(2026, 6, 8), date(2026, 6, 9)),
    ("hearing", Kind.DISMISS, date(2026, 6, 8), date(2026, 6, 9)),
    ("correcting", Kind.RECHECK, date(2026, 6, 30), date(2026, 7, 1)),
]


@pytest.mark.parametrize(("stage", "kind", "until", "opens"), EARLY)
def test_what_silence_will_open_is_refused_with_the_day(
    stage: str, kind: Kind, until: date, opens: date
) -> None:
    course = at_stage(stage)
    (reason,) = reasons(course, kind)
    assert (reason.code, reason.params["until"], reason.params["opens"]) == ("case_too_early", until, opens)
    assert possible_from(course.now, kind, calendar(course.on)) == opens
    course.on = until
    assert codes(reasons(course, kind)) == ["case_too_early"]
    course.on = opens
    assert reasons(course, kind) == ()


def test_what_only_people_open_has_no_day() -> None:
    course = at_stage("opened")
    (reason,) = reasons(course, Kind.ORDER)
    assert (reason.code, reason.params["stage"], reason.params["since"]) == (
        "case_closed_to",
        "opened",
        START,
    )
    assert possible_from(course.now, Kind.ORDER, calendar(START)) is None


def test_what_was_found_not_corrected_is_looked_at_again_another_day() -> None:
    course = Course().not_corrected()
    (reason,) = reasons(course, Kind.RECHECK)
    assert (reason.code, reason.params["opens"]) == ("case_too_early", course.on + timedelta(days=1))
    assert reasons(course.wait(1), Kind.RECHECK) == ()


# -- out of order, and every reason at once ----------------------------------------------------------------------


def test_a_step_is_never_older_than_the_one_before_it() -> None:
    course = at_stage("weighing")
    act = acts.Dismiss(outcome="not_upheld", reason="查无实据", answer="已核")
    by = By(account=ANN, person=ANN, role="answers")
    early = Step(act, by, course.now.at - timedelta(seconds=1), on=course.on)
    around = course.around(anybody())
    assert codes(refusals(course.now, early, around)) == ["case_out_of_order"]
    same = replace(early, at=course.now.at)
    assert codes(refusals(course.now, same, around)) == []
    yesterday = replace(same, on=course.now.on - timedelta(days=1))
    assert "case_out_of_order" in codes(refusals(course.now, yesterday, around))


def test_every_reason_comes_at_once() -> None:
    course = at_stage("hearing")
    act = course.order(items=(), number=" ", signers=(), answer="")
    assert course.refused(act, STRANGER) == [
        "case_too_early",
        "case_not_your_role",
        "case_field_missing",
        "case_field_missing",
        "case_set_differs",
        "case_field_missing",
    ]


def test_refused_is_an_error_with_every_reason_and_passing_is_silent() -> None:
    course = at_stage("opened")
    drop = course.step(acts.Drop(reason=""), course.around(anybody()).who)
    with pytest.raises(CaseRefusedError) as refused:
        let_pass(course.now, drop, course.around(anybody()))
    assert codes(refused.value.messages) == ["case_field_missing"]
    assert codes([refused.value.message]) == ["case_refused"]
    let_pass(course.now, replace(drop, act=acts.Drop(reason="重复立案")), course.around(anybody()))


# -- more time ---------------------------------------------------------------------------------------------------

MORE_TIME = acts.Extend(reason="汛期", workdays=5, number="延〔2026〕1号")


def test_more_time_is_given_once_in_a_case_and_a_new_order_does_not_make_it_twice() -> None:
    course = Course().concluding().go(MORE_TIME, ANN)
    assert course.now.stage == "correcting"
    course.reported().checked("not_corrected")
    assert course.refused(MORE_TIME, ANN) == ["case_extended_already"]
    course.go(acts.FindNotCorrected(reason="未改", number="1"), ANN).ordered().served()
    course.reported().checked("not_corrected")
    assert course.refused(MORE_TIME, ANN) == ["case_extended_already"]


def test_after_more_time_silence_leads_to_a_recheck_all_the_same() -> None:
    course = Course().concluding().go(MORE_TIME, ANN)
    (reason,) = reasons(course, Kind.RECHECK)
    assert reason.params["opens"] == date(2026, 6, 24)
    assert reasons(course.wait(60), Kind.RECHECK) == ()


# -- pauses ------------------------------------------------------------------------------------------------------


def pause(course: Course, days: int) -> acts.Pause:
    return acts.Pause(reason="等待鉴定", until=course.on + timedelta(days=days))


def test_a_pause_ends_within_the_time_that_the_route_gives() -> None:
    course = at_stage("weighing")
    latest = calendar(course.on).deadline(course.on, 20).on
    for until, found in (
        (course.on, ["case_pause_until"]),
        (latest, []),
        (latest + timedelta(1), ["case_pause_until"]),
    ):
        assert course.refused(acts.Pause(reason="等待鉴定", until=until), ANN) == found


def test_a_clock_that_is_paused_is_not_paused_again_and_one_that_runs_is_not_resumed() -> None:
    course = at_stage("weighing")
    assert codes(reasons(course, Kind.RESUME)) == ["case_not_paused"]
    course.go(pause(course, 5), ANN)
    assert course.refused(pause(course, 6), ANN) == ["case_paused_already"]
    course.wait(2).go(acts.Resume(reason="鉴定已出"), ANN)
    assert codes(reasons(course, Kind.RESUME)) == ["case_not_paused"]
    assert course.refused(pause(course, 3), ANN) == []


def test_pauses_of_one_stage_do_not_go_on_without_end() -> None:
    course = at_stage("weighing")
    course.go(acts.Pause(reason="一", until=calendar(course.on).deadline(course.on, 15).on), ANN)
    course.on = course.now.clock.pauses[-1].until or course.on
    (reason,) = course.why_not(pause(course, 30), ANN)
    assert reason.params["latest"] == calendar(course.on).deadline(course.on, 5).on
    course.go(acts.Pause(reason="二", until=reason.params["latest"]), ANN)  # type: ignore[arg-type]
    course.on = course.now.clock.pauses[-1].until or course.on
    assert course.refused(pause(course, 2), ANN) == ["case_paused_enough"]


def test_a_period_that_is_over_is_not_paused_any_more() -> None:
    course = at_stage("weighing").wait(30)
    assert course.refused(pause(course, 3), ANN) == ["case_clock_run_out"]


@pytest.mark.parametrize("stage", ["parting", "running_out", "closed", "handed_over"])
def test_what_lasts_until_the_last_day_or_is_over_has_no_clock_to_pause(stage: str) -> None:
    assert codes(reasons(at_stage(stage), Kind.PAUSE)) == ["case_closed_to"]


# -- measures ----------------------------------------------------------------------------------------------------


def test_measures_are_reviewed_once_by_another_and_lifted_once_and_only_then() -> None:
    course = at_stage("opened").protected()
    taken = course.now.steps
    review, lift = (
        acts.ReviewProtection(step=taken, upheld=True, reason="属实"),
        acts.Lift(step=taken, reason="已改"),
    )
    assert course.refused(lift, ANN) == ["case_protection_unreviewed"]
    assert course.refused(review, HAN) == ["case_not_your_role"]
    course.go(review, ANN)
    assert course.refused(review, ANN) == ["case_protection_reviewed"]
    course.go(lift, ANN)
    assert course.refused(lift, ANN) == ["case_protection_lifted"]


def test_measures_that_are_not_upheld_are_lifted_at_once() -> None:
    course = at_stage("opened").protected()
    course.go(acts.ReviewProtection(step=2, upheld=False, reason="不必要"), ANN)
    assert not course.now.suspended
    assert course.refused(acts.Lift(step=2, reason="x"), ANN) == ["case_protection_lifted"]


@pytest.mark.parametrize(
    "kind", [Kind.REVIEW_PROTECTION, Kind.LIFT, Kind.DECIDE_OBJECTION, Kind.OUTSIDE_DECIDED]
)
def test_what_is_about_no_such_step_is_refused(kind: Kind) -> None:
    assert codes(reasons(at_stage("correcting"), kind, target=99)) == ["case_no_such_step"]


# -- a meeting ---------------------------------------------------------------------------------------------------


def test_minutes_let_a_finder_sign_last_only_where_a_meeting_was_the_last_step() -> None:
    course = Course(by=LI, finders=(ANN,)).notified().served().heard()
    signed = course.order(signers=(HAN, LI), minutes="纪要〔2026〕3号")
    step = course.step(signed, anybody())
    as_leader = replace(step, by=By(account=LI, person=LI, role="leader"))
    around = course.around(anybody())
    assert codes(refusals(course.now, as_leader, around)) == ["case_had_a_part_found"]
    met = replace(step, by=By(account=LI, person=LI, role="collective"))
    assert codes(refusals(course.now, met, around)) == []
    assert codes(refusals(course.now, replace(met, act=replace(signed, minutes=" ")), around)) == [
        "case_had_a_part_found"
    ]


def test_the_stand_in_of_a_finder_does_not_sign_last_for_him() -> None:
    course = Course(by=HAN, finders=(ANN,)).notified().served().heard()
    step = course.step(course.order(signers=(HAN, LI)), anybody())
    for_ann = replace(step, by=By(account=LI, person=LI, for_=ANN, role="leader"))
    assert codes(refusals(course.now, for_ann, course.around(anybody()))) == ["case_had_a_part_found"]
    of_his_own = replace(step, by=By(account=LI, person=LI, role="leader"))
    assert codes(refusals(course.now, of_his_own, course.around(anybody()))) == []


def test_folding_the_steps_again_gives_the_same_case() -> None:
    for stage in STAGES:
        course = at_stage(stage)
        assert fold(course.steps, ROUTES, calendar) == course.now
    assert at_stage("correcting").now.standing_findings == (DIRTY, RUDE)
    assert at_stage("handed_over").refused(acts.Find(findings=(DIRTY,)), MAYOR) == [
        "case_closed_to",
        "case_not_your_role",
    ]
