"""Sufficient statistics: what engines make of big tables, and all that an assessment needs of them.

Integers and exact decimals only, sorted, so that every engine gives the same bytes.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from answerable.core.terms.period import Period


@dataclass(frozen=True)
class Question:
    """What the engines are asked: the state of things at the end of the day `on`."""

    on: date
    answer_by: tuple[tuple[date, date], ...]
    """For every day on which a matter may have been raised: the last day to answer it."""
    restarts: tuple[tuple[str, date], ...] = ()
    """Contract and day: further starts from which ratings are counted, fixed before they came in."""
    aged_after: int = 30
    """A rating is aged if more days than this lie between the service and the rating."""


@dataclass(frozen=True, order=True)
class ReadingTotal:
    """All readings of one indicator in one period, added up; `n` is how many readings there were."""

    contract: str
    indicator: str
    period: Period
    numerator: int
    denominator: int
    n: int


Five = tuple[int, int, int, int, int]
"""Ratings of level 1, 2, 3, 4, 5."""


@dataclass(frozen=True, order=True)
class LevelCounts:
    """How many ratings of each level came in through one tier."""

    contract: str
    tier: str
    origin: str
    levels: Five


@dataclass(frozen=True, order=True)
class RestartCounts:
    """How many ratings of each level came in through one tier on or after a further start."""

    contract: str
    since: date
    tier: str
    origin: str
    levels: Five


@dataclass(frozen=True, order=True)
class Delivered:
    """Services delivered in periods that are over."""

    contract: str
    tier: str
    count: int


@dataclass(frozen=True, order=True)
class MatterCount:
    """Matters of one contract in one state: `outcome` is empty until confirmed on or before the day."""

    contract: str
    handled: bool
    late: bool
    """Handled, or still open, after the last day to answer."""
    outcome: str
    contested: bool
    rated: bool
    """It came from a low rating."""
    count: int


@dataclass(frozen=True, order=True)
class CauseCount:
    """Matters of one contract with one cause.

    `put_right`: confirmed as put right and not contested. `repeats`: raised on a later day than the first such
    confirmation.
    """

    contract: str
    cause: str
    raised: int
    put_right: int
    repeats: int


@dataclass(frozen=True, order=True)
class OpenMatter:
    """A matter that nobody has handled by the day."""

    contract: str
    raised_on: date
    id: str
    topic: str


@dataclass(frozen=True, order=True)
class ScoreTotal:
    """The points of one period, added up over its items."""

    contract: str
    period: Period
    points: Decimal
    full: Decimal
    deduction_minor: int


@dataclass(frozen=True)
class Statistics:
    """Everything an assessment needs from the big tables."""

    readings: tuple[ReadingTotal, ...]
    ratings: tuple[LevelCounts, ...]
    restarted: tuple[RestartCounts, ...]
    services: tuple[Delivered, ...]
    matters: tuple[MatterCount, ...]
    causes: tuple[CauseCount, ...]
    open_matters: tuple[OpenMatter, ...]
    scores: tuple[ScoreTotal, ...]


NOTHING = Statistics(
    readings=(), ratings=(), restarted=(), services=(), matters=(), causes=(), open_matters=(), scores=()
)
"""What is known of a district without big tables."""


@dataclass(frozen=True, order=True)
class RatingDay:
    """Ratings given on one day, defaulted ones apart."""

    contract: str
    day: date
    tier: str
    level: int
    count: int


@dataclass(frozen=True, order=True)
class RatingMonth:
    """Ratings of one month, and its busiest day. Defaulted ones are counted apart and in nothing else."""

    contract: str
    month: date
    """Its first day."""
    tier: str
    levels: Five
    busiest: int
    """The most ratings on one day; 0 where all were defaulted."""
    busiest_on: date
    """The first such day; the first of the month where all were defaulted."""
    busiest_levels: Five
    served_known: int
    """Ratings that state the day of the service."""
    aged: int
    """Of these: ratings long after the service."""
    aged_busiest: int
    """The most aged ratings on one day."""
    aged_busiest_on: date | None
    defaulted: int


@dataclass(frozen=True, order=True)
class ServicePeriod:
    """Services delivered in one period that is over."""

    contract: str
    period: Period
    tier: str
    count: int


@dataclass(frozen=True)
class Paths:
    """How ratings came in over time: to explain, to replay, to plot, and to look for signs of manipulation."""

    days: tuple[RatingDay, ...]
    """Only of contracts that were asked for by name."""
    months: tuple[RatingMonth, ...]
    services: tuple[ServicePeriod, ...]
