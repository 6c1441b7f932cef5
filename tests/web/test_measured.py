"""What a contract is measured by, on its page: the latest period of every agreed indicator, as the report writes it."""

from fractions import Fraction
from typing import Any

import pytest

from answerable.actions.office.pages.measured import IndicatorLine, Measured, measured
from answerable.records.models import Account, Standing
from tests.web.cast import FAILING, LAWFUL, MINDING, SWEEPING, assessed, owed, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
Told = dict[str, Any]


def series(id: str = "swept", *, missing: tuple[str, ...] = ()) -> Told:
    return {"id": id, "name": f"{id}指标", "name_en": f"{id} rate", "unit": "%", "missing": list(missing)}


def reading(period: str, value: float | None, *, id: str = "swept", **changed: object) -> Told:
    told = {"id": id, "period": period, "value": value, "band": "green", "target_met": True, "partial": False}
    return told | changed


def line(*readings: Told, missing: tuple[str, ...] = ()) -> IndicatorLine:
    (found,) = measured({"series": [series(missing=missing)], "indicators": list(readings)}).indicators
    return found


def test_the_latest_period_counts_whatever_the_order() -> None:
    found = line(reading("2026-05", 97.6303), reading("2026-06", 91, band="red", target_met=False))
    assert (found.period, found.value, found.band, found.kind) == ("2026-06", Fraction(91), "red", "missed")
    assert line(reading("2026-06", 1), reading("2026-05", 2)).value == 1


def test_a_figure_is_exactly_what_was_written() -> None:
    assert line(reading("2026-05", 97.6303)).value == Fraction("97.6303")


def test_a_latest_period_without_data_is_said_to_be_so() -> None:
    found = line(reading("2026-05", 97), missing=("2026-06",))
    assert (found.period, found.value, found.kind) == ("2026-06", None, "no_data")


@pytest.mark.parametrize("changed", [{"partial": True}, {"target_met": None}])
def test_a_period_that_is_not_scored_is_neither_met_nor_missed(changed: Told) -> None:
    assert line(reading("2026-05", 97, **changed)).kind == "partial"


def test_an_indicator_that_was_never_measured_has_no_period() -> None:
    assert line() == IndicatorLine("swept指标", "swept rate", "%", None, None, None, "no_data")


def test_what_nobody_rated_or_raised_is_not_shown_as_nought() -> None:
    told = {"ratings": {"n": 0}, "matters": {"raised": 0}, "surveys": [], "scores": []}
    assert measured(told) == measured({}) == Measured()


def stand(contract: str = SWEEPING) -> None:
    """A contract with one indicator off target, ratings, matters, a survey and a score."""
    row = Standing.objects.get(contract=contract)
    row.content |= {
        "series": [series()],
        "indicators": [reading("2026-06", 91.1111, band="amber", target_met=False)],
        "ratings": {"n": 20, "share": 0.9286, "standard": 0.9},
        "matters": {"raised": 30, "open": 2, "overdue": 1, "put_right": 26},
        "surveys": [
            {"surveyed_on": "2025-12-10", "responses": 1, "share": 1},
            {"surveyed_on": "2026-06-10", "responses": 86, "share": 0.9535},
        ],
        "scores": [{"period": "2026-05", "points": 87.5, "full": 100}],
        "proposals": ["内部建议"],
        "months": ["内部评分"],
    }
    row.save()


FIGURES = (
    "swept指标",
    "2026-06",
    "91.1111%",
    "黄",
    "▼ 未达标",
    "20 条，满意率 92.86%，标准 90%",
    "提出 30 件，未办结 2 件（其中逾期 1 件），已解决 26 件",
    "2026-06-10：答复 86 份，满意率 95.35%",
    "2026-05：87.5 分（满分 100）",
)


@pytest.mark.parametrize("role", ["handler", "provider", "supervisor"])
def test_both_sides_see_what_is_measured_and_with_which_result(role: str) -> None:
    stand()
    said = signed_in(role).get(f"/contracts/{SWEEPING}/").content.decode()
    assert [figure for figure in FIGURES if figure not in said] == []
    assert "内部" not in said


def test_english_pages_say_it_in_english() -> None:
    stand()
    Account.objects.filter(username="provider").update(language="en")
    said = signed_in("provider").get(f"/contracts/{SWEEPING}/").content.decode()
    for figure in ("swept rate", "amber", "▼ missed", "20 ratings, 92.86% satisfied", "87.5 of 100"):
        assert figure in said


def test_the_duties_of_both_sides_stand_with_the_contract() -> None:
    owed("ours", who="p-handler", by=today(), late=3)
    owed("theirs", who=LAWFUL, by=today(), side="provider")
    owed("elsewhere", who=FAILING, by=today(), side="provider", contract=MINDING)
    said = signed_in("head").get(f"/contracts/{SWEEPING}/").content.decode()
    assert "事项ours" in said
    assert "逾期 3 个工作日" in said
    assert "承接主体 · 公司" in said
    assert "事项elsewhere" not in said
    assert 'href="/contracts/sweeping/#duties"' in signed_in("handler").get("/duties/").content.decode()


def test_a_clerk_sees_the_duties_of_the_provider_alone() -> None:
    owed("ours", who="p-handler", by=today())
    owed("theirs", who=LAWFUL, by=today(), side="provider")
    said = signed_in("provider").get(f"/contracts/{SWEEPING}/").content.decode()
    assert "事项theirs" in said
    assert "事项ours" not in said


def test_a_contract_without_indicators_says_so() -> None:
    Standing.objects.all().delete()
    assessed(SWEEPING)
    assert "没有约定考核指标" in signed_in("handler").get(f"/contracts/{SWEEPING}/").content.decode()
