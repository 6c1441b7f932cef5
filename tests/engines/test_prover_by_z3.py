"""z3, asked the same questions, finds the same flaws: none in the shipped rulebooks, and those that are planted."""

from dataclasses import replace
from typing import Any

import pytest

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.shipped import load_boundary
from answerable.core.scope.proof import FlawKind
from answerable.engines.prover import prove
from bench.z3_prover import flaws
from tests.rulebooks import boundary, fact, simple

FACTS = [
    fact("task", "clean", "write", "punish"),
    fact("months", numbers=(1, 60), worse="higher"),
    fact("hidden", worse="yes"),
]
PUNISHING = simple("punishing", "law", {"task": "punish"}, "prohibited")
HIDDEN = simple("hidden", "limit", {"hidden": "yes"}, "limited")
OPEN = simple("open", "open", {"task": ["clean", "write"]}, "suitable")


def ours(book: Boundary) -> set[tuple[str, str]]:
    found = set()
    for flaw in prove(book).flaws:
        of = flaw.fact or (
            " ".join(flaw.rules) if flaw.kind is FlawKind.CONFLICT else "".join(flaw.rules[:1])
        )
        found.add((flaw.kind.value, of))
    return {each for each in found if each[0] not in ("unused", "loosened")}


@pytest.mark.parametrize(
    "planted",
    [
        [],
        [simple("long", "limit", {"months": {"over": 12, "up_to": 36}}, "limited")],
        [simple("lenient", "limit", {"task": "write"}, "suitable")],
        [simple("late", "open", {"task": "punish"}, "suitable")],
        [simple("dead", "limit", {"all": [{"months": {"over": 36}}, {"months": {"under": 6}}]}, "limited")],
        [simple("odd", "law", {"task": "write", "hidden": "no"}, "prohibited")],
    ],
)
def test_both_find_what_is_planted(planted: list[dict[str, Any]]) -> None:
    book = boundary(FACTS, [PUNISHING, HIDDEN, OPEN, *planted])
    assert flaws(book, book.starts) == ours(book)
    assert bool(planted) == bool(ours(book))


def test_z3_finds_no_flaw_in_the_chinese_rulebook_either() -> None:
    book = load_boundary("cn")
    assert prove(book).flaws == ()
    for day in (book.first_days[0], book.first_days[-1]):
        assert flaws(book, day) == set()


def test_z3_finds_the_gap_that_is_left_when_a_rule_is_taken_out() -> None:
    book = load_boundary("cn")
    holed = replace(book, rules=tuple(rule for rule in book.rules if rule.id != "hotline"))
    (gap,) = prove(holed).flaws
    assert (gap.kind, dict(gap.facts)["task"]) == (FlawKind.GAP, "hotline")
    assert flaws(holed, book.first_days[-1]) == {("gap", "")}
