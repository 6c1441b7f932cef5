"""An objection or a court that is right undoes what was wrong, and what rests on it, and nothing else."""

from datetime import date

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.steps import Kind
from tests.courses import (
    ANN,
    CLERK,
    DIRTY,
    HAN,
    HEAD,
    LEGAL,
    MAYOR,
    PROOF,
    RUDE,
    SEC,
    Course,
    at_stage,
    calendar,
)


def latest(course: Course, kind: Kind) -> int:
    """The number of the latest step of the kind."""
    return max(number for number, step in enumerate(course.steps, start=1) if step.kind is kind)


def upheld(course: Course, kind: Kind, *set_aside: str, result: str = "upheld") -> Course:
    """The provider objects to the latest step of the kind, and is right."""
    return course.contested(latest(course, kind)).judged(result, *set_aside)


def test_with_every_finding_set_aside_the_case_is_closed_and_no_item_is_left() -> None:
    course = upheld(at_stage("correcting"), Kind.ORDER, DIRTY, RUDE)
    assert (course.now.stage, course.now.items, course.now.standing_findings) == ("closed", (), ())
    assert [each.place for each in course.now.owed] == ["官网"]


def test_upheld_in_part_takes_one_finding_with_its_items_and_leaves_the_other() -> None:
    course = upheld(at_stage("correcting"), Kind.ORDER, DIRTY, result="partly")
    assert (course.now.stage, [each.finding for each in course.now.items]) == ("correcting", [RUDE])
    assert course.now.set_aside == (DIRTY,)


def test_what_is_left_being_put_right_already_the_case_is_closed() -> None:
    course = at_stage("correcting").reported().checked("not_corrected", only=(RUDE,))
    assert course.now.stage == "concluding"
    assert course.now.put_right == {DIRTY}
    assert upheld(course, Kind.RECHECK, RUDE, result="partly").now.stage == "closed"


def test_a_rejected_objection_changes_nothing_but_itself() -> None:
    course = at_stage("correcting")
    before = course.now
    course.contested(latest(course, Kind.ORDER)).judged("rejected")
    assert (course.now.stage, course.now.items, course.now.owed) == (before.stage, before.items, ())
    assert course.now.objections[0].result == "rejected"


def test_an_order_that_does_not_stand_leaves_no_item_and_is_decided_again() -> None:
    course = upheld(at_stage("correcting"), Kind.ORDER)
    assert (course.now.stage, course.now.items, course.now.order_step) == ("weighing", (), None)
    assert course.now.to_order == (DIRTY, RUDE)
    assert course.ordered().now.rounds == 2


def test_an_objection_to_an_order_that_another_replaced_moves_nothing() -> None:
    course = at_stage("correcting")
    first = latest(course, Kind.ORDER)
    course.contested(first).reported().checked("not_corrected")
    course.go(acts.FindNotCorrected(reason="未改", number="1"), ANN).ordered()
    course.judged("upheld")
    assert (course.now.stage, len(course.now.items)) == ("ordered", 2)


def test_a_recheck_that_does_not_stand_is_made_again_by_somebody_else() -> None:
    course = upheld(at_stage("not_corrected"), Kind.RECHECK)
    assert course.now.stage == "rechecking"
    assert {each.result for each in course.now.items} == {None}
    assert course.refused(course.check(), LEGAL) == ["case_had_a_part_ordered"]
    assert course.checked(by=SEC).now.stage == "closed"


def test_an_objection_to_a_recheck_that_another_followed_moves_nothing() -> None:
    course = at_stage("not_corrected")
    first = latest(course, Kind.RECHECK)
    course.checked("not_corrected").contested(first).judged("upheld")
    assert course.now.stage == "not_corrected"
    assert {each.result for each in course.now.items} == {"not_corrected"}


def test_a_recheck_keeps_what_it_found_corrected() -> None:
    course = at_stage("rechecking").checked("not_corrected", only=(RUDE,))
    upheld(course, Kind.RECHECK)
    assert [each.result for each in course.now.items] == ["corrected", None]


def test_while_the_provider_has_more_time_an_objection_to_the_recheck_takes_none_of_it() -> None:
    course = at_stage("concluding").go(acts.Extend(reason="汛期", workdays=5, number="1"), ANN)
    assert upheld(course, Kind.RECHECK).now.stage == "correcting"


def test_that_it_was_not_corrected_is_concluded_again_if_that_does_not_stand() -> None:
    assert upheld(at_stage("not_corrected"), Kind.FIND_NOT_CORRECTED).now.stage == "concluding"


@pytest.mark.parametrize("stage", ["ending", "parting"])
def test_an_end_that_does_not_stand_leaves_the_case_where_it_was_decided(stage: str) -> None:
    course = upheld(at_stage(stage), Kind.END)
    assert (course.now.stage, course.now.ending, course.now.annulled) == ("not_corrected", None, True)


def test_an_objection_upheld_after_the_contract_ended_annuls_its_end() -> None:
    course = at_stage("parting")
    course.contested(latest(course, Kind.END)).wait(40)
    assert as_of(course.now, calendar(course.on), on=course.on).state == "ended_unilateral"
    course.judged("upheld")
    assert (course.now.annulled, course.now.state) == (True, "not_corrected")
    assert course.now.owed != ()


def test_a_court_annuls_an_end_after_everything_was_handed_over() -> None:
    course = at_stage("handed_over")
    end = latest(course, Kind.END)
    course.go(acts.GoOutside(step=end, forum="court", number="民初1号"), CLERK).wait(200)
    done = acts.OutsideDecided(
        step=course.now.steps,
        result="upheld",
        reason="判决",
        proof=PROOF,
        set_aside=(DIRTY, RUDE),
        places=("官网",),
    )
    assert course.refused(done, LEGAL) == ["case_had_a_part_decided"], (
        "who reviewed the end does not record it"
    )
    course.go(done, MAYOR)
    assert (course.now.annulled, course.now.ending, course.now.state) == (True, None, "closed")


@pytest.mark.parametrize("kind", [Kind.ORDER, Kind.RECHECK, Kind.FIND_NOT_CORRECTED])
def test_an_end_by_one_side_falls_with_what_it_rests_on(kind: Kind) -> None:
    course = upheld(at_stage("ending"), kind)
    assert (course.now.ending, course.now.annulled) == (None, True)
    assert course.now.stage in ("weighing", "rechecking", "concluding")


def test_an_end_by_one_side_falls_with_its_last_finding() -> None:
    course = upheld(at_stage("ending"), Kind.ORDER, DIRTY, RUDE)
    assert (course.now.stage, course.now.ending, course.now.annulled) == ("closed", None, True)


@pytest.mark.parametrize("way", ["expiry", "agreement"])
def test_running_out_or_parting_by_agreement_rests_on_no_finding(way: str) -> None:
    course = at_stage("correcting").ended(way)
    stage = course.now.stage
    for kind, aside in ((Kind.ORDER, ()), (Kind.NOTIFY, (DIRTY, RUDE))):
        upheld(course, kind, *aside)
        assert (course.now.stage, course.now.annulled) == (stage, False)
    assert course.now.ending is not None


def test_a_case_that_only_lets_a_contract_run_out_loses_nothing_with_its_measures() -> None:
    course = Course(findings=()).protected().ended("expiry")
    upheld(course, Kind.PROTECT)
    assert (course.now.stage, course.now.protections[0].in_force) == ("leaving", False)


def test_a_non_renewal_that_does_not_stand_closes_a_case_without_findings() -> None:
    course = upheld(Course(findings=()).ended("expiry"), Kind.END)
    assert (course.now.stage, course.now.annulled) == ("closed", True)


def test_an_agreement_that_does_not_stand_never_goes_back_to_a_way_out() -> None:
    course = at_stage("running_out").ended("agreement")
    assert upheld(course, Kind.END).now.stage == "closed"


def test_a_case_whose_order_and_whose_end_do_not_stand_goes_back_to_where_the_order_was_decided() -> None:
    course = at_stage("rechecking").ended("agreement")
    upheld(course, Kind.ORDER)
    assert (course.now.stage, course.now.items) == ("parting", ())
    upheld(course, Kind.END)
    assert (course.now.stage, course.now.to_order) == ("weighing", (DIRTY, RUDE))


def test_measures_that_were_wrong_are_lifted_whether_the_taking_or_the_review_is_objected_to() -> None:
    taken = upheld(at_stage("opened").protected(), Kind.PROTECT)
    assert not taken.now.suspended
    reviewed = at_stage("opened").protected()
    reviewed.go(acts.ReviewProtection(step=2, upheld=True, reason="属实"), ANN)
    assert not upheld(reviewed, Kind.REVIEW_PROTECTION).now.suspended


def test_other_measures_stay_where_one_is_lifted() -> None:
    course = at_stage("opened").protected("suspend").protected("account_back", by=SEC)
    upheld(course.contested(2), Kind.PROTECT)
    assert [each.in_force for each in course.now.protections] == [True, False]


@pytest.mark.parametrize("kind", [Kind.EXTEND, Kind.PROTECT])
def test_of_what_decides_nothing_else_only_the_corrections_follow(kind: Kind) -> None:
    course = at_stage("concluding").go(acts.Extend(reason="汛期", workdays=5, number="1"), ANN)
    course.go(acts.Refer(to="finance", reason="涉嫌虚假", number="1"), HEAD).protected("account_back")
    assert upheld(course, kind).now.stage == "correcting"
    assert len(course.now.owed) == 1


def test_a_notice_that_does_not_stand_says_which_findings_do_not() -> None:
    course = at_stage("hearing").contested(2)
    act = acts.DecideObjection(step=3 + 1, result="upheld", reason="有误", number="1", places=("官网",))
    assert course.refused(act, MAYOR) == ["case_field_missing"]
    assert course.judged("upheld", DIRTY).now.stage == "hearing"
    assert course.now.to_order == (RUDE,)


def test_after_it_is_closed_an_objection_still_sets_aside_what_was_wrong() -> None:
    course = at_stage("closed")
    upheld(course, Kind.RECHECK, DIRTY, result="partly")
    assert (course.now.stage, course.now.set_aside) == ("closed", (DIRTY,))


def test_the_clock_of_the_stage_it_goes_back_to_starts_on_the_day_of_the_decision() -> None:
    course = at_stage("parting")
    course.contested(latest(course, Kind.END)).wait(10).judged("upheld")
    assert (course.now.since, course.now.clock.started) == (date(2026, 6, 25), date(2026, 6, 25))
    assert course.refused(acts.Drop(reason="x"), HAN) == ["case_closed_to", "case_not_your_role"]
