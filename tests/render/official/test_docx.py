"""Papers as DOCX: the same bytes, the same text as the PDF, in order, and sound for any office program."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import Paper, PaperFaultsError, PaperKind, PaperTable, Seal
from answerable.core.tables.declare import Both
from answerable.render.official import content_hash, paper_docx
from answerable.render.official.layout import STYLES, own_layout
from tests.papers import LANGS, paper

ORDER_OF_TABLE = ["tblStyle", "tblpPr", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
ORDER_OF_CELL = ["tcW", "gridSpan", "tcBorders", "vAlign"]


def drawn(each: Paper, lang: str, *, layout: bytes | None = None) -> bytes:
    return paper_docx(each, shipped_wording(each.kind, lang), lang, layout=layout)


def read(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def text_of(document: Document) -> str:
    return "\n".join(
        "".join(node.text or "" for node in part.iter(qn("w:t")))
        for part in document.element.body.iter(qn("w:p"))
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("seal", Seal)
def test_the_same_paper_gives_the_same_bytes(kind: PaperKind, lang: str, seal: Seal) -> None:
    first, again = (drawn(paper(kind, lang, seal=seal), lang) for _ in range(2))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert file.testzip() is None
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_document_says_what_it_is_and_nothing_of_the_machine() -> None:
    each = paper(PaperKind.ORDER, "zh")
    known = read(drawn(each, "zh")).core_properties
    assert (known.author, known.last_modified_by, known.subject) == (
        each.issuer.zh,
        each.issuer.zh,
        each.number,
    )
    assert known.created is not None
    assert known.modified == known.created
    assert known.created.date() == each.issued_on
    assert known.identifier == f"sha256:{content_hash(each, shipped_wording(each.kind, 'zh'), 'zh')}"
    assert (known.revision, known.comments) == (1, "")


def test_a_chinese_paper_has_its_parts_in_order_on_a_page_of_the_standard() -> None:
    each = paper(PaperKind.ENDING, "zh")
    document = read(drawn(each, "zh"))
    said = text_of(document)
    wanted = [
        each.issuer.zh,
        each.number,
        "解除合同通知书",
        "清源新媒体有限公司：",
        "一、查明的事实",
        "十、联系方式",
        "附件：1.",
    ]
    wanted += ["（印章）", "2026年3月5日", "打印：", "抄送：江平县财政局"]
    places = [said.index(word) for word in wanted]
    assert places == sorted(places)
    section = document.sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round((margin or 0) / Mm(1)) for margin in margins] == [37, 28, 35, 26]
    assert "PAGE" in section.footer._element.xml
    assert "— " in section.even_page_footer._element.xml


def test_the_place_of_an_electronic_seal_has_the_hash_and_no_mark_to_be_stamped_over() -> None:
    each = paper(PaperKind.ENDING, "zh", seal=Seal.ELECTRONIC)
    said = text_of(read(drawn(each, "zh")))
    assert content_hash(each, shipped_wording(each.kind, "zh"), "zh")[:32] in said
    assert "（印章）" not in said
    assert "打印：" not in said


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PaperKind)
def test_properties_of_tables_stand_in_the_order_that_the_format_prescribes(
    kind: PaperKind, lang: str
) -> None:
    document = read(drawn(paper(kind, lang, seal=Seal.ELECTRONIC), lang))
    for name, order in (("w:tblPr", ORDER_OF_TABLE), ("w:tcPr", ORDER_OF_CELL)):
        for found in document.element.body.iter(qn(name)):
            names = [child.tag.split("}")[1] for child in found]
            assert names == [each for each in order if each in names]
    for cell in document.element.body.iter(qn("w:tc")):
        assert cell.findall(qn("w:p")), "a cell without a paragraph is broken"
    last = [child.tag for child in document.element.body][-2:]
    assert last == [qn("w:p"), qn("w:sectPr")]


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b\x08\x1b",
        "\u202eexe.fdp",
        "\ud83d",
        "\ufffe",
        "长" * 10_000,
        "<w:t>&amp;</w:t>]]>",
        "a\n" * 500,
        "{{ x }}",
    ],
    ids=["control", "bidi", "surrogate", "noncharacter", "long", "xml", "lines", "template"],
)
def test_no_text_keeps_a_paper_from_being_drawn_or_becomes_anything_but_text(text: str) -> None:
    each = replace(
        paper(PaperKind.CLOSING, "en", outcome=text),
        number=f"n{text}",
        issuer=Both(f"i{text}", f"i{text}"),
        tables=(PaperTable("items", (text,), ((text,),)),),
    )
    document = read(drawn(each, "en"))
    if text.isprintable():
        assert text_of(document).count(text) >= 5


def test_a_head_of_a_table_comes_again_and_rows_are_not_torn() -> None:
    table = next(
        table for table in read(drawn(paper(PaperKind.ORDER, "zh"), "zh")).tables if len(table.columns) == 4
    )
    marks = [row._tr.trPr.xml if row._tr.trPr is not None else "" for row in table.rows]
    assert ["w:tblHeader" in mark for mark in marks] == [True, False, False, False]
    assert all("w:cantSplit" in mark for mark in marks)


def test_a_layout_of_a_body_is_used_and_what_stood_in_it_is_not() -> None:
    edited = docx.Document(io.BytesIO(own_layout("zh")))
    edited.add_paragraph("left over")
    edited.styles["Paper Title"].font.name = "Edited Font"
    edited.sections[0].top_margin = Mm(50)
    buffer = io.BytesIO()
    edited.save(buffer)
    made = drawn(paper(PaperKind.ORDER, "zh"), "zh", layout=buffer.getvalue())
    assert made == drawn(paper(PaperKind.ORDER, "zh"), "zh", layout=buffer.getvalue())
    document = read(made)
    assert "left over" not in text_of(document)
    assert document.styles["Paper Title"].font.name == "Edited Font"
    assert round((document.sections[0].top_margin or 0) / Mm(1)) == 50


def test_a_layout_without_the_styles_is_refused_with_all_that_it_lacks() -> None:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    with pytest.raises(PaperFaultsError) as refused:
        drawn(paper(PaperKind.ORDER, "zh"), "zh", layout=buffer.getvalue())
    told = [(fault.message.code, fault.message.params["name"]) for fault in refused.value.faults]
    assert told == [("layout_style_missing", style) for style in STYLES]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", own_layout("en")[:2000], b"<xml/>"])
def test_a_layout_that_is_no_docx_is_refused(data: bytes) -> None:
    with pytest.raises(PaperFaultsError) as refused:
        drawn(paper(PaperKind.ORDER, "zh"), "zh", layout=data)
    assert [fault.message.code for fault in refused.value.faults] == ["layout_broken"]
