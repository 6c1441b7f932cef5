"""What a trial of a new set says. Values only; exact shares, money in minor units."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from answerable.core.assess.trial.sets import Rules


class TroubleKind(StrEnum):
    """What people established, against which a warning is held."""

    SERIOUS_FINDING = "serious_finding"
    CASE = "case"
    ORDER = "order"


@dataclass(frozen=True, order=True)
class Trouble:
    """Known trouble of one contract: a confirmed serious finding, a case opened, or an item ordered."""

    on: date
    kind: TroubleKind
    id: str


class Sequel(StrEnum):
    """What came after a watch began."""

    FOLLOWED = "followed"
    """Trouble came to be known within six months, or while it lasted."""
    NOT_FOLLOWED = "not_followed"
    """It did not: possibly a false alarm. That nothing was found proves little."""
    TOO_EARLY = "too_early"
    """Six months are not over yet."""
    UNKNOWN = "unknown"
    """The records hold no finding, case or order of anybody: nothing to hold a watch against."""


@dataclass(frozen=True)
class Watch:
    """From `starts` on the contract was on watch; `ends` is the period end at which it no longer was, if any."""

    starts: date
    ends: date | None
    sequel: Sequel


@dataclass(frozen=True)
class Expected:
    """What the scores computed by a set would have cost the provider."""

    minor: int
    months: int
    """Months with a score and an agreement for it."""
    unknown: int
    """Whole months of which that cannot be said."""


@dataclass(frozen=True)
class Said:
    """What one set says of one contract."""

    scored: int
    """Results of all its indicators that could be scored."""
    off_target: int
    ends: int
    """Period ends with a scored result."""
    ends_on_watch: int
    flips: int
    """How often the contract would have gone on or off watch."""
    watches: tuple[Watch, ...]
    expected: Expected | None
    """None where no points or no deductions are agreed."""

    @property
    def first_watch(self) -> date | None:
        return self.watches[0].starts if self.watches else None


@dataclass(frozen=True)
class Warned:
    """One trouble, and how many days before it each set had the contract on watch; None: no warning."""

    trouble: Trouble
    in_force: int | None
    new: int | None


@dataclass(frozen=True)
class Compared:
    """Scored results of one indicator, and how many of them each set puts off target."""

    indicator: str
    name: str
    name_en: str
    contracts: int
    scored: int
    in_force: int
    new: int


@dataclass(frozen=True)
class ContractTrial:
    """One contract under both sets."""

    id: str
    name: str
    name_en: str
    currency: str
    in_force: Said
    new: Said
    indicators: tuple[Compared, ...]
    """Only those that the new set names."""
    troubles: tuple[Warned, ...]
    first_end: date | None
    """The first period end with a scored result."""
    differing: tuple[date, ...]
    """Period ends at which only one of the sets has it on watch."""


@dataclass(frozen=True)
class Totals:
    """What one set says of all contracts together."""

    contracts_on_watch: int
    """Ever."""
    scored: int
    off_target: int
    ends: int
    ends_on_watch: int
    flips: int
    watches: int
    followed: int
    not_followed: int
    too_early: int
    unknown: int
    warned: int
    """Troubles that came with a warning."""
    median_days: Fraction | None
    """Of the warnings."""
    expected: tuple[tuple[str, int], ...]
    """Expected deductions by currency."""
    unknown_months: int


@dataclass(frozen=True)
class TrialResult:
    """Both sets side by side, contracts and indicators in order of their ids."""

    district: str
    name: str
    name_en: str
    language: str
    on: date
    rules: tuple[Rules, Rules]
    """In force, and new."""
    contracts: tuple[ContractTrial, ...]
    indicators: tuple[Compared, ...]
    totals: tuple[Totals, Totals]
    """In force, and new."""

    @property
    def troubles(self) -> int:
        """Known troubles of all contracts."""
        return sum(len(each.troubles) for each in self.contracts)

    @property
    def unforeseeable(self) -> int:
        """Troubles that no set could warn of: there was no scored result before them."""
        return sum(
            each.first_end is None or warned.trouble.on <= each.first_end
            for each in self.contracts
            for warned in each.troubles
        )
