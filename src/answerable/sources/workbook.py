"""One sheet of a spreadsheet file (xlsx) as rows of cells. Formulas are not computed: their last values are read."""

import re
from datetime import date, datetime, time, timedelta
from io import BytesIO

from answerable.core.terms.errors import InputError
from answerable.sources.packed import Packed

MAX_BYTES = 50_000_000
MAX_CELLS = 5_000_000
"""Of the rectangle around everything that is filled in: the library lays out all of it."""

Cell = str | int | float | bool | date | datetime | time | timedelta

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,4})(\d{1,9})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b""")
_OVERLAP = 64


def sheet_rows(data: bytes, *, name: str, sheet: str | None = None) -> list[list[Cell]]:
    """The rows of the sheet of that name, or of the first one, from the sheet's first row on.

    Raises InputError: `file_too_large`, those of a packed file, `sheet_too_large`, `sheet_unknown`, `sheet_broken`.
    """
    if len(data) > MAX_BYTES:
        raise InputError("file_too_large", name=name, limit=MAX_BYTES)
    packed = Packed(data, name=name)
    for member in sorted(packed.names):
        _measure(packed, member)
    return _rows(data, name, sheet)


def _measure(packed: Packed, member: str) -> None:
    """Unpack a part once within bounds, and refuse a sheet whose corners lie too far apart."""
    if not member.endswith((".xml", ".rels")):
        return
    is_sheet = _SHEET.fullmatch(member) is not None
    rows = widest = last = 0
    rest = b""
    for piece in packed.stream(member):
        if not is_sheet:
            continue
        whole = rest + piece
        for match in _PLACE.finditer(whole):
            widest, last = max(widest, _column(match[1])), max(last, int(match[2]))
        rows += len(_ROW.findall(whole))
        rest = whole[-_OVERLAP:]
        if max(rows, last) * max(1, widest) > MAX_CELLS:
            raise InputError("sheet_too_large", name=packed.name, limit=MAX_CELLS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _rows(data: bytes, name: str, sheet: str | None) -> list[list[Cell]]:
    from python_calamine import CalamineWorkbook  # a compiled library, and most runs read no spreadsheet

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = book.sheet_names
        if not names or (sheet is not None and sheet not in names):
            raise InputError("sheet_unknown", name=name, sheet=sheet or "", known=tuple(names[:20]))
        return book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False)
    except (InputError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        # A panic in the library is no Exception.
        raise InputError("sheet_broken", name=name) from None
