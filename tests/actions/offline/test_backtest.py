"""A new set of indicators tried on a district: a folder and a file in, both sets side by side out."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from answerable.actions.offline.backtest import backtest
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.folders import write_model
from answerable.core.assess.trial.results import Expected, Sequel, TrialResult
from answerable.core.tables.district import Rows
from tests.builders import MINDING, SWEEPING, change, row, small_district, write
from tests.spec.asked import CONFIRMED, finding, order, spoil

ON = date(2025, 12, 31)
MILDER = """
format: 1
indicators:
  - id: on-time
    bands:
      - {band: red, high: 80}
      - {band: amber, low: 80, high: 90}
      - {band: green, low: 90, target: true}
"""


def tried(
    folder: Path, rows: Rows, text: str = MILDER, *, on: date = ON, engine: str = "memory"
) -> TrialResult:
    write(folder / "district", rows)
    (folder / "new.yaml").write_text(text, encoding="utf-8")
    with working_engine(engine) as (working, scratch):
        return backtest(folder / "district", folder / "new.yaml", on=on, engine=working, scratch=scratch)


def test_both_sets_judge_the_same_results(tmp_path: Path) -> None:
    result = tried(tmp_path, spoil(small_district(), 3, 4))
    assert [each.id for each in result.contracts] == [MINDING, SWEEPING]
    minding = result.contracts[0]
    assert (minding.in_force.off_target, minding.new.off_target) == (2, 0)
    assert (minding.in_force.scored, minding.in_force.ends) == (6, 6)
    assert (minding.in_force.first_watch, minding.new.first_watch) == (date(2025, 4, 30), None)
    assert (minding.in_force.ends_on_watch, minding.in_force.flips) == (1, 2)
    assert minding.differing == (date(2025, 4, 30),)
    assert result.contracts[1].differing == ()
    assert [
        (each.indicator, each.contracts, each.scored, each.in_force, each.new) for each in result.indicators
    ] == [("on-time", 2, 12, 2, 0)]


def test_rules_alone_may_change(tmp_path: Path) -> None:
    text = "format: 1\nindicators: [{id: on-time}]\nrules: {off_target_periods: 1}\n"
    new = tried(tmp_path, spoil(small_district(), 3), text).contracts[0].new
    assert (new.first_watch, new.ends_on_watch) == (date(2025, 3, 31), 1)


def test_contracts_not_measured_by_a_named_indicator_are_left_out(tmp_path: Path) -> None:
    rows = small_district()
    rows["indicators"].append({**rows["indicators"][0], "id": "clean"})
    rows["bands"] += [{**each, "indicator": "clean"} for each in rows["bands"]]
    rows["contract_indicators"].append(row("contract_indicators", contract=SWEEPING, indicator="clean"))
    result = tried(tmp_path, rows, "format: 1\nindicators: [{id: clean}]\n")
    assert [each.id for each in result.contracts] == [SWEEPING]


def test_known_troubles_are_held_against_the_warnings_of_both(tmp_path: Path) -> None:
    rows = order(finding(spoil(small_district(), 3, 4), **CONFIRMED), issued_on="2025-05-12")
    result = tried(tmp_path, rows)
    assert [(w.trouble.kind, w.trouble.id, w.in_force, w.new) for w in result.contracts[0].troubles] == [
        ("serious_finding", "f", 6, None),
        ("case", "case", 12, None),
        ("order", "o", 12, None),
    ]
    old, new = result.totals
    assert (result.troubles, old.warned, new.warned, old.followed) == (3, 3, 0, 1)
    assert (old.median_days, new.median_days) == (Fraction(12), None)


@pytest.mark.parametrize(
    "cells", [{}, {**CONFIRMED, "decision": "rejected"}, {**CONFIRMED, "severity": "minor"}]
)
def test_a_finding_that_is_not_confirmed_and_serious_is_no_known_trouble(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    result = tried(tmp_path, finding(spoil(small_district(), 3, 4), **cells))
    assert (result.troubles, result.totals[0].not_followed) == (0, 1)


def test_what_is_not_known_by_the_day_is_not_used(tmp_path: Path) -> None:
    rows = order(finding(spoil(small_district(), 3, 4), **CONFIRMED), issued_on="2025-06-01")
    result = tried(tmp_path, rows, on=date(2025, 5, 7))
    assert (result.troubles, result.contracts[0].in_force.scored) == (0, 4)


def test_trouble_before_the_first_figure_could_not_be_foreseen(tmp_path: Path) -> None:
    rows = finding(small_district(), **{**CONFIRMED, "found_on": "2025-01-10", "decided_on": "2025-01-12"})
    assert tried(tmp_path, rows).unforeseeable == 1


def test_without_any_recorded_trouble_the_sequel_is_unknown(tmp_path: Path) -> None:
    result = tried(tmp_path, spoil(small_district(), 3, 4))
    assert [each.sequel for each in result.contracts[0].in_force.watches] == [Sequel.UNKNOWN]
    assert (result.totals[0].unknown, result.totals[0].not_followed) == (1, 0)


def test_expected_deductions_follow_from_points_weights_and_the_agreement(tmp_path: Path) -> None:
    rows = spoil(small_district(), 3, 4)
    change(rows, "contract_indicators", {"contract": MINDING}, weight="100")
    for band, points in (("red", "0"), ("amber", "60"), ("green", "100")):
        change(rows, "bands", {"band": band}, points=points)
    change(rows, "contracts", {"id": MINDING}, currency="CNY", amount_minor="1")
    cells = {"low": "0", "high": "90", "percent": "5", "per_point": "0.5", "base_minor": "100000"}
    rows["deductions"] = [row("deductions", contract=MINDING, starts="2025-01-01", **cells)]
    text = MILDER.replace("high: 80}", "high: 80, points: 0}").replace("high: 90}", "high: 90, points: 50}")
    text = text.replace("target: true}", "target: true, points: 100}")
    result = tried(tmp_path, rows, text)
    minding, sweeping = result.contracts
    # Two amber months of 60 points: 5 % + 30 × 0.5 % = 20 % of the base each. July to December have no readings.
    assert minding.in_force.expected == Expected(40_000, 6, 6)
    assert minding.new.expected == Expected(0, 6, 6)
    assert sweeping.in_force.expected is None
    assert [each.expected for each in result.totals] == [(("CNY", 40_000),), (("CNY", 0),)]


def test_the_engines_agree(tmp_path: Path) -> None:
    rows = order(finding(spoil(small_district(), 3, 4), **CONFIRMED))
    assert tried(tmp_path, rows) == tried(tmp_path, rows, engine="duckdb")


def test_the_example_of_the_how_to_runs_on_the_model_district(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "how-to" / "try-new-indicators.md"
    text = page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    write_model(tmp_path / "district", seed=3, scale=1)
    with working_engine("duckdb") as (working, scratch):
        result = backtest(
            tmp_path / "district",
            tmp_path / "new.yaml",
            on=date(2026, 6, 30),
            engine=working,
            scratch=scratch,
        )
    assert [each.id for each in result.contracts]
