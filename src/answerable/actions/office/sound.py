"""New rows beside all others: what the checks of a folder say of tables together has to hold of the record, too.

A record with a fault could be neither assessed nor written out and loaded again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from answerable.actions.office.dump import held_district
from answerable.actions.office.surroundings import model_of
from answerable.core.evidence.soundness import evidence_faults
from answerable.core.evidence.strata import strata_faults
from answerable.core.register.soundness import register_faults
from answerable.core.rulebook.parameters import shipped_rulebooks
from answerable.core.rulebook.watch import load_watch
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.core.tables.fault import Fault, Level, UnsoundError
from answerable.core.tables.rows import Row
from answerable.core.watch.soundness import voice_faults
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
    keys = (tuple(cells[name] for name in table.key) for cells in added)
    numbered = dict(zip(keys, numbers, strict=True))
    tables = _Read(ZoneInfo(district.time_zone), table, numbered, _contracts(table, added))
    faults = _faults(tables, district.rulebook)
    if not faults:
        return
    tables.leave_out_added()
    new = faults - _faults(tables, district.rulebook)
    if new:
        listed = sorted(new, key=lambda fault: fault.place)
        raise UnsoundError(file, tuple(_placed(fault, table, file=file) for fault in listed))


def _contracts(table: Table, added: Sequence[Cells]) -> frozenset[str] | None:
    """The contracts that rows can make unsound; None where they speak of none and may concern all of them."""
    name = "id" if table.name == "contracts" else "contract"
    return frozenset(cells[name] for cells in added) if name in table.by_name else None


class _Read(Mapping[str, tuple[Row, ...]]):
    """The small tables of the record, each read when it is asked for, and as much of it as matters.

    The checks of tables together go contract by contract, so the rows of other contracts say nothing new.
    """

    def __init__(
        self, zone: ZoneInfo, table: Table, numbered: Numbers, contracts: frozenset[str] | None
    ) -> None:
        self._zone, self._table, self._numbered, self._only = zone, table, numbered, contracts
        self._known: dict[str, tuple[Row, ...]] = {}

    def leave_out_added(self) -> None:
        """From now on the rows that were just written are not there."""
        rows = self[self._table.name]
        self._known[self._table.name] = tuple(row for row in rows if row.number == _NO_ROW)

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        if BY_NAME[name].bulk:
            raise KeyError(name)
        if name not in self._known:
            self._known[name] = tuple(self._rows(BY_NAME[name]))
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return (table.name for table in TABLES if not table.bulk)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _rows(self, table: Table) -> Iterator[Row]:
        names, cell = [column.name for column in table.columns], cell_of(self._zone)
        types = [column.type for column in table.columns]
        key = [names.index(name) for name in table.key]
        numbered = self._numbered if table is self._table else {}
        rows = model_of(table.name)._default_manager.all()
        name = "id" if table.name == "contracts" else "contract"
        if self._only is not None and name in table.by_name:
            rows = rows.filter(**{f"{name}__in": self._only})
        for row in rows.order_by(*table.key).values_list(*names).iterator():
            texts = [cell(value) for value in row]
            number = numbered.get(tuple(texts[place] for place in key), _NO_ROW)
            values = (type_.parse(text) for type_, text in zip(types, texts, strict=True))
            yield Row(number, dict(zip(names, values, strict=True)))


def _faults(tables: Tables, rulebook: str) -> frozenset[Fault]:
    files = {name: f"{name}.csv" for name in tables}
    found = [*register_faults(tables, files=files), *evidence_faults(tables, files=files)]
    found += strata_faults(tables, files=files)
    if rulebook in shipped_rulebooks():
        found += voice_faults(tables, load_watch(rulebook), files=files)
    return frozenset(fault for fault in found if fault.level is Level.FAULT)


def _placed(fault: Fault, table: Table, *, file: str) -> Fault:
    if fault.row == _NO_ROW:
        return replace(fault, row=None)
    return replace(fault, file=file) if fault.file == f"{table.name}.csv" else fault
