"""Inspections as their readers see them: what is due, what was found, and plans with the proof of their draw."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from answerable.actions.office.actors import Subjects
from answerable.actions.office.inspection_sheet import duties_to_do, said_of
from answerable.actions.office.pages.acts import Event, events_of
from answerable.actions.office.pages.choosing import Offered
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.risks import weights_in_force
from answerable.core.evidence.inspection import values
from answerable.core.evidence.inspection.checklist import FAULTS, NO_FAULTS, NOT_POSSIBLE
from answerable.core.evidence.inspection.draw import Chosen, block_of, draw, key_of, text_of
from answerable.core.evidence.inspection.verify import verify, weights_differ
from answerable.core.register.permits import Act, Subject, may
from answerable.core.tables.declare import Both
from answerable.core.tables.inspection import BASES
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import (
    Contract,
    Inspection,
    InspectionChance,
    InspectionCheck,
    InspectionPlan,
    InspectionSecret,
)
from answerable.records.values import values_of

STATES = ("due", "overdue", "done", "not_possible")
PLAN_STATES = ("committed", "ready", "drawn")
MADE = (NO_FAULTS, FAULTS)
MOST = 100
"""Rows of a frame on the page of a plan; all of them stand in the list of frames."""


@dataclass(frozen=True)
class CheckLine:
    """One item of a checklist with its result."""

    check: InspectionCheck
    said: Both


@dataclass(frozen=True)
class InspectionPage:
    """One inspection; of a clerk's page the inner parts are empty."""

    inspection: Inspection
    state: str
    inside: bool
    plan_seen: bool
    """The reader may open the plan it was drawn for."""
    records: bool
    """The reader may record it, and it was not recorded yet."""
    duty: str
    """The duty to inspect that this would do, as the form takes it; empty where there is none."""
    unmet: tuple[CheckLine, ...]
    rest: tuple[CheckLine, ...]
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of a draw, as anybody can follow it."""

    chosen: Chosen
    block: str
    """The block that decided, as 64 hexadecimal digits."""
    contract: Contract | None
    inspection: Inspection | None


@dataclass(frozen=True)
class Proof:
    """A draw, made again here and now."""

    key: str
    steps: tuple[Step, ...]
    against: tuple[Message, ...]
    """What speaks against what is stored; nothing where it is proven."""


@dataclass(frozen=True)
class PlanPage:
    """One plan: what it commits to, and once it is drawn the proof of its draw."""

    plan: InspectionPlan
    state: str
    draws: bool
    """The reader may draw it now."""
    frame: tuple[InspectionChance, ...]
    more: int
    """Contracts of the frame that are not shown."""
    odd: tuple[str, ...]
    """Contracts whose weight does not follow from their row."""
    proof: Proof | None
    """None before the draw."""
    events: tuple[Event, ...] = ()


def inspections_seen(asked: Asking) -> QuerySet[Inspection]:
    """The inspections that the actor may see, those still to be made first, then the latest.

    A provider's clerk sees those that were made of its contracts: nobody is told beforehand.
    """
    rows = Inspection.objects.select_related("contract", "contract__body", "contract__provider", "inspector")
    rows = rows.order_by(F("inspected_on").desc(nulls_first=True), "due_on", "id")
    if asked.actor.provider is not None:
        return rows.filter(contract__provider=asked.actor.provider, outcome__in=MADE)
    bodies = bodies_where(asked, Act.SEE_CONTRACT)
    return rows.filter(Q(contract__body__in=bodies) | Q(plan__body__in=bodies))


def in_state(rows: QuerySet[Inspection], state: str, *, on: date) -> QuerySet[Inspection]:
    """Those of the inspections that are due, overdue, done, or could not be made."""
    if state == "done":
        return rows.filter(outcome__in=MADE)
    if state == "not_possible":
        return rows.filter(outcome=NOT_POSSIBLE)
    undone = rows.filter(outcome=None)
    return undone.filter(due_on__lt=on) if state == "overdue" else undone.filter(due_on__gte=on)


def state_of(row: Inspection, *, on: date) -> str:
    """Whether an inspection is due, overdue, done, or could not be made."""
    if row.outcome is None:
        return "overdue" if row.due_on < on else "due"
    return "not_possible" if row.outcome == NOT_POSSIBLE else "done"


def inspection_subject(id: str, asked: Asking) -> Subject | None:
    """The inspection as something that is acted on: by the body that inspects. None if there is none."""
    row = Inspection.objects.filter(id=id).select_related("plan", "contract").first()
    return None if row is None else _inspecting(row, asked.on)


def _inspecting(row: Inspection, on: date) -> Subject:
    body = row.contract.body_id if row.plan is None else row.plan.body_id
    owner, above = Subjects(on).line(body)
    return Subject("inspections", body=owner, bodies=above)


def _sides(row: Inspection, on: date) -> tuple[Subject, Subject]:
    """The contract, which its provider sees as well once it was inspected, and the body that inspects."""
    made = row.outcome in MADE
    owner, above = Subjects(on).line(row.contract.body_id)
    provider = row.contract.provider_id if made else None
    return Subject("inspections", body=owner, bodies=above, provider=provider), _inspecting(row, on)


def may_see(id: str, asked: Asking) -> tuple[Act, Subject] | None:
    """By which permission the actor would see the inspection; None if there is none."""
    row = Inspection.objects.filter(id=id).select_related("plan", "contract").first()
    if row is None:
        return None
    contract, inspecting = _sides(row, asked.on)
    if may(asked.actor, Act.SEE_CONTRACT, inspecting):
        return Act.SEE_CONTRACT, inspecting
    return Act.SEE_PROVIDER_SIDE, contract


def inspection_page(id: str, asked: Asking) -> InspectionPage:
    """The inspection as this reader sees it; whoever calls has asked whether he may."""
    related = ("contract", "contract__body", "contract__provider", "inspector", "plan", "plan__body")
    row = Inspection.objects.select_related(*related).get(id=id)
    contract, inspecting = _sides(row, asked.on)
    inside = any(may(asked.actor, Act.SEE_CONTRACT, each) for each in (contract, inspecting))
    lines = tuple(_lines(row))
    open_still = row.outcome is None and may(asked.actor, Act.RECORD, inspecting)
    of = Q(of="inspections", key=id)
    return InspectionPage(
        inspection=row,
        state=state_of(row, on=asked.on),
        inside=inside,
        plan_seen=row.plan is not None and may(asked.actor, Act.SEE_CONTRACT, inspecting),
        records=open_still,
        duty=_duty(row, asked) if open_still else "",
        unmet=tuple(each for each in lines if each.check.result == "not_met"),
        rest=tuple(each for each in lines if each.check.result != "not_met"),
        events=events_of(of) if inside else (),
    )


def _lines(row: Inspection) -> Iterator[CheckLine]:
    checks = InspectionCheck.objects.filter(inspection=row.pk).select_related("finding").order_by("row")
    said = said_of(row.contract_id, on=row.inspected_on or row.due_on)
    for check in sorted(checks, key=lambda each: BASES.index(each.basis)):
        yield CheckLine(check, said(check.basis, check.item))


def _duty(row: Inspection, asked: Asking) -> str:
    """Of the open duties of the contract to inspect the earliest that the actor may do."""
    owner, above = Subjects(asked.on).line(row.contract.body_id)
    if not may(asked.actor, Act.DO_DUTY, Subject("duties", body=owner, bodies=above)):
        return ""
    return next((f"{id}/{period}" for id, period in duties_to_do(row.contract_id, on=asked.on)), "")


def plans_seen(asked: Asking) -> QuerySet[InspectionPlan]:
    """The plans of the bodies that the actor may look into, the latest first."""
    bodies = bodies_where(asked, Act.SEE_CONTRACT)
    rows = InspectionPlan.objects.filter(body__in=bodies).select_related("body")
    return rows.order_by("-starts", "id")


def plans_in_state(rows: QuerySet[InspectionPlan], state: str, *, on: date) -> QuerySet[InspectionPlan]:
    """Those of the plans that wait for their number, are ready to be drawn, or were drawn."""
    if state == "drawn":
        return rows.exclude(drawn_on=None)
    undrawn = rows.filter(drawn_on=None)
    return undrawn.filter(seed_on__lte=on) if state == "ready" else undrawn.filter(seed_on__gt=on)


def plan_state(row: InspectionPlan, *, on: date) -> str:
    """Whether a plan waits for its number, is ready to be drawn, or was drawn."""
    if row.drawn_on is not None:
        return "drawn"
    return "ready" if row.seed_on <= on else "committed"


def made_of(plans: Sequence[InspectionPlan]) -> Mapping[str, tuple[int, int]]:
    """Of each plan how many inspections were made or tried, and how many there are: one query for all."""
    ids = [row.pk for row in plans]
    rows = Inspection.objects.filter(plan__in=ids).order_by().values_list("plan")
    counted = rows.annotate(done=Count("inspected_on"), n=Count("id"))
    return {plan: (done, n) for plan, done, n in counted}


def frames_seen(asked: Asking) -> QuerySet[InspectionChance]:
    """Every contract of every frame that the actor may see, the heaviest of a plan first."""
    rows = InspectionChance.objects.filter(plan__in=plans_seen(asked).order_by().values("id"))
    return rows.select_related("contract").order_by("-plan__starts", "plan", "-weight", "contract")


def plan_subject(id: str, asked: Asking) -> Subject | None:
    """The plan as something that is acted on; None if there is none."""
    body = InspectionPlan.objects.filter(id=id).values_list("body", flat=True).first()
    if body is None:
        return None
    owner, above = Subjects(asked.on).line(body)
    return Subject("inspection_plans", body=owner, bodies=above)


def plan_page(id: str, asked: Asking, subject: Subject) -> PlanPage:
    """The plan with its frame and, once it is drawn, the proof; whoever calls has asked whether he may see it."""
    row = InspectionPlan.objects.select_related("body", "committed_by").get(id=id)
    state = plan_state(row, on=asked.on)
    frame = values_of(values.Chance, InspectionChance.objects.filter(plan=id))
    (plan,) = values_of(values.Plan, InspectionPlan.objects.filter(id=id))
    heaviest = InspectionChance.objects.filter(plan=id).select_related("contract")
    return PlanPage(
        plan=row,
        state=state,
        draws=state == "ready" and may(asked.actor, Act.RECORD, subject),
        frame=tuple(heaviest.order_by("-weight", "contract")[:MOST]),
        more=max(0, len(frame) - MOST),
        odd=_odd(frame, row.committed_on),
        proof=_proof(plan, frame),
        events=events_of(Q(of="inspection_plans", key=id)),
    )


def _odd(frame: tuple[values.Chance, ...], on: date) -> tuple[str, ...]:
    try:
        return weights_differ(frame, weights_in_force(on))
    except InputError:
        return ()  # a rulebook that sets no weights for that day says nothing of them


def _proof(plan: values.Plan, frame: tuple[values.Chance, ...]) -> Proof | None:
    if plan.secret is None or plan.public_seed is None:
        return None
    key = key_of(text_of(plan, frame, secret=plan.secret), plan.public_seed)
    chosen = draw(plan, frame, secret=plan.secret, public_seed=plan.public_seed)
    rows = {row.contract_id: row for row in Inspection.objects.filter(plan=plan.id)}
    contracts = Contract.objects.in_bulk([each.contract for each in chosen])
    steps = (
        Step(each, block_of(key, each.block), contracts.get(each.contract), rows.get(each.contract))
        for each in chosen
    )
    stored = values_of(values.Inspection, Inspection.objects.filter(plan=plan.id))
    return Proof(key, tuple(steps), verify(plan, frame, stored))


def plan_text(id: str) -> str | None:
    """The text of a drawn plan, which its commitment is the hash of; None before the draw, while it holds a secret."""
    plan = next(iter(values_of(values.Plan, InspectionPlan.objects.filter(id=id))), None)
    if plan is None or plan.secret is None:
        return None
    frame = values_of(values.Chance, InspectionChance.objects.filter(plan=id))
    return text_of(plan, frame, secret=plan.secret)


def keeps_secret(plan: str) -> bool:
    """Whether the secret of a plan is kept here, so that nobody has to state it."""
    return InspectionSecret.objects.filter(plan=plan).exists()


def plans_to_choose(asked: Asking) -> Iterable[Offered]:
    """The plans that the actor may see, to choose from."""
    rows = plans_seen(asked).values_list("id", "starts", "ends")
    return tuple(Offered(id, Both(*(f"{id} · {starts} – {ends}",) * 2)) for id, starts, ends in rows)
