"""Plan inspections and draw them: committed first, drawn when the public number is known, nothing chosen by anybody.

The secret is made here, kept apart from the record, and revealed with the draw. The frame with its weights is written
with the commitment and part of it, so that neither can be changed once the public number is known.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import NotPermittedError, refuse_unless, subject
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.reading import cells_of
from answerable.actions.office.risks import contracts_in_reach, risks_of, weights_in_force
from answerable.actions.office.rows import check
from answerable.core.evidence.inspection.decide import against_draw, against_plan
from answerable.core.evidence.inspection.draw import Chosen, commitment_of, draw, text_of
from answerable.core.evidence.inspection.values import Chance, Plan
from answerable.core.evidence.inspection.weights import frame_of
from answerable.core.ledger.entry import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records import copying
from answerable.records.models import (
    Body,
    Contract,
    Held,
    InspectionChance,
    InspectionPlan,
    InspectionSecret,
)
from answerable.records.values import values_of

Cells = Mapping[str, str]
_SECRET_BYTES = 32


class InspectionRefusedError(InputError):
    """An inspection is not planned, drawn or recorded so; `messages` holds every reason."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__("inspection_refused", count=len(self.messages))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A plan as somebody asks for it."""

    id: str
    body: str
    reach: str
    starts: date
    ends: date
    count: int
    random_count: int
    seed_source: str
    """Where the public number will be found, in one line."""
    seed_on: date


def refuse_for(messages: Iterable[Message]) -> None:
    """Do nothing where there is no reason against; raise `InspectionRefusedError` with all of them otherwise."""
    reasons = tuple(messages)
    if reasons:
        raise InspectionRefusedError(reasons)


def plan_inspections(wanted: Wanted, *, by: Actor, at: datetime, on: date) -> str:
    """Commit to a plan for contracts that run on the day; its id.

    Raises NotPermittedError, UnsoundError for cells of another form, and InspectionRefusedError with every reason.
    """
    with transaction.atomic():
        # Two plans of one body for the same days would be a choice between two draws.
        list(Held.objects.select_for_update().values_list("only"))
        if not Body.objects.filter(id=wanted.body).exists():
            raise InputError("no_such_row", table="bodies", key=wanted.body)
        refuse_unless(by, Permit.RECORD, subject("inspection_plans", body=wanted.body, on=on))
        plan = _planned(wanted, by=by, on=on)
        weights = weights_in_force(on)
        contracts = contracts_in_reach(wanted.body, reach=wanted.reach, on=on)
        frame = frame_of(plan.id, risks_of(contracts, on=on, weights=weights), on=on, weights=weights)
        others = values_of(Plan, InspectionPlan.objects.filter(body=wanted.body))
        refuse_for(against_plan(plan, contracts=len(frame), others=others, on=on, weights=weights))
        _refuse_taken(plan.id)
        _commit(plan, frame, by=by, at=at)
        return plan.id


def _planned(wanted: Wanted, *, by: Actor, on: date) -> Plan:
    if by.person is None:
        raise NotPermittedError(Permit.RECORD)
    return Plan(**vars(wanted), commitment="", committed_on=on, committed_by=by.person)


def _refuse_taken(id: str) -> None:
    if InspectionPlan.objects.filter(id=id).exists():
        refuse_for([Message.of("inspection_id_taken", field="id", id=id)])


def _commit(plan: Plan, frame: tuple[Chance, ...], *, by: Actor, at: datetime) -> None:
    secret = secrets.token_hex(_SECRET_BYTES)
    committed = replace(plan, commitment=commitment_of(text_of(plan, frame, secret=secret)))
    plans, chances = BY_NAME["inspection_plans"], BY_NAME["inspection_frame"]
    row, rows = written(plans.name, vars(committed)), [written(chances.name, vars(each)) for each in frame]
    check(plans, [row])
    copying.insert(plans, [row])
    copying.insert(chances, rows)
    InspectionSecret.objects.create(plan=plan.id, secret=secret)
    changes = (changed(plans.name, row), *(changed(chances.name, each) for each in rows))
    append_entry(Act.PLAN_INSPECTIONS, at=at, by=by.account, changes=changes)


def written(table: str, values: Mapping[str, object]) -> dict[str, str]:
    """Values as the cells of a row of the table, empty where nothing is stated."""
    return {name: _cell(values.get(name)) for name in BY_NAME[table].by_name}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def draw_plan(
    plan: str, *, public_seed: str, secret: str | None = None, by: Actor, at: datetime, on: date
) -> tuple[str, ...]:
    """Draw a plan by the public number, as it was published; the ids of the inspections that follow.

    `secret` is needed only where the plan came in with a folder: no folder holds one that was not revealed yet. Raises
    NotPermittedError, and InspectionRefusedError with every reason.
    """
    with transaction.atomic():
        held = plan_of(plan, by=by, on=on, hold=True)
        frame = values_of(Chance, InspectionChance.objects.filter(plan=plan).order_by("contract"))
        kept = InspectionSecret.objects.filter(plan=plan).values_list("secret", flat=True).first()
        revealed = kept or secret or ""
        stated = public_seed.strip()
        refuse_for(against_draw(held, frame, secret=revealed, public_seed=stated, on=on))
        chosen = draw(held, frame, secret=revealed, public_seed=stated)
        InspectionPlan.objects.filter(id=plan).update(secret=revealed, public_seed=stated, drawn_on=on)
        InspectionSecret.objects.filter(plan=plan).delete()
        rows = _drawn(held, chosen)
        copying.insert(BY_NAME["inspections"], rows)
        plans = changed("inspection_plans", cells_of("inspection_plans", plan))
        changes = (plans, *(changed("inspections", each) for each in rows))
        append_entry(Act.DRAW_INSPECTIONS, at=at, by=by.account, changes=changes)
        return tuple(each["id"] for each in rows)


def plan_of(plan: str, *, by: Actor, on: date, hold: bool = False) -> Plan:
    """The plan, held until the transaction ends where that is asked. Raises InputError and NotPermittedError."""
    rows = InspectionPlan.objects.filter(id=plan)
    if hold:
        list(rows.select_for_update().values_list("pk"))
    found = next(iter(values_of(Plan, rows)), None)
    if found is None:
        raise InputError("no_such_inspection_plan", id=plan)
    refuse_unless(by, Permit.RECORD, subject("inspection_plans", body=found.body, on=on))
    return found


def _drawn(plan: Plan, chosen: tuple[Chosen, ...]) -> list[dict[str, str]]:
    """The rows of the inspections; one whose contract ends earlier is due by then."""
    ids = [each.contract for each in chosen]
    ends: dict[str, date | None] = dict(Contract.objects.filter(id__in=ids).values_list("id", "ends"))
    width = len(str(plan.count))
    return [
        written(
            "inspections",
            {
                "id": f"{plan.id}-{each.place:0{width}}",
                "plan": plan.id,
                "contract": each.contract,
                "chosen_by": each.by,
                "place": each.place,
                "due_on": min(plan.ends, ends[each.contract] or plan.ends),
            },
        )
        for each in chosen
    ]
