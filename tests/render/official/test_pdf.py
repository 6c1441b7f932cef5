"""Papers as PDF: the same bytes, the text as it was written, and no way for it to become markup."""

import io
import re
import time
from dataclasses import replace

import pytest
from pypdf import PdfReader

from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import Paper, PaperKind, PaperTable, Seal
from answerable.core.tables.declare import Both
from answerable.core.terms.errors import OutputError
from answerable.render.official import content_hash, paper_pdf, pdf
from tests.papers import CHINESE, DRAWN, paper

NASTY = (
    '#panic("x")',
    '#read("/etc/hostname")',
    '#import "@preview/cetz:0.3.0"',
    "#set page(fill: red)",
    "$ x^2 $ *bold* _it_ `raw` @label <label> = head",
    "] } ) #{ #[ \\ \\u{41} // note /* note */",
    '") #sys.inputs.paper (" ~ -- --- ...',
)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    return "".join(re.sub(r"\s", "", page.extract_text()) for page in read(data).pages)


def drawn(each: Paper, lang: str) -> bytes:
    return paper_pdf(each, shipped_wording(each.kind, lang), lang)


@pytest.mark.parametrize("lang", DRAWN)
@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("seal", Seal)
def test_the_same_paper_gives_the_same_bytes(kind: PaperKind, lang: str, seal: Seal) -> None:
    first, again = (drawn(paper(kind, lang, seal=seal), lang) for _ in range(2))
    assert first == again
    assert first.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2" in first


@pytest.mark.parametrize("lang", DRAWN)
def test_the_document_says_what_it_is(lang: str) -> None:
    each = paper(PaperKind.ENDING, lang)
    about = read(drawn(each, lang)).metadata
    assert about is not None
    assert about.author == each.issuer.in_(lang)
    digest = content_hash(each, shipped_wording(each.kind, lang), lang)
    assert f"sha256:{digest}" in str(about["/Keywords"])
    assert str(about["/CreationDate"]).startswith("D:20260305")


@pytest.mark.parametrize("nasty", NASTY)
def test_what_people_wrote_is_text_and_never_markup(nasty: str) -> None:
    each = replace(
        paper(PaperKind.CLOSING, "en", outcome=nasty, cc=nasty, attachments=nasty),
        number=nasty,
        issuer=Both(nasty, nasty),
        addressee=Both(nasty, nasty),
        tables=(PaperTable("items", (nasty,), ((nasty,),)),),
    )
    said = text_of(drawn(each, "en")).replace("\u2010", "-")
    assert said.count(re.sub(r"\s", "", nasty)) >= 6


@pytest.mark.parametrize("lang", DRAWN)
@pytest.mark.parametrize(
    "text",
    [
        "a\x00b\x08\x1b",
        "\u202eexe.fdp",
        "\ud83d",
        "😀 𠮷 ⿰",
        "长" * 10_000,
        "x" * 10_000,
        "a\n" * 500,
        "\u200b",
        "<&>\"'",
    ],
    ids=["control", "bidi", "surrogate", "rare", "long", "unbroken", "lines", "invisible", "xml"],
)
def test_no_text_keeps_a_paper_from_being_drawn(lang: str, text: str) -> None:
    each = paper(PaperKind.RECEIPT, lang, note=text, document=f"d {text}")
    assert drawn(each, lang) == drawn(each, lang)


def test_a_long_word_breaks_and_stays_on_the_page() -> None:
    word = "0123456789abcdef" * 4
    rows = tuple((str(number), word, word) for number in range(40))
    each = replace(paper(PaperKind.ORDER, "en"), tables=(PaperTable("items", ("a", "b", "c"), rows),))
    assert text_of(drawn(each, "en")).count("0123456789abcdef") == 40 * 8


@CHINESE
def test_a_chinese_paper_holds_what_it_was_given_in_order() -> None:
    each = paper(PaperKind.ENDING, "zh", seal=Seal.ELECTRONIC)
    said = text_of(drawn(each, "zh"))
    wanted = [
        each.issuer.zh,
        each.number,
        "解除合同通知书",
        "清源新媒体有限公司",
        "一、查明的事实",
        "十、联系方式",
        "附件",
    ]
    places = [said.index(word) for word in wanted]
    assert places == sorted(places)
    assert "抄送：江平县财政局" in said
    assert content_hash(each, shipped_wording(each.kind, "zh"), "zh")[:32] in said
    assert "（印章）" not in said


@CHINESE
def test_a_page_has_22_lines_of_28_characters() -> None:
    each = paper(PaperKind.CLOSING, "zh", outcome="国" * 28 * 60, whole=False)
    page = read(drawn(each, "zh")).pages[1]
    lines = [line.strip() for line in page.extract_text().splitlines() if "国" in line]
    assert (len(lines), {line.count("国") for line in lines}) == (22, {28})
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842)


def test_without_a_chinese_font_a_chinese_paper_is_refused_and_an_english_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import typst

    monkeypatch.setattr(pdf, "_fonts", lambda: typst.Fonts(include_system_fonts=False))
    assert drawn(paper(PaperKind.REFERRAL, "en"), "en")
    with pytest.raises(OutputError) as refused:
        drawn(paper(PaperKind.REFERRAL, "zh"), "zh")
    assert refused.value.message.code == "paper_no_font"


def test_a_paper_is_drawn_in_well_under_a_second() -> None:
    drawn(paper(PaperKind.ENDING, "en"), "en")
    began = time.perf_counter()
    drawn(paper(PaperKind.ENDING, "en", facts="x y " * 900), "en")
    assert time.perf_counter() - began < 1
