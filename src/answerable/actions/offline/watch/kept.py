"""The pages and papers of a district: their raw bytes where they were kept, their words where they were not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from answerable.actions.offline.check import Opened
from answerable.actions.offline.watch.raw import raw_path
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.core.watch.layout import Observed, Spoken
from answerable.core.watch.pages.values import PageView
from answerable.core.watch.papers.values import Held, Home, Paper, Paragraph
from answerable.core.watch.papers.values import Kept as KeptPaper
from answerable.core.watch.text.model import TextModel
from answerable.sources.pages import page_of, page_of_text
from answerable.sources.papers.open import paper_of, read_paper

LIBRARY = "library"
"""A folder beside the tables: papers of others that papers are held against."""
_STEPS = 10_000
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|省|市|县|区|乡|镇|街道)")


@dataclass
class Kept:
    """What was read of a district's pages and papers, and what could not be."""

    views: list[tuple[str, PageView, date]] = field(default_factory=list)
    papers: list[tuple[str, Paper, Held]] = field(default_factory=list)
    unread: list[tuple[str, Message]] = field(default_factory=list)
    """The observation or file, and why it was refused."""


def kept_in(opened: Opened, spoken: Spoken, *, style: TextModel) -> Kept:
    """The latest view of every page, and every paper with the earlier ones and those of the library beside it."""
    kept = Kept()
    views = {row.address or row.voice: row for row in spoken.known if row.kind == "page"}
    for row in views.values():
        kept.views.append((row.contract, _view(opened.path, row, kept), spoken.day(row.captured)))
    read = [(row, _paper(opened.path, row, kept)) for row in spoken.known if row.kind == "document"]
    scores = style.score([paper.text for _, paper in read])
    others = [(row, _kept(row, paper, spoken)) for row, paper in read]
    library = tuple(_library(opened.path / LIBRARY, kept))
    for (row, paper), score in zip(read, scores, strict=True):
        held = Held(
            on=spoken.day(row.captured),
            home=home_of(opened),
            kept=(*_before(row, others, opened), *library),
            literary=Fraction(round(score * _STEPS), _STEPS),
        )
        kept.papers.append((row.contract, paper, held))
    return kept


def _view(folder: Path, row: Observed, kept: Kept) -> PageView:
    data = _raw(folder, row)
    if data is not None:
        try:
            return page_of(data, id=row.id, address=row.address, content_type=None)
        except InputError as error:
            kept.unread.append((row.id, error.message))
    return page_of_text(row.text or "", id=row.id, address=row.address)


def _paper(folder: Path, row: Observed, kept: Kept) -> Paper:
    data = _raw(folder, row)
    if data is not None:
        try:
            return paper_of(data, id=row.id, name=row.voice)
        except InputError as error:
            kept.unread.append((row.id, error.message))
    lines = (row.text or "").splitlines()
    return Paper(row.id, row.voice, "txt", tuple(Paragraph(line) for line in lines))


def _raw(folder: Path, row: Observed) -> bytes | None:
    path = None if row.document is None else raw_path(folder, row.document)
    return path.read_bytes() if path is not None and path.is_file() else None


def _kept(row: Observed, paper: Paper, spoken: Spoken) -> KeptPaper:
    return KeptPaper(row.id, row.voice, paper.text, own=True, on=spoken.day(row.at))


def _before(
    row: Observed, others: Sequence[tuple[Observed, KeptPaper]], opened: Opened
) -> Iterator[KeptPaper]:
    """The papers that were there before this one, and whether they are of the same body."""
    bodies = {str(each.values["id"]): each.values["body"] for each in opened.tables.get("contracts", ())}
    for other, paper in others:
        if (other.captured, other.id) < (row.captured, row.id):
            yield replace(paper, own=bodies.get(other.contract) == bodies.get(row.contract))


def _library(folder: Path, kept: Kept) -> Iterator[KeptPaper]:
    for path in sorted(folder.glob("*")):
        if path.is_file():
            try:
                yield KeptPaper(path.name, path.name, read_paper(path).text, own=False)
            except InputError as error:
                kept.unread.append((f"{LIBRARY}/{path.name}", error.message))


def home_of(opened: Opened) -> Home:
    """The places the district's own name and its bodies' names begin with, and the bodies themselves."""
    bodies = tuple(str(row.values["name"]) for row in opened.tables.get("bodies", ()))
    return home_named((opened.district.name, *bodies))


def home_named(names: Sequence[str]) -> Home:
    """The home of a body, from full names such as of the district and its bodies."""
    places = {match[0] for name in names for match in _PLACE.finditer(name)}
    return Home(places=tuple(sorted(places)), bodies=tuple(names))
