"""The board of cases."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from answerable.actions.office.cases.loading import routes
from answerable.actions.office.pages.cases.board import (
    board,
    bodies_with_cases,
    case_lines,
    found_by,
    mine,
    overdue,
)
from answerable.actions.office.pages.choosing import Offered
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.core.tables.oversight import CASE_STATES
from answerable.core.tables.types import IDENT, choice
from answerable.records.models import Case
from answerable.web.actor import Visit
from answerable.web.desk.fields import asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.desk.offers import offered


def _filtered(visit: Visit, wanted: Wanted) -> QuerySet[Case]:
    rows = board(visit.asking)
    if words := wanted["search"]:
        rows = found_by(rows, words)
    by_column = {
        "state": "now",
        "body": "contract__body",
        "provider": "contract__provider",
        "route": "course__route",
        "contract": "contract",
    }
    for name, column in by_column.items():
        if text := wanted[name]:
            rows = rows.filter(**{column: text})
    if wanted["overdue"]:
        rows = overdue(rows, on=visit.on)
    return mine(rows, visit.asking) if wanted["mine"] else rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in case_lines(rows, visit.asking):
        row, turn = each.case, each.turn
        contract = row.contract
        cells = (
            Both(row.subject, row.subject_en or row.subject),
            _named(contract),
            _named(contract.provider),
            each.state,
            each.stage,
            each.since,
            each.owner,
            None if turn is None else turn.what,
            None if turn is None else turn.by,
            None if turn is None else turn.provisional,
            each.late,
        )
        yield Line(row.pk, cells, reverse("case", args=[row.pk]), late=each.late)


def _named(thing: Any) -> Both:
    return Both(thing.name, thing.name_en or thing.name)


def _routes(visit: Visit, key: str) -> tuple[Offered, ...]:
    return tuple(Offered(each.id, each.title) for each in routes().routes)


_YES = choice("yes")
LISTINGS = (
    Listing(
        "cases",
        "",
        Act.SEE_OWN,
        lambda visit: own(visit.asking, "cases"),
        (
            Column("subject", label="web_col_case_subject", order=("subject",)),
            Column("contract", label="web_col_case_contract", order=("contract__name",)),
            Column("provider", order=("contract__provider__name",)),
            Column("state", label="web_col_case_state", group="case_state", order=("now",)),
            Column("stage", label="web_col_case_stage", group="case_stage", order=("course__stage",)),
            Column("since", label="web_col_case_since", order=("since",)),
            Column("turn", label="web_col_case_turn"),
            Column("what", label="web_col_case_what", group="case_waits"),
            Column("by", label="web_col_case_by", order=("due",)),
            Column("provisional", label="web_col_case_provisional"),
            Column("overdue", label="web_col_case_overdue"),
        ),
        _filtered,
        _lines,
        filters=(
            asked("search", "web_field_search", hint="web_field_search_hint", required=False),
            asked("state", "web_col_case_state", choice(*CASE_STATES), required=False, group="case_state"),
            asked(
                "body",
                "web_col_body",
                IDENT,
                required=False,
                choices=offered(lambda visit, key: bodies_with_cases(visit.asking)),
            ),
            asked("overdue", "web_col_case_overdue", _YES, required=False, group="yes_no"),
            asked("mine", "web_col_case_mine", _YES, required=False, group="yes_no"),
            asked("route", "web_field_case_route", IDENT, required=False, choices=offered(_routes)),
            of("contracts", "provider", required=False),
            of("cases", "contract", required=False),
        ),
        links=("cases_urgent",),
        explained=True,
    ),
)
