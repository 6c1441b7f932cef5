"""Choose an engine and give it a scratch folder that is gone afterwards."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from answerable.engines.engine import Engine
from answerable.engines.memory import MemoryEngine
from answerable.sources.folder import read_rows

ENGINES = ("duckdb", "memory", "spark")
SPARK_MASTER = "ANSWERABLE_SPARK_MASTER"
"""The variable that names another cluster than this machine's own cores, such as `spark://node:7077`."""


@contextmanager
def working_engine(name: str) -> Iterator[tuple[Engine, Path]]:
    """An engine of `ENGINES` and its scratch folder."""
    with tempfile.TemporaryDirectory(prefix="answerable-") as folder:
        scratch = Path(folder)
        if name == "memory":
            yield MemoryEngine(read_rows), scratch
            return
        if name == "spark":
            from answerable.engines.spark import MASTER, SparkEngine

            with SparkEngine(scratch, os.environ.get(SPARK_MASTER, MASTER)) as engine:
                yield engine, scratch
            return
        from answerable.engines.duck import DuckEngine  # the judge must run where DuckDB is absent

        with DuckEngine(scratch) as duck:
            yield duck, scratch
