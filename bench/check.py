"""Check 1 M rows of CSV, all faults at once, beside Python's csv reader alone and DuckDB merely reading them.

Every contestant is a process of its own, run in turn, so that peak memory is its own.

    python -m bench.check [--rows 1000000] [--runs 5]
"""

import argparse
import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from answerable.core.tables.district import BY_NAME
from bench.district import bare_district
from bench.measure import compare, contestant
from tests.builders import write

ROWS = 1_000_000
CONTRACTS = 1_000
TARGET = 1.5


def write_district(folder: Path, *, table: str, rows: int) -> None:
    """A sound district with so many rows in one big table."""
    write(folder, bare_district(CONTRACTS, measured=True))
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.name for column in BY_NAME[table].columns])
        writer.writerows(_readings(rows) if table == "readings" else _ratings(rows))


def _readings(rows: int) -> Iterator[list[object]]:
    for at in range(rows):
        month = f"202{5 + at // CONTRACTS // 12 % 2}-{at // CONTRACTS % 12 + 1:02}"
        yield [f"r{at:07}", f"c{at % CONTRACTS:04}", "on-time", month, at % 90, 100, "2025-12-31", "body", ""]


def _ratings(rows: int) -> Iterator[list[object]]:
    for at in range(rows):
        day = f"2025-{at % 12 + 1:02}-{at % 28 + 1:02}"
        yield [f"r{at:07}", f"c{at % CONTRACTS:04}", day, "counter", at % 5 + 1, 1, "asked"]


@contestant
def ours(folder: str, table: str) -> int:
    """The whole check of the big table against its surroundings, as `answerable check` runs it."""
    from answerable.actions.offline.check import open_district
    from answerable.actions.offline.engines import working_engine

    with working_engine("duckdb") as (engine, scratch):
        return len(open_district(Path(folder), engine=engine, scratch=scratch).faults)


@contestant
def csv_reader(folder: str, table: str) -> int:
    """Python's csv reader alone: rows are counted and thrown away."""
    with (Path(folder) / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


@contestant
def duckdb_reading(folder: str, table: str) -> int:
    """DuckDB reading every cell, with its own guess of types, and checking nothing."""
    import duckdb

    found = (
        duckdb.connect()
        .execute(f"SELECT count(*), max(COLUMNS(*)) FROM read_csv('{folder}/{table}.csv')")
        .fetchall()
    )
    return int(found[0][0])


def main() -> None:
    """Both big tables in turn."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--runs", type=int, default=5)
    asked = options.parse_args()
    for table in ("readings", "ratings"):
        with tempfile.TemporaryDirectory() as scratch:
            write_district(Path(scratch), table=table, rows=asked.rows)
            size = (Path(scratch) / f"{table}.csv").stat().st_size / 1e6
            print(f"\n{table}: {asked.rows:,} rows, {size:.0f} MB of CSV")
            compare(
                [ours, csv_reader, duckdb_reading],
                arguments=(scratch, table),
                beside=csv_reader,
                target=TARGET,
                runs=asked.runs,
            )


if __name__ == "__main__":
    main()
