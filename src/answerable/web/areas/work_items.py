"""Work items: the list, the boundary question, the record of a verdict, and what can be done with an item."""

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse

from answerable.actions.office.changing import change_row
from answerable.actions.office.pages.subjects import bodies_where, own
from answerable.actions.office.pages.verdicts import boundary_in_use
from answerable.actions.office.pages.work_items import (
    facts_held,
    otherwise_today,
    work_item_subject,
    work_items_seen,
    work_lines,
)
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import add_rows
from answerable.actions.office.verdicts import give_verdict, propose_record
from answerable.core.register.permits import Act, Subject
from answerable.core.rulebook.facts import Fact, FactKind
from answerable.core.tables.declare import Both
from answerable.core.tables.declare import Column as Declared
from answerable.core.tables.register import VERDICTS
from answerable.core.tables.types import Kind, Type, choice
from answerable.records.models import Body, WorkItem
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Cells, Choice, Field, asked, labelled, of, worded
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.views import boundary as questionnaire
from answerable.web.views import work_items as pages

NEVER = "never_asked"
UNKNOWN = "unknown"
_CORRECTED = ("name", "name_en", "catalogue", "in_house_share")


def _may_open(visit: Visit) -> Subject:
    return own(visit.asking, "work_items")


def _bodies(visit: Visit, act: Act) -> list[Choice]:
    rows = Body.objects.filter(id__in=bodies_where(visit.asking, act)).order_by("name", "id")
    return [Choice(row.pk, Both(row.name, row.name_en or row.name)) for row in rows]


def _verdicts(visit: Visit, key: str) -> Iterable[Choice]:
    return (*worded("verdict", VERDICTS), Choice(NEVER, labelled(NEVER)))


def _filtered(rows: QuerySet[WorkItem], wanted: Wanted) -> QuerySet[WorkItem]:
    if words := wanted["search"]:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(name_en__icontains=words)
            | Q(id__icontains=words)
            | Q(catalogue__istartswith=words)
        )
    if body := wanted["body"]:
        rows = rows.filter(body=body)
    if verdict := wanted["verdict"]:
        rows = rows.filter(verdict=None) if verdict == NEVER else rows.filter(verdict=verdict)
    return rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in work_lines(rows):
        item, name = each.item, each.catalogue
        code = item.catalogue or ""
        cells = (
            Both(item.name, item.name_en or item.name),
            Both(item.body.name, item.body.name_en or item.body.name),
            code if name is None else Both(f"{code} {name.zh}", f"{code} {name.en}"),
            item.verdict,
            item.verdict_on,
            each.contracts,
        )
        yield Line(item.pk, cells, reverse("work_item", args=[item.pk]))


def _otherwise_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for item, decision in rows:
        cells = (
            Both(item.name, item.name_en or item.name),
            Both(item.body.name, item.body.name_en or item.body.name),
            item.verdict,
            item.verdict_on,
            decision.verdict.value,
            tuple(each.rule.title for each in decision.deciding),
        )
        yield Line(item.pk, cells, reverse("work_item", args=[item.pk]))


LISTINGS = (
    Listing(
        "work_items",
        "",
        Act.SEE_DUTIES,
        _may_open,
        (
            Column("name", order=("name",)),
            Column("body", order=("body__name",)),
            Column("catalogue", order=("catalogue",)),
            Column("verdict", group="verdict", order=("verdict",)),
            Column("verdict_on", order=("verdict_on",)),
            Column("contracts", "web_work_item_contracts", number=True),
        ),
        lambda visit, wanted: _filtered(work_items_seen(visit.asking), wanted),
        _lines,
        filters=(
            asked("search", "web_field_search", hint="web_field_search_hint", required=False),
            asked("verdict", "web_col_verdict", choice(*VERDICTS, NEVER), required=False, choices=_verdicts),
            asked(
                "body",
                "web_col_body",
                required=False,
                choices=lambda visit, key: _bodies(visit, Act.SEE_CONTRACT),
            ),
        ),
        links=("work_items_register",),
        beside=("work_items_otherwise", "rulebook"),
        explained=True,
    ),
    Listing(
        "work_items",
        "otherwise",
        Act.SEE_DUTIES,
        _may_open,
        (
            Column("name"),
            Column("body"),
            Column("verdict", group="verdict"),
            Column("verdict_on"),
            Column("verdict_now", group="verdict"),
            Column("rules"),
        ),
        lambda visit, wanted: otherwise_today(visit.asking),
        _otherwise_lines,
        beside=("work_items",),
        explained=True,
    ),
)


def _subject(visit: Visit, key: str) -> Subject | None:
    return work_item_subject(key, on=visit.on)


def _about(visit: Visit, key: str) -> dict[str, object]:
    return {"about": WorkItem.objects.get(id=key)}


def _registering(visit: Visit, key: str) -> Subject:
    """Whoever may register in some body is led in; which one he states is asked again."""
    body = min(bodies_where(visit.asking, Act.IMPORT_ROWS), default=None)
    return _may_open(visit) if body is None else Subject("work_items", body=body, bodies=frozenset({body}))


def _register(doing: Doing) -> Done:
    cells = doing.stated("id", "body", *_CORRECTED)
    if not cells["id"]:
        cells["id"] = _derived(cells["body"], cells["name"])
    visit = doing.visit
    add_rows("work_items", [cells], by=visit.actor, at=visit.now, on=visit.on)
    where = reverse("work_item_boundary", args=[cells["id"]])
    return Done(where, "web_work_items_registered", {"work_item": cells["id"]})


def _derived(body: str, name: str) -> str:
    """An id for an item to which nobody gave one: the same for the same work of the same body."""
    return f"w-{hashlib.sha256(f'{body} {name}'.encode()).hexdigest()[:10]}"


def _correct(doing: Doing) -> Done:
    visit = doing.visit
    seen = {name: text for name, text in doing.seen.items() if name in _CORRECTED}
    cells = doing.stated(*_CORRECTED)
    change_row("work_items", (doing.key,), cells, seen=seen, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("work_item", args=[doing.key]), answer={"work_item": doing.key})


def _corrected(visit: Visit, key: str) -> Cells:
    cells = cells_of("work_items", key)
    return {name: cells[name] for name in _CORRECTED}


def _decide(doing: Doing) -> Done:
    visit = doing.visit
    facts = {name: text for name, text in doing.cells.items() if text and text != UNKNOWN}
    decision = give_verdict(doing.key, facts, by=visit.actor, at=visit.now, on=visit.on, seen=doing.seen)
    where = reverse("work_item_record", args=[doing.key])
    return Done(where, "web_work_items_decided", {"verdict": decision.verdict.value})


def _fact_fields(visit: Visit, key: str) -> tuple[Field, ...]:
    boundary = boundary_in_use()
    return () if boundary is None else tuple(map(_fact_field, boundary.facts))


def _fact_field(fact: Fact) -> Field:
    if fact.kind is FactKind.NUMBER:
        return Field(Declared(fact.id, _number(fact), fact.question, fact.help, required=False))
    answers = (
        *(Choice(each.id, each.title) for each in fact.options),
        Choice(UNKNOWN, labelled("web_boundary_unknown")),
    )
    type = choice(*(each.value for each in answers))
    column = Declared(fact.id, type, fact.question, fact.help, required=False)
    return Field(column, choices=lambda visit, key: answers)


def _number(fact: Fact) -> Type:
    return Type(Kind.INTEGER, low=Decimal(fact.low), high=Decimal(fact.high))


def _facts_now(visit: Visit, key: str) -> Cells:
    boundary, held = boundary_in_use(), facts_held(key)
    return {} if boundary is None else {fact.id: held.get(fact.id, "") for fact in boundary.facts}


def _sign(doing: Doing) -> Done:
    visit = doing.visit
    id = propose_record(doing.key, doing["note"], by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("decision", args=[id]), "web_work_items_proposed", {"decision": id})


DEEDS = (
    Deed(
        "work_items",
        "register",
        Act.IMPORT_ROWS,
        _registering,
        _register,
        fields=(
            of("work_items", "body", choices=lambda visit, key: _bodies(visit, Act.IMPORT_ROWS)),
            of("work_items", "name", example="河道保洁"),
            of("work_items", "name_en", example="Cleaning of waterways"),
            of("work_items", "catalogue", example="C13050100"),
            of("work_items", "in_house_share", example="0.25"),
            of("work_items", "id", required=False, example="river-cleaning"),
        ),
        keyed=False,
        explained=True,
        template="work_items/register.html",
        back="work_items",
    ),
    Deed(
        "work_items",
        "correct",
        Act.IMPORT_ROWS,
        _subject,
        _correct,
        fields=tuple(of("work_items", name) for name in _CORRECTED),
        current=_corrected,
        context=_about,
        explained=True,
        back="work_item",
    ),
    Deed(
        "work_items",
        "decide",
        Act.PROPOSE,
        _subject,
        _decide,
        more=_fact_fields,
        current=_facts_now,
        context=_about,
        explained=True,
        back="work_item",
    ),
    Deed(
        "work_items",
        "sign",
        Act.PROPOSE,
        _subject,
        _sign,
        fields=(
            asked(
                "note", "web_field_record_note", hint="web_field_record_note_hint", required=False, long=True
            ),
        ),
        context=_about,
        explained=True,
        back="work_item_record",
    ),
)
PAGES = (
    path("work-items/list/find/", pages.find, name="work_items_find"),
    path("work-items/<str:id>/", pages.work_item, name="work_item"),
    path("work-items/<str:id>/boundary/", questionnaire.ask, name="work_item_boundary"),
    path("work-items/<str:id>/record/", pages.record, name="work_item_record"),
)
