"""What the gates ask about contracts, read from the database: verdict, leader, funds, exits, orders, caps."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from answerable.actions.office.dump import held_district
from answerable.actions.office.people import around
from answerable.core.register import values
from answerable.core.register.answer import People
from answerable.core.register.caps import SupplementCap, TermCap
from answerable.core.register.gates import ExtensionFacts, SigningFacts
from answerable.core.rulebook.parameters import Parameters, load_parameters
from answerable.core.terms.citation import Citation
from answerable.core.terms.errors import UndecidableError
from answerable.records import models
from answerable.records.values import values_of

T = TypeVar("T")
Footed = dict[str, Any]
"""The cells of a `Footing`, and how many exit clauses there are."""
_TERM, _SUPPLEMENT = "contract.term_months", "contract.supplement_share"
_NOT_REACHED = "not_applicable"
OVER = ("closed", "ended_expired", "ended_agreement", "ended_unilateral")
"""States of a case in which nothing of its own course waits."""
_RUNS_OUT = "ended_expired"
ON_THE_WAY_OUT = ("leaving", "running_out", "parting", "ending")
"""Stages of a case in which the end of the contract is decided."""


def signing_facts(
    contracts: QuerySet[models.Contract], *, on: date
) -> Iterator[tuple[SigningFacts, values.Contract]]:
    """For each contract what the gate of signing asks, as of the day."""
    for contract, footing in footings(contracts, on=on):
        yield for_signing(contract, footing), contract


def for_signing(contract: values.Contract, footing: Footed) -> SigningFacts:
    """What the gate of signing asks of a contract that stands on this."""
    return SigningFacts(**footing, ends=contract.ends, already_signed=contract.signed is not None)


def extension_facts(
    contracts: QuerySet[models.Contract], *, on: date, new_ends: date, exit_clauses_added: int
) -> Iterator[tuple[ExtensionFacts, values.Contract]]:
    """For each contract what the gate of extending asks, as of the day."""
    ids = list(contracts.values_list("id", flat=True))
    orders, ended = open_orders(ids), ended_contracts(ids) | ending_contracts(ids)
    for contract, footing in footings(contracts, on=on):
        facts = ExtensionFacts(
            **footing,
            exit_clauses_added=exit_clauses_added,
            ends=contract.ends,
            new_ends=new_ends,
            open_orders=orders.get(contract.id, ()),
            ended=contract.id in ended,
        )
        yield facts, contract


def supplement_cap(*, on: date) -> SupplementCap | None:
    """How far contracts may be supplemented on the day; None where the rulebook sets no such rule."""
    share, ground = _set(_SUPPLEMENT, Parameters.share, on=on)
    return None if share is None else SupplementCap(share, ground)


def term_cap(*, on: date) -> TermCap | None:
    """How long contracts may run on the day; None where the rulebook sets no such rule."""
    months, ground = _set(_TERM, Parameters.count, on=on)
    return None if months is None else TermCap(months, ground)


def _set(id: str, read: Callable[..., T | None], *, on: date) -> tuple[T | None, Citation]:
    """The value of a parameter on the day with its ground; no value where it is not set, or not set yet."""
    parameters = load_parameters(held_district().rulebook)
    try:
        return read(parameters, id, on=on), parameters.at(id, on=on).ground
    except UndecidableError:
        return None, parameters.by_id[id].editions[0].ground


def footings(contracts: QuerySet[models.Contract], *, on: date) -> Iterator[tuple[values.Contract, Footed]]:
    """For each contract what every gate asks, as of the day."""
    found = values_of(values.Contract, contracts)
    ids = [contract.id for contract in found]
    people, term = around(None, ids), term_cap(on=on)
    work = models.WorkItem.objects.filter(id__in=[each.work_item for each in found])
    items = {each.id: each for each in values_of(values.WorkItem, work)}
    funds: dict[str, list[models.Funds]] = defaultdict(list)
    for row in models.Funds.objects.filter(contract__in=ids):
        funds[row.contract_id].append(row)
    exits = exit_clauses(ids)
    for contract in found:
        yield (
            contract,
            footed(
                contract,
                items[contract.work_item],
                people=people,
                funds=funds[contract.id],
                exits=len(exits.get(contract.id, ())),
                term=term,
                on=on,
            ),
        )


def footed(
    contract: values.Contract,
    item: values.WorkItem,
    *,
    people: People,
    funds: Iterable[models.Funds],
    exits: int,
    term: TermCap | None,
    on: date,
) -> Footed:
    """What every gate asks of a contract, out of what was read of it."""
    leader = people.who_answers(contract, on=on).leader
    assigned = people.assignment(contract.id, on=on)
    accepted = None if assigned is None else assigned.accepted_on
    return {
        "on": on,
        "verdict": item.verdict,
        "verdict_on": item.verdict_on,
        "leader": None if leader is None else leader.id,
        "leader_accepted": leader is not None and accepted is not None and accepted <= on,
        "leader_public": leader is not None and leader.staff == "public",
        "funds": tuple((row.starts, row.ends) for row in funds if row.confirmed_on <= on),
        "paid": contract.paid,
        "starts": contract.starts,
        "term": term if contract.paid and item.verdict != _NOT_REACHED else None,
        "exit_clauses": exits,
    }


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
    over = {case for case, state in _states(contracts).items() if state in OVER}
    corrected = models.Recheck.objects.filter(result="corrected").values("order")
    found: dict[str, list[str]] = defaultdict(list)
    rows = models.Order.objects.filter(case__contract__in=contracts).exclude(id__in=corrected).order_by("id")
    for order, case, contract in rows.values_list("id", "case", "case__contract"):
        if case not in over:
            found[contract].append(order)
    return {contract: tuple(orders) for contract, orders in found.items()}


def ended_contracts(contracts: list[str], *, on: date | None = None) -> frozenset[str]:
    """Those of the contracts that a case has ended by the day; without a day also those whose end is only decided.

    A case counts as its latest state says: an end that was set aside is none.
    """
    rows = models.CaseState.objects.filter(case__contract__in=contracts)
    rows = rows if on is None else rows.filter(starts__lte=on)
    latest = {case: (contract, state) for case, contract, state in _in_order(rows)}
    return frozenset(contract for contract, state in latest.values() if state.startswith("ended_"))


def settled_contracts(contracts: list[str], *, on: date) -> frozenset[str]:
    """Those that have ended by the day, or whose end both sides agreed on or one side decided.

    One that only runs out later is none: both sides may still agree on an earlier end.
    """
    latest = {
        case: (contract, state, starts)
        for case, contract, state, starts in models.CaseState.objects.filter(case__contract__in=contracts)
        .order_by("starts")
        .values_list("case", "case__contract", "state", "starts")
    }
    return frozenset(
        contract
        for contract, state, starts in latest.values()
        if state.startswith("ended_") and (state != _RUNS_OUT or starts <= on)
    )


def ending_contracts(contracts: list[str]) -> frozenset[str]:
    """Those of the contracts whose end is decided in a case, whether or not its notice has arrived."""
    rows = models.CaseCourse.objects.filter(contract__in=contracts, stage__in=ON_THE_WAY_OUT)
    return frozenset(rows.values_list("contract", flat=True))


def _in_order(rows: QuerySet[models.CaseState]) -> Iterator[tuple[str, str, str]]:
    yield from rows.order_by("starts").values_list("case", "case__contract", "state")


def _states(contracts: list[str]) -> dict[str, str]:
    """The latest state of each case of the contracts."""
    rows = models.CaseState.objects.filter(case__contract__in=contracts).order_by("starts")
    return dict(rows.values_list("case", "state"))
