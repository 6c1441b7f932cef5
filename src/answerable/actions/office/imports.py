"""Import a file of rows: small tables at once, big ones staged in chunks and made visible in one short transaction.

Nothing of a file is seen unless all of it is sound. What an interrupted import left is cleared by the worker.
"""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.dump import held_district
from answerable.actions.office.entries import append_entry
from answerable.actions.office.load import batch_change
from answerable.actions.office.rows import add_rows
from answerable.actions.office.surroundings import everything, taken
from answerable.actions.offline.engines import working_engine
from answerable.core.ledger.entry import Act
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

ABANDONED_AFTER = timedelta(hours=6)
Progress = Callable[[int], None]


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
        raise InputError("source_missing", path=str(path))
    held_district()
    with tempfile.TemporaryDirectory(prefix="answerable-") as scratch:
        if not declared.bulk:
            rows = [cells for _, cells in read_rows(_closely(path, declared, Path(scratch)))]
            return add_rows(table, rows, by=by, at=at, on=on, act=Act.IMPORT)
        return _in_bulk(path, declared, by=by, at=at, on=on, progress=progress)


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
        batch = Batch.objects.create(of=table.name, began_at=at)
        try:
            _stage(file, batch, progress)
            return _accept(file, batch, by=by, at=at)
        except BaseException:
            clear(batch)
            raise


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


def _stage(file: TableFile, batch: Batch, progress: Progress) -> None:
    """Write the rows where nobody sees them. Raises UnsoundError if keys of the file are taken already."""
    faults: list[Fault] = []
    rows = _free(file, faults)
    batch.rows = copying.insert_in_chunks(file.table, rows, batch=batch.id, every=progress)
    if faults:
        raise UnsoundError(file.shown, tuple(faults))
    batch.save(update_fields=["rows"])


_LOOKED_AT = 1_000


def _free(file: TableFile, faults: list[Fault]) -> Iterator[dict[str, str]]:
    """The rows whose keys are free, and faults for the others."""
    chunk: list[RawRow] = []
    for row in read_rows(file):
        chunk.append(row)
        if len(chunk) == _LOOKED_AT:
            yield from _untaken(file, chunk, faults)
            chunk = []
    yield from _untaken(file, chunk, faults)


def _untaken(file: TableFile, chunk: list[RawRow], faults: list[Fault]) -> Iterator[dict[str, str]]:
    names = [column.name for column in file.table.columns]
    whole = [(number, {name: cells.get(name, "") for name in names}) for number, cells in chunk]
    found = [
        *taken(file.table, whole, file=file.shown),
        *guarded_faults(file.table, whole, file=file.shown),
    ]
    faults += found
    bad = {fault.row for fault in found}
    yield from (cells for number, cells in whole if number not in bad)


def _accept(file: TableFile, batch: Batch, *, by: Actor, at: datetime) -> int:
    with transaction.atomic():
        if Batch.objects.filter(id=batch.id, accepted_at=None).update(accepted_at=at) != 1:
            raise InputError("batch_moved", id=batch.id)
        append_entry(Act.IMPORT, at=at, by=by.account, changes=[batch_change(batch, file)])
    return batch.rows


def clear(batch: Batch) -> None:
    """Take away the rows of a batch that was given up, and the batch."""
    copying.delete_in_chunks(batch.of, batch=batch.id)
    Batch.objects.filter(id=batch.id, accepted_at=None).delete()


def clear_abandoned(*, at: datetime) -> int:
    """Clear the batches that nobody has finished for hours; how many they were."""
    left = list(Batch.objects.filter(accepted_at=None, began_at__lt=at - ABANDONED_AFTER))
    for batch in left:
        clear(batch)
    return len(left)
