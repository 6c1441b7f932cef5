"""The order to rectify, item by item; the re-check of every open item; and what is concluded from it."""

from collections.abc import Iterator

from django.urls import reverse

from answerable.actions.office.approvals import Proposed, propose
from answerable.actions.office.pages.cases import offers
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import Item
from answerable.core.register.permits import Act
from answerable.core.tables.types import TEXT, choice
from answerable.records.models import Case
from answerable.web.actor import Visit
from answerable.web.areas.cases.asking import (
    EVIDENCE,
    MINUTES,
    NUMBER,
    REASON,
    WORKDAYS,
    evidence,
    offered_codes,
    text,
    titled,
)
from answerable.web.areas.cases.ordering import ABOUT, order_cells, order_content, order_fields
from answerable.web.areas.cases.stepping import not_moved, step_deed
from answerable.web.desk.deeds import Doing, Done
from answerable.web.desk.fields import Cells, Field, asked

_RESULT, _NOTE = "result.", "note."


def _propose(doing: Doing) -> Done:
    """Draft the order: whoever signs last issues it."""
    visit = doing.visit
    not_moved(doing)
    contract = Case.objects.values_list("contract", flat=True).get(id=doing.key)
    content = order_content(doing.key, doing.cells)
    id = propose(Proposed("order", contract, content), by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("decision", args=[id]), "web_contracts_proposed", answer={"decision": id})


def _nothing(doing: Doing) -> acts.Act:
    raise TypeError("an order is proposed")


def _rows(visit: Visit, key: str) -> tuple[Field, ...]:
    return order_fields(key, on=visit.on)


def _demands(visit: Visit, key: str) -> Cells:
    """A row for each finding that stands, with the period of the route."""
    now = offers.now_of(key, on=visit.on)
    days = str(now.route.clocks["items"].workdays)
    return order_cells([{"finding": each, "workdays": days} for each in now.to_order])


def _check_fields(visit: Visit, key: str) -> tuple[Field, ...]:
    """A result and a note for each item that is open."""
    return tuple(_of_items(offers.now_of(key, on=visit.on).open_items))


def _of_items(items: tuple[Item, ...]) -> Iterator[Field]:
    for each in items:
        yield titled(
            asked(
                f"{_RESULT}{each.id}",
                "web_field_case_recheck",
                choice(*acts.RESULTS),
                hint="web_field_case_recheck_hint",
                group="recheck_result",
            ),
            each.demand,
            each.demand_en or each.demand,
        )
        yield asked(
            f"{_NOTE}{each.id}",
            "web_field_case_measured",
            TEXT,
            hint="web_field_case_measured_hint",
            required=False,
            long=True,
        )


def _recheck(doing: Doing) -> acts.Recheck:
    results = tuple(
        acts.Result(item=item, result=found, note=doing[f"{_NOTE}{item}"])
        for name, found in doing.cells.items()
        if name.startswith(_RESULT)
        for item in (name.removeprefix(_RESULT),)
    )
    return acts.Recheck(results=results, number=doing["number"], evidence=evidence(doing))


def _extend(doing: Doing) -> acts.Extend:
    return acts.Extend(
        reason=doing["reason"],
        workdays=int(doing["workdays"]),
        number=doing["number"],
        minutes=doing["minutes"],
    )


def _accept(doing: Doing) -> acts.AcceptRest:
    return acts.AcceptRest(reason=doing["reason"], minutes=doing["minutes"])


def _not_corrected(doing: Doing) -> acts.FindNotCorrected:
    return acts.FindNotCorrected(reason=doing["reason"], number=doing["number"], minutes=doing["minutes"])


def _hand_over(doing: Doing) -> acts.HandOver:
    return acts.HandOver(item=doing["item"], note=doing["note"], evidence=evidence(doing))


DEEDS = (
    step_deed(
        Kind.ORDER,
        _nothing,
        *ABOUT,
        act=Act.PROPOSE,
        does=_propose,
        more=_rows,
        suggested=_demands,
    ),
    step_deed(Kind.RECHECK, _recheck, NUMBER, *EVIDENCE, more=_check_fields),
    step_deed(Kind.EXTEND, _extend, WORKDAYS, REASON, NUMBER, MINUTES, grave=True),
    step_deed(Kind.ACCEPT_REST, _accept, REASON, MINUTES, grave=True),
    step_deed(Kind.FIND_NOT_CORRECTED, _not_corrected, REASON, NUMBER, MINUTES, grave=True),
    step_deed(
        Kind.HAND_OVER,
        _hand_over,
        offered_codes("web_field_case_item", "hand_over_item", offers.left_over),
        text("web_field_case_note"),
        *EVIDENCE,
    ),
)
