"""The file of a case: everything in it, the same bytes, and every change of a byte is found."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import docx
import pytest

from answerable.core.enforce.papers.manifest import Stamp, read_manifest, seal_bytes
from answerable.core.enforce.papers.shipped import shipped_text, shipped_wording
from answerable.core.enforce.papers.values import CaseFile, PaperFaultsError, PaperKind
from answerable.core.enforce.papers.wording import parse_wording
from answerable.core.terms.errors import InputError
from answerable.render.official.case_file import case_file, case_file_zip, index_paper
from answerable.render.official.sheet import content_hash
from tests.papers import DRAWN, LANGS, case_of

ENCLOSED = (("scans/notice.pdf", b"%PDF signed"), ("evidence/a.png", b"png"))


def test_a_case_file_holds_an_index_every_paper_and_a_manifest_of_all_of_it() -> None:
    case = case_of("en")
    files = list(case_file(case, "en", enclosed=ENCLOSED))
    names = [name for name, _ in files]
    assert names[:4] == ["index.docx", "index.pdf", "papers/01-notice.docx", "papers/01-notice.pdf"]
    assert names[-4:] == ["scans/notice.pdf", "evidence/a.png", "manifest.json", "manifest.sha256"]
    assert len(names) == len(set(names)) == 2 + 2 * len(case.papers) + 2 + 2
    manifest = read_manifest(dict(files)["manifest.json"])
    stamps = {name: Stamp(hashlib.sha256(data).hexdigest(), len(data)) for name, data in files[:-2]}
    assert manifest.files == stamps
    assert dict(files)["manifest.sha256"] == seal_bytes(dict(files)["manifest.json"])
    told = json.loads(dict(files)["manifest.json"])
    wording = shipped_wording(PaperKind.NOTICE, "en")
    assert told["papers"][0]["content"] == content_hash(case.papers[0], wording, "en")
    assert (told["entries"], told["proofs"]) == (list(case.entries), [])


@pytest.mark.parametrize("lang", DRAWN)
def test_the_same_case_gives_the_same_zip(lang: str) -> None:
    first = case_file_zip(case_of(lang), lang)
    assert first == case_file_zip(case_of(lang), lang)
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert file.testzip() is None


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_lists_what_happened_the_papers_the_evidence_and_the_entries(lang: str) -> None:
    case = case_of(lang)
    each = index_paper(case, lang)
    assert {table.key: len(table.rows) for table in each.tables} == {
        "chronology": len(case.chronology),
        "contents": len(case.papers),
        "evidence": len(case.evidence),
        "entries": len(case.entries),
    }
    assert case.evidence[0].sha256 in str(each.tables)


def test_a_case_without_evidence_or_entries_still_has_a_file_and_one_without_a_history_has_none() -> None:
    bare = replace(case_of("en"), evidence=(), entries=(), papers=())
    assert [name for name, _ in case_file(bare, "en")] == [
        *("index.docx", "index.pdf", "manifest.json", "manifest.sha256"),
    ]
    with pytest.raises(PaperFaultsError):
        list(case_file(replace(bare, chronology=()), "en"))


def test_a_wording_of_the_body_is_used() -> None:
    text = shipped_text(PaperKind.NOTICE, "en").replace("# 2. Ground", "# 2. Our own heading")
    own = parse_wording(text, PaperKind.NOTICE, file="own.txt")
    files = dict(case_file(case_of("en"), "en", wordings={PaperKind.NOTICE: own}))
    said = docx.Document(io.BytesIO(files["papers/01-notice.docx"])).paragraphs
    assert "2. Our own heading" in [each.text for each in said]


@pytest.mark.parametrize(
    "path",
    [
        "x.pdf",
        "papers/01-notice.pdf",
        "scans/../index.pdf",
        "scans//a",
        "/scans/a",
        "scans/",
        "scans/a\\b",
        "evidence/a.png",
    ],
)
def test_an_enclosed_file_lies_below_its_folder_and_once(path: str) -> None:
    with pytest.raises(InputError) as refused:
        list(case_file(small(), "en", enclosed=(("evidence/a.png", b"1"), (path, b"2"))))
    assert refused.value.message.code == "case_file_place"


def small() -> CaseFile:
    return replace(case_of("en"), papers=())
