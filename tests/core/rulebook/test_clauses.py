"""The clause library: sound as shipped, a clause for every kind and ground, dated, and strict about mistakes."""

from datetime import date

import pytest

from answerable.core.rulebook.clauses import EXITS, clauses_on, load_clauses, parse_clauses
from answerable.core.rulebook.reader import RulebookFaultsError
from answerable.core.tables.register import CLAUSE_KINDS
from answerable.core.terms.citation import Provenance

ONE = """
format: 1
clauses:
  - id: leave
    kind: exit
    exit: abandoned
    starts: 2021-01-01
    ends: 2023-12-31
    title: {zh: 退出, en: Leaving}
    text: {zh: 可以解除。, en: It may be ended.}
    why: {zh: 不能中断。, en: It may not stop.}
    ground: {source: 民法典, article: 第五百六十二条第二款, how: seen}
"""


def test_there_is_a_clause_of_every_kind_and_for_every_agreed_ground_but_convenience() -> None:
    clauses = load_clauses()
    assert {each.kind for each in clauses} == set(CLAUSE_KINDS)
    assert {each.exit for each in clauses if each.exit} == set(EXITS) - {"convenience", "other"}
    assert all(each.exit for each in clauses if each.kind == "exit")


def test_every_clause_says_what_it_rests_on_and_both_languages_fill_in_the_same() -> None:
    for each in load_clauses():
        assert each.ground.source, each.id
        assert each.ground.article, each.id
        assert each.text.zh.count("【") == each.text.en.count("["), each.id


def test_a_clause_is_used_from_its_first_day_to_its_last() -> None:
    (clause,) = parse_clauses(ONE)
    assert (clause.id, clause.kind, clause.exit, clause.ground.how) == (
        "leave",
        "exit",
        "abandoned",
        Provenance.SEEN,
    )
    days = (date(2020, 12, 31), date(2021, 1, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert [clause.used_on(day) for day in days] == [False, True, True, False]
    assert clauses_on(date(2000, 1, 1)) == ()


def test_every_mistake_of_a_file_is_named_at_once() -> None:
    wrong = ONE.replace("kind: exit", "kind: leaving").replace("exit: abandoned", "exit: bored")
    twice = wrong + wrong[wrong.index("  - id") :]
    with pytest.raises(RulebookFaultsError) as caught:
        parse_clauses(twice.replace("how: seen", "how: heard"))
    codes = [fault.message.code for fault in caught.value.faults]
    assert sorted(codes) == ["rulebook_id_twice"] + ["rulebook_value_unknown"] * 6
