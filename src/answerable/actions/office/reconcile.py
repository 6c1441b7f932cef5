"""Hold the rows against what the ledger last said of them: whoever changed a row past the actions is found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from answerable.actions.office.entries import changed, object_key
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.records import copying
from answerable.records.cells import cell_of
from answerable.records.models import Disclosed, Held

Cells = Mapping[str, str]
SMALL = tuple(table.name for table in TABLES if not table.bulk)
"""Tables whose every row has its own word in the ledger. Of a big one the ledger has the files."""


@dataclass(frozen=True)
class Drift:
    """A row that is not as the ledger last said: changed, there without an entry, or gone without one."""

    key: str
    columns: tuple[str, ...]
    """The columns that differ; empty where the whole row is there, or gone, without an entry."""


def all_drifts() -> Mapping[str, tuple[Drift, ...]]:
    """The rows that differ from the ledger, by small table that has any.

    All is read as of one instant, and one table after the other is held in memory.
    """
    with copying.one_view():
        found = {name: drifts(name) for name in SMALL}
    return {name: some for name, some in found.items() if some}


def drifts(name: str) -> tuple[Drift, ...]:
    """Every row of a table that differs from the ledger, by key.

    A row whose disclosed content was erased is left out: nobody can say any more what it was.
    """
    held = Held.objects.first()
    if held is None:
        return ()
    table = BY_NAME[name]
    with copying.one_view():
        present = _present(table, ZoneInfo(held.time_zone))
        said, erased = _said(name)
    keys = sorted((present.keys() | said.keys()) - erased)
    return tuple(
        Drift(key, _differing(present.get(key), said.get(key)))
        for key in keys
        if present.get(key) != said.get(key)
    )


def _present(table: Table, zone: ZoneInfo) -> dict[str, Cells]:
    names, cell = [column.name for column in table.columns], cell_of(zone)
    rows = (dict(zip(names, map(cell, row), strict=True)) for row in copying.select(table))
    changes = (changed(table.name, row) for row in rows)
    return {object_key(each.key): _texts(each.content or {}) for each in changes}


def _said(name: str) -> tuple[dict[str, Cells], set[str]]:
    """What the ledger last said of every row, and the keys of which it may no longer say anything."""
    said: dict[str, Cells] = {}
    erased: set[str] = set()
    told = Disclosed.objects.filter(of=name).order_by("row").values_list("key", "content")
    for key, content in told.iterator():
        said.pop(key, None)
        erased.discard(key)
        if content is None:
            erased.add(key)
        elif (cells := json.loads(content)) is not None:
            said[key] = _texts(cells)
    return said, erased


def _texts(content: Mapping[str, object]) -> Cells:
    return {name: str(value) for name, value in content.items() if value not in (None, "")}


def _differing(one: Cells | None, other: Cells | None) -> tuple[str, ...]:
    if one is None or other is None:
        return ()
    return tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))
