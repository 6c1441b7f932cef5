"""The judge, continued: how ratings came in over time, in plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from answerable.core.evidence.statistics import (
    Five,
    Paths,
    Question,
    RatingDay,
    RatingMonth,
    ServicePeriod,
)

Values = Mapping[str, Any]


@dataclass
class _Day:
    levels: list[int] = field(default_factory=lambda: [0] * 5)
    served_known: int = 0
    aged: int = 0
    defaulted: int = 0

    def add(self, row: Values, aged_after: int) -> None:
        if row["origin"] == "default":
            self.defaulted += row["count"]
            return
        self.levels[row["level"] - 1] += row["count"]
        if row["served_on"] is not None:
            self.served_known += row["count"]
            self.aged += row["count"] * ((row["rated_on"] - row["served_on"]).days > aged_after)


def paths(
    ratings: Iterable[Values],
    services: Iterable[Values],
    question: Question,
    contracts: frozenset[str] | None,
) -> Paths:
    """Paths of the named contracts, or of all; single days only of named ones."""
    wanted = [row for row in ratings if contracts is None or row["contract"] in contracts]
    days: dict[tuple[str, str, date], _Day] = defaultdict(_Day)
    for row in wanted:
        if row["rated_on"] <= question.on:
            days[row["contract"], row["tier"], row["rated_on"]].add(row, question.aged_after)
    single = (
        RatingDay(contract, day, tier, level, count)
        for (contract, tier, day), each in days.items()
        for level, count in enumerate(each.levels, start=1)
        if count
    )
    served = (
        ServicePeriod(row["contract"], row["period"], row["tier"], row["count"])
        for row in services
        if row["period"].end <= question.on and (contracts is None or row["contract"] in contracts)
    )
    return Paths(
        days=() if contracts is None else tuple(sorted(single)),
        months=tuple(sorted(_months(days))),
        services=tuple(sorted(served)),
    )


def _months(days: Mapping[tuple[str, str, date], _Day]) -> Iterable[RatingMonth]:
    months: dict[tuple[str, str, date], dict[date, _Day]] = defaultdict(dict)
    for (contract, tier, day), each in days.items():
        months[contract, tier, day.replace(day=1)][day] = each
    for (contract, tier, month), found in months.items():
        most = max(sum(each.levels) for each in found.values())
        first = min(day for day, each in found.items() if sum(each.levels) == most)
        aged = max(each.aged for each in found.values())
        yield RatingMonth(
            contract=contract,
            month=month,
            tier=tier,
            levels=_five([sum(each.levels[at] for each in found.values()) for at in range(5)]),
            busiest=most,
            busiest_on=first if most else month,
            busiest_levels=_five(found[first].levels),
            served_known=sum(each.served_known for each in found.values()),
            aged=sum(each.aged for each in found.values()),
            aged_busiest=aged,
            aged_busiest_on=min(day for day, each in found.items() if each.aged == aged) if aged else None,
            defaulted=sum(each.defaulted for each in found.values()),
        )


def _five(levels: list[int]) -> Five:
    one, two, three, four, five = levels
    return one, two, three, four, five
