"""On which period ends a contract would have been on watch, and what came after."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.assess import indicators
from answerable.core.assess.policy import policy_on
from answerable.core.assess.trial.replay import flips, months_later, path, warning_days, watches
from answerable.core.assess.trial.results import Sequel, Trouble, TroubleKind, Watch
from answerable.core.rulebook.parameters import load_parameters
from tests.core.assess.trial.made import made

POLICY = policy_on(load_parameters("cn"), date(2026, 6, 30))
ON = date(2026, 6, 30)


def trouble(on: date) -> Trouble:
    return Trouble(on, TroubleKind.CASE, "k")


def test_the_rules_are_asked_at_the_end_of_every_period_with_what_came_before() -> None:
    days = path([made(97, 93, 93, 97, 80)], POLICY)
    assert [(day.month, on_watch) for day, on_watch in days] == [
        (1, False),
        (2, False),
        (3, True),
        (4, False),
        (5, True),
    ]
    assert flips(days) == 3


def test_one_indicator_is_enough_and_its_answer_holds_until_its_next_period() -> None:
    weekly = made(93, 93)
    quarter = replace(weekly, results=(weekly.results[0], weekly.results[1]))
    other = made(97, 97, 97, 97)
    assert [on_watch for _, on_watch in path([quarter, other], POLICY)] == [False, True, True, True]


@given(st.lists(st.integers(85, 100), min_size=1, max_size=14))
def test_the_path_agrees_with_the_rules_asked_of_the_whole_history(values: list[int]) -> None:
    series = made(*values)
    for at, (_, on_watch) in enumerate(path([series], POLICY), start=1):
        past = replace(series, results=series.results[:at])
        assert on_watch is bool(list(indicators.reasons(past, POLICY)))


def test_a_watch_begins_and_ends_at_period_ends() -> None:
    days = path([made(93, 93, 97, 93, 93)], replace(POLICY, worst_k=None))
    found = watches(days, (), recorded=True, on=ON)
    assert [(each.starts, each.ends) for each in found] == [
        (date(2025, 2, 28), date(2025, 3, 31)),
        (date(2025, 5, 31), None),
    ]


@pytest.mark.parametrize(
    ("on", "sequel"),
    [
        (date(2025, 2, 28), Sequel.NOT_FOLLOWED),
        (date(2025, 3, 1), Sequel.FOLLOWED),
        (date(2025, 8, 28), Sequel.FOLLOWED),
        (date(2025, 8, 29), Sequel.NOT_FOLLOWED),
    ],
)
def test_trouble_within_six_months_of_the_start_follows_a_watch(on: date, sequel: Sequel) -> None:
    days = path([made(93, 93, 97)], POLICY)
    assert [each.sequel for each in watches(days, (trouble(on),), recorded=True, on=ON)] == [sequel]


def test_before_six_months_are_over_it_is_too_early_to_say() -> None:
    days = path([made(93, 93, 97)], POLICY)
    assert watches(days, (), recorded=True, on=date(2025, 8, 27))[0].sequel is Sequel.TOO_EARLY
    assert watches(days, (), recorded=True, on=date(2025, 8, 28))[0].sequel is Sequel.NOT_FOLLOWED


def test_where_no_trouble_is_ever_recorded_nothing_is_known_of_what_followed() -> None:
    days = path([made(93, 93, 97)], POLICY)
    assert watches(days, (), recorded=False, on=ON)[0].sequel is Sequel.UNKNOWN


def test_the_warning_counts_from_the_earliest_watch_that_was_followed() -> None:
    found = (
        Watch(date(2024, 1, 31), date(2024, 2, 29), Sequel.NOT_FOLLOWED),
        Watch(date(2025, 1, 31), date(2025, 2, 28), Sequel.FOLLOWED),
        Watch(date(2025, 3, 31), None, Sequel.FOLLOWED),
    )
    assert warning_days(trouble(date(2025, 4, 10)), found) == 69
    assert warning_days(trouble(date(2025, 1, 31)), found) is None
    assert warning_days(trouble(date(2026, 4, 10)), found) == 375


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 12, 15), date(2026, 6, 15)),
        (date(2023, 8, 30), date(2024, 2, 29)),
    ],
)
def test_six_months_later_is_the_same_day_or_the_months_last(day: date, later: date) -> None:
    assert months_later(day, 6) == later
