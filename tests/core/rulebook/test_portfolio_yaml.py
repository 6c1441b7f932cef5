"""Portfolio files and files of parameters to try: what they state, and every fault at once."""

from datetime import date
from fractions import Fraction

import pytest

from answerable.core.assess.policy import policy_on
from answerable.core.rulebook.overrides import with_overrides
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.rulebook.portfolio import Burst, Change, satisfied_mix
from answerable.core.rulebook.portfolio_yaml import (
    PortfolioError,
    parse_portfolio,
    shipped_portfolio,
    shipped_portfolios,
)
from answerable.core.terms.errors import InputError

ON = date(2026, 6, 30)
WHOLE = """format: 1
title: { zh: 试, en: trial }
months: 12
looks_a_month: 4
groups:
  - id: a
    title: { zh: 甲, en: A }
    providers: 3
    fails: yes
    levels: [0.1, 0.1, 0.2, 0.2, 0.4]
    services: 100
    response: [0.5, 0.4, 0.3, 0.2, 0.1]
    change: { month: 7, satisfied: 0.7 }
    manipulation: { bombing: 0.1, padding: 0.2, hoarded: 0.3, burst: { month: 2, ratings: 40 } }
"""
BASE = load_parameters("cn")


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PortfolioError) as caught:
        parse_portfolio(text, file="p.yaml")
    assert caught.value.message.code == "simulation_faults"
    return [(fault.line, fault.message.code) for fault in caught.value.faults]


def override_faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PortfolioError) as caught:
        with_overrides(BASE, text, file="try.yaml", on=ON)
    return [(fault.line, fault.message.code) for fault in caught.value.faults]


def test_a_file_is_read_as_it_states() -> None:
    portfolio = parse_portfolio(WHOLE, file="p.yaml")
    (group,) = portfolio.groups
    assert (portfolio.months, portfolio.looks, group.providers, group.fails) == (12, 4, 3, True)
    assert group.levels == tuple(Fraction(n, 10) for n in (1, 1, 2, 2, 4))
    assert group.response[0] == Fraction(1, 2)
    assert group.change == Change(7, satisfied_mix(Fraction(7, 10)))
    assert (group.bombing, group.padding, group.hoarded) == (Fraction(1, 10), Fraction(1, 5), Fraction(3, 10))
    assert group.burst == Burst(2, 40)


def test_satisfied_is_the_share_of_level_three_and_above() -> None:
    mix = satisfied_mix(Fraction(9, 10))
    assert sum(mix) == 1
    assert sum(mix[2:]) == Fraction(9, 10)


@pytest.mark.parametrize("name", shipped_portfolios())
def test_a_shipped_portfolio_has_failing_and_good_groups(name: str) -> None:
    assert {group.fails for group in shipped_portfolio(name).groups} == {True, False}


def test_an_unknown_portfolio_is_refused_by_name() -> None:
    assert "county" in shipped_portfolios()
    with pytest.raises(InputError):
        shipped_portfolio("nowhere")


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    text = WHOLE.replace("months: 12", "months: 0").replace(
        "0.4]\n    services: 100", "0.5]\n    services: many"
    )
    text = text.replace("fails: yes", "fails: perhaps").replace("month: 7", "month: 1")
    text = text.replace("bombing: 0.1, padding: 0.2", "bombing: 0.5, padding: 0.5")
    assert faults(text) == [
        (3, "rulebook_out_of_range"),
        (9, "rulebook_value_unknown"),
        (10, "portfolio_levels_sum"),
        (11, "rulebook_wrong_type"),
        (13, "rulebook_out_of_range"),
        (14, "portfolio_all_false"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    levels: [0.1, 0.1, 0.2, 0.2, 0.4]\n", "", (6, "portfolio_quality")),
        ("    providers: 3", "    satisfied: 0.9\n    providers: 3", (6, "portfolio_quality")),
        ("[0.5, 0.4, 0.3, 0.2, 0.1]", "[0.5, 0.4]", (12, "portfolio_not_five")),
        ("providers: 3", "providers: 1001", (8, "rulebook_out_of_range")),
        ("    services: 100\n", "", (6, "rulebook_key_missing")),
        ("padding:", "stuffing:", (14, "rulebook_key_unknown")),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, expected: tuple[int, str]) -> None:
    assert old in WHOLE
    assert expected in faults(WHOLE.replace(old, new))


def test_a_group_twice_and_too_many_providers_are_told() -> None:
    group = WHOLE[WHOLE.index("  - id") :].replace("providers: 3", "providers: 600")
    text = WHOLE[: WHOLE.index("  - id")] + group + group
    assert faults(text) == [(6, "portfolio_too_large"), (15, "portfolio_group_twice")]


def test_a_short_file_sets_what_it_names_and_leaves_the_rest() -> None:
    text = (
        "format: 1\nset:\n  ratings.standard: 0.85\n  ratings.min_count: 50\n"
        "  ratings.scores: [0, 0.25, 0.5, 0.75, 1]\n"
    )
    bet = policy_on(with_overrides(BASE, text, file="try.yaml", on=ON), ON).bet
    old = policy_on(BASE, ON).bet
    assert (bet.standard, bet.least, bet.alpha, bet.margin) == (Fraction(17, 20), 50, old.alpha, old.margin)
    assert bet.scores[1] == Fraction(1, 4)


def test_a_file_in_the_rulebooks_own_form_replaces_what_it_holds() -> None:
    text = """format: 1
rulebook: trial
parameters:
  - id: ratings.alpha
    title: { zh: 风险, en: risk }
    unit: share
    editions:
      - { starts: 2000-01-01, value: 0.05, status: in_force, ground: { source: trial, how: policy } }
"""
    policy = policy_on(with_overrides(BASE, text, file="try.yaml", on=ON), ON)
    assert policy.bet.alpha == Fraction(1, 20)
    assert policy.bet.standard == policy_on(BASE, ON).bet.standard
    assert (8, "rulebook_wrong_type") in override_faults(text.replace("0.05", "often"))


def test_all_faults_of_a_short_file_are_told_at_once() -> None:
    text = (
        "format: 1\nset:\n  ratings.standart: 0.9\n  ratings.alpha: 0\n  ratings.margin: 1\n"
        "  ratings.min_count: -1\n"
    )
    assert override_faults(text) == [
        (3, "override_unknown"),
        (4, "override_out_of_range"),
        (5, "override_out_of_range"),
        (6, "rulebook_wrong_type"),
    ]
    assert override_faults("format: 1\nset: []\n") == [(2, "rulebook_wrong_type")]
    twice = "format: 1\nset:\n  ratings.alpha: 0.1\n  ratings.alpha: 0.2\n"
    assert override_faults(twice) == [(4, "rulebook_key_twice")]
