"""Import a file of rows: small tables at once, big ones staged in chunks and made visible in one short transaction.

Nothing of a file is seen unless all of it is sound. What an interrupted import left is cleared by
the next one, or by the worker.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.batches import accept, clear_abandoned, staging
from answerable.actions.office.dump import held_district
from answerable.actions.office.entries import append_entry
from answerable.actions.office.load import batch_change
from answerable.actions.office.rows import Origin, add_rows
from answerable.actions.office.surroundings import everything, taken
from answerable.actions.offline.engines import working_engine
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.guarded import guarded_faults
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor, may
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.tables.files import RaggedError, TableFile
from answerable.core.tables.rows import RawRow
from answerable.core.terms.errors import InputError
from answerable.engines.engine import Engine
from answerable.records import copying
from answerable.records.models import Batch, Contract
from answerable.sources import csvtable
from answerable.sources.folder import read_rows

Progress = Callable[[int], None]
Settle = Callable[[int], None]


def import_file(
    table: str, path: Path, *, by: Actor, at: datetime, on: date, progress: Progress = lambda rows: None
) -> int:
    """Add the rows of a CSV file to a table; how many they were.

    Raises UnsoundError with every fault of the file, NotPermittedError, and InputError if there is no such file.
    """
    declared = BY_NAME.get(table)
    if declared is None:
        raise InputError("no_such_table", table=table, known=tuple(sorted(BY_NAME)))
    if not path.is_file():
        raise InputError("source_missing_file", path=str(path))
    held_district()
    with tempfile.TemporaryDirectory(prefix="answerable-") as scratch:
        if not declared.bulk:
            numbered = _read(path, declared, Path(scratch))
            origin = Origin(path.name, tuple(number for number, _ in numbered))
            rows = [cells for _, cells in numbered]
            return add_rows(table, rows, by=by, at=at, on=on, act=Act.IMPORT, origin=origin)
        return _in_bulk(path, declared, by=by, at=at, on=on, progress=progress)


def _read(path: Path, table: Table, scratch: Path) -> list[RawRow]:
    """The rows of a small file. Raises UnsoundError for what cannot be read as rows."""
    try:
        return list(read_rows(_closely(path, table, scratch)))
    except RaggedError:
        return list(read_rows(_closely(path, table, scratch, ragged=True)))


def _closely(path: Path, table: Table, scratch: Path, *, ragged: bool = False) -> TableFile:
    file, faults = csvtable.look_closely(path, table, scratch=scratch, ragged=ragged)
    serious = tuple(fault for fault in faults if fault.level is Level.FAULT)
    if file is None or serious:
        raise UnsoundError(path.name, serious)
    return file


def _in_bulk(path: Path, table: Table, *, by: Actor, at: datetime, on: date, progress: Progress) -> int:
    mine = contracts_of(by, Permit.IMPORT_ROWS, on=on)
    if not mine:
        refuse_unless(by, Permit.IMPORT_ROWS, subject(table.name, on=on))
    with working_engine("duckdb") as (engine, scratch):
        file = _checked(path, table, engine=engine, scratch=scratch, contracts=mine)
        return take_in(file, by=by, at=at, progress=progress)


def take_in(
    file: TableFile,
    *,
    by: Actor,
    at: datetime,
    progress: Progress = lambda rows: None,
    digest: str | None = None,
    settle: Settle = lambda rows: None,
) -> int:
    """Stage the rows of a checked file of a big table, and let everybody see them; how many they were.

    `digest` is the hash of the file as it was uploaded, where these are not all of its rows. `settle` is called in the
    transaction in which the rows become visible. Raises UnsoundError with nothing written if keys were taken meanwhile.
    """
    # The keys of an import that was killed are free again.
    clear_abandoned()
    with staging(file.table.name, at=at) as batch:
        _stage(file, batch, progress, person=by.person)
        change = batch_change(batch, file, digest=digest)
        return _accept(batch, change, by=by, at=at, settle=settle)


def contracts_of(actor: Actor, act: Permit, *, on: date) -> frozenset[str]:
    """The contracts on which the actor may act so; to an import no others exist."""
    bodies = set(Contract.objects.values_list("body", flat=True).distinct())
    allowed = [body for body in bodies if may(actor, act, subject("contracts", body=body, on=on))]
    return frozenset(Contract.objects.filter(body__in=allowed).values_list("id", flat=True))


def _checked(
    path: Path, table: Table, *, engine: Engine, scratch: Path, contracts: frozenset[str]
) -> TableFile:
    """The file as it can be read. Raises UnsoundError with every fault that the engine finds."""
    around = everything(contracts)
    file = _closely(path, table, scratch)
    try:
        faults = tuple(engine.check(file, around))
    except RaggedError:
        file = _closely(path, table, scratch, ragged=True)
        faults = tuple(engine.check(file, around))
    if faults:
        raise UnsoundError(path.name, faults)
    return file


def _stage(file: TableFile, batch: Batch, progress: Progress, *, person: str | None) -> None:
    """Write the rows where nobody sees them. Raises UnsoundError if keys of the file are taken already."""
    faults: list[Fault] = []
    for chunk in chunks(file):
        faults += guarded_faults(file.table, chunk, file=file.shown, person=person)
        # A file with one fault stays outside; the rest of it is only looked at.
        faults += _written(file, chunk, batch) if not faults else taken(file.table, chunk, file=file.shown)
        progress(batch.rows)
    if faults:
        raise UnsoundError(file.shown, tuple(faults))


def chunks(file: TableFile) -> Iterator[list[RawRow]]:
    """The rows of the file, every column stated, so many at once."""
    names = [column.name for column in file.table.columns]
    rows: Iterator[RawRow] = (
        (number, {name: cells.get(name, "") for name in names}) for number, cells in read_rows(file)
    )
    while chunk := list(islice(rows, copying.CHUNK)):
        yield chunk


def _written(file: TableFile, chunk: list[RawRow], batch: Batch) -> tuple[Fault, ...]:
    """Write a chunk; what is wrong where the database refuses it. It is asked for taken keys only then."""
    try:
        batch.rows += copying.insert_chunk(file.table, (cells for _, cells in chunk), batch=batch.id)
    except IntegrityError:
        faults = tuple(taken(file.table, chunk, file=file.shown))
        if not faults:
            raise
        return faults
    return ()


def _accept(batch: Batch, change: Change, *, by: Actor, at: datetime, settle: Settle) -> int:
    with transaction.atomic():
        if not accept(batch, at=at):
            raise InputError("batch_moved", id=batch.id)
        append_entry(Act.IMPORT, at=at, by=by.account, changes=[change])
        settle(batch.rows)
    return batch.rows
