"""What is said of a contract, and of the whole district, on a day. Values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from answerable.core.assess.results import (
    Assessment,
    FindingResult,
    IndicatorSeries,
    LowRatingsResult,
    MattersResult,
    RatingsResult,
    Reason,
    ScoreResult,
    SurveyResult,
)
from answerable.core.assess.score import MonthScore
from answerable.core.register.answer import Answer
from answerable.core.register.values import Body, Contract, Person, Provider
from answerable.core.terms.duty import Duty
from answerable.core.terms.message import Message
from answerable.core.watch.accounts.profile import Profile


class Standing(StrEnum):
    """Where a contract stands on a date: the assessment, unless a case says more."""

    CLEAR = "clear"
    WATCH = "watch"
    NO_DATA = "no_data"
    RECTIFYING = "rectifying"
    RENEWAL_SUSPENDED = "renewal_suspended"
    SUSPENDED = "suspended"
    ENDING = "ending"
    ENDED_EXPIRED = "ended_expired"
    ENDED_AGREEMENT = "ended_agreement"
    ENDED_UNILATERAL = "ended_unilateral"


@dataclass(frozen=True)
class CaseResult:
    """One case as it stood on the date."""

    id: str
    subject: str
    subject_en: str
    opened_on: date
    state: str
    since: date
    ground: str


@dataclass(frozen=True)
class ContractResult:
    """Everything the district knows about one contract on the date."""

    contract: Contract
    body: Body
    provider: Provider
    leader: Answer
    verdict: str | None
    assessment: Assessment
    standing: Standing
    reasons: tuple[Reason, ...]
    proposals: tuple[Message, ...]
    indicators: tuple[IndicatorSeries, ...]
    ratings: RatingsResult
    surveys: tuple[SurveyResult, ...]
    matters: MattersResult
    low_ratings: LowRatingsResult
    scores: tuple[ScoreResult, ...]
    months: tuple[MonthScore, ...]
    """The scoring by the indicators beside what people recorded, and the deduction that was agreed."""
    findings: tuple[FindingResult, ...]
    cases: tuple[CaseResult, ...]
    exit_grounds: tuple[str, ...]
    duties: tuple[Duty, ...]
    accounts: tuple[Profile, ...] = ()
    """Its accounts under watch, week by week."""


@dataclass(frozen=True)
class PortfolioResult:
    """All running contracts with ratings, looked at together: whose ratings are below the standard."""

    delta: Fraction
    """The largest expected part of those named that is named in error."""
    looked_at: int
    named: tuple[str, ...]
    alone: tuple[str, ...]
    """Judged below the standard by themselves, and not named among so many."""


@dataclass(frozen=True)
class DistrictResult:
    """The result of the main job."""

    district: str
    name: str
    name_en: str
    language: str
    on: date
    rulebook: str
    calendar: str
    calendar_ends: date
    """The last day the calendar was published for, as known on the date."""
    contracts: tuple[ContractResult, ...]
    people: tuple[Person, ...]
    """Everybody who owes a duty, by id."""
    portfolio: PortfolioResult
