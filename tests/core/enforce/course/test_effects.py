"""What each act does to a case, and what it leaves as it was."""

from dataclasses import fields
from datetime import date, timedelta

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import CaseNow
from tests.courses import ANN, CLERK, DIRTY, HAN, HEAD, LATE, LEGAL, PROOF, RUDE, START, Course, at_stage, who

COUNTED = {"steps", "at", "on", "contestable"}
"""What every step changes, or may."""


def changed(before: CaseNow, after: CaseNow) -> set[str]:
    """The names of what is not as it was."""
    names = {each.name for each in fields(CaseNow)} - COUNTED
    return {name for name in names if getattr(before, name) != getattr(after, name)}


MOVED = {"stage", "since", "clock"}


def test_a_finding_that_is_added_is_in_the_case_once_and_whoever_found_it_is_a_finder() -> None:
    course = Course()
    before = course.now
    course.go(acts.Find(findings=(DIRTY, LATE), finders=(LEGAL,)), HAN)
    assert course.now.findings == (DIRTY, RUDE, LATE)
    assert changed(before, course.now) == {"findings", "finders"}


def test_a_notice_says_how_long_the_provider_has_and_it_counts_from_arrival() -> None:
    course = Course().notified(workdays=8)
    assert (course.now.stage, course.now.given, course.now.notice, course.now.heard_from) == (
        "told",
        8,
        2,
        None,
    )
    course.wait(4).go(
        acts.Serve(arrived_on=date(2026, 6, 3), method="left", received_by="前台", proof=PROOF), HAN
    )
    assert (course.now.since, course.now.clock.workdays, course.now.heard_from) == (
        date(2026, 6, 3),
        8,
        date(2026, 6, 3),
    )


def test_a_statement_is_kept_with_its_excuse_and_moves_nothing() -> None:
    course = at_stage("hearing")
    before = course.now
    course.go(acts.Speak(text="台风", excuse="force_majeure", evidence=(PROOF,)), CLERK)
    (said,) = course.now.statements
    assert (said.text, said.excuse, said.evidence, said.late) == ("台风", "force_majeure", (PROOF,), False)
    assert changed(before, course.now) == {"statements"}


def test_dismissing_sets_every_finding_aside_and_dropping_none() -> None:
    dismissed = at_stage("weighing").go(acts.Dismiss(outcome="excused", reason="台风", answer="属实"), ANN)
    assert (dismissed.now.stage, dismissed.now.standing_findings) == ("closed", ())
    dropped = at_stage("told").go(acts.Drop(reason="重复立案"), ANN)
    assert (dropped.now.stage, dropped.now.standing_findings) == ("closed", (DIRTY, RUDE))


def test_an_order_makes_items_and_authors_and_waits_to_be_served() -> None:
    course = at_stage("weighing").ordered()
    assert ([each.finding for each in course.now.items], course.now.rounds) == ([DIRTY, RUDE], 1)
    assert course.now.authors == {HAN, ANN}
    assert course.now.stage == "ordered"


def test_a_report_on_some_items_leaves_the_clock_alone_and_one_on_all_ends_it() -> None:
    course = at_stage("correcting")
    before = course.now
    course.wait(2).reported("1-1")
    assert changed(before, course.now) == {"items"}
    course.reported("1-2")
    assert course.now.stage == "rechecking"
    assert [each.reported_on for each in course.now.items] == [course.on, course.on]


def test_a_recheck_closes_the_case_or_says_since_when_it_is_known() -> None:
    assert at_stage("rechecking").checked().now.stage == "closed"
    course = at_stage("rechecking").checked("not_possible", only=(RUDE,))
    assert (course.now.stage, course.now.cause_known) == ("concluding", course.on)
    assert [each.result for each in course.now.items] == ["corrected", "not_possible"]


def test_a_later_recheck_does_not_move_the_day_since_which_it_is_known() -> None:
    course = at_stage("not_corrected")
    known = course.now.cause_known
    course.wait(5).checked("not_corrected")
    assert (course.now.stage, course.now.cause_known) == ("not_corrected", known)


def test_a_later_recheck_may_find_everything_put_right() -> None:
    assert at_stage("not_corrected").checked().now.stage == "closed"


def test_more_time_is_for_what_is_not_corrected_and_asks_for_a_new_report() -> None:
    course = at_stage("rechecking").checked("not_corrected", only=(RUDE,))
    course.go(acts.Extend(reason="汛期", workdays=4, number="1"), ANN)
    assert [(each.workdays, each.reported_on is None) for each in course.now.items] == [
        (10, False),
        (4, True),
    ]
    assert (course.now.stage, course.now.extensions) == ("correcting", 1)


def test_a_new_order_counts_a_new_cause() -> None:
    course = at_stage("not_corrected").ordered()
    assert (course.now.cause_known, course.now.rounds, course.now.stage) == (None, 2, "ordered")


def test_a_case_may_be_closed_although_not_all_is_right_and_its_measures_stay_until_they_are_lifted() -> None:
    course = at_stage("concluding").protected()
    course.go(acts.ReviewProtection(step=course.now.steps, upheld=True, reason="属实"), HEAD)
    course.go(acts.AcceptRest(reason="余下不影响"), ANN)
    assert (course.now.stage, course.now.suspended) == ("closed", True)


def test_an_end_by_one_side_waits_for_its_arrival_and_the_other_ways_for_the_day() -> None:
    stages = {
        way: at_stage("not_corrected").ended(way).now.stage for way in ("expiry", "agreement", "unilateral")
    }
    assert stages == {"expiry": "leaving", "agreement": "parting", "unilateral": "ending"}


def test_things_are_handed_over_in_any_order_until_nothing_is_left() -> None:
    course = at_stage("over")
    for item in reversed(course.now.route.hand_over):
        assert course.now.stage in ("over", "parting")
        course.go(acts.HandOver(item=item, note="双方签字"), HAN)
    assert (course.now.stage, course.now.left_over) == ("handed_over", ())


def test_suspending_is_seen_from_outside_until_it_is_lifted_and_never_hides_an_end() -> None:
    course = at_stage("correcting").protected("account_back")
    assert course.now.state == "ordered"
    course.protected("suspend")
    assert course.now.state == "suspended"
    course.go(acts.ReviewProtection(step=8, upheld=False, reason="已消除"), ANN)
    assert course.now.state == "ordered"
    assert at_stage("ending").protected("suspend").now.state == "ending"
    assert at_stage("handed_over").protected("suspend").now.state == "ended_unilateral"


def test_whoever_took_measures_stands_there_with_whom_he_stood_in_for() -> None:
    course = at_stage("opened").go(acts.Protect(measures=("suspend",), reason="x"), who("stranger", ANN))
    assert course.now.protections[0].by == {"stranger", ANN}
    assert course.refused(acts.ReviewProtection(step=2, upheld=True, reason="x"), ANN) == [
        "case_had_a_part_protected"
    ]


def test_a_pause_and_its_end_touch_only_the_clock() -> None:
    course = at_stage("ordered")
    before = course.now
    course.go(acts.Pause(reason="鉴定", until=course.on + timedelta(days=7)), ANN)
    assert changed(before, course.now) == {"clock"}
    course.wait(1).go(acts.Resume(reason="已出"), ANN)
    assert [(each.since, each.until) for each in course.now.clock.pauses] == [
        (date(2026, 6, 15), date(2026, 6, 16))
    ]


def test_steps_that_decide_may_be_objected_to_and_others_not() -> None:
    course = at_stage("parting").protected().go(acts.Refer(to="audit", reason="虚报", number="1"), HEAD)
    kinds = [Kind(each.kind) for each in course.now.contestable]
    assert kinds == [
        *(Kind.NOTIFY, Kind.ORDER, Kind.RECHECK, Kind.FIND_NOT_CORRECTED, Kind.END, Kind.PROTECT),
    ]
    assert course.now.contestable[0].on == START


def test_a_referral_bars_fines_and_punishes_nobody() -> None:
    course = at_stage("correcting")
    before = course.now
    course.go(acts.Refer(to="finance", reason="虚报", number="1"), HEAD)
    assert changed(before, course.now) == set()
