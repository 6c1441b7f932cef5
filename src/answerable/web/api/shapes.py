"""The shapes of calls and answers, from the declarations of lists and deeds."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool, StrictInt, StringConstraints, create_model

from answerable.core.tables.declare import Both
from answerable.core.tables.types import MAX_TEXT, Kind
from answerable.core.terms.message import Message
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed
from answerable.web.desk.fields import Field as Asked
from answerable.web.desk.forms import told
from answerable.web.desk.lists import Cell, Line, Listing
from answerable.web.language import current

MOST_ITEMS = 200
MOST_PAGES = 100_000
_LARGEST = 10**15 - 1
"""Whole numbers of our tables have at most 15 digits."""
_NO_NUL = r"^[^\x00]*$"


class Closed(Schema):
    """A body in which nothing else may stand."""

    model_config = ConfigDict(extra="forbid")


class Fault(Schema):
    """One thing that is wrong."""

    field: str | None
    code: str
    detail: str


class Problem(Schema):
    """Why a call was refused (RFC 9457)."""

    type: str
    title: str
    status: int
    instance: str
    errors: list[Fault]


class Listed(Schema):
    """One page of a list. Each item has its `id`, and the cells of its columns by name."""

    items: list[dict[str, Any]]
    count: int
    page: int
    pages: int


class Did(Schema):
    """What came of a deed: where it can be seen, and what it made."""

    path: str
    answer: dict[str, Any]


class Attached(Schema):
    """A file that is kept."""

    hash: str
    name: str
    size: Annotated[int, Field(ge=0, le=_LARGEST)]


def body_of(deed: Deed) -> type[Schema]:
    """The body of a deed's call: one member for each field, and `cells` for those that depend on the object."""
    members: dict[str, Any] = {field.name: _member(field) for field in deed.fields}
    if deed.more is not None:
        cells = dict[
            Annotated[str, StringConstraints(max_length=120)],
            Annotated[str, StringConstraints(max_length=MAX_TEXT, pattern=_NO_NUL)],
        ]
        members["cells"] = (cells, Field(default_factory=dict, max_length=500))
    if deed.current is not None:
        members["seen"] = (dict[str, str], Field(default_factory=dict, max_length=100))
    return create_model(f"{deed.route}_body", __base__=Closed, **members)


def _member(field: Asked) -> tuple[Any, Any]:
    """The type of a member, and what its description says."""
    title, help = field.column.title, field.column.help
    kind = _listed(field) if field.many else _type(field)
    said = {"title": title.en, "description": f"{help.en} {title.zh}：{help.zh}".strip()}
    if field.money:
        said["description"] = f"{title.en} in minor units. {title.zh}（最小货币单位）"
    if field.example:
        said["examples"] = [_example(field)]  # type: ignore[assignment]
    if field.column.required:
        return kind, Field(**said)  # type: ignore[call-overload]
    return kind | None, Field(default=None, **said)  # type: ignore[call-overload]


def _listed(field: Asked) -> Any:
    return Annotated[list[_type(field)], Field(max_length=200)]  # type: ignore[misc]


def _type(field: Asked) -> Any:
    column = field.type
    match column.kind:
        case Kind.YES_NO:
            return StrictBool
        case Kind.INTEGER:
            low = -_LARGEST if column.low is None else int(column.low)
            high = _LARGEST if column.high is None else int(column.high)
            return Annotated[StrictInt, Field(ge=low, le=high)]
        case Kind.DATE:
            return date
        case Kind.CHOICE:
            return Literal[tuple(column.choices)]
        case Kind.TEXT:
            return Annotated[str, StringConstraints(max_length=MAX_TEXT, pattern=_NO_NUL)]
        case _:
            return Annotated[str, StringConstraints(max_length=120, pattern=_NO_NUL)]


def _example(field: Asked) -> Any:
    if field.type.kind is Kind.INTEGER:
        return int(field.example)
    return [field.example] if field.many else field.example


def texts_of(body: dict[str, Any]) -> dict[str, str]:
    """The members of a body as the texts that a form would have sent."""
    return {name: _text(value) for name, value in body.items() if name not in ("cells", "seen")} | dict(
        body.get("cells", {})
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(_text(each) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def wanted_of(listing: Listing) -> type[Schema]:
    """The query of a list's call: its filters, the order, and which page."""
    members: dict[str, Any] = {
        field.name: (_type(field) | None, Field(default=None, description=field.column.title.en))
        for field in listing.filters
    }
    orders = [sign + each.name for each in listing.columns if each.order for sign in ("", "-")]
    order = Literal[tuple(orders)] | None if orders else None
    members["sort"] = (
        order,
        Field(default=None, description="A column; - before it for the other way round."),
    )
    members["page"] = (Annotated[int, Field(ge=1, le=MOST_PAGES)], 1)
    members["per_page"] = (Annotated[int, Field(ge=1, le=MOST_ITEMS)], 50)
    return create_model(f"{listing.route}_query", __base__=Closed, **members)


def item_of(listing: Listing, line: Line, visit: Visit) -> dict[str, Any]:
    """One line of a list as an object: its id, where it is shown, and its cells by the names of the columns."""
    cells = zip(listing.columns, line.cells, strict=True)
    shown = {column.name: money(cell) if column.money else value(cell, visit) for column, cell in cells}
    return {"id": line.key, "path": line.path} | shown


def money(cell: Cell) -> dict[str, Any] | None:
    """An amount in minor units with its currency; nothing where none is stated."""
    minor, currency = cell if isinstance(cell, tuple) else (None, None)
    return None if minor is None or currency is None else {"minor": minor, "currency": currency}


def value(cell: Cell, visit: Visit) -> Any:
    """A cell as JSON has it: codes as codes, names in both languages, instants with their zone."""
    if isinstance(cell, Both):
        return {"zh": cell.zh, "en": cell.en}
    if isinstance(cell, Message):
        return {"code": cell.code, "detail": told(cell, current())}
    if isinstance(cell, datetime):
        return cell.astimezone(visit.zone).isoformat()
    if isinstance(cell, date | Decimal):
        return str(cell)
    return (
        [value(each, visit) for each in cell]
        if isinstance(cell, Iterable) and not isinstance(cell, str)
        else cell
    )
