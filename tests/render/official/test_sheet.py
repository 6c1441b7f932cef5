"""The sheet: the same text for DOCX and PDF, fit to be set, with a hash of the content to be sealed."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.core.enforce.papers.kinds import Close
from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import PaperFaultsError, PaperKind, PaperTable, Seal
from answerable.core.tables.declare import Both
from answerable.render.official import content_hash, sheet_of
from answerable.render.official.clean import clean
from answerable.render.official.sheet import Grid, Sheet, day_in_words, units
from tests.papers import LANGS, paper


def sheet(kind: PaperKind, lang: str = "zh", **fields: str) -> Sheet:
    return sheet_of(
        paper(kind, lang, seal=Seal.PRINT, whole=True, **fields), shipped_wording(kind, lang), lang
    )


def test_dates_are_written_in_digits_without_zeros() -> None:
    day = date(2026, 3, 5)
    assert (day_in_words(day, "zh"), day_in_words(day, "en")) == ("2026年3月5日", "5 March 2026")
    assert [day_in_words(date(2026, month, 1), "en").split()[1][:3] for month in (1, 12)] == ["Jan", "Dec"]


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("a\x00b\x1bc\x7f\x85", "a�b�c��"),
        ("\u202egnp.exe", "�gnp.exe"),
        ("\ud800 \ufffe\uffff", "� ��"),
        ("a\tb\r\nc", "a b\nc"),
        ("𠮷 é 〔2026〕", "𠮷 é 〔2026〕"),
    ],
)
def test_what_cannot_be_set_becomes_a_mark_that_is_seen(text: str, fit: str) -> None:
    assert clean(text) == fit


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PaperKind)
def test_every_paper_has_all_that_it_was_given(kind: PaperKind, lang: str) -> None:
    each = paper(kind, lang)
    said = str(sheet(kind, lang))
    for name, value in each.fields.items():
        if name == "case" and value not in said:
            continue  # not every wording names the case
        assert all(line in said for line in value.split("\n")), name
    for table in each.tables:
        assert all(cell in said for row in table.rows for cell in row)


def test_the_hash_is_of_the_content_and_changes_with_any_of_it() -> None:
    each, wording = paper(PaperKind.ORDER, "zh"), shipped_wording(PaperKind.ORDER, "zh")
    first = content_hash(each, wording, "zh")
    assert first == content_hash(paper(PaperKind.ORDER, "zh"), wording, "zh")
    others = [
        replace(each, number="江平文旅整〔2026〕4号"),
        replace(each, issued_on=date(2026, 3, 6)),
        replace(each, fields={**each.fields, "remedy": each.field("remedy") + "。"}),
        replace(each, tables=(*each.tables[:-1], PaperTable("items", ("a",), (("b",),)))),
        replace(each, seal=Seal.ELECTRONIC),
        replace(each, addressee=Both("别家", "others")),
    ]
    assert len({first, *(content_hash(other, wording, "zh") for other in others)}) == len(others) + 1


def test_a_paper_that_falls_short_is_not_laid_out() -> None:
    with pytest.raises(PaperFaultsError):
        sheet(PaperKind.ORDER, remedy="")


def test_rows_of_a_form_make_one_form_and_a_table_gives_its_narrow_columns_what_they_need() -> None:
    form = sheet(PaperKind.RECEIPT).blocks[0]
    assert isinstance(form, Grid)
    assert (form.is_form, len(form.rows), len(form.widths)) == (True, 12, 4)
    items = next(
        block for block in sheet(PaperKind.ORDER).blocks if isinstance(block, Grid) and len(block.head) == 4
    )
    assert items.widths[0] < items.widths[3] < items.widths[1]
    assert items.widths[3] >= max(units(row[3]) for row in items.rows)


def test_each_kind_ends_as_its_rule_says() -> None:
    assert [slot.who for slot in sheet(PaperKind.HANDOVER).slots] == ["移交人", "接收人", "监交人"]
    assert [slot.who[:2] for slot in sheet(PaperKind.AGREEMENT).slots] == ["甲方", "乙方"]
    assert sheet(PaperKind.ORDER).slots[0].under == ("2026年3月5日",)
    assert (sheet(PaperKind.RECEIPT).slots, sheet(PaperKind.RECEIPT).close) == ((), Close.NOTHING)


def test_who_prints_it_is_said_only_with_the_day() -> None:
    assert sheet(PaperKind.ORDER).printed.endswith("2026年3月5日印发")
    assert sheet(PaperKind.ORDER, printed_on="").printed == ""
