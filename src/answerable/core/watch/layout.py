"""From rows to what the rules look at: who said what, to whom, when it was known, and when anybody could look."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
        return {
            (voice.contract, name): voice.id for voice in self.rows.voices for name in (voice.name, voice.id)
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
        people = (row.first_by, row.second_by, row.third_by)
        staff = [person in self.rows.staff for person in people]
        days = (row.first_on, row.second_on, row.third_on)
        return Review(row.observation, people, days, (staff[0], staff[1], staff[2]))

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claim, ...]]:
        """What reports say of a contract's work, by contract."""
        return _by(
            (row.contract, claim)
            for row in self.known
            if row.kind == "document" and row.text
            for claim in claims_of(row.id, row.text, on=self.day(row.at), known=self.day(row.captured))
        )

    def reached(self, voice: str) -> tuple[Stretch, ...]:
        """The days a voice was seen on, where no collection is recorded: from its first word to its last.

        Whether what was handed in later was complete, nobody can tell: days after the last word were not seen.
        """
        said = self.own.get(voice, ())
        if not said:
            return ()
        return (Stretch(min(each.day for each in said), max(each.day for each in said), Health.SEEN),)


def _by(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    grouped: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return {key: tuple(values) for key, values in grouped.items()}


def silent_rules(rows: Sequence[SilencedRow], on: date) -> Iterator[str]:
    """The rules that people silenced for the day."""
    return (row.rule for row in rows if row.on(on))
