"""A site that does not open, or not in time, too often within a week."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from answerable.core.watch.pages.seen import DAY
from answerable.core.watch.pages.values import Site, Visit
from answerable.core.watch.values import Alert, Limits, alert_of

_SURE = Fraction(9, 10)


@dataclass(frozen=True)
class _Week:
    """The days of one window, its counted visits, and those that failed."""

    first: date
    last: date
    visits: int
    failed: tuple[Visit, ...]

    @property
    def share(self) -> Fraction:
        return Fraction(len(self.failed), self.visits)


def unreachable(site: Site, limits: Limits) -> Iterator[Alert]:
    """One alert for every run of windows of a week that overlap, told as the first of them was.

    A window counts only where each of its days was tried and all of them together often enough.
    """
    limit = limits.of("page-unreachable")
    if limit is None:
        return
    run: list[_Week] = []
    for week in _weeks(site, limit):
        if run and week.first > run[-1].last:
            yield _alert(site, run, limit)
            run = []
        if week.share >= limit["share"]:
            run.append(week)
    if run:
        yield _alert(site, run, limit)


def _weeks(site: Site, limit: Mapping[str, Fraction]) -> Iterator[_Week]:
    days = _by_day(site)
    length = int(limit["days"])
    for last in sorted(days):
        first = last - (length - 1) * DAY
        visits = [each for at in range(length) for each in days.get(first + at * DAY, ())]
        tried = all(first + at * DAY in days for at in range(length))
        if tried and len(visits) >= limit["checks"] * length:
            failed = tuple(each for each in visits if _failed(each, limit))
            yield _Week(first, last, len(visits), failed)


def _by_day(site: Site) -> Mapping[date, Sequence[Visit]]:
    found = defaultdict(list)
    for visit in site.visits:
        if not visit.ours and visit.day <= site.on:
            found[visit.day].append(visit)
    return found


def _failed(visit: Visit, limit: Mapping[str, Fraction]) -> bool:
    return not visit.opened or visit.seconds >= limit["seconds"]


def _alert(site: Site, run: Sequence[_Week], limit: Mapping[str, Fraction]) -> Alert:
    week = run[0]
    return alert_of(
        "page-unreachable",
        site.voice,
        on=week.last,
        since=min(each.day for each in week.failed),
        until=max(each.day for each in run[-1].failed),
        value=week.share,
        threshold=limit["share"],
        confidence=_SURE,
        says={
            "first": week.first,
            "last": week.last,
            "visits": week.visits,
            "failed": len(week.failed),
            "seconds": int(limit["seconds"]),
            "share": week.share,
            "allowed": limit["share"],
        },
    )
