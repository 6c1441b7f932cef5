"""Weights by risk: whole numbers that follow from the parameters, and never nothing."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.core.enforce.results import Standing
from answerable.core.evidence.inspection.values import Chance
from answerable.core.evidence.inspection.verify import weights_differ
from answerable.core.evidence.inspection.weights import (
    CORRECTING,
    Risk,
    frame_of,
    least_random,
    weight_of,
    weights_on,
)
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.tables.inspection import STANDINGS
from answerable.core.terms.errors import UndecidableError

ON = date(2026, 6, 30)
WEIGHTS = weights_on(load_parameters("cn"), ON)
CALM = Chance("p", "c", "clear", overdue=0, findings=0, months=0, large=False, weight=1)


@pytest.mark.parametrize(
    ("circumstances", "weight"),
    [
        ({}, 1),
        ({"standing": "watch"}, 4),
        ({"standing": "rectifying"}, 5),
        ({"standing": "no_data"}, 3),
        ({"standing": None}, 3),
        ({"standing": "ended_expired"}, 1),
        ({"overdue": 2}, 3),
        ({"overdue": 9}, 4),
        ({"findings": 1}, 3),
        ({"findings": 9}, 7),
        ({"months": 2}, 1),
        ({"months": 3}, 2),
        ({"months": 40}, 5),
        ({"months": None}, 5),
        ({"large": True}, 3),
        ({"standing": "suspended", "overdue": 3, "findings": 3, "months": 12, "large": True}, 20),
    ],
)
def test_each_circumstance_adds_what_the_parameters_say(
    circumstances: dict[str, object], weight: int
) -> None:
    assert weight_of(replace(CALM, **circumstances), WEIGHTS) == weight  # type: ignore[arg-type]


def test_the_frame_is_in_the_order_of_ids_and_says_what_its_weights_come_from() -> None:
    risks = [
        Risk("b", "watch", 1, 0, date(2026, 5, 31), 500),
        Risk("a", None, 0, 2, None, None),
        Risk("c", "clear", 0, 0, date(2026, 6, 30), 900),
        Risk("d", "clear", 0, 0, date(2026, 7, 9), 900),
        Risk("e", "clear", 0, 0, date(2025, 6, 30), 100),
    ]
    found = frame_of("p", risks, on=ON, weights=WEIGHTS)
    assert [(each.contract, each.months, each.large, each.weight) for each in found] == [
        ("a", None, False, 11),
        ("b", 0, False, 5),
        ("c", 0, True, 3),
        ("d", 0, True, 3),
        ("e", 12, False, 5),
    ]
    assert weights_differ(found, WEIGHTS) == ()
    assert weights_differ([*found[:2], replace(found[2], weight=9)], WEIGHTS) == ("c",)


def test_a_month_is_whole_only_on_its_day() -> None:
    days = (date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1))
    found = frame_of("p", [Risk(str(day), "clear", 0, 0, day, None) for day in days], on=ON, weights=WEIGHTS)
    assert [each.months for each in found] == [3, 2, 2]


@pytest.mark.parametrize(("count", "least"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_a_quarter_at_least_is_drawn_at_random(count: int, least: int) -> None:
    assert least_random(count, WEIGHTS) == least


@pytest.mark.parametrize("rulebook", ["cn", "general"])
def test_every_shipped_rulebook_sets_the_weights(rulebook: str) -> None:
    assert weights_on(load_parameters(rulebook), ON).random_share > 0


def test_without_parameters_nothing_is_decided() -> None:
    with pytest.raises(UndecidableError):
        weights_on(load_parameters("cn"), date(2019, 1, 1))


def test_the_table_knows_every_standing() -> None:
    assert set(STANDINGS) == {standing.value for standing in Standing}
    assert set(CORRECTING) < set(STANDINGS)
