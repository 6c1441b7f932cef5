"""What is said of the course of an indicator, and of contracts side by side. Values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from answerable.core.assess.results import IndicatorSeries
from answerable.core.assess.series.funnels import Funnel
from answerable.core.register.values import Contract
from answerable.core.terms.period import Period


@dataclass(frozen=True)
class Level:
    """Periods between two changes. `value` is pooled for shares (per cent), the mean of the periods for ratios."""

    first: Period
    last: Period
    n: int
    """How many periods."""
    value: Fraction


@dataclass(frozen=True)
class Change:
    """From one level to another."""

    first: Period
    """The first period of the new level, as far as can be told."""
    earliest: Period
    latest: Period
    """The first period of the new level lies between these, with a chance of about 95 %."""
    before: Level
    after: Level
    better: bool
    holds: bool | None
    """Whether the new level also differs from the same periods a year before; False hints at a season, None: no year
    before to compare with."""

    @property
    def size(self) -> Fraction:
        """How far the level moved, without its sign."""
        return abs(self.after.value - self.before.value)


class Rule(StrEnum):
    """Rules of a control chart: Western Electric (1956) and Nelson (1984)."""

    BEYOND = "beyond"
    """Beyond three standard deviations: rule 1 of both."""
    TWO_OF_THREE = "two_of_three"
    """Two of three beyond two standard deviations on one side: Western Electric 2, Nelson 5."""
    ONE_SIDE = "one_side"
    """Eight running on one side of the centre: Western Electric 4 (Nelson 2 asks for nine)."""
    RUNNING = "running"
    """Six running, each higher or each lower than the one before: Nelson 3."""


@dataclass(frozen=True)
class Signal:
    """More than chance, by one rule: over which periods, how many of them, and on the better or the worse side."""

    rule: Rule
    first: Period
    last: Period
    n: int
    better: bool


@dataclass(frozen=True)
class ChartPoint:
    """One period: value, centre and limits in the unit of the indicator, quantised where they are not exact.

    A limit is None where chance alone reaches the end of what is possible.
    """

    period: Period
    value: Fraction
    centre: Fraction
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class Chart:
    """A control chart. `sigma` is the spread between periods: for shares in units of what chance alone makes."""

    share: bool
    sigma: Fraction
    points: tuple[ChartPoint, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True)
class Track:
    """One indicator of one contract over time."""

    contract: str
    series: IndicatorSeries
    periods: int
    """Whole periods with a figure."""
    levels: tuple[Level, ...]
    """Oldest first; empty with too few periods."""
    changes: tuple[Change, ...]
    chart: Chart | None
    """None with too few periods."""


@dataclass(frozen=True)
class YearFunnel:
    """All contracts with a figure of one indicator in one calendar year."""

    year: int
    periods: int
    """Periods of the year that were measured for anybody."""
    of: int
    """Periods the year has."""
    contracts: int
    funnel: Funnel | None
    """None with too few contracts to compare, or with nothing to set limits around."""

    @property
    def whole(self) -> bool:
        return self.periods == self.of


@dataclass(frozen=True)
class IndicatorStudy:
    """One indicator: contracts side by side per year (shares only), and each over time, by id."""

    indicator: str
    name: str
    name_en: str
    unit: str
    share: bool
    better_higher: bool
    years: tuple[YearFunnel, ...]
    tracks: tuple[Track, ...]


@dataclass(frozen=True)
class SeriesResult:
    """The course of every indicator of a district up to a day."""

    district: str
    name: str
    name_en: str
    language: str
    on: date
    centre: str
    """What funnels are drawn around: pooled or target."""
    indicators: tuple[IndicatorStudy, ...]
    contracts: tuple[Contract, ...]
    """Everybody named, by id."""
