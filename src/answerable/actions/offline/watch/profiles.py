"""The accounts of a district in figures, without what the rules say of them."""

from datetime import date

from answerable.actions.offline.check import Opened
from answerable.actions.offline.watch.near import repeats_in
from answerable.actions.offline.watch.read import spoken_in
from answerable.core.watch.accounts.profile import Profile, profile
from answerable.core.watch.district import Sight, accounts
from answerable.sources.calendars import working_calendar


def profiles_in(opened: Opened, *, on: date) -> tuple[Profile, ...]:
    """Every registered account of a sound district in figures at the end of the day."""
    spoken = spoken_in(opened, on=on)
    calendar = working_calendar(opened.district.calendar, known_on=on)
    sight = Sight(spoken, calendar, repeats=repeats_in(spoken))
    return tuple(profile(account) for account in accounts(sight))
