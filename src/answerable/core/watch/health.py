"""Whether a voice could be looked at: from single tries to days, to what the body owes, and to visits of a site.

Three things never mix: silent (seen, and nothing was said), failed (we did not look well), not observable (the
place does not let itself be looked at). Only the first can be held against anybody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from fractions import Fraction

from answerable.core.watch.accounts.values import Health, Stretch
from answerable.core.watch.pages.values import Visit
from answerable.core.watch.register import CollectionRow

DAY = timedelta(days=1)
_APART = timedelta(minutes=10)
"""Tries further apart than this belong to different runs: within one, no single try may take so long."""


class Outcome(StrEnum):
    """How a try to look at a voice ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"
    REFUSED = "refused"
    ROBOTS = "robots"
    SLOW = "slow"
    CUT = "cut"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server_error"
    LIMITED = "limited"
    NOT_RESOLVED = "not_resolved"
    TLS = "tls"
    BAD_ADDRESS = "bad_address"
    UNREADABLE = "unreadable"


_SEEN = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})
_CLOSED = frozenset({Outcome.REFUSED, Outcome.ROBOTS})
_OURS = frozenset(
    {
        Outcome.ROBOTS,
        Outcome.BAD_ADDRESS,
        # A citizen's browser may well get what a program is refused, or what goes beyond our own limits.
        Outcome.REFUSED,
        Outcome.LIMITED,
        Outcome.PRIVATE,
        Outcome.REDIRECTS,
        Outcome.TOO_LARGE,
        Outcome.UNREADABLE,
    }
)
_UNANSWERED = frozenset(
    {
        Outcome.UNREACHABLE,
        Outcome.NOT_RESOLVED,
        Outcome.SLOW,
        Outcome.TLS,
        Outcome.CUT,
        Outcome.PRIVATE,
        Outcome.BAD_ADDRESS,
    }
)
"""Without a status, these say nothing of whether our own network was up."""


@dataclass(frozen=True)
class Attempt:
    """One try to look at a voice; what is not known is None. `size` is in bytes."""

    voice: str
    at: datetime
    outcome: Outcome
    seconds: Fraction | None = None
    size: int | None = None
    status: int | None = None
    document: str | None = None
    address: str | None = None
    etag: str | None = None
    modified: str | None = None
    covers_from: date | None = None
    """What was seen reaches back into this day: every later day up to the try is covered in whole."""

    @classmethod
    def of(cls, row: CollectionRow) -> "Attempt":
        """The try that a row of the collections tells of."""
        return cls(
            voice=row.voice,
            at=row.at,
            outcome=Outcome(row.outcome),
            seconds=None if row.seconds is None else Fraction(row.seconds),
            status=row.status,
            document=row.document,
            etag=row.etag,
            modified=row.modified,
            covers_from=row.covers_from,
        )

    @property
    def health(self) -> Health:
        """What this try alone says."""
        if self.outcome in _SEEN:
            return Health.SEEN
        return Health.UNOBSERVABLE if self.outcome in _CLOSED else Health.FAILED

    @property
    def answered(self) -> bool:
        """Whether anything at all came back, so that our own network was up."""
        return self.status is not None or self.outcome not in _UNANSWERED


@dataclass(frozen=True)
class Due:
    """When a voice is to be looked at: from `begins` to `on`, at least every so many days."""

    begins: date
    on: date
    every_days: int = 1
    opened_on: date | None = None
    """How far back a try may cover; None is `begins`."""
    observable: bool = True
    """Whether there is an address to look at."""


@dataclass(frozen=True)
class CollectorFault:
    """A duty of the body, due the same day: nobody could look at the voice, and that accuses no provider."""

    voice: str
    since: date
    last_tried: datetime | None
    """The latest try since then; None where nobody tried although it was due."""
    outcome: Outcome | None
    attempts: int
    """Tries since then."""


def looked(attempts: Iterable[Attempt], due: Due, *, zone: tzinfo) -> tuple[Stretch, ...]:
    """The days of one voice by how it could be looked at, oldest first.

    A day is seen if a try on it succeeded or a later one covers it; failed if every try on it failed, or if there
    was none although one was due; unobservable if the place refused. Days that needed no look are in no stretch.
    """
    if due.on < due.begins:
        return ()
    if not due.observable:
        return (Stretch(due.begins, due.on, Health.UNOBSERVABLE),)
    tries = _by_day(attempts, due.on, zone)
    return tuple(_joined(_days(tries, due)))


def collector_fault(
    voice: str, attempts: Iterable[Attempt], stretches: Sequence[Stretch], *, on: date, zone: tzinfo
) -> CollectorFault | None:
    """What the body owes on the day for this voice, from what `looked` said of it; None where nothing is owed."""
    last = stretches[-1] if stretches else None
    if last is None or last.health is not Health.FAILED or not last.first <= on <= last.last:
        return None
    tries = [each for each in attempts if last.first <= each.at.astimezone(zone).date() <= on]
    latest = max(tries, key=lambda each: each.at, default=None)
    return CollectorFault(
        voice=voice,
        since=last.first,
        last_tried=None if latest is None else latest.at,
        outcome=None if latest is None else latest.outcome,
        attempts=len(tries),
    )


def visits(attempts: Iterable[Attempt], *, zone: tzinfo) -> Mapping[str, tuple[Visit, ...]]:
    """The tries of all voices as visits, by voice, oldest first; those whose time is not known are left out.

    A fault is ours where the rules keep us away, and where in a whole run nobody answered: then nobody knows
    whose network it was.
    """
    found: dict[str, list[Visit]] = defaultdict(list)
    for run in _runs(sorted(attempts, key=lambda each: each.at)):
        dark = not any(each.answered for each in run)
        for each in run:
            if each.seconds is not None:
                found[each.voice].append(_visit(each, each.seconds, dark=dark, zone=zone))
    return {voice: tuple(each) for voice, each in found.items()}


def _visit(attempt: Attempt, seconds: Fraction, *, dark: bool, zone: tzinfo) -> Visit:
    return Visit(
        at=attempt.at,
        day=attempt.at.astimezone(zone).date(),
        opened=attempt.outcome in _SEEN,
        seconds=seconds,
        ours=attempt.outcome in _OURS or (dark and not attempt.answered),
    )


def _runs(attempts: Sequence[Attempt]) -> Iterator[list[Attempt]]:
    run: list[Attempt] = []
    for each in attempts:
        if run and each.at - run[-1].at > _APART:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _by_day(attempts: Iterable[Attempt], on: date, zone: tzinfo) -> Mapping[date, list[Attempt]]:
    """The tries known by the day, oldest first, by their local day."""
    found: dict[date, list[Attempt]] = defaultdict(list)
    for each in sorted(attempts, key=lambda each: each.at):
        day = each.at.astimezone(zone).date()
        if day <= on:
            found[day].append(each)
    return found


def _covered(tries: Mapping[date, list[Attempt]], first: date) -> set[date]:
    """The days from the first on that successful tries saw: their own, and those they reach back over."""
    days: set[date] = set()
    # Merged first: a feed that reaches back for years does so every day.
    for start, end in _merged(sorted(_reaches(tries))):
        begin = max(start, first)
        days.update(begin + n * DAY for n in range((end - begin).days + 1))
    return days


def _reaches(tries: Mapping[date, list[Attempt]]) -> Iterator[tuple[date, date]]:
    last_seen: date | None = None
    for day, those in tries.items():
        good = [each for each in those if each.health is Health.SEEN]
        if not good:
            continue
        starts = [each.covers_from + DAY for each in good if each.covers_from and each.covers_from < day]
        if last_seen and any(each.outcome is Outcome.NOT_MODIFIED for each in good):
            # Nothing has changed since it was last seen, so nothing was said in between.
            starts.append(last_seen)
        yield min([day, *starts]), day
        last_seen = day


def _merged(spans: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Spans in order of their start, with those that overlap or touch made one."""
    held: tuple[date, date] | None = None
    for start, end in spans:
        if held and start <= held[1] + DAY:
            held = held[0], max(held[1], end)
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held


def _days(tries: Mapping[date, list[Attempt]], due: Due) -> Iterator[tuple[date, Health]]:
    seen = _covered(tries, due.opened_on or due.begins)
    settled = due.begins - DAY
    day = min([due.begins, *seen])
    while day <= due.on:
        health = Health.SEEN if day in seen else None
        if health is None and day >= due.begins:
            health = _unseen(tries.get(day, ()), overdue=(day - settled).days >= due.every_days)
        if health is not None:
            yield day, health
        if health is Health.SEEN or health is Health.UNOBSERVABLE:
            settled = max(settled, day)
        day += DAY


def _unseen(tries: Sequence[Attempt], *, overdue: bool) -> Health | None:
    """What a day was on which nothing was seen: what its last try says, or failed where one was due."""
    if tries:
        return tries[-1].health
    return Health.FAILED if overdue else None


def _joined(days: Iterable[tuple[date, Health]]) -> Iterator[Stretch]:
    open_: Stretch | None = None
    for day, health in days:
        if open_ and open_.health is health and open_.last + DAY == day:
            open_ = Stretch(open_.first, day, health)
            continue
        if open_:
            yield open_
        open_ = Stretch(day, day, health)
    if open_:
        yield open_
