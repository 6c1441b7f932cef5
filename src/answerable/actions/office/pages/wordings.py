"""How bodies word their papers, as lists and pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.pages.corrected import names_of
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.papers.stored import Worded
from answerable.actions.office.papers.wordings import Key, rows_of, waiting, worded_on
from answerable.core.enforce.papers.values import PaperKind
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.records.models import Body, Wording
from answerable.render.words import LANGS


@dataclass(frozen=True)
class WordingLine:
    """A kind of paper of a body in one language: since when its own wording counts, and from when another will."""

    key: Key
    body: Both
    since: date | None
    """None where the shipped wording counts."""
    next_from: date | None


@dataclass(frozen=True)
class Set:
    """A wording that somebody set."""

    row: Wording
    by: Both


@dataclass(frozen=True)
class WordingPage:
    """The wording of a kind of paper, and those that were before or will be."""

    line: WordingLine
    worded: Worded
    """What waits, or else what is in force."""
    history: tuple[Set, ...]


def wording_key(text: str) -> Key | None:
    """The key that a text names; None where it names none. A body's id may hold dots."""
    parts = text.rsplit(".", maxsplit=2)
    if len(parts) != 3 or parts[1] not in tuple(PaperKind) or parts[2] not in LANGS:
        return None
    return Key(*parts) if Body.objects.filter(id=parts[0]).exists() else None


def wording_lines(asked: Asking, *, kind: str = "", lang: str = "", body: str = "") -> list[WordingLine]:
    """Every kind of paper in each language, of the bodies for which the actor may word them."""
    bodies = {row.id: Both(row.name, row.name_en or row.name) for row in _bodies(asked)}
    rows = Wording.objects.filter(body__in=bodies)
    dates: dict[Key, list[date]] = {}
    for row in rows.order_by("starts").values_list("body", "kind", "lang", "starts"):
        dates.setdefault(Key(*row[:3]), []).append(row[3])
    return [
        _line(key, bodies[key.body], dates.get(key, ()), on=asked.on)
        for key in _keys(bodies)
        if kind in ("", key.kind) and lang in ("", key.lang) and body in ("", key.body)
    ]


def wording_page(key: Key, *, on: date) -> WordingPage:
    """The wording with all that were set."""
    body = Body.objects.get(id=key.body)
    rows = list(rows_of(key))
    names = names_of(row.set_by for row in rows)
    line = _line(
        key,
        Both(body.name, body.name_en or body.name),
        [row.starts for row in reversed(rows)],
        on=on,
    )
    return WordingPage(
        line=line,
        worded=in_force_or_waiting(key, on=on),
        history=tuple(Set(row, names[row.set_by]) for row in rows),
    )


def in_force_or_waiting(key: Key, *, on: date) -> Worded:
    """The latest wording that waits, or else the one in force: what one would go on editing."""
    row = waiting(key, on=on)
    if row is not None:
        return Worded(row.text, row.starts)
    return worded_on(key.body, PaperKind(key.kind), key.lang, on=on)


def _bodies(asked: Asking) -> Iterable[Body]:
    return Body.objects.filter(id__in=bodies_where(asked, Act.WORD_PAPER)).order_by("id")


def _keys(bodies: Iterable[str]) -> Iterable[Key]:
    return (Key(body, kind.value, lang) for body in bodies for kind in PaperKind for lang in LANGS)


def _line(key: Key, body: Both, starts: Iterable[date], *, on: date) -> WordingLine:
    begun = [each for each in starts if each <= on]
    ahead = [each for each in starts if each > on]
    return WordingLine(key, body, begun[-1] if begun else None, ahead[0] if ahead else None)
