"""The history of an object for people to read: who did what when, and which cells it changed from what to what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery

from answerable.actions.office.accounts import RESERVED
from answerable.actions.office.actors import NotPermittedError, Subjects
from answerable.actions.office.entries import object_key, shown
from answerable.actions.office.owners import SHARED, bodies_of
from answerable.actions.office.pages.people import body_subject, person_subject
from answerable.actions.office.pages.subjects import Asking
from answerable.actions.office.pages.timeline import about, entries_about, names_of
from answerable.actions.office.reading import cells_of
from answerable.actions.office.surroundings import model_of
from answerable.core.ledger.canonical import read_canonical
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both, Column, Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.types import Kind
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, Disclosed, Entry
from answerable.render.words.catalogue import CHOICE_GROUPS

PER_PAGE = 30
DECISIONS = "approvals"
_CLOSED = frozenset({"silenced_rules", "stand_ins"})
"""Tables whose rows nobody but those concerned looks up."""
_PAGES: Mapping[str, tuple[Act, Callable[..., Subject | None]]] = {
    "people": (Act.SEE_DUTIES, person_subject),
    "bodies": (Act.SEE_CONTRACT, body_subject),
}
"""Shared tables whose rows have a page that not everybody sees, and what is asked there."""
_NAMED = ("bodies", "people", "providers", "contracts", "work_items")
_DECISION = (("kind", "decision_kind"), ("state", "approval_state"))
"""What is told of a decision; the rest stands on its own page."""


@dataclass(frozen=True)
class Text:
    """What a cell said: as it is written, with its group of words if it is a code, and a name if it is an id."""

    text: str
    group: str | None = None
    name: Both | None = None


@dataclass(frozen=True)
class Changed:
    """One cell that an act changed; None is nothing."""

    column: str
    title: Both | None
    before: Text | None
    after: Text | None


@dataclass(frozen=True)
class Row:
    """One row as an act left it, beside how it was before."""

    table: str
    title: Both | None
    key: str
    changed: tuple[Changed, ...] = ()
    new: bool = False
    gone: bool = False
    erased: bool = False


@dataclass(frozen=True)
class Happened:
    """One act."""

    entry: str
    number: int | None
    at: datetime
    act: str
    by: Both | None
    """None of what the program did by itself."""
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Past:
    """One page of the history of an object."""

    table: str
    title: Both | None
    key: str
    name: Both | None
    page: Page[str]
    events: tuple[Happened, ...]


def asked_for(table: str, key: str, asked: Asking) -> tuple[Act, Subject] | None:
    """What one has to be permitted to read the history of an object; None where there is no such object."""
    if table == DECISIONS:
        body = Approval.objects.filter(id=key).values_list("body", flat=True).first()
        return None if body is None else (Act.SEE_DECISION, _of(body, table, asked))
    declared, parts = BY_NAME.get(table), tuple(key.split("/"))
    if declared is None or table in _CLOSED or not _fits(declared, parts):
        return None
    if table in _PAGES:
        act, subject_of = _PAGES[table]
        found = subject_of(parts[0], on=asked.on)
        return None if found is None else (act, found)
    if table in SHARED:
        rows = model_of(table)._default_manager.filter(**{declared.key[0]: parts[0]})
        return (Act.SEE_OWN, Subject(table, person=asked.actor.person)) if rows.exists() else None
    body = _body(declared, parts)
    return None if body is None else (Act.SEE_CONTRACT, _of(body, table, asked))


def _of(body: str, kind: str, asked: Asking) -> Subject:
    owner, above = Subjects(asked.on).line(body)
    return Subject(kind, owner, above)


def _fits(table: Table, parts: tuple[str, ...]) -> bool:
    columns = [table.by_name[name] for name in table.key]
    return len(parts) == len(columns) and all(
        part and column.type.matches(part) for column, part in zip(columns, parts, strict=True)
    )


def _body(table: Table, parts: tuple[str, ...]) -> str | None:
    """The body that a row belongs to; of a row that is gone, by the contract that its key begins with."""
    try:
        cells = cells_of(table.name, *parts)
    except InputError:
        cells = dict(zip(table.key, parts, strict=True))
        if "contract" not in cells:
            return None
    try:
        return min(bodies_of(table, [cells]), default=None)
    except NotPermittedError:
        return None


def past(table: str, key: str, *, number: str) -> Past:
    """One page of the history; whoever calls has asked whether the reader may see the object."""
    of = about(table, object_key(key.split("/")) if table in BY_NAME else key)
    page = Paginator(entries_about(of), PER_PAGE).get_page(number)
    ids = list(page.object_list)
    rows = _rows(of, ids)
    entries = Entry.objects.in_bulk(ids)
    names = names_of({each.by for each in entries.values() if each.by})
    events = tuple(_happened(entries[id], rows.get(id, []), names) for id in ids)
    declared = BY_NAME.get(table)
    return Past(
        table=table,
        title=None if declared is None else declared.title,
        key=key,
        name=_names({(table, key)}).get((table, key)),
        page=page,
        events=_with_names(events),
    )


def _rows(of: Any, ids: list[str]) -> dict[str, list[Row]]:
    """The rows of these entries that are about the object, each beside the same row as it was written before."""
    earlier = Disclosed.objects.filter(of=OuterRef("of"), key=OuterRef("key"), row__lt=OuterRef("row"))
    before = Subquery(earlier.order_by("-row").values("content")[:1])
    was_there = Subquery(earlier.order_by("-row").values("row")[:1])
    found: dict[str, list[Row]] = {}
    told = Disclosed.objects.filter(of, entry__in=ids).annotate(before=before, earlier=was_there)
    for each in told.order_by("place"):
        found.setdefault(each.entry_id, []).append(_row(each))
    return found


def _row(row: Any) -> Row:
    declared, told = BY_NAME.get(row.of), shown(row)
    title = None if declared is None else declared.title
    if told is None:
        return Row(row.of, title, row.key, erased=True)
    content = {} if told.content is None else told.content
    before = _content(row.before)
    changed = _decision(before, content) if row.of == DECISIONS else _cells(row.of, declared, before, content)
    new = row.earlier is None
    return Row(row.of, title, row.key, tuple(changed), new=new, gone=told.content is None)


def _content(text: str | None) -> Mapping[str, Any]:
    content = None if text is None else read_canonical(text.encode("utf-8"))
    return content if isinstance(content, dict) else {}


def _decision(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[Changed]:
    for name, group in _DECISION:
        old, new = before.get(name), after.get(name)
        if old != new:
            yield Changed(name, None, _text(old, group), _text(new, group))


def _cells(
    table: str, declared: Table | None, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterable[Changed]:
    for column in () if declared is None else declared.columns:
        old, new = before.get(column.name), after.get(column.name)
        if old != new:
            group = _group(table, column)
            yield Changed(column.name, column.title, _text(old, group), _text(new, group))


def _group(table: str, column: Column) -> str | None:
    return "yes_no" if column.type.kind is Kind.YES_NO else CHOICE_GROUPS.get((table, column.name))


def _text(value: object, group: str | None) -> Text | None:
    return None if value is None else Text(str(value), group)


def _happened(entry: Entry, rows: list[Row], names: Mapping[str, tuple[str, str | None]]) -> Happened:
    by: Both | None = None
    if entry.by and entry.by not in RESERVED:
        zh, en = names.get(entry.by, (entry.by, None))
        by = Both(zh, en or zh)
    return Happened(entry.id, entry.number, entry.at, entry.act, by, tuple(rows))


def _with_names(events: tuple[Happened, ...]) -> tuple[Happened, ...]:
    """The same with the names behind ids, asked for all of them at once."""
    ids = {
        (to, each.text)
        for event in events
        for row in event.rows
        for changed in row.changed
        for each in (changed.before, changed.after)
        if each is not None and (to := _refers(row.table, changed.column)) is not None
    }
    names = _names(ids)

    def named(row: Row, changed: Changed, text: Text | None) -> Text | None:
        to = _refers(row.table, changed.column)
        return text if text is None or to is None else replace(text, name=names.get((to, text.text)))

    def row_of(row: Row) -> Row:
        found = (
            replace(each, before=named(row, each, each.before), after=named(row, each, each.after))
            for each in row.changed
        )
        return replace(row, changed=tuple(found))

    return tuple(replace(event, rows=tuple(map(row_of, event.rows))) for event in events)


def _refers(table: str, column: str) -> str | None:
    declared = BY_NAME.get(table)
    to = None if declared is None else declared.by_name[column].type.to
    return to if to in _NAMED else None


def _names(ids: set[tuple[str, str]]) -> dict[tuple[str, str], Both]:
    found: dict[tuple[str, str], Both] = {}
    for table in _NAMED:
        wanted = {id for of, id in ids if of == table}
        if wanted:
            rows: QuerySet[Any] = model_of(table)._default_manager.filter(pk__in=wanted)
            found |= {
                (table, id): Both(zh, en or zh) for id, zh, en in rows.values_list("pk", "name", "name_en")
            }
    return found
