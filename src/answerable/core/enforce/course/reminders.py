"""On which days somebody is reminded of a due date: 30, 15, 7, 3 and 1 days before, on the day, and then daily."""

from datetime import date

from answerable.core.enforce.course.turns import REMINDED


def reminder(by: date, *, on: date) -> int | None:
    """How many days before the due date the latest reminder lay; None before the first of them, and once it is over.

    It is news on the day on which so many days are left, and stands until the next one.
    """
    left = (by - on).days
    return min((days for days in (*REMINDED, 0) if days >= left), default=None) if left >= 0 else None


def is_news(by: date, *, on: date) -> bool:
    """Whether this is the day of a reminder."""
    return reminder(by, on=on) == (by - on).days
