"""An account week by week: what was captured of it, and on which days nobody could look."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek

from answerable.actions.office.pages.board import Day
from answerable.core.watch.accounts.profile import monday
from answerable.core.watch.accounts.values import Health
from answerable.core.watch.board import LOOKED_AT
from answerable.core.watch.health import Attempt, Due, Outcome, looked
from answerable.records.models import Collection, Observation, Voice

WEEKS = 53
"""How many weeks are shown at most, this one the last."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """One week that begins on a Monday."""

    starts: date
    posts: int
    replies: int
    unseen: int
    """Days on which somebody was to look and could not: nothing that is missing then is held against anybody."""


def weeks_of(voice: Voice, own: QuerySet[Observation], day: Day) -> tuple[Week, ...]:
    """The latest weeks of an account from its first captured word on, those without one too, oldest first."""
    first = max(monday(day.on) - (WEEKS - 1) * 7 * _DAY, monday(voice.opened_on))
    start = datetime.combine(first, datetime.min.time(), tzinfo=day.zone)
    rows = own.filter(at__gte=start, at__lt=day.end, kind__in=("post", "reply"))
    weekly = rows.annotate(week=TruncWeek("at", tzinfo=day.zone)).values("week", "kind").order_by("week")
    counts: Counter[tuple[date, str]] = Counter()
    for row in weekly.annotate(n=Count("id")):
        counts[row["week"].date(), row["kind"]] = row["n"]
    if not counts:
        return ()
    unseen = Counter(map(monday, _unseen(voice, start, day)))
    starts = min(week for week, _ in counts)
    return tuple(
        Week(week, counts[week, "post"], counts[week, "reply"], unseen[week])
        for week in (starts + number * 7 * _DAY for number in range((monday(day.on) - starts).days // 7 + 1))
    )


def _unseen(voice: Voice, start: datetime, day: Day) -> Iterable[date]:
    """The days since then on which it was to be looked at and was not seen."""
    if voice.collect not in LOOKED_AT:
        return
    rows = Collection.objects.filter(voice=voice.id, at__gte=start, at__lt=day.end).order_by("at")
    tries = [
        Attempt(voice.id, at, Outcome(outcome), covers_from=covers)
        for at, outcome, covers in rows.values_list("at", "outcome", "covers_from")
    ]
    if not tries:
        return
    begins = max(tries[0].at.astimezone(day.zone).date(), voice.opened_on)
    last = day.on if voice.closed_on is None else min(day.on, voice.closed_on)
    due = Due(begins, last, every_days=voice.every_days, opened_on=voice.opened_on)
    for stretch in looked(tries, due, zone=day.zone):
        if stretch.health is not Health.SEEN:
            yield from (stretch.first + n * _DAY for n in range((stretch.last - stretch.first).days + 1))
