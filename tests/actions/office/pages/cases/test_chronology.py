"""What a step stated is told cell by cell: everything that an act may state has its label."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest

from answerable.actions.office.cases.taking_over import NOBODY
from answerable.actions.office.pages.cases.chronology import TITLES, cells_of, step_lines
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import CLASSES, By, Kind, Step
from answerable.core.tables.declare import Both
from answerable.render.words.catalogue import texts

TOLD_OTHERWISE = {
    "finders", "signers", "decision", "authors", "items", "results", "reported", "heard", "stage", "suspended",
}  # fmt: skip
"""By names, by other pages, or one by one."""


def step(act: acts.Act, **by: str) -> Step:
    stated = By(**({"account": "a"} | by))
    return Step(act, stated, datetime(2026, 7, 1, tzinfo=UTC), on=date(2026, 7, 1))


@pytest.mark.parametrize("kind", Kind)
def test_everything_that_an_act_states_has_its_label(kind: Kind) -> None:
    names = {each.name for each in fields(CLASSES[kind])}
    assert names - TOLD_OTHERWISE <= TITLES.keys()


def test_every_label_is_there_in_both_languages() -> None:
    assert set(TITLES.values()) <= texts("labels").keys()


def test_items_and_results_are_told_one_by_one_with_what_belongs_to_them() -> None:
    demands = tuple(acts.Demand(item=id, demand=f"改 {id}", workdays=10) for id in "ab")
    order = acts.Order(items=demands, number="改1", decision="d", signers=("p",), upheld=("f",))
    told = list(cells_of(step(order)))
    assert [(each.name, each.text, each.note) for each in told] == [
        ("demand", "改 a", "10"),
        ("demand", "改 b", "10"),
        ("number", "改1", ""),
    ]
    check = acts.Recheck(
        results=(acts.Result(item="a", result="not_corrected", note="未动工"),), number="复1"
    )
    first = next(cells_of(step(check)))
    assert (first.group, first.text, first.note) == ("recheck_result", "not_corrected", "未动工")


def test_what_is_left_empty_is_not_told() -> None:
    assert [each.name for each in cells_of(step(acts.Speak(text="说明")))] == ["text"]


def test_who_did_it_is_told_by_name_and_what_nobody_did_by_none() -> None:
    names = {"p": Both("某某", "Somebody"), "q": Both("他人", "Another")}
    act = acts.Drop(reason="重复")
    lines = step_lines((step(act, person="p", for_="q"), step(act, account=NOBODY), step(act)), names)
    assert (lines[0].who, lines[0].for_) == (names["p"], names["q"])
    assert lines[1].who is None
    assert lines[2].who == Both("a", "a"), "an account without a name is called by its own"
