"""Working-day calendars as they were known on a day: the kept library's days under our own dated notices.

Whoever asks on a day gets only what had been published by then, so a decision made long ago replays to the
same deadlines (DESIGN, law 5). A new year, or an amendment, is an entry in `rulebooks/calendars/cn.yaml`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from chinese_calendar.constants import holidays, workdays

from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.citation import Provenance
from answerable.core.terms.errors import InputError, UndecidableError

CALENDARS = ("cn", "weekdays")
"""The calendars a district may name."""
_CN_FIRST = date(2004, 1, 1)
_KEYS = {"year", "amends", "notice", "published", "how", "address", "rest", "work", "ordinary"}
_WEEKDAYS = WorkingCalendar("weekdays", date(1900, 1, 1), date(2199, 12, 31), frozenset(), frozenset())


def is_time_zone(name: str) -> bool:
    """Whether there is a time zone of this name (IANA)."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@dataclass(frozen=True)
class Notice:
    """A published notice about one year: its number if known, when it appeared, what it says of which days.

    Days it does not name are taken from the library, unless it only amends an earlier notice.
    """

    year: int
    number: str | None
    published: date
    amends: bool
    how: Provenance
    address: str | None
    rest: frozenset[date]
    work: frozenset[date]
    ordinary: frozenset[date]


def working_calendar(name: str, *, known_on: date) -> WorkingCalendar:
    """The calendar of that name as it was known at the end of the day `known_on`.

    `weekdays` is Monday to Friday from 1900 to 2199, whenever asked. `cn` ends with the last year whose
    notice had been published by then. Raises `InputError` (`unknown_calendar`), and `UndecidableError`
    (`calendar_begins_later`) if nothing had been published yet.
    """
    if name not in CALENDARS:
        raise InputError("unknown_calendar", name=name, known=CALENDARS)
    if name == "weekdays":
        return _WEEKDAYS
    published = sum(notice.published <= known_on for notice in chinese_notices())
    if not published:
        raise UndecidableError("calendar_begins_later", calendar=name, first=_CN_FIRST, asked=known_on)
    return _chinese(published)


@cache
def chinese_notices() -> tuple[Notice, ...]:
    """All notices of `rulebooks/calendars/cn.yaml`, in the order of publication.

    Raises ValueError if the file skips a year: its days would silently become plain weeks.
    """
    text = (files("answerable.rulebooks") / "calendars" / "cn.yaml").read_text(encoding="utf-8")
    notices = sorted(map(_notice, yaml.safe_load(text)["notices"]), key=lambda notice: notice.published)
    years = [notice.year for notice in notices if not notice.amends]
    if years != list(range(_CN_FIRST.year, _CN_FIRST.year + len(years))):
        raise ValueError(f"cn.yaml: years missing or out of order: {years}")
    return tuple(notices)


def _notice(entry: dict[str, Any]) -> Notice:
    unknown = entry.keys() - _KEYS
    if unknown:
        raise ValueError(f"cn.yaml: {entry['year']}: unknown: {sorted(unknown)}")
    return Notice(
        year=entry["year"],
        number=entry["notice"],
        published=entry["published"] or date(entry["year"] - 1, 12, 31),
        amends=entry.get("amends", False),
        how=Provenance(entry["how"]),
        address=entry.get("address"),
        rest=frozenset(entry.get("rest", ())),
        work=frozenset(entry.get("work", ())),
        ordinary=frozenset(entry.get("ordinary", ())),
    )


@cache
def _chinese(published: int) -> WorkingCalendar:
    """The calendar after the first so many notices; one value, however many days it is asked for."""
    works: dict[date, bool] = {}
    notices = chinese_notices()[:published]
    for notice in notices:
        if not notice.amends:
            works |= _library_days(notice.year)
        works |= dict.fromkeys(notice.rest, False) | dict.fromkeys(notice.work, True)
        for day in notice.ordinary:
            works.pop(day, None)
    return WorkingCalendar(
        name="cn",
        first=_CN_FIRST,
        last=date(max(notice.year for notice in notices), 12, 31),
        off=frozenset(day for day, working in works.items() if not working),
        made_up=frozenset(day for day, working in works.items() if working),
    )


def _library_days(year: int) -> dict[date, bool]:
    """Days of the year on which the library departs from the week: whether people work."""
    days = dict.fromkeys(holidays, False) | dict.fromkeys(workdays, True)
    return {day: working for day, working in days.items() if day.year == year}
