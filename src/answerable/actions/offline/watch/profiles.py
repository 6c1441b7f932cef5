"""The accounts of a district in figures, without what the rules say of them."""

from datetime import date
from typing import TypedDict

from answerable.actions.offline.check import Opened
from answerable.actions.offline.watch.health import looks_at
from answerable.actions.offline.watch.near import repeats_in
from answerable.actions.offline.watch.read import spoken_in
from answerable.core.watch.accounts.profile import Profile, profile
from answerable.core.watch.district import Sight, accounts
from answerable.core.watch.health import CollectorFault
from answerable.sources.calendars import working_calendar


class Watched(TypedDict):
    """What the records hold of the watch."""

    profiles: tuple[Profile, ...]
    faults: tuple[tuple[str, CollectorFault], ...]


def watched_in(opened: Opened, *, on: date) -> Watched:
    """Every registered account of a sound district in figures, and every voice nobody could look at on the day."""
    spoken = spoken_in(opened, on=on)
    calendar = working_calendar(opened.district.calendar, known_on=on)
    sight = Sight(spoken, calendar, repeats=repeats_in(spoken))
    contracts = {voice.id: voice.contract for voice in spoken.rows.voices}
    return {
        "profiles": tuple(profile(account) for account in accounts(sight)),
        "faults": tuple((contracts[voice], fault) for voice, fault in looks_at(spoken).faults.items()),
    }
