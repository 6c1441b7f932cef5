"""Every reason against planning, drawing and recording is given at once, each with its field."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from answerable.core.evidence.inspection.checklist import GENERAL, Answer, Item, outcome_of
from answerable.core.evidence.inspection.decide import Made, against_draw, against_plan, against_record
from answerable.core.evidence.inspection.values import Inspection, Plan
from answerable.core.evidence.inspection.weights import weights_on
from answerable.core.rulebook.parameters import load_parameters
from answerable.core.terms.message import Message
from tests.inspections import COMMITTED, DRAWN, FRAME, SECRET, UNDRAWN

ON = date(2026, 3, 30)
WEIGHTS = weights_on(load_parameters("cn"), ON)
LATER = date(2026, 4, 2)


def said(messages: Iterable[Message]) -> list[tuple[str, object]]:
    return [(each.code, each.params.get("field")) for each in messages]


def planned(*others: Plan, contracts: int = 5, **changed: Any) -> list[tuple[str, object]]:
    plan = replace(UNDRAWN, **changed)
    return said(against_plan(plan, contracts=contracts, others=others, on=ON, weights=WEIGHTS))


def test_nothing_speaks_against_a_sound_plan() -> None:
    assert planned() == []
    before, after = (
        replace(UNDRAWN, id="q1", starts=date(2026, 1, 1), ends=date(2026, 3, 31)),
        replace(UNDRAWN, id="q3", starts=date(2026, 7, 1), ends=date(2026, 9, 30)),
    )
    assert planned(before, after, contracts=2) == []


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"count": 6, "random_count": 2}, "inspection_too_many", "count"),
        ({"random_count": 3}, "inspection_random_over", "random_count"),
        ({"random_count": 0}, "inspection_random_under", "random_count"),
        ({"starts": date(2026, 3, 29)}, "inspection_starts_past", "starts"),
        ({"ends": date(2026, 3, 31), "seed_on": date(2026, 3, 31)}, "inspection_ends_first", "ends"),
        ({"seed_on": ON}, "inspection_seed_known_already", "seed_on"),
        ({"seed_on": date(2026, 7, 1)}, "inspection_seed_late", "seed_on"),
        ({"id": "x" * 59}, "inspection_id_long", "id"),
        ({"seed_source": " "}, "inspection_line", "seed_source"),
        ({"seed_source": "a\nb"}, "inspection_line", "seed_source"),
    ],
)
def test_each_reason_against_a_plan(changed: dict[str, Any], code: str, field: str) -> None:
    assert planned(**changed) == [(code, field)]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("2026-06-30", "2026-07-31"), ("2026-01-01", "2026-04-01"), ("2026-05-01", "2026-05-02")],
)
def test_a_body_does_not_plan_twice_for_one_day(starts: str, ends: str) -> None:
    other = replace(UNDRAWN, id="other", starts=date.fromisoformat(starts), ends=date.fromisoformat(ends))
    assert planned(other) == [("inspection_plan_overlaps", "starts")]


def test_all_reasons_against_a_plan_are_given_at_once() -> None:
    found = planned(contracts=0, random_count=0, starts=date(2026, 3, 1), seed_on=ON, seed_source="")
    assert len(found) == 5


def drawn(
    plan: Plan = COMMITTED, *, secret: str | None = SECRET, seed: str = "1", on: date = LATER
) -> list[tuple[str, object]]:
    return said(against_draw(plan, FRAME, secret=secret, public_seed=seed, on=on))


def test_a_plan_is_drawn_once_when_the_number_is_published_with_the_secret_it_was_committed_with() -> None:
    assert drawn() == drawn(on=COMMITTED.seed_on) == []
    assert drawn(DRAWN) == [("inspection_plan_drawn", None)]
    assert drawn(on=date(2026, 3, 31)) == [("inspection_not_published", "public_seed")]
    assert drawn(seed=" ") == drawn(seed="1\n2") == [("inspection_line", "public_seed")]
    assert drawn(secret=None) == drawn(secret="") == [("inspection_no_secret", "secret")]
    assert drawn(secret="cd" * 32) == [("inspection_secret_wrong", "secret")]
    assert drawn(replace(COMMITTED, count=1)) == [("inspection_secret_wrong", "secret")]


ITEMS = tuple(Item(GENERAL, id, None, id, None) for id in ("staff", "safety"))
OPEN = Inspection("q2-1", "q2", "sweeping", "risk", 1, None, date(2026, 6, 30), None, None, None)
MET, UNMET = Answer("met"), Answer("not_met", severity="minor")
WHOLE = {"general.staff": MET, "general.safety": UNMET}


def recorded(
    answers: dict[str, Answer] = WHOLE, *, day: date = LATER, inspection: Inspection = OPEN
) -> list[tuple[str, object]]:
    made = Made(day, answers)
    return said(against_record(inspection, made, items=ITEMS, since=date(2026, 4, 1), on=LATER))


def test_a_whole_checklist_of_today_or_since_the_draw_is_recorded() -> None:
    assert recorded() == recorded(day=date(2026, 4, 1)) == []


def test_each_reason_against_a_record() -> None:
    assert recorded(day=date(2026, 4, 3)) == [("inspection_later", "inspected_on")]
    assert recorded(day=date(2026, 3, 31)) == [("inspection_earlier", "inspected_on")]
    done = replace(OPEN, inspected_on=LATER)
    assert recorded(inspection=done) == [("inspection_recorded", None)]
    assert recorded({}) == [
        ("inspection_unanswered", "general.staff"),
        ("inspection_unanswered", "general.safety"),
    ]
    assert recorded(WHOLE | {"general.more": MET}) == [("inspection_item_unknown", "general.more")]
    odd = {"general.staff": Answer("met", severity="minor")}
    assert recorded(WHOLE | odd) == [("inspection_finding_of_met", "general.staff.severity")]
    assert recorded(WHOLE | {"general.staff": Answer("met", document="photo.jpg")}) == [
        ("inspection_document", "general.staff.document")
    ]


def test_the_outcome_follows_from_the_answers() -> None:
    assert outcome_of(WHOLE) == "faults"
    assert outcome_of({"a": MET, "b": Answer("not_applicable")}) == "no_faults"
