"""What other systems' users learned about correction, as sentences that hold here.

Each test names the lesson by its number in our notes on peers (section 3), and the public thread it comes from.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.cells import step_cells
from answerable.core.enforce.course.clocks import as_of, due
from answerable.core.enforce.course.doors import doors
from answerable.core.enforce.course.fold import fold
from answerable.core.enforce.course.refuse import refusals, shut
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.turns import to_remind, turns
from answerable.core.enforce.course.values import ENDED
from answerable.core.enforce.gates import Approval, CaseFacts, EndingFacts, Way, may_end
from answerable.core.rulebook.grounds import load_grounds
from answerable.core.rulebook.routes import OUTCOMES
from tests.courses import (
    ANN,
    CLERK,
    DIRTY,
    HAN,
    HEAD,
    LEGAL,
    LI,
    MAYOR,
    ROUTES,
    RUDE,
    SEC,
    STAGES,
    Course,
    anybody,
    at_stage,
    calendar,
    codes,
    who,
)


def lesson(*_: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Marks which lessons a test holds."""
    return lambda test: test


# -- due process -------------------------------------------------------------------------------------------------


@lesson(4)
def test_consequences_are_graduated_and_nothing_is_ended_by_one_side_before_due_process() -> None:
    """ERPNext #36269."""
    for stage in ("opened", "told", "hearing", "ordered", "correcting", "rechecking"):
        course = at_stage(stage)
        found = course.refused(course.end("unilateral"), HEAD)
        assert found[:1] in (["case_closed_to"], ["case_too_early"])


@lesson(4)
def test_an_order_cannot_exist_before_the_providers_period_is_over() -> None:
    """Prozorro, violation reports: the decision object comes after the defendant's period."""
    course = Course().notified().served()
    last = due(course.now, calendar(course.on))
    assert last is not None
    for days in range((last.on - course.on).days + 1):
        course.on = last.on - timedelta(days=days)
        assert "case_too_early" in course.refused(course.order(), ANN)
    course.on = last.on + timedelta(days=1)
    assert course.refused(course.order(), ANN) == []


@lesson(23)
def test_a_recheck_speaks_of_exactly_the_items_that_were_ordered() -> None:
    """Prozorro, monitoring: the set of results equals the set of the conclusion. FixMyStreet #2613."""
    course = at_stage("rechecking")
    whole = course.check()
    assert course.refused(whole, LEGAL) == []
    assert course.refused(replace(whole, results=whole.results[:1]), LEGAL) == ["case_set_differs"]
    more = (*whole.results, acts.Result(item="x", result="corrected", note="x"))
    assert course.refused(replace(whole, results=more), LEGAL) == ["case_set_differs"]


@lesson(23)
def test_neither_the_author_of_an_order_nor_the_provider_says_that_it_was_put_right() -> None:
    """FixMyStreet #2613."""
    course = at_stage("rechecking")
    assert course.refused(course.check(), ANN) == ["case_had_a_part_ordered"]
    assert course.refused(course.check(), HAN) == ["case_had_a_part_ordered"]
    assert course.refused(course.check(), CLERK) == ["case_not_your_role"]
    assert course.refused(course.check(), SEC) == []


@lesson(24)
def test_what_was_unspent_when_a_clock_was_stopped_is_there_when_it_goes_on() -> None:
    """Prozorro, monitoring: reactivated, the unspent working days are restored."""
    course = at_stage("weighing")
    known = calendar(course.on)
    before = due(as_of(course.now, known, on=course.on), known)
    assert before is not None
    unspent = known.workdays_between(course.on - timedelta(days=1), before.on)
    course.go(acts.Pause(reason="鉴定", until=course.on + timedelta(days=21)), ANN)
    course.wait(15).go(acts.Resume(reason="已出"), ANN)
    again = due(course.now, known)
    assert again is not None
    assert known.workdays_between(course.on - timedelta(days=1), again.on) == unspent


@lesson(31)
def test_a_signature_that_is_older_than_the_last_edit_does_not_count() -> None:
    """Prozorro, violation reports: the signature is newer than the decision's last edit."""
    edited = datetime(2026, 6, 10, 8, tzinfo=UTC)
    whole = _ending(edited, edited + timedelta(minutes=1))
    assert codes(may_end(whole)) == []
    assert codes(may_end(_ending(edited, edited - timedelta(minutes=1)))) == ["ending_signature_outdated"] * 3


def _ending(edited: datetime, signed: datetime) -> EndingFacts:
    signers = (("leader", ANN), ("legality", LEGAL), ("head", HEAD))
    heard = CaseFacts(
        heard=True,
        heard_until=date(2026, 6, 8),
        answered=True,
        lines=frozenset({"inspection", "recheck"}),
        lines_needed=2,
        performance=True,
        continuity="自行清扫",
        right_until=None,
        change_first=False,
        compensation=False,
        needs_order=False,
        not_followed=False,
        finders=frozenset(),
        administrative=False,
        agreed="rated_low",
        serious=False,
        seen=True,
    )
    return EndingFacts(
        way=Way.UNILATERAL,
        on=date(2026, 6, 10),
        last_day=date(2026, 7, 10),
        ends=None,
        notice_on=None,
        consent_on=None,
        consent_paper=False,
        signed=None,
        clause="exit",
        exit_clauses=frozenset({"exit"}),
        statutory=None,
        grounds=load_grounds("cn"),
        shown=frozenset(),
        leader=ANN,
        approvals=tuple(Approval(role, by, None, signed, None) for role, by in signers),
        proposers=frozenset({HAN}),
        edited_at=edited,
        already_ended=False,
        case=heard,
    )


# -- closed is not put right -------------------------------------------------------------------------------------


@lesson(13, 14, 15, 16)
def test_a_case_that_is_closed_does_not_say_that_everything_was_put_right() -> None:
    """FixMyStreet #1339, #285 and #2167; Open311 #61 and #11."""
    course = at_stage("concluding").go(acts.AcceptRest(reason="余下不影响"), ANN)
    assert course.now.stage == "closed"
    assert {each.result for each in course.now.items} == {"not_corrected"}
    assert course.now.put_right == set()


@lesson(14)
def test_what_cannot_be_put_right_has_a_word_of_its_own() -> None:
    """FixMyStreet #285."""
    course = at_stage("rechecking").checked("not_possible")
    assert {each.result for each in course.now.items} == {"not_possible"}
    assert course.now.stage == "concluding"


@lesson(17)
def test_closing_needs_an_outcome_with_its_reason_and_something_to_show() -> None:
    """NYC Council, hearing of 2019."""
    weighing = at_stage("weighing")
    assert weighing.refused(acts.Dismiss(outcome="", reason="", answer="已核"), ANN) == [
        "case_field_missing",
        "case_value_unknown",
    ]
    course = at_stage("rechecking")
    bare = replace(course.check(), results=tuple(replace(each, note="") for each in course.check().results))
    assert course.refused(bare, LEGAL) == ["case_recheck_unsaid"] * 2
    assert at_stage("opened").refused(acts.Drop(reason=" "), ANN) == ["case_field_missing"]


@lesson(22)
def test_nothing_changes_silently() -> None:
    """FixMyStreet #1148."""
    for stage in STAGES:
        course = at_stage(stage)
        assert fold(course.steps, ROUTES, calendar) == course.now
        assert all({"act", "at", "on", "by", "said"} == step_cells(step).keys() for step in course.steps)
        assert all(step.by.account for step in course.steps)


@lesson(18, 19)
def test_an_objection_is_at_once_somebodys_to_decide_by_a_day() -> None:
    """FixMyStreet #897 and #29."""
    course = at_stage("closed")
    course.contested(8)
    (turn,) = turns(course.now, calendar(course.on), on=course.on)
    assert (turn.owner, turn.by > course.on) == ("reviewer", True)


@lesson(20)
def test_the_right_to_contest_is_no_setting_of_the_body_that_is_complained_of() -> None:
    """FixMyStreet #4725."""
    assert not OUTCOMES.keys() & {"contest", "go_outside", "protect"}
    for stage in ("correcting", "closed", "parting"):
        course = at_stage(stage)
        target = course.now.contestable[-1].step
        assert shut(course.now, Kind.CONTEST, course.around(who(CLERK)), target=target) == ()


@lesson(21)
def test_it_never_is_nobodys_responsibility() -> None:
    """FixMyStreet #4457."""
    for stage in STAGES:
        course = at_stage(stage)
        now = as_of(course.now, calendar(course.on), on=course.on)
        assert now.final or turns(course.now, calendar(course.on), on=course.on)


@lesson(21)
def test_whatever_is_closed_to_somebody_says_whose_it_is_or_when_it_opens() -> None:
    """FixMyStreet #4457."""
    for stage in STAGES:
        course = at_stage(stage)
        for door in doors(course.now, course.around(who(SEC))):
            assert door.open or codes(door.reasons)


# -- clocks, escalation, appeal ----------------------------------------------------------------------------------


@lesson(24)
def test_the_clock_runs_on_the_reviewer_too() -> None:
    """Alaveteli #5043."""
    course = at_stage("correcting").protected().contested(5)
    waiting = {turn.what: turn for turn in turns(course.now, calendar(course.on), on=course.on)}
    assert waiting["review"].overdue(waiting["review"].by + timedelta(days=1))
    assert waiting["protect"].by == calendar(course.on).deadline(course.on, 2).on


@lesson(24)
def test_every_stage_has_a_clock() -> None:
    """Alaveteli #5043."""
    for edition in (each.editions[-1] for each in ROUTES.routes):
        assert all(stage.final or stage.clock for stage in edition.stages.values())


@lesson(25, 28)
def test_a_procedure_elsewhere_is_linked_to_the_step_it_is_about_and_followed() -> None:
    """Alaveteli #2819; Right to Know #875; OCDS #598, #205 and #38."""
    course = at_stage("parting")
    end = course.now.ending.step if course.now.ending else 0
    course.go(acts.GoOutside(step=end, forum="arbitration", number="仲字1号"), CLERK)
    (filed,) = course.now.outside
    assert (filed.against, filed.forum, filed.number) == (end, "arbitration", "仲字1号")
    assert "outside" in {turn.what for turn in turns(course.now, calendar(course.on), on=course.on)}


@lesson(26)
def test_what_is_overdue_is_seen_to_be_overdue_from_the_next_day_on() -> None:
    """Alaveteli #7440."""
    course = at_stage("opened")
    (turn,) = turns(course.now, calendar(course.on), on=course.on)
    assert [turn.overdue(turn.by + timedelta(days=days)) for days in (-1, 0, 1)] == [False, False, True]


@lesson(27)
def test_nobody_is_told_of_a_remedy_that_the_law_does_not_give() -> None:
    """Right to Know #883; WhatDoTheyKnow #1476."""
    for route, wrong in (("civil", "administrative_review"), ("administrative", "arbitration")):
        course = Course(route=route).correcting()
        assert course.refused(acts.GoOutside(step=5, forum=wrong, number="1"), CLERK) == [
            "case_remedy_not_given"
        ]
        assert all(each.ground.source and each.ground.article for each in course.now.route.remedies)


@lesson(27)
def test_whoever_is_too_late_reads_until_when_it_was() -> None:
    """WhatDoTheyKnow #1476."""
    course = at_stage("correcting").wait(60)
    (reason,) = shut(course.now, Kind.CONTEST, course.around(who(CLERK)), target=5)
    assert (reason.code, reason.params["until"]) == ("case_objection_late", date(2026, 6, 30))


@lesson(24)
def test_an_appeal_is_decided_by_somebody_else_if_need_be_one_level_above() -> None:
    """CPARS: review above the officer who decided."""
    course = at_stage("parting").contested(10)
    act = acts.DecideObjection(step=course.now.steps, result="rejected", reason="经查", number="1")
    for name in (ANN, HEAD, LEGAL):
        assert course.refused(act, name)[0] == "case_had_a_part_decided"
    assert [course.refused(act, name) for name in (LI, MAYOR)] == [[], []]


@lesson(24)
def test_silence_has_the_consequence_that_was_declared() -> None:
    """GeM: action after so many days of silence."""
    for stage, then in (("hearing", "weighing"), ("correcting", "rechecking")):
        course = at_stage(stage)
        (turn,) = turns(course.now, calendar(course.on), on=course.on)
        assert turn.silence == then
        later = turn.by + timedelta(days=1)
        assert as_of(course.now, calendar(later), on=later).stage == then


# -- ends, obligations, gates, reminders -------------------------------------------------------------------------


@lesson(29)
def test_how_a_contract_ended_is_one_of_three_and_never_just_that_it_ended() -> None:
    """OCDS #395 and #703."""
    assert set(ENDED.values()) == {"ended_expired", "ended_agreement", "ended_unilateral"}
    assert OUTCOMES["end"] == tuple(ENDED)
    states = set()
    for way in ENDED:
        course = at_stage("not_corrected").ended(way)
        course = course if way == "agreement" else course.served()
        course.wait(60)
        states.add(as_of(course.now, calendar(course.on), on=course.on).state)
    assert states == set(ENDED.values())


@lesson(30)
def test_what_is_owed_is_typed_by_who_owes_it_and_by_when() -> None:
    """OCDS #373."""
    for stage in ("opened", "correcting", "over"):
        (turn,) = turns(at_stage(stage).now, calendar(at_stage(stage).on), on=at_stage(stage).on)
        assert turn.what in at_stage(stage).now.route.clocks
        assert turn.ground.source


@lesson(31)
def test_one_gate_stands_before_every_act_whoever_asks() -> None:
    """Odoo #100213, #156718 and #182975. That every way in comes through it is tried in tests/gates.py."""
    course = at_stage("hearing")
    act = course.order()
    assert [
        each.code for each in refusals(course.now, course.step(act, anybody()), course.around(anybody()))
    ] == [each.code for each in shut(course.now, Kind.ORDER, course.around(anybody()))]


@lesson(32)
def test_that_a_contract_is_not_renewed_is_told_within_days_of_the_decision_and_the_telling_is_proved() -> (
    None
):
    """Snipe-IT #5515."""
    course = Course(findings=()).ended("expiry")
    (turn,) = turns(course.now, calendar(course.on), on=course.on)
    assert (turn.what, turn.by) == ("serve", calendar(course.on).deadline(course.on, 3).on)
    bare = acts.Serve(arrived_on=course.on, method="post", received_by="门卫")
    assert course.refused(bare, HAN) == ["case_field_missing"]


@lesson(33)
@pytest.mark.parametrize("later", [0, 1, 7, 90, 365])
def test_reminders_go_on_until_it_is_done(later: int) -> None:
    """ColoredCow #3011."""
    course = at_stage("ending")
    (turn,) = turns(course.now, calendar(course.on), on=course.on)
    assert to_remind(turn, on=turn.by + timedelta(days=later))
    done = course.served()
    assert turn.what not in {each.what for each in turns(done.now, calendar(done.on), on=done.on)}


def test_findings_that_no_longer_stand_are_named_and_corrected_where_they_stood() -> None:
    """Section 4, the chain from a citizen's word to its consequence, and back."""
    course = at_stage("parting").contested(10).judged("upheld", DIRTY, RUDE, places=("官网", "公告栏"))
    assert course.now.annulled
    assert [each.place for each in course.now.owed] == ["官网", "公告栏"]
    assert {turn.what for turn in turns(course.now, calendar(course.on), on=course.on)} == {"publish"}
