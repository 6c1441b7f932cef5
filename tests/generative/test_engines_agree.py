"""The memory engine is the judge: on any district, sound or not, DuckDB says exactly the same."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.actions.offline.assess import assess
from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.core.enforce.results import DistrictResult
from answerable.core.evidence.statistics import Paths, Question
from answerable.core.tables.district import BY_NAME, Rows
from answerable.core.tables.fault import Fault
from tests.builders import MINDING, SWEEPING, rating, reading, row, small_district, write
from tests.spec.asked import finding, order

BULK = [name for name, table in BY_NAME.items() if table.bulk]
CONTRACTS = st.sampled_from([SWEEPING, MINDING])
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(str)
TIERS = st.sampled_from(["counter", "home"])
NASTY = st.one_of(
    st.sampled_from(
        [
            "", " ", "0", "-0", "-1", "1.5", "1e3", "01", "+1", "１２", "99999999999999999999",
            "NaN", "null", "NULL", "yes",
            "2025-02-29", "2025-02-30", "2025/2/3", "2025-2-3", "45678", "20250203", "2025年2月3日",
            "2025-W53", "2026-W53",
            "2025-13", "2025-Q5", "2025-Q4", "2025", "1899-12-31", "2200-01-01", "2199-12-31", "2025-W00", "2025-W01",
            "2025-03-01T25:00Z", "2025-03-01T08:00+08:00", "2025-03-01T08:00", "2025-02-30T08:00Z", "'", '"', "a,b",
            "x" * 65, "x" * 64, "\u3000", "\u00a0a", "a b", "路灯", "🙂", "=1+1", "sha256:" + "0" * 64, "o1", "counter",
        ]
    ),
    st.text(alphabet="a0 ,\"'\n-/\u3000路", max_size=6),
)  # fmt: skip


@st.composite
def districts(draw: st.DrawFn) -> Rows:
    """Sound districts with some of everything that is big."""
    rows = small_district()
    for at, (contract, day) in enumerate(draw(st.lists(st.tuples(CONTRACTS, DAYS), max_size=6))):
        level, origin = draw(st.integers(1, 5)), draw(st.sampled_from(["asked", "default"]))
        count = draw(st.integers(1, 40))
        served = draw(st.one_of(st.just(""), DAYS))
        cells = {"id": f"r{at}", "origin": origin, "served_on": served, "tier": draw(TIERS)}
        rows["ratings"].append(rating(contract, day, level, count, **cells))
    rows["matters"] = [_matter(draw, at) for at in range(draw(st.integers(0, 5)))]
    for at in range(draw(st.integers(0, 4))):
        denominator = draw(st.integers(0, 50))
        numerator = draw(st.integers(0, denominator))
        month = f"2025-{draw(st.integers(1, 12)):02}"
        rows["readings"].append(
            reading(SWEEPING, month, numerator, denominator, note=draw(DAYS)) | {"id": f"x{at}"}
        )
    for contract in (SWEEPING, MINDING):
        cells = dict(contract=contract, period="2025-02", tier="counter", count=str(draw(st.integers(0, 99))))
        rows["services"].append(row("services", **cells))
        points = draw(st.sampled_from(["0", "88.5", "100", "33.333333"]))
        rows["scores"].append(_score(contract, points, draw(DAYS)))
    if draw(st.booleans()):
        due = draw(st.dates(date(2025, 5, 12), date(2025, 12, 1)))
        order(finding(rows, source=draw(st.sampled_from(["rating", "monitor"]))), due_on=str(due))
    rows["observations"] = [_post("o1"), _post("o2") | {"kind": "reply", "answers": "o1"}]
    return rows


def _matter(draw: st.DrawFn, at: int) -> dict[str, str]:
    raised = draw(st.dates(date(2025, 1, 1), date(2025, 9, 30)))
    later = st.one_of(st.none(), st.integers(0, 60).map(lambda days: str(raised + timedelta(days=days))))
    cells = {"handled_on": draw(later) or "", "contested_on": draw(later) or ""}
    if confirmed := draw(later):
        outcome = draw(st.sampled_from(["put_right", "partly", "not_put_right", "no_ground"]))
        cells |= {"outcome": outcome, "confirmed_by": "citizen", "confirmed_on": confirmed}
    return row(
        "matters",
        id=f"m{at}",
        contract=draw(CONTRACTS),
        raised_on=str(raised),
        channel=draw(st.sampled_from(["hotline", "rating"])),
        cause=draw(st.sampled_from(["", "late", "rude"])),
        topic="没人来扫",
        **cells,
    )


def _score(contract: str, points: str, day: str) -> dict[str, str]:
    cells = dict(contract=contract, period="2025-03", item="total", points=points, full="100", scored_on=day)
    return row("scores", **cells)


def _post(id: str) -> dict[str, str]:
    instants = dict(at="2025-03-01T08:00+08:00", captured="2025-03-01T09:00+08:00")
    return row("observations", id=id, contract=SWEEPING, kind="post", voice="公众号", text="今天", **instants)


@st.composite
def spoilt(draw: st.DrawFn) -> Rows:
    """Districts in which some cells of big tables were written by somebody in a hurry."""
    rows = draw(districts())
    for _ in range(draw(st.integers(1, 5))):
        table = draw(st.sampled_from([name for name in BULK if rows[name]]))
        spoil = draw(st.sampled_from(rows[table]))
        column = draw(st.sampled_from([column.name for column in BY_NAME[table].columns]))
        spoil[column] = draw(NASTY)
        if draw(st.booleans()):
            rows[table].append(dict(draw(st.sampled_from(rows[table]))))
    return rows


def faults(folder: Path, engine_name: str) -> tuple[Fault, ...]:
    with working_engine(engine_name) as (engine, scratch):
        return open_district(folder, engine=engine, scratch=scratch).faults


def result(folder: Path, engine_name: str, on: date) -> DistrictResult:
    with working_engine(engine_name) as (engine, scratch):
        return assess(folder, on=on, engine=engine, scratch=scratch)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rows=spoilt())
def test_both_engines_find_the_same_faults(rows: Rows) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = write(Path(scratch), rows)
        assert faults(folder, "duckdb") == faults(folder, "memory")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(rows=districts(), on=st.dates(date(2024, 12, 1), date(2027, 1, 31)))
def test_both_engines_give_the_same_result(rows: Rows, on: date) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = write(Path(scratch), rows)
        assert faults(folder, "memory") == ()
        assert result(folder, "duckdb", on) == result(folder, "memory", on)


def found_paths(folder: Path, engine_name: str, on: date) -> tuple[Paths, Paths]:
    with working_engine(engine_name) as (engine, scratch):
        files = open_district(folder, engine=engine, scratch=scratch).sound().files
        question = Question(on, ())
        return engine.paths(files, question, None), engine.paths(files, question, frozenset({MINDING}))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(rows=districts(), on=st.dates(date(2024, 12, 1), date(2027, 1, 31)))
def test_both_engines_give_the_same_paths_and_they_add_up(rows: Rows, on: date) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = write(Path(scratch), rows)
        every, one = found_paths(folder, "memory", on)
        assert found_paths(folder, "duckdb", on) == (every, one)
    assert one.months == tuple(month for month in every.months if month.contract == MINDING)
    assert sum(day.count for day in one.days) == sum(sum(month.levels) for month in one.months)
    for month in every.months:
        assert sum(month.busiest_levels) == month.busiest <= sum(month.levels)
        assert month.aged_busiest <= month.aged <= month.served_known <= sum(month.levels)
        assert (month.aged_busiest_on is None) is (month.aged == 0)


@pytest.mark.slow
def test_both_engines_know_the_same_periods() -> None:
    from answerable.core.terms.period import Period
    from answerable.engines.duck import DuckEngine

    with tempfile.TemporaryDirectory() as scratch, DuckEngine(Path(scratch)) as engine:
        known = engine.periods()
    assert len(known) == len({text for text, *_ in known})
    for text, starts, ends, kind in known:
        period = Period.parse(text)
        assert (period.start, period.end, period.kind) == (starts, ends, kind)
    years = {text for text, *_ in known if len(text) == 4}
    assert years == {str(year) for year in range(1900, 2200)}
    assert len(known) == 109_573 + 15_653 + 300 * (12 + 4 + 1)
