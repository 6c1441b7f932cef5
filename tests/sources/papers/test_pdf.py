"""Words of a PDF, joined from lines; and PDFs that are made to cost their reader dearly."""

import zlib
from io import BytesIO

import pypdf
import pytest

from answerable.core.terms.errors import InputError
from answerable.sources.papers import pdf as module
from answerable.sources.papers.open import paper_of
from tests.sources.papers.made import file_of, pdf

PAGES = [
    [
        "关于环境整治的报告",
        "一、基本情况",
        "全年共开展整治三百二十次，覆盖全县十二个乡镇，其中",
        "集镇六十次。",
        "— 1 —",
    ],
    ["二、存在问题", "部分路段保洁不及时，需要加强。", "— 2 —"],
]


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as refused:
        paper_of(data, id="p", name="p.pdf")
    return refused.value.message.code


def test_a_full_line_goes_on_in_the_next_and_a_heading_begins_anew() -> None:
    paper = paper_of(pdf(PAGES), id="p", name="p.pdf")
    assert paper.text.split("\n") == [
        "关于环境整治的报告",
        "一、基本情况",
        "全年共开展整治三百二十次，覆盖全县十二个乡镇，其中集镇六十次。",
        "二、存在问题",
        "部分路段保洁不及时，需要加强。",
    ]
    assert (paper.form, paper.setup, paper.numbered) == ("pdf", None, True)
    assert {each.size for each in paper.paragraphs} == {None}


def test_whether_pages_without_numbers_are_numbered_is_not_known() -> None:
    assert paper_of(pdf([["没有页码的文稿。"]]), id="p", name="p.pdf").numbered is None


def test_pictures_alone_are_refused_and_beside_words_counted() -> None:
    assert refusal(pdf([[]], picture=True)) == "paper_only_pictures"
    assert refusal(pdf([[]])) == "paper_empty"
    assert paper_of(pdf([["有文字。"]], picture=True), id="p", name="p.pdf").pictures == 1


def test_a_locked_pdf_is_refused_and_one_locked_against_changes_alone_is_read() -> None:
    def locked(user: str) -> bytes:
        writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([["机关文稿一份。"]])))
        writer.encrypt(user, "owner", algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    assert refusal(locked("secret")) == "paper_locked"
    assert paper_of(locked(""), id="p", name="p.pdf").text == "机关文稿一份。"


def test_more_pages_than_any_paper_has_are_refused() -> None:
    assert refusal(pdf([[]] * (module.MAX_PAGES + 1))) == "paper_too_many_pages"
    kids = "[" + "3 0 R " * 5_000 + "]"
    page = "<< /Type /Page /Parent 2 0 R >>"
    many = file_of(
        ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count 999999999 /Kids {kids} >>", page]
    )
    assert refusal(many) == "paper_too_many_pages"


def test_a_page_tree_in_a_circle_ends() -> None:
    circle = file_of(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R 2 0 R] >>"])
    assert refusal(circle) in {"paper_empty", "paper_broken", "paper_too_many_pages", "paper_too_costly"}


def test_forms_that_call_each_other_without_end_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_STEPS", 20_000)
    depth = 40
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        "<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    steps = "q " * 100 + "/X Do /X Do " + "Q " * 100
    for number in range(5, 5 + depth):
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length {len(steps)} "
            f"/Resources << /XObject << /X {number + 1} 0 R >> >> >>\nstream\n{steps}\nendstream"
        )
    objects.append("<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Length 1 >>\nstream\n \nendstream")
    assert refusal(file_of(objects)) == "paper_too_costly"


def test_a_stream_that_unpacks_to_a_flood_is_stopped() -> None:
    flood = zlib.compress(b"q Q " * 10_000_000, 9).decode("latin-1")
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << >> >> >>",
        f"<< /Filter /FlateDecode /Length {len(flood)} >>\nstream\n{flood}\nendstream",
    ]
    assert refusal(file_of(objects)) in {"paper_too_costly", "paper_broken", "paper_empty"}
