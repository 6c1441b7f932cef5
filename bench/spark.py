"""The reduction of ratings by Apache Spark on this machine's cores, beside DuckDB: what Spark costs before it helps.

    python -m bench.spark [--rows 2000000 20000000] [--runs 3]

`spark` counts everything; `spark_alone` tells the second reduction of a session by itself. Needs `make test-spark`
once, for Spark, and Java 17.
"""

import argparse
import tempfile
import time
from pathlib import Path

from answerable.core.evidence.statistics import Question
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.files import Form, TableFile
from answerable.engines.duck import DuckEngine
from answerable.engines.engine import Engine
from answerable.engines.spark import SparkEngine
from bench.assess import ON, write_ratings
from bench.measure import compare, contestant


def _file(folder: str) -> TableFile:
    table = BY_NAME["ratings"]
    names = tuple(column.name for column in table.columns if not column.omissible)
    return TableFile(table, "ratings/", tuple(sorted(Path(folder).glob("*.parquet"))), Form.PARQUET, names)


def _reduced(engine: Engine, folder: str) -> int:
    return len(engine.reduce({"ratings": _file(folder)}, Question(ON, ())).ratings)


@contestant
def duckdb(folder: str) -> int:
    """The default engine, from start to values."""
    with tempfile.TemporaryDirectory() as scratch, DuckEngine(Path(scratch)) as engine:
        return _reduced(engine, folder)


@contestant
def spark(folder: str) -> int:
    """Spark, from starting its Java process to ending it."""
    with tempfile.TemporaryDirectory() as scratch, SparkEngine(Path(scratch)) as engine:
        return _reduced(engine, folder)


@contestant
def spark_alone(folder: str) -> str:
    """Seconds of the second reduction in a session that runs already."""
    with tempfile.TemporaryDirectory() as scratch, SparkEngine(Path(scratch)) as engine:
        _reduced(engine, folder)
        begun = time.perf_counter()
        count = _reduced(engine, folder)
        return f"{count}: {time.perf_counter() - begun:.2f} s without start and end"


def main() -> None:
    """Both engines at every size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[2_000_000, 20_000_000])
    options.add_argument("--runs", type=int, default=3)
    asked = options.parse_args()
    for rows in asked.rows:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "ratings"
            write_ratings(folder, rows=rows)
            print(f"\nreduction of {rows:,} ratings")
            three = [duckdb, spark, spark_alone]
            compare(three, arguments=(str(folder),), beside=duckdb, target=None, runs=asked.runs)


if __name__ == "__main__":
    main()
