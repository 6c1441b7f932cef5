"""What the signs look at, the thresholds they keep, and what they say."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha256

from answerable.core.assess.results import RatingsTest
from answerable.core.evidence.statistics import (
    CauseCount,
    Five,
    LevelCounts,
    MatterCount,
    RatingMonth,
    ScoreTotal,
    ServicePeriod,
)
from answerable.core.evidence.values import DutyDone, Finding, PlannedDuty
from answerable.core.register.values import Contract
from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message

PREFIX = "signals."
"""How the rules of findings begin that rest on a sign."""


@dataclass(frozen=True)
class SignalPolicy:
    """The thresholds. Shares are parts of 1; every one is a choice of policy unless its parameter says otherwise."""

    bad_levels: tuple[int, ...] = (1, 2)
    """What counts as a low rating."""
    alpha: Fraction = Fraction(1, 1000)
    """A sign that rests on chance needs a chance below this."""
    peers_least: int = 5
    """Other rated contracts that a comparison needs."""
    peers_ratings: int = 20
    """Ratings a contract needs in a year to be compared, or to be a peer."""
    peers_low: int = 5
    """Low ratings a contract needs to stand out."""
    taken_up_low: int = 10
    """Low ratings from which they are expected to be taken up as matters."""
    taken_up_share: Fraction = Fraction(1, 2)
    """Fewer taken up than this share is a sign."""
    cause_repeats: int = 3
    """Repeats of one cause, after it was said to have been put right."""
    history_months: int = 12
    """A month is compared with at most so many months before it."""
    history_least: int = 3
    """And with at least so many."""
    history_ratings: int = 60
    """Which have at least so many ratings together."""
    month_ratings: int = 20
    """Ratings a month needs before its mix or its busiest day is looked at."""
    burst_times: Fraction = Fraction(2)
    """The busiest day against the busiest day ever, and its share of the month against the usual one."""
    burst_volume: Fraction = Fraction(3, 2)
    """The ratings of such a month against a usual month."""
    mix_distance: Fraction = Fraction(1, 10)
    """The part of a month's ratings that would have to change level to give the usual mix."""
    tier_ratings: int = 30
    """Ratings either side of a comparison of tiers needs."""
    tier_points: Fraction = Fraction(1, 10)
    """The difference in the share of low ratings."""
    helped_tiers: tuple[str, ...] = ("assisted",)
    """Tiers in which the provider's people are at hand when a rating is given."""
    hoard_ratings: int = 10
    """Ratings of long past services on one day."""
    hoard_serious: int = 50
    """From so many on the sign is serious."""
    hoard_share: Fraction = Fraction(1, 5)
    """The share of late ratings in such a month."""
    hoard_times: int = 3
    """And how many times the usual share that has to be."""
    hoard_low: Fraction = Fraction(1, 20)
    """At most this share of them is low."""
    stop_points: Fraction = Fraction(1, 20)
    """By how much the share of low ratings rose before ratings stopped."""
    stop_alpha: Fraction = Fraction(1, 100)
    """The rise has a chance below this."""
    stop_share: Fraction = Fraction(1, 3)
    """Fewer ratings than this share of a usual month have stopped."""
    stop_services: Fraction = Fraction(4, 5)
    """While at least this share of the usual services was delivered."""
    same_months: int = 6
    """Months with the same score."""
    same_range: Fraction = Fraction(1, 2)
    """Points of 100 within which scores are the same."""
    many_low: int = 10
    """Low ratings that are many."""
    many_share: Fraction = Fraction(1, 10)
    """And the share they have to be."""
    many_matters: int = 5
    """Matters overdue, contested or not wholly put right that are many."""
    many_matters_share: Fraction = Fraction(1, 5)
    """And the share of all matters they have to be."""
    inspections: int = 3
    """Inspections in half a year that should have found something."""
    look_back_months: int = 12
    """Signs that ended longer ago are left alone."""


@dataclass(frozen=True)
class Seen:
    """What is known of one contract on the day: everything the signs look at."""

    contract: Contract
    catalogue: str | None
    """The line of the purchasing catalogue of its work."""
    ratings: tuple[LevelCounts, ...] = ()
    months: tuple[RatingMonth, ...] = ()
    services: tuple[ServicePeriod, ...] = ()
    matters: tuple[MatterCount, ...] = ()
    causes: tuple[CauseCount, ...] = ()
    scores: tuple[ScoreTotal, ...] = ()
    planned: tuple[PlannedDuty, ...] = ()
    done: tuple[DutyDone, ...] = ()
    findings: tuple[Finding, ...] = ()
    tests: tuple[RatingsTest, ...] = ()
    """The questions put to its ratings, with their answers."""


@dataclass(frozen=True)
class Sight:
    """All contracts of a district at the end of the day `on`."""

    on: date
    contracts: tuple[Seen, ...]


@dataclass(frozen=True)
class Signal:
    """One sign on one contract, from its first day to the last day it was seen on."""

    rule: str
    contract: str
    from_day: date
    to_day: date
    severity: str
    """minor, ordinary or serious, as in findings."""
    side: Side
    """Whose conduct it speaks of."""
    source: str
    """rating, matter or monitor, as in findings."""
    what: Message
    evidence: tuple[Message, ...]
    innocent: Message
    """How the same figures can come about without any wrong."""
    chance: Fraction | None = field(default=None)
    """How likely figures like these, or more so, are in the ordinary course; None where no chance is reckoned."""
    stored: str | None = field(default=None)
    """What a recorded finding holds as its rule, where that is not the rule and the first day."""

    @property
    def stored_rule(self) -> str:
        """What a recorded finding holds as its rule: the rule and the first day."""
        return self.stored or f"{PREFIX}{self.rule} {self.from_day}"

    @property
    def id(self) -> str:
        """Made of contract, rule and first day, so that the same sign has the same id on every later day."""
        digest = sha256(f"{self.contract}\n{self.stored_rule}".encode()).hexdigest()[:12]
        return f"{self.rule}-{self.from_day:%Y%m%d}-{digest}"

    def recorded_as(self, finding: Finding) -> bool:
        """Whether a finding records this sign: the same rule on the same contract, begun within the sign's days."""
        rule, _, start = (finding.rule or "").partition(" ")
        if finding.id == self.id:
            return True
        if self.stored is not None:
            return (finding.contract, finding.rule) == (self.contract, self.stored)
        if finding.contract != self.contract or rule != PREFIX + self.rule:
            return False
        return self.from_day.isoformat() <= start <= self.to_day.isoformat()


def low_of(levels: Five, policy: SignalPolicy) -> int:
    """How many of these ratings are low."""
    return sum(levels[level - 1] for level in policy.bad_levels)
