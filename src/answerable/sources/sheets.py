"""Rows of a workbook's first sheet as texts, by the titles in its first row."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from answerable.core.terms.errors import InputError
from answerable.sources.adapted import unreadable
from answerable.sources.workbook import Cell, sheet_rows


def read_sheet(path: Path, *, columns: Sequence[str] = ()) -> list[dict[str, str]]:
    """The rows of the first sheet; wholly empty ones are left out.

    Raises InputError where the file is no workbook, is too large unpacked, or lacks one of the columns.
    """
    try:
        data = path.read_bytes()
    except OSError as why:
        raise unreadable(path, why) from why
    rows = sheet_rows(data, name=path.name)
    titles = [text(cell).strip() for cell in rows[0]] if rows else []
    missing = tuple(name for name in columns if name not in titles)
    if missing:
        raise InputError("sheet_columns_missing", path=str(path), missing=missing)
    return [
        dict(zip(titles, (text(cell) for cell in row), strict=False))
        for row in rows[1:]
        if any(cell != "" for cell in row)
    ]


def text(cell: Cell) -> str:
    """A cell as its text: whole numbers without a point, dates as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return str(cell)
