"""What the gates ask about contracts, read from the database: verdict, leader, funds, exit clauses, open orders."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from answerable.actions.office.people import around
from answerable.core.register import values
from answerable.core.register.gates import ExtensionFacts, SigningFacts
from answerable.records import models
from answerable.records.values import values_of

_OVER = ("closed", "ended_expired", "ended_agreement", "ended_unilateral")


def signing_facts(
    contracts: QuerySet[models.Contract], *, on: date
) -> Iterator[tuple[SigningFacts, values.Contract]]:
    """For each contract what the gate of signing asks, as of the day."""
    for contract, footing in _footings(contracts, on=on):
        yield (
            SigningFacts(
                **footing,
                starts=contract.starts,
                ends=contract.ends,
                already_signed=contract.signed is not None,
            ),
            contract,
        )


def extension_facts(
    contracts: QuerySet[models.Contract], *, on: date, new_ends: date, exit_clauses_added: int
) -> Iterator[tuple[ExtensionFacts, values.Contract]]:
    """For each contract what the gate of extending asks, as of the day."""
    ids = list(contracts.values_list("id", flat=True))
    orders, ended = open_orders(ids), ended_contracts(ids)
    for contract, footing in _footings(contracts, on=on):
        facts = ExtensionFacts(
            **footing,
            exit_clauses_added=exit_clauses_added,
            ends=contract.ends,
            new_ends=new_ends,
            open_orders=orders.get(contract.id, ()),
            ended=contract.id in ended,
        )
        yield facts, contract


def _footings(
    contracts: QuerySet[models.Contract], *, on: date
) -> Iterator[tuple[values.Contract, dict[str, Any]]]:
    found = values_of(values.Contract, contracts)
    ids = [contract.id for contract in found]
    people = around(None, ids)
    accepted = _accepted(ids, on=on)
    items = {
        each.id: each
        for each in values_of(
            values.WorkItem, models.WorkItem.objects.filter(id__in=[each.work_item for each in found])
        )
    }
    funds: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in models.Funds.objects.filter(contract__in=ids, confirmed_on__lte=on):
        funds[row.contract_id].append((row.starts, row.ends))
    exits = exit_clauses(ids)
    for contract in found:
        item, leader = items[contract.work_item], people.who_answers(contract, on=on).leader
        yield (
            contract,
            {
                "on": on,
                "verdict": item.verdict,
                "verdict_on": item.verdict_on,
                "leader": None if leader is None else leader.id,
                "leader_accepted": leader is not None and (contract.id, leader.id) in accepted,
                "leader_public": leader is not None and leader.staff == "public",
                "funds": tuple(funds[contract.id]),
                "paid": contract.paid,
                "exit_clauses": len(exits.get(contract.id, ())),
            },
        )


def _accepted(contracts: list[str], *, on: date) -> frozenset[tuple[str, str]]:
    """Each contract with the person of the assignment in force, where that person has accepted it."""
    rows = models.Assignment.objects.filter(contract__in=contracts, starts__lte=on).order_by("starts")
    current = {row.contract_id: row for row in rows}
    return frozenset(
        (contract, row.person_id)
        for contract, row in current.items()
        if row.person_id is not None and row.accepted_on is not None and row.accepted_on <= on
    )


def exit_clauses(contracts: list[str]) -> Mapping[str, frozenset[str]]:
    """The ids of the exit clauses of each contract that has any."""
    found: dict[str, set[str]] = defaultdict(set)
    for contract, clause in models.Clause.objects.filter(contract__in=contracts, kind="exit").values_list(
        "contract", "id"
    ):
        found[contract].add(clause)
    return {contract: frozenset(clauses) for contract, clauses in found.items()}


def open_orders(contracts: list[str]) -> Mapping[str, tuple[str, ...]]:
    """The orders of each contract that nobody found put right, in cases that are not over."""
    over = {case for case, state in _states(contracts).items() if state in _OVER}
    corrected = models.Recheck.objects.filter(result="corrected").values("order")
    found: dict[str, list[str]] = defaultdict(list)
    rows = models.Order.objects.filter(case__contract__in=contracts).exclude(id__in=corrected).order_by("id")
    for order, case, contract in rows.values_list("id", "case", "case__contract"):
        if case not in over:
            found[contract].append(order)
    return {contract: tuple(orders) for contract, orders in found.items()}


def ended_contracts(contracts: list[str]) -> frozenset[str]:
    """Those of the contracts that a case has ended."""
    rows = models.CaseState.objects.filter(case__contract__in=contracts, state__startswith="ended_")
    return frozenset(rows.values_list("case__contract", flat=True))


def _states(contracts: list[str]) -> dict[str, str]:
    """The latest state of each case of the contracts."""
    rows = models.CaseState.objects.filter(case__contract__in=contracts).order_by("starts")
    return dict(rows.values_list("case", "state"))
