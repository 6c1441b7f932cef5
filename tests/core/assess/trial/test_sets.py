"""What a new set makes of the one in force."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from answerable.core.assess.policy import policy_on
from answerable.core.assess.trial.sets import (
    Changes,
    IndicatorSet,
    Rules,
    changed,
    rules_of,
    weight_faults,
    with_rules,
)
from answerable.core.evidence.measure import Edition, edition
from answerable.core.evidence.values import Agreed, Band, Indicator
from answerable.core.rulebook.parameters import load_parameters

FIRST, SECOND = date(2024, 1, 1), date(2025, 1, 1)
POLICY = policy_on(load_parameters("cn"), date(2026, 6, 30))


def bands(target: int, points: int | None, starts: date = FIRST) -> tuple[Band, ...]:
    low, high = (None, None) if points is None else (Decimal(0), Decimal(points))
    return (
        Band("i", starts, "red", None, Decimal(target), False, low),
        Band("i", starts, "green", Decimal(target), None, True, high),
    )


def dated(starts: date, measure: str) -> Edition:
    kind = Indicator("i", starts, "i", None, "month", measure, "higher", None)
    return edition(kind, bands(95, None, starts))


IN_FORCE = IndicatorSet(
    editions={"i": (dated(FIRST, "share"), dated(SECOND, "ratio"))},
    points={("i", FIRST, "green"): Fraction(100), ("j", FIRST, "green"): Fraction(100)},
    weights={("c", "i"): Decimal(60), ("c", "j"): Decimal(40)},
    policy=POLICY,
)


def test_every_edition_keeps_its_measure_and_gets_the_new_bands() -> None:
    new = changed(IN_FORCE, Changes(("i",), rules_of(POLICY), {"i": bands(90, 80)}))
    assert [(e.indicator.starts, e.indicator.measure) for e in new.editions["i"]] == [
        (FIRST, "share"),
        (SECOND, "ratio"),
    ]
    assert [each.steps[0].high for each in new.editions["i"]] == [90, 90]
    assert new.points[("i", SECOND, "green")] == 80


def test_new_bands_without_points_leave_no_old_points_behind() -> None:
    new = changed(IN_FORCE, Changes(("i",), rules_of(POLICY), {"i": bands(90, None)}))
    assert new.points == {("j", FIRST, "green"): Fraction(100)}


def test_weights_that_are_not_stated_stay() -> None:
    new = changed(IN_FORCE, Changes(("i",), rules_of(POLICY), weights={"i": Decimal(50)}))
    assert new.weights == {("c", "i"): Decimal(50), ("c", "j"): Decimal(40)}


def test_rules_go_into_the_policy_and_come_out_again() -> None:
    rules = Rules(1, 3, 4, 9, 5)
    assert rules_of(with_rules(POLICY, rules)) == rules
    assert with_rules(POLICY, rules_of(POLICY)) == POLICY
    assert (rules.window, replace(rules, worst_k=None, worst_last=None).window) == (9, 6)


def test_contracts_with_the_same_wrong_weights_are_told_of_once() -> None:
    agreed = {id: (Agreed(id, "i", None),) for id in ("a", "b")}
    found = weight_faults(agreed, {"i": Decimal(60)}, lines={"i": 7}, file="new.yaml")
    assert [(fault.row, fault.message.code, fault.message.params["contract"]) for fault in found] == [
        (7, "set_weights", "a")
    ]
