"""What the district's rulebook sets on a day, for pages: limits, and since when something is late that was not done."""

from datetime import date, timedelta
from fractions import Fraction

from answerable.core.rulebook.parameters import Parameters, load_parameters, shipped_rulebooks
from answerable.core.terms.errors import UndecidableError
from answerable.records.models import Held
from answerable.sources.calendars import working_calendar

_DAY = timedelta(days=1)


def rulebook() -> str | None:
    """The name of the district's rulebook; None where there is no district, or its rulebook is none of ours."""
    name = Held.objects.values_list("rulebook", flat=True).first()
    return name if name in shipped_rulebooks() else None


def set_count(parameter: str, *, on: date) -> int | None:
    """A whole number that is set on the day, such as of working days; None where it is not."""
    there = _parameters()
    try:
        return None if there is None else there.count(parameter, on=on)
    except UndecidableError:
        return None


def set_share(parameter: str, *, on: date) -> Fraction | None:
    """A share, or a decimal number, that is set on the day; None where it is not."""
    there = _parameters()
    try:
        return None if there is None else there.share(parameter, on=on)
    except UndecidableError:
        return None


def overdue_from(parameter: str, *, on: date) -> date | None:
    """The last day from which the working days of this limit are over: what began by then and is open, is late.

    None where the rulebook sets no such limit, or the calendar does not reach back so far.
    """
    workdays = set_count(parameter, on=on)
    name = Held.objects.values_list("calendar", flat=True).first()
    if workdays is None or name is None:
        return None
    calendar, began = working_calendar(name, known_on=on), on - workdays * _DAY
    try:
        while calendar.deadline(began, workdays).on >= on:
            began -= _DAY
    except UndecidableError:
        return None
    return began


def _parameters() -> Parameters | None:
    name = rulebook()
    return None if name is None else load_parameters(name)
