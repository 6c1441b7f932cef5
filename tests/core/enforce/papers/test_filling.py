"""A paper and its wording: what does not fit, and what comes out."""

from dataclasses import replace

import pytest

from answerable.core.enforce.papers.filling import MOST_IN_FIELD, filled, paper_faults
from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import Paper, PaperFaultsError, PaperKind, PaperTable
from answerable.core.enforce.papers.wording import PartKind, parse_wording
from answerable.core.tables.declare import Both
from tests.papers import LANGS, paper

GIVEN = {"number": "1", "issuer": "I", "addressee": "A", "issued_on": "D"}


def codes(each: Paper) -> list[str]:
    return [message.code for message in paper_faults(each)]


def said(each: Paper, text: str) -> list[str]:
    wording = parse_wording(text, each.kind, file="w.txt")
    return [line.texts[0] for line in filled(each, wording, given=GIVEN)[1]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_without_a_field_that_its_kind_requires_is_refused(kind: PaperKind, lang: str) -> None:
    whole = paper(kind, lang, whole=False)
    assert codes(whole) == []
    for name in KINDS[kind].required:
        assert codes(replace(whole, fields={**whole.fields, name: " \n"})) == ["paper_field_missing"]


def test_everything_wrong_with_a_paper_is_told_at_once() -> None:
    bad = Paper(
        kind=PaperKind.ORDER,
        issued_on=paper(PaperKind.ORDER, "en").issued_on,
        issuer=Both("", "x"),
        addressee=Both("y", " "),
        fields={"contract": "c" * (MOST_IN_FIELD + 1), "nonsense": ""},
        tables=(
            PaperTable("evidence", ("a", "b"), (("1",),)),
            PaperTable("evidence", ("a",), ()),
            PaperTable("none", ("a",), (("1",),)),
        ),
    )
    found = codes(bad)
    assert found.count("paper_field_missing") == len(KINDS[PaperKind.ORDER].required) - 1
    assert sorted(set(found) - {"paper_field_missing"}) == [
        "paper_field_too_long",
        "paper_field_unknown",
        "paper_name_missing",
        "paper_number_missing",
        "paper_row_ragged",
        "paper_table_missing",
        "paper_table_twice",
        "paper_table_unknown",
    ]
    assert found.count("paper_name_missing") == 2


def test_a_wording_of_another_kind_is_refused() -> None:
    with pytest.raises(PaperFaultsError) as refused:
        filled(paper(PaperKind.ORDER, "en"), shipped_wording(PaperKind.CLOSING, "en"), given=GIVEN)
    assert [fault.message.code for fault in refused.value.faults] == ["paper_wording_of_other_kind"]


def test_what_may_be_empty_is_left_out_with_its_line_and_a_heading_with_nothing_below_goes_too() -> None:
    text = (
        "T\n\n{contract}{case}{outcome}{contact}\n# Grounds\n?ground: By {ground}\n# Items\n[table:items]\n"
    )
    text += "# End\nend"
    bare = paper(PaperKind.CLOSING, "en", whole=False, contract="c", case="1", outcome="o", contact="t")
    assert said(bare, text) == ["c1ot", "End", "end"]
    assert said(replace(bare, fields={**bare.fields, "ground": "law"}), text)[1:3] == ["Grounds", "By law"]


def test_a_heading_can_wait_for_a_table() -> None:
    text = "T\n\n{contract}{case}{outcome}{contact}\n?items: # Items\n[table:items]\nend"
    whole = paper(PaperKind.CLOSING, "en")
    assert said(whole, text)[1:] == ["Items", "items", "end"]
    assert said(replace(whole, tables=()), text)[1:] == ["end"]


def test_lines_of_a_value_are_paragraphs() -> None:
    each = paper(PaperKind.CLOSING, "en", outcome="one\n\n two \nthree")
    lines = said(each, "T\n\n{contract}{case}{contact}\nIt is {outcome}.\n")
    assert lines[1:] == ["It is one", "two", "three."]


def test_what_a_value_looks_like_does_not_make_it_a_heading_a_table_or_a_row() -> None:
    each = paper(PaperKind.CLOSING, "en", outcome="# no heading\n[table:items]\n| no | row |\n{contact}")
    text = "T\n\n{contract}{case}{contact}\n{outcome}"
    _, lines = filled(each, parse_wording(text, each.kind, file="w"), given=GIVEN)
    assert {line.kind for line in lines} == {PartKind.TEXT}
    assert lines[-1].texts == ("{contact}",)
