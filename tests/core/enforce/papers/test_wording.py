"""Wordings: what the shipped ones hold, and every way in which an edited one can be wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.shipped import shipped_text, shipped_wording
from answerable.core.enforce.papers.values import PaperFaultsError, PaperKind
from answerable.core.enforce.papers.wording import MOST_CHARACTERS, PartKind, filled_in, parse_wording
from tests.papers import LANGS

CLOSING = "Title\n\n{contract} {case} {outcome} {contact}\n"


def faults(text: str, kind: PaperKind = PaperKind.CLOSING) -> list[tuple[int | None, str]]:
    try:
        parse_wording(text, kind, file="w.txt")
    except PaperFaultsError as error:
        return [(fault.line, fault.message.code) for fault in error.faults]
    return []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PaperKind)
def test_every_shipped_wording_is_sound_and_says_all_its_kind_may_say(kind: PaperKind, lang: str) -> None:
    wording, rule = shipped_wording(kind, lang), KINDS[kind]
    text = shipped_text(kind, lang)
    assert {name for name in rule.required | rule.optional if f"{{{name}}}" not in text} <= {"case"}
    placed = {part.texts[0] for part in wording.parts if part.kind is PartKind.TABLE}
    assert placed == rule.all_tables


def test_both_languages_of_a_wording_say_the_same_fields_and_tables() -> None:
    for kind in PaperKind:
        zh, en = (shipped_wording(kind, lang) for lang in LANGS)
        assert [part.kind for part in zh.parts] == [part.kind for part in en.parts], kind
        assert [part.conditions for part in zh.parts] == [part.conditions for part in en.parts], kind


def test_a_notice_of_ending_cannot_be_worded_without_what_the_law_asks_of_it() -> None:
    needed = (
        "contract facts ground evidence statement answer decision effect last_day settlement handover remedy"
    )
    for name in (*needed.split(), "contact"):
        without = shipped_text(PaperKind.ENDING, "zh").replace(f"{{{name}}}", "")
        assert (None, "wording_field_missing") in faults(without, PaperKind.ENDING), name


def test_an_order_cannot_be_worded_without_its_list_of_items() -> None:
    without = shipped_text(PaperKind.ORDER, "en").replace("[table:items]\n", "")
    assert faults(without, PaperKind.ORDER) == [(None, "wording_table_missing")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(None, "wording_field_missing")] * 4 + [(1, "wording_no_title")]),
        (CLOSING.replace("\n\n", "\n"), [(2, "wording_title_not_apart")]),
        (CLOSING + "{nonsense}", [(4, "wording_field_unknown")]),
        (CLOSING + "{ground}", [(4, "wording_field_bare")]),
        (CLOSING + "open {", [(4, "wording_brace_open")]),
        (CLOSING + "shut }", [(4, "wording_brace_open")]),
        (CLOSING + "{Contract }", [(4, "wording_field_unknown")]),
        (CLOSING + "?nonsense: x", [(4, "wording_condition_unknown")]),
        (CLOSING + "?ground:", [(4, "wording_part_empty")]),
        (CLOSING + "[table:findings]", [(4, "wording_table_unknown")]),
        (CLOSING + "as in [table:items] here", [(4, "wording_table_not_alone")]),
        (CLOSING + "[ Table items]", [(4, "wording_table_not_alone")]),
        (CLOSING + "|a|b|c|d|e|f|g|", [(4, "wording_row_too_wide")]),
        (CLOSING + "a\x00b", [(4, "wording_control_character")]),
        (CLOSING.replace("{case} ", "") + "?ground: {case} {ground}", [(None, "wording_field_missing")]),
    ],
)
def test_every_fault_is_named_with_its_line(text: str, expected: list[tuple[int | None, str]]) -> None:
    assert faults(text) == expected


def test_all_faults_are_told_at_once() -> None:
    text = "{x}\nnot apart {\n{ground}\n[table:none]\n"
    assert [code for _, code in faults(text)] == [
        *["wording_field_missing"] * 4,
        "wording_field_unknown",
        "wording_brace_open",
        "wording_title_not_apart",
        "wording_field_bare",
        "wording_table_unknown",
    ]


def test_a_wording_that_is_far_too_long_is_refused() -> None:
    assert (None, "wording_too_long") in faults(CLOSING + "x" * MOST_CHARACTERS)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + CLOSING,
        CLOSING.replace("\n", "\r\n"),
        CLOSING + "{{braces}}",
        CLOSING + "?ground: {ground}\n?ground:?recheck: {ground} {recheck}",
        CLOSING + "?items: # Items\n[table:items]",
        CLOSING + "| a | {ground} |",
    ],
)
def test_what_is_allowed_is_not_refused(text: str) -> None:
    assert faults(text) == []


def test_a_value_is_never_read_again_as_a_placeholder() -> None:
    values = {"a": "{b}", "b": "never"}
    assert filled_in("{{a}} {a}", values.__getitem__) == "{a} {b}"


@given(st.text(max_size=300))
def test_whatever_somebody_writes_is_either_sound_or_refused_with_its_faults(text: str) -> None:
    assert faults(text)
    assert all(code.startswith("wording_") for _, code in faults(CLOSING + text))
