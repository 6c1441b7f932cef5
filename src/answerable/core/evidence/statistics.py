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


@dataclass(frozen=True, order=True)
class ReadingTotal:
    """All readings of one indicator in one period, added up; `n` is how many readings there were."""

    contract: str
    indicator: str
    period: Period
    numerator: int
    denominator: int
    n: int


@dataclass(frozen=True, order=True)
class LevelCount:
    """How many ratings of one level came in through one tier."""

    contract: str
    tier: str
    origin: str
    level: int
    count: int


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
    count: int


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
    ratings: tuple[LevelCount, ...]
    services: tuple[Delivered, ...]
    matters: tuple[MatterCount, ...]
    open_matters: tuple[OpenMatter, ...]
    scores: tuple[ScoreTotal, ...]
