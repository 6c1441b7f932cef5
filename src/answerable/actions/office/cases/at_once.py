"""Measures at once on a contract: into the case that is open on it, and only otherwise into one of their own."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.cases.acting import (
    act,
    link_matters,
    of_others,
    open_case,
    permit,
    refuse,
    signed_contract,
)
from answerable.actions.office.cases.holding import hold_contracts
from answerable.actions.office.cases.keeping import Kept
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.complete import measures_faults
from answerable.core.register.permits import Actor
from answerable.core.terms.message import Message
from answerable.records.models import Case, CaseCourse

NEW_CASE = "new-case"
"""Stated instead of a case: the measures begin one of their own, whatever is open."""


def take_measures(
    contract: str,
    what: acts.Protect,
    opened: acts.Open,
    *,
    case: str = "",
    matters: Iterable[str] = (),
    by: Actor,
    at: datetime,
    on: date,
) -> Kept:
    """Take measures in the case that is stated, or in the only one that is open; open one as stated where none is.

    Raises NotPermittedError and CaseRefusedError: also where several cases are open and none is stated.
    """
    stated = tuple(matters)
    with transaction.atomic():
        hold_contracts([contract])
        permit(signed_contract(contract), by, on=on)
        there = open_cases(contract)
        if case == NEW_CASE or not (there or case):
            return open_case(contract, opened, by=by, at=at, on=on, protect=what, matters=stated)
        if unclear := (*_which(contract, case, there), *of_others(contract, stated)):
            refuse((*unclear, *measures_faults(what)))
        kept = act(case or there[0], what, by=by, at=at, on=on)
        link_matters(kept.case, stated)
        return kept


def open_cases(contract: str) -> tuple[str, ...]:
    """The cases of the contract that are not over, the latest first."""
    over = CaseCourse.objects.filter(final=True).values("case")
    rows = Case.objects.filter(contract=contract).exclude(id__in=over).order_by("-opened_on", "id")
    return tuple(rows.values_list("id", flat=True))


def _which(contract: str, case: str, there: tuple[str, ...]) -> tuple[Message, ...]:
    """Why it is not clear into which case the measures go."""
    if case:
        return () if case in there else (Message.of("case_not_open_here", case=case, contract=contract),)
    return () if len(there) == 1 else (Message.of("case_which_of_open", count=len(there)),)
