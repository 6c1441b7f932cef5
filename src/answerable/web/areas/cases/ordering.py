"""An order to rectify as a form, with rows for its items: drafted from a case, edited in its decision."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from answerable.actions.office.pages.cases import offers
from answerable.actions.office.pages.cases.items import items_of
from answerable.core.tables.declare import Both
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.tables.types import IDENT
from answerable.core.terms.message import Message
from answerable.records.models import Approval
from answerable.web.actor import Visit
from answerable.web.areas.cases.asking import (
    NUMBER,
    WORKDAYS,
    findings,
    text,
)
from answerable.web.areas.contracts.contents import DecisionForm
from answerable.web.desk.fields import Cells, Field, asked, labelled
from answerable.web.desk.offers import offered

LEAST_ROWS, FREE_ROWS, MOST_ROWS = 3, 2, 100
_PARTS = ("finding", "demand", "demand_en", "workdays")
_WHOLE = ("number", "answer", "set_aside", "reason")
"""What is stated of the order as a whole."""
ABOUT = (
    NUMBER,
    text("web_field_case_answer", required=False),
    findings("web_field_case_set_aside", offers.to_order, required=False),
    text("web_field_case_order_reason", name="reason", required=False),
)


def order_fields(case: str, *, on: date, items: int = 0) -> tuple[Field, ...]:
    """Rows for items: one for each finding that stands, some that are free, and never fewer than three."""
    known = offers.to_order(case, on=on)
    rows = min(MOST_ROWS, max(LEAST_ROWS, max(len(known), items) + FREE_ROWS))
    offer = offered(lambda visit, key: known)
    return tuple(field for number in range(1, rows + 1) for field in _row(number, offer))


def _row(number: int, offer: Any) -> Iterator[Field]:
    heading = Both(f"整改项 {number}", f"Item {number}")
    yield asked(
        f"finding_{number}",
        "web_field_case_finding",
        IDENT,
        hint="web_field_case_finding_hint",
        required=False,
        choices=offer,
        section=heading,
    )
    yield text("web_field_case_demand", name=f"demand_{number}", required=False)
    yield text("web_field_case_demand_en", name=f"demand_en_{number}", required=False)
    days = replace(WORKDAYS.column, name=f"workdays_{number}", required=False)
    yield replace(WORKDAYS, column=days)


def order_cells(items: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Items as the rows of a form."""
    return {
        f"{part}_{number}": str(item.get(part, ""))
        for number, item in enumerate(items, start=1)
        for part in _PARTS
    }


def order_content(case: str, cells: Cells) -> dict[str, str]:
    """The content of the decision. A row without a demand says nothing; whether its finding fits is the gate's matter.

    Raises UnsoundError for rows that are written by half.
    """
    rows = list(_written(cells))
    faults = tuple(fault for number, row in rows for fault in _half(number, row))
    if faults:
        raise UnsoundError("body", faults)
    items = [
        {
            "finding": row["finding"],
            "demand": row["demand"],
            **({"demand_en": row["demand_en"]} if row["demand_en"] else {}),
            "workdays": int(row["workdays"]),
        }
        for _, row in rows
    ]
    whole = {name: text for name in _WHOLE if (text := cells.get(name, ""))}
    return {"case": case, "items": json.dumps(items, ensure_ascii=False), **whole}


def _written(cells: Cells) -> Iterator[tuple[int, dict[str, str]]]:
    for number in range(1, MOST_ROWS + 1):
        row = {part: cells.get(f"{part}_{number}", "") for part in _PARTS}
        if row["demand"] or row["demand_en"]:
            yield number, row


def _half(number: int, row: Mapping[str, str]) -> Iterator[Fault]:
    titles = {"demand": labelled("web_field_case_demand"), "workdays": WORKDAYS.column.title}
    for part, title in titles.items():
        if not row[part]:
            message = Message.of("field_empty", title=title.zh, title_en=title.en)
            yield Fault("body", None, f"{part}_{number}", message)


@dataclass(frozen=True)
class OrderForm(DecisionForm):
    """The form in which an order that is drafted is edited."""

    def asks(self, visit: Visit, row: Approval) -> tuple[Field, ...]:
        case = str(row.content.get("case", ""))
        whole = tuple(_of_case(each, case) for each in self.fields)
        return (*whole, *order_fields(case, on=visit.on, items=len(items_of(row.content))))

    def shows(self, content: Cells) -> Cells:
        return {each.name: str(content.get(each.name, "")) for each in self.fields} | order_cells(
            items_of(content)
        )

    @property
    def states(self) -> frozenset[str]:
        return super().states | {"items"}

    def content(self, cells: Cells) -> dict[str, str]:
        made = order_content("", cells)
        del made["case"]
        return made

    def fits(self, kind: str, content: Cells) -> bool:
        return kind == self.kind and bool(content.get("case"))


def _of_case(field: Field, case: str) -> Field:
    """The field with its choices for this case, whatever the key of the form."""
    choices = field.choices
    return field if choices is None else replace(field, choices=lambda visit, _: choices(visit, case))


ORDER = OrderForm("order", "order", ABOUT)
