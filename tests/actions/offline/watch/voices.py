"""A small district with voices, and everything it takes to look at it."""

import csv
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.watch.collecting import Taken
from answerable.actions.offline.watch.look import watch
from answerable.actions.offline.watch.run import Collecting, collect_and_record
from answerable.core.tables.district import Rows
from answerable.core.watch.results import WatchResult
from answerable.outside.fetch import Bounds
from tests.builders import SWEEPING, row, small_district, write

NOW = datetime(2025, 12, 1, 1, 0, tzinfo=UTC)
TODAY = date(2025, 12, 1)


def voice(id: str, *, contract: str = SWEEPING, **more: str) -> dict[str, str]:
    cells = {
        "kind": "account",
        "name": f"样例{id}",
        "collect": "export",
        "every_days": "1",
        "opened_on": "2025-01-01",
    }
    return row("voices", **(cells | {"id": id, "contract": contract} | more))


def district(*voices: dict[str, str]) -> Rows:
    rows = small_district()
    rows["voices"] = list(voices)
    return rows


def said(id: str, kind: str, when: str, text: str, **more: str) -> dict[str, str]:
    cells = {"contract": SWEEPING, "captured": when, "voice": "样例号"}
    return row("observations", **(cells | {"id": id, "kind": kind, "at": when, "text": text} | more))


def written(folder: Path, rows: Rows) -> Path:
    write(folder, rows)
    return folder


def look(folder: Path, *, on: date = TODAY) -> WatchResult:
    with working_engine("memory") as (engine, scratch):
        return watch(folder, on=on, engine=engine, scratch=scratch)


def collected(
    folder: Path, *, allow: list[str], bounds: Bounds, now: datetime = NOW
) -> tuple[Taken, WatchResult]:
    ticks = count()
    collecting = Collecting(
        now=lambda: now + timedelta(seconds=next(ticks)), allow=tuple(allow), bounds=bounds
    )
    with working_engine("memory") as (engine, scratch):
        return collect_and_record(
            folder, collecting=collecting, on=now.date(), engine=engine, scratch=scratch
        )


def rows_in(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
