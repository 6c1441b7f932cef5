"""Whether anybody could look: from the recorded tries of a district to the state of every voice."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from answerable.actions.offline.check import open_district
from answerable.actions.offline.watch.read import spoken_in
from answerable.core.rulebook.watch import load_watch
from answerable.core.watch.accounts.cadence import dormant_among
from answerable.core.watch.accounts.values import Health, Stretch
from answerable.core.watch.district import Sight, accounts
from answerable.core.watch.health import Attempt, CollectorFault, Due, collector_fault, looked, visits
from answerable.core.watch.layout import Spoken
from answerable.core.watch.pages.values import Visit
from answerable.core.watch.register import VoiceRow
from answerable.core.watch.results import HealthResult, VoiceHealth
from answerable.core.watch.values import Limits
from answerable.engines.engine import Engine
from answerable.sources.calendars import working_calendar

COLLECTED = ("feed", "page", "sitemap")
"""Ways of collecting that leave a record of every try; the others are known by what was handed in."""


@dataclass(frozen=True)
class Looks:
    """When every voice could be looked at, and what that says."""

    stretches: Mapping[str, tuple[Stretch, ...]]
    visits: Mapping[str, tuple[Visit, ...]]
    faults: Mapping[str, CollectorFault]
    tries: Mapping[str, tuple[Attempt, ...]]


def health_of(source: Path, *, on: date, engine: Engine, scratch: Path) -> HealthResult:
    """The state of every voice of a district folder at the end of the day. Raises what `assess` raises."""
    opened = open_district(source, engine=engine, scratch=scratch).sound()
    spoken, rules = spoken_in(opened, on=on), load_watch(opened.district.rulebook)
    looks = looks_at(spoken)
    calendar = working_calendar(opened.district.calendar, known_on=on)
    seen = accounts(Sight(spoken, calendar, looked=looks.stretches))
    return HealthResult(
        district=opened.district.id,
        language=opened.district.language,
        on=on,
        voices=voice_health(spoken, looks, dormant_among(seen, Limits(rules.thresholds(on)))),
    )


def looks_at(spoken: Spoken) -> Looks:
    """When every registered voice could be looked at, by the end of the day."""
    tries: dict[str, list[Attempt]] = {row.id: [] for row in spoken.rows.voices}
    for row in spoken.rows.collections:
        if spoken.day(row.at) <= spoken.on:
            tries[row.voice].append(Attempt.of(row))
    stretches, faults = {}, {}
    for voice in spoken.rows.voices:
        stretches[voice.id] = _stretches(spoken, voice, tries[voice.id])
        fault = None
        if voice.collect in COLLECTED and voice.open_on(spoken.on):
            fault = collector_fault(
                voice.id, tries[voice.id], stretches[voice.id], on=spoken.on, zone=spoken.zone
            )
        if fault is not None:
            faults[voice.id] = fault
    every = [each for those in tries.values() for each in those]
    return Looks(
        stretches=stretches,
        visits=visits(every, zone=spoken.zone),
        faults=faults,
        tries={voice: tuple(those) for voice, those in tries.items()},
    )


def _stretches(spoken: Spoken, voice: VoiceRow, tries: list[Attempt]) -> tuple[Stretch, ...]:
    if voice.collect not in COLLECTED:
        return spoken.reached(voice)
    first = min((each.at.astimezone(spoken.zone).date() for each in tries), default=voice.opened_on)
    last = spoken.on if voice.closed_on is None else min(spoken.on, voice.closed_on)
    # Before the first try nobody had begun to look, and nothing was due.
    begins = max(first, voice.opened_on) if tries else spoken.on
    due = Due(
        begins=min(begins, last),
        on=last,
        every_days=voice.every_days,
        opened_on=voice.opened_on,
        observable=voice.address is not None or bool(tries),
    )
    return looked(tries, due, zone=spoken.zone)


def voice_health(spoken: Spoken, looks: Looks, dormant: Collection[str]) -> tuple[VoiceHealth, ...]:
    """The state of every registered voice at the end of the day; which are dormant, a rule has said."""
    return tuple(
        _health(spoken, voice, looks, dormant) for voice in spoken.rows.voices if voice.opened_on <= spoken.on
    )


def _health(spoken: Spoken, voice: VoiceRow, looks: Looks, dormant: Collection[str]) -> VoiceHealth:
    stretches, tries = looks.stretches[voice.id], looks.tries[voice.id]
    last = max(tries, key=lambda each: each.at, default=None)
    seen = max((each.last for each in stretches if each.health is Health.SEEN), default=None)
    if voice.collect not in COLLECTED:
        seen = _handed_in(spoken, voice)
    fault = looks.faults.get(voice.id)
    return VoiceHealth(
        voice=voice.id,
        contract=voice.contract,
        name=voice.name,
        kind=voice.kind,
        looked=stretches,
        state=_state(spoken, voice, stretches, seen),
        last_tried=None if last is None else spoken.day(last.at),
        last_seen=seen,
        outcome=None if last is None else last.outcome.value,
        failing_since=None if fault is None else fault.since,
        untried=fault is not None and fault.attempts == 0,
        dormant=voice.id in dormant,
    )


def _handed_in(spoken: Spoken, voice: VoiceRow) -> date | None:
    """The day on which something of the voice was last taken in."""
    days = (spoken.day(row.captured) for row in spoken.known if spoken.owner(row) == voice.id)
    return max(days, default=None)


def _state(spoken: Spoken, voice: VoiceRow, stretches: tuple[Stretch, ...], seen: date | None) -> str:
    if not voice.open_on(spoken.on):
        return "closed"
    if voice.collect not in COLLECTED:
        return "never" if seen is None else "handed_in"
    if not stretches:
        return "never"
    return stretches[-1].health.value
