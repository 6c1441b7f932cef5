"""Between the cells of a folder and the values of a database: every cell goes in and comes out as it was written."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from answerable.core.tables.declare import Column, Table
from answerable.core.tables.types import Kind, Value
from answerable.core.terms.period import Period

Cells = Mapping[str, str]


def stored(column: Column, text: str) -> Any:
    """What the database keeps of a sound cell: NULL for one that is not stated."""
    if text == "":
        return None
    match column.type.kind:
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.INSTANT:
            return datetime.fromisoformat(text).astimezone(UTC)
        case Kind.INTEGER:
            return int(text)
        case Kind.YES_NO:
            return text == "yes"
        case _:
            return text


def instant_cell(at: datetime, zone: tzinfo) -> str:
    """An instant as the district writes it: in its own zone, with seconds only where they are not zero."""
    aware = at if at.tzinfo is not None else at.replace(tzinfo=UTC)
    local = aware.astimezone(zone)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def cell_of(zone: tzinfo) -> Callable[[Any], str]:
    """How a value of the database is written into a cell, for a district in this zone."""

    def cell(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            return instant_cell(value, zone)
        return value.isoformat() if isinstance(value, date) else str(value)

    return cell


def texts(table: Table, values: Mapping[str, Value], zone: tzinfo) -> dict[str, str]:
    """The cells of typed values: every column of the table, empty where nothing is stated."""
    cell = cell_of(zone)
    found = {column.name: values.get(column.name) for column in table.columns}
    return {name: str(value) if isinstance(value, Period) else cell(value) for name, value in found.items()}
