"""Reminders come 30, 15, 7, 3 and 1 days before, on the day, and not on any other."""

from datetime import date, timedelta

from answerable.core.enforce.course.reminders import is_news, reminder

BY = date(2026, 10, 9)


def test_the_days_of_reminders_are_these_and_no_others() -> None:
    days = [left for left in range(60, -10, -1) if is_news(BY, on=BY - timedelta(days=left))]
    assert days == [30, 15, 7, 3, 1, 0]


def test_between_two_days_the_latest_reminder_stands() -> None:
    assert [reminder(BY, on=BY - timedelta(days=left)) for left in (31, 30, 29, 15, 8, 7, 2, 1, 0)] == [
        *(None, 30, 30, 15, 15, 7, 3, 1, 0)
    ]


def test_once_it_is_over_nothing_is_a_reminder() -> None:
    assert reminder(BY, on=BY + timedelta(days=1)) is None
    assert not is_news(BY, on=BY + timedelta(days=1))
