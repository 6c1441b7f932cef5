"""A saved mapping: which column of a platform's export is which column of the observations."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from answerable.core.rulebook.reader import Reader, RulebookFault, RulebookFaultsError, shown, tag_of
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.sources.calendars import is_time_zone

KINDS = ("post", "reply", "message", "comment")
COUNTS = ("reads", "likes", "forwards", "comments")
TEXTS = ("id", "text", "answers", "source", "address")
COLUMNS = ("at", *TEXTS, *COUNTS)
"""Columns of the observations that an export may fill."""
SECONDS, MILLISECONDS = "seconds", "milliseconds"
"""Formats of a time that count from 1970-01-01, UTC."""

_LARGEST = 1 << 16
_PATH = re.compile(r"\$(?:\.[^.\[\]\s]{1,60}|\[\d{1,6}\])*")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_CLOCK = re.compile("([01][0-9]|2[0-3]):([0-5][0-9])")
_HOURS = ("%H", "%I", "%X", "%c", "%T", "%R")


@dataclass(frozen=True)
class ExportMapping:
    """How the rows of an export become observations."""

    kind: str
    columns: Mapping[str, str]
    """The export's column, or for JSON the path within a row, by the observations' column."""
    zone: ZoneInfo
    rows: tuple[str | int, ...] = ()
    """For JSON: the way to the list of rows."""
    at_format: str | None = None
    """As `strptime` has it, or `seconds` or `milliseconds`; None for the usual ways to write a time."""
    clock: time | None = None
    """The time of day of exports that state only days, as whoever made the mapping says."""
    sheet: str | None = None
    header: int = 1
    """The row of the column names."""


class MappingError(RulebookFaultsError):
    """A mapping cannot be used; `faults` holds everything that is wrong with its file, by line."""

    def __init__(self, file: str, faults: Iterable[RulebookFault]) -> None:
        super().__init__(file, faults)
        self.message = Message.of("mapping_faults", file=file, count=len(self.faults))


def read_mapping(path: Path) -> ExportMapping:
    """The mapping in the file.

    Raises InputError if there is no such file, it is too large or not UTF-8; MappingError with all that is wrong.
    """
    if not path.is_file():
        raise InputError("source_missing_file", path=str(path))
    if path.stat().st_size > _LARGEST:
        raise InputError("source_too_large", path=str(path), limit=_LARGEST)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("source_not_utf8", path=str(path)) from None
    return parse_mapping(text, file=path.name)


def parse_mapping(text: str, *, file: str) -> ExportMapping:
    """The mapping that the text states; `file` is the name faults speak of. Raises MappingError."""
    reader = Reader(file)
    fields = reader.mapping(
        reader.compose(text),
        required=("format", "kind", "columns", "zone"),
        optional=("rows", "at_format", "clock", "sheet", "header"),
    )
    reader.one_of(fields.get("format"), ("1",))
    header = fields.get("header")
    mapping = ExportMapping(
        kind=reader.one_of(fields.get("kind"), KINDS) or KINDS[0],
        columns=_columns(reader, fields.get("columns")),
        zone=_zone(reader, fields.get("zone")),
        rows=_rows(reader, fields.get("rows")),
        at_format=_optional(reader, fields.get("at_format")),
        clock=_clock(reader, fields.get("clock")),
        sheet=_optional(reader, fields.get("sheet")),
        header=1 if header is None else reader.whole(header, low=1, high=1000),
    )
    _check_times(reader, mapping, fields)
    if reader.faults:
        raise MappingError(file, map(_of_this_file, reader.faults))
    return mapping


def _of_this_file(fault: RulebookFault) -> RulebookFault:
    empty = fault.message.code == "rulebook_empty"
    return replace(fault, message=Message.of("mapping_empty")) if empty else fault


def _columns(reader: Reader, node: yaml.Node | None) -> dict[str, str]:
    fields = reader.mapping(node, required=("at", "text"), optional=COLUMNS)
    columns: dict[str, str] = {}
    for name, value in fields.items():
        if name in COLUMNS and reader.filled(value):
            if shown(value) in columns.values():
                reader.note(value, "mapping_column_twice", column=shown(value))
            columns[name] = shown(value)
    return columns


def _zone(reader: Reader, node: yaml.Node | None) -> ZoneInfo:
    name = reader.text(node) if node is not None else ""
    if name and not is_time_zone(name):
        reader.note(node or 1, "mapping_zone_unknown", found=name[:60])
    return ZoneInfo(name if name and is_time_zone(name) else "UTC")


def _rows(reader: Reader, node: yaml.Node | None) -> tuple[str | int, ...]:
    if node is None:
        return ()
    path = reader.text(node)
    if not _PATH.fullmatch(path):
        reader.note(node, "mapping_bad_path", found=path[:60])
        return ()
    return tuple(name or int(number) for name, number in _STEP.findall(path))


def _optional(reader: Reader, node: yaml.Node | None) -> str | None:
    return None if node is None or tag_of(node) == "null" else reader.text(node)


def _clock(reader: Reader, node: yaml.Node | None) -> time | None:
    if node is None or tag_of(node) == "null":
        return None
    match = _CLOCK.fullmatch(shown(node))
    if match is None:
        reader.note(node, "mapping_bad_clock", found=shown(node)[:60])
        return None
    return time(int(match[1]), int(match[2]))


def _check_times(reader: Reader, mapping: ExportMapping, fields: Mapping[str, yaml.Node]) -> None:
    form = mapping.at_format
    if form is None or form in (SECONDS, MILLISECONDS):
        return
    if "%" not in form:
        reader.note(fields["at_format"], "mapping_bad_format", found=form[:60])
    elif mapping.clock is None and not any(hour in form for hour in _HOURS):
        reader.note(fields["at_format"], "mapping_without_hour")
