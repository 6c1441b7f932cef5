"""Months of the calendar."""

from datetime import date, timedelta

_MONTHS = 12


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the first of the next month where that one is too short.

    >>> months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 3, 1)
    """
    whole = day.month - 1 + months
    year, month = day.year + whole // _MONTHS, whole % _MONTHS + 1
    try:
        return date(year, month, day.day)
    except ValueError:
        return date(year, month + 1, 1)


def end_of_months(day: date, months: int) -> date:
    """The last day of a period of so many months from a day: the same day then, or the last of a shorter month.

    民法典 art. 202.

    >>> end_of_months(date(2028, 2, 29), 12)
    datetime.date(2029, 2, 28)
    """
    later = months_later(day, months)
    return later if later.day == day.day else later - timedelta(days=1)
