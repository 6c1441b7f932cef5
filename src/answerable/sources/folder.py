"""The district folder on disk: found and described, so that an engine can read its tables; and written."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from answerable.core.tables.declare import Table
from answerable.core.tables.district import (
    BY_NAME,
    DISTRICT_FILE,
    KEYS,
    TABLES,
    District,
    Rows,
    district_faults,
)
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.tables.files import Form, TableFile
from answerable.core.tables.order import row_order
from answerable.core.tables.rows import RawRow, nearest
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.sources import csvtable

MANIFEST = "manifest.json"
"""Lists the parts of a table that is kept in parts."""
_MAX_DISTRICT_BYTES = 64 * 1024


@dataclass(frozen=True)
class Folder:
    """A district folder that was opened: what it says of itself, its table files, and what is wrong so far."""

    path: Path
    district: District
    files: Mapping[str, TableFile]
    faults: tuple[Fault, ...]


def open_folder(path: Path, *, scratch: Path) -> Folder:
    """Find and describe the tables of a district folder. Tidied copies go to `scratch`.

    Raises InputError if there is no such folder or its format is newer, UnsoundError if `district.yaml` is unusable.
    """
    if not path.is_dir():
        raise InputError("source_missing", path=str(path))
    district, faults = _district(path)
    files: dict[str, TableFile] = {}
    for table in TABLES:
        file, found = _table_file(path, table, scratch=scratch)
        faults += found
        if file is not None:
            files[table.name] = file
    faults += _strangers(path)
    return Folder(path, district, files, tuple(faults))


def district_in(path: Path) -> District:
    """What the folder says of itself. Raises as `open_folder` does."""
    if not path.is_dir():
        raise InputError("source_missing", path=str(path))
    return _district(path)[0]


def _district(path: Path) -> tuple[District, list[Fault]]:
    file = path / DISTRICT_FILE
    if not file.is_file():
        raise UnsoundError(str(path), (Fault(DISTRICT_FILE, None, None, Message.of("district_missing")),))
    try:
        text = file.read_bytes()[:_MAX_DISTRICT_BYTES].decode("utf-8-sig")
        stated = yaml.safe_load(text)
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        # Besides broken text: dates and numbers that cannot be, and nesting without end.
        mark = getattr(error, "problem_mark", None)
        row = None if mark is None else mark.line + 1
        raise UnsoundError(
            str(path), (Fault(DISTRICT_FILE, row, None, Message.of("district_unreadable")),)
        ) from error
    if not isinstance(stated, dict):
        raise UnsoundError(str(path), (Fault(DISTRICT_FILE, None, None, Message.of("district_unreadable")),))
    faults = list(district_faults({str(key): value for key, value in stated.items()}))
    if faults:
        raise UnsoundError(str(path), tuple(faults))
    return District(**{key: stated[key] for key in KEYS}), []


def _table_file(path: Path, table: Table, *, scratch: Path) -> tuple[TableFile | None, list[Fault]]:
    as_csv, as_parquet, in_parts = (path / f"{table.name}{end}" for end in (".csv", ".parquet", ""))
    forms = [form for form in (as_csv, as_parquet) if form.is_file()]
    forms += [in_parts] if _is_in_parts(in_parts) else []
    if len(forms) > 1:
        return None, [Fault(forms[0].name, None, None, Message.of("two_forms", table=table.name))]
    if forms and as_csv not in forms:
        from answerable.sources import manifest, parquet  # heavy, and most folders have none

        parts = (as_parquet,) if as_parquet in forms else tuple(sorted(in_parts.glob("*.parquet")))
        file, faults = parquet.describe(parts, table) if parts else (None, [])
        hidden = [
            Fault(f"{table.name}/{part.name}", None, None, Message.of("part_hidden", name=part.name))
            for part in parts
            if part.name.startswith(("_", "."))
        ]
        file, faults = (None, [*faults, *hidden]) if hidden else (file, faults)
        return file, [*faults, *(manifest.verify(in_parts, table.name) if in_parts in forms else ())]
    if not forms:
        odd = [Fault(as_csv.name, None, None, Message.of("no_file", name=as_csv.name))]
        return None, odd if is_there(path, table) else []
    look = csvtable.glance if table.bulk else csvtable.look_closely
    return look(as_csv, table, scratch=scratch)


def look_closely(
    folder: Folder, table: Table, *, scratch: Path, ragged: bool
) -> tuple[TableFile | None, list[Fault]]:
    """Look closely at a big table's CSV, because something is wrong with it: what is wrong with its form?"""
    return csvtable.look_closely(folder.path / f"{table.name}.csv", table, scratch=scratch, ragged=ragged)


def is_there(folder: Path, table: Table) -> bool:
    """Whether something stands under the table's name, readable or not."""
    names = (f"{table.name}.csv", f"{table.name}.parquet", table.name)
    return any((folder / name).exists() or (folder / name).is_symlink() for name in names)


def _is_in_parts(folder: Path) -> bool:
    """Whether a table is kept in parts here, or was: the manifest remembers parts that are all lost."""
    return any(folder.glob("*.parquet")) or (folder / MANIFEST).is_file()


def read_rows(file: TableFile) -> Iterator[RawRow]:
    """The rows of a table's file as texts, in plain Python, one at a time."""
    if file.form is Form.CSV:
        return csvtable.read_rows(file)
    from answerable.sources import parquet

    return parquet.read_rows(file)


def _strangers(path: Path) -> list[Fault]:
    """Files that look like tables but are none of ours; under the name of a table they would be missed silently."""
    known = {f"{name}{suffix}" for name in BY_NAME for suffix in (".csv", ".parquet")}
    faults = []
    for file in sorted(path.iterdir()):
        if file.suffix.lower() in {".csv", ".parquet", ".xlsx", ".xls"} and file.name not in known:
            meant = file.name.lower().partition(".")[0] in BY_NAME
            message = Message.of("unknown_file", name=file.name, nearest=nearest(file.name, sorted(known)))
            faults.append(Fault(file.name, None, None, message, Level.FAULT if meant else Level.NOTICE))
    return faults


def write_folder(path: Path, *, district: Mapping[str, str | int], rows: Rows) -> None:
    """Write a canonical district folder into an existing empty folder.

    Every table, its declared columns, its rows in the order of its key, LF, UTF-8.
    """
    write_district(path, district)
    for table in TABLES:
        ordered = sorted(rows.get(table.name, []), key=row_order(table))
        write_table(path / f"{table.name}.csv", table=table, rows=ordered)


def write_district(path: Path, district: Mapping[str, str | int]) -> None:
    """Write `district.yaml`: the format and what the district says of itself."""
    keys = ("format", *KEYS)
    text = yaml.safe_dump({key: district[key] for key in keys}, allow_unicode=True, sort_keys=False)
    (path / DISTRICT_FILE).write_text(text, encoding="utf-8")


def write_table(path: Path, *, table: Table, rows: Iterable[Mapping[str, str]]) -> None:
    """Write one table as CSV of the canonical form, its rows in the order given, however many they are."""
    names = [column.name for column in table.columns]
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([row[name] for name in names] for row in rows)
