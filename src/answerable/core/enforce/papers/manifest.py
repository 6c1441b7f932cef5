"""The manifest of a case file: what it has to hold, byte for byte, and what differs from that."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from answerable.core.enforce.papers.values import CaseFile, PaperFault, PaperFaultsError
from answerable.core.ledger.canonical import CanonicalError, Json, Plain, canonical, read_canonical
from answerable.core.terms.message import Message

FORMAT = 1
MANIFEST_FILE = "manifest.json"
SEAL_FILE = "manifest.sha256"
"""The SHA-256 of the manifest, as `sha256sum` writes and checks it."""
EVIDENCE_FOLDER = "evidence/"
"""Files of evidence may be put here afterwards, under any name; their bytes tell which they are."""
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class Stamp:
    """What a file is known by: the SHA-256 of its bytes in hexadecimal, and how many they are."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """The files of a case file by their paths, and its evidence by SHA-256."""

    case: str
    files: Mapping[str, Stamp]
    evidence: Mapping[str, Stamp]
    entries: tuple[str, ...]


def manifest_bytes(
    case: CaseFile, files: Mapping[str, Stamp], *, lang: str, contents: Mapping[str, str]
) -> bytes:
    """The manifest in canonical JSON. `contents` has the hash of the content to be sealed, by the path of the paper.

    `proofs` is room for those of the public log.
    """
    value: Plain = {
        "format": FORMAT,
        "case": case.case,
        "contract": case.contract,
        "provider": {"zh": case.provider.zh, "en": case.provider.en},
        "filed_on": case.filed_on,
        "lang": lang,
        "files": [{"path": path, "sha256": each.sha256, "size": each.size} for path, each in files.items()],
        "papers": [
            {"path": path, "kind": paper.kind.value, "number": paper.number, "content": contents[path]}
            for path, paper in zip(contents, case.papers, strict=True)
        ],
        "evidence": [{"name": each.name, "sha256": each.sha256, "size": each.size} for each in case.evidence],
        "entries": list(case.entries),
        "proofs": [],
    }
    return canonical(value)


def seal_bytes(manifest: bytes) -> bytes:
    """What stands in the file beside the manifest, so that a changed byte of the manifest shows, too."""
    return f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST_FILE}\n".encode()


def read_manifest(data: bytes) -> Manifest:
    """The manifest. Raises PaperFaultsError where it is none, or of a newer format."""
    try:
        value = read_canonical(data)
    except CanonicalError as error:
        raise _refused("case_file_manifest_broken") from error
    if not isinstance(value, dict):
        raise _refused("case_file_manifest_broken")
    if value.get("format") != FORMAT:
        raise _refused("case_file_manifest_newer")
    files, evidence = _stamps(value.get("files"), "path"), _stamps(value.get("evidence"), "sha256")
    entries, case = value.get("entries"), value.get("case")
    if files is None or evidence is None or not isinstance(entries, list) or not isinstance(case, str):
        raise _refused("case_file_manifest_broken")
    return Manifest(case, files, evidence, tuple(str(entry) for entry in entries))


def differences(manifest: Manifest, found: Mapping[str, Stamp], *, data: bytes) -> tuple[Message, ...]:
    """Everything in which the files found differ from the manifest, by path. `data` are the bytes of the manifest.

    The hash of the manifest is held against it where it lies beside it.
    """
    seal = seal_bytes(data)
    stamp = Stamp(hashlib.sha256(seal).hexdigest(), len(seal))
    files = {**manifest.files, SEAL_FILE: stamp} if SEAL_FILE in found else manifest.files
    return tuple(_differences(replace(manifest, files=files), found))


def _differences(manifest: Manifest, found: Mapping[str, Stamp]) -> Iterator[Message]:
    for path, stamp in sorted(manifest.files.items()):
        if path not in found:
            yield Message.of("case_file_lost", path=path)
        elif found[path] != stamp:
            yield Message.of("case_file_changed", path=path, stated=stamp.sha256, found=found[path].sha256)
    for path, stamp in sorted(found.items()):
        if path in manifest.files:
            continue
        if not path.startswith(EVIDENCE_FOLDER):
            yield Message.of("case_file_stray", path=path)
        elif manifest.evidence.get(stamp.sha256) != stamp:
            yield Message.of("case_file_no_such_evidence", path=path, found=stamp.sha256)


def _stamps(value: Json, key: str) -> dict[str, Stamp] | None:
    """What each is known by, under its `key`; None where any of it is not as it has to be."""
    if not isinstance(value, list):
        return None
    stamps: dict[str, Stamp] = {}
    for each in value:
        stamp = _stamp(each)
        name = each.get(key) if isinstance(each, dict) else None
        if stamp is None or not isinstance(name, str) or (key == "path" and name in stamps):
            return None
        stamps[name] = stamp
    return stamps


def _stamp(value: Json) -> Stamp | None:
    if not isinstance(value, dict):
        return None
    sha256, size = value.get("sha256"), value.get("size")
    if not isinstance(sha256, str) or len(sha256) != 64 or not _HEX.issuperset(sha256):
        return None
    return Stamp(sha256, size) if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None


def _refused(code: str) -> PaperFaultsError:
    return PaperFaultsError(MANIFEST_FILE, (PaperFault(None, Message.of(code)),))
