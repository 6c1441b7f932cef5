"""Planning inspections, drawing a plan, and having a contract inspected for a cause."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from answerable.actions.office.inspecting import open_inspection
from answerable.actions.office.inspection_plans import Wanted, draw_plan, plan_inspections
from answerable.actions.office.pages.choosing import bodies_to_act_in
from answerable.actions.office.pages.findings import contracts_to_act_on
from answerable.actions.office.pages.inspections import keeps_secret, plan_subject
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.register.permits import Act, Subject
from answerable.records.models import InspectionPlan
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Field, of
from answerable.web.desk.offers import offered


def _plan(doing: Doing) -> Done:
    wanted = Wanted(
        id=doing["id"],
        body=doing["body"],
        reach=doing["reach"],
        starts=date.fromisoformat(doing["starts"]),
        ends=date.fromisoformat(doing["ends"]),
        count=int(doing["count"]),
        random_count=int(doing["random_count"]),
        seed_source=doing["seed_source"],
        seed_on=date.fromisoformat(doing["seed_on"]),
    )
    visit = doing.visit
    id = plan_inspections(wanted, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("inspection_plan", args=[id]), "web_inspections_planned", answer={"plan": id})


def _of_plan(visit: Visit, key: str) -> Subject | None:
    return plan_subject(key, visit.asking)


def _secret(visit: Visit, key: str) -> tuple[Field, ...]:
    """The secret is asked for only where it is not kept here."""
    return () if keeps_secret(key) else (of("inspection_plans", "secret", required=True),)


def _shown_plan(visit: Visit, key: str) -> Mapping[str, object]:
    return {"plan": InspectionPlan.objects.select_related("body").get(id=key)}


def _draw(doing: Doing) -> Done:
    visit = doing.visit
    made = draw_plan(
        doing.key,
        public_seed=doing["public_seed"],
        secret=doing["secret"] or None,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    path = reverse("inspection_plan", args=[doing.key])
    return Done(path, "web_inspections_drawn", answer={"inspections": list(made)})


def _open(doing: Doing) -> Done:
    visit = doing.visit
    id = open_inspection(
        doing["contract"],
        cause=doing["cause"],
        due_on=date.fromisoformat(doing["due_on"]),
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("inspection", args=[id]), answer={"inspection": id})


DEEDS = (
    Deed(
        "inspections",
        "plan",
        Act.RECORD,
        lambda visit, key: anywhere(visit.asking, "inspection_plans", Act.RECORD),
        _plan,
        fields=(
            of("inspection_plans", "id", example="water-2027-q1"),
            of(
                "inspection_plans",
                "body",
                choices=offered(lambda visit, key: bodies_to_act_in(visit.asking, Act.RECORD)),
            ),
            of("inspection_plans", "reach"),
            of("inspection_plans", "starts", example="2027-01-01"),
            of("inspection_plans", "ends", example="2027-03-31"),
            of("inspection_plans", "count", example="4"),
            of("inspection_plans", "random_count", example="1"),
            of("inspection_plans", "seed_source", example="某指数 2027-01-04 收盘点数"),
            of("inspection_plans", "seed_on", example="2027-01-04"),
        ),
        keyed=False,
        grave=True,
        explained=True,
        back="inspections_plans",
    ),
    Deed(
        "inspections",
        "draw",
        Act.RECORD,
        _of_plan,
        _draw,
        fields=(of("inspection_plans", "public_seed", required=True, example="3261.56"),),
        more=_secret,
        grave=True,
        explained=True,
        template="inspections/draw.html",
        context=_shown_plan,
        back="inspection_plan",
    ),
    Deed(
        "inspections",
        "open",
        Act.RECORD,
        lambda visit, key: anywhere(visit.asking, "inspections", Act.RECORD),
        _open,
        fields=(
            of(
                "inspections",
                "contract",
                choices=offered(lambda visit, key: contracts_to_act_on(visit.asking, Act.RECORD)),
            ),
            of("inspections", "cause", required=True, long=True),
            of("inspections", "due_on", example="2027-01-15"),
        ),
        keyed=False,
        explained=True,
        back="inspections",
    ),
)
