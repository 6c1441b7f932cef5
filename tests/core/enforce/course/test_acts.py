"""Acts that stand beside the usual way: another route, what came on paper, and what a meeting decided."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.cells import as_cells, step_bytes
from answerable.core.enforce.course.clocks import as_of, item_due
from answerable.core.enforce.course.fold import after, begun, fold
from answerable.core.enforce.course.refuse import objection_until
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.course.turns import turns
from tests.courses import (
    ANN,
    CLERK,
    DIRTY,
    HAN,
    HEAD,
    LEGAL,
    LI,
    MAYOR,
    PROOF,
    ROUTES,
    SEC,
    STAGES,
    START,
    Course,
    at_stage,
    calendar,
    who,
)

DAY = timedelta(days=1)

# -- the route ---------------------------------------------------------------------------------------------------

OTHER = acts.SetRoute(route="administrative", reason="授予特许经营权，属于行政协议")
UNTIL_AN_END = [
    each
    for each in STAGES
    if each not in ("leaving", "running_out", "parting", "ending", "over", "handed_over", "closed")
]

AT_THE_TOP = frozenset({ANN, HEAD})
"""Whoever decides alone in a body with none above it."""


@pytest.mark.parametrize("stage", UNTIL_AN_END)
def test_until_an_end_is_decided_the_route_may_be_set_and_no_period_moves(stage: str) -> None:
    course = at_stage(stage)
    before = as_of(course.now, calendar(course.on), on=course.on)
    course.go(OTHER, LEGAL)
    assert course.now.route == ROUTES.edition("administrative", on=course.on)
    assert (course.now.stage, course.now.clock, course.now.since) == (
        before.stage,
        before.clock,
        before.since,
    )
    assert fold(course.steps, ROUTES, calendar) == course.now


@pytest.mark.parametrize("stage", [each for each in STAGES if each not in UNTIL_AN_END])
def test_once_the_end_is_decided_or_the_case_is_over_the_route_stays(stage: str) -> None:
    assert at_stage(stage).refused(OTHER, LEGAL) == ["case_closed_to"]


def test_a_route_is_one_that_is_known_and_another_than_now_and_has_a_reason() -> None:
    course = at_stage("weighing")
    assert course.refused(replace(OTHER, route="martial"), LEGAL) == ["case_value_unknown"]
    assert course.refused(replace(OTHER, route="civil"), LEGAL) == ["case_same_route"]
    assert course.refused(replace(OTHER, reason=" "), LEGAL) == ["case_field_missing"]
    assert course.refused(OTHER, HAN) == ["case_not_your_role"]


def test_with_the_route_the_remedies_are_those_of_its_law() -> None:
    course = at_stage("correcting").go(OTHER, ANN)
    review = acts.GoOutside(step=5, forum="administrative_review", number="1")
    assert course.refused(review, CLERK) == []
    assert course.refused(replace(review, forum="arbitration"), CLERK) == ["case_remedy_not_given"]


def test_nobody_sets_a_route_without_the_routes_to_look_in() -> None:
    course = at_stage("weighing")
    with pytest.raises(ValueError, match="no routes"):
        after(course.now, course.step(OTHER, who(LEGAL)), calendar(course.on))


# -- what came on paper ------------------------------------------------------------------------------------------


def said_on_paper(came: date | None, **changed: object) -> acts.Speak:
    act = acts.Speak(text="人手不足", received_on=came, paper=PROOF)
    return replace(act, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("by", [HAN, SEC])
def test_what_a_provider_without_an_account_states_on_paper_is_recorded_by_an_official(by: str) -> None:
    course = at_stage("hearing").wait(3)
    course.go(said_on_paper(START + DAY), by)
    (said,) = course.now.statements
    assert (said.on, said.text, said.late) == (START + DAY, "人手不足", False)
    assert (course.steps[-1].by.person, course.steps[-1].by.provider) == (by, None)


def test_a_paper_has_its_day_and_its_scan_and_the_day_is_a_possible_one() -> None:
    course = Course().wait(2).notified().wait(2).served().wait(3)
    told = START + 2 * DAY
    for act, found in (
        (said_on_paper(None), ["case_field_missing"]),
        (said_on_paper(told, paper=""), ["case_field_missing"]),
        (said_on_paper(None, paper=""), ["case_field_missing"] * 2),
        (said_on_paper(told, paper="见附件"), ["case_proof_no_hash"]),
        (said_on_paper(told - DAY), ["case_received_on"]),
        (said_on_paper(course.on + DAY), ["case_received_on"]),
        (said_on_paper(told), []),
        (said_on_paper(course.on), []),
    ):
        assert course.refused(act, HAN) == found
    assert course.refused(said_on_paper(told), ANN) == ["case_not_your_role"]


def test_whoever_speaks_here_brings_no_paper() -> None:
    course = at_stage("hearing")
    assert course.refused(said_on_paper(course.on), CLERK) == ["case_paper_of_officials"]
    assert course.refused(said_on_paper(None), CLERK) == ["case_paper_of_officials"]
    assert course.refused(said_on_paper(course.on, paper=""), CLERK) == ["case_paper_of_officials"]
    assert as_cells(acts.Speak(text="x")) == {"text": "x"}, "what clerks said before reads as it did"


LAST = date(2026, 6, 8)
"""The last day for a statement that may be made from the first of June on."""


@pytest.mark.parametrize(("came", "late"), [(START, False), (LAST, False), (LAST + DAY, True)])
def test_a_paper_is_in_time_by_the_day_on_which_it_came_in_even_once_silence_moved_the_case_on(
    came: date, late: bool
) -> None:
    course = at_stage("hearing").wait(12)
    course.go(said_on_paper(came), HAN)
    assert (course.now.stage, course.now.heard_until) == ("weighing", LAST)
    assert [each.late for each in course.now.statements] == [late]


def test_a_paper_is_in_time_whatever_was_done_between_its_arrival_and_its_record() -> None:
    course = at_stage("hearing").wait(12).protected("account_back").wait(1)
    course.go(said_on_paper(LAST), HAN).go(said_on_paper(LAST + DAY), HAN)
    assert [each.late for each in course.now.statements] == [False, True]
    assert fold(course.steps, ROUTES, calendar) == course.now


def test_a_pause_moves_the_last_day_for_a_paper_too() -> None:
    course = at_stage("hearing")
    course.go(acts.Pause(reason="台风", until=START + 7 * DAY), ANN).wait(30)
    course.go(said_on_paper(LAST + 4 * DAY), HAN)
    assert [each.late for each in course.now.statements] == [False]


def test_a_report_on_paper_counts_from_the_day_on_which_it_came_in_and_not_before_the_order() -> None:
    course = at_stage("correcting").wait(4)
    items = tuple(acts.Reported(item=each.id, text="已整改") for each in course.now.items)
    ordered = course.now.asked_on
    assert ordered is not None
    act = acts.Report(items=items, received_on=ordered + DAY, paper=PROOF)
    assert course.refused(replace(act, received_on=ordered - DAY), HAN) == ["case_received_on"]
    course.go(act, HAN)
    assert [each.reported_on for each in course.now.items] == [ordered + DAY] * 2
    assert (course.now.stage, course.now.since) == ("rechecking", course.on)


def test_after_more_time_a_paper_of_before_is_no_report() -> None:
    course = at_stage("concluding").wait(1)
    course.go(acts.Extend(reason="汛期", workdays=5, number="1"), ANN).wait(1)
    act = acts.Report(
        items=(acts.Reported(item="1-1", text="已整改"),), received_on=course.on - 2 * DAY, paper=PROOF
    )
    assert course.refused(act, HAN) == ["case_received_on"]
    assert course.refused(replace(act, received_on=course.on - DAY), HAN) == []


def reported_on_paper(came: date | None, *items: str, **changed: object) -> acts.Report:
    said = tuple(acts.Reported(item=each, text="已整改") for each in items or ("1-1", "1-2"))
    return replace(acts.Report(items=said, received_on=came, paper=PROOF), **changed)  # type: ignore[arg-type]


def last_of(course: Course, place: int = -1) -> date:
    """The last day of an item."""
    return item_due(course.now, course.now.items[place], calendar(course.on)).on


def test_a_report_that_came_in_on_its_last_day_is_recorded_once_silence_moved_the_case_on() -> None:
    course = at_stage("correcting")
    last = last_of(course)
    course.on = last + DAY
    waits = turns(course.now, calendar(course.on), on=course.on)
    assert [(each.what, each.since) for each in waits] == [("recheck", last)]
    course.go(reported_on_paper(last), HAN)
    assert [each.reported_on for each in course.now.items] == [last] * 2
    assert turns(course.now, calendar(course.on), on=course.on) == waits, "the re-checker's clock goes on"
    assert fold(course.steps, ROUTES, calendar) == course.now


def test_a_report_of_after_its_last_day_is_late_whoever_brings_it() -> None:
    course = at_stage("correcting")
    last = last_of(course)
    course.on = last + 2 * DAY
    for act, by in ((reported_on_paper(last + DAY), HAN), (reported_on_paper(None, paper=""), CLERK)):
        (late,) = course.why_not(act, by)
        assert (late.code, late.params["until"]) == ("case_report_late", last)
    assert course.refused(reported_on_paper(None, paper=""), HAN) == ["case_field_missing"] * 2
    assert course.refused(reported_on_paper(last, paper=""), HAN) == ["case_field_missing"]
    assert course.refused(reported_on_paper(last), ANN) == ["case_not_your_role"]


def test_each_item_has_a_last_day_of_its_own_for_a_paper_and_a_pause_moves_it() -> None:
    course = at_stage("weighing")
    short, long = course.demands(workdays=5)
    course.go(course.order(items=(short, replace(long, workdays=10))), ANN).served()
    course.go(acts.Pause(reason="台风", until=course.on + 7 * DAY), ANN)
    first, last = last_of(course, 0), last_of(course)
    assert (first, last) == (date(2026, 6, 26), date(2026, 7, 3))
    course.on = last + DAY
    (late,) = course.why_not(reported_on_paper(last), HAN)
    assert (late.code, late.params["until"]) == ("case_report_late", first)
    course.go(reported_on_paper(last, "1-2"), HAN).go(reported_on_paper(first, "1-1"), HAN)
    assert [each.reported_on for each in course.now.items] == [first, last]


def test_once_everything_was_reported_or_looked_at_again_no_paper_is_a_report() -> None:
    course = at_stage("correcting").wait(1).reported()
    for by, act in ((HAN, reported_on_paper(course.on)), (CLERK, reported_on_paper(None, paper=""))):
        assert course.refused(act, by) == ["case_closed_to"]
    course = at_stage("correcting")
    last = last_of(course)
    course.on = last + DAY
    course.checked("not_corrected")
    assert course.refused(reported_on_paper(last), HAN) == ["case_closed_to"]


def test_of_a_case_that_was_taken_over_a_paper_may_be_as_old_as_what_is_known_of_it() -> None:
    since, last = START + 2 * DAY, START + 10 * DAY
    item = acts.Demand(item="1-1", finding=DIRTY, demand="整改", due_on=last)
    act = acts.TakeOver(
        route="civil", subject="不净", stage="correcting", since=since, opened_on=START, items=(item,)
    )
    course = Course(on=last + DAY)
    for stage, first in (("correcting", since), ("rechecking", START)):
        step = Step(replace(act, stage=stage), course.steps[0].by, course.at(), on=since)
        course.now = begun(step, ROUTES)
        assert course.refused(reported_on_paper(first - DAY, "1-1"), HAN) == ["case_received_on"]
        assert course.refused(reported_on_paper(first, "1-1"), HAN) == []


def test_an_objection_on_paper_is_in_time_by_the_day_on_which_it_came_in_and_decided_from_then() -> None:
    course = at_stage("correcting")
    found = course.now.contested(course.now.order_step)
    assert found is not None
    last = objection_until(course.now, found, calendar(course.on))
    course.on = last + 5 * DAY
    act = acts.Contest(step=found.step, text="与事实不符", received_on=last, paper=PROOF)
    assert course.refused(replace(act, received_on=last + DAY), HAN) == ["case_objection_late"]
    assert course.refused(replace(act, received_on=START - DAY), HAN) == ["case_received_on"]
    assert course.refused(acts.Contest(step=found.step, text="x"), CLERK) == ["case_objection_late"]
    course.go(act, HAN)
    assert course.now.objections[0].on == last
    (review,) = (
        each for each in turns(course.now, calendar(course.on), on=course.on) if each.what == "review"
    )
    assert (review.since, review.by) == (last, calendar(course.on).deadline(last, 10).on)
    assert course.refused(act, HAN) == ["case_contested_already"]


def test_an_objection_to_measures_of_before_the_notice_may_have_come_before_it_too() -> None:
    course = Course().protected("account_back").wait(3).notified().wait(1)
    act = acts.Contest(step=2, text="与事实不符", received_on=START + DAY, paper=PROOF)
    assert course.refused(act, HAN) == []
    assert course.refused(replace(act, step=3), HAN) == ["case_received_on"]


# -- a meeting ---------------------------------------------------------------------------------------------------


def decided_by_one(course: Course) -> acts.Dismiss:
    return acts.Dismiss(outcome="not_upheld", reason="查无实据", answer="已核")


def test_in_a_top_body_in_which_everybody_had_a_part_a_meeting_decides_and_the_head_records_it() -> None:
    course = Course(by=LI, finders=(ANN, HEAD), deciders=AT_THE_TOP).notified().served().heard()
    act = decided_by_one(course)
    assert course.refused(act, HEAD) == ["case_had_a_part_found", "case_meeting_may_decide"]
    assert course.refused(act, ANN) == ["case_had_a_part_found"]
    assert course.refused(replace(act, minutes="纪要〔2026〕3号"), ANN) == ["case_had_a_part_found"]
    course.go(replace(act, minutes="纪要〔2026〕3号"), HEAD)
    assert (course.now.stage, course.steps[-1].by.role) == ("closed", "head")
    assert b'"minutes":' in step_bytes(course.steps)


def test_no_meeting_decides_what_the_head_of_a_body_above_may() -> None:
    course = Course(by=LI, finders=(ANN, HEAD)).notified().served().heard()
    act = replace(decided_by_one(course), minutes="1")
    assert course.refused(act, HEAD) == ["case_had_a_part_found"]
    assert course.refused(act, MAYOR) == []


def test_an_objection_to_an_end_that_all_signed_is_decided_by_a_meeting() -> None:
    course = at_stage("parting").contested(10)
    course.deciders = AT_THE_TOP
    act = acts.DecideObjection(step=12, result="rejected", reason="经查", number="1")
    assert course.refused(act, HEAD) == ["case_had_a_part_decided", "case_meeting_may_decide"]
    course.go(replace(act, minutes="纪要1号"), HEAD)
    assert [each.result for each in course.now.objections] == ["rejected"]


def test_what_a_meeting_decides_is_complete_like_anything_else_and_not_too_early() -> None:
    early = at_stage("hearing")
    assert early.refused(replace(decided_by_one(early), minutes="纪要1号"), HEAD) == ["case_too_early"]
    course = at_stage("weighing")
    assert course.refused(acts.Dismiss(outcome="x", reason="", minutes="纪要1号"), HEAD) == [
        "case_field_missing",
        "case_value_unknown",
        "case_statement_unanswered",
    ]


# -- dropping ----------------------------------------------------------------------------------------------------


def test_whoever_opened_or_found_it_does_not_drop_it_alone() -> None:
    course = Course(by=HEAD, finders=(ANN,), deciders=AT_THE_TOP)
    act = acts.Drop(reason="重复立案")
    assert course.refused(act, ANN) == ["case_had_a_part_found"]
    assert course.refused(act, HEAD) == ["case_had_a_part_found", "case_meeting_may_decide"]
    assert course.go(replace(act, minutes="纪要1号"), HEAD).now.stage == "closed"


CLOSING = {
    "opened": acts.Drop(reason="重复立案"),
    "weighing": acts.Dismiss(outcome="no_evidence", reason="查无", answer="已核"),
    "concluding": acts.AcceptRest(reason="余下不影响"),
}


@pytest.mark.parametrize("stage", CLOSING)
def test_a_case_is_not_closed_over_measures_that_nobody_has_reviewed(stage: str) -> None:
    course, act = at_stage(stage).protected(), CLOSING[stage]
    assert course.refused(act, ANN) == ["case_protection_unreviewed"]
    course.go(acts.ReviewProtection(step=course.now.steps, upheld=True, reason="属实"), ANN)
    assert course.refused(act, ANN) == []


# -- what fits ---------------------------------------------------------------------------------------------------


def test_numbers_and_places_are_as_short_as_lists_and_papers_hold() -> None:
    number = at_stage("opened")
    for length, found in ((100, []), (101, ["case_field_long"])):
        assert number.refused(acts.Notify(facts="x", workdays=5, number="文" * length), HAN) == found
        assert number.refused(acts.Drop(reason="x", minutes="纪" * length), ANN) == found
    course = at_stage("correcting").contested(5)
    act = acts.DecideObjection(step=7, result="upheld", reason="x", number="1")
    for length, found in ((200, []), (201, ["case_field_long"])):
        assert course.refused(replace(act, places=("网" * length, "栏")), LEGAL) == found


def test_a_place_of_the_longest_name_waits_under_a_key_that_columns_hold() -> None:
    course = at_stage("correcting").contested(5).judged("partly", DIRTY, places=("网" * 200,))
    keys = [each.key for each in turns(course.now, calendar(course.on), on=course.on)]
    assert max(map(len, keys)) <= 400
