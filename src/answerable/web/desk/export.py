"""A list as a file to take away: CSV that spreadsheets open in Chinese, or XLSX; no cell is ever a formula."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse

from answerable.core.tables.declare import Both
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.render import words
from answerable.render.sheets import Amount, Value, csv_lines, xlsx_bytes
from answerable.web.actor import Visit
from answerable.web.desk.forms import told
from answerable.web.desk.lists import Cell, Column, Line, Listing

AT_ONCE = 500
MOST_IN_BOOK = 50_000
"""Lines of a workbook, which is made while its reader waits; CSV has no bound."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def taken_away(
    listing: Listing, visit: Visit, rows: Any, *, form: str, lang: str
) -> HttpResponse | StreamingHttpResponse:
    """The whole list as a file of this form, `csv` or `xlsx`. Raises InputError for too many lines of a workbook."""
    head = [words.label(each.title, lang) for each in listing.columns]
    body = (texts(listing, line, lang, visit) for line in all_lines(listing, visit, rows))
    name = f"{listing.route}-{visit.on.isoformat()}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if form == "xlsx" and len_of(rows) > MOST_IN_BOOK:
        raise InputError("export_large", most=MOST_IN_BOOK)
    if form == "csv":
        return StreamingHttpResponse(csv_lines(head, body), content_type=TYPES[form], headers=headers)
    return HttpResponse(xlsx_bytes(head, body), content_type=TYPES[form], headers=headers)


def all_lines(listing: Listing, visit: Visit, rows: Any) -> Iterator[Line]:
    """Every line, read in portions."""
    every = rows.iterator(chunk_size=AT_ONCE) if isinstance(rows, QuerySet) else iter(rows)
    while portion := list(islice(every, AT_ONCE)):
        yield from listing.lines(visit, portion)


def len_of(rows: Any) -> int:
    """How many rows there are."""
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def texts(listing: Listing, line: Line, lang: str, visit: Visit) -> list[Value]:
    """The cells of a line as a spreadsheet holds them: numbers, days and amounts as such, everything else as text."""
    return [
        plain(column, cell, lang, visit) for column, cell in zip(listing.columns, line.cells, strict=True)
    ]


def plain(column: Column, cell: Cell, lang: str, visit: Visit) -> Value:
    """One cell as a text or a number, in the reader's language."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        if column.money:
            return amount(cell, lang) or ""
        return "; ".join(str(plain(column, each, lang, visit)) for each in cell)
    if isinstance(cell, Both):
        return cell.in_(lang)
    if isinstance(cell, Message):
        return told(cell, lang)
    return _simple(column, cell, lang, visit)


def _simple(column: Column, cell: Any, lang: str, visit: Visit) -> Value:
    if isinstance(cell, bool):
        return words.term("yes_no", "yes" if cell else "no", lang)
    if isinstance(cell, datetime):
        return cell.astimezone(visit.zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell
    if column.group is not None:
        return words.term(column.group, str(cell), lang)
    return cell if isinstance(cell, int) else str(cell)


def amount(cell: tuple[Cell, ...], lang: str) -> Amount | None:
    """An amount in minor units with its currency; None where none is stated."""
    minor, currency = cell
    if not isinstance(minor, int) or currency is None:
        return None
    return Amount(minor, words.term("money_unit", str(currency), lang))


def money(cell: tuple[Cell, ...], lang: str) -> str:
    """The same as a text; empty where none is stated."""
    return str(amount(cell, lang) or "")
