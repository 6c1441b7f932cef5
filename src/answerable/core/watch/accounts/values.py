"""What is known of one account on a day: its promises, everything captured, and when it could be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from answerable.core.terms.calendar import WorkingCalendar


class Health(StrEnum):
    """Whether a voice could be looked at. Only a stretch that was seen can be held against anybody."""

    SEEN = "seen"
    FAILED = "failed"
    """Our collector failed: a duty of the body, and no word about the provider."""
    UNOBSERVABLE = "unobservable"
    """The place itself cannot be looked at from here: sign-in wanted, robots refused, no address."""


class Said(StrEnum):
    """What an observation is, in the words of the table."""

    POST = "post"
    MESSAGE = "message"
    """A citizen's message that wants an answer."""
    REPLY = "reply"
    """The account's answer; `answers` is the message or comment."""
    COMMENT = "comment"
    """What somebody wrote below a post; `answers` is the post."""


@dataclass(frozen=True)
class Stretch:
    """Days, both inclusive, in one state."""

    first: date
    last: date
    health: Health


@dataclass(frozen=True)
class Promise:
    """What the contract or the filing promises of an account; None where nothing is promised."""

    posts_per_week: Fraction | None = None
    original_share: Fraction | None = None
    reply_hours: int | None = None
    sources: tuple[str, ...] = ()
    """Sources that may be reposted, beside what every account may; empty where no list is kept."""
    topics: tuple[str, ...] = ()
    """Words of the account's own field, for what lies off topic; empty where none are stated."""
    auto_reply: str | None = None
    """The text that the platform answers by itself."""


@dataclass(frozen=True)
class Voice:
    """An account, site or deliverable of a contract, as it is registered."""

    id: str
    contract: str
    kind: str
    """account, site or paper."""
    name: str
    opened_on: date
    promise: Promise = Promise()
    closed_on: date | None = None
    reviewed_since: date | None = None
    """The day from which every post needs a review record; None where none is kept."""
    custody: str | None = None
    """body, provider or both: who holds the passwords; None where not stated."""


@dataclass(frozen=True)
class Utterance:
    """One thing that was said, as captured. Counts are None where not known; instants carry their zone."""

    id: str
    said: Said
    at: datetime
    captured: datetime
    voice: str
    """The voice's id for what the account itself said; any text for others."""
    text: str
    day: date
    """The local day of `at` in the district's time zone."""
    hour: int
    """The local hour of `at`."""
    known: date
    """The local day of `captured`: nothing can be said of it before."""
    answers: str | None = None
    reads: int | None = None
    likes: int | None = None
    forwards: int | None = None
    comments: int | None = None
    source: str | None = None
    """Where it was reposted from, as shown; None for the account's own words or where not known."""
    automatic: bool | None = None
    """Whether the platform answered by itself, where the capture says so."""


@dataclass(frozen=True)
class Repeats:
    """Posts that say nearly the same, oldest first: ids of utterances; the first is what the others repeat."""

    ids: tuple[str, ...]
    similarity: Fraction
    """The lowest Jaccard similarity of a repeat with one before it, from 0 to 1."""


@dataclass(frozen=True)
class Filing:
    """Opening, changing or closing of a voice, and when it was filed with the supervisor; None is not yet."""

    what: str
    """opened, changed or closed."""
    happened_on: date
    filed_on: date | None


@dataclass(frozen=True)
class Review:
    """The review record of one post: who looked before it was published, and when. Steps are people's ids."""

    observation: str
    steps: tuple[str | None, str | None, str | None]
    on: tuple[date | None, date | None, date | None]
    staff: tuple[bool, bool, bool]
    """Whether the person of the step is the body's own staff."""


@dataclass(frozen=True)
class Account:
    """Everything known of one account at the end of the day `on`. Utterances are in order of time."""

    voice: Voice
    on: date
    calendar: WorkingCalendar
    own: tuple[Utterance, ...] = ()
    """Posts and replies of the account."""
    others: tuple[Utterance, ...] = ()
    """Messages and comments to it."""
    foreign: tuple[Utterance, ...] = ()
    """Posts of other voices that repeat or are repeated by its own, as the groups name them."""
    repeats: tuple[Repeats, ...] = ()
    """Groups with at least one own post."""
    looked: tuple[Stretch, ...] = ()
    """When it could be looked at; days outside every stretch were not looked at."""
    followers: tuple[tuple[date, int], ...] = ()
    """Followers as captured, by day."""
    claims: tuple["Claim", ...] = ()
    filings: tuple[Filing, ...] = ()
    reviews: tuple[Review, ...] = ()
    hostile: Mapping[str, Fraction] = field(default_factory=dict)
    """How hostile each own utterance reads to the model, 0 to 1, by id; absent where it was not asked."""
    rudest: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where its rudest sentence begins and ends, as the same model has it; absent: the whole is shown."""


@dataclass(frozen=True)
class Claim:
    """What a provider's report says of an account for a month: posts, reads or another count."""

    paper: str
    """The observation that says so."""
    of: str
    """posts, reads, likes, replies or followers."""
    month: date
    """The first day of the month."""
    count: int
    said: str
    """The words that say so."""
    start: int
    known: date
