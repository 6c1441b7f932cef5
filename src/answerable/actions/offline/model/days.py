"""Days of the model district: its two years, and working days good enough for a story.

Deadlines are computed elsewhere, from the published calendar. Here it only matters that nobody in the story
inspects a street on a Sunday or during the Spring Festival.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from itertools import takewhile

from answerable.core.terms.period import Period, PeriodKind

FIRST = date(2024, 7, 1)
LAST = date(2026, 6, 30)
"""Nothing in the district is dated later than this day, save agreed ends and deadlines."""

_HOLIDAYS = (
    (date(2024, 9, 15), date(2024, 9, 17)),
    (date(2024, 10, 1), date(2024, 10, 7)),
    (date(2025, 1, 1), date(2025, 1, 1)),
    (date(2025, 1, 28), date(2025, 2, 4)),
    (date(2025, 4, 4), date(2025, 4, 6)),
    (date(2025, 5, 1), date(2025, 5, 5)),
    (date(2025, 5, 31), date(2025, 6, 2)),
    (date(2025, 10, 1), date(2025, 10, 8)),
    (date(2026, 1, 1), date(2026, 1, 3)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2026, 4, 4), date(2026, 4, 6)),
    (date(2026, 5, 1), date(2026, 5, 5)),
    (date(2026, 6, 19), date(2026, 6, 21)),
)


_ZONE = timezone(timedelta(hours=8))


def at(day: date, *, hour: int, minute: int = 0) -> datetime:
    """An instant in the district's time zone."""
    return datetime.combine(day, time(hour, minute), _ZONE)


def works(day: date) -> bool:
    """Whether people in the story are at their desks. Make-up days are left out on purpose."""
    return day.weekday() < 5 and not any(first <= day <= last for first, last in _HOLIDAYS)


def after_workdays(day: date, count: int) -> date:
    """The day on which `count` working days have passed since `day`, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= works(day)
    return day


def periods(kind: PeriodKind, *, first: date, last: date) -> Iterator[Period]:
    """Every period of the kind from the one that holds `first`, as long as it is over by `last`."""
    return takewhile(lambda period: period.end <= last, _onwards(Period.holding(first, kind)))


def _onwards(period: Period) -> Iterator[Period]:
    while True:
        yield period
        period = period.next()
