"""Look at an uploaded file of rows and say everything that is wrong with it. Nothing is written.

A row that is wrong may make others wrong, and a row that refers to it is wrong without it: so the rows that are left
are looked at again, until nothing is wrong with them. Those of a big table are never loaded whole.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction

from answerable.actions.office.actors import subject
from answerable.actions.office.fault_store import WHOLE, FaultStore, Told
from answerable.actions.office.imports import chunks, contracts_of
from answerable.actions.office.rows import Origin, add_rows
from answerable.actions.office.surroundings import everything, taken
from answerable.actions.office.tasks import Running
from answerable.actions.offline.engines import working_engine
from answerable.core.ledger.entry import Act
from answerable.core.register.guarded import guarded_faults
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import may
from answerable.core.tables.declare import Table
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.tables.files import Form, TableFile
from answerable.core.tables.rows import RawRow
from answerable.core.terms.message import Message
from answerable.sources import csvtable
from answerable.sources.media import XLSX
from answerable.sources.sheet_csv import as_csv

FAULTS, GOOD = "faults.sqlite3", "good.csv"
REASON = "原因 reason"
"""The column that says why a row came back. A file that has it may be uploaded as it is: the column is passed over."""
MOST_SMALL = 5_000
"""Rows of one file for a small table: on SQLite others who write wait while they are tried."""
_MOST_ROUNDS = 25


@dataclass(frozen=True)
class Upload:
    """A file of rows as somebody uploaded it."""

    table: Table
    path: Path
    name: str
    media_type: str


@dataclass(frozen=True)
class Preview:
    """What a look at a file found. `good_rows` are there where nothing is wrong with the file as a whole."""

    rows: int
    good: int
    bad: int
    faults: int
    blocked: bool
    digest: str
    """Of which rows are wrong: whoever accepts the others has seen these."""
    header: tuple[str, ...]
    """The columns of the copies of the file that stand in the folder."""
    good_rows: TableFile | None

    def as_result(self) -> dict[str, Any]:
        """The figures, as they are kept with the task."""
        names = ("rows", "good", "bad", "faults", "blocked", "digest")
        return {name: getattr(self, name) for name in names} | {"header": list(self.header)}


def preview(upload: Upload, running: Running) -> Preview:
    """Look at every row; the faults are kept in the folder of the task. Raises TaskStoppedError if it is cancelled."""
    store = FaultStore(running.folder / FAULTS)
    store.create()
    whole, rows = _opened(upload, running.folder, store)
    if whole is None or store.blocks():
        return _summed(store, rows, whole, None)
    running.progress(0, rows)
    good = _sifted(whole, store, running)
    return _summed(store, rows, whole, None if store.blocks() else good)


def _opened(upload: Upload, folder: Path, store: FaultStore) -> tuple[TableFile | None, int]:
    """The file as a numbered copy, and how many rows it has; what is wrong with its form is kept."""
    path = upload.path
    if upload.media_type == XLSX:
        path = folder / "sheet.csv"
        as_csv(upload.path, upload.table, to=path, name=upload.name)
    file, faults = csvtable.look_closely(path, upload.table, scratch=folder, ragged=True, given_out=True)
    store.add(each for each in faults if each.level is Level.FAULT and not _is_reason(each))
    if file is None:
        return None, 0
    rows = sum(1 for _ in csvtable.read_rows(file))
    if not upload.table.bulk and rows > MOST_SMALL:
        store.add([Fault(upload.name, None, None, Message.of("import_too_many", most=MOST_SMALL))])
    return replace(file, bare=not rows), rows


def _is_reason(fault: Fault) -> bool:
    return fault.message.code == "unknown_column" and fault.column == REASON


def _sifted(whole: TableFile, store: FaultStore, running: Running) -> TableFile:
    """The rows that stay when every wrong one is taken out."""
    look = _of_big if whole.table.bulk else _of_small
    to, good = running.folder / GOOD, whole
    for _ in range(_MOST_ROUNDS):
        good, left = csvtable.without_rows(whole, store.numbers(), to=to)
        if not left or not store.add(look(good, running)) or store.blocks():
            return good
    store.add([Fault(whole.shown, None, None, Message.of("import_too_wrong"))])
    return good


def _of_big(file: TableFile, running: Running) -> Iterator[Fault]:
    contracts = contracts_of(running.by, Permit.IMPORT_ROWS, on=running.on)
    with working_engine("duckdb") as (engine, _):
        # What the engine only counts it finds in the next round, when the first rows are gone.
        found = engine.check(file, everything(contracts))
    yield from (each for each in found if each.message.code != "further_faults")
    done = 0
    for chunk in chunks(file):
        yield from guarded_faults(file.table, chunk, file=file.shown, person=running.by.person)
        yield from taken(file.table, chunk, file=file.shown)
        done += len(chunk)
        running.progress(done)


class _UndoneError(Exception):
    """Everything was sound; it is taken back."""


def _of_small(file: TableFile, running: Running) -> Iterator[Fault]:
    """What adding the rows would say: they are added, and that is taken back."""
    numbered = list(csvtable.read_rows(file))
    others = list(_of_others(file, numbered, running))
    yield from others
    if others:
        return
    try:
        with transaction.atomic():
            add_small(file, running)
            raise _UndoneError
    except _UndoneError:
        return
    except UnsoundError as error:
        yield from error.faults


def add_small(file: TableFile, running: Running) -> int:
    """Add the rows of a small table, as an import; how many they were. Raises UnsoundError with every fault."""
    numbered = list(csvtable.read_rows(file))
    origin = Origin(file.shown, tuple(number for number, _ in numbered))
    return add_rows(
        file.table.name,
        [cells for _, cells in numbered],
        by=running.by,
        at=running.at,
        on=running.on,
        act=Act.IMPORT,
        origin=origin,
    )


def _of_others(file: TableFile, rows: list[RawRow], running: Running) -> Iterator[Fault]:
    """Rows of bodies in which the actor may add none. Rows that speak of such a body's things refer to nothing."""
    if "body" not in file.table.by_name:
        return
    known: dict[str, bool] = {}
    for number, cells in rows:
        body = cells.get("body", "")
        if body not in known:
            asked = subject(file.table.name, body=body or None, on=running.on)
            known[body] = not body or may(running.by, Permit.IMPORT_ROWS, asked)
        if not known[body]:
            yield Fault(file.shown, number, "body", Message.of("import_other_body", body=body))


def _summed(store: FaultStore, rows: int, whole: TableFile | None, good: TableFile | None) -> Preview:
    digest, bad = hashlib.sha256(str(rows).encode()), store.bad_rows()
    for number in store.numbers():
        digest.update(f",{number}".encode())
    return Preview(
        rows=rows,
        good=0 if good is None else rows - bad,
        bad=bad,
        faults=store.count(),
        blocked=good is None,
        digest=digest.hexdigest(),
        header=() if whole is None else whole.header,
        good_rows=good,
    )


def good_rows(folder: Path, table: Table, header: Sequence[str]) -> Iterator[RawRow]:
    """The rows in which nothing is wrong, as they stand in the folder of a task; none where it was cleared."""
    yield from _rows(folder / GOOD, table, header)


def bad_rows(folder: Path, table: Table, header: Sequence[str]) -> Iterator[tuple[RawRow, list[Told]]]:
    """The rows in which something is wrong, each with all of it, in their order."""
    if not (folder / FAULTS).is_file():
        return
    told = groupby(
        (each for each in FaultStore(folder / FAULTS) if (each.row or 0) > WHOLE), lambda each: each.row
    )
    number, faults = next(told, (None, iter(())))
    for row in _rows(folder / f"{table.name}.csv", table, header):
        if row[0] == number:
            yield row, list(faults)
            number, faults = next(told, (None, iter(())))


def _rows(path: Path, table: Table, header: Sequence[str]) -> Iterator[RawRow]:
    if path.is_file():
        file = TableFile(table, path.name, (path,), Form.CSV, tuple(header), numbered=True)
        yield from csvtable.read_rows(file)
