"""The first sheet of a workbook as the CSV of a table: each row keeps the number that the spreadsheet shows."""

import csv
from datetime import datetime
from pathlib import Path

from answerable.core.tables.declare import Column, Table
from answerable.core.tables.types import Kind
from answerable.sources.sheets import text
from answerable.sources.workbook import Cell, sheet_rows


def as_csv(path: Path, table: Table, *, to: Path, name: str) -> None:
    """Write the rows of the first sheet as texts. Raises InputError where the file is no workbook, or too large."""
    rows = sheet_rows(path.read_bytes(), name=name)
    head = [text(cell).strip() for cell in rows[0]] if rows else []
    while head and not head[-1]:
        head.pop()
    columns = [table.by_name.get(each) for each in head]
    with to.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(head)
        for row in rows[1:]:
            writer.writerow(_texts(row, columns))


def _texts(row: list[Cell], columns: list[Column | None]) -> list[str]:
    """The cells below the titles; what stands beside them, where nobody sees a title, too, so that it is told."""
    named = [_text(cell, column) for cell, column in zip(row, columns, strict=False)]
    beside = [text(cell) for cell in row[len(columns) :]]
    while beside and not beside[-1]:
        beside.pop()
    # A line without a character is no row to a reader of CSV, and the numbers would slip.
    return [*named, *beside] or [""]


def _text(cell: Cell, column: Column | None) -> str:
    kind = None if column is None else column.type.kind
    if isinstance(cell, bool) and kind is Kind.YES_NO:
        return "yes" if cell else "no"
    if isinstance(cell, datetime) and kind is Kind.DATE:
        return cell.date().isoformat()
    return text(cell).strip()
