"""The lists of inspections, of plans, and of the contracts that draws are made among."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from answerable.actions.office.pages.inspections import (
    PLAN_STATES,
    STATES,
    frames_seen,
    in_state,
    inspections_seen,
    made_of,
    plan_state,
    plans_in_state,
    plans_seen,
    plans_to_choose,
    state_of,
)
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import IDENT, choice
from answerable.records.models import Inspection, InspectionChance, InspectionPlan
from answerable.web.actor import Visit
from answerable.web.desk.fields import asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.desk.offers import offered

_PLAN = asked(
    "plan",
    "web_col_inspection_plan",
    IDENT,
    required=False,
    choices=offered(lambda visit, key: plans_to_choose(visit.asking)),
)


def _own(visit: Visit) -> Subject:
    return own(visit.asking, "inspections")


def _inspections(visit: Visit, wanted: Wanted) -> QuerySet[Inspection]:
    rows = inspections_seen(visit.asking)
    if words := wanted["search"]:
        rows = rows.filter(
            Q(id__icontains=words)
            | Q(contract__name__icontains=words)
            | Q(contract__name_en__icontains=words)
            | Q(contract__provider__name__icontains=words)
            | Q(contract__provider__name_en__icontains=words)
        )
    for name in ("contract", "plan", "chosen_by"):
        if value := wanted[name]:
            rows = rows.filter(**{name: value})
    return in_state(rows, wanted["state"], on=visit.on) if wanted["state"] else rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        state = state_of(row, on=visit.on)
        cells = (
            Both(row.contract.name, row.contract.name_en or row.contract.name),
            Both(row.contract.body.name, row.contract.body.name_en or row.contract.body.name),
            Both(row.contract.provider.name, row.contract.provider.name_en or row.contract.provider.name),
            row.chosen_by,
            row.due_on,
            state,
            row.inspected_on,
            row.outcome,
        )
        yield Line(row.pk, cells, reverse("inspection", args=[row.pk]), late=state == "overdue")


def _plans(visit: Visit, wanted: Wanted) -> QuerySet[InspectionPlan]:
    rows = plans_seen(visit.asking)
    return plans_in_state(rows, wanted["state"], on=visit.on) if wanted["state"] else rows


def _plan_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    made = made_of(rows)
    for row in rows:
        done, drawn = made.get(row.pk, (0, 0))
        state = plan_state(row, on=visit.on)
        cells = (
            row.pk,
            Both(row.body.name, row.body.name_en or row.body.name),
            row.starts,
            row.ends,
            state,
            row.seed_on,
            row.count,
            row.random_count,
            done,
        )
        late = row.ends < visit.on and (state != "drawn" or done < drawn)
        yield Line(row.pk, cells, reverse("inspection_plan", args=[row.pk]), late=late)


def _frames(visit: Visit, wanted: Wanted) -> QuerySet[InspectionChance]:
    rows = frames_seen(visit.asking)
    return rows.filter(plan=wanted["plan"]) if wanted["plan"] else rows


def _frame_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for row in rows:
        cells = (
            Both(row.contract.name, row.contract.name_en or row.contract.name),
            row.plan_id,
            row.weight,
            row.standing,
            row.overdue,
            row.findings,
            row.months,
            row.large,
        )
        yield Line(f"{row.plan_id}.{row.contract_id}", cells, reverse("inspection_plan", args=[row.plan_id]))


_CONTRACT = Column("contract", label="web_col_inspected", order=("contract__name",))
LISTINGS = (
    Listing(
        "inspections",
        "",
        Act.SEE_OWN,
        _own,
        (
            _CONTRACT,
            Column("body", order=("contract__body__name",)),
            Column("provider", order=("contract__provider__name",)),
            Column("chosen_by", label="web_col_chosen_by", group="inspection_chosen_by"),
            Column("due_on", label="web_col_inspect_by", order=("due_on",)),
            Column("state", label="web_col_inspection_state", group="inspection_state"),
            Column("inspected_on", label="web_col_inspected_on", order=("inspected_on",)),
            Column("outcome", label="web_col_inspection_outcome", group="inspection_outcome"),
        ),
        _inspections,
        _lines,
        filters=(
            asked("search", "web_field_search", hint="web_field_search_hint", required=False),
            asked(
                "state", "web_col_inspection_state", choice(*STATES), required=False, group="inspection_state"
            ),
            of("inspections", "chosen_by", required=False),
            _PLAN,
            of("inspections", "contract", required=False),
        ),
        links=("inspections_open",),
        beside=("inspections_plans",),
        explained=True,
    ),
    Listing(
        "inspections",
        "plans",
        Act.SEE_DUTIES,
        _own,
        (
            Column("plan", label="web_col_inspection_plan", order=("id",)),
            Column("body", order=("body__name",)),
            Column("starts", order=("starts",)),
            Column("ends", order=("ends",)),
            Column("state", label="web_col_plan_state", group="plan_state"),
            Column("seed_on", label="web_col_seed_on", order=("seed_on",)),
            Column("count", label="web_col_plan_count", number=True, order=("count",)),
            Column("random_count", label="web_col_plan_random", number=True),
            Column("made", label="web_col_plan_made", number=True),
        ),
        _plans,
        _plan_lines,
        filters=(
            asked("state", "web_col_plan_state", choice(*PLAN_STATES), required=False, group="plan_state"),
        ),
        links=("inspections_plan",),
        beside=("inspections", "inspections_frames"),
        explained=True,
    ),
    Listing(
        "inspections",
        "frames",
        Act.SEE_DUTIES,
        _own,
        (
            _CONTRACT,
            Column("plan", label="web_col_inspection_plan", order=("plan",)),
            Column("weight", label="web_col_weight", number=True, order=("weight",)),
            Column("standing", group="standing"),
            Column("overdue", label="web_col_frame_overdue", number=True),
            Column("findings", label="web_col_frame_findings", number=True),
            Column("months", label="web_col_frame_months", number=True),
            Column("large", label="web_col_frame_large"),
        ),
        _frames,
        _frame_lines,
        filters=(_PLAN,),
        beside=("inspections_plans",),
        explained=True,
    ),
)
