"""The contracts that inspections are drawn among, with what is known of the risk of each: a few queries for all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from answerable.actions.office.actors import Subjects
from answerable.actions.office.dump import held_district
from answerable.core.evidence.inspection.checklist import NOT_POSSIBLE
from answerable.core.evidence.inspection.weights import Risk, Weights, weights_on
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.terms.duty import DutyState
from answerable.records.models import (
    Body,
    CaseState,
    Contract,
    DutyDone,
    DutyOwed,
    Finding,
    Inspection,
    Standing,
)


def weights_in_force(on: date) -> Weights:
    """The parameters of inspections in the district's rulebook on the day. Raises UndecidableError without them."""
    return weights_on(load_parameters(held_district().rulebook), on)


def bodies_in_reach(body: str, *, reach: str, on: date) -> frozenset[str]:
    """The bodies whose contracts a body inspects: its own, and those it took over; or of all below it, too."""
    subjects, found = Subjects(on), set()
    for each in Body.objects.values_list("id", flat=True):
        owner, above = subjects.line(each)
        if owner == body or (reach == "below" and body in above):
            found.add(each)
    return frozenset(found)


def contracts_in_reach(body: str, *, reach: str, on: date) -> QuerySet[Contract]:
    """The contracts that run on the day in these bodies."""
    bodies = bodies_in_reach(body, reach=reach, on=on)
    running = Q(ends=None) | Q(ends__gte=on)
    ended = CaseState.objects.filter(state__startswith="ended_", starts__lte=on).values("case__contract")
    return Contract.objects.filter(running, body__in=bodies, starts__lte=on).exclude(id__in=ended)


def risks_of(contracts: QuerySet[Contract], *, on: date, weights: Weights) -> tuple[Risk, ...]:
    """What is known of each contract on the day, in the order of their ids."""
    ids = contracts.values("id")
    standings = dict(Standing.objects.filter(contract__in=ids).values_list("contract", "standing"))
    overdue = _counted(DutyOwed.objects.filter(contract__in=ids, state=DutyState.OVERDUE.value))
    since = _months_before(on, weights.findings_months)
    confirmed = Finding.objects.filter(contract__in=ids, decision="confirmed", decided_on__lte=on)
    findings = _counted(confirmed.filter(decided_on__gt=since))
    inspected = last_inspections(ids, on=on)
    return tuple(
        Risk(
            contract=id,
            standing=standings.get(id),
            overdue=overdue.get(id, 0),
            findings=findings.get(id, 0),
            inspected_on=inspected.get(id),
            amount_minor=amount,
        )
        for id, amount in contracts.order_by("id").values_list("id", "amount_minor")
    )


def last_inspections(contracts: Any, *, on: date) -> dict[str, date]:
    """The day on which each contract was last inspected: by a record of it, or by the body's own duty to inspect."""
    made = Inspection.objects.filter(contract__in=contracts, inspected_on__lte=on).exclude(
        outcome=NOT_POSSIBLE
    )
    done = DutyDone.objects.filter(
        duty__contract__in=contracts, duty__kind="inspect", duty__side="body", done_on__lte=on
    )
    found: dict[str, date] = dict(made.values_list("contract").annotate(last=Max("inspected_on")))
    for contract, last in done.values_list("duty__contract").annotate(last=Max("done_on")):
        found[contract] = max(last, found.get(contract, last))
    return found


def _counted(rows: QuerySet[Any]) -> Mapping[str, int]:
    return dict(rows.order_by().values_list("contract").annotate(n=Count("pk")))


def _months_before(on: date, months: int) -> date:
    """The day so many months before; in a shorter month its last day."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    for day in range(on.day, 0, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise ValueError(on)
