"""What citizens raised: the inbox, and how a matter is taken down, handled, confirmed and contested."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse

from answerable.actions.office import matters
from answerable.actions.office.pages.findings import contracts_to_act_on
from answerable.actions.office.pages.matters import (
    STAGES,
    at_stage,
    matter_lines,
    matter_subject,
    matters_seen,
    overdue,
)
from answerable.actions.office.pages.subjects import anywhere, own
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import choice
from answerable.records.models import Matter
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.desk.offers import offered
from answerable.web.views import matters as pages
from answerable.web.views import my_matter as citizens


def _filtered(visit: Visit, wanted: Wanted) -> QuerySet[Matter]:
    rows = matters_seen(visit.asking)
    if words := wanted["search"]:
        rows = rows.filter(
            Q(topic__icontains=words)
            | Q(id__icontains=words)
            | Q(contract__name__icontains=words)
            | Q(contract__name_en__icontains=words)
        )
    for name in ("channel", "cause", "contract"):
        if code := wanted[name]:
            rows = rows.filter(**{name: code})
    stage = wanted["state"]
    if stage == "overdue":
        return overdue(rows, on=visit.on)
    return at_stage(rows, stage) if stage else rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in matter_lines(rows, on=visit.on):
        row, contract = each.matter, each.matter.contract
        cells = (
            Both(row.topic, row.topic),
            Both(contract.name, contract.name_en or contract.name),
            row.raised_on,
            row.channel,
            each.days,
            each.stage,
            row.handled_on,
            row.outcome,
            row.confirmed_by,
            row.contested_on,
        )
        yield Line(row.pk, cells, reverse("matter", args=[row.pk]), late=each.late)


LISTINGS = (
    Listing(
        "matters",
        "",
        Act.SEE_DUTIES,
        lambda visit: own(visit.asking, "matters"),
        (
            Column("topic", label="web_col_topic"),
            Column("contract", label="web_col_matter_contract", order=("contract__name",)),
            Column("raised_on", label="web_col_raised_on", order=("raised_on",)),
            Column("channel", label="web_col_channel", group="channel", order=("channel",)),
            Column("days", label="web_col_matter_days", number=True),
            Column("state", label="web_col_matter_state", group="matter_stage"),
            Column("handled_on", label="web_col_handled_on", order=("handled_on",)),
            Column("outcome", label="web_col_outcome", group="outcome", order=("outcome",)),
            Column("confirmed_by", label="web_col_confirmed_by", group="confirmed_by"),
            Column("contested_on", label="web_col_contested_on", order=("contested_on",)),
        ),
        _filtered,
        _lines,
        filters=(
            asked("search", "web_field_search", hint="web_field_search_hint", required=False),
            asked(
                "state",
                "web_col_matter_state",
                choice("overdue", *STAGES),
                required=False,
                group="matter_stage",
            ),
            of("matters", "channel", required=False),
            of("matters", "cause", required=False),
            of("matters", "contract", required=False),
        ),
        links=("matters_record",),
        explained=True,
    ),
)


def _subject(visit: Visit, key: str) -> Subject | None:
    return matter_subject(key, visit.asking)


def _about(visit: Visit, key: str) -> Mapping[str, object]:
    return {"matter": Matter.objects.select_related("contract").get(id=key)}


def _current(*names: str) -> Any:
    """What the matter holds in these cells at present."""

    def current(visit: Visit, key: str) -> Cells:
        cells = matters.matter_cells(key)
        return {name: cells[name] for name in names}

    return current


def _record(doing: Doing) -> Done:
    visit = doing.visit
    cells = doing.stated("contract", "raised_on", "channel", "topic", "cause")
    id = matters.take_down(cells, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("matter", args=[id]), answer={"matter": id})


def _handle(doing: Doing) -> Done:
    visit = doing.visit
    matters.handle(
        doing.key,
        date.fromisoformat(doing["handled_on"]),
        note=doing["note"],
        seen=doing.seen,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("matter", args=[doing.key]), "web_matters_handled")


def _confirm(doing: Doing) -> Done:
    visit = doing.visit
    matters.confirm(
        doing.key,
        doing["outcome"],
        confirmed_by=doing["confirmed_by"],
        day=date.fromisoformat(doing["confirmed_on"]),
        seen=doing.seen,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("matter", args=[doing.key]))


def _contest(doing: Doing) -> Done:
    visit = doing.visit
    matters.contest(
        doing.key,
        date.fromisoformat(doing["contested_on"]),
        note=doing["note"],
        seen=doing.seen,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("matter", args=[doing.key]), "web_matters_reopened")


def _done_to(name: str, does: Any, *fields: Any, current: tuple[str, ...]) -> Deed:
    return Deed(
        "matters",
        name,
        Act.RECORD,
        _subject,
        does,
        fields=fields,
        current=_current(*current),
        template="matters/deed.html",
        context=_about,
        explained=True,
        back="matter",
    )


_RECORD = Deed(
    "matters",
    "record",
    Act.RECORD,
    lambda visit, key: anywhere(visit.asking, "matters", Act.RECORD),
    _record,
    fields=(
        of(
            "matters",
            "contract",
            choices=offered(lambda visit, key: contracts_to_act_on(visit.asking, Act.RECORD)),
        ),
        of("matters", "raised_on", example="2026-06-30"),
        of("matters", "channel"),
        of("matters", "topic", long=True),
        of("matters", "cause"),
    ),
    keyed=False,
    explained=True,
    back="matters",
)
DEEDS = (
    _RECORD,
    _done_to(
        "handle",
        _handle,
        of("matters", "handled_on", required=True),
        asked("note", "web_field_matter_done", hint="web_field_matter_done_hint", long=True),
        current=("handled_on",),
    ),
    _done_to(
        "confirm",
        _confirm,
        of("matters", "outcome", required=True),
        of("matters", "confirmed_by", required=True),
        of("matters", "confirmed_on", required=True),
        current=("outcome", "confirmed_by", "confirmed_on"),
    ),
    _done_to(
        "contest",
        _contest,
        of("matters", "contested_on", required=True),
        asked("note", "web_field_matter_contested", hint="web_field_matter_contested_hint", long=True),
        current=("contested_on",),
    ),
)
PAGES = (
    path("matters/<str:id>/", pages.matter, name="matter"),
    path("matters/<str:id>/code/", pages.code, name="matter_code"),
    path("my-matter/", citizens.mine, name="my_matter"),
)
