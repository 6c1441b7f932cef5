"""Verdicts of a work item: those on record, who stated the facts they rest on, who signed, and what holds today."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q

from answerable.actions.office.accounts import RESERVED
from answerable.actions.office.dump import held_district
from answerable.actions.office.pages.decisions import Signed
from answerable.core.ledger.canonical import Json, read_canonical
from answerable.core.register.approval import Signature, State, Step, from_cells
from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.shipped import load_boundary, shipped_boundaries
from answerable.core.scope.decide import Decision, decide
from answerable.core.scope.replay import Record, Replayed, replay
from answerable.core.scope.stated import StatedFactsError, read_facts
from answerable.core.terms.errors import UndecidableError
from answerable.records.models import Account, Approval, Disclosed, Entry, Person

Name = tuple[str, str | None]


@dataclass(frozen=True)
class Given:
    """A verdict as the ledger holds it, with the facts that were on record with it."""

    entry: Entry
    by: Name | None
    """Nobody where the program loaded it."""
    verdict: str
    verdict_on: date | None
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Statement:
    """Who last stated a fact, and when."""

    by: Name | None
    at: datetime


@dataclass(frozen=True)
class Signing:
    """The decision by which the record of a verdict is signed, as far as it has come."""

    approval: Approval
    roles: tuple[str, ...]
    """Of its chain, in order."""
    signed: tuple[Signed, ...]
    waits_for: Step | None

    @property
    def done(self) -> bool:
        return bool(self.approval.state == State.EXECUTED)


def boundary_in_use() -> Boundary | None:
    """The boundary rulebook of the district; None where its rulebook says nothing of the boundary."""
    name = held_district().rulebook
    return load_boundary(name) if name in shipped_boundaries() else None


def verdicts_given(item: str) -> tuple[Given, ...]:
    """Every verdict of a work item, the oldest first. What was erased from the ledger is left out."""
    found: list[Given] = []
    facts: dict[str, str] = {}
    rows = _entries_about(item)
    for _, group in groupby(rows, key=lambda row: row.entry_id):
        told = list(group)
        given = _verdict_in(told, before=found[-1] if found else None)
        if given is not None:
            found.append(given)
        for row in told:
            _state(facts, row)
        if found:
            found[-1] = replace(found[-1], facts=dict(facts))
    names = named({row.entry.by for row in rows})
    return tuple(replace(each, by=names.get(each.entry.by)) for each in found)


def statements(item: str) -> dict[str, Statement]:
    """By fact, who last stated it."""
    rows = [row for row in _entries_about(item) if row.of == "work_facts"]
    names = named({row.entry.by for row in rows})
    return {row.key.split("/", 1)[1]: Statement(names.get(row.entry.by), row.entry.at) for row in rows}


def _entries_about(item: str) -> list[Disclosed]:
    of = Q(of="work_items", key=item) | Q(of="work_facts", key__startswith=f"{item}/")
    rows = Disclosed.objects.filter(of).select_related("entry").order_by("row")
    # SQLite does not tell capitals apart when it looks for a beginning; ids do.
    return [row for row in rows if row.key.split("/")[0] == item]


def _content(row: Disclosed) -> Json:
    """What the row said; nothing where it was erased or the row is gone."""
    return None if row.content is None else read_canonical(row.content.encode("utf-8"))


def _verdict_in(rows: list[Disclosed], *, before: Given | None) -> Given | None:
    """The verdict that an entry gave: with facts, or another one than before. Other corrections give none."""
    items = [row for row in rows if row.of == "work_items"]
    content = _content(items[-1]) if items else None
    if not isinstance(content, dict) or not content.get("verdict"):
        return None
    day = content.get("verdict_on")
    verdict, on = str(content["verdict"]), date.fromisoformat(str(day)) if day else None
    if (
        len(items) == len(rows)
        and before is not None
        and (before.verdict, before.verdict_on) == (verdict, on)
    ):
        return None
    return Given(items[-1].entry, None, verdict, on, {})


def _state(facts: dict[str, str], row: Disclosed) -> None:
    """The facts as they stand after a row."""
    if row.of != "work_facts":
        return
    name, content = row.key.split("/", 1)[1], _content(row)
    if isinstance(content, dict):
        facts[name] = str(content["value"])
    else:
        facts.pop(name, None)


def named(ids: set[str]) -> dict[str, Name]:
    """The names of the people behind accounts; an account without a person is named by itself."""
    people = ids - RESERVED
    rows = Account.objects.filter(username__in=people, person__isnull=False)
    found = {
        account: (zh, en)
        for account, zh, en in rows.values_list("username", "person__name", "person__name_en")
    }
    return {id: (id, None) for id in people} | found


def decided(boundary: Boundary | None, facts: Mapping[str, str], *, on: date | None) -> Decision | None:
    """The verdict on facts as they are kept; None where none are, or the rulebook does not know them or the day."""
    if boundary is None or on is None or not facts:
        return None
    try:
        return decide(boundary, read_facts(facts, boundary), on=on)
    except (StatedFactsError, UndecidableError):
        return None


def replayed(boundary: Boundary | None, given: Given, *, on: date) -> Replayed | None:
    """A verdict decided again, as of its own day and of another; None where it rests on no facts that are known."""
    if boundary is None or given.verdict_on is None or not given.facts:
        return None
    try:
        facts = read_facts(given.facts, boundary)
        record = Record(given.entry.id, given.verdict_on, given.verdict, facts)
        return replay(record, boundary, on=on)
    except (StatedFactsError, UndecidableError):
        return None


def signing_of(item: str, given: Given | None) -> Signing | None:
    """The latest decision to sign the record of a verdict, unless it was given up; None where there is none."""
    rows = Approval.objects.filter(kind="verdict", subject=item)
    if given is not None:
        rows = rows.filter(opened_at__gte=given.entry.at)
    rows = rows.exclude(state__in=(State.REJECTED, State.WITHDRAWN))
    row = rows.order_by("-opened_at", "-id").first()
    return None if row is None else _signing(row)


def _signing(row: Approval) -> Signing:
    progress = from_cells(row.progress)
    ids = [person for each in progress.signatures for person in (each.by, each.for_) if person]
    people = Person.objects.in_bulk(ids)
    roles = tuple(step.role for step in progress.chain.steps)
    return Signing(row, roles, tuple(_signed(progress.signatures, people)), progress.step)


def _signed(signatures: tuple[Signature, ...], people: Mapping[str, Person]) -> Iterator[Signed]:
    for each in signatures:
        yield Signed(each.role, people.get(each.by), people.get(each.for_ or ""), each.at, each.minutes)
