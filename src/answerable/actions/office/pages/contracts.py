"""Contracts as their readers see them: officials and those above them in full, a provider's clerk its own side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from answerable.actions.office.actors import Subjects
from answerable.actions.office.footing import signing_facts
from answerable.actions.office.legacy import IRRELEVANT
from answerable.actions.office.pages.closed import Known, Reasons, closed
from answerable.actions.office.pages.corrections import Correction, corrections_of_contract
from answerable.actions.office.pages.duties import DutyLine, lines_of
from answerable.actions.office.pages.measured import MEASURED, Measured, measured
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.people import around
from answerable.core.register.answer import Answer, People
from answerable.core.register.approval import FINAL, from_cells
from answerable.core.register.gates import may_sign
from answerable.core.register.permits import Act, Subject, may
from answerable.core.register.values import Contract as ContractValue
from answerable.core.register.values import WorkItem
from answerable.core.terms.message import Message
from answerable.records import models


@dataclass(frozen=True)
class ContractLine:
    """One line of the list."""

    contract: models.Contract
    standing: str | None
    answer: Answer
    lacks: tuple[Message, ...] = ()
    """On the list of legacy contracts: what it lacks today."""


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
    closed: Mapping[str, Reasons] = field(default_factory=dict)
    """For each thing that can be proposed or agreed, why it is shut today; nothing where it is open."""
    may_correct_clauses: bool = False
    """Nothing is agreed for good yet, and the reader keeps the register."""
    suspended_on: date | None = None
    amendments: tuple[models.Amendment, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What stood here and was taken back in cases."""


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
    people = around(None, [id])
    page = ContractPage(
        contract=row,
        answer=people.who_answers(as_value(row), on=asked.on),
        standing=standing,
        content=content,
        measured=measured(content),
        duties=lines_of(id, sides=("body", "provider") if inside else ("provider",), on=asked.on),
        clauses=tuple(models.Clause.objects.filter(contract=id).order_by("kind", "id")),
        inside=inside,
        corrections=corrections_of_contract(id),
    )
    if not inside:
        return page
    page = _with_inner_parts(page, people, on=asked.on)
    open_ = not page.closed["add_clause"] and may(asked.actor, Act.IMPORT_ROWS, subject)
    return replace(page, may_correct_clauses=open_)


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


def _with_inner_parts(page: ContractPage, people: People, *, on: date) -> ContractPage:
    id = page.contract.id
    funds = tuple(models.Funds.objects.filter(contract=id).order_by("starts", "line"))
    amendments = tuple(models.Amendment.objects.filter(contract=id).order_by("decided_on", "row"))
    item = _work_item(page.contract.work_item)
    known = Known(as_value(page.contract), item, people, funds, page.clauses, amendments)
    shut = closed(known, on=on)
    return replace(
        page,
        funds=funds,
        lacks=_lacks(id, on=on),
        under_way=tuple(_under_way(id)),
        closed=shut.reasons,
        suspended_on=shut.suspended_on,
        amendments=amendments,
    )


def _work_item(row: models.WorkItem) -> WorkItem:
    names = ("id", "name", "name_en", "catalogue", "verdict", "verdict_on", "in_house_share")
    return WorkItem(body=row.body_id, **{name: getattr(row, name) for name in names})


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
