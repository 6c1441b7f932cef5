"""The prover finds what is planted, with facts that show it, and nothing where brute force finds nothing."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.rulebook.boundary import Boundary, RulesInForce
from answerable.core.rulebook.conditions import holds
from answerable.core.rulebook.facts import Fact, FactKind, Facts, Value
from answerable.core.scope.proof import Flaw, FlawKind
from answerable.core.terms.verdict import Verdict
from answerable.engines.prover import prove
from tests.rulebooks import boundary, edition, fact, rule, simple

TASK = fact("task", "clean", "write", "punish")
MONTHS = fact("months", numbers=(1, 60), worse="higher")
SECRET = fact("secret", worse="yes")
PUNISHING = simple("punishing", "law", {"task": "punish"}, "prohibited")
SECRETS = simple("secrets", "limit", {"secret": "yes"}, "limited")
LONG = simple("long", "limit", {"months": {"over": 12}}, "limited")
OPEN = simple("open", "open", {"task": ["clean", "write"]}, "suitable")
FACTS = (TASK, MONTHS, SECRET)
SOUND = (PUNISHING, SECRETS, LONG, OPEN)


def flaws(
    rules: Sequence[dict[str, Any]], facts: Sequence[dict[str, Any]] = FACTS, **more: Any
) -> list[Flaw]:
    return list(prove(boundary(facts, rules, **more)).flaws)


def only(rules: Sequence[dict[str, Any]], facts: Sequence[dict[str, Any]] = FACTS, **more: Any) -> Flaw:
    (flaw,) = flaws(rules, facts, **more)
    return flaw


def test_a_clear_boundary_has_no_flaw() -> None:
    proof = prove(boundary(FACTS, SOUND))
    assert proof.flaws == ()
    assert proof.cells == 3 * 2 * 2
    assert proof.days == (date(2020, 1, 1),)


# ---------------------------------------------------------------- planted faults


def test_an_option_nobody_thought_of_is_a_gap() -> None:
    flaw = only([PUNISHING, SECRETS, LONG, simple("open", "open", {"task": "clean"}, "suitable")])
    assert flaw.kind is FlawKind.GAP
    assert dict(flaw.facts) == {"task": "write", "months": 1, "secret": "no"}


def test_a_stretch_of_numbers_left_out_is_a_gap_with_a_number_in_it() -> None:
    short = simple("open", "open", {"task": ["clean", "write"], "months": {"under": 12}}, "suitable")
    flaw = only([PUNISHING, SECRETS, LONG, short])
    assert (flaw.kind, dict(flaw.facts)["months"]) == (FlawKind.GAP, 12)


def test_a_rule_repealed_without_another_in_its_place_is_a_gap_from_that_day_on() -> None:
    gone = {
        "starts": "2024-07-01",
        "status": "repealed",
        "because": {"zh": "废止", "en": "gone"},
        "grounds": [{"law": "the-law", "article": "2", "read": "found"}],
    }
    punishing = rule("punishing", "law", edition({"task": "punish"}, "prohibited"), gone)
    flaw = only([punishing, SECRETS, LONG, OPEN])
    assert (flaw.kind, flaw.since, dict(flaw.facts)["task"]) == (FlawKind.GAP, date(2024, 7, 1), "punish")


def test_two_rules_of_one_stage_that_differ_are_a_conflict() -> None:
    lenient = simple("lenient", "limit", {"task": "write"}, "suitable")
    found = flaws([*SOUND, lenient])
    assert {(each.kind, each.rules) for each in found} == {
        (FlawKind.CONFLICT, ("secrets", "lenient")),
        (FlawKind.CONFLICT, ("long", "lenient")),
    }
    assert {"task": "write", "secret": "yes"}.items() <= dict(found[0].facts).items()
    assert found[0].verdicts == (Verdict.LIMITED, Verdict.SUITABLE)


def test_two_rules_that_differ_only_where_an_earlier_stage_decides_are_no_conflict() -> None:
    moot = simple("moot", "limit", {"task": "punish", "secret": "yes"}, "not_yet")
    assert [each.kind for each in flaws([*SOUND, moot])] == [FlawKind.SHADOWED]


def test_a_rule_whose_parts_exclude_each_other_is_dead_and_the_parts_are_named() -> None:
    dead = simple(
        "dead",
        "limit",
        {"all": [{"secret": "yes"}, {"months": {"over": 36}}, {"months": {"under": 6}}]},
        "limited",
    )
    flaw = only([*SOUND, dead])
    assert (flaw.kind, flaw.rules, len(flaw.parts)) == (FlawKind.DEAD, ("dead",), 2)


def test_a_rule_whose_exception_swallows_it_is_dead() -> None:
    swallowed = simple(
        "swallowed", "limit", {"task": "write"}, "limited", unless={"task": ["write", "clean"]}
    )
    assert only([*SOUND, swallowed]).kind is FlawKind.DEAD


def test_a_rule_that_only_speaks_of_contradictory_facts_is_dead() -> None:
    clash = {
        "id": "clash",
        "when": {"task": "clean", "secret": "yes"},
        "because": {"zh": "不可能", "en": "impossible"},
    }
    dead = simple("dead", "limit", {"task": "clean", "secret": "yes"}, "limited")
    assert only([*SOUND, dead], contradictions=[clash]).kind is FlawKind.DEAD


def test_a_rule_behind_an_earlier_stage_is_shadowed_and_the_earlier_rule_is_named() -> None:
    late = simple("late", "open", {"task": "punish", "secret": "no"}, "suitable")
    flaw = only([*SOUND, late])
    assert (flaw.kind, flaw.rules) == (FlawKind.SHADOWED, ("late", "punishing"))


def test_a_duty_for_work_that_never_goes_out_is_shadowed() -> None:
    idle = rule("idle", None, edition({"task": "punish"}, None))
    flaw = only([*SOUND, idle])
    assert (flaw.kind, flaw.rules) == (FlawKind.SHADOWED, ("idle", "punishing"))


def test_a_verdict_that_turns_milder_for_a_higher_number_is_found() -> None:
    forgiving = simple("long", "limit", {"months": {"over": 12, "up_to": 36}}, "limited")
    flaw = only([PUNISHING, SECRETS, forgiving, OPEN])
    assert (flaw.kind, flaw.fact, flaw.change) == (FlawKind.MILDER, "months", (13, 37))
    assert flaw.verdicts == (Verdict.LIMITED, Verdict.SUITABLE)
    assert {"task", "secret"} == dict(flaw.facts).keys()


def test_a_verdict_that_turns_milder_for_a_yes_is_found() -> None:
    odd = simple("odd", "law", {"task": "write", "secret": "no"}, "prohibited")
    flaw = only([*SOUND, odd])
    assert (flaw.kind, flaw.fact, flaw.change) == (FlawKind.MILDER, "secret", ("no", "yes"))


def test_a_fact_that_no_rule_looks_at_is_unused() -> None:
    flaw = only(SOUND, [*FACTS, fact("weather", "fair", "foul")])
    assert (flaw.kind, flaw.fact) == (FlawKind.UNUSED, "weather")


def test_a_local_rule_that_loosens_is_found_and_one_that_tightens_is_not() -> None:
    base = boundary(FACTS, SOUND)
    tight = simple("no-writing", "law", {"task": "write"}, "prohibited")
    assert prove(boundary((), [tight], base)).flaws == ()
    loose = simple("trust-us", "law", {"task": "clean"}, "suitable")
    flaw, *others = prove(boundary((), [loose], base)).flaws
    assert (flaw.kind, flaw.verdicts) == (FlawKind.LOOSENED, (Verdict.LIMITED, Verdict.SUITABLE))
    assert (flaw.rules, others) == (("trust-us",), [])


def test_a_local_rule_may_not_say_that_the_regime_does_not_reach() -> None:
    base = boundary(FACTS, SOUND)
    away = simple("away", "law", {"task": "clean"}, "not_applicable")
    (flaw,) = prove(boundary((), [away], base)).flaws
    assert flaw.kind is FlawKind.LOOSENED


# ---------------------------------------------------------------- by brute force

VERDICTS = ("suitable", "not_applicable", "limited", "not_yet", "prohibited")
SMALL = (
    fact("a", "x", "y", "z", worse="later"),
    fact("b", worse="yes"),
    fact("n", numbers=(0, 3), worse="lower"),
)


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    leaf = st.one_of(
        st.builds(lambda v: {"a": v}, st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True)),
        st.builds(lambda v: {"b": v}, st.sampled_from(["yes", "no"])),
        st.builds(lambda v: {"n": {"up_to": v}}, st.integers(0, 3)),
        st.builds(lambda v: {"n": {"at_least": v}}, st.integers(0, 3)),
    )
    several = st.lists(leaf, min_size=2, max_size=2)
    return st.one_of(
        leaf,
        leaf.map(lambda each: {"not": each}),
        several.map(lambda each: {"all": each}),
        several.map(lambda each: {"any": each}),
    )


def rules() -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.tuples(conditions(), st.sampled_from(["law", "limit", "open"]), st.sampled_from(VERDICTS))
    return st.lists(one, min_size=1, max_size=5).map(
        lambda drawn: [
            simple(f"r{at}", stage, when, verdict) for at, (when, stage, verdict) in enumerate(drawn)
        ]
    )


def values(fact: Fact) -> list[Value]:
    return list(range(fact.low, fact.high + 1)) if fact.kind is FactKind.NUMBER else list(fact.titles)


def points(book: Boundary) -> list[dict[str, Value]]:
    names = [each.id for each in book.facts]
    return [dict(zip(names, point, strict=True)) for point in product(*map(values, book.facts))]


def stage_at(rules: RulesInForce, facts: Facts) -> list[tuple[str, Verdict]]:
    """The rules of the first stage in which any holds."""
    for stage in rules.boundary.stages:
        found = [
            (each.id, each.verdict)
            for each in rules.rules
            if each.stage == stage.id and each.verdict and holds(each.edition.condition, facts)
        ]
        if found:
            return found
    return []


def verdict_at(rules: RulesInForce, facts: Facts) -> Verdict | None:
    said = [verdict for _, verdict in stage_at(rules, facts)]
    return max(said, key=lambda each: each.severity, default=None)


def by_brute_force(book: Boundary) -> set[tuple[str, tuple[str, ...] | str]]:
    rules = book.on(date(2026, 1, 1))
    everywhere = points(book)
    found: set[tuple[str, tuple[str, ...] | str]] = set()
    deciding = {id for point in everywhere for id, _ in stage_at(rules, point)}
    for each in rules.rules:
        if not any(holds(each.edition.condition, point) for point in everywhere):
            found.add(("dead", each.id))
        elif each.id not in deciding:
            found.add(("shadowed", each.id))
    for point in everywhere:
        said = stage_at(rules, point)
        if not said:
            found.add(("gap", ""))
        pairs = combinations(said, 2)
        found |= {("conflict", (one, other)) for (one, a), (other, b) in pairs if a is not b}
    return found | set(by_worsening(rules, everywhere))


def by_worsening(rules: RulesInForce, everywhere: list[dict[str, Value]]) -> Iterator[tuple[str, str]]:
    for name, order in {"a": "xyz", "b": ("no", "yes"), "n": (3, 2, 1, 0)}.items():
        for point, (good, bad) in product(everywhere, combinations(order, 2)):
            before, after = (verdict_at(rules, {**point, name: value}) for value in (good, bad))
            if before and after and after.severity < before.severity:
                yield "milder", name


@settings(max_examples=300, deadline=None)
@given(rules())
def test_the_prover_agrees_with_brute_force(drawn: list[dict[str, Any]]) -> None:
    book = boundary(SMALL, drawn)
    proof = prove(book)
    said = {
        (
            each.kind.value,
            each.fact or (each.rules if each.kind is FlawKind.CONFLICT else "".join(each.rules[:1])),
        )
        for each in proof.flaws
        if each.kind is not FlawKind.UNUSED
    }
    assert said == by_brute_force(book)
    for flaw in proof.flaws:
        _shows(book, flaw)


def _shows(book: Boundary, flaw: Flaw) -> None:
    """The witness is one: facts that agree with it really have the flaw."""
    rules = book.on(flaw.since)
    agreeing = [point for point in points(book) if flaw.facts and dict(flaw.facts).items() <= point.items()]
    match flaw.kind:
        case FlawKind.GAP:
            assert all(verdict_at(rules, point) is None for point in agreeing)
        case FlawKind.CONFLICT:
            assert all(
                {(id, v) for id, v in zip(flaw.rules, flaw.verdicts, strict=True)}
                <= {*stage_at(rules, point)}
                for point in agreeing
            )
        case FlawKind.MILDER:
            assert flaw.fact
            assert flaw.change
            for point in agreeing:
                pair = [verdict_at(rules, {**point, flaw.fact: value}) for value in flaw.change]
                assert pair[0]
                assert pair[1]
                assert pair[1].severity < pair[0].severity
