"""Silence moves a case on, each move from the day after the period ran out, and no day earlier or later."""

from datetime import UTC, date, datetime

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.clocks import as_of
from answerable.core.enforce.course.fold import after, begun
from answerable.core.enforce.course.silence import moves
from answerable.core.enforce.course.steps import By, Step
from answerable.core.enforce.course.values import CaseNow
from answerable.core.rulebook.routes import load_routes
from answerable.sources.calendars import working_calendar

MONDAY = date(2026, 9, 21)
CALENDAR = working_calendar("cn", known_on=MONDAY)
"""The Mid-Autumn holiday of 2026 is 25 to 27 September, the National Day 1 to 7 October; 20 September is worked."""
BY = By(account="h", person="h")


def step(act: acts.Act, on: date) -> Step:
    return Step(act, BY, datetime(on.year, on.month, on.day, 4, tzinfo=UTC), on=on)


def hearing() -> CaseNow:
    """A case whose notice arrived on the Monday, with five working days for a statement."""
    case = begun(step(acts.Open(route="civil", subject="x", findings=("f",)), MONDAY), load_routes("cn"))
    case = after(case, step(acts.Notify(facts="x", workdays=5, number="1"), MONDAY), CALENDAR)
    return after(case, step(acts.Serve(arrived_on=MONDAY, method="desk", received_by="x"), MONDAY), CALENDAR)


def test_on_the_last_day_of_a_period_nothing_has_moved() -> None:
    assert not tuple(moves(hearing(), CALENDAR, on=date(2026, 9, 29)))


def test_silence_moves_on_from_the_day_after_across_a_holiday() -> None:
    (move,) = moves(hearing(), CALENDAR, on=date(2026, 9, 30))
    assert (move.on, move.now.stage, move.now.since) == (date(2026, 9, 30), "weighing", date(2026, 9, 29))
    assert move.ground is not None
    assert move.ground.article


def test_the_last_move_is_where_the_case_stands_on_the_day() -> None:
    case = hearing()
    made = tuple(moves(case, CALENDAR, on=date(2027, 3, 1)))
    assert made[-1].now == as_of(case, CALENDAR, on=date(2027, 3, 1))


def test_what_nobody_does_is_not_moved_by_silence_where_the_route_says_nothing_of_it() -> None:
    case = begun(step(acts.Open(route="civil", subject="x", findings=("f",)), MONDAY), load_routes("cn"))
    assert not tuple(moves(case, CALENDAR, on=date(2027, 3, 1)))
