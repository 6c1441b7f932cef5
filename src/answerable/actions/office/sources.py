"""A database in the place of a folder: whatever reads a district folder reads the record as it stands.

What such a command adds to the folder (proposed findings, observations, collections) comes back into the record, with
its entry; what only a person may decide does not.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, transaction

from answerable.actions.office.day import district_day
from answerable.actions.office.dump import as_folder, held_district
from answerable.actions.office.rows import Bringing, check, write
from answerable.core.ledger.actors import SYSTEM
from answerable.core.ledger.entry import Act
from answerable.core.register.guarded import GUARDED_TABLES
from answerable.core.register.permits import Actor
from answerable.core.tables.declare import Table
from answerable.core.tables.district import TABLES
from answerable.core.terms.errors import InputError
from answerable.sources import csvtable
from answerable.sources.folder import read_rows

Keys = frozenset[tuple[str, ...]]


@contextmanager
def opened(*, at: datetime) -> Iterator[Path]:
    """The record as a folder; rows added there are taken back when the block ends well.

    Raises InputError if the database cannot be reached, or holds no district.
    """
    try:
        held_district()
    except DatabaseError as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise InputError("database_unready", why=why) from error
    with as_folder() as folder:
        before = {table.name: _stamp(folder, table) for table in TABLES}
        keys = {table.name: _keys(folder, table) for table in TABLES if not table.bulk}
        yield folder
        touched = [table for table in TABLES if _stamp(folder, table) != before[table.name]]
        _take_back({table: _added(folder, table, keys.get(table.name)) for table in touched}, at=at)


def _stamp(folder: Path, table: Table) -> tuple[int, int] | None:
    path = folder / f"{table.name}.csv"
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else None


def _rows(folder: Path, table: Table) -> Iterator[dict[str, str]]:
    path = folder / f"{table.name}.csv"
    file, _ = csvtable.look_closely(path, table, scratch=folder)
    if file is not None:
        names = [column.name for column in table.columns]
        yield from ({name: cells.get(name, "") for name in names} for _, cells in read_rows(file))


def _key(table: Table, cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(cells[name] for name in table.key)


def _keys(folder: Path, table: Table) -> Keys:
    return frozenset(_key(table, cells) for cells in _rows(folder, table))


def _added(folder: Path, table: Table, known: Keys | None) -> list[dict[str, str]]:
    """The rows that the command added to a table."""
    there = known if known is not None else _standing(table)
    return [cells for cells in _rows(folder, table) if _key(table, cells) not in there]


def _take_back(added: Mapping[Table, list[dict[str, str]]], *, at: datetime) -> None:
    """Take all of it into the record, or nothing."""
    for table, rows in added.items():
        if rows and table.name in GUARDED_TABLES:
            raise InputError("guarded_table", table=table.name)
    on = district_day(at)
    with transaction.atomic():
        for table, rows in added.items():
            if rows and not table.bulk:
                check(table, rows, brought=Bringing(Actor(SYSTEM), at, on))
            if rows:
                write(table, rows, act=Act.RECORD, at=at, by=SYSTEM)


def _standing(table: Table) -> Keys:
    """The keys of a big table as they stand in the record now."""
    with as_folder() as folder:
        return _keys(folder, table)
