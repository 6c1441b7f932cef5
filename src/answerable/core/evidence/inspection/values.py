"""Values of inspections, built from rows that passed the checks; field names are the columns' names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Plan:
    """How many contracts are inspected in a stretch of time, and what the draw among them is committed to."""

    id: str
    body: str
    reach: str
    starts: date
    ends: date
    count: int
    random_count: int
    seed_source: str
    seed_on: date
    commitment: str
    committed_on: date
    committed_by: str
    secret: str | None = None
    public_seed: str | None = None
    drawn_on: date | None = None


@dataclass(frozen=True)
class Chance:
    """A contract of a plan's frame with its weight, and what the weight was computed from."""

    plan: str
    contract: str
    standing: str | None
    overdue: int
    findings: int
    months: int | None
    large: bool
    weight: int


@dataclass(frozen=True)
class Inspection:
    """An inspection: chosen by a draw or for a cause, and made, not yet made, or not possible."""

    id: str
    plan: str | None
    contract: str
    chosen_by: str
    place: int | None
    cause: str | None
    due_on: date
    inspected_on: date | None
    inspector: str | None
    outcome: str | None
