"""The file of a case 案卷: index, papers as they were drawn, evidence, and the manifest that verifies all offline."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from answerable.actions.office.attaching import place_of
from answerable.actions.office.cases.loading import load, steps_of
from answerable.actions.office.cases.taking_over import taken_over
from answerable.actions.office.entries import append_entry, object_key
from answerable.actions.office.papers.about import evidence_in, files_of
from answerable.actions.office.papers.drawing import FORMS, Files, draw
from answerable.actions.office.papers.stored import paper_in, sheet_in
from answerable.actions.office.papers.streamed import zip_stream
from answerable.actions.office.papers.wordings import worded_on
from answerable.actions.offline.aside import file_aside
from answerable.core.enforce.course.steps import Step
from answerable.core.enforce.papers.manifest import (
    EVIDENCE_FOLDER,
    MANIFEST_FILE,
    SEAL_FILE,
    Stamp,
    manifest_bytes,
    seal_bytes,
)
from answerable.core.enforce.papers.values import CaseFile, Event, Evidence, PaperKind
from answerable.core.enforce.papers.wording import parse_wording
from answerable.core.ledger.actors import COMMAND
from answerable.core.ledger.entry import Act, Change
from answerable.core.tables.declare import Both
from answerable.core.tables.types import HASH
from answerable.records.models import (
    Attachment,
    Body,
    Case,
    Contract,
    Disclosed,
    Paper,
    Person,
    Provider,
)
from answerable.render.official.case_file import index_paper
from answerable.render.official.docx import sheet_docx
from answerable.render.official.pdf import sheet_pdf
from answerable.render.official.sheet import sheet_of
from answerable.render.words import LANGS, label, term

_CHUNK = 1 << 20
_LONGEST_TEXT = 160
_TEXTS = ("facts", "reason", "text", "subject", "note")
"""What an act says in words, of which the chronology has the beginning."""
_FILES = "case_files"


@dataclass(frozen=True)
class Filed:
    """A case file, ready to be sent: its name, the hash by which it can be told, and its bytes bit by bit."""

    name: str
    manifest: str
    """SHA-256 of its manifest, in hexadecimal; the ledger holds it, too."""
    stream: Iterator[bytes]


@dataclass(frozen=True)
class Member:
    """One file in it: where it lies there, what it is known by, and where its bytes come from."""

    path: str
    stamp: Stamp
    source: bytes | Path

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, without holding all of a large file."""
        if isinstance(self.source, bytes):
            yield self.source
            return
        with self.source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def case_file(case_id: str, lang: str, *, at: datetime, on: date, by: str = COMMAND) -> Filed:
    """The whole file of a case as a zip file. Whatever is not drawn yet is drawn first; the ledger says what was given.

    Raises InputError (`no_such_case`), and OutputError where a paper cannot be drawn here.
    """
    body = load(case_id, on=on).contract.body
    rows = list(Paper.objects.filter(case=case_id).order_by("step", "kind"))
    drawn = {row.id: draw(row.id, at=at) for row in rows}
    value = case_value(case_id, rows, lang, on=on)
    # All is set before the first byte is sent: what cannot be set is told, and nothing goes out half.
    members = [*_index(value, body, lang), *_papers(rows, drawn), *_evidence(value)]
    contents = {_stem(place, row): sheet_in(row, lang).hash for place, row in enumerate(rows, start=1)}
    stamps = {each.path: each.stamp for each in members}
    manifest = manifest_bytes(value, stamps, lang=lang, contents=contents)
    members += [_made(MANIFEST_FILE, manifest), _made(SEAL_FILE, seal_bytes(manifest))]
    digest = hashlib.sha256(manifest).hexdigest()
    _enter(case_id, digest, lang, at=at, by=by)
    return Filed(f"{case_id}.zip", digest, zip_stream((each.path, each.chunks()) for each in members))


def write_case_file(case_id: str, out: Path, *, lang: str, at: datetime, on: date) -> str:
    """Write the file of a case; the hash of its manifest.

    Raises as `case_file` does, and OutputError where it cannot be written.
    """
    with file_aside(out) as aside, aside.open("wb") as file:
        filed = case_file(case_id, lang, at=at, on=on)
        for part in filed.stream:
            file.write(part)
    return filed.manifest


def case_value(case_id: str, rows: list[Paper], lang: str, *, on: date) -> CaseFile:
    """What the file says of the case."""
    loaded, steps = load(case_id, on=on), steps_of(case_id)
    row = Case.objects.get(id=case_id)
    contract = Contract.objects.get(id=loaded.contract.id)
    title = contract.name_en if lang == "en" and contract.name_en else contract.name
    return CaseFile(
        case=case_id,
        contract=label("said_contract", lang, name=title, id=contract.pk),
        provider=_both(Provider.objects.get(id=loaded.contract.provider)),
        issuer=_both(Body.objects.get(id=loaded.contract.body)),
        filed_on=on,
        chronology=tuple(_chronology(steps or (taken_over(row, on=on),), rows, lang)),
        evidence=tuple(files_of(evidence_in(steps)).values()),
        entries=entries_of(case_id, len(steps), rows),
        papers=tuple(paper_in(row, lang) for row in rows),
    )


def entries_of(case_id: str, steps: int, papers: Iterable[Paper]) -> tuple[str, ...]:
    """The ids of the ledger entries of a case, in their order: its steps, its papers, and what was drawn of them."""
    ids = [row.id for row in papers]
    wanted = {
        "case_steps": [object_key((case_id, str(number))) for number in range(1, steps + 1)],
        "papers": [object_key((id,)) for id in ids],
        "paper_files": [object_key((id, lang, form)) for id in ids for lang in LANGS for form in FORMS],
    }
    found = {
        row: entry
        for table, keys in wanted.items()
        for row, entry in Disclosed.objects.filter(of=table, key__in=keys).values_list("row", "entry")
    }
    return tuple(dict.fromkeys(str(found[row]) for row in sorted(found)))


def _enter(case_id: str, manifest: str, lang: str, *, at: datetime, by: str) -> None:
    """Say in the ledger which file was given, once for each that differs."""
    key = (case_id, manifest)
    if Disclosed.objects.filter(of=_FILES, key=object_key(key)).exists():
        return
    change = Change(_FILES, key, {"case": case_id, "manifest": f"sha256:{manifest}", "lang": lang})
    with transaction.atomic():
        append_entry(Act.DRAW_PAPER, at=at, by=by, changes=[change])


def _stem(place: int, row: Paper) -> str:
    return f"papers/{place:02}-{row.kind}"


def _made(path: str, data: bytes) -> Member:
    return Member(path, Stamp(hashlib.sha256(data).hexdigest(), len(data)), data)


def _papers(rows: list[Paper], drawn: Mapping[str, Files]) -> Iterator[Member]:
    """Every paper as it was drawn once, in both languages and both forms."""
    for place, row in enumerate(rows, start=1):
        for (lang, form), file in sorted(drawn[row.id].items()):
            stamp = Stamp(file.hash.removeprefix("sha256:"), file.size)
            yield Member(f"{_stem(place, row)}.{lang}.{form}", stamp, place_of(file.hash))


def _evidence(value: CaseFile) -> Iterator[Member]:
    for each in value.evidence:
        found = _kept(each)
        if found is not None:
            yield Member(f"{EVIDENCE_FOLDER}{each.sha256}", Stamp(each.sha256, each.size), found)


def _index(value: CaseFile, body: str, lang: str) -> tuple[Member, Member]:
    paper = index_paper(value, lang)
    worded = worded_on(body, PaperKind.FILE, lang, on=value.filed_on)
    sheet = sheet_of(paper, parse_wording(worded.text, PaperKind.FILE, file=MANIFEST_FILE), lang)
    return _made("index.docx", sheet_docx(sheet)), _made("index.pdf", sheet_pdf(sheet))


def _kept(evidence: Evidence) -> Path | None:
    """Where the bytes of evidence lie, if somebody brought them here."""
    digest = f"sha256:{evidence.sha256}"
    if not HASH.matches(digest) or not Attachment.objects.filter(hash=digest).exists():
        return None
    place = place_of(digest)
    return place if place.is_file() else None


def _chronology(steps: tuple[Step, ...], rows: list[Paper], lang: str) -> Iterator[Event]:
    """What happened; beside each step the number of its paper, or its place in the file where nobody chose one."""
    people = {each.pk: _both(each) for each in Person.objects.filter(id__in=_people(steps))}
    providers = {each.by.provider for each in steps if each.by.provider}
    people |= {each.pk: _both(each) for each in Provider.objects.filter(id__in=providers)}
    for number, step in enumerate(steps, start=1):
        places = [str(place) for place, row in enumerate(rows, start=1) if row.step == number]
        place = label("said_place", lang, places=tuple(places)) if places else ""
        issued = getattr(step.act, "number", "") or place
        yield Event(step.on, _who(step, people, lang), _what(step, lang), issued)


def _people(steps: Iterable[Step]) -> set[str]:
    return {person for step in steps for person in step.by.persons}


def _who(step: Step, people: Mapping[str, Both], lang: str) -> str:
    """Who did it, in which role, for whom."""
    by = step.by
    name = people.get(by.person or by.provider or "")
    said = name.in_(lang) if name else by.person or by.provider or by.account
    role = term("case_role", by.role, lang) if by.role and by.provider is None else ""
    for_ = people.get(by.for_ or "")
    return label("said_who", lang, who=said, role=role or None, whose=for_.in_(lang) if for_ else None)


def _what(step: Step, lang: str) -> str:
    text = next((getattr(step.act, name) for name in _TEXTS if getattr(step.act, name, "")), "")
    short = text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"
    return label("said_what", lang, act=term("case_act", step.kind.value, lang), text=short or None)


def _both(row: Body | Provider | Person) -> Both:
    name = row.name.strip() or str(row.pk)
    return Both(name, (row.name_en or "").strip() or name)
