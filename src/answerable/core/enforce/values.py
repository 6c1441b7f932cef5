"""Values of correction, built from rows that passed the checks; field names are the columns' names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Case:
    """One course of correction on one contract."""

    id: str
    contract: str
    opened_on: date
    subject: str
    subject_en: str | None


@dataclass(frozen=True)
class CaseState:
    """From `starts` on the case is in this state."""

    case: str
    starts: date
    state: str
    ground: str | None


@dataclass(frozen=True)
class Order:
    """One item of an order to rectify."""

    id: str
    case: str
    finding: str | None
    demand: str
    demand_en: str | None
    issued_on: date
    due_on: date
    reported_on: date | None
    author: str


@dataclass(frozen=True)
class Recheck:
    """The re-check of one item."""

    order: str
    checked_on: date
    result: str
