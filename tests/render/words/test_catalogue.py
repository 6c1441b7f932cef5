"""The catalogue of words: complete, the same in both languages, and nothing said that it does not know."""

import ast
import re
from collections.abc import Iterator

import pytest

from answerable.core.assess.results import Assessment
from answerable.core.enforce.results import Standing
from answerable.core.tables.district import TABLES
from answerable.core.tables.types import Kind
from answerable.core.terms.citation import Provenance
from answerable.core.terms.duty import DutyState, Side
from answerable.core.terms.message import Message
from answerable.render.words import (
    UnknownWordError,
    choice_word,
    column_title,
    say,
    say_fault,
    table_title,
    term,
)
from answerable.render.words.catalogue import CHOICE_GROUPS, OPEN_GROUPS, faults, terms, texts
from answerable.render.words.fill import OPTIONAL, PLACEHOLDER
from tests.shape.tree import modules

FILTERS = {"percent", "until", "open_low", "open_high", "said", "several"}
SAYS = {
    "of",
    "say",
    "add",
    "wrong",
    "note",
    "_fault",
    "_reason",
    "InputError",
    "UndecidableError",
    "OutputError",
}
"""Functions that are given a code of a sentence or a fault among their first two arguments."""


def pairs() -> Iterator[tuple[str, str, str]]:
    """Every text of the catalogue in both languages."""
    for kind in ("sentences", "labels"):
        for code, entry in texts(kind).items():
            yield code, entry["zh"], entry["en"]
    for code, fault in faults().items():
        for part in ("wrong", "right"):
            yield f"{code}.{part}", fault["zh"][part], fault["en"][part]
    for group, words in terms().items():
        for word, entry in words.items():
            yield f"{group}.{word}", entry["zh"], entry["en"]


def names(template: str) -> set[str]:
    return {found[1] for found in PLACEHOLDER.finditer(template)}


def said_in_code() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where, which code, and with which parameters; None where they are not spelled out."""
    for module, tree in modules().items():
        if module.startswith("render"):
            continue
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if _name(call.func) not in SAYS or (
                _name(call.func) == "add" and _receiver(call.func) != "faults"
            ):
                continue
            # A bare `of` names a column of a table, for a field of a form.
            if isinstance(call.func, ast.Name) and call.func.id == "of":
                continue
            spelled = {each.arg for each in call.keywords}
            for given in call.args[:2]:
                if isinstance(given, ast.Constant) and re.fullmatch("[a-z]+(_[a-z]+)+", str(given.value)):
                    whole = None in spelled or _name(call.func) == "_reason"
                    yield module, str(given.value), None if whole else {name for name in spelled if name}


def _name(node: ast.expr) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))


def _receiver(node: ast.expr) -> str:
    return _name(node.value) if isinstance(node, ast.Attribute) else ""


def test_every_text_stands_in_both_languages_with_the_same_parameters() -> None:
    assert [code for code, zh, en in pairs() if not zh or not en] == []
    assert [code for code, zh, en in pairs() if names(zh) != names(en)] == []


def test_no_chinese_stands_in_an_english_text_and_no_placeholder_is_left_open() -> None:
    chinese = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
    assert [code for code, _, en in pairs() if chinese.search(en)] == []
    assert [code for code, *both in pairs() for text in both if "{" in PLACEHOLDER.sub("", text)] == []


def test_every_filter_is_known() -> None:
    used = {
        found[2] for _, *both in pairs() for text in both for found in PLACEHOLDER.finditer(text) if found[2]
    }
    assert {how for how in used if "/" not in how} - FILTERS <= terms().keys()


def test_every_sentence_fault_and_error_of_the_program_has_its_words() -> None:
    known = texts("sentences").keys() | faults().keys()
    found = {(module, code) for module, code, _ in said_in_code()}
    assert len(found) > 80, "hardly any code was found: this test looks in the wrong place"
    assert {(module, code) for module, code in found if code not in known} == set()


def test_every_sentence_is_given_the_parameters_it_needs() -> None:
    short = []
    for module, code, given in said_in_code():
        entry = texts("sentences").get(code)
        if entry is not None and given is not None:
            needed = names(OPTIONAL.sub("", entry["zh"]))
            short += [(module, code, needed - given)] * (not needed <= given)
    assert short == []


def test_every_kind_of_cell_has_a_fault_of_its_own() -> None:
    assert {f"bad_{kind.value}" for kind in Kind if kind is not Kind.TEXT} <= faults().keys()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_choice_of_every_column_has_a_word(lang: str) -> None:
    choices = [
        (table.name, column.name, word)
        for table in TABLES
        for column in table.columns
        for word in column.type.choices
    ]
    assert choices
    assert all(choice_word(*choice, lang) for choice in choices)
    assert {choice[:2] for choice in choices} == CHOICE_GROUPS.keys()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_state_of_the_core_has_a_word(lang: str) -> None:
    groups = {"standing": Standing, "assessment": Assessment, "side": Side, "duty_state": DutyState}
    for group, states in groups.items():
        assert terms()[group].keys() == {state.value for state in states}
    assert terms()["provenance"].keys() == {how.value for how in Provenance}
    assert term("standing", "renewal_suspended", lang) in ("暂停续签", "renewal suspended")


def test_titles_come_from_the_declared_tables() -> None:
    assert table_title("contracts", "zh") == "合同"
    assert column_title("contracts", "provider", "en") == "Provider"


def test_an_unknown_code_word_or_language_is_a_fault_of_the_program() -> None:
    for saying in (
        lambda: say(Message.of("no_such_code"), "zh"),
        lambda: say(Message.of("nothing_measured"), "fr"),
        lambda: say_fault("no_such_fault", {}, "en"),
        lambda: term("standing", "excellent", "zh"),
        lambda: say(Message.of("expired"), "en"),
    ):
        with pytest.raises(UnknownWordError):
            saying()


def test_words_that_people_made_up_are_shown_as_they_are() -> None:
    assert {"band", "unit", "district_value", "fact_unit"} == OPEN_GROUPS
    assert term("band", "特等", "en") == "特等"
    assert term("band", "green", "zh") == "绿"
