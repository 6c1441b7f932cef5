"""Reduce millions of ratings of 5,000 contracts (Parquet) to sufficient statistics, and run the whole main job on them.

First the reduction alone, beside the best DuckDB query written by hand for the same counts, Polars and pandas; then
the main job (check, reduce, decide, write) beside pandas merely counting.

    python -m bench.assess [--rows 2000000 20000000 200000000] [--runs 3]
"""

import argparse
import tempfile
from datetime import date
from pathlib import Path

from answerable.sources.manifest import write_manifest
from bench.district import CONTRACTS, bare_district
from bench.measure import compare, contestant
from tests.builders import write

ON = date(2026, 6, 30)
REDUCTION_TARGET, JOB_TARGET = 1.3, 1.0


PART = 20_000_000
"""Rows of a part; what is larger lies in several."""
PANDAS_AT_MOST = 20_000_000
"""Beyond this pandas needs more memory than a machine like this has."""


def write_ratings(folder: Path, *, rows: int) -> None:
    """Ratings as a county would keep them: single ones, three tiers, near the top, a few defaulted."""
    folder.mkdir()
    for at, start in enumerate(range(0, rows, PART)):
        _write_part(folder / f"part-{at:02}.parquet", start, min(start + PART, rows))
    write_manifest(folder, "ratings")


def _write_part(path: Path, start: int, end: int) -> None:
    import duckdb

    query = f"""
        SELECT 'r' || lpad(CAST(range AS VARCHAR), 9, '0') AS id,
               'c' || lpad(CAST(range % {CONTRACTS} AS VARCHAR), 4, '0') AS contract,
               DATE '2025-01-01' + CAST(hash(range) % 500 AS INTEGER) AS rated_on,
               ['counter', 'online', 'phone'][CAST(hash(range + 1) % 3 AS INTEGER) + 1] AS tier,
               CAST([5, 5, 5, 5, 5, 5, 4, 4, 3, 1][CAST(hash(range + 2) % 10 AS INTEGER) + 1] AS BIGINT) AS level,
               CAST(1 AS BIGINT) AS count,
               CASE WHEN hash(range + 3) % 50 = 0 THEN 'default' ELSE 'asked' END AS origin
        FROM range({start}, {end})"""
    with duckdb.connect() as con:
        con.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


@contestant
def our_reduction(folder: str) -> int:
    """The engine's reduction, as the main job runs it."""
    from answerable.core.evidence.statistics import Question
    from answerable.core.tables.district import BY_NAME
    from answerable.core.tables.files import Form, TableFile
    from answerable.engines.duck import DuckEngine

    table = BY_NAME["ratings"]
    names = tuple(column.name for column in table.columns)
    parts = tuple(sorted((Path(folder) / "ratings").glob("*.parquet")))
    names = tuple(name for name in names if not table.by_name[name].omissible)
    file = TableFile(table, "ratings/", parts, Form.PARQUET, names)
    with tempfile.TemporaryDirectory() as scratch, DuckEngine(Path(scratch)) as engine:
        return len(engine.reduce({"ratings": file}, Question(ON, ())).ratings)


@contestant
def by_hand(folder: str) -> int:
    """The limit: one DuckDB query written by hand for the same counts."""
    import duckdb

    levels = ", ".join(f"sum(CASE WHEN level = {level} THEN count ELSE 0 END)" for level in range(1, 6))
    query = f"""SELECT contract, tier, origin, {levels} FROM read_parquet('{folder}/ratings/*.parquet')
                WHERE rated_on <= DATE '{ON}' GROUP BY 1, 2, 3"""
    return len(duckdb.connect().execute(query).fetchall())


@contestant
def polars(folder: str) -> int:
    """The same counts in Polars, streaming."""
    import polars as pl

    frame = pl.scan_parquet(f"{folder}/ratings/*.parquet").filter(pl.col("rated_on") <= ON)
    counts = frame.group_by("contract", "tier", "origin", "level").agg(pl.col("count").sum())
    return counts.collect(engine="streaming").height


@contestant
def pandas(folder: str) -> int:
    """The same counts in pandas: read the columns, group, sum."""
    import pandas as pd

    columns = ["contract", "rated_on", "tier", "origin", "level", "count"]
    frame = pd.read_parquet(sorted(Path(folder, "ratings").glob("*.parquet")), columns=columns)
    frame = frame[frame["rated_on"] <= ON]
    return len(frame.groupby(["contract", "tier", "origin", "level"])["count"].sum())


@contestant
def our_main_job(folder: str) -> int:
    """Check everything, reduce, decide, write JSON, tables and report."""
    from answerable.actions.offline.assess import assess
    from answerable.actions.offline.engines import working_engine
    from answerable.actions.offline.output import write_output

    with working_engine("duckdb") as (engine, scratch):
        result = assess(Path(folder), on=ON, engine=engine, scratch=scratch)
        write_output(result, scratch / "out", languages=("zh",))
    return len(result.contracts)


def main() -> None:
    """Run both comparisons at every size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[2_000_000, 20_000_000, 200_000_000])
    options.add_argument("--runs", type=int, default=3)
    asked = options.parse_args()
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as scratch:
            folder = write(Path(scratch), bare_district(measured=False))
            (folder / "ratings.csv").unlink()
            write_ratings(folder / "ratings", rows=rows)
            print(f"\nreduction of {rows:,} ratings")
            peers = [polars, pandas] if rows <= PANDAS_AT_MOST else [polars]
            compare(
                [our_reduction, by_hand, *peers],
                arguments=(scratch,),
                beside=by_hand,
                target=REDUCTION_TARGET,
                runs=asked.runs,
            )
            print(f"\nmain job on {rows:,} ratings of {CONTRACTS:,} contracts")
            beside = peers[-1]
            target = JOB_TARGET if beside is pandas else None
            compare(
                [our_main_job, beside], arguments=(scratch,), beside=beside, target=target, runs=asked.runs
            )


if __name__ == "__main__":
    main()
