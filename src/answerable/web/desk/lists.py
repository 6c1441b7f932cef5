"""What is shown as a table: columns, filters, and where the rows come from. Page, CSV, XLSX and API show the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.terms.message import Message
from answerable.web.actor import Visit
from answerable.web.desk.fields import Cells, Field

PER_PAGE = 50
Cell = str | int | bool | date | datetime | Both | Message | tuple["Cell", ...] | None
"""A text in the original, a number, a day or instant, a text in both languages, a sentence, several of them; or
nothing."""


@dataclass(frozen=True)
class Column:
    """One column. Its title is the label `web_col_<name>` unless another is named."""

    name: str
    label: str = ""
    group: str | None = None
    """The closed group of words that its codes belong to."""
    money: bool = False
    """Minor units; the cell is a pair of amount and currency."""
    number: bool = False
    order: tuple[str, ...] = ()
    """The fields of the rows by which the list can be put in its order."""

    @property
    def title(self) -> str:
        """The key of the label that heads it."""
        return self.label or f"web_col_{self.name}"


@dataclass(frozen=True)
class Line:
    """One row: the id of its object, one cell for each column, and where the object is shown."""

    key: str
    cells: tuple[Cell, ...]
    path: str | None = None
    late: bool = False
    """Something of it is overdue."""


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: the filters that are stated and sound."""

    filters: Cells = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, name: str) -> str:
        return self.filters.get(name, "")


Rows = Callable[[Visit, Wanted], "QuerySet[Any] | Sequence[Any]"]
Lines = Callable[[Visit, Sequence[Any]], Iterable[Line]]


@dataclass(frozen=True)
class Listing:
    """One list. Its labels are `web_<route>` (title) and `web_<route>_empty` (what to do where there is none)."""

    area: str
    name: str
    """Empty for the area's own list."""
    act: Act
    subject: Callable[[Visit], Subject]
    """What permission is asked for to open the list at all; which rows it holds is the matter of `rows`."""
    columns: tuple[Column, ...]
    rows: Rows
    """All rows that the visit may see, filtered, in the default order; nothing is read yet."""
    lines: Lines
    """The lines of some of the rows, with a number of queries that does not grow with them."""
    filters: tuple[Field, ...] = ()
    template: str = "desk/list.html"
    context: Callable[[Visit, Wanted], Mapping[str, object]] | None = None
    """What the template shows beside the table."""
    links: tuple[str, ...] = ()
    """Names of deeds without an object that are offered above the list."""
    beside: tuple[str, ...] = ()
    """Routes of other lists that are linked above it."""
    explained: bool = False
    """There is a label `web_<route>_text` that says what the list is for."""
    by_id: str = "pk"
    """The field of the rows that holds the id by which the API finds one."""

    @property
    def route(self) -> str:
        """The name of its page."""
        return f"{self.area}_{self.name}" if self.name else self.area

    @property
    def title(self) -> str:
        return f"web_{self.route}"


def ordered(listing: Listing, rows: Any, order: str) -> Any:
    """The rows in the order of a column, `-` before its name for the other way round."""
    column = next((each for each in listing.columns if each.name == order.lstrip("-") and each.order), None)
    if column is None or not isinstance(rows, QuerySet):
        return rows
    sign = "-" if order.startswith("-") else ""
    return rows.order_by(*(f"{sign}{name}" for name in column.order), "pk")


def page_of(rows: Any, number: str, per_page: int = PER_PAGE) -> Page[Any]:
    """One page; a number that is none is the first, one too large the last page."""
    return Paginator(rows, per_page).get_page(number)
