"""Periods of measurement: a day, an ISO week, a month, a quarter, a year. Both ends are inclusive."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class PeriodKind(StrEnum):
    """How often something is measured or due."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


YEAR_PATTERN = "(?:19|20|21)[0-9]{2}"
"""Years this system speaks of: 1900 to 2199."""
PERIOD_PATTERNS = {
    PeriodKind.DAY: YEAR_PATTERN + "-[0-9]{2}-[0-9]{2}",
    PeriodKind.WEEK: YEAR_PATTERN + "-W[0-9]{2}",
    PeriodKind.MONTH: YEAR_PATTERN + "-(?:0[1-9]|1[0-2])",
    PeriodKind.QUARTER: YEAR_PATTERN + "-Q[1-4]",
    PeriodKind.YEAR: YEAR_PATTERN,
}


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days with a kind. Build one with `parse` or `holding`, so that its ends always fit its kind."""

    start: date
    end: date
    kind: PeriodKind

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2026-05-01`, `2026-W18`, `2026-05`, `2026-Q2` or `2026`. Raises ValueError for anything else."""
        for kind, pattern in PERIOD_PATTERNS.items():
            if re.fullmatch(pattern, text):
                return cls.holding(_first_day(kind, text), kind)
        raise ValueError(text)

    @classmethod
    def holding(cls, day: date, kind: PeriodKind) -> "Period":
        """The period of this kind that the day falls into."""
        return _holding(day, kind)

    def next(self) -> "Period":
        """The period of the same kind that follows without a gap."""
        return Period.holding(self.end + timedelta(days=1), self.kind)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.DAY:
                return self.start.isoformat()
            case PeriodKind.WEEK:
                year, week, _ = self.start.isocalendar()
                return f"{year:04}-W{week:02}"
            case PeriodKind.MONTH:
                return f"{self.start:%Y-%m}"
            case PeriodKind.QUARTER:
                return f"{self.start.year:04}-Q{(self.start.month + 2) // 3}"
            case PeriodKind.YEAR:
                return f"{self.start.year:04}"


@lru_cache(maxsize=65_536)
def _holding(day: date, kind: PeriodKind) -> Period:
    start = _start_of(day, kind)
    return Period(start, _start_after(start, kind) - timedelta(days=1), kind)


def _first_day(kind: PeriodKind, text: str) -> date:
    match kind:
        case PeriodKind.DAY:
            return date.fromisoformat(text)
        case PeriodKind.WEEK:
            return date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
        case PeriodKind.MONTH:
            return date.fromisoformat(text + "-01")
        case PeriodKind.QUARTER:
            return date(int(text[:4]), 3 * int(text[6]) - 2, 1)
        case PeriodKind.YEAR:
            return date(int(text), 1, 1)


def _start_of(day: date, kind: PeriodKind) -> date:
    match kind:
        case PeriodKind.DAY:
            return day
        case PeriodKind.WEEK:
            return day - timedelta(days=day.weekday())
        case PeriodKind.MONTH:
            return day.replace(day=1)
        case PeriodKind.QUARTER:
            return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
        case PeriodKind.YEAR:
            return day.replace(month=1, day=1)


def _start_after(start: date, kind: PeriodKind) -> date:
    match kind:
        case PeriodKind.DAY:
            return start + timedelta(days=1)
        case PeriodKind.WEEK:
            return start + timedelta(days=7)
        case PeriodKind.MONTH:
            return _start_of(start + timedelta(days=31), PeriodKind.MONTH)
        case PeriodKind.QUARTER:
            return _start_of(start + timedelta(days=92), PeriodKind.QUARTER)
        case PeriodKind.YEAR:
            return start.replace(year=start.year + 1)
