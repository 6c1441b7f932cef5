"""Rows of a workbook's first sheet as texts, after its size was checked."""

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from answerable.core.terms.errors import InputError
from answerable.sources.adapted import unreadable

MOST_BYTES = 200_000_000
"""Of all members of a workbook together, unpacked."""
MOST_MEMBERS = 2_000
_Cell = str | int | float | bool | date | time | datetime | timedelta | None


def read_sheet(path: Path, *, columns: Sequence[str] | None = None) -> list[dict[str, str]]:
    """The rows of the first sheet by the titles in its first row; wholly empty rows are left out.

    Raises InputError where the file is no workbook, is too large unpacked, or lacks one of the columns.
    """
    try:
        _weigh(path)
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except OSError as why:
        raise unreadable(path, why) from why
    except (CalamineError, zipfile.BadZipFile, ValueError, IndexError) as why:
        raise InputError("no_workbook", path=str(path)) from why
    titles = [text(cell).strip() for cell in rows[0]] if rows else []
    missing = tuple(name for name in columns or () if name not in titles)
    if missing:
        raise InputError("sheet_columns_missing", path=str(path), missing=missing)
    return [
        dict(zip(titles, (text(cell) for cell in row), strict=False))
        for row in rows[1:]
        if any(cell not in ("", None) for cell in row)
    ]


def _weigh(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
            raise InputError("workbook_too_large", path=str(path), limit=MOST_BYTES)


def text(cell: _Cell) -> str:
    """A cell as its text: whole numbers without a point, dates as ISO."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    return str(cell)
