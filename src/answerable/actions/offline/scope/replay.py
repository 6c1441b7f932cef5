"""Decide again what was decided before, from saved records or from a district folder."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from answerable.actions.offline.check import Opened, open_district
from answerable.actions.offline.scope.decide import open_boundary
from answerable.core.register.values import WorkItem
from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.shipped import shipped_boundaries
from answerable.core.scope.replay import Record, Replayed, replay
from answerable.core.scope.stated import StatedFactsError, read_facts
from answerable.core.tables.build import build
from answerable.core.tables.district import DISTRICT_FILE
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.core.terms.verdict import Verdict
from answerable.engines.memory import MemoryEngine
from answerable.sources.facts_file import StatedFacts, read_stated
from answerable.sources.folder import read_rows


@dataclass(frozen=True)
class _Stated:
    """A record before its facts were read: where it stands, and what it says."""

    id: str
    place: str
    rulebook: str
    on: date
    verdict: str
    facts: Mapping[str, str]


def replay_scope(source: Path, *, rulebook: str | None, on: date) -> tuple[Replayed, ...]:
    """Every recorded verdict decided again, as of its own day and as of `on`.

    `source` is a record, a folder of records, or a district folder with `work_facts`. `rulebook` takes the place of
    the one that a record names. Raises InputError, UndecidableError, and UnsoundError with all faults of all records.
    """
    stated = tuple(_stated(source))
    if not stated:
        raise InputError("nothing_to_replay", path=str(source))
    faults: list[Fault] = []
    records: list[tuple[Record, Boundary]] = []
    for each in stated:
        try:
            records.append(_record(each, rulebook))
        except StatedFactsError as error:
            faults += [Fault(each.place, None, None, message) for message in error.faults]
    if faults:
        raise UnsoundError(str(source), tuple(faults))
    return tuple(replay(record, boundary, on=on) for record, boundary in records)


def _record(stated: _Stated, rulebook: str | None) -> tuple[Record, Boundary]:
    """A record with the rulebook it is decided by. Raises StatedFactsError with everything wrong with it."""
    faults: list[Message] = []
    if stated.verdict not in tuple(Verdict):
        faults.append(Message.of("record_bad_verdict", found=stated.verdict[:40], known=tuple(Verdict)))
    # A record may not choose any folder as its rulebook: it could bring one of its own along.
    if rulebook is None and stated.rulebook not in shipped_boundaries():
        faults.append(Message.of("record_rulebook", found=stated.rulebook[:60], known=shipped_boundaries()))
    if faults:
        raise StatedFactsError(tuple(faults))
    boundary = open_boundary(rulebook or stated.rulebook)
    return Record(stated.id, stated.on, stated.verdict, read_facts(stated.facts, boundary)), boundary


def _stated(source: Path) -> Iterable[_Stated]:
    if (source / DISTRICT_FILE).is_file():
        return _of_district(source)
    if source.is_dir():
        return _of_records(sorted(source.glob("*.json")))
    return _of_records([source])


def _of_records(paths: list[Path]) -> Iterator[_Stated]:
    faults: list[Fault] = []
    records: list[_Stated] = []
    for path in paths:
        try:
            found: StatedFacts = read_stated(path)
        except StatedFactsError as error:
            faults += [Fault(path.name, None, None, message) for message in error.faults]
        else:
            if found.rulebook and found.on and found.verdict:
                stated = (found.rulebook, found.on, found.verdict, found.facts)
                records.append(_Stated(path.stem, path.name, *stated))
    if faults:
        raise UnsoundError(str(paths[0].parent), tuple(faults))
    yield from records


def _of_district(source: Path) -> Iterator[_Stated]:
    """The work items of a sound district that have a dated verdict and facts."""
    with tempfile.TemporaryDirectory(prefix="answerable-") as scratch:
        opened = open_district(source, engine=MemoryEngine(read_rows), scratch=Path(scratch)).sound()
    facts = _facts(opened)
    for item in build(WorkItem, opened.tables.get("work_items", ())):
        if item.id in facts and item.verdict and item.verdict_on:
            place = f"work_facts {item.id}"
            yield _Stated(
                item.id, place, opened.district.rulebook, item.verdict_on, item.verdict, facts[item.id]
            )


def _facts(opened: Opened) -> dict[str, dict[str, str]]:
    facts: dict[str, dict[str, str]] = {}
    for row in opened.tables.get("work_facts", ()):
        cells = {name: str(row.values[name]) for name in ("work_item", "fact", "value")}
        facts.setdefault(cells["work_item"], {})[cells["fact"]] = cells["value"]
    return facts
