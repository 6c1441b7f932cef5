"""Rows of the register of voices as values; field names are the columns' names."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from re import split

from answerable.core.watch.accounts.values import Promise, Voice


@dataclass(frozen=True)
class VoiceRow:
    """One registered account, site or paper."""

    id: str
    contract: str
    kind: str
    name: str
    platform: str | None
    address: str | None
    collect: str
    every_days: int
    opened_on: date
    closed_on: date | None
    custody: str | None
    reviewer: str | None
    reviewed_since: date | None
    posts_per_week: Decimal | None
    original_share: Decimal | None
    reply_hours: int | None
    auto_reply: str | None
    topics: str | None
    sources: str | None

    @property
    def voice(self) -> Voice:
        """What the rules look at."""
        return Voice(
            id=self.id,
            contract=self.contract,
            kind=self.kind,
            name=self.name,
            opened_on=self.opened_on,
            promise=Promise(
                posts_per_week=None if self.posts_per_week is None else Fraction(self.posts_per_week),
                original_share=None if self.original_share is None else Fraction(self.original_share),
                reply_hours=self.reply_hours,
                sources=listed(self.sources),
                topics=listed(self.topics),
                auto_reply=self.auto_reply,
            ),
            closed_on=self.closed_on,
            reviewed_since=self.reviewed_since,
            custody=self.custody,
        )

    def open_on(self, day: date) -> bool:
        """Whether it was open at any moment of the day."""
        return self.opened_on <= day and (self.closed_on is None or day <= self.closed_on)


@dataclass(frozen=True)
class FilingRow:
    """Opening, change or closing of a voice."""

    voice: str
    what: str
    happened_on: date
    filed_on: date | None


@dataclass(frozen=True)
class ReviewRow:
    """Three steps of review of one post."""

    observation: str
    first_by: str | None
    first_on: date | None
    second_by: str | None
    second_on: date | None
    third_by: str | None
    third_on: date | None


@dataclass(frozen=True)
class FollowersRow:
    """How many followed a voice on a day."""

    voice: str
    counted_on: date
    count: int


@dataclass(frozen=True)
class SilencedRow:
    """A rule people decided not to use for a time."""

    rule: str
    starts: date
    ends: date | None
    decided_by: str
    why: str

    def on(self, day: date) -> bool:
        """Whether the rule is silenced on the day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class KeyRow:
    """The public key a provider signs its own exports with, from a day on."""

    voice: str
    starts: date
    key: str


@dataclass(frozen=True)
class PassageRow:
    """A passage as it was stored with its finding."""

    finding: str
    number: int
    of: str
    start: int
    text: str
    beside_of: str | None
    beside_text: str | None


@dataclass(frozen=True)
class CollectionRow:
    """One try to look at a voice."""

    voice: str
    at: datetime
    outcome: str
    seconds: Decimal | None
    status: int | None
    covers_from: date | None
    document: str | None
    etag: str | None
    modified: str | None


def listed(text: str | None) -> tuple[str, ...]:
    """The parts of a cell that holds several, parted by ；; 、 or lines."""
    return tuple(part for raw in split(r"[；;、\n]", text or "") if (part := raw.strip()))
