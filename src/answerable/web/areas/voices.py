"""Watched accounts, sites and papers, and the board of how each is collected. Nothing is changed here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path, reverse

from answerable.actions.office.pages.board import Day, board_lines, in_state, voices_seen
from answerable.actions.office.pages.subjects import own
from answerable.actions.office.pages.voices import with_findings
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.core.tables.types import YES_NO, choice
from answerable.core.watch.board import State
from answerable.records.models import Voice
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed
from answerable.web.desk.fields import asked, of
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.views import voices as pages


def _day(visit: Visit) -> Day:
    return Day(visit.on, visit.zone)


def _filtered(visit: Visit, wanted: Wanted) -> QuerySet[Voice]:
    rows = voices_seen(visit.asking)
    if words := wanted["search"]:
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(id__icontains=words)
            | Q(platform__icontains=words)
            | Q(contract__name__icontains=words)
            | Q(contract__name_en__icontains=words)
        )
    for name in ("kind", "custody", "contract"):
        if code := wanted[name]:
            rows = rows.filter(**{name: code})
    if wanted["found"] == "yes":
        rows = with_findings(rows, confirmed=visit.actor.provider is not None)
    return in_state(rows, wanted["state"], _day(visit)) if wanted["state"] else rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in board_lines(rows, _day(visit)):
        row, contract = each.voice, each.voice.contract
        cells = (
            Both(row.name, row.name),
            row.kind,
            row.platform,
            Both(contract.name, contract.name_en or contract.name),
            row.custody,
            each.seen_at,
            each.said_at,
            each.state.value,
        )
        yield Line(row.pk, cells, reverse("voice", args=[row.pk]))


def _board(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in board_lines(rows, _day(visit)):
        row = each.voice
        cells = (
            Both(row.name, row.name),
            each.state.value,
            each.why,
            each.seen_at,
            each.tried_at,
            each.outcome,
            each.tries,
            each.failed,
            each.in_a_row,
            each.came,
            each.next_on,
        )
        yield Line(row.pk, cells, reverse("voice", args=[row.pk]), late=each.ours)


_SEARCH = asked("search", "web_field_search", hint="web_field_search_hint", required=False)
_STATE = asked(
    "state",
    "web_col_board_state",
    choice(*(each.value for each in State)),
    required=False,
    group="board_state",
)
_FOUND = asked("found", "web_field_with_findings", YES_NO, required=False)
_CONTRACT = of("voices", "contract", required=False)
LISTINGS = (
    Listing(
        "voices",
        "",
        Act.SEE_OWN,
        lambda visit: own(visit.asking, "voices"),
        (
            Column("name", order=("name",)),
            Column("kind", label="web_col_voice_kind", group="voice_kind", order=("kind",)),
            Column("platform", label="web_col_platform", order=("platform",)),
            Column("contract", label="web_col_voice_contract", order=("contract__name",)),
            Column("custody", label="web_col_custody", group="custody", order=("custody",)),
            Column("seen_at", label="web_col_seen_at"),
            Column("said_at", label="web_col_said_at"),
            Column("state", label="web_col_board_state", group="board_state"),
        ),
        _filtered,
        _lines,
        filters=(
            _SEARCH,
            of("voices", "kind", required=False),
            of("voices", "custody", required=False),
            _STATE,
            _FOUND,
            _CONTRACT,
        ),
        beside=("voices_board",),
        explained=True,
    ),
    Listing(
        "voices",
        "board",
        Act.SEE_DUTIES,
        lambda visit: own(visit.asking, "voices"),
        (
            Column("name", order=("name",)),
            Column("state", label="web_col_board_state", group="board_state"),
            Column("why", label="web_col_board_why"),
            Column("seen_at", label="web_col_seen_at"),
            Column("tried_at", label="web_col_tried_at"),
            Column("outcome", label="web_col_collection", group="collection"),
            Column("tries", label="web_col_tries", number=True),
            Column("failed", label="web_col_failed_tries", number=True),
            Column("in_a_row", label="web_col_in_a_row", number=True),
            Column("came", label="web_col_came", number=True),
            Column("next_on", label="web_col_next_on"),
        ),
        _filtered,
        _board,
        filters=(_SEARCH, of("voices", "kind", required=False), _STATE, _CONTRACT),
        beside=("voices",),
        explained=True,
    ),
)
DEEDS: tuple[Deed, ...] = ()
PAGES = (path("voices/<str:id>/", pages.voice, name="voice"),)
