"""A case that was kept before there were steps goes on from what its rows say of the day, not of a later one."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.actions.office.cases import acting
from answerable.actions.office.cases.at_once import take_measures
from answerable.actions.office.cases.keeping import Kept
from answerable.actions.office.cases.loading import load
from answerable.actions.office.cases.reminding import refresh_cases
from answerable.actions.office.cases.taking_over import all_taken_over, taken_over
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.cells import act_of, as_cells
from answerable.core.enforce.course.refuse import CaseRefusedError
from answerable.records.models import (
    Case,
    CaseCourse,
    CaseState,
    CaseStep,
    Finding,
    Inspection,
    InspectionCheck,
    Order,
)
from tests.cases import (
    DIRTY,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    ON,
    SWEEPING,
    Walk,
    hold_findings,
    noon,
    someone,
)

pytestmark = pytest.mark.django_db
OLD = "old-case"
LATER = ON + timedelta(days=20)
GOING_BACK = acts.Protect(measures=("account_back",), reason="路面塌陷")
EARLY = datetime(2026, 6, 29, 23, 0, tzinfo=UTC)
"""Seven in the morning of the day in the district's own zone."""


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


def old(*rows: tuple[date, str], opened: date = ON) -> str:
    Case.objects.create(id=OLD, contract_id=SWEEPING, opened_on=opened, subject="旧案")
    for starts, state in rows:
        CaseState.objects.create(case_id=OLD, starts=starts, state=state, ground="理由", decided_by_id=LEADER)
    return OLD


def states() -> list[tuple[date, str]]:
    return list(CaseState.objects.filter(case=OLD).order_by("starts").values_list("starts", "state"))


def protect(*, at: datetime, on: date = ON) -> Kept:
    opened = acts.Open(route="civil", subject="路面塌陷")
    return take_measures(SWEEPING, GOING_BACK, opened, by=someone(HANDLER, on), at=at, on=on)


def suspended_later(walk: Walk | None = None) -> str:
    """A suspension that several people signed today, and that begins later."""
    walk = walk or Walk()
    acting.act(walk.case, acts.Drop(reason="无"), by=someone(HEAD, ON), at=walk.at(), on=ON)
    content = {"starts": LATER.isoformat(), "reason": "危及公共安全"}
    walk.decide("suspend", content, HANDLER, LEADER, HEAD)
    return CaseState.objects.get(state="suspended").case_id


def test_a_suspension_that_is_decided_for_later_lets_measures_be_taken_today() -> None:
    case = suspended_later()
    kept = protect(at=noon(ON, 50))
    assert (kept.case, kept.number) == (case, 2)
    assert not kept.now.suspended
    rows = CaseState.objects.filter(case=case).order_by("starts").values_list("starts", "state")
    assert list(rows) == [(ON, "finding"), (LATER, "suspended")]


def test_a_later_suspension_holds_from_its_day_whatever_was_done_before_and_after() -> None:
    case = suspended_later()
    protect(at=noon(ON, 50))
    refresh_cases(on=LATER - timedelta(days=1), at=noon(LATER - timedelta(days=1)))
    assert CaseCourse.objects.get(case=case).state == "finding"
    refresh_cases(on=LATER, at=noon(LATER))
    assert CaseCourse.objects.get(case=case).state == "suspended"
    after = LATER + timedelta(days=2)
    review = acts.ReviewProtection(step=2, upheld=True, reason="属实")
    kept = acting.act(case, review, by=someone(LEADER, after), at=noon(after), on=after)
    assert kept.now.suspended
    assert CaseState.objects.filter(case=case).latest("starts").state == "suspended"
    lift = acts.Lift(step=1, reason="已改")
    with pytest.raises(CaseRefusedError) as caught:
        acting.act(case, lift, by=someone(LEADER, after), at=noon(after, 1), on=after)
    assert [each.code for each in caught.value.messages] == ["case_protection_decided"]


@pytest.mark.parametrize("days", [-5, 5])
def test_whoever_may_resume_the_service_ends_a_later_suspension_too(days: int) -> None:
    walk = Walk()
    case = suspended_later(walk)
    protect(at=noon(ON, 50))
    walk.on = LATER + timedelta(days=days)
    content = {"starts": (LATER + timedelta(days=6)).isoformat(), "reason": "隐患已消除"}
    walk.decide("resume", content, HANDLER, LEADER)
    assert CaseState.objects.filter(case=case).latest("starts").state == "finding"
    assert not load(case, on=walk.on).now.suspended


def test_an_act_at_seven_in_the_morning_of_the_day_of_the_state_is_in_order() -> None:
    old((ON, "suspended"))
    kept = protect(at=EARLY)
    assert kept.now.suspended
    first = CaseStep.objects.get(case=OLD, number=1)
    assert (first.on, first.at) == (ON, datetime(2026, 6, 29, 16, 0, tzinfo=UTC))


def test_an_end_that_lies_ahead_does_not_close_the_case_today() -> None:
    old((ON - timedelta(days=9), "finding"), (LATER, "ended_agreement"))
    assert load(OLD, on=ON).now.stage == "opened"
    refresh_cases(on=ON, at=noon(ON))
    assert not CaseCourse.objects.get(case=OLD).final
    assert load(OLD, on=LATER).now.stage == "handed_over"
    assert protect(at=noon(ON, 1)).case == OLD
    assert states()[-1] == (LATER, "ended_agreement")


def test_where_no_state_has_begun_the_case_is_as_it_was_opened() -> None:
    step = taken_over(Case.objects.get(id=old((LATER, "ordered"))), on=ON)
    assert isinstance(step.act, acts.TakeOver)
    assert (step.act.stage, step.on) == ("opened", ON)


def test_who_inspected_or_proposed_has_found_it_and_who_confirmed_has_not() -> None:
    old((ON, "ordered"))
    ordered = {"case_id": OLD, "demand": "清扫", "issued_on": ON, "due_on": LATER, "author_id": LEADER}
    Order.objects.create(id="old-1", finding_id=DIRTY, **ordered)
    done = {"due_on": ON, "inspected_on": ON, "inspector_id": LEGALITY, "outcome": "faults"}
    seen = Inspection.objects.create(
        id="i-1", contract_id=SWEEPING, chosen_by="cause", cause="群众来信", **done
    )
    InspectionCheck.objects.create(
        inspection=seen, basis="clause", item="a", result="not_met", finding_id=DIRTY
    )
    step = taken_over(Case.objects.get(id=OLD), on=ON)
    assert isinstance(step.act, acts.TakeOver)
    assert Finding.objects.get(id=DIRTY).decided_by_id == LEADER
    assert step.act.finders == (LEGALITY,)


def test_many_cases_ask_no_more_than_one() -> None:
    old((ON, "ordered"))
    Order.objects.create(
        id="o", case_id=OLD, demand="清扫", issued_on=ON, due_on=LATER, author_id=LEADER, finding_id=DIRTY
    )
    asked = []
    for number in (0, 3):
        for each in range(number):
            Case.objects.create(id=f"more-{each}", contract_id=SWEEPING, opened_on=ON, subject="旧案")
        cases = list(Case.objects.all())
        with CaptureQueriesContext(connection) as queries:
            all_taken_over(cases, on=ON)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_what_a_step_of_taking_over_stated_before_it_knew_of_later_days_is_read_as_it_was() -> None:
    old((ON, "suspended"))
    said = as_cells(taken_over(Case.objects.get(id=OLD), on=ON).act)
    assert "suspended_from" not in said
    assert act_of("take_over", said) == taken_over(Case.objects.get(id=OLD), on=ON).act
