"""Duties: all that one owes and one's turns in cases as lists, and recording that a planned duty was done or paid."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import reverse

from answerable.actions.office.actors import Subjects
from answerable.actions.office.doing import do_duty
from answerable.actions.office.pages.duties import lines_from, lines_of_turns, owed_by, turns_of
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import DATE, choice
from answerable.records.models import CaseTurn, DutyOwed, PlannedDuty
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted

_PAYING = "pay"
_WHEN = ("overdue", "today", "week", "later")


def _mine(visit: Visit) -> Subject:
    return own(visit.asking, "duties")


def _spans(on: date) -> dict[str, tuple[date, date]]:
    """The first and last day of each choice of when something is due."""
    end = on + timedelta(days=6 - on.weekday())
    spans = {"overdue": (date.min, on - timedelta(days=1)), "today": (on, on)}
    return spans | {
        "week": (on + timedelta(days=1), end),
        "later": (max(end, on) + timedelta(days=1), date.max),
    }


def _rows(visit: Visit, wanted: Wanted) -> Any:
    rows = owed_by(visit.asking)
    if wanted["due"]:
        rows = rows.filter(by__range=_spans(visit.on)[wanted["due"]])
    if wanted["search"]:
        rows = rows.filter(contract__name__icontains=wanted["search"]) | rows.filter(
            contract__name_en__icontains=wanted["search"]
        )
    return rows


def _turns(visit: Visit, wanted: Wanted) -> Any:
    rows = turns_of(visit.asking).annotate(key_text=Cast("row", CharField()))
    if wanted["due"]:
        rows = rows.filter(by__range=_spans(visit.on)[wanted["due"]])
    return rows


def _lines_of_turns(visit: Visit, rows: Sequence[CaseTurn]) -> Iterable[Line]:
    for row, line in zip(
        rows, lines_of_turns(rows, on=visit.on, clerk=visit.actor.provider is not None), strict=True
    ):
        cells = (
            Both(row.case.subject, row.case.subject_en or row.case.subject),
            row.what,
            Both(line.contract, line.contract_en or line.contract),
            line.by,
            line.workdays_late or None,
            line.ground,
        )
        yield Line(str(row.pk), cells, reverse("case", args=[row.case_id]), late=line.overdue)


def _lines(visit: Visit, rows: Sequence[DutyOwed]) -> Iterable[Line]:
    for row, line in zip(rows, lines_from(rows), strict=True):
        cells = (
            Both(line.what["zh"], line.what["en"]),
            Both(line.contract, line.contract_en or line.contract),
            line.by,
            line.workdays_late or None,
            line.ground,
        )
        path = reverse("contract", args=[line.contract_id]) + "#duties"
        yield Line(row.duty, cells, path, late=line.overdue or line.by < visit.on)


_DUE = asked("due", "web_duties_when", choice(*_WHEN), required=False, group="duties_due")
LISTINGS = (
    Listing(
        "duties",
        "all",
        Act.SEE_OWN,
        _mine,
        (
            Column("duty"),
            Column("contract", order=("contract__name",)),
            Column("due_by", order=("by",)),
            Column("workdays_late", number=True),
            Column("ground"),
        ),
        _rows,
        _lines,
        filters=(
            asked("search", "web_field_search", hint="web_field_search_hint", required=False),
            _DUE,
        ),
        by_id="duty",
    ),
    Listing(
        "duties",
        "cases",
        Act.SEE_OWN,
        _mine,
        (
            Column("subject", label="web_col_case_subject"),
            Column("what", label="web_col_case_what", group="case_waits"),
            Column("contract", order=("contract__name",)),
            Column("due_by", order=("by",)),
            Column("workdays_late", number=True),
            Column("ground"),
        ),
        _turns,
        _lines_of_turns,
        filters=(_DUE,),
        by_id="key_text",
    ),
)


def _subject(key: str, visit: Visit, *, paying: bool) -> Subject | None:
    """A planned duty as something that is asked about; paying is a deed of its own."""
    found = (
        PlannedDuty.objects.filter(id=key, side="body").values_list("kind", "contract__body", "who").first()
    )
    if found is None or (found[0] == _PAYING) is not paying:
        return None
    owner, above = Subjects(visit.on).line(found[1])
    return Subject("duties", body=owner, bodies=above, person=found[2])


def _about(visit: Visit, key: str) -> dict[str, object]:
    planned = PlannedDuty.objects.select_related("contract").get(id=key)
    return {"about": planned.contract, "planned": planned}


def _do(doing: Doing) -> Done:
    visit = doing.visit
    do_duty(
        doing.key,
        period=doing["period"],
        done_on=date.fromisoformat(doing["done_on"]),
        note=doing["note"],
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("duties"), "web_duties_recorded", {"duty": doing.key, "period": doing["period"]})


_FIELDS = (
    of("duties_done", "period", example="2026-05"),
    asked("done_on", "web_duties_done_on", DATE, example="2026-06-30"),
    of("duties_done", "note", long=True, example="§ 3"),
)


def _deed(name: str, act: Act, *, paying: bool) -> Deed:
    return Deed(
        "duties",
        name,
        act,
        lambda visit, key: _subject(key, visit, paying=paying),
        _do,
        fields=_FIELDS,
        explained=True,
        template="duties/do.html",
        context=_about,
        back="",
    )


DEEDS = (_deed("do", Act.DO_DUTY, paying=False), _deed("pay", Act.PAY, paying=True))
PAGES = ()
