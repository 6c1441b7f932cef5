"""Contracts as the signs see them: made month by month, and ordinary ones drawn at random."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from answerable.core.assess.signals.months import before, end_of
from answerable.core.assess.signals.values import Seen, Sight
from answerable.core.evidence.statistics import Five, LevelCounts, RatingMonth, ScoreTotal, ServicePeriod
from answerable.core.evidence.values import DutyDone, Finding, PlannedDuty
from answerable.core.register.values import Contract
from answerable.core.terms.period import Period, PeriodKind

STARTS = date(2024, 7, 1)
ON = date(2026, 6, 30)
GOOD: Five = (1, 1, 5, 15, 38)
"""An ordinary month of sixty ratings."""
_USUAL = (0.015, 0.02, 0.08, 0.255, 0.63)


def contract(id: str = "care", *, starts: date = STARTS) -> Contract:
    return Contract(
        id=id,
        body="civil",
        work_item=f"{id}-work",
        provider="lawful",
        name=id,
        name_en=id,
        signed=None,
        starts=starts,
        ends=None,
        renewal_decided=None,
        amount_minor=None,
        currency=None,
        paid=True,
    )


def rated(first: date, levels: Five = GOOD, **other: object) -> RatingMonth:
    """A month whose busiest day holds a tenth of its ratings, unless said otherwise."""
    plain = RatingMonth(
        contract="care",
        month=first,
        tier="counter",
        levels=levels,
        busiest=max(1, sum(levels) // 10),
        busiest_on=first + timedelta(days=9),
        busiest_levels=(0, 0, 0, 0, max(1, sum(levels) // 10)),
        served_known=sum(levels),
        aged=sum(levels) // 20,
        aged_busiest=min(2, sum(levels) // 20),
        aged_busiest_on=first + timedelta(days=19),
        defaulted=0,
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def every_month(levels: Five = GOOD, *, months: int = 24) -> dict[date, RatingMonth]:
    """Months alike, ending with June 2026, by their first days."""
    firsts = [before(date(2026, 6, 1), months - 1 - at) for at in range(months)]
    return {first: rated(first, levels) for first in firsts}


def delivered(first: date, count: int = 200) -> ServicePeriod:
    return ServicePeriod("care", Period.holding(first, PeriodKind.MONTH), "counter", count)


def seen(months: Iterable[RatingMonth] = (), **other: object) -> Seen:
    """A contract with these months and two hundred services in each of its months."""
    whole = tuple(months)
    services = tuple(delivered(first) for first in sorted({each.month for each in whole}))
    plain = Seen(contract=contract(), catalogue=None, months=whole, services=services)
    return replace(plain, **other)  # type: ignore[arg-type]


def sight(*contracts: Seen, on: date = ON) -> Sight:
    return Sight(on, contracts)


def inspections(*days: date) -> tuple[tuple[PlannedDuty, ...], tuple[DutyDone, ...]]:
    """A monthly inspection by the body, done on these days."""
    duty = PlannedDuty("look", "care", "body", "inspect", "month", 10, STARTS, None, "plan", None)
    return (duty,), tuple(DutyDone("look", Period.holding(day, PeriodKind.MONTH), day) for day in days)


def finding(found_on: date, *, source: str = "inspection", decision: str | None = "confirmed") -> Finding:
    decided = None if decision is None else found_on
    return Finding("f1", "care", found_on, source, "ordinary", "脏", None, decision, decided, None)


def scores(points: Sequence[float], *, last: date = date(2026, 6, 1)) -> tuple[ScoreTotal, ...]:
    """Monthly scores of 100, up to the last month."""
    return tuple(
        ScoreTotal(
            "care",
            Period.holding(before(last, len(points) - 1 - at), PeriodKind.MONTH),
            Decimal(str(each)),
            Decimal(100),
            0,
        )
        for at, each in enumerate(points)
    )


def ordinary(seed: int, *, months: int = 24, weekly: bool = False) -> Seen:
    """An ordinary provider: quality wanders a little from month to month, ratings come on any day, or once a week."""
    draw = Random(seed)  # noqa: S311
    made, services, counts = [], [], [0] * 5
    for first in every_month(months=months):
        count = draw.randint(120, 320)
        bend = draw.gammavariate(40, 1 / 40)
        weights = [share * (bend if level < 3 else 1) for level, share in enumerate(_USUAL)]
        days: dict[date, list[int]] = {}
        aged: dict[date, int] = {}
        for _ in range(sum(draw.random() < 0.3 for _ in range(count))):
            day = first + timedelta(days=draw.randrange(28))
            day -= timedelta(days=day.weekday() if weekly and day.weekday() < day.day else 0)
            level = draw.choices(range(5), weights)[0]
            days.setdefault(day, [0] * 5)[level] += 1
            counts[level] += 1
            aged[day] = aged.get(day, 0) + (draw.random() < 0.05)
        made.append(_month(first, days, aged))
        services.append(delivered(first, count))
    one, two, three, four, five = counts
    levels = (LevelCounts("care", "counter", "asked", (one, two, three, four, five)),)
    planned, done = inspections(*(end_of(first) for first in every_month(months=months)))
    return seen(
        made,
        services=tuple(services),
        ratings=levels,
        scores=scores([draw.choice((86, 88, 90, 91, 93, 95)) for _ in range(months)]),
        planned=planned,
        done=done,
    )


def _month(first: date, days: dict[date, list[int]], aged: dict[date, int]) -> RatingMonth:
    most = max(sum(levels) for levels in days.values())
    day = min(day for day, levels in days.items() if sum(levels) == most)
    late = max(aged.values())
    return rated(
        first,
        _five([sum(levels[at] for levels in days.values()) for at in range(5)]),
        busiest=most,
        busiest_on=day,
        busiest_levels=_five(days[day]),
        aged=sum(aged.values()),
        aged_busiest=late,
        aged_busiest_on=min(day for day, n in aged.items() if n == late) if late else None,
    )


def _five(levels: Sequence[int]) -> Five:
    one, two, three, four, five = levels
    return one, two, three, four, five
