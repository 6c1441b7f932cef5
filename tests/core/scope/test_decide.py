"""Facts in, a verdict out: with every rule that holds, and, where facts are missing, what would decide."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.conditions import holds
from answerable.core.rulebook.facts import FactKind, Facts, Value
from answerable.core.scope.decide import Decision, decide
from answerable.core.scope.interview import Interview
from answerable.core.scope.stated import StatedFactsError, read_facts
from answerable.core.terms.errors import UndecidableError
from answerable.core.terms.verdict import Verdict
from tests.rulebooks import both, boundary, edition, fact, rule, simple, texts

ON = date(2026, 6, 30)
DUTIES = [
    {"id": id, "who": "body", "what": both(id), "when": both("always"), "check": "files"}
    for id in ("watch", "file", "explain")
]


def county() -> Boundary:
    """Punishing is prohibited; writing, hiddens and long contracts are limited; the rest is open."""
    return boundary(
        [
            fact("task", "clean", "write", "punish"),
            fact("months", numbers=(1, 60), worse="higher"),
            fact("hidden", worse="yes"),
            fact("paid"),
        ],
        [
            simple(
                "punishing",
                "law",
                {"task": "punish"},
                "prohibited",
                duties=["explain"],
                instead=both("do it"),
            ),
            simple("writing", "limit", {"task": "write"}, "limited", duties=["watch"]),
            simple("long", "limit", {"months": {"over": 12}}, "limited", unless={"paid": "no"}),
            simple("hiddens", "limit", {"hidden": "yes"}, "limited"),
            simple("open", "open", {"task": ["clean", "write"]}, "suitable"),
            rule("filing", None, edition({"paid": "yes"}, None, duties=["file"])),
        ],
        duties=DUTIES,
        contradictions=[
            {"id": "c", "when": {"paid": "no", "months": {"over": 36}}, "because": both("nobody does")}
        ],
    )


CLEANING: Facts = {"task": "clean", "months": 12, "hidden": "no", "paid": "yes"}


def asked(**changes: Value | None) -> Decision:
    facts = {name: value for name, value in {**CLEANING, **changes}.items() if value is not None}
    return decide(county(), facts, on=ON)


def ids(decision: Decision) -> tuple[list[str], list[str], list[str]]:
    return tuple(
        [each.id for each in rules] for rules in (decision.deciding, decision.also, decision.depending)
    )  # type: ignore[return-value]


def test_work_that_no_rule_stands_against_is_suitable_and_its_duties_follow() -> None:
    decision = asked()
    assert decision.verdict is Verdict.SUITABLE
    assert ids(decision) == (["open"], ["filing"], [])
    assert [duty.id for duty in decision.duties] == ["file"]
    assert decision.used == ("task", "paid")


def test_prohibited_outranks_limited_and_only_its_own_duties_follow() -> None:
    decision = asked(task="punish", hidden="yes", months=13)
    assert decision.verdict is Verdict.PROHIBITED
    assert ids(decision) == (["punishing"], ["long", "hiddens", "filing"], [])
    assert [duty.id for duty in decision.duties] == ["explain"]


def test_every_rule_of_the_deciding_stage_is_a_reason() -> None:
    decision = asked(task="write", hidden="yes")
    assert ids(decision)[0] == ["writing", "hiddens"]
    assert [duty.id for duty in decision.duties] == ["watch", "file"]


def test_a_threshold_belongs_to_the_side_the_rule_names() -> None:
    assert [asked(months=months).verdict for months in (12, 13)] == [Verdict.SUITABLE, Verdict.LIMITED]


def test_an_exception_takes_the_rule_away() -> None:
    assert asked(months=13, paid="no").verdict is Verdict.SUITABLE


def test_an_unknown_fact_never_gives_suitable_where_it_could_matter() -> None:
    decision = asked(hidden=None)
    assert decision.verdict is Verdict.UNDECIDED
    assert decision.possible == (Verdict.SUITABLE, Verdict.LIMITED)
    assert decision.matter == ("hidden",)
    assert [each.facts for each in decision.would_decide] == [("hidden",)]
    assert ids(decision)[2] == ["hiddens"]


def test_an_unknown_fact_that_cannot_matter_does_not_stand_in_the_way() -> None:
    decision = asked(task="punish", months=None, hidden=None, paid=None)
    assert decision.verdict is Verdict.PROHIBITED
    assert ids(decision) == (["punishing"], [], ["long", "hiddens", "filing"])


def test_a_verdict_that_holds_either_way_is_given_without_naming_one_rule() -> None:
    book = boundary(
        [fact("a"), fact("b")],
        [
            simple("one", "law", {"a": "yes"}, "prohibited"),
            simple("two", "law", {"a": "no"}, "prohibited"),
        ],
    )
    decision = decide(book, {}, on=ON)
    assert (decision.verdict, decision.deciding) == (Verdict.PROHIBITED, ())


def test_the_smallest_sets_of_facts_that_would_decide_are_all_found() -> None:
    nothing = decide(county(), {}, on=ON)
    assert {each.facts for each in nothing.would_decide} == {("task",)}
    assert nothing.would_decide[0].verdict is Verdict.LIMITED
    some = decide(county(), {"task": "clean"}, on=ON)
    # More than 36 months contradicts unpaid work, so it decides alone.
    assert {each.facts for each in some.would_decide} == {("hidden",), ("months",)}
    assert decide(county(), {"task": "clean", "hidden": "no"}, on=ON).would_decide[0].facts == ("months",)


def test_nothing_is_decided_before_the_first_day() -> None:
    with pytest.raises(UndecidableError) as refused:
        decide(county(), CLEANING, on=date(2019, 12, 31))
    assert refused.value.message.params["first"] == date(2020, 1, 1)
    assert decide(county(), CLEANING, on=date(2020, 1, 1)).verdict is Verdict.SUITABLE


def test_an_edition_applies_from_its_first_day_and_a_proposed_one_never() -> None:
    book = boundary(
        [fact("a")],
        [
            rule(
                "changing",
                "law",
                edition(None, "limited"),
                edition(None, "prohibited", starts="2024-07-01"),
                edition(None, "suitable", starts="2025-01-01", status="proposed"),
            ),
        ],
    )
    days = (date(2024, 6, 30), date(2024, 7, 1), date(2025, 1, 1))
    verdicts = [decide(book, {}, on=day).verdict for day in days]
    assert verdicts == [Verdict.LIMITED, Verdict.PROHIBITED, Verdict.PROHIBITED]
    assert book.first_days == (date(2020, 1, 1), date(2024, 7, 1))


# ---------------------------------------------------------------- facts as people state them


def test_all_wrong_facts_are_told_at_once() -> None:
    stated = {"task": "steal", "month": "3", "months": "0", "hidden": "maybe", "paid": " no "}
    with pytest.raises(StatedFactsError) as refused:
        read_facts(stated, county())
    assert [(fault.code, fault.params["fact"]) for fault in refused.value.faults] == [
        ("fact_not_an_option", "task"),
        ("fact_unknown", "month"),
        ("fact_out_of_range", "months"),
        ("fact_not_an_option", "hidden"),
    ]


@pytest.mark.parametrize("months", ["0", "61", "-1", "1.0", "012", "１２", "", "nan", "9" * 30])
def test_a_number_is_a_plain_whole_number_within_its_range(months: str) -> None:
    if months:
        with pytest.raises(StatedFactsError):
            read_facts({"months": months}, county())
    else:
        assert read_facts({"months": months}, county()) == {}


@pytest.mark.parametrize("unknown", ["", " ", "?", "unknown", "不清楚"])
def test_not_known_is_an_answer(unknown: str) -> None:
    assert read_facts({"hidden": unknown, "paid": "no"}, county()) == {"paid": "no"}


def test_contradictory_facts_are_refused() -> None:
    with pytest.raises(StatedFactsError) as refused:
        read_facts({"paid": "no", "months": "37"}, county())
    assert [fault.code for fault in refused.value.faults] == ["facts_contradict"]
    with pytest.raises(StatedFactsError):
        decide(county(), {"paid": "no", "months": 37}, on=ON)


def test_facts_that_leave_only_contradictions_are_refused() -> None:
    book = boundary(
        [fact("a"), fact("b")],
        [simple("all", "law", None, "limited")],
        contradictions=[
            {"id": "c", "when": {"a": "yes", "b": "yes"}, "because": both("x")},
            {"id": "d", "when": {"a": "yes", "b": "no"}, "because": both("y")},
        ],
    )
    with pytest.raises(StatedFactsError) as refused:
        decide(book, {"a": "yes"}, on=ON)
    assert [fault.code for fault in refused.value.faults] == ["facts_leave_nothing"]


# ---------------------------------------------------------------- by brute force


def completions(book: Boundary, facts: Facts) -> list[dict[str, Value]]:
    domains: list[list[Value]] = []
    for each in book.facts:
        if each.id in facts:
            domains.append([facts[each.id]])
        elif each.kind is FactKind.NUMBER:
            domains.append([1, 12, 13, 36, 37, 60])
        else:
            domains.append(list(each.titles))
    points = [dict(zip(book.fact, point, strict=True)) for point in product(*domains)]
    return [point for point in points if not any(holds(each.when, point) for each in book.contradictions)]


def facts_known() -> st.SearchStrategy[dict[str, Value]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "task": st.sampled_from(["clean", "write", "punish"]),
            "months": st.sampled_from([1, 12, 13, 36, 37, 60]),
            "hidden": st.sampled_from(["yes", "no"]),
            "paid": st.sampled_from(["yes", "no"]),
        },
    )


@settings(max_examples=200, deadline=None)
@given(facts_known())
def test_a_verdict_is_given_exactly_when_every_completion_of_the_facts_gives_it(
    facts: dict[str, Any],
) -> None:
    book = county()
    full = completions(book, facts)
    if not full:
        with pytest.raises(StatedFactsError):
            decide(book, facts, on=ON)
        return
    decision = decide(book, facts, on=ON)
    each = [decide(book, point, on=ON) for point in full]
    possible = {one.verdict for one in each}
    assert set(decision.possible) == possible
    assert (decision.verdict is Verdict.UNDECIDED) == (len(possible) > 1)
    held = set.intersection(*({rule.id for rule in (*one.deciding, *one.also)} for one in each))
    assert {rule.id for rule in (*decision.deciding, *decision.also)} == held
    for found in decision.would_decide:
        after = decide(book, {**facts, **dict(found.answers)}, on=ON)
        assert after.verdict is found.verdict
    for name in facts:
        assert name not in decision.matter


# ---------------------------------------------------------------- the questionnaire


def interviewed(book: Boundary, truth: Facts, *, unknown: frozenset[str] = frozenset()) -> Interview:
    interview = Interview(book, ON)
    while (asked_for := interview.question()) is not None:
        value = None if asked_for.id in unknown else truth[asked_for.id]
        interview = interview.answered(asked_for.id, value)
    return interview


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(completions(county(), {})), st.sets(st.sampled_from(["task", "months", "hidden", "paid"]))
)
def test_the_questionnaire_ends_with_the_verdict_of_all_facts_or_says_what_stays_open(
    truth: dict[str, Value], unknown: set[str]
) -> None:
    book = county()
    interview = interviewed(book, truth, unknown=frozenset(unknown))
    known = {name: value for name, value in truth.items() if name not in unknown}
    assert interview.decision().verdict is decide(book, known, on=ON).verdict


def test_only_what_can_still_change_the_verdict_is_asked() -> None:
    book = county()
    punishing = interviewed(book, {"task": "punish"})
    assert [name for name, _ in punishing.answers] == ["task"]
    for point in completions(book, {}):
        interview = Interview(book, ON)
        while (asked_for := interview.question()) is not None:
            assert asked_for.id in interview.decision().matter
            interview = interview.answered(asked_for.id, point[asked_for.id])


def test_an_answer_can_be_taken_back_and_given_anew() -> None:
    interview = Interview(county(), ON).answered("task", "punish")
    assert interview.question() is None
    again = interview.without("task")
    assert again.question() is not None
    assert again.answered("task", "clean").question() is not None
    assert interview.answered("task", "clean").facts == {"task": "clean"}


def test_an_answer_that_contradicts_an_earlier_one_is_refused() -> None:
    with pytest.raises(StatedFactsError):
        Interview(county(), ON).answered("paid", "no").answered("months", 40)


def test_a_rulebook_of_one_file_with_all_its_texts_is_read() -> None:
    assert texts([fact("a")], [simple("r", "law", None, "limited")]).keys() >= {
        "rulebook.yaml",
        "rules/all.yaml",
    }
