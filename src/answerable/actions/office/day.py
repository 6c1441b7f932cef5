"""Which day it is where the district lies: the one day on which people act, whatever clock the machine has."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from answerable.actions.office.dump import held_district


def district_day(at: datetime) -> date:
    """The district's day at an instant. Raises InputError if the database holds no district."""
    return day_in(held_district().time_zone, at)


def day_in(zone: str, at: datetime) -> date:
    """The day in a time zone at an instant."""
    return at.astimezone(ZoneInfo(zone)).date()
