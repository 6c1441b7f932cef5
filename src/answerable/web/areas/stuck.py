"""Cases that stand still, for a supervising department or a head: lists to ask after, and a question to the head."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from answerable.actions.office.cases.questions import ask
from answerable.actions.office.pages import stuck as lists
from answerable.actions.office.pages.cases.seen import case_subject
from answerable.actions.office.pages.overview import overseen
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.types import IDENT
from answerable.records.models import Body, Case
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Choice, asked
from answerable.web.desk.lists import Column, Line, Lines, Listing, Wanted


def _may_open(visit: Visit) -> Subject:
    return anywhere(visit.asking, "stuck", Act.OVERSEE)


def _named(thing: Any) -> Both:
    return Both(thing.name, thing.name_en or thing.name)


def _bodies(visit: Visit, key: str) -> Iterable[Choice]:
    rows = Body.objects.filter(id__in=overseen(visit.asking)).order_by("name", "id")
    return [Choice(each.pk, _named(each)) for each in rows]


_BODY = asked("body", "web_col_body", IDENT, required=False, choices=_bodies)


def _case(id: str) -> str:
    return reverse("case", args=[id])


def _stuck(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in lists.stuck_lines(rows, on=visit.on):
        course, turn = each.course, each.turn
        cells = (
            _named(course.contract),
            _named(course.contract.body),
            _named(course.contract.provider),
            course.state,
            None if turn is None else turn.what,
            each.owner,
            None if turn is None else turn.by,
            each.days_late,
            None if turn is None else turn.escalated_on,
            each.moved_on,
        )
        yield Line(course.pk, cells, _case(course.pk), late=each.days_late is not None)


def _closed(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in lists.closed_lines(rows):
        row, contract = each.row, each.row.case.contract
        cells = (
            _named(contract),
            _named(contract.body),
            _named(contract.provider),
            row.act,
            each.outcome or None,
            each.reason,
            row.on,
        )
        yield Line(f"{row.case_id}/{row.number}", cells, _case(row.case_id))


def _endings(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in lists.ending_lines(rows):
        row = each.approval
        cells = (
            None if row.contract is None else _named(row.contract),
            _named(row.body),
            each.way,
            row.opened_at,
            row.changed_at,
            each.waits_for,
        )
        yield Line(row.pk, cells, reverse("decision", args=[row.pk]))


def _protections(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in lists.protection_lines(rows, on=visit.on):
        turn = each.turn
        cells = (
            _named(turn.contract),
            _named(turn.contract.body),
            each.measures,
            turn.since,
            turn.by,
            each.owner,
            turn.escalated_on,
        )
        yield Line(str(turn.pk), cells, _case(turn.case_id), late=each.late)


def _listing(
    name: str, rows: Any, body: str, columns: tuple[Column, ...], lines: Lines, **more: Any
) -> Listing:
    """A list over the bodies that somebody looks after; `body` is the way from a row to its body."""

    def filtered(visit: Visit, wanted: Wanted) -> QuerySet[Any]:
        found: QuerySet[Any] = rows(visit.asking)
        return found.filter(**{body: wanted["body"]}) if wanted["body"] else found

    return Listing(
        "stuck",
        name,
        Act.OVERSEE,
        _may_open,
        columns,
        filtered,
        lines,
        filters=(_BODY,),
        explained=True,
        **more,
    )


LISTINGS = (
    _listing(
        "",
        lists.stuck,
        "contract__body",
        (
            Column("contract", label="contract", order=("contract__name",)),
            Column("body", order=("contract__body__name",)),
            Column("provider", order=("contract__provider__name",)),
            Column("state", label="web_stuck_state", group="case_state", order=("state",)),
            Column("waits", label="web_stuck_waits", group="case_waits"),
            Column("owner", label="web_stuck_owner"),
            Column("due", label="web_stuck_due", order=("due",)),
            Column("days_late", label="web_stuck_days_late", number=True),
            Column("escalated_on", label="web_stuck_escalated_on"),
            Column("moved_on", label="web_stuck_moved_on", order=("moved_on",)),
        ),
        _stuck,
        beside=("stuck_closed", "stuck_endings", "stuck_protections"),
    ),
    _listing(
        "closed",
        lists.quietly_closed,
        "case__contract__body",
        (
            Column("contract", label="contract", order=("case__contract__name",)),
            Column("body", order=("case__contract__body__name",)),
            Column("provider", order=("case__contract__provider__name",)),
            Column("act", label="web_stuck_act", group="case_act", order=("act",)),
            Column("outcome", label="web_stuck_outcome", group="case_dismissal"),
            Column("reason", label="web_stuck_reason"),
            Column("on", label="web_stuck_on", order=("on",)),
        ),
        _closed,
        beside=("stuck",),
    ),
    _listing(
        "endings",
        lists.stalled_endings,
        "body",
        (
            Column("contract", label="contract", order=("contract__name",)),
            Column("body", order=("body__name",)),
            Column("way", label="web_stuck_way", group="ending_way"),
            Column("opened_at", label="web_stuck_opened_at", order=("opened_at",)),
            Column("changed_at", label="web_stuck_moved_on", order=("changed_at",)),
            Column("waits_for", label="web_stuck_waits", group="step_role"),
        ),
        _endings,
        beside=("stuck",),
    ),
    _listing(
        "protections",
        lists.unreviewed,
        "contract__body",
        (
            Column("contract", label="contract", order=("contract__name",)),
            Column("body", order=("contract__body__name",)),
            Column("measures", label="web_stuck_measures", group="case_measure"),
            Column("since", label="web_stuck_since", order=("since",)),
            Column("due", label="web_stuck_due", order=("by",)),
            Column("owner", label="web_stuck_owner"),
            Column("escalated_on", label="web_stuck_escalated_on", order=("escalated_on",)),
        ),
        _protections,
        beside=("stuck",),
    ),
)


def _of_case(visit: Visit, key: str) -> Subject | None:
    return case_subject(key, visit.asking, inside=True)


def _about(visit: Visit, key: str) -> Mapping[str, object]:
    return {"about": Case.objects.select_related("contract").get(id=key).contract}


def _ask(doing: Doing) -> Done:
    visit = doing.visit
    id = ask(doing.key, doing["question"], by=visit.actor, at=visit.now, on=visit.on)
    return Done(_case(doing.key), "web_stuck_asked", answer={"question": id})


DEEDS = (
    Deed(
        "stuck",
        "ask",
        Act.OVERSEE,
        _of_case,
        _ask,
        fields=(asked("question", "web_stuck_question", hint="web_stuck_question_hint", long=True),),
        context=_about,
        explained=True,
        grave=True,
        back="case",
    ),
)
PAGES = ()
