"""A table kept as CSV, as people save it.

UTF-8 with or without a byte-order mark, or GB18030 as spreadsheets in China write it. `glance` looks at the first
line only, and an engine may then read the file as it lies; `look_closely` reads all of it, says what is wrong with
its form, and copies whatever is not plain CSV in UTF-8, tidied and numbered, into a scratch folder.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from answerable.core.tables.declare import Table
from answerable.core.tables.fault import Fault, Level
from answerable.core.tables.files import Form, RaggedError, TableFile, as_written
from answerable.core.tables.rows import RawRow, nearest
from answerable.core.terms.message import Message
from answerable.sources.text import LineTooLongError, Text, decode

_ROW = "_row"
_FIRST_LINE = 64 * 1024
_LONGEST_LINE = 1 << 20
MOST_ODD = 20_000
"""Faults of form that are told one by one; further ones are counted, so that memory stays flat."""


def glance(path: Path, table: Table, *, scratch: Path) -> tuple[TableFile | None, list[Fault]]:
    """Describe a file by its first line, if that is plain UTF-8; otherwise look closely."""
    with path.open("rb") as file:
        first = file.readline(_FIRST_LINE)
        bare = not file.read(1)
        # An engine may drop a last line that is longer than its buffer without a word.
        file.seek(max(len(first), path.stat().st_size - _LONGEST_LINE))
        unbroken = path.stat().st_size - len(first) > _LONGEST_LINE and b"\n" not in file.read().rstrip(b"\n")
    try:
        line = first.decode("utf-8-sig")
    except UnicodeDecodeError:
        return look_closely(path, table, scratch=scratch)
    if unbroken or not line.endswith("\n") or '"' in line or "\r" in line.removesuffix("\r\n"):
        return look_closely(path, table, scratch=scratch)
    described, faults = _described(path, table, [line])
    return replace(described, bare=bare), faults


def look_closely(
    path: Path, table: Table, *, scratch: Path, ragged: bool = False, given_out: bool = False
) -> tuple[TableFile | None, list[Fault]]:
    """Read a whole file; `ragged` says that an engine could not read it as it lies, `given_out` that it was ours.

    The file is None if its bytes are no text.
    """
    text = decode(path)
    if text.broken_at is not None:
        return None, [Fault(path.name, text.broken_at, None, Message.of("encoding"))]
    with text.open() as lines:
        file, faults = _described(path, table, lines)
    if text.encoding != "utf-8":
        message = Message.of("encoding_read_as", encoding=text.encoding)
        faults.append(Fault(path.name, None, None, message, Level.NOTICE))
    if text.plain and not ragged:
        return file, faults
    tidied, found = tidy(file, text=text, scratch=scratch, given_out=given_out)
    return tidied, faults + found


def _described(path: Path, table: Table, lines: Iterable[str]) -> tuple[TableFile, list[Fault]]:
    try:
        names = tuple(name.strip() for name in next(csv.reader(lines), []))
    except (csv.Error, LineTooLongError):
        names = ()
    known = tuple(name if name in table.by_name and names.count(name) == 1 else "" for name in names)
    file = TableFile(table, path.name, (path,), Form.CSV, known)
    return file, list(_header_faults(path.name, names, table))


def _header_faults(file: str, names: tuple[str, ...], table: Table) -> Iterator[Fault]:
    wanted = [column.name for column in table.columns]
    titles = {title: column.name for column in table.columns for title in (column.title.zh, column.title.en)}
    for name in wanted:
        if name not in names and not table.by_name[name].omissible:
            yield Fault(file, 1, name, Message.of("missing_column", column=name))
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield Fault(file, 1, name, Message.of("repeated_column", column=name))
        if name not in wanted:
            meant = titles.get(name) or nearest(name, wanted)
            yield Fault(file, 1, name, Message.of("unknown_column", column=name, nearest=meant))


def tidy(
    file: TableFile, *, text: Text, scratch: Path, most: int = MOST_ODD, given_out: bool = False
) -> tuple[TableFile, list[Fault]]:
    """Copy a file as plain UTF-8 CSV with each row's number in front; say which rows have too many or few cells.

    At most so many faults are told one by one, and the others counted. A file that was `given_out` by us has cells that
    were kept from becoming formulas; they are as they were again.
    """
    faults: list[Fault] = []
    further = 0
    copy = scratch / f"{file.table.name}.csv"
    width = len(file.header)
    with text.open() as lines, copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([_ROW, *(f"c{index}" for index in range(width))])
        try:
            for number, cells in _records(lines):
                found = _odd(file.shown, number, cells, width)
                room = max(0, most - len(faults))
                faults += found[:room]
                further += len(found[room:])
                padded = cells[:width] + [""] * (width - len(cells))
                plain = [as_written(cell) for cell in padded] if given_out else padded
                writer.writerow(
                    [number, *(cell.replace("\0", "\N{REPLACEMENT CHARACTER}") for cell in plain)]
                )
        except LineTooLongError:
            faults.append(Fault(file.shown, None, None, Message.of("line_too_long")))
        except csv.Error:
            faults.append(Fault(file.shown, None, None, Message.of("not_csv")))
    if further:
        faults.append(Fault(file.shown, None, None, Message.of("further_faults", n=further)))
    numbered = TableFile(file.table, file.shown, (copy,), Form.CSV, (_ROW, *file.header), numbered=True)
    return numbered, faults


def _odd(file: str, number: int, cells: list[str], width: int) -> list[Fault]:
    found = []
    if len(cells) != width:
        message = Message.of("field_count", expected=width, found=len(cells))
        found.append(Fault(file, number, None, message))
    if any("\0" in cell for cell in cells):
        found.append(Fault(file, number, None, Message.of("nul_character")))
    return found


def without_rows(file: TableFile, numbers: Iterator[int], *, to: Path) -> tuple[TableFile, int]:
    """Copy a numbered file without the rows of these numbers, which come in order; how many rows are left."""
    left, drop = 0, next(numbers, None)
    with (
        file.paths[0].open(encoding="utf-8", newline="") as lines,
        to.open("w", encoding="utf-8", newline="") as out,
    ):
        reader, writer = csv.reader(lines), csv.writer(out, lineterminator="\n")
        writer.writerow(next(reader))
        for cells in reader:
            number = int(cells[0])
            while drop is not None and drop < number:
                drop = next(numbers, None)
            if number != drop:
                writer.writerow(cells)
                left += 1
    return replace(file, paths=(to,), bare=not left), left


def _records(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows after the header with their numbers as a spreadsheet shows them; empty rows are passed over."""
    reader = csv.reader(lines)
    next(reader, None)
    for number, cells in enumerate(reader, start=2):
        if any(cells):
            yield number, cells


def read_rows(file: TableFile) -> Iterator[RawRow]:
    """The rows as texts, in plain Python, one at a time. Raises RaggedError if the file has to be tidied first."""
    known, width = file.table.by_name, len(file.header)
    with file.paths[0].open(encoding="utf-8-sig", newline="") as lines:
        try:
            for number, cells in _records(lines):
                if len(cells) != width:
                    raise RaggedError(file)
                at = int(cells[0]) if file.numbered else number
                yield at, {name: cell for name, cell in zip(file.header, cells, strict=True) if name in known}
        except (UnicodeDecodeError, csv.Error) as error:
            raise RaggedError(file) from error
