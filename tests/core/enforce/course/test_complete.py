"""What an act states is whole, exact and possible: what is missing, odd, doubled or unreasonable is named at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.complete import MOST_WORKDAYS, Known, may_be_opened
from answerable.core.enforce.course.steps import By, Step
from tests.courses import (
    ANN,
    CLERK,
    DIRTY,
    HAN,
    HEAD,
    LATE,
    LEGAL,
    MAYOR,
    PROOF,
    RUDE,
    START,
    Course,
    anybody,
    at_stage,
    calendar,
    codes,
)

# -- opening -----------------------------------------------------------------------------------------------------


def opening(act: acts.Open, taken: frozenset[str] = frozenset()) -> list[str]:
    known = Known(findings=frozenset({DIRTY, RUDE}), calendar=calendar(START), taken=taken)
    return codes(may_be_opened(act, Step(act, By(account=HAN), Course().at(), on=START), known))


def test_a_case_is_opened_on_confirmed_findings_that_no_other_case_has() -> None:
    act = acts.Open(route="civil", subject="路面不净", findings=(DIRTY,))
    assert opening(act) == []
    assert opening(replace(act, findings=(DIRTY, LATE))) == ["case_findings_unknown"]
    assert opening(act, taken=frozenset({DIRTY})) == ["case_findings_taken"]
    assert opening(replace(act, subject=" ", findings=(LATE,)), frozenset({LATE})) == [
        "case_field_missing",
        "case_findings_unknown",
        "case_findings_taken",
    ]


def test_findings_are_added_only_if_they_are_confirmed_and_free() -> None:
    course = Course(findings=(DIRTY,))
    course.taken = frozenset({LATE, DIRTY})
    assert course.refused(acts.Find(findings=()), HAN) == ["case_field_missing"]
    assert course.refused(acts.Find(findings=("rumour",)), HAN) == ["case_findings_unknown"]
    assert course.refused(acts.Find(findings=(LATE,)), HAN) == ["case_findings_taken"]
    # What the case has already is no other case's.
    assert course.go(acts.Find(findings=(DIRTY, RUDE)), HAN).now.findings == (DIRTY, RUDE)


# -- notice, arrival, statement ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("workdays", "right"), [(2, False), (3, True), (MOST_WORKDAYS, True), (MOST_WORKDAYS + 1, False)]
)
def test_the_time_for_a_statement_is_reasonable(workdays: int, right: bool) -> None:
    act = acts.Notify(facts="多次检查不净", workdays=workdays, number="1")
    found = Course().refused(act, HAN)
    assert found == ([] if right else ["case_period"])


def test_there_is_nothing_to_notify_of_without_a_finding() -> None:
    act = acts.Notify(facts="多次检查不净", workdays=5, number="1")
    assert Course(findings=()).refused(act, HAN) == ["case_without_findings"]


ARRIVALS = [
    ({}, []),
    ({"proof": "0" * 64}, []),
    ({"proof": ""}, ["case_field_missing"]),
    ({"proof": "见附件"}, ["case_proof_no_hash"]),
    ({"method": "rumour"}, ["case_value_unknown"]),
    ({"method": "desk"}, ["case_method_desk"]),
    ({"received_by": ""}, ["case_field_missing"]),
    ({"arrived_on": START - timedelta(days=1)}, ["case_arrival"]),
    ({"arrived_on": START + timedelta(days=41)}, ["case_arrival"]),
    ({"arrived_on": START + timedelta(days=34)}, ["case_arrival_stale"]),
    ({"arrived_on": START + timedelta(days=35)}, []),
    ({"method": "public_notice", "arrived_on": START + timedelta(days=29)}, ["case_public_notice"]),
    ({"method": "public_notice", "arrived_on": START + timedelta(days=35)}, []),
]


@pytest.mark.parametrize(("changed", "found"), ARRIVALS)
def test_an_arrival_has_a_day_a_way_and_its_proof(changed: dict[str, object], found: list[str]) -> None:
    course = Course().notified().wait(40)
    act = acts.Serve(arrived_on=START + timedelta(days=35), method="post", received_by="门卫", proof=PROOF)
    assert course.refused(replace(act, **changed), HAN) == found  # type: ignore[arg-type]


def test_an_order_that_arrived_long_ago_is_served_again_and_what_only_ends_is_not() -> None:
    course = at_stage("ordered").wait(30)
    old = acts.Serve(
        arrived_on=course.on - timedelta(days=28), method="left", received_by="门卫", proof=PROOF
    )
    assert course.refused(old, HAN) == ["case_arrival_stale"]
    assert course.refused(replace(old, arrived_on=course.on - timedelta(days=3)), HAN) == []
    ending = at_stage("ending").wait(30)
    assert ending.refused(replace(old, arrived_on=ending.on - timedelta(days=28)), HAN) == []


def test_only_the_provider_acknowledges_a_paper_here_on_the_day_itself() -> None:
    course = Course().notified().wait(3)
    act = acts.Serve(arrived_on=course.on, method="desk", received_by="前台")
    assert course.refused(act, CLERK) == []
    assert course.refused(replace(act, method="post"), CLERK) == ["case_method_desk"]
    assert course.refused(replace(act, arrived_on=START), CLERK) == ["case_arrival"]


def test_an_excuse_is_one_that_the_law_knows_or_none() -> None:
    course = at_stage("hearing")
    for excuse in ("", *acts.EXCUSES):
        assert course.refused(acts.Speak(text="停电", excuse=excuse), CLERK) == []
    assert course.refused(acts.Speak(text="停电", excuse="no_money"), CLERK) == ["case_value_unknown"]


# -- deciding ----------------------------------------------------------------------------------------------------


def test_whoever_was_heard_is_answered_whether_excused_dismissed_or_ordered() -> None:
    course = Course().notified().served().heard(excuse="force_majeure")
    dismiss = acts.Dismiss(outcome="excused", reason="台风")
    assert course.refused(dismiss, ANN) == ["case_statement_unanswered"]
    assert course.refused(course.order(answer=" "), ANN) == ["case_statement_unanswered"]
    assert course.refused(replace(dismiss, answer="属实"), ANN) == []
    silent = Course().notified().served().wait(14)
    assert silent.refused(silent.order(answer=""), ANN) == []


def test_what_the_provider_says_after_its_time_is_kept_as_late_and_answered_all_the_same() -> None:
    course = Course().notified().served().wait(14).go(acts.Speak(text="停电"), CLERK)
    assert [each.late for each in course.now.statements] == [True]
    assert course.refused(course.order(answer=""), ANN) == ["case_statement_unanswered"]


def test_a_case_is_dismissed_for_a_known_reason() -> None:
    course = at_stage("weighing")
    act = acts.Dismiss(outcome="friendly", reason="", answer="已核")
    assert course.refused(act, ANN) == ["case_field_missing", "case_value_unknown"]


def ordering(course: Course, *findings: str, set_aside: tuple[str, ...] = ()) -> list[str]:
    return course.refused(course.order(items=course.demands(findings), set_aside=set_aside), ANN)


def test_an_order_speaks_of_every_finding_once_or_sets_it_aside() -> None:
    course = at_stage("weighing")
    assert ordering(course, DIRTY, RUDE) == []
    assert ordering(course, DIRTY, DIRTY, RUDE) == []
    assert ordering(course, DIRTY, set_aside=(RUDE,)) == []
    assert ordering(course, DIRTY) == ["case_set_differs"]
    assert ordering(course, DIRTY, RUDE, set_aside=(RUDE,)) == ["case_set_differs"]
    assert ordering(course, DIRTY, set_aside=(RUDE, RUDE)) == ["case_set_differs"]
    assert ordering(course, DIRTY, RUDE, LATE) == ["case_set_differs"]
    assert ordering(course, DIRTY, RUDE, "") == ["case_set_differs"]


def test_what_differs_is_named() -> None:
    course = at_stage("weighing")
    act = course.order(items=course.demands((DIRTY, LATE)), set_aside=(DIRTY,))
    (reason,) = course.why_not(act, ANN)
    assert (reason.params["missing"], reason.params["odd"], reason.params["twice"]) == (
        (RUDE,),
        (LATE,),
        (DIRTY,),
    )


def test_a_finding_that_no_longer_is_confirmed_is_set_aside_not_ordered_upon() -> None:
    course = at_stage("weighing")
    course.known = frozenset({DIRTY})
    assert ordering(course, DIRTY, RUDE) == ["case_findings_unknown"]
    assert ordering(course, DIRTY, set_aside=(RUDE,)) == []


def test_a_second_order_speaks_of_what_is_left_and_not_of_what_was_put_right() -> None:
    course = at_stage("rechecking").checked("not_corrected", only=(RUDE,))
    course.go(acts.FindNotCorrected(reason="未改", number="1"), ANN)
    assert course.now.to_order == (RUDE,)
    assert ordering(course, DIRTY, RUDE) == ["case_set_differs"]
    assert ordering(course, RUDE) == []
    assert course.ordered().now.settled == (DIRTY,)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"workdays": 2}, ["case_period"]),
        ({"workdays": 0}, ["case_period"]),
        ({"demand": ""}, ["case_field_missing"]),
    ],
)
def test_an_item_says_what_and_within_a_reasonable_time(changed: dict[str, object], found: list[str]) -> None:
    course = at_stage("weighing")
    first, second = course.demands()
    item = replace(first, **changed)  # type: ignore[arg-type]
    assert course.refused(course.order(items=(item, second)), ANN) == found


def test_items_have_names_of_their_own() -> None:
    course = at_stage("weighing")
    first, second = course.demands()
    assert course.refused(course.order(items=(first, replace(second, item=first.item))), ANN) == [
        "case_set_differs"
    ]


# -- report and re-check -----------------------------------------------------------------------------------------


def said(*items: str, text: str = "已整改") -> acts.Report:
    return acts.Report(items=tuple(acts.Reported(item=each, text=text) for each in items))


def test_a_report_is_on_open_items_each_once() -> None:
    course = at_stage("correcting")
    assert course.refused(said("1-1"), CLERK) == []
    assert course.refused(said(), CLERK) == ["case_field_missing"]
    assert course.refused(said("1-1", "1-1"), CLERK) == ["case_set_differs"]
    assert course.refused(said("1-9"), CLERK) == ["case_set_differs"]
    assert course.refused(said("1-1", text=" "), CLERK) == ["case_field_missing"]


def found_of(*results: tuple[str, str], note: str = "现场", evidence: tuple[str, ...] = ()) -> acts.Recheck:
    made = tuple(acts.Result(item=item, result=result, note=note) for item, result in results)
    return acts.Recheck(results=made, number="1", evidence=evidence)


BOTH = (("1-1", "corrected"), ("1-2", "not_possible"))


@pytest.mark.parametrize(
    ("results", "found"),
    [
        (BOTH, []),
        (BOTH[:1], ["case_set_differs"]),
        ((*BOTH, ("1-3", "corrected")), ["case_set_differs"]),
        ((*BOTH, BOTH[0]), ["case_set_differs"]),
        ((BOTH[0], ("1-2", "nearly")), ["case_value_unknown"]),
        ((), ["case_set_differs"]),
    ],
)
def test_a_recheck_speaks_of_exactly_the_open_items(
    results: tuple[tuple[str, str], ...], found: list[str]
) -> None:
    assert at_stage("rechecking").refused(found_of(*results), LEGAL) == found


def test_nothing_is_called_corrected_without_a_word_or_a_proof_and_nothing_not_corrected_without_a_word() -> (
    None
):
    course, right = at_stage("rechecking"), (("1-1", "corrected"), ("1-2", "corrected"))
    assert course.refused(found_of(*right, note=""), LEGAL) == ["case_recheck_unsaid"] * 2
    assert course.refused(found_of(*right, note="", evidence=(PROOF,)), LEGAL) == []
    assert course.refused(found_of(*BOTH, note="", evidence=(PROOF,)), LEGAL) == ["case_recheck_unsaid"]


def test_a_case_without_items_is_not_closed_by_a_recheck_of_nothing() -> None:
    course = at_stage("not_corrected")
    course.now = replace(course.now, items=())
    assert course.refused(found_of(), LEGAL) == ["case_nothing_to_recheck"]


# -- ending, measures, objections --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "way", "found"),
    [
        ("not_corrected", "unilateral", []),
        ("correcting", "unilateral", ["case_closed_to"]),
        ("correcting", "agreement", []),
        ("leaving", "expiry", ["case_closed_to"]),
        ("leaving", "agreement", []),
        ("weighing", "by_force", ["case_value_unknown"]),
    ],
)
def test_an_end_is_of_a_way_that_the_stage_leads_to(stage: str, way: str, found: list[str]) -> None:
    course = at_stage(stage)
    assert course.refused(course.end(way), HEAD) == found


def test_what_is_handed_over_is_on_the_list_and_not_done_yet() -> None:
    course = at_stage("over").go(acts.HandOver(item="keys", note="双方签字"), HAN)
    assert course.refused(acts.HandOver(item="keys", note="双方签字"), HAN) == ["case_value_unknown"]
    assert course.refused(acts.HandOver(item="goodwill", note=""), HAN) == [
        "case_field_missing",
        "case_value_unknown",
    ]


def test_measures_are_known_ones_and_at_least_one() -> None:
    course = at_stage("opened")
    assert course.refused(acts.Protect(measures=(), reason=""), HAN) == ["case_field_missing"] * 2
    assert course.refused(acts.Protect(measures=("fine",), reason="x"), HAN) == ["case_value_unknown"]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"result": "rejected", "set_aside": (), "places": ()}, []),
        ({"result": "rejected"}, ["case_rejected_sets_aside"]),
        ({"result": "partly"}, []),
        ({"result": "partly", "set_aside": ()}, ["case_field_missing"]),
        ({"set_aside": ()}, []),
        ({"set_aside": (LATE,)}, ["case_findings_unknown"]),
        ({"places": ()}, ["case_field_missing"]),
        ({"places": ("官网", " ")}, ["case_field_missing"]),
        ({"result": "perhaps"}, ["case_value_unknown"]),
    ],
)
def test_a_decision_on_an_objection_says_what_no_longer_stands_and_where_it_stood(
    changed: dict[str, object], found: list[str]
) -> None:
    course = at_stage("correcting").contested(5)
    act = acts.DecideObjection(
        step=course.now.steps,
        result="upheld",
        reason="经查",
        number="1",
        set_aside=(DIRTY,),
        places=("官网",),
    )
    assert course.refused(replace(act, **changed), MAYOR) == found  # type: ignore[arg-type]


def test_only_remedies_that_the_law_gives_for_the_route_are_recorded() -> None:
    for route, given in (
        ("civil", {"court", "arbitration"}),
        ("administrative", {"court", "administrative_review"}),
    ):
        course = Course(route=route).correcting()
        for forum in acts.FORUMS:
            found = course.refused(acts.GoOutside(step=5, forum=forum, number="1"), CLERK)
            assert found == ([] if forum in given else ["case_remedy_not_given"])
        assert course.refused(acts.GoOutside(step=3, forum="court", number="1"), CLERK) == [
            "case_not_contestable"
        ]
        assert course.refused(acts.GoOutside(step=5, forum="village", number=""), CLERK) == [
            "case_field_missing",
            "case_value_unknown",
        ]


def test_a_file_is_referred_to_an_authority_that_is_one() -> None:
    assert at_stage("opened").refused(acts.Refer(to="press", reason="x", number="1"), ANN) == [
        "case_value_unknown"
    ]
    assert anybody().person not in at_stage("opened").now.finders
