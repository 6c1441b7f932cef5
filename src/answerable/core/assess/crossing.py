"""On which day ratings were first shown to be below the standard, had one looked every day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.betting.wealth import Levels
from answerable.core.evidence.statistics import RatingDay


@dataclass(frozen=True)
class PathPoint:
    """The state of one question at the end of a day on which ratings came in."""

    day: date
    levels: Levels
    """Since the start."""
    below: bool


def path(days: Iterable[RatingDay], bet: Bet, *, since: date) -> Iterator[PathPoint]:
    """Every day with ratings since the start, in order, with all that had come in by then."""
    levels = [0] * 5
    by_day: dict[date, list[RatingDay]] = {}
    for each in days:
        if each.day >= since:
            by_day.setdefault(each.day, []).append(each)
    for day in sorted(by_day):
        for each in by_day[day]:
            levels[each.level - 1] += each.count
        one, two, three, four, five = levels
        known = (one, two, three, four, five)
        yield PathPoint(day, known, bet.below(known))


def first_crossing(days: Iterable[RatingDay], bet: Bet, *, since: date) -> PathPoint | None:
    """The first day at whose end the ratings were shown to be below the standard; None if there was none."""
    return next((point for point in path(days, bet, since=since) if point.below), None)
