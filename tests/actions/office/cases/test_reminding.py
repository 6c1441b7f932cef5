"""The clock brings cases to the day: silence, owners, what is overdue; twice on a day is as once."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.actions.office.cases.loading import load
from answerable.actions.office.cases.reminding import Refreshed, people_changed, refresh_cases
from answerable.actions.office.reconcile import all_drifts
from answerable.core.enforce.course import acts
from answerable.core.ledger.actors import SYSTEM
from answerable.records.models import (
    Case,
    CaseCourse,
    CaseState,
    CaseStep,
    CaseTurn,
    Entry,
    Finding,
    Order,
    Post,
    StandIn,
)
from tests.builders import row
from tests.cases import (
    CLERK,
    DIRTY,
    HANDLER,
    HEAD,
    LEADER,
    ON,
    RUDE,
    SECTION,
    SWEEPING,
    Walk,
    hold_findings,
    noon,
    rows_with_findings,
)

pytestmark = pytest.mark.django_db
OLD = "old-case"


def old_rows() -> object:
    """The district with a case of a time before there were steps, under an order that is due on 10 July."""
    rows = rows_with_findings()
    rows["cases"].append(row("cases", id=OLD, contract=SWEEPING, opened_on="2026-06-03", subject="旧案"))
    rows["case_states"].append(
        row("case_states", case=OLD, starts="2026-06-12", state="ordered", decided_by=LEADER)
    )
    rows["orders"].append(
        row(
            "orders",
            id="old-1",
            case=OLD,
            finding=DIRTY,
            demand="清扫",
            issued_on="2026-06-12",
            due_on="2026-07-10",
            author=LEADER,
        )
    )
    return rows


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district", old_rows())  # type: ignore[arg-type]


def run(on: date) -> Refreshed:
    return refresh_cases(on=on, at=noon(on))


def turn(case: str, key: str = "stage") -> CaseTurn:
    return CaseTurn.objects.get(case=case, key=key)


def states(case: str) -> list[tuple[str, str]]:
    rows = CaseState.objects.filter(case=case).order_by("starts")
    return [(row.starts.isoformat(), row.state) for row in rows]


def test_a_case_from_before_there_were_steps_has_an_owner_and_a_due_date_after_the_first_run() -> None:
    run(ON)
    assert not CaseStep.objects.filter(case=OLD).exists()
    course = CaseCourse.objects.get(case=OLD)
    assert (course.stage, course.version, course.final) == ("correcting", 0, False)
    found = turn(OLD)
    assert (found.side, found.by, found.silence) == ("provider", date(2026, 7, 10), "rechecking")


def test_silence_in_it_takes_it_over_and_is_written_with_its_entry() -> None:
    run(ON)
    done = run(date(2026, 7, 11))
    assert done.moved == 1
    assert list(CaseStep.objects.filter(case=OLD).values_list("act", "account")) == [("take_over", "record")]
    assert states(OLD)[-1] == ("2026-07-11", "recheck")
    entry = Entry.objects.filter(act="case_moved").get()
    assert entry.by == SYSTEM
    # Whoever loads it afterwards finds the same deadline: the clock runs from the day that silence ended.
    assert turn(OLD).by == date(2026, 7, 17)
    run(date(2026, 7, 13))
    assert turn(OLD).by == date(2026, 7, 17)
    assert not {table: some for table, some in all_drifts().items() if table in ("case_states", "orders")}


def test_a_second_run_on_a_day_writes_nothing() -> None:
    walk = Walk().notified()
    day = walk.on + timedelta(days=8)
    assert run(day).moved == 1
    before = (Entry.objects.count(), list(CaseTurn.objects.order_by("row").values()))
    assert run(day) == Refreshed(cases=2, moved=0, overdue=0)
    assert (Entry.objects.count(), list(CaseTurn.objects.order_by("row").values())) == before


def test_silence_after_an_order_shows_in_the_states_of_the_case() -> None:
    walk = Walk().notified().heard().ordered()
    due = Order.objects.filter(case=walk.case).latest("due_on").due_on
    run(due)
    assert states(walk.case)[-1][1] == "ordered"
    run(due + timedelta(days=3))
    assert states(walk.case)[-1] == ((due + timedelta(days=1)).isoformat(), "recheck")
    assert CaseCourse.objects.get(case=walk.case).stage == "rechecking"
    # Whoever proposed the order does not re-check it.
    assert turn(walk.case).owner == SECTION


def test_what_silence_did_is_written_even_if_the_clock_stood_still_until_the_next_step() -> None:
    walk = Walk().notified().heard().ordered()
    due = Order.objects.filter(case=walk.case).latest("due_on").due_on
    walk.on = due + timedelta(days=3)
    walk.rechecked()
    assert [state for _, state in states(walk.case)] == ["statement", "ordered", "recheck", "closed"]
    assert states(walk.case)[-2][0] == (due + timedelta(days=1)).isoformat()


def test_an_overdue_turn_is_escalated_on_its_first_day_and_keeps_that_day() -> None:
    walk = Walk()
    by = turn(walk.case).by
    run(by)
    assert turn(walk.case).escalated_on is None
    run(by + timedelta(days=1))
    run(by + timedelta(days=5))
    assert turn(walk.case).escalated_on == by + timedelta(days=1)
    walk.go(HANDLER, acts.Notify(facts="x", workdays=5, number="1"), on=by + timedelta(days=6))
    assert turn(walk.case).escalated_on is None


def test_a_turn_goes_to_whoever_stands_in_and_back_and_to_a_successor() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Protect(measures=("suspend",), reason="x"))
    assert turn(walk.case, "protect/2").owner == LEADER
    StandIn.objects.create(
        person_id=LEADER, starts=walk.on, ends=walk.on + timedelta(days=1), stand_in_id=HEAD
    )
    run(walk.on)
    assert turn(walk.case, "protect/2").owner == HEAD
    run(walk.on + timedelta(days=2))
    assert turn(walk.case, "protect/2").owner == LEADER
    Post.objects.filter(person=LEADER).update(ends=walk.on + timedelta(days=2))
    run(walk.on + timedelta(days=3))
    assert turn(walk.case, "protect/2").owner == HEAD


def test_a_change_of_posts_is_noticed_and_anything_else_is_not() -> None:
    at = noon(ON + timedelta(days=1))
    assert not people_changed(since=at)
    Entry.objects.create(id="0" * 32, at=at, act="change", by="x", body="{}")
    assert not people_changed(since=at)
    Entry.objects.create(id="1" * 32, at=at, act="post_end", by="x", body="{}")
    assert people_changed(since=at)
    assert not people_changed(since=at + timedelta(seconds=1))


def test_a_closed_case_is_looked_at_while_something_is_owed_in_it_and_no_longer() -> None:
    walk = Walk().notified().heard().ordered()
    step = walk.now.order_step
    assert step is not None
    walk.go(CLERK, acts.Contest(step=step, text="并非我方路段"))
    made = walk.now.objections[0].step
    decided = acts.DecideObjection(
        step=made, result="upheld", reason="x", number="1", set_aside=(DIRTY, RUDE), places=("官网",)
    )
    walk.go(HEAD, decided)
    late = turn(walk.case, f"publish/{walk.now.owed[0].step}/官网").by + timedelta(days=1)
    assert run(late).cases == 2
    assert CaseTurn.objects.get(case=walk.case).escalated_on == late
    walk.go(HANDLER, acts.Correct(step=walk.now.owed[0].step, place="官网", note="x"), on=late)
    assert run(late).cases == 1


def test_only_the_contracts_asked_for_are_looked_at() -> None:
    assert refresh_cases(on=ON, at=noon(ON), contracts=["no-such"]).cases == 0
    assert refresh_cases(on=ON, at=noon(ON), contracts=[SWEEPING]).cases == 1


def test_a_case_with_steps_stands_on_the_day_as_its_steps_say() -> None:
    walk = Walk().notified()
    run(walk.on + timedelta(days=30))
    course = CaseCourse.objects.get(case=walk.case)
    assert course.stage == "weighing"
    assert course.version == load(walk.case, on=walk.on).now.steps


def test_the_number_of_queries_does_not_depend_on_the_number_of_cases() -> None:
    Walk()
    run(ON)
    with CaptureQueriesContext(connection) as one:
        run(ON)
    (like,) = Finding.objects.filter(id=DIRTY).values()
    for number in range(5):
        Finding.objects.create(**{**like, "id": f"more-{number}"})
        Walk(f"more-{number}")
    run(ON)
    with CaptureQueriesContext(connection) as six:
        run(ON)
    assert Case.objects.count() == 7
    assert len(six) == len(one)


def test_a_last_day_that_the_calendar_moves_is_written_anew() -> None:
    walk = Walk().notified().heard().ordered()
    item = Order.objects.filter(case=walk.case).order_by("id").first()
    assert item is not None
    right = item.due_on
    Order.objects.filter(id=item.id).update(due_on=right - timedelta(days=1))
    run(walk.on)
    item.refresh_from_db()
    assert item.due_on == right
