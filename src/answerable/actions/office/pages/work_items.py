"""Work items as officials see them: the list, one item with its verdicts, and the record of a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import zip_longest

from django.db.models import Count, QuerySet

from answerable.actions.office.actors import Subjects
from answerable.actions.office.approvals import configured
from answerable.actions.office.pages.contracts import ContractLine, contract_lines
from answerable.actions.office.pages.decisions import Signed
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.pages.verdicts import (
    Given,
    Signing,
    Statement,
    boundary_in_use,
    decided,
    replayed,
    signing_of,
    statements,
    verdicts_given,
)
from answerable.core.register.approval import DEFAULT_CHAINS
from answerable.core.register.permits import Act, Subject
from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.catalogue import load_catalogue
from answerable.core.scope.decide import Decision
from answerable.core.tables.declare import Both
from answerable.records.models import Contract, WorkFact, WorkItem
from answerable.render.scope.parts import FactPart, Parts, facts_of, parts_of

MOST_CONTRACTS = 50


@dataclass(frozen=True)
class WorkLine:
    """One line of the list."""

    item: WorkItem
    catalogue: Both | None
    contracts: int


@dataclass(frozen=True)
class Past:
    """A verdict on record, and what the rules of its day and of today say to its facts."""

    given: Given
    then: str | None
    now: str | None
    """None where the facts are not known, so that nothing can be decided again."""

    @property
    def comes_out(self) -> bool:
        return self.then is None or self.then == self.given.verdict

    @property
    def changed(self) -> bool:
        return self.now is not None and self.now != self.given.verdict


@dataclass(frozen=True)
class Fact:
    """A fact on record, and who last stated it."""

    part: FactPart
    stated: Statement | None


@dataclass(frozen=True)
class WorkPage:
    """A work item with all that belongs to it."""

    item: WorkItem
    catalogue: Both | None
    facts: tuple[Fact, ...]
    history: tuple[Past, ...]
    """The newest first."""
    contracts: tuple[ContractLine, ...]
    signing: Signing | None
    again: Decision | None
    """What today's rules say to the facts on record."""
    edition_changed: bool
    """Other rules are in force now than on the day of the verdict."""

    @property
    def share(self) -> Fraction | None:
        """The part of the function that is still done in the house."""
        share = self.item.in_house_share
        return None if share is None else Fraction(share)

    @property
    def next(self) -> tuple[str, ...]:
        """What is to be done, as codes of the page: the most urgent first."""
        verdict = self.item.verdict
        if verdict is None:
            return ("ask",)
        found = []
        if verdict == "prohibited" and self.contracts:
            found.append("stop")
        if verdict in ("undecided", "not_yet"):
            found.append(verdict)
        if not self.facts or (self.again is not None and self.again.verdict.value != verdict):
            found.append("again")
        if self.signing is None:
            found.append("sign")
        elif not self.signing.done:
            found.append("signing")
        return tuple(found)


@dataclass(frozen=True)
class RecordPage:
    """The record of the verdict of a work item: what was stated, by whom, what follows, and who signed."""

    item: WorkItem
    parts: Parts | None
    """None where the verdict rests on no facts that can be decided on."""
    facts: tuple[Fact, ...]
    given: Given | None
    """None where the ledger holds nothing of it any more."""
    signing: Signing | None
    roles: tuple[str, ...]
    """Who signs by the chain in force, where nothing was put before them yet."""

    @property
    def comes_out(self) -> bool:
        return self.parts is not None and self.parts.verdict == self.item.verdict

    @property
    def steps(self) -> tuple[tuple[str, Signed | None], ...]:
        """Each role that signs, and its signature as far as there is one."""
        if self.signing is None:
            return tuple((role, None) for role in self.roles)
        return tuple(zip_longest(self.signing.roles, self.signing.signed))


@cache
def catalogue_names() -> dict[str, Both]:
    """The names of the lines of the procurement catalogue by their code."""
    return {line.code: line.name for line in load_catalogue()}


def work_items_seen(asked: Asking) -> QuerySet[WorkItem]:
    """The work items whose contracts the actor might see, by name."""
    rows = WorkItem.objects.filter(body__in=bodies_where(asked, Act.SEE_CONTRACT))
    return rows.select_related("body").order_by("name", "id")


def work_lines(rows: Sequence[WorkItem]) -> list[WorkLine]:
    """A line for each of the work items, with so many queries for all of them."""
    counted = Contract.objects.filter(work_item__in=[row.pk for row in rows]).values_list("work_item")
    contracts = dict(counted.annotate(n=Count("id")))
    names = catalogue_names()
    return [WorkLine(row, names.get(row.catalogue or ""), contracts.get(row.pk, 0)) for row in rows]


def work_item_subject(id: str, *, on: date) -> Subject | None:
    """The work item as something that is asked about; None if there is none."""
    body = WorkItem.objects.filter(id=id).values_list("body", flat=True).first()
    if body is None:
        return None
    owner, above = Subjects(on).line(body)
    return Subject("work_item", body=owner, bodies=above)


def facts_held(id: str) -> dict[str, str]:
    """The facts on record of a work item."""
    return dict(WorkFact.objects.filter(work_item=id).values_list("fact", "value"))


def work_item_page(id: str, asked: Asking) -> WorkPage:
    """The work item as it stands; whoever calls has asked whether the reader may see it."""
    item = WorkItem.objects.select_related("body").get(id=id)
    boundary, stated = boundary_in_use(), facts_held(id)
    again = decided(boundary, stated, on=asked.on)
    history = verdicts_given(id)
    given = history[-1] if history else None
    under = Contract.objects.filter(work_item=id, body__in=bodies_where(asked, Act.SEE_CONTRACT))
    under = under.select_related("body", "provider").order_by("-starts", "id")
    return WorkPage(
        item=item,
        catalogue=catalogue_names().get(item.catalogue or ""),
        facts=_facts(id, again),
        history=tuple(_past(boundary, each, on=asked.on) for each in reversed(history)),
        contracts=tuple(contract_lines(list(under[:MOST_CONTRACTS]), on=asked.on)),
        signing=signing_of(id, given),
        again=again,
        edition_changed=_edition_changed(boundary, item.verdict_on, on=asked.on),
    )


def record_page(id: str, *, on: date) -> RecordPage:
    """The record of the verdict on record; whoever calls has asked whether the reader may see it."""
    item = WorkItem.objects.select_related("body").get(id=id)
    stated, history = facts_held(id), verdicts_given(id)
    given = history[-1] if history else None
    decision = decided(boundary_in_use(), stated, on=item.verdict_on)
    return RecordPage(
        item=item,
        parts=None if decision is None else parts_of(decision),
        facts=_facts(id, decision),
        given=given,
        signing=signing_of(id, given),
        roles=configured(item.body_id, "verdict", on=on) or DEFAULT_CHAINS["verdict"],
    )


def otherwise_today(asked: Asking) -> list[tuple[WorkItem, Decision]]:
    """The work items to whose facts today's rules give another verdict than the one on record, by name."""
    rows = list(work_items_seen(asked).filter(verdict__isnull=False))
    facts: dict[str, dict[str, str]] = {}
    stated = WorkFact.objects.filter(work_item__in=[row.pk for row in rows])
    for item, fact, value in stated.values_list("work_item", "fact", "value"):
        facts.setdefault(item, {})[fact] = value
    boundary = boundary_in_use() if facts else None
    again = [(row, decided(boundary, facts.get(row.pk, {}), on=asked.on)) for row in rows]
    return [
        (row, decision)
        for row, decision in again
        if decision is not None and decision.verdict.value != row.verdict
    ]


def _facts(id: str, decision: Decision | None) -> tuple[Fact, ...]:
    if decision is None:
        return ()
    stated = statements(id)
    return tuple(Fact(part, stated.get(part.id)) for part in facts_of(decision.boundary, decision.facts))


def _past(boundary: Boundary | None, given: Given, *, on: date) -> Past:
    again = replayed(boundary, given, on=on)
    if again is None:
        return Past(given, None, None)
    return Past(given, again.then.verdict.value, again.now.verdict.value)


def _edition_changed(boundary: Boundary | None, verdict_on: date | None, *, on: date) -> bool:
    """Whether the rules changed between the two days; never where a day lies before the rulebook's first."""
    if boundary is None or verdict_on is None or min(verdict_on, on) < boundary.starts:
        return False
    return boundary.on(verdict_on).since != boundary.on(on).since
