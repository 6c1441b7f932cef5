"""Values of evidence and oversight, built from rows that passed the checks; field names are the columns' names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from answerable.core.terms.period import Period


@dataclass(frozen=True)
class Indicator:
    """One edition of an indicator, in force from `starts` until the next edition."""

    id: str
    starts: date
    name: str
    name_en: str | None
    period: str
    measure: str
    better: str
    unit: str | None


@dataclass(frozen=True)
class Band:
    """One band of an edition: `low` inclusive, `high` exclusive, None is open."""

    indicator: str
    starts: date
    band: str
    low: Decimal | None
    high: Decimal | None
    target: bool
    points: Decimal | None = None
    """How many per cent of the indicator's weight a month in this band earns; None where no scoring is agreed."""


@dataclass(frozen=True)
class Agreed:
    """An indicator that a contract is measured by."""

    contract: str
    indicator: str
    weight: Decimal | None


@dataclass(frozen=True)
class Deduction:
    """One range of an agreed deduction, in force from `starts`: points of 100, `low` inclusive, `high` exclusive."""

    contract: str
    starts: date
    low: Decimal
    high: Decimal
    percent: Decimal
    """Per cent of the base."""
    per_point: Decimal
    """More per cent of the base for each point below `high`."""
    base_minor: int


@dataclass(frozen=True)
class Survey:
    """A sampled survey."""

    id: str
    contract: str
    surveyed_on: date
    frame: int
    sample: int
    responses: int
    level_1: int
    level_2: int
    level_3: int
    level_4: int
    level_5: int


@dataclass(frozen=True)
class Stratum:
    """One stratum of a survey; its frame is its weight."""

    survey: str
    stratum: str
    frame: int
    sample: int
    responses: int
    level_1: int
    level_2: int
    level_3: int
    level_4: int
    level_5: int


@dataclass(frozen=True)
class PlannedDuty:
    """A duty of the oversight plan, once or every period."""

    id: str
    contract: str
    side: str
    kind: str
    every: str
    within_workdays: int
    starts: date
    ends: date | None
    ground: str
    who: str | None


@dataclass(frozen=True)
class DutyDone:
    """A planned duty that was done."""

    duty: str
    period: Period
    done_on: date


@dataclass(frozen=True)
class Finding:
    """Something found: proposed until a person confirms or rejects it."""

    id: str
    contract: str
    found_on: date
    source: str
    severity: str
    what: str
    what_en: str | None
    decision: str | None
    decided_on: date | None
    rule: str | None
    """By which rule the program proposed it, and since when; None if people found it."""

    def state_on(self, on: date) -> str:
        """proposed, confirmed or rejected, as known at the end of the day."""
        if self.decision is None or self.decided_on is None or self.decided_on > on:
            return "proposed"
        return self.decision
