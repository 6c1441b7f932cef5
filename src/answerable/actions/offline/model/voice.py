"""The public's voice: ratings, services they are seen against, and matters that citizens raise."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from answerable.actions.offline.model.days import LAST, after_workdays, periods
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.core.terms.period import Period, PeriodKind

Range = tuple[int, int]
_CHANNELS = ("hotline", "own_page", "visit", "letter", "other")
_TAKEN_UP = "差评回访：对本次服务不满意"


@dataclass(frozen=True)
class Phase:
    """From this day on: how many ratings a week, and how many in a hundred of them are bad."""

    starts: date
    weekly: Range
    bad: int


def rate(pen: Pen, plan: Plan, *, tier: str, phases: tuple[Phase, ...]) -> None:
    """Write ratings week by week: good ones as level counts, bad ones one by one as they came in.

    Bad ones are spread evenly, so that their total over a phase is the same for every seed but for rounding.
    """
    owed = 0
    for day in _fridays(plan, phases[0].starts):
        phase = [phase for phase in phases if phase.starts <= day][-1]
        count = pen.rng.randint(*phase.weekly)
        owed += count * phase.bad
        bad = min(owed // 100, count)
        owed -= 100 * bad
        for _ in range(bad):
            level = pen.rng.choices((1, 2), weights=(2, 3))[0]
            single = max(day - timedelta(days=pen.rng.randint(0, 3)), plan.starts)
            served = max(single - timedelta(days=pen.rng.randint(0, 6)), plan.starts)
            _rating(pen, plan, day=single, tier=tier, level=level, served=served)
        good = pen.rng.choices((5, 4, 3), weights=(6, 3, 1), k=count - bad)
        for level, how_many in sorted(Counter(good).items()):
            _rating(pen, plan, day=day, tier=tier, level=level, count=how_many)


def rate_by_default(pen: Pen, plan: Plan, *, tier: str, weekly: Range) -> None:
    """Write the ratings that a timer filled in when nobody rated: all very satisfied, none of them counts."""
    for day in _fridays(plan, plan.starts):
        _rating(pen, plan, day=day, tier=tier, level=5, count=pen.rng.randint(*weekly), origin="default")


def _fridays(plan: Plan, first: date) -> Iterator[date]:
    for week in periods(PeriodKind.WEEK, first=first, last=plan.last):
        yield max(week.start + timedelta(days=4), plan.starts)


def _rating(
    pen: Pen,
    plan: Plan,
    *,
    day: date,
    tier: str,
    level: int,
    count: int = 1,
    origin: str = "asked",
    served: date | None = None,
) -> None:
    pen.book.add(
        "ratings",
        id=pen.book.new_id(f"{plan.id}-r"),
        contract=plan.id,
        rated_on=day,
        tier=tier,
        level=level,
        count=count,
        origin=origin,
        served_on=served,
    )


def rate_at_once(
    pen: Pen, plan: Plan, *, tier: str, day: date, served: tuple[date, date], daily: int
) -> None:
    """Write what hoarding looks like: one day on which services of long ago are rated, all of them very well.

    `daily` ratings for every working day from the first to the last day of service.
    """
    service = served[0]
    while service <= served[1]:
        _rating(pen, plan, day=day, tier=tier, level=5, count=daily, served=service)
        service = after_workdays(service, 1)


def deliver(pen: Pen, plan: Plan, *, times: Range) -> None:
    """Write how many services each month saw per tier: some multiple of the ratings of that month.

    To be called right after the contract's ratings were written.
    """
    rated: Counter[tuple[str, str]] = Counter()
    for row in takewhile(lambda row: row["contract"] == plan.id, reversed(pen.book.rows["ratings"])):
        rated[row["tier"], row["rated_on"][:7]] += int(row["count"])
    for (tier, month), count in sorted(rated.items()):
        services = count * pen.rng.randint(*times) + pen.rng.randint(0, 9)
        pen.book.add("services", contract=plan.id, period=month, tier=tier, count=services)


@dataclass(frozen=True)
class Fate:
    """What became of a matter. No working days: nobody ever handled it; no outcome: nobody confirmed it."""

    outcome: str = "put_right"
    workdays: Range | None = (1, 4)
    contested: bool = False


RIGHT = Fate()
SLOW = Fate(workdays=(7, 12))
PARTLY = Fate("partly")
FAILED = Fate("not_put_right", workdays=(4, 9))
GROUNDLESS = Fate("no_ground")
DISPUTED = Fate(contested=True)
UNCONFIRMED = Fate("")
OPEN = Fate("", workdays=None)

GOOD = (*[RIGHT] * 9, GROUNDLESS, *[RIGHT] * 12, PARTLY, *[RIGHT] * 7)
"""28 of 29 that had ground were put right."""
MIXED = (RIGHT, SLOW, RIGHT, PARTLY, RIGHT, GROUNDLESS, RIGHT, FAILED, RIGHT, DISPUTED, RIGHT, UNCONFIRMED)


def hear(
    pen: Pen,
    plan: Plan,
    *,
    topics: tuple[str, ...],
    monthly: Range = (1, 3),
    fates: tuple[Fate, ...] = GOOD,
    causes: Mapping[str, str] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> None:
    """Write the matters of a stretch of months, fates in turn: their shares do not hang on the seed.

    `causes` names the causes of those topics whose cause was found.
    """
    turn = 0
    for month in periods(PeriodKind.MONTH, first=first or plan.starts, last=min(last or LAST, plan.last)):
        for day in sorted(_some_day(pen, month) for _ in range(pen.rng.randint(*monthly))):
            topic, fate = topics[turn % len(topics)], fates[turn % len(fates)]
            channel = pen.rng.choices(_CHANNELS, weights=(60, 22, 8, 4, 6))[0]
            cause = (causes or {}).get(topic, "")
            _matter(pen, plan, day=day, topic=topic, fate=fate, channel=channel, cause=cause)
            turn += 1


def take_up(
    pen: Pen, plan: Plan, *, fates: tuple[Fate, ...] = GOOD, per_ten: int = 8, first: date | None = None
) -> None:
    """Write matters that were opened from low ratings, so many of ten, each a day after the rating.

    To be called right after the contract's ratings were written.
    """
    rows = takewhile(lambda row: row["contract"] == plan.id, reversed(pen.book.rows["ratings"]))
    low = sorted(row["rated_on"] for row in rows if row["level"] in ("1", "2"))
    taken = [day for turn, day in enumerate(low) if turn % 10 < per_ten]
    for turn, rated in enumerate(taken):
        day = date.fromisoformat(rated) + timedelta(days=1)
        if (first or plan.starts) <= day <= plan.last:
            fate = fates[turn % len(fates)]
            _matter(pen, plan, day=day, topic=_TAKEN_UP, fate=fate, channel="rating")


def _some_day(pen: Pen, month: Period) -> date:
    return month.start + timedelta(days=pen.rng.randint(0, (month.end - month.start).days))


def _matter(
    pen: Pen, plan: Plan, *, day: date, topic: str, fate: Fate, channel: str, cause: str = ""
) -> None:
    handled = after_workdays(day, pen.rng.randint(*fate.workdays)) if fate.workdays else None
    confirmed = handled + timedelta(days=pen.rng.randint(1, 6)) if handled and fate.outcome else None
    contested = confirmed + timedelta(days=pen.rng.randint(1, 9)) if confirmed and fate.contested else None
    sure = _seen(confirmed) is not None
    by = pen.rng.choices(("citizen", "inspector", "other_official"), weights=(7, 2, 1))[0]
    pen.book.add(
        "matters",
        id=pen.book.new_id(f"{plan.id}-m"),
        contract=plan.id,
        raised_on=day,
        channel=channel,
        topic=topic,
        cause=cause,
        handled_on=_seen(handled),
        outcome=fate.outcome if sure else "",
        confirmed_by=by if sure else "",
        confirmed_on=_seen(confirmed),
        contested_on=_seen(contested),
    )


def _seen(day: date | None) -> date | None:
    """The day, unless it lies beyond what the district has seen."""
    return day if day and day <= LAST else None
