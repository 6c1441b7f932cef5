"""Corrections that are owed to the public: a list for those who see to it that each place is put right."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from answerable.actions.office.pages.corrections import owed, owed_lines
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.core.tables.types import choice
from answerable.core.terms.message import Message
from answerable.records.models import CaseTurn
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed
from answerable.web.desk.fields import asked
from answerable.web.desk.lists import Column, Line, Listing, Wanted


def _rows(visit: Visit, wanted: Wanted) -> QuerySet[CaseTurn]:
    rows = owed(visit.asking)
    if wanted["state"] == "overdue":
        return rows.filter(by__lt=visit.on)
    return rows.filter(owner__in=visit.asking.persons) if wanted["state"] == "mine" else rows


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for each in owed_lines(rows):
        turn, contract, made = each.turn, each.turn.contract, each.correction
        number = "" if made is None else made.number
        cells = (
            each.place,
            Both(contract.name, contract.name_en or contract.name),
            Message.of("correction_owed", place=each.place, number=number),
            None if made is None else made.reason,
            turn.since,
            turn.by,
            each.owner,
        )
        yield Line(str(turn.pk), cells, reverse("case", args=[turn.case_id]), late=turn.by < visit.on)


LISTINGS = (
    Listing(
        "corrections",
        "owed",
        Act.SEE_DUTIES,
        lambda visit: own(visit.asking, "corrections"),
        (
            Column("place", label="web_corrections_place"),
            Column("contract", label="contract", order=("contract__name",)),
            Column("do", label="web_corrections_do"),
            Column("reason", label="web_corrections_reason"),
            Column("since", label="web_corrections_since", order=("since",)),
            Column("due", label="web_corrections_due", order=("by",)),
            Column("owner", label="web_corrections_owner"),
        ),
        _rows,
        _lines,
        filters=(
            asked(
                "state",
                "web_corrections_which",
                choice("mine", "overdue"),
                required=False,
                group="owed_which",
            ),
        ),
        explained=True,
    ),
)
DEEDS: tuple[Deed, ...] = ()
PAGES = ()
