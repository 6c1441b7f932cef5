"""One district, three engines, the same bytes; Spark runs on a cluster of several processes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from answerable.actions.offline.assess import assess
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.folders import write_model
from answerable.core.evidence.statistics import Paths, Question
from answerable.core.tables.district import Rows
from answerable.engines.engine import Engine
from answerable.engines.spark import SparkEngine
from answerable.render.assessment_json import to_json
from tests.actions.offline.test_parquet import as_parquet, with_evidence
from tests.builders import MINDING, write
from tests.generative.test_engines_agree import districts
from tests.spark.conftest import WORKERS

ON = date(2026, 6, 30)


@pytest.fixture(scope="module")
def spark(cluster: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    """The engine on the cluster, where no Python can be started."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", "/nowhere/python")
        with SparkEngine(tmp_path_factory.mktemp("spark"), cluster) as engine:
            yield engine


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "district"
    write_model(folder, seed=4711, scale=2)
    return folder


def assessed(folder: Path, engine: Engine, scratch: Path, on: date = ON) -> str:
    return to_json(assess(folder, on=on, engine=engine, scratch=scratch))


def by_the_others(folder: Path, on: date = ON) -> tuple[str, str]:
    texts = []
    for name in ("memory", "duckdb"):
        with working_engine(name) as (engine, scratch):
            texts.append(assessed(folder, engine, scratch, on))
    return texts[0], texts[1]


def paths_of(folder: Path, engine: Engine, scratch: Path, on: date) -> tuple[Paths, Paths]:
    files = open_district(folder, engine=engine, scratch=scratch).sound().files
    question = Question(on, ())
    return engine.paths(files, question, None), engine.paths(
        files, question, frozenset({"home-care", "minding"})
    )


def test_it_is_a_cluster_of_several_processes(spark: SparkEngine) -> None:
    context = spark._session.sparkContext
    assert context.master.startswith("spark://127.0.0.1:")
    spark._session.range(1000).repartition(4).count()
    executors = context._jsc.sc().statusTracker().getExecutorInfos()
    assert len(executors) == 1 + WORKERS  # and the driver


def test_the_cluster_could_not_run_python_if_it_wanted_to(spark: SparkEngine) -> None:
    with pytest.raises(Exception, match="/nowhere/python"):
        spark._session.sparkContext.parallelize([1]).map(str).collect()


def test_three_engines_give_the_same_bytes(spark: SparkEngine, model: Path, tmp_path: Path) -> None:
    memory, duckdb = by_the_others(model)
    assert memory == duckdb == assessed(model, spark, tmp_path)


def test_parquet_in_many_parts_gives_the_same_bytes(spark: SparkEngine, model: Path, tmp_path: Path) -> None:
    before, _ = by_the_others(model)
    as_parquet(model, "ratings", parts=7)
    as_parquet(model, "matters", parts=2)
    memory, duckdb = by_the_others(model)
    assert before == memory == duckdb == assessed(model, spark, tmp_path)


def test_a_row_without_cells_and_a_part_without_the_new_column_are_read_alike(
    spark: SparkEngine, tmp_path: Path
) -> None:
    rows = with_evidence()
    rows["ratings"][0]["served_on"] = "2025-01-02"
    folder = write(tmp_path / "district", rows)
    with (folder / "services.csv").open("a", encoding="utf-8") as file:
        file.write(f"{MINDING},2025-02,counter,5\n,,,\n")
    as_parquet(folder, "ratings", parts=2)
    last = folder / "ratings" / "part-1.parquet"
    pq.write_table(pq.read_table(last).drop_columns(["served_on"]), last)
    on = date(2025, 12, 31)
    with working_engine("memory") as (engine, scratch):
        wanted = paths_of(folder, engine, scratch, on)
    assert wanted[0].services
    assert wanted[0].months[0].served_known == 10
    assert paths_of(folder, spark, tmp_path, on) == wanted
    memory, duckdb = by_the_others(folder, on)
    assert memory == duckdb == assessed(folder, spark, tmp_path, on)


def test_paths_are_the_same(spark: SparkEngine, model: Path, tmp_path: Path) -> None:
    with working_engine("memory") as (engine, scratch):
        wanted = paths_of(model, engine, scratch, ON)
    assert paths_of(model, spark, tmp_path, ON) == wanted


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=districts(), on=st.dates(date(2025, 2, 1), date(2026, 1, 31)))
def test_generated_districts_come_out_the_same(
    spark: SparkEngine, tmp_path_factory: pytest.TempPathFactory, rows: Rows, on: date
) -> None:
    folder = write(tmp_path_factory.mktemp("generated"), rows)
    scratch = tmp_path_factory.mktemp("scratch")
    memory, duckdb = by_the_others(folder, on)
    assert memory == duckdb == assessed(folder, spark, scratch, on)
    with working_engine("memory") as (engine, other):
        assert paths_of(folder, spark, scratch, on) == paths_of(folder, engine, other, on)


def test_a_folder_name_is_no_pattern(spark: SparkEngine, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("odd") / "县{a,b}[1]*? 数据"
    write_model(folder, seed=1, scale=1)
    as_parquet(folder, "ratings", parts=2)
    memory, duckdb = by_the_others(folder)
    assert memory == duckdb == assessed(folder, spark, tmp_path_factory.mktemp("scratch"))
