"""Verify a case file: every hash of its manifest, without a server and without a network."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from answerable.core.enforce.papers.manifest import EVIDENCE_FOLDER, differences, read_manifest
from answerable.core.enforce.papers.values import PaperFault, PaperFaultsError
from answerable.core.terms.message import Message
from answerable.sources.case_file import look_into


@dataclass(frozen=True)
class Verified:
    """A case file without a difference; `manifest` is the SHA-256 of its manifest, by which it can be told."""

    case: str
    files: int
    evidence: int
    enclosed: int
    entries: int
    manifest: str


def verify_case_file(path: Path) -> Verified:
    """Hold every file against the manifest.

    Raises PaperFaultsError with every difference, and InputError where it is no case file.
    """
    found = look_into(path)
    if found.manifest is None:
        raise PaperFaultsError(path.name, (PaperFault(None, Message.of("case_file_no_manifest")),))
    manifest = read_manifest(found.manifest)
    doubles = (Message.of("case_file_twice", path=each) for each in found.twice)
    faults = tuple(
        PaperFault(None, each)
        for each in (*doubles, *differences(manifest, found.stamps, data=found.manifest))
    )
    if faults:
        raise PaperFaultsError(path.name, faults)
    enclosed = {each.sha256 for where, each in found.stamps.items() if where.startswith(EVIDENCE_FOLDER)}
    return Verified(
        case=manifest.case,
        files=len(manifest.files),
        evidence=len(manifest.evidence),
        enclosed=len(enclosed & manifest.evidence.keys()),
        entries=len(manifest.entries),
        manifest=hashlib.sha256(found.manifest).hexdigest(),
    )
