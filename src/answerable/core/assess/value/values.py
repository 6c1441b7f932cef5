"""Figures on value as they were stated, and what is said about them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from answerable.core.register.values import Body, Contract, Provider
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period

ASPECTS = ("unit_cost", "quality", "voice", "staff_time")
LOWER_IS_BETTER = frozenset({"unit_cost", "staff_time"})

BEFORE, AFTER, STRADDLES, OUTSIDE = "before", "after", "straddles", "outside"
"""Where a period lies: before the contract, within it and over, across its first day or its last, or not over yet."""

LOWER, HIGHER, WITHIN, UNSAID = "lower_beyond", "higher_beyond", "within", "unsaid"
"""All that is ever concluded."""


@dataclass(frozen=True)
class Figure:
    """One row of figures on value; field names are the table's columns."""

    contract: str
    aspect: str
    measure: str
    period: Period
    numerator: int
    denominator: int
    source: str
    note: str | None

    @property
    def value(self) -> Fraction | None:
        """None where there was nothing to divide by."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Pooled:
    """The periods of one side: numerators and denominators added, and the lowest and highest single period."""

    n: int
    """Periods with a value."""
    first: Period
    last: Period
    value: Fraction
    low: Fraction
    high: Fraction
    latest: Fraction
    """The value of the last period."""


@dataclass(frozen=True)
class Spread:
    """Values of peers."""

    n: int
    median: Fraction
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class PeersResult:
    """Other contracts of the same catalogue line with the same measure."""

    values: Spread | None
    """Their values since they were outsourced."""
    changes: Spread | None
    """Their changes, where they have a before; parts of 1."""
    difference: Fraction | None
    """The contract's own change less the median of theirs: a difference in differences."""


@dataclass(frozen=True)
class MeasureResult:
    """One measure of one contract."""

    aspect: str
    measure: str
    figures: tuple[tuple[Figure, str], ...]
    """Each with the side its period lies on, oldest first."""
    before: Pooled | None
    after: Pooled | None
    change: Fraction | None
    """After against before, as a part of 1; None where one is missing or before is 0."""
    better: bool | None
    """By the direction of the aspect; None where nothing changed or nothing is known."""
    conclusion: str
    freed: Fraction | None
    """Of officials' time: hours per period fewer than before; negative if more."""
    peers: PeersResult
    limits: tuple[Message, ...]


@dataclass(frozen=True)
class InHouse:
    """The ability to take the work back. None is not stated."""

    share: Decimal | None
    """The part of the function that the body still does itself."""
    drills: int
    """Take-back drills that are planned."""
    drilled_on: date | None
    """The last one done."""


@dataclass(frozen=True)
class ContractValue:
    """What is known of the value of one contract."""

    contract: Contract
    body: Body
    provider: Provider
    catalogue: str | None
    measures: tuple[MeasureResult, ...]
    silent: tuple[str, ...]
    """Aspects without any figure."""
    in_house: InHouse


@dataclass(frozen=True)
class DistrictValue:
    """All contracts that were asked about, in order of their ids."""

    district: str
    name: str
    name_en: str
    language: str
    on: date
    contracts: tuple[ContractValue, ...]
