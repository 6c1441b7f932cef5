"""Working days are compared with the slowest honest way of counting them: one day after the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from answerable.core.terms.calendar import Clock, Deadline, Pause, WorkingCalendar
from answerable.core.terms.errors import InputError, UndecidableError

DAY = timedelta(days=1)
FIRST, LAST = date(2023, 1, 1), date(2024, 12, 31)
BEYOND = date(2025, 6, 30)
# New Year 2024: Monday off, the Sunday before worked; a long holiday in February with two make-up days.
NEW_YEAR = WorkingCalendar(
    name="new_year",
    first=FIRST,
    last=LAST,
    off=frozenset({date(2024, 1, 1), *(date(2024, 2, day) for day in range(10, 18))}),
    made_up=frozenset({date(2023, 12, 31), date(2024, 2, 4), date(2024, 2, 18)}),
)

days = st.dates(FIRST, BEYOND)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    marked = draw(st.dictionaries(st.dates(FIRST, LAST), st.booleans(), max_size=60))
    off = frozenset(day for day, works in marked.items() if not works)
    made_up = frozenset(day for day, works in marked.items() if works)
    return WorkingCalendar("drawn", FIRST, LAST, off, made_up)


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    started = draw(st.dates(FIRST, date(2024, 12, 1)))
    edges = sorted(draw(st.lists(st.dates(started, BEYOND), max_size=6)))
    pauses = [Pause(since, until) for since, until in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        pauses.append(Pause(edges[-1], None))
    return Clock(started, draw(st.integers(0, 40)), tuple(pauses))


def onward(start: date) -> Iterator[date]:
    return (start + timedelta(days=step) for step in count())


def works(calendar: WorkingCalendar, day: date) -> bool:
    if day in calendar.made_up or day in calendar.off:
        return day in calendar.made_up
    return day.isoweekday() <= 5


def counted_by_hand(calendar: WorkingCalendar, after: date, upto: date) -> int:
    return sum(works(calendar, after + timedelta(days=step)) for step in range(1, (upto - after).days + 1))


def paused(clock: Clock, day: date) -> bool:
    return any(pause.since <= day and (pause.until is None or day < pause.until) for pause in clock.pauses)


def spent_by_hand(clock: Clock, calendar: WorkingCalendar, on: date) -> int:
    later = (clock.started + timedelta(days=step) for step in range(1, (on - clock.started).days + 1))
    return sum(works(calendar, day) and not paused(clock, day) for day in later)


def due_by_hand(clock: Clock, calendar: WorkingCalendar) -> date | None:
    unspent = clock.workdays or 1
    for day in onward(clock.started + DAY if clock.workdays else clock.started):
        if works(calendar, day) and not paused(clock, day):
            unspent -= 1
        if not unspent:
            return day
        if clock.paused_since is not None and day >= clock.paused_since:
            return None
    raise AssertionError


# ---------------------------------------------------------------- which days count


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2023, 12, 29), True),
        (date(2023, 12, 30), False),
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
        (date(2024, 1, 2), True),
        (date(2024, 2, 12), False),
        (date(2024, 2, 18), True),
        (date(2025, 1, 1), True),
        (date(2025, 1, 4), False),
    ],
)
def test_a_holiday_is_off_a_make_up_day_works_and_other_days_follow_the_week(
    day: date, working: bool
) -> None:
    assert NEW_YEAR.is_working(day) is working


def test_a_calendar_knows_exactly_its_own_days() -> None:
    known = [NEW_YEAR.known(day) for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)]
    assert known == [False, True, True, False]


@given(calendars(), days, days)
def test_counting_agrees_with_one_day_after_the_other(
    calendar: WorkingCalendar, after: date, upto: date
) -> None:
    assert calendar.workdays_between(after, upto) == counted_by_hand(calendar, after, upto)


@given(calendars(), days, days, days)
def test_counts_of_neighbouring_stretches_add_up(
    calendar: WorkingCalendar, a: date, b: date, c: date
) -> None:
    a, b, c = sorted((a, b, c))
    whole = calendar.workdays_between(a, c)
    assert calendar.workdays_between(a, b) + calendar.workdays_between(b, c) == whole


def test_being_late_counts_working_days_after_the_due_day_and_the_day_it_was_done() -> None:
    friday = date(2023, 12, 29)
    late = [NEW_YEAR.days_late(friday, friday + timedelta(days=step)) for step in range(-1, 6)]
    assert late == [0, 0, 0, 1, 1, 2, 3]


# ---------------------------------------------------------------- deadlines


@pytest.mark.parametrize(
    ("start", "workdays", "on"),
    [
        (date(2023, 12, 29), 0, date(2023, 12, 29)),
        (date(2023, 12, 30), 0, date(2023, 12, 31)),
        (date(2024, 1, 1), 0, date(2024, 1, 2)),
        (date(2023, 12, 29), 1, date(2023, 12, 31)),
        (date(2023, 12, 29), 2, date(2024, 1, 2)),
        (date(2023, 12, 30), 1, date(2023, 12, 31)),
        (date(2024, 2, 9), 1, date(2024, 2, 18)),
        (date(2024, 2, 12), 5, date(2024, 2, 22)),
    ],
)
def test_the_start_day_is_not_counted_and_the_last_day_is_a_working_day(
    start: date, workdays: int, on: date
) -> None:
    assert NEW_YEAR.deadline(start, workdays) == Deadline(on, provisional=False)


@given(calendars(), days, st.integers(1, 300))
@example(NEW_YEAR, date(2023, 12, 29), 1)
def test_a_deadline_is_the_first_day_on_which_so_many_working_days_are_over(
    calendar: WorkingCalendar, start: date, workdays: int
) -> None:
    on = calendar.deadline(start, workdays).on
    assert works(calendar, on)
    assert counted_by_hand(calendar, start, on) == workdays


@given(calendars(), days)
def test_without_working_days_the_start_itself_or_the_next_working_day_is_due(
    calendar: WorkingCalendar, start: date
) -> None:
    expected = next(day for day in onward(start) if works(calendar, day))
    assert calendar.deadline(start, 0).on == expected


@given(calendars(), days, st.integers(1, 500))
def test_counting_up_to_a_working_day_and_asking_for_the_deadline_leads_back_to_it(
    calendar: WorkingCalendar, start: date, later: int
) -> None:
    end = next(day for day in onward(start + timedelta(days=later)) if works(calendar, day))
    assert calendar.deadline(start, calendar.workdays_between(start, end)).on == end


@given(calendars(), days, st.integers(0, 300))
def test_a_deadline_is_provisional_exactly_beyond_the_published_calendar(
    calendar: WorkingCalendar, start: date, workdays: int
) -> None:
    deadline = calendar.deadline(start, workdays)
    assert deadline.provisional == (deadline.on > LAST)


def test_the_last_published_day_is_certain_and_the_next_is_not() -> None:
    assert NEW_YEAR.deadline(date(2024, 12, 30), 1) == Deadline(date(2024, 12, 31), provisional=False)
    assert NEW_YEAR.deadline(date(2024, 12, 30), 2) == Deadline(date(2025, 1, 1), provisional=True)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "ask",
    [
        NEW_YEAR.is_working,
        lambda day: NEW_YEAR.deadline(day, 3),
        lambda day: NEW_YEAR.workdays_between(day, LAST),
        lambda day: NEW_YEAR.workdays_between(LAST, day),
        lambda day: Clock(day, 3).due(NEW_YEAR),
        lambda day: Clock(day, 3).spent(NEW_YEAR, LAST),
    ],
)
def test_nothing_is_said_about_a_day_before_the_calendar_begins(ask: Callable[[date], object]) -> None:
    with pytest.raises(UndecidableError) as refused:
        ask(FIRST - DAY)
    assert refused.value.message.code == "calendar_begins_later"
    assert refused.value.message.params == {"calendar": "new_year", "first": FIRST, "asked": FIRST - DAY}


def test_the_first_day_of_a_calendar_can_be_asked_about() -> None:
    assert not NEW_YEAR.is_working(FIRST)
    assert NEW_YEAR.deadline(FIRST, 0).on == date(2023, 1, 2)
    clock = Clock(FIRST, 1, (Pause(FIRST, FIRST), Pause(FIRST, date(2023, 1, 3))))
    assert clock.due(NEW_YEAR) == Deadline(date(2023, 1, 3), provisional=False)
    assert clock.spent(NEW_YEAR, date(2023, 1, 4)) == 2


@pytest.mark.parametrize(
    ("workdays", "code"),
    [(-1, "workdays_negative"), (3_000_000, "deadline_too_far"), (10**12, "deadline_too_far")],
)
def test_a_number_of_working_days_that_leads_nowhere_is_refused(workdays: int, code: str) -> None:
    with pytest.raises(InputError) as refused:
        NEW_YEAR.deadline(date(2024, 1, 2), workdays)
    assert refused.value.message.code == code


def test_there_is_no_working_day_before_the_first_one_on_or_after() -> None:
    with pytest.raises(ValueError):
        NEW_YEAR.nth_from(date(2024, 1, 2), 0)


@pytest.mark.parametrize(
    "change",
    [
        {"first": LAST, "last": FIRST, "off": frozenset(), "made_up": frozenset()},
        {"off": frozenset({LAST + DAY})},
        {"made_up": frozenset({FIRST - DAY})},
        {"off": frozenset({date(2023, 12, 31)})},
    ],
)
def test_an_impossible_calendar_cannot_be_built(change: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(NEW_YEAR, **change)  # type: ignore[arg-type]


# ---------------------------------------------------------------- clocks


def test_a_clock_that_never_pauses_is_a_deadline() -> None:
    assert Clock(date(2023, 12, 29), 2).due(NEW_YEAR) == NEW_YEAR.deadline(date(2023, 12, 29), 2)


def test_the_day_of_pausing_does_not_count_and_the_day_of_resuming_does() -> None:
    monday = date(2024, 3, 4)
    clock = Clock(monday, 5).pause(date(2024, 3, 6)).resume(date(2024, 3, 11))
    assert [clock.spent(NEW_YEAR, monday + timedelta(days=step)) for step in (0, 1, 2, 4, 6, 7, 8, 10)] == [
        0, 1, 1, 1, 1, 2, 3, 5,
    ]  # fmt: skip
    assert clock.due(NEW_YEAR) == Deadline(date(2024, 3, 14), provisional=False)


def test_a_paused_clock_has_no_due_day_until_it_is_resumed() -> None:
    clock = Clock(date(2024, 3, 4), 5).pause(date(2024, 3, 6))
    assert clock.due(NEW_YEAR) is None
    assert clock.paused_since == date(2024, 3, 6)
    assert clock.resume(date(2024, 3, 11)).paused_since is None


def test_a_clock_paused_after_it_ran_out_keeps_its_due_day() -> None:
    assert Clock(date(2024, 3, 4), 1).pause(date(2024, 3, 6)).due(NEW_YEAR) == Deadline(
        date(2024, 3, 5), False
    )
    assert Clock(date(2024, 3, 4), 1).pause(date(2024, 3, 5)).due(NEW_YEAR) is None


def test_a_clock_resumed_on_the_day_it_was_paused_lost_nothing() -> None:
    clock = Clock(date(2024, 3, 4), 5)
    assert clock.pause(date(2024, 3, 6)).resume(date(2024, 3, 6)).due(NEW_YEAR) == clock.due(NEW_YEAR)


def test_resumed_beyond_the_calendar_the_due_day_is_provisional() -> None:
    clock = Clock(date(2024, 12, 30), 2).pause(date(2024, 12, 31)).resume(date(2025, 1, 2))
    assert clock.due(NEW_YEAR) == Deadline(date(2025, 1, 3), provisional=True)


@given(calendars(), clocks(), days)
def test_what_a_clock_has_spent_agrees_with_one_day_after_the_other(
    calendar: WorkingCalendar, clock: Clock, on: date
) -> None:
    assert clock.spent(calendar, on) == spent_by_hand(clock, calendar, on)


@given(calendars(), clocks())
def test_the_due_day_of_a_clock_agrees_with_one_day_after_the_other(
    calendar: WorkingCalendar, clock: Clock
) -> None:
    due = clock.due(calendar)
    assert (due and due.on) == due_by_hand(clock, calendar)


@given(calendars(), clocks(), st.integers(0, 60), st.integers(1, 60), st.integers(1, 30))
def test_unspent_working_days_survive_a_pause_exactly(
    calendar: WorkingCalendar, clock: Clock, running: int, standing: int, unspent: int
) -> None:
    over = [pause.until for pause in clock.pauses if pause.until is not None]
    since = max([clock.started, *over]) + timedelta(days=running)
    until = since + timedelta(days=standing)
    clock = replace(clock, pauses=clock.pauses[: len(over)]).pause(since).resume(until)
    spent = clock.spent(calendar, until - DAY)
    assert spent == clock.spent(calendar, since)
    due = replace(clock, workdays=spent + unspent).due(calendar)
    assert due is not None
    assert counted_by_hand(calendar, until - DAY, due.on) == unspent


@pytest.mark.parametrize(
    ("nonsense", "code"),
    [
        (lambda: Clock(date(2024, 3, 4), -1), "workdays_negative"),
        (lambda: Clock(date(2024, 3, 4), 5).resume(date(2024, 3, 6)), "clock_not_paused"),
        (lambda: Clock(date(2024, 3, 4), 5).pause(date(2024, 3, 1)), "pause_before_start"),
        (
            lambda: Clock(date(2024, 3, 4), 5).pause(date(2024, 3, 6)).pause(date(2024, 3, 7)),
            "clock_already_paused",
        ),
        (
            lambda: Clock(date(2024, 3, 4), 5).pause(date(2024, 3, 6)).resume(date(2024, 3, 5)),
            "resume_before_pause",
        ),
        (
            lambda: Clock(date(2024, 3, 4), 5, (Pause(date(2024, 3, 5), date(2024, 3, 8)),)).pause(
                date(2024, 3, 7)
            ),
            "pauses_overlap",
        ),
    ],
)
def test_a_nonsensical_clock_is_refused(nonsense: Callable[[], Clock], code: str) -> None:
    with pytest.raises(InputError) as refused:
        nonsense()
    assert refused.value.message.code == code


@given(clocks())
def test_pausing_and_resuming_builds_the_same_clock_as_naming_the_pauses(clock: Clock) -> None:
    built = Clock(clock.started, clock.workdays)
    for pause in clock.pauses:
        built = built.pause(pause.since)
        built = built if pause.until is None else built.resume(pause.until)
    assert built == clock
    assert all(one.until is not None and one.until <= two.since for one, two in pairwise(clock.pauses))
