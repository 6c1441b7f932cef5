"""The Chinese calendar against what is publicly known of it, and against what was known on earlier days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from chinese_calendar.constants import holidays, workdays

from answerable.core.terms.calendar import Deadline, WorkingCalendar
from answerable.core.terms.citation import Provenance
from answerable.core.terms.errors import InputError, UndecidableError
from answerable.sources import calendars
from answerable.sources.calendars import CALENDARS, chinese_notices, working_calendar

TODAY = date(2026, 6, 30)


def working_days_of(year: int, calendar: WorkingCalendar) -> int:
    new_year = date(year, 1, 1)
    return calendar.is_working(new_year) + calendar.workdays_between(new_year, date(year, 12, 31))


@pytest.mark.parametrize(
    ("year", "number"),
    [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_as_many_working_days_as_its_notice_leaves(year: int, number: int) -> None:
    assert working_days_of(year, working_calendar("cn", known_on=TODAY)) == number


@pytest.mark.parametrize(
    ("start", "workdays", "on"),
    [
        # Spring Festival 2024 from 10 to 17 February, with work on Sunday 4 and Sunday 18.
        (date(2024, 2, 2), 1, date(2024, 2, 4)),
        (date(2024, 2, 9), 1, date(2024, 2, 18)),
        # National Day 2025 up to 8 October, with work on Saturday 11.
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        # New Year 2026: Thursday to Saturday off, Sunday 4 January worked.
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        # Spring Festival 2026 from 15 to 23 February, with work on Saturday 14 and Saturday 28.
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 27), 1, date(2026, 2, 28)),
    ],
)
def test_deadlines_run_over_holidays_and_count_make_up_days(start: date, workdays: int, on: date) -> None:
    assert working_calendar("cn", known_on=TODAY).deadline(start, workdays) == Deadline(on, provisional=False)


def test_with_all_notices_known_the_calendar_is_the_library_but_for_one_day_it_leaves_out() -> None:
    calendar = working_calendar("cn", known_on=TODAY)
    span = (calendar.last - calendar.first).days + 1
    every_day = [calendar.first + timedelta(days=step) for step in range(span)]
    library = [day in workdays or (day.weekday() < 5 and day not in holidays) for day in every_day]
    ours = [calendar.is_working(day) for day in every_day]
    differing = [day for day, one, two in zip(every_day, ours, library, strict=True) if one != two]
    assert differing == [date(2005, 12, 31)]


def test_the_calendar_ends_with_the_last_year_published_by_then() -> None:
    published = date(2025, 11, 4)
    assert working_calendar("cn", known_on=published - timedelta(days=1)).last == date(2025, 12, 31)
    assert working_calendar("cn", known_on=published).last == date(2026, 12, 31)
    assert working_calendar("cn", known_on=TODAY).deadline(date(2026, 12, 31), 1).provisional


def test_before_the_extension_the_first_of_february_2020_was_a_working_day() -> None:
    before = working_calendar("cn", known_on=date(2020, 1, 26))
    after = working_calendar("cn", known_on=date(2020, 1, 27))
    start = date(2020, 1, 23)
    assert [before.deadline(start, n).on.day for n in (1, 2, 3)] == [31, 1, 3]
    assert [after.deadline(start, n).on.day for n in (1, 2, 3)] == [3, 4, 5]


@pytest.mark.parametrize(
    ("amended_on", "days"),
    [
        (date(2015, 5, 13), {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)}),
        (date(2019, 3, 22), {date(2019, 4, 28), date(2019, 5, 2), date(2019, 5, 3), date(2019, 5, 5)}),
        (date(2020, 1, 27), {date(2020, 1, 31), date(2020, 2, 1)}),
        # Notices about the next year that changed the end of the one still running.
        (date(2005, 12, 22), {date(2005, 12, 31)}),
        (date(2006, 12, 18), {date(2006, 12, 30), date(2006, 12, 31)}),
        (date(2007, 12, 18), {date(2007, 12, 29), date(2007, 12, 31)}),
        (date(2011, 12, 6), {date(2011, 12, 31)}),
        (date(2018, 12, 6), {date(2018, 12, 29), date(2018, 12, 31)}),
    ],
)
def test_an_amendment_changes_exactly_its_days_and_only_from_its_own_day(
    amended_on: date, days: set[date]
) -> None:
    before = working_calendar("cn", known_on=amended_on - timedelta(days=1))
    after = working_calendar("cn", known_on=amended_on)
    span = (before.last - before.first).days + 1
    every_day = (before.first + timedelta(days=step) for step in range(span))
    assert {day for day in every_day if before.is_working(day) != after.is_working(day)} == days


def test_a_year_with_an_unknown_date_of_publication_is_known_from_the_day_before_it() -> None:
    assert working_calendar("cn", known_on=date(2004, 12, 30)).last == date(2004, 12, 31)
    assert working_calendar("cn", known_on=date(2004, 12, 31)).last == date(2005, 12, 31)


def test_before_any_notice_there_is_no_chinese_calendar() -> None:
    with pytest.raises(UndecidableError) as refused:
        working_calendar("cn", known_on=date(2003, 12, 30))
    assert refused.value.message.code == "calendar_begins_later"


def test_days_between_two_notices_share_one_calendar() -> None:
    assert working_calendar("cn", known_on=TODAY) is working_calendar("cn", known_on=date(2026, 1, 15))


def test_every_notice_is_marked_second_hand_and_precedes_its_year_unless_it_amends() -> None:
    for notice in chinese_notices():
        assert notice.how is Provenance.SECOND_HAND
        assert notice.published.year == (notice.year if notice.amends else notice.year - 1)
        assert notice.number is None or f"〔{notice.published.year}〕" in notice.number
        assert notice.address is None or notice.address.partition("//")[2].startswith("www.gov.cn/")


def test_every_published_year_has_holidays() -> None:
    calendar = working_calendar("cn", known_on=TODAY)
    years = {notice.year for notice in chinese_notices()}
    assert years == {day.year for day in calendar.off} == set(range(2004, 2027))


def test_a_file_that_skips_a_year_or_says_something_unknown_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = {"year": 2004, "notice": None, "published": None, "how": "second_hand"}
    with pytest.raises(ValueError, match="unknown"):
        calendars._notice({**good, "holiday": []})
    monkeypatch.setattr("yaml.safe_load", lambda _: {"notices": [good, {**good, "year": 2006}]})
    with pytest.raises(ValueError, match="missing"):
        chinese_notices.__wrapped__()


def test_weekdays_are_the_same_whenever_asked() -> None:
    calendar = working_calendar("weekdays", known_on=date(1999, 1, 1))
    assert calendar == working_calendar("weekdays", known_on=TODAY)
    assert (calendar.first, calendar.last) == (date(1900, 1, 1), date(2199, 12, 31))
    assert calendar.deadline(date(2026, 2, 13), 1) == Deadline(date(2026, 2, 16), provisional=False)


def test_a_calendar_nobody_keeps_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(InputError) as refused:
        working_calendar("mars", known_on=TODAY)
    assert refused.value.message.code == "unknown_calendar"
    assert refused.value.message.params == {"name": "mars", "known": CALENDARS}


def test_an_amendment_that_is_silent_about_a_day_leaves_it_as_the_notice_before_had_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thursday = date(2004, 1, 1)
    notice = next(notice for notice in chinese_notices() if notice.year == 2004)
    notices = (replace(notice, ordinary=frozenset({thursday})), replace(notice, amends=True))
    assert thursday in holidays
    monkeypatch.setattr(calendars, "chinese_notices", lambda: notices)
    assert calendars._chinese.__wrapped__(2).is_working(thursday)
