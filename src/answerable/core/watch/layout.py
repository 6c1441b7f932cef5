"""From rows to what the rules look at: who said what, to whom, when it was known, and when anybody could look."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from answerable.core.watch.accounts.reported import claims_of
from answerable.core.watch.accounts.values import Claim, Filing, Health, Review, Said, Stretch, Utterance
from answerable.core.watch.register import (
    CollectionRow,
    FilingRow,
    FollowersRow,
    ReviewRow,
    SilencedRow,
    VoiceRow,
)

K = TypeVar("K")
V = TypeVar("V")
_SPOKEN = frozenset(said.value for said in Said)


@dataclass(frozen=True)
class Observed:
    """One row of the observations; field names are the columns' names."""

    id: str
    contract: str
    kind: str
    at: datetime
    captured: datetime
    voice: str
    text: str | None
    answers: str | None
    reads: int | None
    likes: int | None
    forwards: int | None
    comments: int | None
    source: str | None
    automatic: bool | None
    address: str | None
    document: str | None


@dataclass(frozen=True)
class Rows:
    """The rows of a district that watching needs."""

    voices: tuple[VoiceRow, ...]
    filings: tuple[FilingRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    followers: tuple[FollowersRow, ...] = ()
    silenced: tuple[SilencedRow, ...] = ()
    collections: tuple[CollectionRow, ...] = ()
    observed: tuple[Observed, ...] = ()
    bodies: Mapping[str, str] = field(default_factory=dict)
    """The body of each contract."""
    staff: frozenset[str] = frozenset()
    """The people who are public staff."""


@dataclass(frozen=True)
class Spoken:
    """Everything that was said and known by the day, in order of time, and which voice it belongs to."""

    rows: Rows
    on: date
    zone: ZoneInfo

    @cached_property
    def known(self) -> tuple[Observed, ...]:
        """The observations captured by the end of the day, oldest first."""
        rows = [row for row in self.rows.observed if self.day(row.captured) <= self.on]
        return tuple(sorted(rows, key=lambda row: (row.at, row.id)))

    def day(self, instant: datetime) -> date:
        """The local day of an instant."""
        return instant.astimezone(self.zone).date()

    @cached_property
    def _names(self) -> Mapping[tuple[str, str], str]:
        """By contract and name or id; a name that two voices of a contract share says nothing."""
        names = Counter((voice.contract, voice.name) for voice in self.rows.voices)
        return {
            (voice.contract, name): voice.id
            for voice in self.rows.voices
            for name in (voice.name, voice.id)
            if name == voice.id or names[voice.contract, name] == 1
        }

    def owner(self, row: Observed) -> str | None:
        """The registered voice that said it; None for anybody else."""
        return self._names.get((row.contract, row.voice))

    @cached_property
    def addressed(self) -> Mapping[str, str]:
        """The voice that each message or comment was addressed to, by its id; those nobody can tell are absent.

        A comment goes with its post. A message goes with the voice that answered it, else with the only account or
        site of its contract.
        """
        said = {row.id: row for row in self.known}
        alone = self._alone()
        found: dict[str, str] = {}
        for row in self.known:
            owner = self.owner(row)
            if row.kind == Said.REPLY and row.answers and owner is not None:
                found[row.answers] = owner
        for row in self.known:
            if row.kind == Said.COMMENT and row.answers in said:
                post = self.owner(said[row.answers])
                if post is not None:
                    found.setdefault(row.id, post)
            elif row.kind == Said.MESSAGE and row.contract in alone:
                found.setdefault(row.id, alone[row.contract])
        return found

    def _alone(self) -> Mapping[str, str]:
        voices = defaultdict(list)
        for voice in self.rows.voices:
            if voice.kind != "paper":
                voices[voice.contract].append(voice.id)
        return {contract: ids[0] for contract, ids in voices.items() if len(ids) == 1}

    @cached_property
    def utterances(self) -> Mapping[str, Utterance]:
        """Posts, replies, messages and comments by id, oldest first."""
        return {row.id: self._utterance(row) for row in self.known if row.kind in _SPOKEN}

    def _utterance(self, row: Observed) -> Utterance:
        local = row.at.astimezone(self.zone)
        return Utterance(
            id=row.id,
            said=Said(row.kind),
            at=row.at,
            captured=row.captured,
            voice=self.owner(row) or row.voice,
            text=row.text or "",
            day=local.date(),
            hour=local.hour,
            known=self.day(row.captured),
            answers=row.answers,
            reads=row.reads,
            likes=row.likes,
            forwards=row.forwards,
            comments=row.comments,
            source=row.source,
            automatic=row.automatic,
        )

    @cached_property
    def own(self) -> Mapping[str, tuple[Utterance, ...]]:
        """What each voice said itself: posts and replies."""
        kinds = {Said.POST.value, Said.REPLY.value}
        return _by(
            (owner, self.utterances[row.id])
            for row in self.known
            if row.kind in kinds and (owner := self.owner(row)) is not None
        )

    @cached_property
    def others(self) -> Mapping[str, tuple[Utterance, ...]]:
        """What was said to each voice: messages and comments."""
        kinds = {Said.MESSAGE.value, Said.COMMENT.value}
        return _by(
            (self.addressed[row.id], self.utterances[row.id])
            for row in self.known
            if row.kind in kinds and row.id in self.addressed
        )

    @cached_property
    def posts(self) -> tuple[Utterance, ...]:
        """Every post of anybody, oldest first: what near-copies are looked for among."""
        return tuple(each for each in self.utterances.values() if each.said is Said.POST and each.text)

    def unowned(self) -> int:
        """Posts, replies and messages that belong to no registered voice."""
        return sum(
            self.owner(row) is None and row.id not in self.addressed
            for row in self.known
            if row.kind in _SPOKEN
        )

    def followers(self, voice: str) -> tuple[tuple[date, int], ...]:
        """Followers of a voice by day, oldest first."""
        rows = (row for row in self.rows.followers if row.voice == voice and row.counted_on <= self.on)
        return tuple(sorted((row.counted_on, row.count) for row in rows))

    def filings(self, voice: str) -> tuple[Filing, ...]:
        """What was to be filed of a voice by the day; a filing made later is not known yet."""
        return tuple(
            Filing(
                row.what,
                row.happened_on,
                row.filed_on if row.filed_on is not None and row.filed_on <= self.on else None,
            )
            for row in self.rows.filings
            if row.voice == voice and row.happened_on <= self.on
        )

    @cached_property
    def reviews(self) -> Mapping[str, tuple[Review, ...]]:
        """The review records of each voice's posts."""
        voices = {each.id: voice for voice, said in self.own.items() for each in said}
        return _by(
            (voices[row.observation], self._review(row))
            for row in self.rows.reviews
            if row.observation in voices
        )

    def _review(self, row: ReviewRow) -> Review:
        """The steps that were taken by the day."""
        stated = ((row.first_by, row.first_on), (row.second_by, row.second_on), (row.third_by, row.third_on))
        steps = [step if step[1] is not None and step[1] <= self.on else (None, None) for step in stated]
        (a, b, c) = ((person, day, person in self.rows.staff) for person, day in steps)
        return Review(row.observation, (a[0], b[0], c[0]), (a[1], b[1], c[1]), (a[2], b[2], c[2]))

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """What reports say of a contract's work, by contract."""
        return _by(
            (row.contract, claim)
            for row in self.known
            if row.kind == "document" and row.text
            for claim in claims_of(row.id, row.text, on=self.day(row.at), known=self.day(row.captured))
        )

    def reached(self, voice: VoiceRow) -> tuple[Stretch, ...]:
        """The days a voice was seen on by what was handed in: each export from its first entry to its last.

        Whether it was complete beyond its last entry, or between two exports, nobody can tell; and what a person
        captured by hand says nothing of what was not there.
        """
        if voice.collect != "export":
            return ()
        said = (*self.own.get(voice.id, ()), *self.others.get(voice.id, ()))
        rows = {row.id: row for row in self.known}
        days: dict[str, list[date]] = defaultdict(list)
        for each in said:
            days[rows[each.id].document or each.captured.isoformat()].append(each.day)
        spans = sorted((min(those), max(those)) for those in days.values() if len(those) > 1)
        return tuple(Stretch(first, last, Health.SEEN) for first, last in _joined(spans))


def _joined(spans: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Spans in order of their start, with those that share a day or touch made one."""
    held: tuple[date, date] | None = None
    for first, last in spans:
        if held is not None and first <= held[1] + timedelta(days=1):
            held = held[0], max(held[1], last)
            continue
        if held is not None:
            yield held
        held = first, last
    if held is not None:
        yield held


def _by(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    grouped: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return {key: tuple(values) for key, values in grouped.items()}


def silent_rules(rows: Sequence[SilencedRow], on: date) -> Iterator[str]:
    """The rules that people silenced for the day."""
    return (row.rule for row in rows if row.on(on))
