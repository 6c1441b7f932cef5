"""What an assessment of a contract says. Values only; exact figures, quantised when shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period
from answerable.core.watch.register import PassageRow


class Assessment(StrEnum):
    """What the figures say, before any case is looked at."""

    CLEAR = "clear"
    WATCH = "watch"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Reason:
    """Why the standing is what it is; `side` says whose conduct it speaks of."""

    message: Message
    side: Side


@dataclass(frozen=True)
class BandResult:
    """One band of the edition in force, for plots: low inclusive, high exclusive, None = open."""

    band: str
    low: Fraction | None
    high: Fraction | None
    target: bool
    meets: bool
    """The target band itself, or one better than it."""


@dataclass(frozen=True)
class IndicatorResult:
    """An indicator of a contract over one period.

    `value` is exact (per cent for shares), None where nothing was measured or nothing happened: such a period is
    never scored. `steps_off` counts bands from the target: 0 means met. A `partial` period reaches beyond the
    contract's term or is not over yet: it is shown, and not held against anybody.
    """

    indicator: str
    edition: date
    period: Period
    numerator: int
    denominator: int
    n: int
    value: Fraction | None
    band: str | None
    target_met: bool | None
    steps_off: int | None
    partial: bool
    target: Fraction | None
    """The near edge of the target band of the edition that applied; None where it is open."""


@dataclass(frozen=True)
class IndicatorSeries:
    """One indicator of a contract over all periods up to the date, oldest first, with its latest edition."""

    indicator: str
    name: str
    name_en: str
    unit: str
    measure: str
    """share, in per cent, or ratio."""
    better_higher: bool
    weight: Fraction | None
    bands: tuple[BandResult, ...]
    """Of the latest edition, lowest first."""
    results: tuple[IndicatorResult, ...]
    missing: tuple[Period, ...]
    """Whole periods that are over and have no reading: unknown, neither 0 nor 100."""


POOLED = ""
"""The tier of a question that is put to the ratings of all tiers together."""


@dataclass(frozen=True)
class RatingsTest:
    """One question put to ratings: are they below the standard, counted from a day that was fixed in advance?"""

    tier: str
    """`POOLED` for all tiers together."""
    since: date
    levels: tuple[int, int, int, int, int]
    mean: Fraction | None
    """The mean score; the share of satisfied ones unless levels score otherwise."""
    interval: tuple[Fraction, Fraction] | None
    """Holds the mean at every moment, however often one looks, with a chance of at least 1 - α."""
    evidence: Fraction
    """The decimal logarithm of the gamblers' wealth: 2 says that evidence this strong comes up by chance, ever, with
    a chance of at most 1 in 100."""
    below: bool
    counts: bool
    """Whether the answer bears on the assessment."""
    risk_shared: int
    """Among how many questions the risk is shared."""
    wanted: Fraction
    """The wealth from which it is judged below."""
    delivered: int
    """Services delivered since the same day; 0 where that is not known."""

    @property
    def n(self) -> int:
        return sum(self.levels)

    @property
    def response(self) -> Fraction | None:
        """How many of the services delivered were rated."""
        return Fraction(self.n, self.delivered) if self.delivered else None


@dataclass(frozen=True)
class RatingsResult:
    """Citizens' ratings since the contract began; defaulted ones are counted apart and never used."""

    levels: tuple[int, int, int, int, int]
    """How many gave level 1, 2, 3, 4, 5."""
    defaulted: int
    satisfied_from: int
    """The lowest level that is not a bad rating."""
    low: int
    share: Fraction | None
    """The mean score, which is the share of satisfied ones unless levels score otherwise; None without ratings."""
    interval: tuple[Fraction, Fraction] | None
    standard: Fraction
    below_standard: bool | None
    """True: shown to be below. False: shown to be at the standard or above. None: neither can be said yet."""
    delivered: int
    """Services delivered, the base of the response; 0 where no single service is recorded."""
    response: Fraction | None
    tiers: tuple[tuple[str, tuple[int, int, int, int, int]], ...]
    tests: tuple[RatingsTest, ...]

    @property
    def n(self) -> int:
        return sum(self.levels)

    @property
    def by_tier(self) -> dict[str, RatingsTest]:
        """The question put to each tier by itself; to all of them where there is only one."""
        found = {test.tier: test for test in self.tests if test.tier != POOLED}
        return found or dict.fromkeys((tier for tier, _ in self.tiers), self.tests[0])

    @property
    def telling(self) -> bool:
        """Whether the questions have more to tell than the share of each tier: a further start, or one below."""
        starts = {test.since for test in self.tests}
        return len(starts) > 1 or any(test.below for test in self.tests)


@dataclass(frozen=True)
class StratumResult:
    """One stratum of a survey; the name is empty where it is the whole survey."""

    stratum: str
    frame: int
    sample: int
    responses: int
    levels: tuple[int, int, int, int, int]
    share: Fraction | None
    """The mean score of those who answered."""


@dataclass(frozen=True)
class SurveyResult:
    """One sampled survey."""

    id: str
    surveyed_on: date
    frame: int
    sample: int
    responses: int
    levels: tuple[int, int, int, int, int]
    share: Fraction | None
    """The mean score, strata weighted by their frames; None where a stratum gave no answer."""
    interval: tuple[Fraction, Fraction] | None
    below: bool | None
    """Below the standard beyond chance; None with too few answers to say."""
    strata: tuple[StratumResult, ...]


@dataclass(frozen=True)
class MattersResult:
    """Matters raised up to the date: handling and outcome apart."""

    raised: int
    open: int
    overdue: int
    """Open beyond the time for an answer: counted as late."""
    handled_late: int
    put_right: int
    partly: int
    not_put_right: int
    no_ground: int
    unconfirmed: int
    """Handled, but nobody else has confirmed the outcome yet."""
    contested: int
    answered: int
    """Confirmed outcomes that had ground."""
    share: Fraction | None
    """Put right among confirmed outcomes that had ground; a contested outcome is not put right."""
    standard: Fraction


@dataclass(frozen=True)
class CauseResult:
    """Matters of one cause; `repeats` came in after an earlier one was said to have been put right."""

    cause: str
    raised: int
    put_right: int
    repeats: int


@dataclass(frozen=True)
class LowRatingsResult:
    """What became of low ratings."""

    low: int
    taken_up: int
    """Taken up as matters."""
    put_right: int
    causes: tuple[CauseResult, ...]


@dataclass(frozen=True)
class ScoreResult:
    """The monthly scoring of one period."""

    period: Period
    points: Fraction
    full: Fraction
    deduction_minor: int


@dataclass(frozen=True)
class FindingResult:
    """One finding as it stood on the date."""

    id: str
    contract: str
    found_on: date
    source: str
    severity: str
    what: str
    what_en: str
    state: str
    """proposed, confirmed or rejected."""
    passages: tuple[PassageRow, ...] = ()
    """The words a finding of the watch points at."""
