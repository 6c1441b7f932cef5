"""The system of record becomes a district folder again: the canonical one, the same bytes from either database."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

from answerable.actions.office.once import once
from answerable.actions.offline.aside import written_aside
from answerable.core.tables.declare import Table
from answerable.core.tables.district import FORMAT, KEYS, TABLES, District
from answerable.core.terms.errors import InputError
from answerable.records import copying
from answerable.records.cells import cell_of
from answerable.records.models import Held
from answerable.sources.folder import write_district, write_table


def held_district() -> District:
    """The district that this database holds. Raises InputError if it holds none."""
    held: Held | None = once("district", Held.objects.first)
    if held is None:
        raise InputError("no_district_held")
    return District(**{key: getattr(held, key) for key in KEYS})


def dump(folder: Path) -> None:
    """Write the whole district into a new folder, as of one instant.

    Raises InputError if there is no district, OutputError if the folder is taken or cannot be written.
    """
    with written_aside(folder, replaces=lambda _: False) as aside:
        _write(aside)


@contextmanager
def as_folder() -> Iterator[Path]:
    """The district as a folder that is gone afterwards, for whatever reads folders."""
    with tempfile.TemporaryDirectory(prefix="answerable-") as scratch:
        folder = Path(scratch)
        _write(folder)
        yield folder


def _write(folder: Path) -> None:
    with copying.one_view():
        district = held_district()
        write_district(folder, {"format": FORMAT, **asdict(district)})
        zone = ZoneInfo(district.time_zone)
        for table in TABLES:
            write_table(folder / f"{table.name}.csv", table=table, rows=_cells(table, zone))


def _cells(table: Table, zone: ZoneInfo) -> Iterator[dict[str, str]]:
    names, cell = [column.name for column in table.columns], cell_of(zone)
    for row in copying.select(table):
        yield dict(zip(names, map(cell, row), strict=True))
