"""Rows of the daily statements as values: the same for every engine that runs them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from answerable.core.evidence.statistics import Five, Paths, RatingDay, RatingMonth, ServicePeriod
from answerable.core.terms.period import Period
from answerable.engines.statements import statements

Row = tuple[Any, ...]
Key = tuple[str, str, date]


def paths(run: Callable[[str], list[Row]], *, dialect: str, contracts: frozenset[str] | None) -> Paths:
    """All paths, of the named contracts or of all; `run` executes a statement over `daily` and `services`."""
    sql = statements(dialect)
    return Paths(
        days=tuple(sorted(_days(run(sql["path_days"])))) if contracts is not None else (),
        months=tuple(sorted(_months(run, sql))),
        services=tuple(
            sorted(
                ServicePeriod(contract, Period.parse(period), tier, count)
                for contract, period, tier, count in run(sql["path_services"])
            )
        ),
    )


def _days(rows: Iterable[Row]) -> Iterable[RatingDay]:
    for contract, day, tier, *levels in rows:
        for level, count in enumerate(levels, start=1):
            if count:
                yield RatingDay(contract, day, tier, level, count)


def _months(run: Callable[[str], list[Row]], sql: dict[str, str]) -> Iterable[RatingMonth]:
    busiest = {(c, t, m): (day, n, _five(levels)) for c, t, m, day, n, *levels in run(sql["path_busiest"])}
    aged = {(c, t, m): (day, n) for c, t, m, day, n in run(sql["path_aged"])}
    for contract, tier, month, *counts in run(sql["path_months"]):
        *levels, served_known, aged_in_all, defaulted = counts
        key = contract, tier, month
        day, most, of_day = busiest.get(key, (month, 0, (0, 0, 0, 0, 0)))
        aged_on, aged_most = aged.get(key, (None, 0))
        yield RatingMonth(
            contract=contract,
            month=month,
            tier=tier,
            levels=_five(levels),
            busiest=most,
            busiest_on=day,
            busiest_levels=of_day,
            served_known=served_known,
            aged=aged_in_all,
            aged_busiest=aged_most,
            aged_busiest_on=aged_on,
            defaulted=defaulted,
        )


def _five(levels: Iterable[int]) -> Five:
    one, two, three, four, five = levels
    return one, two, three, four, five
