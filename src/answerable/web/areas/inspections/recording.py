"""Recording an inspection on the spot, a group of fields for each item; or that it was not possible."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.urls import reverse

from answerable.actions.office.inspecting import record_inspection, record_missed
from answerable.actions.office.inspection_sheet import asked_of, duties_to_do, sheet_of
from answerable.actions.office.pages.inspections import inspection_subject
from answerable.core.evidence.inspection.checklist import CLAUSE, Answer, Item
from answerable.core.evidence.inspection.decide import Made
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.inspection import BASES
from answerable.core.tables.types import DATE, HASH, choice
from answerable.records.models import Inspection
from answerable.render import words
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Choice, Field, asked, labelled, of, worded

_PARTS = ("note", "severity", "document")
"""What may be said of an item beside its result, after its key and a full stop."""
SEVERITIES = of("findings", "severity").type.choices
_NOTHING = Both("", "")


def _subject(visit: Visit, key: str) -> Subject | None:
    return inspection_subject(key, visit.asking)


def _contract(key: str) -> str:
    return str(Inspection.objects.values_list("contract", flat=True).get(id=key))


def _items(visit: Visit, key: str) -> tuple[Field, ...]:
    """Four fields for each item: its result, and what may be said beside it."""
    found: list[Field] = []
    section = None
    for item in sheet_of(_contract(key), on=visit.on):
        heading = None if item.basis == section else labelled(_SECTIONS[item.basis])
        found += _of_item(item, heading)
        section = item.basis
    return tuple(found)


_SECTIONS = dict(
    zip(BASES, ("web_inspect_clauses", "web_inspect_indicators", "web_inspect_general"), strict=True)
)


def _of_item(item: Item, heading: Both | None) -> Iterable[Field]:
    said = Both(item.text, item.text) if item.basis == CLAUSE else _NOTHING
    result = of("inspection_checks", "result", name=item.key, section=heading)
    yield replace(result, column=replace(result.column, title=asked_of(item), help=said))
    yield of("inspection_checks", "note", name=f"{item.key}.note", long=True)
    yield asked(
        f"{item.key}.severity",
        "web_field_propose",
        choice(*SEVERITIES),
        hint="web_field_propose_hint",
        required=False,
        choices=_severities,
    )
    yield _photograph(f"{item.key}.document")


def _photograph(name: str) -> Field:
    return asked(name, "web_field_photo", HASH, hint="web_field_photo_hint", required=False, file=True)


def _severities(visit: Visit, key: str) -> Iterable[Choice]:
    """How serious a finding is; the first answer takes a choice back."""
    return Choice("", labelled("web_field_propose_none")), *worded("severity", SEVERITIES)


def _duties(visit: Visit, key: str) -> Iterable[Choice]:
    """The open duties of the contract to inspect, each with its period; the first answer takes a choice back."""
    yield Choice("", labelled("web_field_inspect_duty_none"))
    for id, period in duties_to_do(_contract(key), on=visit.on):
        zh, en = (words.term("duty_kind", "inspect", lang) for lang in ("zh", "en"))
        yield Choice(f"{id}/{period}", Both(f"{zh} {period}", f"{en} {period}"))


def _record(doing: Doing) -> Done:
    visit = doing.visit
    items = sheet_of(_contract(doing.key), on=visit.on)
    duty, _, period = doing["duty"].rpartition("/")
    made = record_inspection(
        doing.key,
        Made(date.fromisoformat(doing["inspected_on"]), {item.key: _answer(doing, item) for item in items}),
        note=doing["note"],
        document=doing["document"],
        duty=(duty, period) if duty else None,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    answer = {"outcome": made.outcome, "findings": list(made.findings)}
    return Done(reverse("inspection", args=[doing.key]), "web_inspections_recorded", answer=answer)


def _answer(doing: Doing, item: Item) -> Answer:
    note, severity, document = (doing[f"{item.key}.{part}"] for part in _PARTS)
    return Answer(doing[item.key], note=note, severity=severity or None, document=document)


def _miss(doing: Doing) -> Done:
    visit = doing.visit
    record_missed(
        doing.key,
        tried_on=date.fromisoformat(doing["inspected_on"]),
        why=doing["note"],
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("inspection", args=[doing.key]), "web_inspections_recorded")


def _about(visit: Visit, key: str) -> Mapping[str, object]:
    row = Inspection.objects.select_related("contract").get(id=key)
    return {"about": row.contract, "inspection": row}


_DAY = asked(
    "inspected_on", "web_col_inspected_on", DATE, hint="web_field_inspected_on_hint", example="2027-01-15"
)
DEEDS = (
    Deed(
        "inspections",
        "record",
        Act.RECORD,
        _subject,
        _record,
        fields=(
            _DAY,
            of("inspections", "note", long=True),
            asked(
                "duty",
                "web_field_inspect_duty",
                hint="web_field_inspect_duty_hint",
                required=False,
                choices=_duties,
            ),
            _photograph("document"),
        ),
        more=_items,
        template="inspections/record.html",
        context=_about,
        explained=True,
        back="inspection",
    ),
    Deed(
        "inspections",
        "missed",
        Act.RECORD,
        _subject,
        _miss,
        fields=(_DAY, of("inspections", "note", required=True, long=True)),
        context=_about,
        explained=True,
        back="inspection",
    ),
)
