"""What a file is tells its content; and every file that is no paper is refused by name, never with a traceback."""

import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.core.terms.errors import InputError
from answerable.render.words import say
from answerable.sources import packed
from answerable.sources.papers import open as module
from answerable.sources.papers.open import paper_of, read_paper
from tests.sources.papers.made import MACROS, docx, paragraph, pdf, types, zipped

SMALL = paragraph("文字")
GOOD = {
    "docx": docx(SMALL * 3, {"word/styles.xml": "<w/>"}),
    "pdf": pdf([["文稿一份。"], ["第二页文字。"]]),
    "txt": "关于工作的报告\n一切正常。".encode("gb18030"),
    "html": "<!DOCTYPE html><html><body><p>文字</p></body></html>".encode(),
}


def refusal(data: bytes, name: str = "文稿") -> str:
    with pytest.raises(InputError) as refused:
        paper_of(data, id="p", name=name)
    for lang in ("zh", "en"):
        assert say(refused.value.message, lang)
    return refused.value.message.code


@pytest.mark.parametrize("form", GOOD)
def test_the_content_and_not_the_name_tells_what_a_file_is(form: str, tmp_path: Path) -> None:
    path = tmp_path / "报告.xyz"
    path.write_bytes(GOOD[form])
    paper = read_paper(path)
    assert (paper.form, paper.id, paper.name) == (form, "报告.xyz", "报告.xyz")
    assert paper.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "paper_empty"),
        (b"\r\n \n", "paper_empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "paper_old_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "paper_locked"),
        (b"{\\rtf1 text}", "paper_unknown_format"),
        (b"\x89PNG\r\n\x1a\n", "paper_unknown_format"),
        (b"<?xml version='1.0'?><office/>", "paper_unknown_format"),
        (zipped({"content.xml": "<a/>"}), "paper_unknown_format"),
        (zipped({"[Content_Types].xml": types("spreadsheetml.sheet.main+xml")}), "paper_unknown_format"),
        (docx(SMALL, {"[Content_Types].xml": types(MACROS)}), "paper_macros"),
        (docx(SMALL, {"word/vbaProject.bin": b"x"}), "paper_macros"),
        (docx(""), "paper_empty"),
        (
            docx('<w:p><w:r><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:r></w:p>'),
            "paper_only_pictures",
        ),
        (docx("<w:p>"), "xml_broken"),
        (docx("<w:p/>" + "<w:x>" * 400 + "</w:x>" * 400), "xml_broken"),
        (docx(SMALL)[:-30], "packed_broken"),
        (b"PK\x03\x04", "packed_broken"),
        (b"%PDF-1.7\n", "paper_broken"),
        ("繁體中文的公文內容，編碼錯誤。".encode("big5"), "not_text"),
        (bytes(range(256)), "not_text"),
    ],
)  # fmt: skip
def test_each_kind_of_file_that_is_no_paper_has_its_own_refusal(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 100)
    (tmp_path / "大.txt").write_bytes(b"x" * 101)
    with pytest.raises(InputError) as refused:
        read_paper(tmp_path / "大.txt")
    assert refused.value.message.code == "file_too_large"
    assert refusal(b"x" * 101) == "file_too_large"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_paper(tmp_path / "none.txt")
    assert refused.value.message.code == "source_unreadable"


@pytest.mark.parametrize(
    "entity",
    [
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_in_any_encoding(entity: str, encoding: str) -> None:
    text = f"<?xml version='1.0' encoding='{encoding}'?>{entity}<a>&x;</a>".encode(encoding)
    assert refusal(docx("", {"word/document.xml": text})) == "xml_unsafe"


def test_a_member_that_unpacks_to_a_flood_is_stopped() -> None:
    flood = b"<w:document>" + b" " * (packed.MAX_PART + 1)
    assert refusal(docx("", {"word/document.xml": flood})) == "packed_too_large"


def test_a_size_that_is_a_lie_does_not_help_the_flood() -> None:
    data = bytearray(docx("", {"word/document.xml": b" " * (packed.MAX_PART + 1)}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 10)
    assert refusal(bytes(data)) in {"packed_too_large", "packed_broken"}


def test_sizes_that_are_announced_are_added_up() -> None:
    data = bytearray(docx(SMALL))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, packed.MAX_UNPACKED + 1)
    assert refusal(bytes(data)) == "packed_too_large"


def test_too_many_members_are_refused() -> None:
    assert refusal(zipped({str(n): b"" for n in range(packed.MAX_MEMBERS + 1)})) == "packed_too_many"
    assert refusal(zipped({str(n).zfill(60): b"" for n in range(12_000)})) == "packed_too_many"


def test_a_member_with_a_password_is_refused() -> None:
    data = bytearray(docx(SMALL))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)) == "packed_locked"


def test_a_member_packed_in_an_odd_way_is_broken_and_not_a_traceback() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("[Content_Types].xml", types())
    assert refusal(out.getvalue()) == "packed_broken"


def tried(data: bytes) -> None:
    """Anything but a refusal fails the test."""
    with suppress(InputError):
        paper_of(data, id="p", name="p")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe", b"<html>"]))
def test_no_bytes_at_all_give_a_traceback(data: bytes, start: bytes) -> None:
    tried(start + data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_no_file_that_was_cut_or_changed_gives_a_traceback(form: str, data: st.DataObject) -> None:
    whole = bytearray(GOOD[form])
    for _ in range(data.draw(st.integers(0, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    tried(bytes(whole[: data.draw(st.integers(0, len(whole)))] if data.draw(st.booleans()) else whole))


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_no_file_cut_at_any_place_gives_a_traceback(form: str) -> None:
    for end in range(0, len(GOOD[form]), 17):
        tried(GOOD[form][:end])
