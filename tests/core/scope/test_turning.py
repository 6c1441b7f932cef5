"""What would change a verdict is found by asking again with one answer changed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.rulebook.conditions import OneOf, Within
from answerable.core.rulebook.facts import Fact, FactKind, Facts, Value
from answerable.core.scope.decide import decide
from answerable.core.scope.stated import StatedFactsError
from answerable.core.scope.turning import Turn, turns
from answerable.core.terms.verdict import Verdict
from tests.core.scope.test_decide import CLEANING, ON, county

COUNTY = county()


def told(facts: Facts, on: date = ON) -> tuple[Turn, ...]:
    return turns(decide(COUNTY, facts, on=on))


def test_every_answer_that_would_change_the_verdict_is_named_with_what_it_gives() -> None:
    assert told(CLEANING) == (
        Turn(OneOf("task", ("write",)), Verdict.LIMITED),
        Turn(OneOf("task", ("punish",)), Verdict.PROHIBITED),
        Turn(Within("months", 13, 60), Verdict.LIMITED),
        Turn(OneOf("hidden", ("yes",)), Verdict.LIMITED),
    )


def test_what_is_not_known_is_no_answer_to_change() -> None:
    assert {turn.condition.fact for turn in told({"task": "write"})} == {"task"}
    assert told({}) == ()


def test_an_answer_that_contradicts_the_others_changes_nothing() -> None:
    long = {**CLEANING, "months": 48}
    assert "paid" not in {turn.condition.fact for turn in told(long)}


@given(st.fixed_dictionaries({}, optional={
    "task": st.sampled_from(["clean", "write", "punish"]),
    "months": st.integers(1, 60),
    "hidden": st.sampled_from(["yes", "no"]),
    "paid": st.sampled_from(["yes", "no"]),
}))  # fmt: skip
@settings(max_examples=60)
def test_each_of_them_is_what_asking_again_gives_and_none_is_left_out(facts: dict[str, Value]) -> None:
    try:
        decision = decide(COUNTY, facts, on=ON)
    except StatedFactsError:
        return
    found = turns(decision)
    for name in facts:
        for value in values(COUNTY.fact[name]):
            try:
                otherwise = decide(COUNTY, {**facts, name: value}, on=ON).verdict
            except StatedFactsError:
                continue
            said = {turn.verdict for turn in found if holds(turn, name, value)}
            assert said == ({otherwise} if otherwise is not decision.verdict else set())


def values(fact: Fact) -> list[Value]:
    if fact.kind is FactKind.NUMBER:
        return [fact.low, 12, 13, 36, 37, fact.high]
    return [option.id for option in fact.options]


def holds(turn: Turn, name: str, value: Value) -> bool:
    match turn.condition:
        case OneOf(fact, options):
            return fact == name and value in options
        case Within(fact, low, high):
            return fact == name and isinstance(value, int) and (low or 0) <= value <= (high or 0)
    pytest.fail("no other condition")
