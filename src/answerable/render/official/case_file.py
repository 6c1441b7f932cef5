"""The file of a case 案卷: an index, every paper as DOCX and PDF, and a manifest to check all of it by, offline."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from answerable.core.enforce.papers.manifest import (
    EVIDENCE_FOLDER,
    MANIFEST_FILE,
    SEAL_FILE,
    Stamp,
    manifest_bytes,
    seal_bytes,
)
from answerable.core.enforce.papers.shipped import shipped_wording
from answerable.core.enforce.papers.values import CaseFile, Paper, PaperKind, PaperTable
from answerable.core.enforce.papers.wording import Wording
from answerable.core.terms.errors import InputError
from answerable.render.official.docx import sheet_docx
from answerable.render.official.pdf import sheet_pdf
from answerable.render.official.sheet import Sheet, day_in_words, sheet_of
from answerable.render.official.zipped import zipped
from answerable.render.words import label, term

_PAPERS = "papers/"
_OPEN = ("scans/", EVIDENCE_FOLDER)
"""Where enclosed files may lie."""


def case_file(
    case: CaseFile,
    lang: str,
    *,
    wordings: Mapping[PaperKind, Wording] | None = None,
    enclosed: Iterable[tuple[str, bytes]] = (),
) -> Iterator[tuple[str, bytes]]:
    """The files of a case, by path, the manifest and its hash last. The same values give the same bytes.

    `wordings` stand in place of the shipped ones. `enclosed` are further files as they are: signed copies below
    `scans/`, evidence below `evidence/`. Raises PaperFaultsError for a paper that falls short of its kind, and
    InputError (`case_file_place`) for an enclosed file that lies elsewhere or twice.
    """
    stamps: dict[str, Stamp] = {}
    contents: dict[str, str] = {}

    def noted(path: str, data: bytes) -> tuple[str, bytes]:
        stamps[path] = Stamp(hashlib.sha256(data).hexdigest(), len(data))
        return path, data

    sheets = [(_stem(place, paper), _sheet(paper, lang, wordings or {})) for place, paper in _numbered(case)]
    for stem, sheet in (
        ("index", sheet_of(index_paper(case, lang), _index_wording(lang, wordings), lang)),
        *sheets,
    ):
        if stem != "index":
            contents[stem] = sheet.hash
        yield noted(f"{stem}.docx", sheet_docx(sheet))
        yield noted(f"{stem}.pdf", sheet_pdf(sheet))
    for path, data in enclosed:
        if not _may_lie(path) or path in stamps:
            raise InputError("case_file_place", path=path, known=_OPEN)
        yield noted(path, data)
    manifest = manifest_bytes(case, stamps, lang=lang, contents=contents)
    yield MANIFEST_FILE, manifest
    yield SEAL_FILE, seal_bytes(manifest)


def case_file_zip(
    case: CaseFile,
    lang: str,
    *,
    wordings: Mapping[PaperKind, Wording] | None = None,
    enclosed: Iterable[tuple[str, bytes]] = (),
) -> bytes:
    """The same as one zip file."""
    return zipped(case_file(case, lang, wordings=wordings, enclosed=enclosed))


def index_paper(case: CaseFile, lang: str) -> Paper:
    """The cover with its lists: what happened, the papers, the evidence, and the entries of the ledger."""
    return Paper(
        kind=PaperKind.FILE,
        issued_on=case.filed_on,
        issuer=case.issuer,
        addressee=case.provider,
        fields={
            "case": case.case,
            "contract": case.contract,
            "provider": case.provider.in_(lang),
            "opened_on": day_in_words(min(event.on for event in case.chronology), lang)
            if case.chronology
            else "",
            "proofs": label("case_file_proofs", lang),
        },
        tables=tuple(table for table in _tables(case, lang) if table.rows),
    )


def _tables(case: CaseFile, lang: str) -> Iterator[PaperTable]:
    events = tuple((event.on.isoformat(), event.who, event.what, event.number) for event in case.chronology)
    yield PaperTable("chronology", _columns("day", "who", "what", "number", lang=lang), events)
    papers = tuple(
        (str(place), term("paper_kind", paper.kind, lang), paper.number, paper.issued_on.isoformat())
        for place, paper in _numbered(case)
    )
    yield PaperTable("contents", _columns("place", "paper", "number", "day", lang=lang), papers)
    evidence = tuple((each.name, each.sha256, f"{each.size:,}") for each in case.evidence)
    yield PaperTable("evidence", _columns("name", "hash", "size", lang=lang), evidence)
    entries = tuple((str(place), entry) for place, entry in enumerate(case.entries, start=1))
    yield PaperTable("entries", _columns("place", "entry", lang=lang), entries)


def _columns(*names: str, lang: str) -> tuple[str, ...]:
    return tuple(label(f"case_file_{name}", lang) for name in names)


def _numbered(case: CaseFile) -> Iterator[tuple[int, Paper]]:
    return enumerate(case.papers, start=1)


def _stem(place: int, paper: Paper) -> str:
    return f"{_PAPERS}{place:02}-{paper.kind.value}"


def _sheet(paper: Paper, lang: str, wordings: Mapping[PaperKind, Wording]) -> Sheet:
    return sheet_of(paper, wordings.get(paper.kind) or shipped_wording(paper.kind, lang), lang)


def _index_wording(lang: str, wordings: Mapping[PaperKind, Wording] | None) -> Wording:
    return (wordings or {}).get(PaperKind.FILE) or shipped_wording(PaperKind.FILE, lang)


def _may_lie(path: str) -> bool:
    """Whether a path stays below one of the open folders, on every system."""
    parts = path.split("/")
    return path.startswith(_OPEN) and all(part not in ("", ".", "..") and "\\" not in part for part in parts)
