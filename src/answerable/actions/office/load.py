"""A district folder becomes a system of record: into an empty database, once.

The folder is checked as a whole first. Small tables are written together, big ones in chunks that nobody sees, and
everything becomes visible in one short transaction at the end. What was interrupted is cleared by the next try.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from answerable.actions.office.day import day_in
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.legacy import list_legacy
from answerable.actions.office.locks import held
from answerable.actions.offline.check import Opened, open_district
from answerable.actions.offline.engines import working_engine
from answerable.core.ledger.actors import LOAD
from answerable.core.ledger.entry import Act, Change
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.core.tables.files import TableFile
from answerable.core.terms.errors import InputError
from answerable.records import copying
from answerable.records.cells import texts
from answerable.records.models import Batch, Held
from answerable.sources.folder import read_rows

Progress = Callable[[str, int], None]


@dataclass(frozen=True)
class Loaded:
    """What came in: rows by table, and how many contracts are on the list of legacy contracts."""

    rows: dict[str, int]
    legacy: int


def load(source: Path, *, at: datetime, progress: Progress = lambda table, rows: None) -> Loaded:
    """Load a sound district folder into this deployment's empty database.

    Raises UnsoundError with all faults of the folder, and InputError if the database holds a district already, or if
    somebody else is loading one.
    """
    with held("load") as mine:
        if not mine:
            raise InputError("load_under_way")
        refuse_second()
        return _load(source, at=at, progress=progress)


def _load(source: Path, *, at: datetime, progress: Progress) -> Loaded:
    with working_engine("duckdb") as (engine, scratch):
        opened = open_district(source, engine=engine, scratch=scratch).sound()
        _clear()
        rows = _write_small(opened)
        batches = [_stage(file, at=at, progress=progress) for file in _big(opened)]
        for batch in batches:
            rows[batch.of] = batch.rows
        return Loaded(rows, _flip(opened, batches, at=at))


def refuse_second() -> None:
    """Raise InputError if the database holds a district: a second one would mix two records."""
    there = Held.objects.first()
    if there is not None:
        raise InputError("district_held", id=there.id, name=there.name)


def _big(opened: Opened) -> Iterator[TableFile]:
    yield from (file for name, file in opened.files.items() if BY_NAME[name].bulk and not file.bare)


def _clear() -> None:
    """Take away what an interrupted load left: there is no district yet, so nobody has seen it."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Checking the folder took a while.
        refuse_second()
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608 -- our own names
        Batch.objects.all().delete()


def small_cells(opened: Opened) -> Iterator[tuple[Table, list[dict[str, str]]]]:
    """The rows of every small table as cells, tables in the order in which they refer to others."""
    zone = ZoneInfo(opened.district.time_zone)
    for table in TABLES:
        if table.name in opened.tables:
            yield table, [texts(table, row.values, zone) for row in opened.tables[table.name]]


def _write_small(opened: Opened) -> dict[str, int]:
    with transaction.atomic():
        return {table.name: copying.insert(table, rows) for table, rows in small_cells(opened)}


def _stage(file: TableFile, *, at: datetime, progress: Progress) -> Batch:
    table = file.table
    batch = Batch.objects.create(of=table.name, began_at=at)
    rows = (cells for _, cells in read_rows(file))
    batch.rows = copying.insert_in_chunks(
        table, rows, batch=batch.id, every=lambda done: progress(table.name, done)
    )
    batch.save(update_fields=["rows"])
    return batch


def _flip(opened: Opened, batches: list[Batch], *, at: datetime) -> int:
    """Make everything visible at once, with the entries that say so."""
    with transaction.atomic():
        refuse_second()
        Held.objects.create(only=1, loaded_at=at, **asdict(opened.district))
        Batch.objects.filter(id__in=[batch.id for batch in batches]).update(accepted_at=at)
        changes = (changed(table.name, cells) for table, rows in small_cells(opened) for cells in rows)
        append_entry(Act.LOAD, at=at, by=LOAD, changes=(*changes, *map(batch_change, batches, _big(opened))))
        return list_legacy(on=day_in(opened.district.time_zone, at), at=at)


def batch_change(batch: Batch, file: TableFile, *, digest: str | None = None) -> Change:
    """What an entry says of a batch: its table, how many rows, and the hash of the file they came from.

    The hash is taken of the file, unless that of what was uploaded is stated.
    """
    content = {"table": batch.of, "rows": str(batch.rows), "file": digest or _hash(file)}
    return Change("batches", (str(batch.id),), content)


def _hash(file: TableFile) -> str:
    digest = hashlib.sha256()
    for path in file.paths:
        with path.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
    return f"sha256:{digest.hexdigest()}"
