"""The manifest of a case file, and what differs from it."""

import hashlib
import json

import pytest

from answerable.core.enforce.papers.manifest import (
    SEAL_FILE,
    Stamp,
    differences,
    manifest_bytes,
    read_manifest,
    seal_bytes,
)
from answerable.core.enforce.papers.values import PaperFaultsError
from answerable.core.ledger.canonical import canonical
from tests.papers import case_of

FILES = {"index.pdf": Stamp("a" * 64, 3), "papers/01-notice.pdf": Stamp("b" * 64, 4)}


def made() -> bytes:
    case = case_of("en")
    contents = {f"papers/{place:02}": "c" * 64 for place, _ in enumerate(case.papers, start=1)}
    return manifest_bytes(case, FILES, lang="en", contents=contents)


def codes(found: dict[str, Stamp]) -> list[tuple[str, object]]:
    told = differences(read_manifest(made()), found, data=made())
    return [(each.code, each.params["path"]) for each in told]


def test_what_was_written_is_read_again_and_nothing_differs() -> None:
    manifest = read_manifest(made())
    assert (manifest.files, manifest.case, manifest.entries) == (FILES, case_of().case, case_of().entries)
    assert manifest.evidence.keys() == {each.sha256 for each in case_of().evidence}
    assert codes(FILES) == []
    assert json.loads(made())["proofs"] == []


def test_a_manifest_that_is_not_the_one_its_hash_was_made_of_is_found() -> None:
    own, other = (
        Stamp(hashlib.sha256(seal_bytes(data)).hexdigest(), len(seal_bytes(data)))
        for data in (made(), b"other")
    )
    assert codes(FILES | {SEAL_FILE: own}) == []
    assert codes(FILES | {SEAL_FILE: other}) == [("case_file_changed", SEAL_FILE)]


def test_every_difference_is_named() -> None:
    evidence = case_of("en").evidence[0]
    found = {
        "index.pdf": Stamp("a" * 64, 4),
        "stray.txt": Stamp("d" * 64, 1),
        "evidence/any-name.png": Stamp(evidence.sha256, evidence.size),
        "evidence/other.png": Stamp("e" * 64, 1),
        "evidence/short.png": Stamp(evidence.sha256, 1),
    }
    assert codes(found) == [
        ("case_file_changed", "index.pdf"),
        ("case_file_lost", "papers/01-notice.pdf"),
        ("case_file_no_such_evidence", "evidence/other.png"),
        ("case_file_no_such_evidence", "evidence/short.png"),
        ("case_file_stray", "stray.txt"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "case_file_manifest_broken"),
        (b"[]", "case_file_manifest_broken"),
        (b"\xff", "case_file_manifest_broken"),
        (made().replace(b'"format":1', b'"format":2'), "case_file_manifest_newer"),
        (made().replace(b'"format"', b' "format"'), "case_file_manifest_broken"),
        (made().replace(b'"size":3', b'"size":-3'), "case_file_manifest_broken"),
        (made().replace(b'"size":3', b'"size":true'), "case_file_manifest_broken"),
        (made().replace(b"a" * 64, b"A" * 64), "case_file_manifest_broken"),
        (made().replace(b"papers/01-notice.pdf", b"index.pdf"), "case_file_manifest_broken"),
        (canonical({"format": 1, "files": [], "evidence": []}), "case_file_manifest_broken"),
        (
            canonical({"format": 1, "files": [3], "evidence": [], "entries": [], "case": "c"}),
            "case_file_manifest_broken",
        ),
    ],
)
def test_a_manifest_in_another_form_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PaperFaultsError) as refused:
        read_manifest(data)
    assert [fault.message.code for fault in refused.value.faults] == [code]
