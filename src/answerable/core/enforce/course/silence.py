"""What silence did in a case, move by move, each with the day from which it is so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.core.enforce.course.clocks import as_of, due
from answerable.core.enforce.course.values import CaseNow
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.citation import Citation

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Move:
    """A period ran out and the case went on by itself: `on` is the first day of what it is now."""

    on: date
    now: CaseNow
    ground: Citation | None
    """Where the period stands; None of one that runs to the contract's last day."""


def moves(case: CaseNow, calendar: WorkingCalendar, *, on: date) -> Iterator[Move]:
    """Every move that silence made since the last step up to the end of the day; the last leads to `as_of`.

    A period that was over before the last step, as that step showed, moves the case on with it and not before.
    """
    while True:
        last = due(case, calendar)
        if last is None or last.on >= on:
            return
        after = max(last.on + _DAY, case.on)
        moved = as_of(case, calendar, on=after)
        if moved is case:
            return
        rule = case.route.clocks.get(case.place.clock or "")
        yield Move(after, moved, rule.ground if rule else None)
        case = moved
