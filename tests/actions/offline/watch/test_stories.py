"""The model district's stories are found on the right day, and nothing is found on those who do well."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.folders import write_model
from answerable.actions.offline.watch.look import watch
from answerable.actions.offline.watch.run import look_and_record
from answerable.core.watch.results import Proposed, WatchResult

LAST = date(2026, 6, 30)
STORIES = {
    ("account-ops", "account-near-copies"): (date(2026, 3, 2), date(2026, 3, 30)),
    ("account-ops", "account-empty-cadence"): (date(2026, 3, 2), date(2026, 3, 30)),
    ("account-ops", "account-set-phrases"): (date(2026, 3, 2), date(2026, 3, 30)),
    ("account-ops", "reply-hostile"): (date(2026, 5, 28), date(2026, 5, 28)),
    ("account-ops", "figures-claimed"): (date(2026, 5, 1), date(2026, 6, 4)),
    ("account-ops", "review-missing"): (date(2026, 5, 11), date(2026, 5, 16)),
    ("work-summary", "paper-literary"): (date(2026, 4, 8), date(2026, 4, 8)),
    ("work-summary", "paper-sections"): (date(2026, 4, 8), date(2026, 4, 8)),
}
"""Since when, and on which day it could first be known, by contract and rule."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched") / "model"
    write_model(folder, seed=1, scale=1)
    return folder


def looked(folder: Path, on: date) -> WatchResult:
    with working_engine("duckdb") as (engine, scratch):
        return watch(folder, on=on, engine=engine, scratch=scratch)


def told(result: WatchResult) -> dict[tuple[str, str], Proposed]:
    return {(each.contract, each.alert.rule): each for each in result.proposed}


def test_every_story_is_found_and_begins_when_it_began(model: Path) -> None:
    found = told(looked(model, LAST))
    for story, (since, on) in STORIES.items():
        assert (found[story].alert.since, found[story].alert.on) == (since, on), story


@pytest.mark.parametrize("story", STORIES, ids="/".join)
def test_a_story_is_found_on_its_day_and_not_the_day_before(model: Path, story: tuple[str, str]) -> None:
    _, on = STORIES[story]
    before, then = told(looked(model, on - timedelta(days=1))), told(looked(model, on))
    assert story not in before
    assert story in then


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_nothing_is_found_on_the_account_that_does_well_in_two_years(tmp_path: Path, seed: int) -> None:
    write_model(tmp_path / "model", seed=seed, scale=1)
    result = looked(tmp_path / "model", LAST)
    assert [each.alert.id for each in result.proposed if each.contract == "hotline"] == []
    (profile,) = (each for each in result.profiles if each.contract == "hotline")
    assert profile.posts > 200


def test_what_is_recorded_is_not_proposed_twice_and_a_rejection_is_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    write_model(folder, seed=1, scale=1)
    with working_engine("duckdb") as (engine, scratch):
        first = look_and_record(folder, on=LAST, engine=engine, scratch=scratch)
        path = folder / "findings.csv"
        text = path.read_text(encoding="utf-8")
        (line,) = (line for line in text.splitlines() if line.startswith("account-set-phrases"))
        path.write_text(text.replace(line, line[:-2] + "rejected,2026-06-30,p-office-6"), encoding="utf-8")
        second = look_and_record(folder, on=LAST, engine=engine, scratch=scratch)
        third = looked(folder, LAST + timedelta(days=30))
    assert len(first.new) > 5
    assert second.new == ()
    assert {each.alert.id for each in first.proposed} == {each.alert.id for each in second.proposed}
    decided = {each.alert.rule: each.decision for each in third.proposed}
    assert decided["account-set-phrases"] == "rejected"
    record = next(each for each in third.rules if each.rule.id == "account-set-phrases")
    assert (record.confirmed, record.rejected) == (0, 1)
    assert record.precision == Fraction(0)


def test_a_collector_that_failed_is_no_silence(model: Path) -> None:
    result = looked(model, date(2026, 2, 25))
    assert not any(each.alert.rule == "account-silent" for each in result.proposed)
    (health,) = (each for each in result.health if each.voice == "county-account")
    assert (health.state, health.failing_since) == ("failed", date(2026, 2, 12))
