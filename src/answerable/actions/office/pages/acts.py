"""The acts on one object, as the ledger has them, with the names of whoever acted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from answerable.actions.office.accounts import RESERVED
from answerable.actions.office.entries import shown
from answerable.core.tables.declare import Both
from answerable.records.models import Account, Disclosed, Person

MOST = 50


@dataclass(frozen=True)
class Event:
    """One act."""

    at: datetime
    act: str
    by: Both | None
    """None of what the program did by itself."""
    note: str | None = None
    """What was written beside the act, where that is no cell of the row."""


def events_of(of: Q) -> tuple[Event, ...]:
    """The latest acts on the objects that `of` picks from what entries disclose, the last written first."""
    rows = list(Disclosed.objects.filter(of).select_related("entry").order_by("-row")[:MOST])
    latest: dict[str, Disclosed] = {}
    for row in rows:
        latest.setdefault(row.entry_id, row)
    names = _names({row.entry.by for row in latest.values() if row.entry.by})
    return tuple(
        Event(row.entry.at, row.entry.act, _by(row.entry.by, names), _note(row)) for row in latest.values()
    )


def _by(account: str | None, names: Mapping[str, Both]) -> Both | None:
    if not account or account in RESERVED:
        return None
    return names.get(account, Both(account, account))


def _names(accounts: set[str]) -> Mapping[str, Both]:
    rows = Account.objects.filter(username__in=accounts, person__isnull=False)
    persons = dict(rows.values_list("username", "person"))
    people = Person.objects.in_bulk(set(persons.values()))
    return {
        account: Both(people[id].name, people[id].name_en or people[id].name)
        for account, id in persons.items()
        if id in people
    }


def _note(row: Disclosed) -> str | None:
    """The note of an act on a matter; other rows hold what they hold."""
    told = shown(row) if row.of == "matters" else None
    note = None if told is None or told.content is None else told.content.get("note")
    return note if isinstance(note, str) else None
