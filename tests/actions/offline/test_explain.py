"""The twelve stories explained: complete, in both languages, the same from every engine."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.explain import explain
from answerable.actions.offline.folders import write_model
from answerable.core.enforce.explain.values import Explanation
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
    assert heads[-2:] == ["explain_turns", "explain_versions"]


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
