"""What is said about the conduct of both sides: counts, days, and lists of what is overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.register.values import Body, Contract
from answerable.core.terms.duty import Duty, Side

YEAR, WHOLE = "year", "contract"
"""The last twelve months, and the time since the contract began."""
WINDOWS = (YEAR, WHOLE)

BODY_KINDS = (
    "inspect", "score", "accept", "pay", "answer", "review", "report", "evaluate", "drill", "other",
    "matter", "decide", "measure", "answer_report", "recheck",
)  # fmt: skip
PROVIDER_KINDS = (
    "inspect", "score", "accept", "pay", "answer", "review", "report", "evaluate", "drill", "other", "comply",
)  # fmt: skip
KINDS = {Side.BODY: BODY_KINDS, Side.PROVIDER: PROVIDER_KINDS}
"""Planned duties by kind; then matters, undecided findings, readings, reports and re-checks; orders complied with."""


@dataclass(frozen=True)
class Kept:
    """Occasions of one kind whose deadline fell in a window."""

    side: Side
    kind: str
    in_time: int = 0
    late: int = 0
    """Done after the deadline."""
    overdue: int = 0
    """Not done by the day asked about."""
    longest: int = 0
    """The most working days that one was late, as far as days are known."""

    @property
    def n(self) -> int:
        return self.in_time + self.late + self.overdue

    @property
    def share(self) -> Fraction | None:
        """In time, of all; None where nothing was due."""
        return Fraction(self.in_time, self.n) if self.n else None


@dataclass(frozen=True)
class Led:
    """Days on which the contracts ran, and those of them on which no leader was named."""

    days: int = 0
    vacant: int = 0

    @property
    def share(self) -> Fraction | None:
        """Days without a leader, of all; None where no day ran."""
        return Fraction(self.vacant, self.days) if self.days else None


@dataclass(frozen=True)
class Window:
    """One window of one contract, of a body's contracts, or of all."""

    name: str
    first: date | None
    """None where contracts with different first days are put together."""
    last: date
    kept: tuple[Kept, ...]
    """Only kinds of which something was due."""
    led: Led


@dataclass(frozen=True)
class ContractConduct:
    """How both sides kept one contract."""

    contract: Contract
    windows: tuple[Window, ...]
    overdue: tuple[Duty, ...]
    """Of both sides, by deadline; also those that no share counts, such as a decision on renewal."""


@dataclass(frozen=True)
class BodyConduct:
    """How one body and its providers kept its contracts."""

    body: Body
    contracts: tuple[ContractConduct, ...]
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class DistrictConduct:
    """The whole district: bodies in order of their ids, and all of them together."""

    district: str
    name: str
    name_en: str
    language: str
    on: date
    bodies: tuple[BodyConduct, ...]
    windows: tuple[Window, ...]
    names: dict[str, tuple[str, str | None]]
    """Names, and English ones, of the people, bodies and providers who owe something."""


def together(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Counts added by side and kind, in the order in which kinds are listed."""
    sums: dict[tuple[Side, str], Kept] = {}
    for each in kept:
        seen = sums.get((each.side, each.kind), Kept(each.side, each.kind))
        sums[each.side, each.kind] = Kept(
            each.side,
            each.kind,
            in_time=seen.in_time + each.in_time,
            late=seen.late + each.late,
            overdue=seen.overdue + each.overdue,
            longest=max(seen.longest, each.longest),
        )
    listed = [(side, kind) for side, kinds in KINDS.items() for kind in kinds]
    return tuple(sums[key] for key in listed if key in sums and sums[key].n)


def added(name: str, windows: Iterable[Window], *, last: date) -> Window:
    """The windows of this name put together."""
    found = [window for window in windows if window.name == name]
    firsts = {window.first for window in found}
    return Window(
        name=name,
        first=firsts.pop() if len(firsts) == 1 else None,
        last=last,
        kept=together(each for window in found for each in window.kept),
        led=Led(
            days=sum(window.led.days for window in found),
            vacant=sum(window.led.vacant for window in found),
        ),
    )
