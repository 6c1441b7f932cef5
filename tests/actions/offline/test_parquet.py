"""Tables kept as Parquet, in one file or in parts, give the same answers as CSV."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from answerable.actions.offline.assess import assess
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.core.enforce.results import DistrictResult
from answerable.core.evidence.statistics import Question
from answerable.core.tables.district import BY_NAME, Rows
from answerable.core.tables.fault import Fault
from answerable.core.tables.types import Kind
from answerable.engines import duck
from answerable.sources.parquet import schema
from tests.builders import MINDING, SWEEPING, rating, row, small_district, write

CAST: dict[Kind, Any] = {Kind.DATE: date.fromisoformat, Kind.INTEGER: int, Kind.DECIMAL: Decimal}


def as_parquet(folder: Path, table: str, *, parts: int = 1) -> None:
    """Turn a table's CSV into Parquet."""
    rows = _texts(folder, table)
    declared = BY_NAME[table]
    columns: dict[str, list[Any]] = {}
    for column in declared.columns:
        cast = CAST.get(column.type.kind, str)
        columns[column.name] = [cast(each[column.name]) if each[column.name] else None for each in rows]
    whole = pa.table(columns, schema=schema(declared))
    (folder / f"{table}.csv").unlink()
    if parts == 1:
        pq.write_table(whole, folder / f"{table}.parquet")
        return
    (folder / table).mkdir()
    size = -(-whole.num_rows // parts)
    for at in range(parts):
        pq.write_table(whole.slice(at * size, size), folder / table / f"part-{at}.parquet")


def _texts(folder: Path, table: str) -> Sequence[dict[str, str]]:
    import csv

    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def with_evidence() -> Rows:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", level, 9 + level) for level in range(1, 6)]
    rows["scores"] = [
        row(
            "scores",
            contract=SWEEPING,
            period="2025-03",
            item="total",
            points="88.25",
            full="100",
            scored_on="2025-04-02",
        )
    ]
    return rows


def result(folder: Path, engine_name: str) -> DistrictResult:
    with working_engine(engine_name) as (engine, scratch):
        return assess(folder, on=date(2025, 7, 10), engine=engine, scratch=scratch)


def faults(folder: Path, engine_name: str) -> tuple[Fault, ...]:
    with working_engine(engine_name) as (engine, scratch):
        return open_district(folder, engine=engine, scratch=scratch).faults


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_parquet_gives_the_same_result_as_csv(engine: str, tmp_path: Path) -> None:
    from_csv = result(write(tmp_path / "csv", with_evidence()), engine)
    folder = write(tmp_path / "parquet", with_evidence())
    as_parquet(folder, "ratings")
    as_parquet(folder, "scores")
    as_parquet(folder, "readings", parts=3)
    assert result(folder, engine) == from_csv


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
def test_faults_in_parquet_are_said_with_their_row(engine: str, tmp_path: Path) -> None:
    rows = with_evidence()
    rows["ratings"].sort(key=lambda each: each["id"])
    rows["ratings"][2]["level"] = "6"
    rows["ratings"][3]["contract"] = "sweepin"
    rows["ratings"][4]["id"] = rows["ratings"][0]["id"]
    folder = write(tmp_path, rows)
    as_parquet(folder, "ratings", parts=2)
    said = [(fault.file, fault.row, fault.message.code) for fault in faults(folder, engine)]
    assert said == [
        ("ratings/", 3, "duplicate_key"),
        ("ratings/", 5, "out_of_range"),
        ("ratings/", 6, "dangling_reference"),
    ]


def test_a_column_of_another_type_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, with_evidence())
    as_parquet(folder, "ratings")
    table = pq.read_table(folder / "ratings.parquet")
    at = table.schema.get_field_index("rated_on")
    texts = pa.array([str(day) for day in table.column("rated_on").to_pylist()])
    pq.write_table(table.set_column(at, "rated_on", texts), folder / "ratings.parquet")
    assert [fault.message.code for fault in faults(folder, "duckdb")] == ["parquet_type"]


def test_a_table_in_two_forms_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, with_evidence())
    text = (folder / "ratings.csv").read_text(encoding="utf-8")
    as_parquet(folder, "ratings")
    (folder / "ratings.csv").write_text(text, encoding="utf-8")
    assert [fault.message.code for fault in faults(folder, "duckdb")] == ["two_forms"]


def test_a_table_in_one_file_and_in_parts_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, with_evidence())
    as_parquet(folder, "ratings", parts=2)
    (folder / "ratings.parquet").write_bytes((folder / "ratings" / "part-0.parquet").read_bytes())
    assert [fault.message.code for fault in faults(folder, "duckdb")] == ["two_forms"]


@pytest.mark.parametrize("engine", ["duckdb", "memory"])
@pytest.mark.parametrize("lacking", [0, 1])
def test_a_column_that_came_later_may_be_absent_from_some_parts(
    lacking: int, engine: str, tmp_path: Path
) -> None:
    folder = write(tmp_path, with_evidence())
    with working_engine(engine) as (judge, scratch):
        files = open_district(folder, engine=judge, scratch=scratch).sound().files
        wanted = judge.paths(files, Question(date(2025, 7, 10), ()), None)
    as_parquet(folder, "ratings", parts=2)
    part = folder / "ratings" / f"part-{lacking}.parquet"
    pq.write_table(pq.read_table(part).drop_columns(["served_on"]), part)
    with working_engine(engine) as (other, scratch):
        files = open_district(folder, engine=other, scratch=scratch).sound().files
        assert "served_on" in files["ratings"].header
        assert other.paths(files, Question(date(2025, 7, 10), ()), None) == wanted


def test_what_only_calls_itself_parquet_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, with_evidence())
    (folder / "ratings.csv").rename(folder / "ratings.parquet")
    assert [fault.message.code for fault in faults(folder, "duckdb")] == ["not_parquet"]


@pytest.mark.parametrize("in_order", [True, False])
def test_big_tables_are_checked_in_shares_with_the_same_faults(
    in_order: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = with_evidence()
    ids = [f"r{at}" for at in range(5)] if in_order else ["r4", "r1", "r1", "r3", "r4"]
    for each, id in zip(rows["ratings"], ids, strict=True):
        each["id"] = id
    folder = write(tmp_path, rows)
    expected = faults(folder, "memory")
    assert len(expected) == (0 if in_order else 2)
    monkeypatch.setattr(duck, "_HASHES_AT_ONCE", 2)
    monkeypatch.setattr(duck, "_FITS_AT_MOST", 0)
    assert faults(folder, "duckdb") == expected
