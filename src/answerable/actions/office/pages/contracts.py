"""Contracts as their readers see them: officials and those above them in full, a provider's clerk its own side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from answerable.actions.office.accounts import RESERVED
from answerable.actions.office.actors import Subjects
from answerable.actions.office.footing import signing_facts
from answerable.actions.office.legacy import IRRELEVANT
from answerable.actions.office.pages.duties import DutyLine, lines_of
from answerable.actions.office.pages.measured import MEASURED, Measured, measured
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.people import around
from answerable.core.register.answer import Answer
from answerable.core.register.approval import FINAL, from_cells
from answerable.core.register.gates import may_sign
from answerable.core.register.permits import Act, Subject, may
from answerable.core.register.values import Contract as ContractValue
from answerable.core.terms.message import Message
from answerable.records import models

MOST_ENTRIES = 50
_BY_CONTRACT = (
    "amendments", "assignments", "contract_indicators", "deductions", "funds", "legacy", "scores",
)  # fmt: skip
"""Tables whose key begins with the contract."""


@dataclass(frozen=True)
class ContractLine:
    """One line of the list."""

    contract: models.Contract
    standing: str | None
    answer: Answer
    lacks: tuple[Message, ...] = ()
    """On the list of legacy contracts: what it lacks today."""


@dataclass(frozen=True)
class Event:
    """One act on the timeline of a contract."""

    at: datetime
    act: str
    by: str
    """Empty of what the program did by itself."""
    by_en: str | None


@dataclass(frozen=True)
class UnderWay:
    """A decision that is neither carried out nor given up, and whose signature it waits for."""

    approval: models.Approval
    waits_for: str | None


@dataclass(frozen=True)
class ContractPage:
    """A contract with all that its reader may see; of a clerk's page the inner parts are empty."""

    contract: models.Contract
    answer: Answer
    standing: models.Standing | None
    content: dict[str, Any]
    measured: Measured
    duties: tuple[DutyLine, ...]
    """What is due from either side; for a clerk from the provider's."""
    clauses: tuple[models.Clause, ...]
    inside: bool
    """The reader is of the public side."""
    funds: tuple[models.Funds, ...] = ()
    lacks: tuple[Message, ...] = ()
    under_way: tuple[UnderWay, ...] = ()
    timeline: tuple[Event, ...] = ()


def contracts_seen(asked: Asking) -> QuerySet[models.Contract]:
    """The contracts of which the actor may see at least the provider's side, by name."""
    rows = models.Contract.objects.select_related("body", "provider").order_by("name", "id")
    if asked.actor.provider is not None:
        return rows.filter(provider=asked.actor.provider)
    return rows.filter(body__in=bodies_where(asked, Act.SEE_PROVIDER_SIDE))


def legacy_seen(asked: Asking) -> QuerySet[models.Contract]:
    """The legacy contracts whose inside the actor may see, by name."""
    rows = models.Contract.objects.filter(id__in=models.Legacy.objects.values("contract"))
    seen = rows.filter(body__in=bodies_where(asked, Act.SEE_CONTRACT))
    return seen.select_related("body", "provider").order_by("name", "id")


def contract_lines(rows: Sequence[models.Contract], *, on: date, lacking: bool = False) -> list[ContractLine]:
    """A line for each of the contracts, with so many queries for all of them; what each lacks where it is asked."""
    ids = [row.pk for row in rows]
    standings = dict(models.Standing.objects.filter(contract__in=ids).values_list("contract", "standing"))
    people = around(None, ids)
    lacks = _lacking(ids, on=on) if lacking else {}
    return [
        ContractLine(
            row, standings.get(row.pk), people.who_answers(as_value(row), on=on), lacks.get(row.pk, ())
        )
        for row in rows
    ]


def contract_subject(id: str, *, on: date) -> Subject | None:
    """The contract as something that is asked about; None if there is none."""
    row = models.Contract.objects.filter(id=id).values_list("body", "provider").first()
    return None if row is None else Subjects(on).contract(body=row[0], provider=row[1])


def contract_page(id: str, asked: Asking, subject: Subject) -> ContractPage:
    """The contract as this reader sees it; whoever calls has asked whether he may."""
    row = models.Contract.objects.select_related("body", "provider", "work_item").get(id=id)
    standing = models.Standing.objects.filter(contract=id).first()
    inside = may(asked.actor, Act.SEE_CONTRACT, subject)
    content = {} if standing is None else _shown(standing.content, inside=inside)
    page = ContractPage(
        contract=row,
        answer=around(None, [id]).who_answers(as_value(row), on=asked.on),
        standing=standing,
        content=content,
        measured=measured(content),
        duties=lines_of(id, sides=("body", "provider") if inside else ("provider",)),
        clauses=tuple(models.Clause.objects.filter(contract=id).order_by("kind", "id")),
        inside=inside,
    )
    return _with_inner_parts(page, on=asked.on) if inside else page


def as_value(row: models.Contract) -> ContractValue:
    """The row as the value that `core` decides on."""
    names = (
        "id",
        "name",
        "name_en",
        "signed",
        "starts",
        "ends",
        "renewal_decided",
        "amount_minor",
        "currency",
        "paid",
    )
    cells = {name: getattr(row, name) for name in names}
    return ContractValue(body=row.body_id, provider=row.provider_id, work_item=row.work_item_id, **cells)


def _shown(content: dict[str, Any], *, inside: bool) -> dict[str, Any]:
    """The assessment of the contract; for a clerk only what the provider's side is measured by and was told."""
    if inside:
        return content
    reasons = [each for each in content.get("reasons", ()) if each["side"] == "provider"]
    findings = [each for each in content.get("findings", ()) if each["state"] == "confirmed"]
    results = {name: content[name] for name in MEASURED if name in content}
    return results | {"reasons": reasons, "findings": findings, "cases": content.get("cases", [])}


def _with_inner_parts(page: ContractPage, *, on: date) -> ContractPage:
    id = page.contract.id
    return replace(
        page,
        funds=tuple(models.Funds.objects.filter(contract=id).order_by("starts", "line")),
        lacks=_lacks(id, on=on),
        under_way=tuple(_under_way(id)),
        timeline=tuple(_timeline(id)),
    )


def _lacks(id: str, *, on: date) -> tuple[Message, ...]:
    """What a contract on the list of legacy contracts still lacks today."""
    if not models.Legacy.objects.filter(contract=id).exists():
        return ()
    return _lacking([id], on=on)[id]


def _lacking(ids: list[str], *, on: date) -> dict[str, tuple[Message, ...]]:
    """What each of the contracts would have to have today, to be signed."""
    found = signing_facts(models.Contract.objects.filter(id__in=ids), on=on)
    return {
        contract.id: tuple(each for each in may_sign(facts) if each.code not in IRRELEVANT)
        for facts, contract in found
    }


def _under_way(id: str) -> Iterator[UnderWay]:
    rows = models.Approval.objects.filter(contract=id).exclude(state__in=[each.value for each in FINAL])
    for row in rows.order_by("opened_at", "id"):
        step = from_cells(row.progress).step
        yield UnderWay(row, None if step is None else step.role)


def _timeline(id: str) -> Iterator[Event]:
    """The latest acts on the contract and on what belongs to it, the last written first, whatever instant it states."""
    approvals = models.Approval.objects.filter(contract=id).values("id")
    of = (
        Q(of="contracts", key=id)
        | Q(of__in=_BY_CONTRACT, key__startswith=f"{id}/")
        | Q(of__in=_BY_CONTRACT, key=id)
        | Q(of="approvals", key__in=approvals)
    )
    # SQLite does not tell capitals apart when it looks for a beginning; ids do.
    found = models.Disclosed.objects.filter(of).order_by("row").values_list("entry", "of", "key")
    entries = {
        entry: None for entry, table, key in found if table not in _BY_CONTRACT or key.split("/")[0] == id
    }
    latest = list(entries)[: -MOST_ENTRIES - 1 : -1]
    there = models.Entry.objects.in_bulk(latest)
    rows = [there[entry] for entry in latest]
    names = _names({row.by for row in rows if row.by})
    for row in rows:
        by = "" if row.by in RESERVED else row.by or ""
        zh, en = names.get(by, (by, None))
        yield Event(row.at, row.act, zh, en)


def _names(ids: set[str]) -> dict[str, tuple[str, str | None]]:
    """The names behind ids of accounts and of people."""
    accounts = models.Account.objects.filter(username__in=ids, person__isnull=False)
    by_account = dict(accounts.values_list("username", "person"))
    people = models.Person.objects.filter(id__in=ids | set(by_account.values()))
    named = {id: (zh, en) for id, zh, en in people.values_list("id", "name", "name_en")}
    return named | {account: named[person] for account, person in by_account.items() if person in named}
