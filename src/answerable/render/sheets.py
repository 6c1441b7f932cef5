"""Tables as files for spreadsheets. What somebody typed never becomes a formula there (CWE-1236)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

from answerable.core.tables.files import FORMULA_STARTS

Value = str | int
MOST_ROWS = 1_048_576
"""Rows of one sheet, the header among them (ECMA-376 readers)."""
_MOST_TEXT = 32_767
_WIDTH = 18


def harmless(value: Value) -> Value:
    """The value, with an apostrophe before a text that a spreadsheet would calculate."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The lines of a CSV file in UTF-8, with the mark by which spreadsheets know it."""
    yield "\ufeff".encode()
    for row in _with_head(head, rows):
        buffer = io.StringIO()
        csv.writer(buffer).writerow([harmless(each) for each in row])
        yield buffer.getvalue().encode("utf-8")


def _with_head(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield head
    yield from rows


def xlsx_bytes(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """An XLSX file of one sheet; texts stay texts. Raises ValueError for more rows than a sheet has."""
    buffer = io.BytesIO()
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(buffer, settings) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(head) - 1, 0), _WIDTH)
        for place, title in enumerate(head):
            sheet.write_string(0, place, title, bold)
        for number, row in enumerate(rows, start=1):
            if number >= MOST_ROWS:
                raise ValueError("more rows than a sheet has")
            for place, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_string(number, place, value[:_MOST_TEXT])
    return buffer.getvalue()
