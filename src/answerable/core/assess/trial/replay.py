"""On which period ends the indicator rules would have had a contract on watch, and what came after.

Figures are taken as they are known today: a reading that came in late counts at the end of its period all the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from answerable.core.assess import indicators
from answerable.core.assess.policy import Policy
from answerable.core.assess.results import IndicatorSeries
from answerable.core.assess.trial.results import Sequel, Trouble, Watch
from answerable.core.assess.trial.sets import rules_of
from answerable.core.terms.period import Period, PeriodKind

FOLLOWED_MONTHS = 6
"""For how long after a watch began trouble counts as what it warned of."""

Path = Sequence[tuple[date, bool]]
"""Every period end with a scored result, oldest first, and whether the contract was on watch at its end."""


def path(series: Iterable[IndicatorSeries], policy: Policy) -> Path:
    """Whether any indicator's rules would have spoken, at every period end; between them the last answer holds."""
    answers = [_answers(each, policy) for each in series]
    now = [False] * len(answers)
    found: dict[date, list[tuple[int, bool]]] = {}
    for at, each in enumerate(answers):
        for day, on_watch in each:
            found.setdefault(day, []).append((at, on_watch))
    days = []
    for day in sorted(found):
        for at, on_watch in found[day]:
            now[at] = on_watch
        days.append((day, any(now)))
    return days


def _answers(each: IndicatorSeries, policy: Policy) -> Path:
    known, window = indicators.scored(each), rules_of(policy).window
    return [
        (result.period.end, _speaks(replace(each, results=tuple(known[max(0, at - window) : at])), policy))
        for at, result in enumerate(known, start=1)
    ]


def _speaks(each: IndicatorSeries, policy: Policy) -> bool:
    return any(True for _ in indicators.reasons(each, policy))


def flips(days: Path) -> int:
    """How often the answer changed; the first answer is no change."""
    return sum(before[1] != after[1] for before, after in pairwise(days))


def watches(days: Path, troubles: Iterable[Trouble], *, recorded: bool, on: date) -> tuple[Watch, ...]:
    """Every stretch on watch, with its sequel. `recorded`: whether the district records troubles at all."""
    stretches: list[tuple[date, date | None]] = []
    lasting: date | None = None
    for day, on_watch in days:
        if on_watch and lasting is None:
            lasting = day
        elif not on_watch and lasting is not None:
            stretches.append((lasting, day))
            lasting = None
    if lasting is not None:
        stretches.append((lasting, None))
    known = tuple(troubles)
    return tuple(
        Watch(starts, ends, _sequel(starts, ends, known, on=on) if recorded else Sequel.UNKNOWN)
        for starts, ends in stretches
    )


def _sequel(starts: date, ends: date | None, troubles: Iterable[Trouble], *, on: date) -> Sequel:
    if any(_follows(trouble, starts, ends) for trouble in troubles):
        return Sequel.FOLLOWED
    return Sequel.NOT_FOLLOWED if months_later(starts, FOLLOWED_MONTHS) <= on else Sequel.TOO_EARLY


def _follows(trouble: Trouble, starts: date, ends: date | None) -> bool:
    """Later than the start, and within six months of it or while the watch lasted."""
    lasted = ends is None or trouble.on < ends
    return starts < trouble.on and (lasted or trouble.on <= months_later(starts, FOLLOWED_MONTHS))


def warning_days(trouble: Trouble, found: Iterable[Watch]) -> int | None:
    """Days from the earliest watch that the trouble followed; None where there was none."""
    starts = [each.starts for each in found if _follows(trouble, each.starts, each.ends)]
    return (trouble.on - min(starts)).days if starts else None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day.

    >>> months_later(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    month = Period.holding(day, PeriodKind.MONTH)
    for _ in range(months):
        month = month.next()
    return month.start.replace(day=min(day.day, month.end.day))
