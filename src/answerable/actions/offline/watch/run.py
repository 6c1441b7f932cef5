"""One run of the watch: collect what is due, take in what was dropped, look, and record what is new."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from answerable.actions.offline.append import append, refuse_parquet
from answerable.actions.offline.check import Opened, open_district
from answerable.actions.offline.watch.alone import alone_in
from answerable.actions.offline.watch.collecting import Taken, collected_rows
from answerable.actions.offline.watch.dropped import take_dropped
from answerable.actions.offline.watch.look import Watching, watch_opened
from answerable.core.watch.results import WatchResult
from answerable.engines.engine import Engine
from answerable.outside.fetch import Bounds, Fetcher
from answerable.render.watch.stored import passage_cells, stored_cells

_WRITTEN = ("observations", "collections", "findings", "finding_passages")


@dataclass(frozen=True)
class Collecting:
    """How to collect: by which clock, and which inner addresses (`host:port`) may be fetched."""

    now: Callable[[], datetime]
    allow: tuple[str, ...] = ()
    bounds: Bounds | None = None
    """How much of anything is borne; None is what is usual."""


def look_and_record(
    source: Path, *, on: date, engine: Engine, scratch: Path, how: Watching | None = None
) -> WatchResult:
    """Look as of the end of the day `on`, and add what is new to the findings, undecided.

    A second time there is nothing to add. Raises what `assess` raises, InputError where a table to be written is
    kept as Parquet, OutputError where it cannot be written.
    """
    with alone_in(source):
        return _recorded(source, on=on, engine=engine, scratch=scratch, how=how)


def _recorded(source: Path, *, on: date, engine: Engine, scratch: Path, how: Watching | None) -> WatchResult:
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    result = watch_opened(opened, on=on, how=how)
    append(source, opened.files, "findings", [stored_cells(each, on=on) for each in result.new])
    append(source, opened.files, "finding_passages", list(_passages(opened, result)))
    return result


def _passages(opened: Opened, result: WatchResult) -> Iterator[Mapping[str, str]]:
    """The words of what is new, and of what an earlier run had no time left to write the words of."""
    stored = {row.values["id"] for row in opened.tables.get("findings", ())}
    worded = {row.values["finding"] for row in opened.tables.get("finding_passages", ())}
    for each in result.proposed:
        if not each.recorded or (each.alert.id in stored and each.alert.id not in worded):
            yield from passage_cells(each)


def collect_and_record(
    source: Path,
    *,
    collecting: Collecting,
    on: date,
    engine: Engine,
    scratch: Path,
    how: Watching | None = None,
) -> tuple[Taken, WatchResult]:
    """The same, after everything that is due was fetched and everything dropped was taken in."""
    with alone_in(source):
        taken = _collected(source, collecting=collecting, on=on, engine=engine, scratch=scratch)
        return taken, _recorded(source, on=on, engine=engine, scratch=scratch, how=how)


def _collected(source: Path, *, collecting: Collecting, on: date, engine: Engine, scratch: Path) -> Taken:
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    # Before anything is fetched: what cannot be written must not be found out afterwards.
    for name in _WRITTEN:
        refuse_parquet(opened.files, name)
    fetcher = Fetcher(allow=collecting.allow, bounds=collecting.bounds)
    taken = collected_rows(opened, now=collecting.now, fetcher=fetcher, on=on)
    _store(source, opened, taken)
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    dropped = take_dropped(opened, at=collecting.now())
    _store(source, opened, dropped)
    for moved in dropped.done:
        moved()
    return taken.with_(dropped)


def _store(source: Path, opened: Opened, taken: Taken) -> None:
    append(source, opened.files, "observations", taken.observations)
    append(source, opened.files, "collections", taken.collections)
