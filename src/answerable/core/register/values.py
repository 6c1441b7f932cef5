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
    """From `starts` on this person answers for the contract; no person is a vacancy."""

    contract: str
    starts: date
    person: str | None
    note: str | None


@dataclass(frozen=True)
class Clause:
    """One clause of a contract."""

    id: str
    contract: str
    kind: str
    ground: str | None
    notice_days: int | None
    text: str
