"""The register's values. They are built from rows that passed the checks; field names are the columns' names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Body:
    """A body that buys services."""

    id: str
    name: str
    name_en: str | None
    kind: str
    parent: str | None


@dataclass(frozen=True)
class Person:
    """Somebody who holds a post or acts."""

    id: str
    name: str
    name_en: str | None
    staff: str


@dataclass(frozen=True)
class Post:
    """A post held from `starts` to `ends`, both inclusive; an open end is still held."""

    id: str
    body: str
    person: str
    role: str
    starts: date
    ends: date | None

    def held_on(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)


@dataclass(frozen=True)
class Provider:
    """Who provides the service."""

    id: str
    name: str
    name_en: str | None
    kind: str
    credit_code: str | None


@dataclass(frozen=True)
class WorkItem:
    """Work that is, or may be, done by a third party."""

    id: str
    body: str
    name: str
    name_en: str | None
    catalogue: str | None
    verdict: str | None
    verdict_on: date | None
    in_house_share: Decimal | None

    def verdict_by(self, on: date) -> str | None:
        """The verdict as it was known on the day; one without a date was always known."""
        return self.verdict if self.verdict_on is None or self.verdict_on <= on else None


@dataclass(frozen=True)
class Contract:
    """A contract for an outsourced service, in force from `starts` to `ends`, both inclusive."""

    id: str
    body: str
    work_item: str
    provider: str
    name: str
    name_en: str | None
    signed: date | None
    starts: date
    ends: date | None
    renewal_decided: date | None
    amount_minor: int | None
    currency: str | None
    paid: bool

    def running_on(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)


@dataclass(frozen=True)
class Assignment:
    """From `starts` on this person answers for the contract; no person is a vacancy.

    `accepted_on` is None until the person accepted.
    """

    contract: str
    starts: date
    person: str | None
    note: str | None
    accepted_on: date | None = None


@dataclass(frozen=True)
class StandIn:
    """The person is away from `starts` to `ends`, both inclusive; meanwhile the stand-in acts, if one was named."""

    person: str
    starts: date
    ends: date | None
    stand_in: str | None
    note: str | None

    def covers(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on <= self.ends)


@dataclass(frozen=True)
class Succession:
    """From `starts` on the successor answers for everything of the body."""

    body: str
    starts: date
    successor: str
    note: str | None


@dataclass(frozen=True)
class ApprovalStep:
    """One step of the chain a body set for a kind of decision; an edition is all steps with the same start."""

    body: str
    decision: str
    starts: date
    number: int
    role: str


@dataclass(frozen=True)
class Funds:
    """Money confirmed for a contract on a budget line, from `starts` to `ends`, both inclusive."""

    contract: str
    line: str
    starts: date
    ends: date
    amount_minor: int
    currency: str
    confirmed_on: date
    confirmed_by: str


@dataclass(frozen=True)
class Amendment:
    """A change of a contract's end, its amount or its terms; the contract itself holds what is agreed now."""

    contract: str
    decided_on: date
    kind: str
    ends_before: date | None
    ends_after: date | None
    amount_before: int | None
    amount_after: int | None
    reason: str
    cause: str | None = None


@dataclass(frozen=True)
class Clause:
    """One clause of a contract."""

    id: str
    contract: str
    kind: str
    ground: str | None
    notice_days: int | None
    text: str
