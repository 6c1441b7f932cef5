"""What a platform lets its users export, as rows of the observations: CSV, XLSX or JSON, read by a saved mapping.

A cell is data and nothing else: what looks like a formula stays the text it is.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from answerable.core.tables.fault import Fault
from answerable.core.tables.types import IDENT, MAX_TEXT
from answerable.core.terms.errors import InputError
from answerable.sources.adapted import Faults, row_of, shown
from answerable.sources.counts import NotACountError, count_of
from answerable.sources.decoded import decoded
from answerable.sources.export_mapping import (
    COUNTS,
    MILLISECONDS,
    SECONDS,
    TEXTS,
    ExportMapping,
    parse_mapping,
    read_mapping,
)
from answerable.sources.instants import when
from answerable.sources.packed import ZIP
from answerable.sources.workbook import sheet_rows

MAX_BYTES = 50_000_000
MAX_ROWS = 500_000

_LONGEST_ID = 55
"""Characters of an id that is kept as it is; with the mark before it, it stays within a cell."""

Cells = Mapping[str, object]

__all__ = ["Export", "ExportMapping", "Exported", "export_rows", "parse_mapping", "read_mapping"]


@dataclass(frozen=True)
class Export:
    """Whose export it is, and when it was made: nothing in it can be later. `name` is what faults call it."""

    name: str
    contract: str
    voice: str
    captured: datetime


@dataclass(frozen=True)
class Exported:
    """The rows as cell texts of the observations, and what was changed on the way, as notices."""

    rows: tuple[dict[str, str], ...]
    notes: tuple[Fault, ...] = ()


def export_rows(data: bytes, mapping: ExportMapping, export: Export) -> Exported:
    """The rows of an export.

    Raises AdaptError with everything that is wrong in it, by row and column; InputError where it cannot be read as
    a table: `file_too_large`, `not_text`, `source_not_a_table`, `source_not_json`, `export_rows_not_found`,
    `export_too_long`, `source_without_rows`, and those of a spreadsheet.
    """
    if len(data) > MAX_BYTES:
        raise InputError("file_too_large", name=export.name, limit=MAX_BYTES)
    reading = _Reading(mapping, export, "sha256:" + hashlib.sha256(data).hexdigest())
    rows = tuple(row for number, cells in _records(data, reading) if (row := reading.row(number, cells)))
    if reading.faults:
        raise reading.faults.error()
    if not rows:
        raise InputError("source_without_rows", path=export.name)
    return Exported(rows, reading.faults.notes)


def _records(data: bytes, reading: "_Reading") -> Iterator[tuple[int, Cells]]:
    """Rows with their numbers, by whichever format the bytes are in."""
    name = reading.export.name
    if data.startswith(ZIP):
        sheet = sheet_rows(data, name=name, sheet=reading.mapping.sheet)
        yield from _table([[*row] for row in sheet], reading)
        return
    text = decoded(data, name=name)
    if text.lstrip()[:1] in ("{", "["):
        yield from _json(text, reading)
    else:
        yield from _table(_csv(text, name), reading)


def _csv(text: str, name: str) -> list[list[object]]:
    head = text.partition("\n")[0]
    delimiter = max(",\t;", key=head.count)
    try:
        rows: list[list[object]] = []
        for cells in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            rows.append([*cells])
            if len(rows) > MAX_ROWS:
                raise InputError("export_too_long", name=name, limit=MAX_ROWS)
    except csv.Error as why:
        raise InputError("source_not_a_table", path=name) from why
    return rows


def _table(table: list[list[object]], reading: "_Reading") -> Iterator[tuple[int, Cells]]:
    at = reading.mapping.header
    names = [str(cell).strip() for cell in table[at - 1]] if len(table) >= at else []
    for name in reading.mapping.columns.values():
        if name not in names:
            reading.faults.add("source_column_missing", row=at, at=name, column=name)
        elif names.count(name) > 1:
            reading.faults.add("repeated_column", row=at, at=name, column=name)
    if reading.faults:
        raise reading.faults.error()
    for number, cells in enumerate(table[at:], start=at + 1):
        if any(str(cell).strip() for cell in cells):
            yield number, dict(zip(names, cells, strict=False))


def _json(text: str, reading: "_Reading") -> Iterator[tuple[int, Cells]]:
    """The objects of the list that the mapping points at, counted from 1."""
    found = _loaded(text, reading.export.name)
    for step in reading.mapping.rows:
        inner = found.get(step) if isinstance(found, dict) and isinstance(step, str) else None
        if isinstance(found, list) and isinstance(step, int) and step < len(found):
            inner = found[step]
        found = inner
    if not isinstance(found, list):
        raise InputError("export_rows_not_found", name=reading.export.name)
    if len(found) > MAX_ROWS:
        raise InputError("export_too_long", name=reading.export.name, limit=MAX_ROWS)
    columns = reading.mapping.columns.values()
    for number, item in enumerate(found, start=1):
        if isinstance(item, dict):
            yield number, {column: _inside(item, column) for column in columns}
        else:
            reading.faults.add("wrong_kind", row=number, at=None, expected="object")


def _loaded(text: str, name: str) -> object:
    line = column = 1
    try:
        return json.loads(text)
    except json.JSONDecodeError as why:
        line, column = why.lineno, why.colno
    except (ValueError, RecursionError):  # a number of too many digits; nesting without end
        pass
    raise InputError("source_not_json", path=name, line=line, column=column)


def _inside(item: Mapping[str, object], column: str) -> object:
    """The value under a name, or under names parted by dots."""
    if column in item:
        return item[column]
    value: object = item
    for name in column.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


class _Reading:
    """Turns one row after the other into an observation; everything that is wrong is noted."""

    def __init__(self, mapping: ExportMapping, export: Export, document: str) -> None:
        self.faults = Faults(Path(export.name))
        self.mapping = mapping
        self.export = export
        self._document = document
        self._mark = _digest(f"{export.contract}\n{export.voice}", 8)
        self._seen: dict[str, int] = {}

    def row(self, number: int, cells: Cells) -> dict[str, str] | None:
        """The observation of a row; None where it has none, after every fault of it was noted."""
        filled = {name: self._text(number, name, cells) for name in TEXTS if name in self.mapping.columns}
        filled |= {name: self._count(number, name, cells) for name in COUNTS if name in self.mapping.columns}
        at = self._at(number, cells)
        if at is None:
            return None
        filled["at"] = at.isoformat(timespec="seconds")
        ident = self._id(number, filled)
        if ident is None:
            return None
        filled["id"] = ident
        if filled.get("answers"):
            filled["answers"] = self._own(filled["answers"])
        return row_of(
            "observations",
            contract=self.export.contract,
            kind=self.mapping.kind,
            captured=self.export.captured.isoformat(timespec="seconds"),
            voice=self.export.voice,
            document=self._document,
            **filled,
        )

    def _cell(self, name: str, cells: Cells) -> object:
        return cells.get(self.mapping.columns[name])

    def _text(self, number: int, name: str, cells: Cells) -> str:
        text = _shown_as(self._cell(name, cells)).replace("\0", "").strip()
        if len(text) > MAX_TEXT:
            column = self.mapping.columns[name]
            self.faults.note("text_cut", row=number, at=column, limit=MAX_TEXT, length=len(text))
            text = text[: MAX_TEXT - 1] + "…"
        return text

    def _count(self, number: int, name: str, cells: Cells) -> str:
        text = _shown_as(self._cell(name, cells))
        try:
            count = count_of(text)
        except NotACountError:
            self.faults.add("not_a_count", row=number, at=self.mapping.columns[name], value=shown(text))
            return ""
        return "" if count is None else str(count)

    def _at(self, number: int, cells: Cells) -> datetime | None:
        """When it was said; None after noting that nobody can tell, or that it was after the export was made."""
        value, column = self._cell("at", cells), self.mapping.columns["at"]
        at = _instant(value, self.mapping)
        if at is None:
            self.faults.add("not_a_time", row=number, at=column, value=shown(_shown_as(value)))
        elif at > self.export.captured:
            values = {"first_value": at.isoformat(), "second_value": self.export.captured.isoformat()}
            self.faults.add("out_of_order", row=number, at=column, first="at", second="captured", **values)
            return None
        return at

    def _id(self, number: int, filled: Mapping[str, str]) -> str | None:
        """The id that the export gives, else one made of what was said, when and where; None if it was there before.

        Ids of platforms are those of one account, and a district has many: a mark of the voice stands before each.
        """
        named = self.mapping.columns.get("id")
        given = filled.get("id", "")
        if named is None:
            said = "\n".join((filled["at"], filled.get("address", ""), filled["text"]))
            given = _digest(said, 16)
        elif not IDENT.matches(given):
            self.faults.add("bad_id", row=number, at=named, value=shown(given))
            return None
        first = self._seen.setdefault(given, number)
        if first == number:
            return self._own(given)
        # The same words in the same second are one thing that stands there twice.
        say = self.faults.note if named is None else self.faults.add
        say("duplicate_key", row=number, at=named, key=given, first_row=first)
        return None

    def _own(self, given: str) -> str:
        """An id of the export as one of the district."""
        return f"{self._mark}-{given if len(given) <= _LONGEST_ID else _digest(given, 16)}"


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:length]


def _shown_as(value: object) -> str:
    """A cell as text; whole numbers without the point that spreadsheets add."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _instant(value: object, mapping: ExportMapping) -> datetime | None:
    """The instant a cell states; a day alone counts only with the mapping's time of day."""
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=mapping.zone)
    if isinstance(value, date):
        return _at_clock(value, mapping)
    text = _shown_as(value).strip()
    form = mapping.at_format
    if form in (SECONDS, MILLISECONDS):
        return _counted(text, 1 if form == SECONDS else 1000)
    if form is None:
        found = when(text, mapping.zone)
        if found is None:
            return None
        return found.at or _at_clock(found.day, mapping)
    try:
        naive = datetime.strptime(text, form)  # noqa: DTZ007  # the mapping's zone follows
    except ValueError:
        return None
    if mapping.clock is not None:
        return _at_clock(naive.date(), mapping)
    return naive if naive.tzinfo is not None else naive.replace(tzinfo=mapping.zone)


def _at_clock(day: date, mapping: ExportMapping) -> datetime | None:
    return None if mapping.clock is None else datetime.combine(day, mapping.clock, tzinfo=mapping.zone)


def _counted(text: str, per_second: int) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(text) // per_second, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
