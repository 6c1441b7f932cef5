"""Working days counted one by one, from the notice of 2026 as it was printed: slow, and nobody else's code."""

from collections.abc import Iterable
from datetime import date, timedelta

DAY = timedelta(days=1)
_OFF = {date(2026, 9, 25) + n * DAY for n in range(3)} | {date(2026, 10, 1) + n * DAY for n in range(7)}
"""Mid-Autumn and National Day; nothing is published of 2027 in the days of the histories."""
_MADE_UP = {date(2026, 9, 20), date(2026, 10, 10)}
Pauses = Iterable[tuple[date, date]]
"""Each from the day on which a clock stops to the day on which it runs again."""


def works(day: date) -> bool:
    """Whether people work on the day."""
    return day in _MADE_UP or (day.weekday() < 5 and day not in _OFF)


def last_day(start: date, workdays: int, pauses: Pauses = ()) -> date:
    """The day on which so many working days after the start are over; paused days do not count."""
    stopped, day, left = tuple(pauses), start, workdays
    while left:
        day += DAY
        if works(day) and not any(since <= day < until for since, until in stopped):
            left -= 1
    return day
