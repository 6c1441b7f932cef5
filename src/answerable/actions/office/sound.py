"""New rows beside all others: what the checks of a folder say of tables together has to hold of the record, too.

A record with a fault could be neither assessed nor written out and loaded again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from answerable.actions.office.dump import held_district
from answerable.core.evidence.soundness import evidence_faults
from answerable.core.evidence.strata import strata_faults
from answerable.core.register.soundness import register_faults
from answerable.core.rulebook.parameters import shipped_rulebooks
from answerable.core.rulebook.watch import load_watch
from answerable.core.tables.declare import Table
from answerable.core.tables.district import TABLES
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.tables.rows import Row
from answerable.core.watch.soundness import voice_faults
from answerable.records import copying
from answerable.records.cells import cell_of

Cells = Mapping[str, str]
Tables = Mapping[str, tuple[Row, ...]]
Numbers = Mapping[tuple[str, ...], int]
_NO_ROW = 0
"""The number of rows that were there before: they stand in no row of the file."""


def refuse_unsound(table: Table, added: Sequence[Cells], *, file: str, numbers: Sequence[int]) -> None:
    """Raise UnsoundError if the rows, which were just written, make something wrong with the small tables together.

    What was wrong before they came does not stop them.
    """
    district = held_district()
    zone = ZoneInfo(district.time_zone)
    keys = (tuple(cells[name] for name in table.key) for cells in added)
    numbered = dict(zip(keys, numbers, strict=True))
    tables = {
        each.name: tuple(_rows(each, zone, numbered if each is table else {}))
        for each in TABLES
        if not each.bulk
    }
    faults = _faults(tables, district.rulebook)
    if not faults:
        return
    before = tables | {table.name: tuple(row for row in tables[table.name] if row.number == _NO_ROW)}
    new = faults - _faults(before, district.rulebook)
    if new:
        listed = sorted(new, key=lambda fault: fault.place)
        raise UnsoundError(file, tuple(_placed(fault, table, file=file) for fault in listed))


def _faults(tables: Tables, rulebook: str) -> frozenset[Fault]:
    files = {name: f"{name}.csv" for name in tables}
    found = [*register_faults(tables, files=files), *evidence_faults(tables, files=files)]
    found += strata_faults(tables, files=files)
    if rulebook in shipped_rulebooks():
        found += voice_faults(tables, load_watch(rulebook), files=files)
    return frozenset(fault for fault in found if fault.level is Level.FAULT)


def _rows(table: Table, zone: ZoneInfo, numbers: Numbers) -> Iterator[Row]:
    names, cell = [column.name for column in table.columns], cell_of(zone)
    types = [column.type for column in table.columns]
    key = [names.index(name) for name in table.key]
    for row in copying.select(table):
        texts = [cell(value) for value in row]
        number = numbers.get(tuple(texts[place] for place in key), _NO_ROW)
        values = (type_.parse(text) for type_, text in zip(types, texts, strict=True))
        yield Row(number, dict(zip(names, values, strict=True)))


def _placed(fault: Fault, table: Table, *, file: str) -> Fault:
    if fault.row == _NO_ROW:
        return replace(fault, row=None)
    return replace(fault, file=file) if fault.file == f"{table.name}.csv" else fault
