"""Opening a district folder in tests, and what is said of it."""

from pathlib import Path

from answerable.actions.offline.check import Opened, open_district
from answerable.actions.offline.engines import working_engine


def opened(folder: Path, engine_name: str = "duckdb") -> Opened:
    with working_engine(engine_name) as (engine, scratch):
        return open_district(folder, engine=engine, scratch=scratch)


def said(folder: Path, engine_name: str = "duckdb") -> list[tuple[str, int | None, str | None, str]]:
    """Every fault as (file, row, column, code)."""
    faults = opened(folder, engine_name).faults
    return [(fault.file, fault.row, fault.column, fault.message.code) for fault in faults]
