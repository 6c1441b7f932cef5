"""Evidence is kept under the hash of its bytes, once, and only what is one of a few kinds."""

import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from answerable.actions.office.archive import FILES, hashes_below
from answerable.actions.office.attaching import (
    Brought,
    UploadError,
    attach,
    brought_fault,
    clear_incoming,
    is_brought_by,
    place_of,
    plain_name,
)
from answerable.records.models import Account, Attachment
from answerable.sources.media import CSV, DOCX, JPEG, PDF, PNG, SCANS, TEXT, XLSX
from tests.record import AT

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7\n1 0 obj"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def citizen() -> Account:
    return Account.objects.create(username="clerk", admin="audit", created_at=AT)


def packed(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return data.getvalue()


def test_bytes_are_kept_under_their_hash_where_a_backup_finds_them(citizen: Account, folder: Path) -> None:
    kept = attach(Brought("验收.pdf", [PAPER[:5], PAPER[5:]]), account=citizen, at=AT)
    digest = hashlib.sha256(PAPER).hexdigest()
    assert kept.hash == f"sha256:{digest}"
    assert (kept.name, kept.media_type, kept.size) == ("验收.pdf", PDF, len(PAPER))
    assert place_of(kept.hash).read_bytes() == PAPER
    assert list(hashes_below(folder / FILES).values()) == [digest]
    assert not list((folder / "incoming").iterdir())


def test_the_same_bytes_are_kept_once_and_named_by_each_who_brought_them(
    citizen: Account, folder: Path
) -> None:
    other = Account.objects.create(username="other", admin="audit", created_at=AT)
    for name, who in (("a.pdf", citizen), ("b.pdf", citizen), ("c.pdf", other)):
        attach(Brought(name, [PAPER]), account=who, at=AT)
    assert sorted(Attachment.objects.values_list("name", flat=True)) == ["a.pdf", "c.pdf"]
    assert len(hashes_below(folder / FILES)) == 1
    assert is_brought_by(Attachment.objects.all()[0].hash, other)


def test_where_a_scan_is_asked_for_no_text_will_do_however_it_comes(citizen: Account) -> None:
    with pytest.raises(UploadError) as refused:
        attach(Brought("a.txt", [b"said"]), account=citizen, at=AT, kinds=SCANS)
    assert refused.value.message.code == "upload_no_scan"
    text = attach(Brought("a.txt", [b"said"]), account=citizen, at=AT).hash
    scan = attach(Brought("a.pdf", [PAPER]), account=citizen, at=AT, kinds=SCANS).hash
    found = {each: brought_fault(each, citizen, SCANS) for each in (text, scan, "sha256:" + "0" * 64)}
    assert [None if each is None else each.code for each in found.values()] == [
        "upload_no_scan",
        None,
        "upload_unknown",
    ]
    assert brought_fault(text, citizen) is None


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.exe", PAPER, PDF),
        ("a.pdf", b"\x89PNG\r\n\x1a\n....", PNG),
        ("a.png", b"\xff\xd8\xff\xe0....", JPEG),
        ("a", packed("[Content_Types].xml", "word/document.xml"), DOCX),
        ("a", packed("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        ("表.CSV", "甲,乙\n".encode("gb18030"), CSV),
        ("说明.html", b"<script>", TEXT),
    ],
)
def test_the_kind_is_told_by_the_bytes(name: str, data: bytes, kind: str, citizen: Account) -> None:
    assert attach(Brought(name, [data]), account=citizen, at=AT).media_type == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "upload_empty"),
        (b"MZ\x90\x00\x03", "upload_kind"),
        (b"\x7fELF\x02\x01", "upload_kind"),
        (b"GIF89a\x01\x00", "upload_kind"),
        (packed("a.txt"), "upload_kind"),
        (packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), "upload_kind"),
        (packed("word/document.xml")[:-8], "upload_kind"),
        (b"PK\x03\x04 and no more", "upload_kind"),
        (b"%PDF-" + b"x" * 1_000_000, "upload_too_large"),
    ],
    ids=["empty", "program", "program", "picture", "archive", "macros", "broken", "broken", "large"],
)
def test_what_is_not_kept_leaves_nothing(data: bytes, code: str, citizen: Account, folder: Path) -> None:
    with pytest.raises(UploadError) as caught:
        attach(Brought("a.pdf", [data]), account=citizen, at=AT, most_mb=1)
    assert caught.value.message.code == code
    assert not Attachment.objects.exists()
    assert [each for each in folder.rglob("*") if each.is_file()] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\报告.pdf", "报告.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("..", "-"),
        ("", "-"),
        ("\u202eexe.fdp", "exe.fdp"),
    ],
)
def test_a_name_leads_nowhere(name: str, shown: str) -> None:
    assert plain_name(name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    assert plain_name("长" * 500 + ".pdf").endswith("长.pdf")
    assert len(plain_name("长" * 500 + ".pdf")) == 200


def test_no_hash_leads_out_of_the_folder() -> None:
    for digest in ("sha256:" + "../" * 22, "../../secret-key", ""):
        with pytest.raises(ValueError, match=r"^.*$"):
            place_of(digest)


def test_what_a_dead_writer_left_is_cleared_after_a_day(folder: Path) -> None:
    (folder / "incoming").mkdir()
    (folder / "incoming" / "left").write_bytes(b"x")
    assert clear_incoming(at=AT - timedelta(days=400)) == 0
    assert clear_incoming(at=AT + timedelta(days=4000)) == 1
