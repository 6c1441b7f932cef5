"""Working-day calendars: which days count, when a deadline falls, and clocks that pause and resume.

Counting is by positions in one sorted list of working days, so a deadline costs a binary search, however far
away it is.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from answerable.core.terms.errors import InputError, UndecidableError

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """The last day on which something is in time."""

    on: date
    provisional: bool
    """The day lies beyond the published calendar: holidays there are not known yet, and it may still move."""


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days from `first` to `last`, both inclusive; beyond `last` plain weeks are assumed.

    `off` are days without work, `made_up` working days that fall on a weekend; a day named by neither follows
    the week, Monday to Friday. Both lie between `first` and `last` and share no day, or ValueError is raised.
    Questions about a day before `first` raise `UndecidableError` with the code `calendar_begins_later`.
    """

    name: str
    first: date
    last: date
    off: frozenset[date]
    made_up: frozenset[date]

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.name}: {self.first} is after {self.last}")
        outside = [day for day in self.off | self.made_up if not self.first <= day <= self.last]
        if outside:
            raise ValueError(f"{self.name}: outside the calendar: {min(outside)}")
        if self.off & self.made_up:
            raise ValueError(f"{self.name}: both off and made up: {min(self.off & self.made_up)}")

    def known(self, day: date) -> bool:
        """Whether the calendar was published for the day."""
        return self.first <= day <= self.last

    def is_working(self, day: date) -> bool:
        """Whether people work on the day; beyond `last`, whether it is a Monday to Friday."""
        self.refuse_before_first(day)
        return day in self.made_up or (day.weekday() < 5 and day not in self.off)

    def workdays_between(self, after: date, upto: date) -> int:
        """How many working days d there are with after < d <= upto; 0 if `upto` is not later than `after`."""
        self.refuse_before_first(min(after, upto))
        return self._count(upto) - self._count(after) if after < upto else 0

    def deadline(self, start: date, workdays: int) -> Deadline:
        """The day on which `workdays` working days after `start` are over.

        The start day is not counted (民法典 art. 201), and the last day is a working day (art. 203). With 0
        working days it is the start day itself, or the next working day if people do not work on it. Raises
        `InputError` for a negative number (`workdays_negative`) and for a day beyond the year 9999
        (`deadline_too_far`).
        """
        self.refuse_before_first(start)
        return self.nth_from(*_first_that_counts(start, workdays))

    def days_late(self, due: date, done: date) -> int:
        """Working days after the day it was due, up to and including the day it was done; 0 if in time."""
        return self.workdays_between(due, done)

    def nth_from(self, begin: date, nth: int) -> Deadline:
        """The nth working day on or after `begin`, the first being 1. Raises as `deadline` does."""
        if nth < 1:
            raise ValueError(nth)
        position = self._count(begin) - self.is_working(begin) + nth
        if position <= len(self._worked):
            return Deadline(date.fromordinal(self._worked[position - 1]), provisional=False)
        ordinal = _nth_weekday(position - len(self._worked) + _weekdays(self.last.toordinal()))
        if ordinal > date.max.toordinal():
            raise InputError("deadline_too_far", start=begin, workdays=nth)
        return Deadline(date.fromordinal(ordinal), provisional=True)

    def refuse_before_first(self, day: date) -> None:
        """Raise `UndecidableError` for a day that the calendar says nothing about because it begins later."""
        if day < self.first:
            raise UndecidableError("calendar_begins_later", calendar=self.name, first=self.first, asked=day)

    @cached_property
    def _worked(self) -> tuple[int, ...]:
        """The ordinals of all working days of the published calendar, in order."""
        week = (day for day in range(self.first.toordinal(), self.last.toordinal() + 1) if (day - 1) % 7 < 5)
        off = {day.toordinal() for day in self.off}
        return tuple(sorted({*week, *(day.toordinal() for day in self.made_up)} - off))

    def _count(self, day: date) -> int:
        """Working days from `first` up to and including the day."""
        if day <= self.last:
            return bisect_right(self._worked, day.toordinal())
        return len(self._worked) + _weekdays(day.toordinal()) - _weekdays(self.last.toordinal())


@dataclass(frozen=True)
class Pause:
    """A clock stands still from `since` up to the day before `until`; None: it still does."""

    since: date
    until: date | None


@dataclass(frozen=True)
class Clock:
    """So many working days, counted after the day it started, with pauses.

    A day counts if it is a working day later than `started` on which the clock is not paused. The day of
    pausing does not count; the day of resuming counts, if it is a working day. So whatever was unspent when a
    clock was paused is there, exactly, when it is resumed. Pauses are in order and share no day, and only the
    last may be open: others raise `InputError`, as does a negative number of working days.
    """

    started: date
    workdays: int
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        _first_that_counts(self.started, self.workdays)
        free_from = self.started
        for index, pause in enumerate(self.pauses):
            if pause.since < self.started:
                raise InputError("pause_before_start", started=self.started, since=pause.since)
            if pause.since < free_from:
                raise InputError("pauses_overlap", since=pause.since, until=free_from)
            if pause.until is None and index + 1 < len(self.pauses):
                raise InputError("clock_already_paused", since=pause.since, on=self.pauses[index + 1].since)
            if pause.until is not None and pause.until < pause.since:
                raise InputError("resume_before_pause", since=pause.since, until=pause.until)
            free_from = pause.until or free_from

    @property
    def paused_since(self) -> date | None:
        """Since when the clock stands still; None if it runs."""
        return self.pauses[-1].since if self.pauses and self.pauses[-1].until is None else None

    def pause(self, on: date) -> "Clock":
        """The same clock, standing still from this day on, which does not count.

        Raises `InputError`: `clock_already_paused`, `pause_before_start`, or `pauses_overlap` if the day lies
        in an earlier pause.
        """
        return replace(self, pauses=(*self.pauses, Pause(on, None)))

    def resume(self, on: date) -> "Clock":
        """The same clock, running again from this day on, which counts if it is a working day.

        Raises `InputError`: `clock_not_paused`, or `resume_before_pause`.
        """
        since = self.paused_since
        if since is None:
            raise InputError("clock_not_paused", started=self.started, on=on)
        return replace(self, pauses=(*self.pauses[:-1], Pause(since, on)))

    def due(self, calendar: WorkingCalendar) -> Deadline | None:
        """The day on which the last working day is spent; None while an open pause keeps the clock from it.

        With 0 working days it is the first working day from the start on, on which the clock is not paused.
        """
        calendar.refuse_before_first(self.started)
        begin, needed = _first_that_counts(self.started, self.workdays)
        for pause in self.pauses:
            run = calendar.nth_from(begin, needed)
            if run.on < pause.since:
                return run
            if pause.until is None:
                return None
            needed -= _workdays_in(calendar, begin, pause.since - DAY)
            begin = max(begin, pause.until)
        return calendar.nth_from(begin, needed)

    def spent(self, calendar: WorkingCalendar, on: date) -> int:
        """Working days spent up to and including `on`.

        After the deadline it is more than `workdays`: the difference says how late it is.
        """
        total = calendar.workdays_between(self.started, on)
        for pause in self.pauses:
            stands_until = on if pause.until is None else min(on, pause.until - DAY)
            total -= _workdays_in(calendar, max(pause.since, self.started + DAY), stands_until)
        return total


def _first_that_counts(start: date, workdays: int) -> tuple[date, int]:
    """From which day on to look for which working day; only with 0 working days the start day counts."""
    if workdays < 0:
        raise InputError("workdays_negative", start=start, workdays=workdays)
    return (start + DAY, workdays) if workdays else (start, 1)


def _workdays_in(calendar: WorkingCalendar, first: date, last: date) -> int:
    """Working days from `first` to `last`, both inclusive; 0 if there is no day between them."""
    return calendar.is_working(first) + calendar.workdays_between(first, last) if first <= last else 0


def _weekdays(ordinal: int) -> int:
    """Mondays to Fridays from 1 January of the year 1, which was a Monday, up to and including the day."""
    weeks, rest = divmod(ordinal, 7)
    return 5 * weeks + min(rest, 5)


def _nth_weekday(nth: int) -> int:
    """The ordinal of the nth Monday to Friday of all: the inverse of `_weekdays`."""
    weeks, rest = divmod(nth - 1, 5)
    return 7 * weeks + rest + 1
