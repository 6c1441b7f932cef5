"""The model district's strata, points, deductions, causes and figures on value agree with the rest of it."""

from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.findings import find
from answerable.actions.offline.model import model_district
from answerable.actions.offline.model.days import LAST
from answerable.core.assess.score import deduction_minor
from answerable.core.assess.signals.values import Signal
from answerable.core.evidence.values import Deduction
from answerable.core.tables.district import Rows
from answerable.core.terms.period import Period
from answerable.sources.folder import write_folder

SUMMED = ("frame", "sample", "responses", *(f"level_{level}" for level in range(1, 6)))


@cache
def rows_of(seed: int = 4711, scale: int = 1) -> Rows:
    return model_district(seed=seed, scale=scale)[1]


def signs(folder: Path, *, seed: int) -> tuple[Signal, ...]:
    district, rows = model_district(seed=seed, scale=1)
    write_folder(folder, district=district, rows=rows)
    with working_engine("memory") as (engine, scratch):
        return find(folder, on=LAST, engine=engine, scratch=scratch).signals


def test_strata_add_up_to_their_survey() -> None:
    rows = rows_of()
    surveys = {row["id"]: row for row in rows["surveys"]}
    sums: dict[str, Counter[str]] = {}
    for row in rows["survey_strata"]:
        sums.setdefault(row["survey"], Counter()).update({name: int(row[name]) for name in SUMMED})
    assert {key.rpartition("-s")[0] for key in sums} == {"street-cleaning", "home-care"}
    for key, total in sums.items():
        assert {name: total[name] for name in SUMMED} == {name: int(surveys[key][name]) for name in SUMMED}


def test_every_band_earns_points_and_a_better_one_never_fewer() -> None:
    rows = rows_of(scale=3)
    points = {row["band"]: int(row["points"]) for row in rows["bands"]}
    assert all(row["points"] for row in rows["bands"])
    assert points["red"] < points["amber"] < points["green"] < points["excellent"] == 100


@pytest.mark.parametrize(("seed", "scale"), [(4711, 1), (8, 2)])
def test_deductions_are_taken_as_agreed_but_for_the_cheap_cleaner(seed: int, scale: int) -> None:
    rows = rows_of(seed, scale)
    agreed = {
        row["contract"]: Deduction(
            contract=row["contract"],
            starts=date.fromisoformat(row["starts"]),
            low=Fraction(row["low"]),  # type: ignore[arg-type]
            high=Fraction(row["high"]),  # type: ignore[arg-type]
            percent=Fraction(row["percent"]),  # type: ignore[arg-type]
            per_point=Fraction(row["per_point"]),  # type: ignore[arg-type]
            base_minor=int(row["base_minor"]),
        )
        for row in rows["deductions"]
    }
    points: Counter[tuple[str, str]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for row in rows["scores"]:
        key = (row["contract"], row["period"])
        points[key] += Fraction(row["points"])  # type: ignore[assignment]
        taken[key] += int(row["deduction_minor"] or 0)
    differ = {
        contract
        for contract, month in points
        if deduction_minor(Fraction(points[contract, month]), [agreed[contract]], on=Period.parse(month).end)
        != taken[contract, month]
    }
    assert differ == {"office-cleaning"}
    assert sum(taken.values()) > 0


def test_a_hoard_of_codes_shows_as_a_burst_of_old_services(tmp_path: Path) -> None:
    found = {(sign.contract, sign.rule): sign for sign in signs(tmp_path, seed=4711)}
    for rule in ("burst_of_ratings", "codes_hoarded"):
        assert found["hotline", rule].from_day == date(2026, 5, 1)


@pytest.mark.parametrize("seed", [1, 8, 99])
def test_only_the_hotline_shows_hoarded_codes(seed: int, tmp_path: Path) -> None:
    rules = {"burst_of_ratings", "codes_hoarded", "ratings_outnumber_services"}
    found = [sign for sign in signs(tmp_path, seed=seed) if sign.rule in rules]
    assert {"burst_of_ratings", "codes_hoarded"} <= {sign.rule for sign in found}
    assert {sign.contract for sign in found} == {"hotline"}


def test_single_ratings_know_their_service_and_matters_that_came_from_them_are_marked() -> None:
    rows = rows_of()
    single = [row for row in rows["ratings"] if row["count"] == "1" and row["level"] in ("1", "2")]
    assert all(row["served_on"] and row["served_on"] <= row["rated_on"] for row in single)
    rated = {row["contract"] for row in rows["ratings"]}
    taken_up = {row["contract"] for row in rows["matters"] if row["channel"] == "rating"}
    assert taken_up == rated - {"canteen"}


def test_causes_are_known_for_some_matters_only() -> None:
    causes = {row["contract"] for row in rows_of()["matters"] if row["cause"]}
    assert causes == {"account-ops", "canteen", "kitchen-waste"}


def test_figures_on_value_stand_before_and_after_and_some_on_neither_side() -> None:
    rows = rows_of()
    starts = {row["id"]: row["starts"] for row in rows["contracts"]}
    sides: dict[str, set[str]] = {}
    for row in rows["value_figures"]:
        period, first = Period.parse(row["period"]), starts[row["contract"]]
        side = "before" if period.end.isoformat() < first else "after"
        straddles = period.start.isoformat() < first <= period.end.isoformat()
        sides.setdefault(row["contract"], set()).add("neither" if straddles else side)
    assert sides["street-cleaning"] == {"before", "after"}
    assert sides["account-ops"] == {"before", "neither"}
    assert sides["archives"] == {"after"}
