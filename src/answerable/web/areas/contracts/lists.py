"""The lists of contracts: the register, and those that were signed before the system began."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from answerable.actions.office.pages.contracts import (
    ContractLine,
    contract_lines,
    contracts_seen,
    legacy_seen,
)
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import choice
from answerable.records.models import Contract, Standing
from answerable.web.actor import Visit
from answerable.web.desk.fields import asked
from answerable.web.desk.lists import Column, Line, Listing, Wanted

STANDINGS = (
    "clear", "watch", "no_data", "rectifying", "renewal_suspended", "suspended", "ending", "ended_expired",
    "ended_agreement", "ended_unilateral",
)  # fmt: skip


def _may_open(visit: Visit) -> Subject:
    return own(visit.asking, "contracts")


def _filtered(rows: QuerySet[Contract], wanted: Wanted) -> QuerySet[Contract]:
    if words := wanted["search"]:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(name_en__icontains=words)
            | Q(id__icontains=words)
            | Q(provider__name__icontains=words)
            | Q(provider__name_en__icontains=words)
        )
    if standing := wanted["standing"]:
        rows = rows.filter(id__in=Standing.objects.filter(standing=standing).values("contract"))
    return rows


def _lines(visit: Visit, rows: Sequence[Any], *, lacking: bool = False) -> Iterable[Line]:
    for each in contract_lines(rows, on=visit.on, lacking=lacking):
        contract = each.contract
        cells = (
            Both(contract.name, contract.name_en or contract.name),
            Both(contract.body.name, contract.body.name_en or contract.body.name),
            Both(contract.provider.name, contract.provider.name_en or contract.provider.name),
            contract.starts,
            contract.ends,
            (contract.amount_minor, contract.currency),
            each.standing,
            _answering(each),
        )
        more = (each.lacks,) if lacking else ()
        yield Line(contract.pk, (*cells, *more), reverse("contract", args=[contract.pk]))


def _answering(line: ContractLine) -> Both | None:
    person = line.answer.person
    return None if person is None else Both(person.name, person.name_en or person.name)


_COLUMNS = (
    Column("name", order=("name",)),
    Column("body", order=("body__name",)),
    Column("provider", order=("provider__name",)),
    Column("starts", order=("starts",)),
    Column("ends", order=("ends",)),
    Column("amount", money=True, order=("amount_minor",)),
    Column("standing", group="standing"),
    Column("answers"),
)
_SEARCH = asked("search", "web_field_search", hint="web_field_search_hint", required=False)
_STANDING = asked("standing", "web_col_standing", choice(*STANDINGS), required=False, group="standing")
LISTINGS = (
    Listing(
        "contracts",
        "",
        Act.SEE_OWN,
        _may_open,
        _COLUMNS,
        lambda visit, wanted: _filtered(contracts_seen(visit.asking), wanted),
        _lines,
        filters=(_SEARCH, _STANDING),
        links=("contracts_register",),
        beside=("contracts_legacy",),
    ),
    Listing(
        "contracts",
        "legacy",
        Act.SEE_DUTIES,
        _may_open,
        (*_COLUMNS, Column("lacks")),
        lambda visit, wanted: _filtered(legacy_seen(visit.asking), wanted),
        lambda visit, rows: _lines(visit, rows, lacking=True),
        filters=(_SEARCH,),
        beside=("contracts",),
        explained=True,
    ),
)
