"""Tables as files for spreadsheets. What somebody typed never becomes a formula there (CWE-1236)."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from answerable.core.tables.files import FORMULA_STARTS


@dataclass(frozen=True)
class Amount:
    """Money in minor units, hundredths, with the word of its unit."""

    minor: int
    unit: str

    def __str__(self) -> str:
        sign, whole, part = "-" if self.minor < 0 else "", *divmod(abs(self.minor), 100)
        return f"{sign}{whole:,}.{part:02} {self.unit}"


Value = str | int | date | Amount
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
        bold, formats = book.add_format({"bold": True}), _Formats(book)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(head) - 1, 0), _WIDTH)
        for place, title in enumerate(head):
            sheet.write_string(0, place, title, bold)
        for number, row in enumerate(rows, start=1):
            if number >= MOST_ROWS:
                raise ValueError("more rows than a sheet has")
            for place, value in enumerate(row):
                _cell(sheet, (number, place), value, formats)
    return buffer.getvalue()


class _Formats:
    """How numbers of a workbook are shown; each format is made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._units: dict[str, Any] = {}

    def of(self, unit: str) -> Any:
        """The format of amounts in a unit."""
        if unit not in self._units:
            shown = f'#,##0.00 "{unit}"'
            self._units[unit] = self._book.add_format({"num_format": shown})
        return self._units[unit]


def _cell(sheet: Any, place: tuple[int, int], value: Value, formats: _Formats) -> None:
    match value:
        case Amount():
            sheet.write_number(*place, value.minor / 100, formats.of(value.unit))
        case date():
            sheet.write_datetime(*place, datetime(value.year, value.month, value.day), formats.day)  # noqa: DTZ001
        case int():
            sheet.write_number(*place, value)
        case _:
            sheet.write_string(*place, str(value)[:_MOST_TEXT])
