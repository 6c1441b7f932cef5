"""The papers of a case as pages list and show them, and who may see which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.pages.subjects import Asking
from answerable.actions.office.papers.drawing import FORMS
from answerable.actions.office.papers.stored import addressed_to, sheet_in
from answerable.core.register.permits import Act, Subject
from answerable.records.models import Contract, Paper, PaperFile
from answerable.render.official.sheet import Sheet
from answerable.render.words import LANGS


@dataclass(frozen=True)
class FileLine:
    """A file of a paper; without a hash it is drawn when it is first asked for."""

    lang: str
    form: str
    hash: str
    size: int


@dataclass(frozen=True)
class PaperLine:
    """A paper in the list of its case."""

    id: str
    kind: str
    number: str
    issued_on: date
    step: int
    to: str | None
    """The provider to whom it is addressed; None of one for somebody else."""
    files: tuple[FileLine, ...]


@dataclass(frozen=True)
class PaperPage:
    """A paper to be read: all that stands on it, and what it is known by."""

    line: PaperLine
    case: str
    contract: Contract
    sheet: Sheet
    wording_sha256: str
    wording_starts: str | None
    """None where it is the shipped wording."""


def papers_of(case_id: str, *, provider: str | None = None) -> list[PaperLine]:
    """The papers of a case in the order in which they were issued; for a provider those addressed to it."""
    rows = list(Paper.objects.filter(case=case_id).order_by("step", "kind"))
    seen = [row for row in rows if provider is None or addressed_to(row) == provider]
    return lines_of(seen)


def lines_of(rows: Iterable[Paper]) -> list[PaperLine]:
    """Papers with their files, with one question for all of them."""
    papers = list(rows)
    drawn: dict[str, dict[tuple[str, str], PaperFile]] = {}
    for file in PaperFile.objects.filter(paper__in=[row.id for row in papers]):
        drawn.setdefault(file.paper_id, {})[file.lang, file.form] = file
    return [_line(row, drawn.get(row.id, {})) for row in papers]


def paper_page(row: Paper, lang: str) -> PaperPage:
    """A paper as its page shows it, in the reader's language."""
    wording = row.content["wordings"][lang]
    return PaperPage(
        line=lines_of([row])[0],
        case=row.case_id,
        contract=Contract.objects.select_related("body", "provider").get(id=row.case.contract_id),
        sheet=sheet_in(row, lang),
        wording_sha256=str(wording["sha256"]),
        wording_starts=wording["starts"],
    )


def permission(row: Paper, subject: Subject, asked: Asking) -> tuple[Act, Subject]:
    """What has to be permitted: of officials to see the case, of a clerk that it is addressed to its provider."""
    if asked.actor.provider is None:
        return Act.SEE_CASE, subject
    return Act.SEE_PROVIDER_SIDE, Subject("paper", provider=addressed_to(row))


def _line(row: Paper, drawn: dict[tuple[str, str], PaperFile]) -> PaperLine:
    return PaperLine(
        id=row.id,
        kind=row.kind,
        number=row.number,
        issued_on=row.issued_on,
        step=row.step,
        to=addressed_to(row),
        files=tuple(_files(drawn)),
    )


def _files(drawn: dict[tuple[str, str], PaperFile]) -> Iterator[FileLine]:
    for lang in LANGS:
        for form in FORMS:
            file = drawn.get((lang, form))
            yield FileLine(lang, form, "", 0) if file is None else FileLine(lang, form, file.hash, file.size)
