"""Draw issued papers: DOCX and PDF in both languages, once; the bytes lie with the evidence, under their hashes.

What is drawn depends on nothing but the paper's row. A file is on the disk before a row names it, and all rows of a
paper are written at once: whoever dies in the middle leaves nothing half, and whoever comes second finds what is there.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from random import Random

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef

from answerable.actions.office.attaching import keep_made, place_of
from answerable.actions.office.entries import append_entry
from answerable.actions.office.papers.stored import sheet_in
from answerable.core.ledger.actors import SYSTEM
from answerable.core.ledger.canonical import Plain
from answerable.core.ledger.entry import Act, Change
from answerable.core.terms.errors import InputError
from answerable.records.models import Paper, PaperFile
from answerable.render.official.docx import sheet_docx
from answerable.render.official.pdf import sheet_pdf
from answerable.render.words import LANGS

LOG = logging.getLogger("answerable.papers")
FORMS = ("docx", "pdf")
MEDIA_TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
AT_ONCE = 40
"""Papers that one run of the job draws."""
Files = Mapping[tuple[str, str], PaperFile]


def draw(paper_id: str, *, at: datetime, by: str = SYSTEM) -> Files:
    """The files of a paper by language and form, drawn unless they are there already.

    Raises InputError (`no_such_paper`), and OutputError where this machine has no font for it.
    """
    row = Paper.objects.filter(id=paper_id).first()
    if row is None:
        raise InputError("no_such_paper", id=paper_id[:100])
    there = files_of(paper_id)
    if len(there) == len(LANGS) * len(FORMS):
        return there
    made = {key: keep_made(data) for key, data in _drawn(row).items()}
    try:
        with transaction.atomic():
            rows = [
                PaperFile(paper_id=row.id, lang=lang, form=form, hash=digest, size=size, at=at)
                for (lang, form), (digest, size) in made.items()
                if (lang, form) not in there
            ]
            PaperFile.objects.bulk_create(rows)
            append_entry(Act.DRAW_PAPER, at=at, by=by, changes=[_change(each) for each in rows])
    except IntegrityError:
        # Somebody else drew it meanwhile: what lies there first counts.
        there = files_of(paper_id)
        if not there:
            raise
        return there
    return files_of(paper_id)


def draw_waiting(*, at: datetime, most: int = AT_ONCE) -> tuple[int, int]:
    """Draw papers that have no files yet; how many were drawn, and how many could not be.

    Of more than one run draws it is chance, renewed with the instant, which of them come first: however many cannot be
    drawn, no other waits behind them for ever. Raises OperationalError and InterfaceError where the database is away.
    """
    drawn_of = PaperFile.objects.filter(paper=OuterRef("pk"))
    rows = Paper.objects.filter(~Exists(drawn_of)).order_by("issued_on", "id")
    waiting = list(rows.values_list("id", flat=True))
    drawn = failed = 0
    if len(waiting) > most:
        waiting = Random(at.isoformat()).sample(waiting, most)  # noqa: S311 - an order, no secret
    for id in waiting:
        try:
            draw(id, at=at)
            drawn += 1
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # whatever is wrong with one paper, the next may be better
            failed += 1
            LOG.exception("paper.not_drawn", extra={"paper": id})
    return drawn, failed


def files_of(paper_id: str) -> Files:
    """The files that were drawn of a paper."""
    return {(each.lang, each.form): each for each in PaperFile.objects.filter(paper=paper_id)}


def place_of_file(file: PaperFile) -> Path:
    """Where its bytes lie."""
    return place_of(file.hash)


def _drawn(row: Paper) -> dict[tuple[str, str], bytes]:
    drawn = {}
    for lang in LANGS:
        sheet = sheet_in(row, lang)
        drawn[lang, "docx"] = sheet_docx(sheet)
        drawn[lang, "pdf"] = sheet_pdf(sheet)
    return drawn


def _change(file: PaperFile) -> Change:
    cells: dict[str, Plain] = {
        "paper": file.paper_id,
        "lang": file.lang,
        "form": file.form,
        "hash": file.hash,
        "size": file.size,
    }
    return Change("paper_files", (file.paper_id, file.lang, file.form), cells)
