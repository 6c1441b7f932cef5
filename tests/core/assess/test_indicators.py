"""When an indicator's periods are evidence: runs, so many of the latest, and trends."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.core.assess.indicators import reasons
from answerable.core.assess.policy import Policy, policy_on
from answerable.core.assess.results import IndicatorResult, IndicatorSeries
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.terms.duty import Side
from tests.core.assess.trial.made import made

POLICY = replace(
    policy_on(load_parameters("cn"), date(2026, 6, 30)), worst_k=3, worst_last=6, trend_periods=None
)
TREND = replace(POLICY, worst_k=None, worst_last=None, trend_periods=3)


def said(series: IndicatorSeries, policy: Policy = POLICY) -> list[str]:
    found = list(reasons(series, policy))
    assert all(each.side is Side.PROVIDER for each in found)
    return [each.message.code for each in found]


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ((93, 97, 93, 97, 93, 97), ["worst_k_off_target"]),
        ((97, 93, 97, 93, 97, 97), []),
        ((93, 97, 97, 97, 93, 97, 93), []),
        ((93, 97, 93, 97, 93, 93), ["off_target_running"]),
        ((93, 97, 93), []),
    ],
)
def test_three_of_the_latest_six_off_target_are_said_unless_a_run_says_it(
    values: tuple[int, ...], codes: list[str]
) -> None:
    assert said(made(*values)) == codes


def test_a_rule_that_is_not_set_is_silent() -> None:
    assert said(made(93, 97, 93, 97, 93, 97), replace(POLICY, worst_k=None)) == []
    assert said(made(99, 98, 97, 96), POLICY) == []


def test_periods_without_a_value_and_partial_ones_count_for_nothing() -> None:
    series = made(93, 97, 93, 97, 93)
    idle = replace(series.results[2], value=None, target_met=None, steps_off=None, band=None)
    for unsure in (idle, replace(series.results[2], partial=True)):
        results = (*series.results[:2], unsure, *series.results[3:])
        assert said(replace(series, results=results)) == []


def test_three_periods_each_worse_than_the_one_before_are_a_trend() -> None:
    assert said(made(99, 98, 97, 96), TREND) == ["worsening_trend"]
    assert said(made(98, 97, 96), TREND) == []
    assert said(made(99, 98, 98, 97), TREND) == []
    assert said(made(96, 97, 98, 99), TREND) == []


def test_where_lower_is_better_rising_values_are_a_trend() -> None:
    assert said(replace(made(96, 97, 98, 99), better_higher=False), TREND) == ["worsening_trend"]
    assert said(replace(made(99, 98, 97, 96), better_higher=False), TREND) == []


def test_a_gap_is_unknown_and_ends_a_trend() -> None:
    series = made(99, 98, 97, 96)
    without: tuple[IndicatorResult, ...] = (*series.results[:2], *made(99, 98, 97, 97, 96).results[3:])
    assert said(replace(series, results=without), TREND) == []


def test_the_trend_names_its_first_and_last_value() -> None:
    message = next(iter(reasons(made(99, 98, 97, 96), TREND))).message
    assert (message.params["first"], message.params["first_value"]) == ("2025-01", "99%")
    assert (message.params["last"], message.params["last_value"]) == ("2025-04", "96%")


def test_the_shipped_rulebooks_set_three_of_six_in_china_and_nothing_elsewhere() -> None:
    rules = {name: policy_on(load_parameters(name), date(2026, 6, 30)) for name in ("cn", "general")}
    assert {n: (p.worst_k, p.worst_last, p.trend_periods) for n, p in rules.items()} == {
        "cn": (3, 6, None),
        "general": (None, None, None),
    }
