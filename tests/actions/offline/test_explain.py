"""The twelve stories explained: complete, in both languages, the same from every engine."""

import shutil
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.explain import explain
from answerable.actions.offline.folders import write_model
from answerable.core.assess.policy import Policy, policy_on
from answerable.core.assess.results import Assessment
from answerable.core.enforce.explain.values import Explanation
from answerable.core.enforce.sensitivity import knobs, turns
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.terms.errors import InputError
from answerable.render.explain.text import explanation_json, explanation_text

ON = date(2026, 6, 30)
STORIES = (
    "account-ops", "archives", "canteen", "green-space", "helpdesk", "home-care", "hotline", "kitchen-waste",
    "office-cleaning", "parking", "street-cleaning", "work-summary",
)  # fmt: skip


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained") / "district"
    write_model(folder, seed=7, scale=1)
    return folder


@cache
def explained(model: Path, contract: str, engine_name: str = "duckdb", on: date = ON) -> Explanation:
    with working_engine(engine_name) as (engine, scratch):
        found, language = explain(model, contract, on=on, engine=engine, scratch=scratch)
    assert language == "zh"
    return found


@pytest.mark.parametrize("contract", STORIES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_story_is_told_without_a_gap(model: Path, contract: str, lang: str) -> None:
    text = explanation_text(explained(model, contract), lang)
    assert "{" not in text
    assert "not known" not in text
    assert "不详" not in text
    assert all(len(line) <= 110 for line in text.splitlines())
    heads = [section.head for section in explained(model, contract).sections]
    assert heads[0] == "explain_outcome"
    assert heads[-3:] == ["explain_turns", "explain_parameters", "explain_versions"]


@pytest.mark.parametrize("contract", ["canteen", "home-care"])
def test_both_engines_tell_the_same_story(model: Path, contract: str) -> None:
    fast, judge = (explanation_json(explained(model, contract, name)) for name in ("duckdb", "memory"))
    assert fast == judge


def codes(found: Explanation, head: str) -> list[str]:
    return [line.code for section in found.sections if section.head == head for line in section.lines]


def test_the_arithmetic_of_ratings_and_the_day_of_the_crossing_are_told(model: Path) -> None:
    told = codes(explained(model, "canteen"), "explain_ratings_head")
    assert told[:4] == ["explain_ratings", "explain_bets_below", "explain_crossed", "explain_superseded"]
    crossed = [
        line
        for section in explained(model, "canteen").sections
        for line in section.lines
        if line.code == "explain_crossed"
    ]
    # On the day before, the ratings had not been shown to be below; from that day on they are.
    day = crossed[0].params["day"]
    assert isinstance(day, date)
    before = codes(
        explained(model, "canteen", on=date.fromordinal(day.toordinal() - 1)), "explain_ratings_head"
    )
    on_the_day = codes(explained(model, "canteen", on=day), "explain_ratings_head")
    assert (before[1], on_the_day[1]) == ("explain_bets_not_below", "explain_bets_below")


def test_what_would_change_it_is_told_with_the_nearest_value(model: Path) -> None:
    turns = [
        (line.params["parameter"], line.params["now"], line.params["assessment"])
        for section in explained(model, "parking").sections
        for line in section.lines
        if line.code == "explain_turn"
    ]
    assert turns == [("watch.duty_overdue_workdays", "10", "clear")]


def test_a_contract_that_is_not_there_is_refused_with_the_likeliest_one(model: Path) -> None:
    with working_engine("duckdb") as (engine, scratch), pytest.raises(InputError) as refused:
        explain(model, "canten", on=ON, engine=engine, scratch=scratch)
    assert refused.value.message.params["nearest"] == "canteen"


def test_every_whole_number_and_share_that_an_assessment_rests_on_is_turned() -> None:
    policy = policy_on(load_parameters("cn"), ON)
    turned = {knob.parameter for knob in knobs(policy)}
    # Not turned: how the bets are made, and deadlines, which would have to be counted anew.
    assert turned == {
        "ratings.standard", "ratings.alpha", "ratings.margin", "ratings.min_count",
        "matters.put_right_share", "matters.min_count", "survey.min_responses", "survey.alpha",
        "watch.off_target_periods", "watch.far_steps", "watch.serious_findings", "watch.duty_overdue_workdays",
        "watch.worst_k", "watch.worst_last",
    }  # fmt: skip


def test_a_value_beyond_its_bounds_is_turned_towards_them_only() -> None:
    policy = policy_on(load_parameters("cn"), ON)
    wild = replace(policy, bet=replace(policy.bet, alpha=Fraction(1, 5)))
    asked: list[Fraction] = []

    def assessed(other: Policy) -> Assessment:
        asked.append(other.bet.alpha)
        return Assessment.CLEAR

    assert turns(wild, assessed) == ()
    assert max(asked) == Fraction(1, 5)


def test_with_too_few_ratings_that_is_the_reason_given(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "few"
    shutil.copytree(model, folder)
    lines = (folder / "ratings.csv").read_text(encoding="utf-8").splitlines()
    kept = [lines[0], *[line for line in lines if line.startswith("hotline-r")][:4]]
    (folder / "ratings.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert "explain_bets_few" in codes(explained(folder, "hotline"), "explain_ratings_head")


def test_a_tier_is_told_with_the_risk_that_it_has(model: Path) -> None:
    wanted = {
        line.params["wanted"]
        for section in explained(model, "hotline").sections
        for line in section.lines
        if line.code == "explain_bets_not_below"
    }
    assert wanted == {"100", "700"}
