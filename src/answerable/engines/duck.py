"""The default engine: DuckDB over the files as they lie. Nothing is loaded whole; memory stays flat."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from answerable.core.evidence.statistics import Paths, Question, Statistics
from answerable.core.tables.declare import Column, Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import Fault
from answerable.core.tables.files import Form, RaggedError, TableFile
from answerable.core.tables.rows import RawRow, Surroundings, check_rows
from answerable.core.tables.types import IDENT, Kind
from answerable.core.terms.message import Message
from answerable.engines.engine import LISTED
from answerable.engines.over_time import paths
from answerable.engines.sql import PERIODS, SQL_TYPES, cell, conditions, count_suspects, fits, joins, quoted
from answerable.engines.statements import REDUCED, statements, statistics

if TYPE_CHECKING:
    import pyarrow as pa  # takes as long to load as a small reduction to run

MEMORY_LIMIT = "700MB"
_HASHES_AT_ONCE = 8_000_000
_BATCH = 10_000
_FITS_AT_MOST = 1_000_000
_LAST_DAY = date(2199, 12, 31)


@dataclass
class DuckEngine:
    """One DuckDB in memory that spills to `scratch`. Close it by leaving the `with` block."""

    scratch: Path

    def __post_init__(self) -> None:
        spill = str(self.scratch / "spill")
        self._con = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": spill})
        self._con.execute("SET preserve_insertion_order = true; SET TimeZone = 'UTC'")
        self._has_periods = False
        self._around: Surroundings | None = None
        self._contexts: frozenset[str] = frozenset()

    def __enter__(self) -> "DuckEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def check(self, file: TableFile, around: Surroundings) -> tuple[Fault, ...]:
        self._surround(around)
        present = frozenset(column.name for column in file.present)
        try:
            dangling = self._dangling_within(file, present=present)
            total, further, suspects = self._suspects(file, present=present)
            rows = dict(suspects)
            if present >= set(file.table.key):
                rows |= dict(self._doubles(file, rows=total))
        except (duckdb.InvalidInputException, duckdb.NotImplementedException) as error:
            raise RaggedError(file) from error
        own = frozenset(cells[name] for cells in rows.values() for name in _own(file.table)) - dangling
        nearby = replace(around, ids={**around.ids, file.table.name: own})
        checked = check_rows(
            file.table, sorted(rows.items()), file=file.shown, present=present, around=nearby
        )
        uncounted = Fault(file.shown, None, None, Message.of("further_faults", n=further))
        return (*checked.faults, uncounted) if further else checked.faults

    def known(self, file: TableFile, ids: frozenset[str]) -> frozenset[str]:
        self._load("wanted", {"id": "VARCHAR"}, [(each,) for each in sorted(ids)])
        query = f"SELECT DISTINCT r.id FROM {self._rows(file)} r WHERE r.id IN (SELECT id FROM wanted)"
        try:
            return frozenset(row[0] for row in self._con.execute(query).fetchall())
        except (duckdb.InvalidInputException, duckdb.NotImplementedException) as error:
            raise RaggedError(file) from error

    def batches(
        self, file: TableFile, columns: Mapping[str, str], *, rows: int
    ) -> "Iterator[pa.RecordBatch]":
        """The rows of a sound file, in order and so many at a time; `columns` names SQL expressions over `r`."""
        select = ", ".join(f'{expression} AS "{name}"' for name, expression in columns.items())
        query = f"SELECT {select} FROM {self._rows(file, numbered=True)} r"
        reader: pa.RecordBatchReader = self._con.sql(query).to_arrow_reader(rows)
        yield from reader

    def periods(self) -> list[tuple[str, date, date, str]]:
        """Every period this engine knows: text, first day, last day, kind."""
        self._need_periods()
        return self._con.execute("SELECT text, starts, ends, kind FROM periods").fetchall()

    def reduce(self, files: Mapping[str, TableFile], question: Question) -> Statistics:
        for name in REDUCED:
            view = self._typed(BY_NAME[name], files.get(name))
            self._con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {view}")
        self._load("answer_by", {"raised_on": "DATE", "last": "DATE"}, question.answer_by)
        self._load("restarts", {"contract": "VARCHAR", "since": "DATE"}, question.restarts)
        return statistics(
            lambda sql: self._con.execute(sql, {"on": question.on}).fetchall(), dialect="duckdb"
        )

    def paths(
        self, files: Mapping[str, TableFile], question: Question, contracts: frozenset[str] | None
    ) -> Paths:
        some = None if contracts is None else [(each,) for each in sorted(contracts)]
        self._load("asked_for", {"contract": "VARCHAR"}, some or [])
        where = "" if some is None else " WHERE contract IN (SELECT contract FROM asked_for)"
        for name in ("ratings", "services"):
            view = f"SELECT * FROM ({self._typed(BY_NAME[name], files.get(name))}){where}"
            self._con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {view}")
        days = statements("duckdb")["daily"]
        self._con.execute(
            f"CREATE OR REPLACE TEMP TABLE daily AS {days}",
            {"on": question.on, "aged_after": question.aged_after},
        )
        return paths(
            lambda sql: self._con.execute(sql, {"on": question.on} if "$on" in sql else None).fetchall(),
            dialect="duckdb",
            contracts=contracts,
        )

    def _need_periods(self) -> None:
        if not self._has_periods:
            self._con.execute(PERIODS)
            self._has_periods = True

    # -- reading -------------------------------------------------------------------------------------------------

    def _rows(self, file: TableFile, *, numbered: bool = False) -> str:
        """The file's declared columns as a derived table; empty texts are NULL.

        Rows without any cell are no rows. Only where rows are numbered, to be shown, are they left out: anywhere
        else they have no date to be counted on, and as suspects they come to nothing.
        """
        paths = "[" + ", ".join(quoted(str(path)) for path in file.paths) + "]"
        if file.form is Form.PARQUET:
            columns = {column.name: f'"{column.name}"' for column in file.present}
            source = f"read_parquet({paths}{', union_by_name = true' if len(file.paths) > 1 else ''})"
        else:
            known = file.table.by_name
            columns = {name: f"NULLIF(c{at}, '')" for at, name in enumerate(file.header) if name in known}
            names = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(file.header)))
            source = (
                f"read_csv({paths}, columns = {{{names}}}, auto_detect = false, header = true, delim = ',',"
                " quote = '\"', escape = '\"', null_padding = false, strict_mode = true, nullstr = '')"
            )
        select = ", ".join(f'{expression} AS "{name}"' for name, expression in columns.items())
        if not numbered:
            return f"(SELECT {select} FROM {source})"
        number = "CAST(c0 AS BIGINT)" if file.numbered else "row_number() OVER () + 1"
        some = " OR ".join(f'"{name}" IS NOT NULL' for name in columns)
        return f"(SELECT * FROM (SELECT {select}, {number} AS _row FROM {source}) WHERE {some})"

    def _typed(self, table: Table, file: TableFile | None) -> str:
        """The table with SQL types, for reductions; an absent table is an empty one."""
        there = () if file is None else {column.name for column in file.present}
        names = {c.name: cell(c.name) if c.name in there else "NULL" for c in table.columns}
        casts = [f'CAST({names[c.name]} AS {_sql_type(c)}) AS "{c.name}"' for c in table.columns]
        has_period = _has_period(table)
        if has_period:
            casts.append("CAST(NULL AS DATE) AS period_ends" if file is None else "p.ends AS period_ends")
        if file is None:
            return f"SELECT {', '.join(casts)} WHERE FALSE"
        joined = ""
        if has_period:
            self._need_periods()
            joined = " JOIN periods AS p ON p.text = r.period"
        return f"SELECT {', '.join(casts)} FROM {self._rows(file)} r{joined}"

    def _load(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """A small table from Python values."""
        lists = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
        select = ", ".join(f'unnest(?::{kind}[]) AS "{column}"' for column, kind in columns.items())
        self._con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {select}", lists)

    # -- checking ------------------------------------------------------------------------------------------------

    def _surround(self, around: Surroundings) -> None:
        """Load what tables are checked against, once; say which ids and pairs are known."""
        if self._around is around:
            return
        contexts = set()
        for to, ids in around.ids.items():
            self._load(f"ids_{to}", {"id": "VARCHAR"}, [(each,) for each in ids if IDENT.matches(each)])
            contexts.add(f"ids_{to}")
        pairs = around.pairs.get("contract_indicators")
        contracts, indicators = (around.ids.get(name) for name in ("contracts", "indicators"))
        if pairs is not None and contracts is not None and indicators is not None:
            sound = [pair for pair in pairs if pair[0] in contracts and pair[1] in indicators]
            kinds = {"contract": "VARCHAR", "indicator": "VARCHAR"}
            self._load("pairs_contract_indicators", kinds, sound)
            contexts.add("pairs_contract_indicators")
        sound_terms = ((key, term) for key, term in around.terms.items() if IDENT.matches(key))
        terms = [(key, starts, ends or _LAST_DAY) for key, (starts, ends) in sound_terms]
        self._load("terms", {"id": "VARCHAR", "starts": "DATE", "ends": "DATE"}, terms)
        kinds = {
            "indicator": "VARCHAR",
            "starts": "DATE",
            "ends": "DATE",
            "kind": "VARCHAR",
            "measure": "VARCHAR",
        }
        self._load("editions", kinds, _editions(around))
        self._around, self._contexts = around, frozenset(contexts)

    def _dangling_within(self, file: TableFile, *, present: frozenset[str]) -> frozenset[str]:
        """Ids that rows of the table name in the table itself, and that it does not have."""
        found: set[str] = set()
        for name in set(_own(file.table)) & present if "id" in present else ():
            query = (
                f"SELECT DISTINCT {cell(name)} FROM {self._rows(file)} r WHERE {cell(name)} IS NOT NULL"
                f" AND {cell(name)} NOT IN (SELECT s.id FROM {self._rows(file)} s WHERE s.id IS NOT NULL)"
            )
            found |= {row[0] for row in self._con.execute(query).fetchall()}
        self._load(f"missing_{file.table.name}", {"id": "VARCHAR"}, [(each,) for each in found])
        return frozenset(found)

    def _suspects(self, file: TableFile, *, present: frozenset[str]) -> tuple[int, int, Iterator[RawRow]]:
        """How many rows there are, those that may have a fault by themselves, and how many of them are left out.

        Such rows are counted first, because numbering rows costs more than checking them.
        """
        # A file that lacks columns is not asked about rules over rows: its cells are still checked.
        needed = {column.name for column in file.table.columns if not column.omissible}
        rules = file.table.rules if present >= needed else ()
        table = replace(file.table, columns=file.present, rules=rules)
        if _has_period(table):
            self._need_periods()
        if fits(table):
            self._load_fits(file)
        typed = file.form is Form.PARQUET
        found = conditions(table, present=present, contexts=self._contexts, typed=typed)
        query = count_suspects(table, found, rows=self._rows(file))
        total, suspects = map(int, self._con.execute(query).fetchall()[0])
        rows = self._fetch(file, f"{joins(table)} WHERE {found.of_row()}") if suspects else iter(())
        return total, max(0, suspects - LISTED), rows

    def _load_fits(self, file: TableFile) -> None:
        """The periods that fit their indicator: all within the terms of contracts, or those in the file if fewer."""
        self._con.execute(
            "CREATE OR REPLACE TEMP TABLE spans AS SELECT e.*, greatest(e.starts, t.first) AS first,"
            " least(e.ends, t.last) AS last"
            " FROM editions e, (SELECT min(starts) AS first, max(ends) AS last FROM terms) t"
        )
        days = self._con.execute("SELECT COALESCE(sum(last - first), 0) FROM spans").fetchall()[0][0]
        among = "periods"
        if days > _FITS_AT_MOST:
            distinct = f"SELECT DISTINCT r.period AS text FROM {self._rows(file)} r"
            among = f"(SELECT periods.* FROM periods JOIN ({distinct}) USING (text))"
        self._con.execute(
            "CREATE OR REPLACE TEMP TABLE fits AS SELECT s.indicator, p.text AS period, p.starts, p.ends, s.measure"
            f" FROM spans s JOIN {among} p ON s.kind = p.kind AND p.ends BETWEEN s.starts AND s.ends"
            " AND p.ends >= s.first AND p.starts <= s.last"
        )

    def _in_order(self, file: TableFile) -> bool:
        """Whether a single key column rises from row to row, as exports by id do: then no key occurs twice."""
        if len(file.table.key) > 1:
            return False
        (key,) = file.table.key
        pairs = f"SELECT {cell(key)} AS this, lag({cell(key)}) OVER () AS before FROM {self._rows(file)} r"
        query = f"SELECT count(*) FROM ({pairs}) WHERE this <= before OR this IS NULL"
        return bool(self._con.execute(query).fetchall()[0][0] == 0)

    def _fetch(self, file: TableFile, where: str) -> Iterator[RawRow]:
        names = [column.name for column in file.present]
        cells = ", ".join(f"CAST({cell(name)} AS VARCHAR)" for name in names)
        rows = self._rows(file, numbered=True)
        cursor = self._con.execute(
            f"SELECT r._row, {cells} FROM {rows} r{where} ORDER BY r._row LIMIT {LISTED}"
        )
        while batch := cursor.fetchmany(_BATCH):
            for number, *texts in batch:
                yield number, {name: text or "" for name, text in zip(names, texts, strict=True)}

    def _doubles(self, file: TableFile, *, rows: int) -> Iterator[RawRow]:
        """Rows whose key may occur more than once: hashes are compared, in bounded memory."""
        if self._in_order(file):
            return
        key = f"hash({', '.join(map(cell, file.table.key))})"
        shares = rows // _HASHES_AT_ONCE + 1
        repeated: list[tuple[int]] = []
        for share in range(shares):
            part = f" WHERE {key} % {shares} = {share}" if shares > 1 else ""
            hashes = f"SELECT {key} AS h FROM {self._rows(file)} r{part}"
            query = f"SELECT h FROM ({hashes}) GROUP BY h HAVING count(*) > 1"
            repeated += self._con.execute(f"{query} LIMIT {LISTED}").fetchall()
        if repeated:
            self._load("repeated", {"h": "UBIGINT"}, repeated)
            yield from self._fetch(file, f" WHERE {key} IN (SELECT h FROM repeated)")


def _has_period(table: Table) -> bool:
    return any(column.type.kind is Kind.PERIOD for column in table.columns)


def _own(table: Table) -> tuple[str, ...]:
    """Columns that refer to the table itself."""
    return tuple(column.name for column in table.references if column.type.to == table.name)


def _sql_type(column: Column) -> str:
    return SQL_TYPES.get(column.type.kind, "VARCHAR")


def _editions(around: Surroundings) -> list[tuple[Any, ...]]:
    """Editions as stretches: each lasts until the day before the next."""
    rows: list[tuple[Any, ...]] = []
    for indicator, editions in sorted(around.editions.items()):
        lasts = [following.starts.toordinal() - 1 for following in editions[1:]]
        for edition, last in zip(editions, [*lasts, date.max.toordinal()], strict=True):
            rows.append((indicator, edition.starts, date.fromordinal(last), edition.period, edition.measure))
    return rows
