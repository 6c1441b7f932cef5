"""The pages and papers of a district: their raw bytes where they were kept, their words where they were not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from answerable.actions.offline.check import Opened
from answerable.actions.offline.watch.models import exact
from answerable.actions.offline.watch.raw import raw_path
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.core.watch.district import Page
from answerable.core.watch.layout import Observed, Spoken
from answerable.core.watch.pages.values import PageView
from answerable.core.watch.papers.values import Held, Home, Paper, Paragraph
from answerable.core.watch.papers.values import Kept as KeptPaper
from answerable.core.watch.text.model import TextModel
from answerable.sources.pages import page_of, page_of_text
from answerable.sources.papers.open import paper_of, read_paper

LIBRARY = "library"
"""A folder beside the tables: papers of others that papers are held against."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:自治区|自治州|自治县|省|市|县|区|乡|镇|街道)")


@dataclass
class Kept:
    """What was read of a district's pages and papers, and what could not be."""

    pages: list[Page] = field(default_factory=list)
    papers: list[tuple[str, Paper, Held]] = field(default_factory=list)
    unread: dict[str, Message] = field(default_factory=dict)
    """The observation or file, and why it was refused."""


def kept_in(opened: Opened, spoken: Spoken, *, style: TextModel) -> Kept:
    """Every page with its views, and every paper with the earlier ones and those of the library beside it."""
    kept = Kept()
    kept.pages += _pages(opened.path, spoken, kept)
    read = [(row, _paper(opened.path, row, kept)) for row in spoken.known if row.kind == "document"]
    scores = style.score([paper.text for _, paper in read])
    library = tuple(_library(opened.path / LIBRARY, kept))
    beside = _Beside(opened, spoken, read)
    home = home_of(opened)
    for (row, paper), score in zip(read, scores, strict=True):
        held = Held(
            on=spoken.day(row.captured),
            home=home,
            kept=(*beside.before(row), *library),
            literary=exact(score),
        )
        kept.papers.append((row.contract, paper, held))
    return kept


def _pages(folder: Path, spoken: Spoken, kept: Kept) -> Iterator[Page]:
    """The pages by their address, each with its views, the latest first; they are read when somebody looks."""
    rows: dict[tuple[str, str], list[Observed]] = {}
    for row in sorted(spoken.known, key=lambda each: (each.captured, each.id)):
        if row.kind == "page":
            rows.setdefault((row.contract, row.address or row.voice), []).append(row)
    for (contract, address), seen in rows.items():
        views = _Views(folder, tuple((row, spoken.day(row.captured)) for row in reversed(seen)), kept)
        yield Page(contract, spoken.owner(seen[-1]), "".join(address.split()), views)


@dataclass(frozen=True)
class _Views(Iterable[tuple[PageView, date]]):
    """The views of one page, read one after the other as far as they are wanted."""

    folder: Path
    rows: tuple[tuple[Observed, date], ...]
    kept: Kept

    def __iter__(self) -> Iterator[tuple[PageView, date]]:
        return ((_view(self.folder, row, self.kept), day) for row, day in self.rows)


class _Beside:
    """The papers of a district, oldest first, as what later ones are held against."""

    def __init__(self, opened: Opened, spoken: Spoken, read: Sequence[tuple[Observed, Paper]]) -> None:
        contracts = opened.tables.get("contracts", ())
        self._bodies = {str(each.values["id"]): each.values["body"] for each in contracts}
        ordered = sorted(read, key=lambda pair: (pair[0].captured, pair[0].id))
        self._rows = [row for row, _ in ordered]
        # Laid out twice and for all: as one of the same body, and as one of another.
        self._own, self._others = (
            [
                KeptPaper(row.id, row.voice, paper.text, own=own, on=spoken.day(row.at))
                for row, paper in ordered
            ]
            for own in (True, False)
        )

    def before(self, row: Observed) -> Iterator[KeptPaper]:
        """The papers that were there before this one."""
        body = self._bodies.get(row.contract)
        for at, other in enumerate(self._rows):
            if (other.captured, other.id) >= (row.captured, row.id):
                return
            same = self._bodies.get(other.contract) == body
            yield (self._own if same else self._others)[at]


def _view(folder: Path, row: Observed, kept: Kept) -> PageView:
    data = _raw(folder, row)
    if data is not None:
        try:
            return page_of(data, id=row.id, address=row.address, content_type=None)
        except InputError as error:
            kept.unread[row.id] = error.message
        except Exception as error:
            kept.unread[row.id] = parser_failed(error)
    return page_of_text(row.text or "", id=row.id, address=row.address)


def _paper(folder: Path, row: Observed, kept: Kept) -> Paper:
    data = _raw(folder, row)
    if data is not None:
        try:
            return paper_of(data, id=row.id, name=row.voice)
        except InputError as error:
            kept.unread[row.id] = error.message
        except Exception as error:
            kept.unread[row.id] = parser_failed(error)
    lines = (row.text or "").splitlines()
    return Paper(row.id, row.voice, "txt", tuple(Paragraph(line) for line in lines))


def parser_failed(error: Exception) -> Message:
    """What is said where a stranger's bytes found a fault in a parser: it must not cost the others their day."""
    return Message.of("collect_parser_failed", why=type(error).__name__)


def _raw(folder: Path, row: Observed) -> bytes | None:
    path = None if row.document is None else raw_path(folder, row.document)
    return path.read_bytes() if path is not None and path.is_file() else None


def _library(folder: Path, kept: Kept) -> Iterator[KeptPaper]:
    for path in sorted(folder.glob("*")):
        if path.is_file():
            try:
                yield KeptPaper(path.name, path.name, read_paper(path).text, own=False)
            except InputError as error:
                kept.unread[f"{LIBRARY}/{path.name}"] = error.message
            except Exception as error:
                kept.unread[f"{LIBRARY}/{path.name}"] = parser_failed(error)


def home_of(opened: Opened) -> Home:
    """The places the district's own name and its bodies' names begin with, and the bodies themselves."""
    bodies = tuple(str(row.values["name"]) for row in opened.tables.get("bodies", ()))
    return home_named((opened.district.name, *bodies))


def home_named(names: Sequence[str]) -> Home:
    """The home of a body, from full names such as of the district and its bodies."""
    places = {match[0] for name in names for match in _PLACE.finditer(name)}
    return Home(places=tuple(sorted(places)), bodies=tuple(names))
