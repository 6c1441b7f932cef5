"""Value from a folder: before and since, peers, limits, hours freed, and what is to be collected."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.model import model_district
from answerable.actions.offline.value import value_of, write_page
from answerable.core.assess.value.values import (
    HIGHER,
    LOWER,
    UNSAID,
    WITHIN,
    ContractValue,
    DistrictValue,
    MeasureResult,
)
from answerable.core.tables.district import Rows
from answerable.core.terms.errors import InputError, OutputError
from answerable.core.terms.period import Period
from answerable.sources.folder import write_folder
from tests.builders import MINDING, SWEEPING, change, row, small_district, write

Value = Callable[..., DistrictValue]
ON = date(2026, 4, 30)
BEFORE, SINCE = "2024-Q1", "2025-Q1"


@pytest.fixture
def valued(tmp_path: Path) -> Value:
    """The value of a district."""

    def value(rows: Rows, *, on: date = ON, contract: str | None = None) -> DistrictValue:
        folder = write(tmp_path / "district", rows)
        with working_engine("memory") as (engine, scratch):
            return value_of(folder, on=on, engine=engine, scratch=scratch, contract=contract)

    return value


def told(rows: Rows, first: str, *values: int, contract: str = MINDING, **cells: str) -> Rows:
    """Figures of a contract, one a period from the first on, over a denominator of 10."""
    period = Period.parse(first)
    for value in values:
        given = {"aspect": "unit_cost", "measure": "每吨成本", "source": "body", **cells}
        figure = {"period": str(period), "numerator": str(10 * value), "denominator": "10"}
        rows["value_figures"].append(row("value_figures", contract=contract, **figure, **given))
        period = period.next()
    return rows


def minding(result: DistrictValue) -> ContractValue:
    return next(each for each in result.contracts if each.contract.id == MINDING)


def only(result: DistrictValue) -> MeasureResult:
    (measure,) = minding(result).measures
    return measure


def limits(result: DistrictValue) -> set[str]:
    return {each.code for each in only(result).limits}


def test_a_cost_that_fell_is_lower_and_better(valued: Value) -> None:
    rows = told(told(small_district(), BEFORE, 100, 110, 105), SINCE, 80, 84, 82)
    measure = only(valued(rows))
    assert (measure.conclusion, measure.better) == (LOWER, True)
    assert measure.change == Fraction(82, 105) - 1
    assert limits(valued(rows)) == {"value_no_peers", "value_prices", "value_overheads", "value_other_causes"}


def test_a_voice_that_fell_is_lower_and_worse(valued: Value) -> None:
    voice = {"aspect": "voice", "measure": "满意率"}
    rows = told(told(small_district(), BEFORE, 9, 10, 9, **voice), SINCE, 5, 6, 7, **voice)
    measure = only(valued(rows))
    assert (measure.conclusion, measure.better) == (LOWER, False)


def test_hours_freed_are_those_of_a_period(valued: Value) -> None:
    time = {"aspect": "staff_time", "measure": "每季度用时"}
    rows = told(told(small_district(), BEFORE, 300, 310, 320, **time), SINCE, 100, 110, 120, **time)
    assert only(valued(rows)).freed == 200


def test_years_are_not_compared_with_quarters(valued: Value) -> None:
    time = {"aspect": "staff_time", "measure": "用时"}
    rows = told(told(small_district(), "2021", 1200, 1210, 1220, **time), SINCE, 300, 310, 320, **time)
    measure = only(valued(rows))
    assert (measure.conclusion, measure.freed) == (UNSAID, None)
    assert "value_period_kinds" in limits(valued(rows))


def test_too_few_periods_allow_no_conclusion(valued: Value) -> None:
    rows = told(told(small_district(), BEFORE, 100, 110), SINCE, 80, 84)
    assert only(valued(rows)).conclusion == UNSAID
    assert {"value_few_before", "value_few_after"} <= limits(valued(rows))


def test_figures_of_one_side_only_give_no_change(valued: Value) -> None:
    assert {"value_no_before"} <= limits(valued(told(small_district(), SINCE, 80, 84, 82)))
    measure = only(valued(told(small_district(), BEFORE, 80, 84, 82)))
    assert (measure.after, measure.change, measure.conclusion) == (None, None, UNSAID)


def test_periods_across_the_first_day_count_on_neither_side(valued: Value) -> None:
    rows = told(told(small_district(), BEFORE, 100, 110, 105), SINCE, 80, 84, 82)
    change(rows, "contracts", {"id": MINDING}, starts="2025-01-15")
    change(rows, "assignments", {"contract": MINDING}, starts="2025-01-15")
    rows["readings"] = []
    measure = only(valued(rows))
    assert measure.after is not None
    assert measure.after.n == 2
    assert "value_straddles" in limits(valued(rows))


def test_a_changed_definition_and_a_provider_as_source_are_said(valued: Value) -> None:
    rows = told(small_district(), BEFORE, 100, 110, 105, note="估算")
    told(rows, SINCE, 80, 84, 82, note="过磅", source="provider")
    result = valued(rows)
    found = {"value_definition_changed", "value_notes", "value_provider_source", "value_sources_differ"}
    assert found <= limits(result)
    assert only(result).conclusion == UNSAID


def test_an_improvement_after_the_worst_year_may_have_come_by_itself(valued: Value) -> None:
    worst_last = told(told(small_district(), BEFORE, 100, 105, 130), SINCE, 80, 84, 82)
    assert "value_regression" in limits(valued(worst_last))
    worst_first = told(told(small_district(), BEFORE, 130, 105, 100), SINCE, 80, 84, 82)
    assert "value_regression" not in limits(valued(worst_first))


def test_peers_are_contracts_of_the_same_line_with_the_same_measure(valued: Value) -> None:
    rows = told(told(small_district(), BEFORE, 100, 110, 105), SINCE, 80, 84, 82)
    told(told(rows, BEFORE, 100, 100, 100, contract=SWEEPING), SINCE, 90, 90, 90, contract=SWEEPING)
    assert only(valued(rows)).peers.values is None
    for work, line in zip(rows["work_items"], ("C13050100", "C13030000"), strict=True):
        work["catalogue"] = line
    assert only(valued(rows)).peers.values is None
    for work in rows["work_items"]:
        work["catalogue"] = "C13050100"
    peers = only(valued(rows)).peers
    assert peers.values is not None
    assert peers.changes is not None
    assert (peers.values.n, peers.values.median) == (1, Fraction(90))
    assert peers.changes.median == Fraction(-1, 10)
    assert peers.difference == Fraction(82, 105) - 1 + Fraction(1, 10)
    assert "value_few_peers" in limits(valued(rows))


def test_what_is_not_over_by_the_day_is_left_out(valued: Value) -> None:
    rows = told(told(small_district(), BEFORE, 100, 110, 105), SINCE, 80, 84, 82)
    early = only(valued(rows, on=date(2025, 9, 29)))
    assert early.after is not None
    assert early.after.n == 2


def test_a_contract_ended_early_is_answerable_for_its_own_time_only(valued: Value) -> None:
    rows = told(told(small_district(), BEFORE, 100, 110, 105), SINCE, 80, 84, 82, 300)
    rows["cases"].append(
        row("cases", id="case", contract=MINDING, opened_on="2025-09-01", subject="协商解除")
    )
    ended = {"starts": "2025-10-01", "state": "ended_agreement", "ground": "民法典 第五百六十二条"}
    rows["case_states"].append(row("case_states", case="case", **ended))
    measure = only(valued(rows))
    assert measure.after is not None
    assert measure.after.high == 84


def test_nothing_stated_is_no_data_for_every_aspect(valued: Value) -> None:
    each = minding(valued(small_district()))
    assert each.measures == ()
    assert each.silent == ("unit_cost", "quality", "voice", "staff_time")
    assert (each.in_house.share, each.in_house.drills, each.in_house.drilled_on) == (None, 0, None)


def test_the_ability_to_take_the_work_back_is_shown(valued: Value) -> None:
    rows = small_district()
    change(rows, "work_items", {"id": f"{MINDING}-work"}, in_house_share="0.3")
    drill = {
        "side": "body",
        "every": "once",
        "within_workdays": "5",
        "starts": "2025-01-01",
        "ground": "合同",
    }
    rows["duties"].append(row("duties", id="d", contract=MINDING, kind="drill", **drill))
    rows["duties_done"].append(row("duties_done", duty="d", period="2025-01-06", done_on="2025-01-06"))
    house = minding(valued(rows)).in_house
    assert (str(house.share), house.drills, house.drilled_on) == ("0.3", 1, date(2025, 1, 6))
    assert minding(valued(rows, on=date(2025, 1, 5))).in_house.drilled_on is None


def test_one_contract_can_be_asked_for_and_an_unknown_one_is_refused(valued: Value) -> None:
    assert len(valued(small_district(), contract=MINDING).contracts) == 1
    with pytest.raises(InputError, match="unknown_contract"):
        valued(small_district(), contract="mindin")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_written_once_and_never_over_another_file(
    valued: Value, lang: str, tmp_path: Path
) -> None:
    rows = told(told(small_district(), BEFORE, 100, 110, 105), SINCE, 80, 84, 82, measure="<b>每吨</b>")
    change(rows, "value_figures", {"contract": MINDING}, measure="<b>每吨</b>")
    page = tmp_path / "value.html"
    write_page(valued(rows), page, lang=lang)
    text = page.read_text(encoding="utf-8")
    assert "<b>每吨</b>" not in text
    assert "&lt;b&gt;每吨" in text
    with pytest.raises(OutputError):
        write_page(valued(rows), page, lang=lang)


@pytest.mark.parametrize("seed", [4711, 8])
def test_the_stories_of_the_model_district_are_told(seed: int, tmp_path: Path) -> None:
    district, rows = model_district(seed=seed, scale=2)
    write_folder(tmp_path, district=district, rows=rows)
    with working_engine("memory") as (engine, scratch):
        result = value_of(tmp_path, on=date(2026, 6, 30), engine=engine, scratch=scratch)
    said = {
        (each.contract.id, one.aspect): (one.conclusion, one.better)
        for each in result.contracts
        for one in each.measures
    }
    assert said["street-cleaning", "unit_cost"] == (LOWER, True)
    assert said["street-cleaning", "quality"][0] == WITHIN
    assert said["canteen", "unit_cost"] == (LOWER, True)
    assert said["canteen", "voice"] == (LOWER, False)
    assert {said[id, "unit_cost"][0] for id in ("kitchen-waste", "account-ops", "archives")} == {UNSAID}
    assert HIGHER not in {said[id, "unit_cost"][0] for id in ("street-cleaning", "canteen", "hotline")}
    street = next(each for each in result.contracts if each.contract.id == "street-cleaning")
    assert street.measures[0].peers.values is not None
