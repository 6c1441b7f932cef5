"""Boundary questions by the million: a file of work items in, a file of answers out, in memory that stays flat."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from answerable.core.rulebook.boundary import Ground
from answerable.core.scope.compiled import BITS, GAP, Compiled
from answerable.core.scope.grid import Axis, Grid
from answerable.core.tables.fault import Fault
from answerable.core.tables.files import TableFile
from answerable.core.terms.message import Message
from answerable.core.terms.verdict import Verdict
from answerable.engines.duck import DuckEngine
from answerable.engines.engine import LISTED
from answerable.engines.scope_arrays import VERDICTS, Answers, Bools, Cells, ScopeArrays
from answerable.engines.sql import cell, quoted

ROWS = 65_536
"""Items decided at a time."""
_LISTS = ("possible", "deciding", "also", "depending", "duties", "grounds")
_SCHEMA = pa.schema(
    [("id", pa.string()), ("verdict", pa.dictionary(pa.int8(), pa.string()))]
    + [(name, pa.list_(pa.dictionary(pa.int16(), pa.string()))) for name in _LISTS]
)
_CSV_SCHEMA = pa.schema([(name, pa.string()) for name in _SCHEMA.names])


def decide_items(
    engine: DuckEngine, file: TableFile, compiled: Compiled, out: Path, *, as_csv: bool
) -> tuple[Counter[Verdict], tuple[Fault, ...]]:
    """Decide every item of a sound file and write the answers; how many there are of each verdict.

    Items whose facts contradict each other, or for which the rulebook has no rule, come back as faults, and the file
    written is then of no use.
    """
    arrays = ScopeArrays(compiled)
    counts: Counter[Verdict] = Counter()
    faults: list[Fault] = []
    with _writer(out, as_csv=as_csv) as write:
        for batch in read_items(engine, file, compiled.space.grid):
            answers = arrays.decide(batch.cells)
            faults.extend(_undecidable(answers, file, batch.rows)[: LISTED - len(faults)])
            counts.update(_counted(answers))
            write(_batch(batch.ids, answers, arrays))
    return counts, tuple(faults)


@dataclass(frozen=True)
class Items:
    """Some items of a file: their ids, their rows as a spreadsheet counts them, and a column of cells for each fact."""

    ids: pa.Array
    rows: npt.NDArray[np.int64]
    cells: Cells


def read_items(engine: DuckEngine, file: TableFile, grid: Grid) -> Iterator[Items]:
    """All items of a sound file, some at a time, in order. Facts that the file has no column for are not known."""
    present = {column.name for column in file.present}
    columns = {axis.fact.id: _code(axis) for axis in grid if axis.fact.id in present}
    for batch in engine.batches(file, {"id": "r.id", "_row": "r._row", **columns}, rows=ROWS):
        unknown = np.zeros(batch.num_rows, dtype=np.uint8)
        cells = [
            batch.column(axis.fact.id).to_numpy(zero_copy_only=False)
            if axis.fact.id in present
            else unknown + np.uint8(axis.size)
            for axis in grid
        ]
        yield Items(batch.column("id"), batch.column("_row").to_numpy(zero_copy_only=False), cells)


def _code(axis: Axis) -> str:
    """The cell of a fact as SQL; the one after the last where it is not known."""
    column = cell(axis.fact.id)
    if axis.starts:
        number = f"CAST({column} AS BIGINT)"
        above = " + ".join(f"CAST({number} >= {start} AS UTINYINT)" for start in axis.starts[1:])
        code = above or "0"
        return f"CAST(CASE WHEN {column} IS NULL THEN {axis.size} ELSE {code} END AS UTINYINT)"
    names = ", ".join(quoted(option.id) for option in axis.fact.options)
    return f"CAST(COALESCE(enum_code(CAST({column} AS ENUM({names}))), {axis.size}) AS UTINYINT)"


def _counted(answers: Answers) -> dict[Verdict, int]:
    counts = np.bincount(answers.verdict, minlength=len(VERDICTS))
    return {verdict: int(n) for verdict, n in zip(VERDICTS, counts, strict=True) if n}


def _undecidable(answers: Answers, file: TableFile, rows: npt.NDArray[np.int64]) -> list[Fault]:
    """The items of which nothing can be said, in row order."""
    codes = {0: "facts_leave_nothing", GAP: "facts_in_a_gap"}
    at = np.flatnonzero(np.isin(answers.left, list(codes)))
    return [
        Fault(file.shown, int(rows[place]), None, Message.of(codes[int(answers.left[place])]))
        for place in at[:LISTED]
    ]


def _batch(ids: pa.Array, answers: Answers, arrays: ScopeArrays) -> pa.RecordBatch:
    rules = [each.id for each in arrays.rules]
    bits = np.array(list(BITS.values()), dtype=np.int32)
    undecided = answers.verdict == len(BITS)
    columns = {
        "possible": ([verdict.value for verdict in BITS], (answers.left & bits[:, None] > 0) & undecided),
        "deciding": (rules, answers.deciding),
        "also": (rules, answers.holds & ~answers.deciding),
        "depending": (rules, answers.depending),
        "duties": ([duty.id for duty in arrays.duties], answers.duties),
        "grounds": ([_ground(ground) for ground in arrays.grounds], answers.grounds),
    }
    words = pa.array([verdict.value for verdict in VERDICTS])
    verdict = pa.DictionaryArray.from_arrays(pa.array(answers.verdict.astype(np.int8)), words)
    lists = [_lists(names, flags) for names, flags in columns.values()]
    return pa.RecordBatch.from_arrays([ids.cast(pa.string()), verdict, *lists], schema=_SCHEMA)


def _ground(ground: Ground) -> str:
    return f"{ground.law.id} {ground.article}"


def _lists(names: Sequence[str], flags: Bools) -> pa.Array:
    """For every item the names that are flagged, as lists without copying any text."""
    by_item = np.ascontiguousarray(flags.T)
    offsets = np.zeros(len(by_item) + 1, dtype=np.int32)
    np.cumsum(by_item.sum(axis=1), out=offsets[1:])
    width = max(1, len(names))
    places: npt.NDArray[np.int64] = np.flatnonzero(by_item) % width
    values = pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int16)), pa.array(names, pa.string()))
    return pa.ListArray.from_arrays(pa.array(offsets), values)


class _writer:
    """Opens the file to write; gives a function that writes one batch."""

    def __init__(self, out: Path, *, as_csv: bool) -> None:
        self._as_csv = as_csv
        self._file: pa_csv.CSVWriter | pq.ParquetWriter = (
            pa_csv.CSVWriter(out, _CSV_SCHEMA, write_options=pa_csv.WriteOptions(quoting_style="needed"))
            if as_csv
            else pq.ParquetWriter(out, _SCHEMA, compression="zstd")
        )

    def __enter__(self) -> Callable[[pa.RecordBatch], None]:
        return self._write

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _write(self, batch: pa.RecordBatch) -> None:
        self._file.write_batch(_flat(batch) if self._as_csv else batch)


def _flat(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Lists as texts with semicolons in between, as CSV has them."""
    columns = [batch.column("id"), batch.column("verdict").cast(pa.string())]
    for name in _LISTS:
        lists = batch.column(name)
        texts = pa.ListArray.from_arrays(lists.offsets, lists.values.cast(pa.string()))
        columns.append(pc.binary_join(texts, ";"))
    return pa.RecordBatch.from_arrays(columns, schema=_CSV_SCHEMA)
