"""Apache Spark, for evidence that one machine does not hold: the same statements, run by a cluster.

Only reductions run on Spark. Files are checked by the default engine where they are taken in, and what comes back is
sufficient statistics; so nothing here knows the rules of a row, and no function of ours runs inside the cluster.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.core.evidence.statistics import Paths, Question, Statistics
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import Fault
from answerable.core.tables.files import Form, TableFile
from answerable.core.tables.rows import Surroundings
from answerable.core.terms.errors import InputError
from answerable.core.terms.period import Period
from answerable.engines.duck import DuckEngine
from answerable.engines.over_time import paths
from answerable.engines.sql import SQL_TYPES
from answerable.engines.statements import REDUCED, statements, statistics

DIALECT = "pyspark"
_PATTERN = frozenset("{}[]*?\\")
_LOOPBACK = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
"""On one machine nobody else can reach the driver. A cluster's machines have to."""
MASTER = "local[*]"
"""All cores of this machine; any other cluster is named by its address."""
_LOGGING = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = spark: %p %c{1}: %m%n
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = error
"""
"""Errors alone. The gateway is named because Spark greets whoever has not set its level."""


@dataclass
class SparkEngine:
    """One Spark session with its Java process; both end with the `with` block.

    Raises InputError (`no_spark`, `no_java`) where they are not installed, and (`spark_failed`) where Spark does not
    start or the cluster does not answer, which takes it a minute to find out.
    """

    scratch: Path
    master: str = MASTER

    def __post_init__(self) -> None:
        self._session = _session(self.master, self.scratch)
        self._duck = DuckEngine(self.scratch)

    def __enter__(self) -> "SparkEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self._duck.__exit__()
        self._session.stop()
        _end_java()

    def check(self, file: TableFile, around: Surroundings) -> tuple[Fault, ...]:
        return self._duck.check(file, around)

    def known(self, file: TableFile, ids: frozenset[str]) -> frozenset[str]:
        return self._duck.known(file, ids)

    def reduce(self, files: Mapping[str, TableFile], question: Question) -> Statistics:
        for name in REDUCED:
            self._view(name, files.get(name))
        self._small("answer_by", {"raised_on": "DATE", "last": "DATE"}, question.answer_by)
        self._small("restarts", {"contract": "STRING", "since": "DATE"}, question.restarts)
        return statistics(lambda sql: self._run(sql, question), dialect=DIALECT)

    def paths(
        self, files: Mapping[str, TableFile], question: Question, contracts: frozenset[str] | None
    ) -> Paths:
        self._small("asked_for", {"contract": "STRING"}, [(each,) for each in sorted(contracts or ())])
        for name in ("ratings", "services"):
            self._view(name, files.get(name))
            if contracts is not None:
                some = f"SELECT {name}.* FROM {name} LEFT SEMI JOIN asked_for USING (contract)"
                self._session.sql(some).createOrReplaceTempView(name)
        daily = self._session.sql(_stated(statements(DIALECT)["daily"], question)).cache()
        daily.createOrReplaceTempView("daily")
        try:
            return paths(lambda sql: self._run(sql, question), dialect=DIALECT, contracts=contracts)
        finally:
            daily.unpersist()

    def _run(self, sql: str, question: Question) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(_stated(sql, question)).collect()]

    def _small(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> Any:
        """A small table from Python values, as a view.

        It goes to the cluster as one text inside the plan: Spark's own way to send rows would start Python there.
        """
        text = json.dumps([dict(zip(columns, row, strict=True)) for row in rows], default=str)
        fields = ", ".join(f"{_cell(column)}: {kind}" for column, kind in columns.items())
        sql = f"SELECT inline(from_json(:rows, 'ARRAY<STRUCT<{fields}>>', map('mode', 'FAILFAST')))"
        small = self._session.sql(sql, {"rows": text})
        small.createOrReplaceTempView(name)
        return small

    def _view(self, name: str, file: TableFile | None) -> None:
        """The table with SQL types, as a view; an absent table is an empty one."""
        table = BY_NAME[name]
        if file is None:
            self._small(name, _columns(table), [])
            return
        rows = self._read(file)
        there = {column.name for column in file.present}
        casts = [
            f"CAST({_cell(column.name) if column.name in there else 'NULL'} AS {_type(table, column.name)})"
            f" AS {_cell(column.name)}"
            for column in table.columns
        ]
        rows = rows.selectExpr(*casts)
        if "period" in table.by_name:
            rows = self._with_ends(rows)
        rows.createOrReplaceTempView(name)

    def _with_ends(self, rows: Any) -> Any:
        """The last day of every period beside it: there are few periods, and Python knows them."""
        stated = (
            rows.select("period").where("period IS NOT NULL").distinct()
        )  # rows without any cell are no rows
        ends = [(text, Period.parse(text).end) for (text,) in stated.collect()]
        known = self._small("period_ends", {"period": "STRING", "period_ends": "DATE"}, ends)
        return rows.join(known, "period")

    def _read(self, file: TableFile) -> Any:
        """The file's rows; of CSV all cells are texts, and empty ones are null."""
        parts = [_literal(path) for path in file.paths]
        if file.form is Form.PARQUET:
            declared = ", ".join(f"{_cell(c.name)} {_type(file.table, c.name)}" for c in file.present)
            return self._session.read.schema(declared).parquet(*parts)
        cells = [_cell(name or f"c{at}") for at, name in enumerate(file.header)]
        rows = self._session.read.csv(
            parts,
            schema=", ".join(f"{cell} STRING" for cell in cells),
            header=True,
            quote='"',
            escape='"',
            multiLine=True,
            nullValue="",
            emptyValue="",
            mode="FAILFAST",
        )
        named = [
            f"NULLIF({cell}, '') AS {_cell(name)}"
            for cell, name in zip(cells, file.header, strict=True)
            if name in file.table.by_name
        ]
        return rows.selectExpr(*named)


def _stated(sql: str, question: Question) -> str:
    """The statement with its parameters written out: a date and a whole number, never text."""
    day = f"DATE '{question.on.isoformat()}'"
    return sql.replace("$on", day).replace("$aged_after", str(int(question.aged_after)))


def _columns(table: Table) -> dict[str, str]:
    columns = {column.name: _type(table, column.name) for column in table.columns}
    return columns | {"period_ends": "DATE"} if "period" in table.by_name else columns


def _type(table: Table, name: str) -> str:
    return SQL_TYPES.get(table.by_name[name].type.kind, "STRING")


def _literal(path: Path) -> str:
    """The path as Spark takes it for one file: it would read some characters as a pattern."""
    return "".join(f"\\{each}" if each in _PATTERN else each for each in str(path))


def _cell(name: str) -> str:
    return f"`{name}`"


def _session(master: str, scratch: Path) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise InputError("no_spark") from None
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise InputError("no_java")
    logging = scratch / "log4j2.properties"
    logging.write_text(_LOGGING, encoding="utf-8")
    settings = {
        **(_LOOPBACK if _is_here(master) else {}),
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={logging.as_uri()}",
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master(master).appName("answerable")
    for key, value in settings.items():
        builder = builder.config(key, value)
    return _started(builder, master)


def _is_here(master: str) -> bool:
    """Whether the whole cluster is this machine."""
    return master.startswith(("local", "spark://127.0.0.1:", "spark://localhost:"))


def _started(builder: Any, master: str) -> Any:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        return builder.getOrCreate()
    except (Py4JError, PySparkException, OSError) as error:  # the last: its Java process has ended already
        said = str(error).splitlines()  # an error of Java is asked for its text there, while it runs
        _end_java()
        why = next((line for line in said if line.startswith(": ")), *said[:1])
        raise InputError("spark_failed", master=master, why=why.strip(": .")[:200]) from error


def _end_java() -> None:
    """End the Java process that the driver runs in: it does when nobody writes to it any more."""
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if gateway is None:
        return
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=60)
    SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None
