"""Every case of the shipped rulebooks passes, and cases stand on both sides of every rule, threshold and date."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from answerable.core.rulebook.boundary import Boundary, Rule
from answerable.core.rulebook.cases import Case, parse_cases
from answerable.core.rulebook.conditions import Within, leaves
from answerable.core.rulebook.parameters import Status
from answerable.core.rulebook.shipped import load_boundary, shipped_boundaries, shipped_cases
from answerable.core.scope.decide import Decision, decide
from answerable.core.terms.verdict import Verdict

BOOKS = shipped_boundaries()
DAY = timedelta(days=1)
CHINESE = range(0x4E00, 0xA000)


@cache
def cases_of(name: str) -> tuple[Case, ...]:
    return parse_cases(shipped_cases(name), load_boundary(name))


def decided(name: str, case: Case) -> Decision:
    return decide(load_boundary(name), case.facts, on=case.on)


def own_rules(name: str) -> list[Rule]:
    return [rule for rule in load_boundary(name).rules if rule.rulebook == name]


def every_case() -> Iterator[tuple[str, Case]]:
    for name in BOOKS:
        for case in cases_of(name):
            yield name, case


def case_id(each: object) -> str:
    return each.id if isinstance(each, Case) else str(each)


@pytest.mark.parametrize(("name", "case"), list(every_case()), ids=case_id)
def test_a_case_gives_its_verdict_by_its_rules(name: str, case: Case) -> None:
    decision = decided(name, case)
    held = {each.id for each in (*decision.deciding, *decision.also)}
    assert decision.verdict is case.verdict, sorted(held)
    assert set(case.holds) - held == set()
    assert set(case.fails) & held == set()


@pytest.mark.parametrize("name", BOOKS)
def test_every_rule_has_a_case_in_which_it_holds_and_one_in_which_it_does_not(name: str) -> None:
    cases = cases_of(name)
    holds = {id for case in cases for id in case.holds}
    fails = {id for case in cases for id in case.fails}
    live = {
        rule.id for rule in own_rules(name) if any(e.status is not Status.PROPOSED for e in rule.editions)
    }
    assert live - holds == set()
    assert live - fails == set()


@pytest.mark.parametrize("name", BOOKS)
def test_every_threshold_has_a_case_on_each_side(name: str) -> None:
    stated = {(fact, value) for case in cases_of(name) for fact, value in case.facts.items()}
    missing = {
        (rule.id, leaf.fact, number)
        for rule in own_rules(name)
        for edition in rule.editions
        for leaf in leaves(edition.condition)
        if isinstance(leaf, Within)
        for number in sides(load_boundary(name), leaf)
        if (leaf.fact, number) not in stated
    }
    assert missing == set()


def sides(book: Boundary, leaf: Within) -> Iterator[int]:
    """The last number on one side of every bound and the first on the other."""
    fact = book.fact[leaf.fact]
    if leaf.low is not None and leaf.low > fact.low:
        yield from (leaf.low - 1, leaf.low)
    if leaf.high is not None and leaf.high < fact.high:
        yield from (leaf.high, leaf.high + 1)


@pytest.mark.parametrize("name", BOOKS)
def test_every_first_day_has_a_case_on_it_and_one_on_the_day_before(name: str) -> None:
    first = load_boundary(name).starts
    missing = []
    for rule in own_rules(name):
        concerning = {case.on for case in cases_of(name) if rule.id in (*case.holds, *case.fails)}
        for edition in rule.editions:
            if edition.starts > first and edition.status is not Status.PROPOSED:
                missing += [
                    (rule.id, day) for day in (edition.starts - DAY, edition.starts) if day not in concerning
                ]
    assert missing == []


@pytest.mark.parametrize("name", BOOKS)
def test_every_ground_carries_article_and_provenance_and_a_law_in_force(name: str) -> None:
    for rule in own_rules(name):
        for edition in rule.editions:
            assert edition.grounds, rule.id
            for ground in edition.grounds:
                assert ground.article.strip(), rule.id
                assert ground.read.provenance
                assert ground.law.title.zh
                assert ground.law.title.en
                assert ground.law.starts <= max(edition.starts, load_boundary(name).starts), (
                    rule.id,
                    ground.law.id,
                )


@pytest.mark.parametrize("name", BOOKS)
def test_every_text_is_chinese_in_chinese_and_english_in_english(name: str) -> None:
    book = load_boundary(name)
    texts = [text for fact in book.facts for text in (fact.title, fact.question, fact.help, fact.find_out)]
    texts += [
        option.title for fact in book.facts for option in fact.options if option.id not in ("yes", "no")
    ]
    texts += [text for duty in book.duties for text in (duty.what, duty.when)]
    texts += [
        text
        for rule in book.rules
        for e in rule.editions
        for text in (rule.title, e.because, e.instead)
        if text
    ]
    assert [text.zh for text in texts if not any(ord(each) in CHINESE for each in text.zh)] == []
    assert [text.en for text in texts if any(ord(each) in CHINESE for each in text.en)] == []


@pytest.mark.parametrize("name", BOOKS)
def test_reasons_are_clauses_without_a_full_stop(name: str) -> None:
    texts = [
        text
        for rule in load_boundary(name).rules
        for e in rule.editions
        for text in (e.because, e.instead)
        if text
    ]
    assert [text.zh for text in texts if text.zh.endswith(("。", "."))] == []
    assert [text.en for text in texts if text.en.endswith(".")] == []


def test_there_are_enough_rules_to_be_of_use() -> None:
    assert len(own_rules("cn")) >= 45


# ---------------------------------------------------------------- the mission's two cases


def the_case(id: str) -> Decision:
    (case,) = (case for case in cases_of("cn") if case.id == id)
    return decided("cn", case)


def test_a_third_party_may_run_an_account_day_to_day_within_limits() -> None:
    decision = the_case("mission-account")
    assert decision.verdict is Verdict.LIMITED
    assert "account-running" in {each.id for each in decision.deciding}
    duties = {duty.id for duty in decision.duties}
    for wanted in ("review", "leader", "repl", "custody"):
        assert any(wanted in duty for duty in duties), (wanted, duties)


def test_a_health_centre_is_not_reached_and_its_summary_is_kept_in_the_house_all_the_same() -> None:
    decision = the_case("mission-novelist")
    assert decision.verdict is Verdict.NOT_APPLICABLE
    assert ("mof-102", "8") in {
        (g.law.id, g.article) for each in decision.deciding for g in each.edition.grounds
    }
    kept = [each for each in decision.also if each.verdict is Verdict.PROHIBITED]
    assert kept
    assert all(g.read.provenance == "policy" for each in kept[:1] for g in each.edition.grounds[:1])
    assert any(each.edition.instead for each in kept)
    assert the_case("mission-novelist-township").verdict is Verdict.PROHIBITED


def test_nothing_is_decided_before_the_first_day_of_a_rulebook() -> None:
    assert load_boundary("cn").starts == date(2020, 3, 1)
