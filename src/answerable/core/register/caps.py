"""How long a contract may run and how far it may be supplemented: caps that a rulebook sets, each with its ground."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from answerable.core.terms.citation import Citation
from answerable.core.terms.months import months_later

Change = tuple[int | None, int | None, str | None]
"""Of an amendment the amount before and after, where it changed it, and its cause."""
CORRECTION = "correction"
"""The cause of an amendment that changes the record and not the contract: what was agreed had been written wrongly."""


@dataclass(frozen=True)
class TermCap:
    """A contract runs for so many months at most, counted from its first day."""

    months: int
    ground: Citation

    def last_day(self, starts: date) -> date:
        """The last day that the cap allows a contract of this first day.

        >>> from answerable.core.terms.citation import Provenance
        >>> cap = TermCap(36, Citation("", "", Provenance.POLICY))
        >>> cap.last_day(date(2025, 1, 1))
        datetime.date(2027, 12, 31)
        """
        return months_later(starts, self.months) - timedelta(days=1)


@dataclass(frozen=True)
class SupplementCap:
    """All supplements together are at most this share of the amount that was agreed at first."""

    share: Fraction
    ground: Citation


@dataclass(frozen=True)
class Supplements:
    """What was agreed at first, and by how much it was supplemented since, in minor units."""

    original: int
    added: int = 0

    def with_(self, before: int, after: int, *, cause: str | None) -> "Supplements":
        """The same after one more change of the amount. A correction changes what was agreed at first."""
        if cause == CORRECTION:
            return Supplements(self.original + after - before, self.added)
        return Supplements(self.original, self.added + max(after - before, 0))

    def within(self, cap: SupplementCap) -> bool:
        """Whether all supplements together keep to the cap."""
        return self.added <= cap.share * self.original


def supplements(amount: int, changes: Iterable[Change]) -> Supplements:
    """What was added so far to a contract that stands at this amount; `changes` are its own, the oldest first."""
    stated = [
        (before, after, cause) for before, after, cause in changes if before is not None and after is not None
    ]
    found = Supplements(stated[0][0] if stated else amount)
    for before, after, cause in stated:
        found = found.with_(before, after, cause=cause)
    return found
