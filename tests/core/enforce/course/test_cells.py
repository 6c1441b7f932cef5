"""A step goes into JSON and comes back the same, with the same bytes, whatever people wrote."""

import json
import typing
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.cells import act_of, as_cells, step_bytes, step_cells, step_of
from answerable.core.enforce.course.steps import CLASSES, By, Kind, Step
from tests.courses import STAGES, at_stage

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-5))])
INSTANTS = st.builds(
    lambda seconds, zone: datetime(2026, 1, 1, tzinfo=UTC).astimezone(zone) + timedelta(seconds=seconds),
    st.integers(-(10**8), 10**8),
    ZONES,
)
_SCALARS = {str: WORDS, int: st.integers(-10, 10_000), bool: st.booleans(), date: DAYS}


def _values(hint: Any) -> st.SearchStrategy[Any]:
    """Values for a field of this type."""
    inner = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return st.lists(_values(inner[0]), max_size=3).map(tuple)
    if inner:
        return st.none() | _values(inner[0])
    return _SCALARS[hint] if hint in _SCALARS else _built(hint)


def _built(part: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(part)
    return st.builds(part, **{name: _values(hint) for name, hint in hints.items()})


ACTS = st.sampled_from(sorted(CLASSES)).flatmap(lambda kind: _built(CLASSES[Kind(kind)]))
NAMES = WORDS.filter(bool)
PEOPLE = st.builds(
    By,
    account=NAMES,
    person=st.none() | NAMES,
    provider=st.none() | NAMES,
    for_=st.none() | NAMES,
    role=WORDS,
)


@given(ACTS)
@settings(max_examples=400, deadline=None)
def test_an_act_comes_back_from_json_as_it_was(act: acts.Act) -> None:
    kind = next(kind for kind, type_ in CLASSES.items() if type_ is type(act))
    assert act_of(kind, json.loads(json.dumps(as_cells(act)))) == act


@given(ACTS, PEOPLE, INSTANTS, DAYS)
@settings(max_examples=200, deadline=None)
def test_a_step_gives_the_same_bytes_for_ever(act: acts.Act, by: By, at: datetime, on: date) -> None:
    step = Step(act, by, at, on=on)
    again = step_of(json.loads(json.dumps(step_cells(step))))
    assert again == step
    assert step_bytes([again]) == step_bytes([step])


@given(INSTANTS)
@settings(max_examples=50, deadline=None)
def test_an_instant_has_the_same_bytes_in_every_zone(at: datetime) -> None:
    act = acts.Drop(reason="重复")
    there = Step(act, By(account="a"), at, on=at.date())
    here = Step(act, By(account="a"), at.astimezone(UTC), on=at.date())
    assert step_bytes([there]) == step_bytes([here])


@pytest.mark.parametrize("stage", STAGES)
def test_a_whole_case_goes_into_json_and_back(stage: str) -> None:
    steps = at_stage(stage).steps
    again = [step_of(json.loads(json.dumps(step_cells(step)))) for step in steps]
    assert again == steps
    assert step_bytes(again) == step_bytes(steps)


def test_what_is_empty_and_need_not_be_stated_is_left_out_and_false_and_zero_are_not() -> None:
    assert as_cells(acts.Protect(measures=("suspend",), reason="x")) == {
        "measures": ["suspend"],
        "reason": "x",
    }
    assert as_cells(acts.ReviewProtection(step=0, upheld=False, reason="")) == {
        "step": 0,
        "upheld": False,
        "reason": "",
    }


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("forgive", {}),
        ("drop", {"reason": "x", "by": "me"}),
        ("drop", {"reason": 3}),
        ("review_protection", {"step": "2", "upheld": True, "reason": "x"}),
        ("review_protection", {"step": True, "upheld": True, "reason": "x"}),
        ("find", {"findings": "dirty"}),
        ("notify", {"facts": "x", "number": "1", "workdays": 5.0}),
        ("serve", {"arrived_on": "yesterday", "method": "post", "received_by": "x"}),
        ("report", {"items": ["1"]}),
        ("drop", {}),
    ],
)
def test_what_no_step_wrote_is_refused(kind: str, cells: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        act_of(kind, cells)


@pytest.mark.parametrize("broken", [{"by": []}, {"said": "x"}, {"at": "noon"}, {"on": "today"}])
def test_a_step_that_is_none_is_refused(broken: dict[str, object]) -> None:
    good = step_cells(at_stage("opened").steps[0])
    with pytest.raises((ValueError, TypeError)):
        step_of({**good, **broken})
