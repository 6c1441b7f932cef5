"""Cells and fields of the desk on a page."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from answerable.actions.office.pages.changes import Change, Shown
from answerable.core.tables.declare import Both
from answerable.core.terms.message import Message
from answerable.render import words
from answerable.render.words.catalogue import terms
from answerable.web.desk import links
from answerable.web.desk.export import money
from answerable.web.desk.forms import told
from answerable.web.desk.links import Button
from answerable.web.desk.lists import Cell, Column, Line, Listing
from answerable.web.language import current
from answerable.web.templatetags.words import Quoted, Told

register = template.Library()
_NONE = "—"
_BOTH = " · "
"""What stands between the two languages of one text."""


@register.simple_tag
def both(text: Both | None) -> str:
    """The words in the reader's language; nothing where there are none."""
    return Told("" if text is None else text.in_(current()))


@register.simple_tag
def marked(text: str) -> str:
    """A text in which something may be quoted in the original; of one in both languages, the reader's."""
    return Told(text.split(_BOTH)[0 if current() == "zh" else -1])


@register.simple_tag
def fault_of(message: Message) -> str:
    """What is wrong, and what would be right."""
    return Told(told(message, current()))


@register.simple_tag(takes_context=True)
def rows_of(context: template.Context, listing: Listing, lines: Iterable[Line]) -> SafeString:
    """The rows of a list. They are written here and not in the template, because there are so many cells."""
    zone = context["visit"].zone
    heads = [str(escape(words.label(each.title, current()))) for each in listing.columns]
    return mark_safe("".join(_row(listing.columns, heads, line, zone) for line in lines))  # noqa: S308 - escaped


def _row(columns: tuple[Column, ...], heads: list[str], line: Line, zone: ZoneInfo) -> str:
    cells = [
        str(conditional_escape(_cell(column, cell, zone)))
        for column, cell in zip(columns, line.cells, strict=True)
    ]
    if line.path:
        cells[0] = f'<a class="govuk-link" href="{escape(line.path)}">{cells[0]}</a>'
    rest = (
        f'<td class="govuk-table__cell{_numeric(column)}" data-label="{head}">{cell}</td>'
        for column, head, cell in zip(columns[1:], heads[1:], cells[1:], strict=True)
    )
    late = " late" if line.late else ""
    first = f'<th scope="row" class="govuk-table__header">{cells[0]}</th>'
    return f'<tr class="govuk-table__row{late}">{first}{"".join(rest)}</tr>'


def _numeric(column: Column) -> str:
    return " govuk-table__cell--numeric" if column.number or column.money else ""


def _cell(column: Column, cell: Cell, zone: ZoneInfo) -> str:
    """One cell, in the reader's language; a dash where nothing is stated."""
    if cell is None or cell in ("", ()):
        return _NONE
    if isinstance(cell, tuple) and not column.money:
        return format_html(
            '<ul class="govuk-list cells">{}</ul>',
            format_html_join("", "<li>{}</li>", ((_cell(column, each, zone),) for each in cell)),
        )
    return _plain(zone, column, cell)


def _plain(zone: ZoneInfo, column: Column, cell: Any) -> str:
    if column.money:
        return money(cell, current()) or _NONE
    if column.group == "standing" and isinstance(cell, str):
        word = words.term(column.group, cell, current())
        return format_html('<strong class="tag s-{}">{}</strong>', cell, word)
    if isinstance(cell, datetime):
        return cell.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return format_html('<span class="whole">{}</span>', cell.isoformat())
    return _worded(column, cell)


def _worded(column: Column, cell: Any) -> str:
    if isinstance(cell, Both):
        return Told(cell.in_(current()))
    if isinstance(cell, Message):
        return Quoted(told(cell, current()))
    if isinstance(cell, bool):
        return words.term("yes_no", "yes" if cell else "no", current())
    if column.group is not None:
        return words.term(column.group, str(cell), current())
    return Told(f"{cell:,}" if isinstance(cell, int) else cell)


@register.simple_tag
def page_of(route: str, key: str) -> str:
    """The address of an object's page; empty where there is no such page."""
    return links.page_of(route, key)


@register.filter
def open_now(buttons: Iterable[Button]) -> list[Button]:
    """The deeds that nothing stands against today."""
    return [each for each in buttons if not each.reasons]


@register.filter
def shut_now(buttons: Iterable[Button]) -> list[Button]:
    """The deeds that would be refused today."""
    return [each for each in buttons if each.reasons]


@register.simple_tag
def side_of(change: Change, cell: Shown) -> str:
    """One side of what a decision changes; a dash where nothing stands there."""
    if cell is None or cell in ("", (None, None)):
        return _NONE
    if isinstance(cell, tuple):
        return money(cell, current()) or _NONE
    if isinstance(cell, Both):
        return Told(cell.in_(current()))
    if change.group is not None:
        return words.term(change.group, str(cell), current())
    return Quoted(str(cell))


@register.simple_tag
def minor_money(minor: str, currency: str | None) -> str:
    """An amount that a decision states in minor units; as it is where that is no amount."""
    known = minor.isascii() and minor.isdigit() and currency is not None
    return money((int(minor), currency), current()) if known else minor


@register.simple_tag
def words_of(group: str, codes: str) -> str:
    """Codes with commas between, in words."""
    known = terms().get(group, {})
    parts = [part.strip() for part in codes.split(",")]
    return ", ".join(words.term(group, part, current()) if part in known else part for part in parts)


@register.simple_tag
def next_order(column: Column, sort: str) -> str:
    """The order that a click on the heading of a column asks for."""
    return f"-{column.name}" if sort == column.name else column.name


@register.simple_tag
def sorted_by(column: Column, sort: str) -> SafeString:
    """What the heading says of the order to whoever does not see it."""
    if sort.lstrip("-") != column.name:
        return mark_safe("")
    return mark_safe(f' aria-sort="{"descending" if sort.startswith("-") else "ascending"}"')  # noqa: S308 - our words


@register.simple_tag
def order_mark(column: Column, sort: str) -> str:
    """An arrow where the list is in the order of the column."""
    if sort.lstrip("-") != column.name:
        return ""
    return " ↓" if sort.startswith("-") else " ↑"
