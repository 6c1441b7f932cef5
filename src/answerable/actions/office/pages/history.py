"""What happened to a contract and to all that belongs to it, as the ledger has it: one timeline, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from answerable.actions.office.accounts import RESERVED
from answerable.actions.office.entries import shown
from answerable.actions.office.pages.timeline import about, entries_about, names_of
from answerable.core.tables.declare import Both
from answerable.core.tables.district import BY_NAME
from answerable.records import models
from answerable.render.words.catalogue import CHOICE_GROUPS

PER_PAGE = 50
_UNSAID = frozenset({"id", "contract", "name_en", "subject_en"})


@dataclass(frozen=True)
class Cell:
    """One cell of a row as it was written; `group` names the words of its code, if it is one."""

    title: Both
    text: str
    group: str | None


@dataclass(frozen=True)
class Touched:
    """A row that an act wrote: of which table, what it said, and the decision that it is, if it is one."""

    table: str
    title: Both | None
    cells: tuple[Cell, ...] = ()
    decision: str | None = None
    kind: str | None = None
    state: str | None = None


@dataclass(frozen=True)
class Event:
    """One act on the timeline."""

    at: datetime
    act: str
    by: str
    """Empty of what the program did by itself."""
    by_en: str | None
    touched: tuple[Touched, ...] = ()


def history(contract: str, *, number: str = "1") -> tuple[Page[str], tuple[Event, ...]]:
    """One page of what happened to the contract, the last written first, whatever instant it states."""
    page = Paginator(entries_about(about("contracts", contract)), PER_PAGE).get_page(number)
    return page, tuple(_events(list(page.object_list)))


def _events(ids: list[str]) -> Iterator[Event]:
    there = models.Entry.objects.in_bulk(ids)
    touched: dict[str, list[Touched]] = {}
    for row in models.Disclosed.objects.filter(entry__in=ids).order_by("place"):
        touched.setdefault(row.entry_id, []).append(_touched(row))
    names = names_of({row.by for row in there.values() if row.by})
    for id in ids:
        entry = there[id]
        by = "" if entry.by in RESERVED else entry.by or ""
        zh, en = names.get(by, (by, None))
        yield Event(entry.at, entry.act, zh, en, tuple(touched.get(id, ())))


def _touched(row: models.Disclosed) -> Touched:
    told = shown(row)
    content = {} if told is None or told.content is None else told.content
    if row.of == "approvals":
        kind, state = content.get("kind"), content.get("state")
        return Touched(row.of, None, decision=row.key, kind=_text(kind), state=_text(state))
    declared = BY_NAME.get(row.of)
    if declared is None:
        return Touched(row.of, None)
    cells = (
        Cell(column.title, str(content[column.name]), CHOICE_GROUPS.get((row.of, column.name)))
        for column in declared.columns
        if column.name not in _UNSAID and content.get(column.name)
    )
    return Touched(row.of, declared.title, tuple(cells))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
