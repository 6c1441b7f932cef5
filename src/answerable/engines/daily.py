"""How ratings came in over time, as Ibis expressions: first day by day, then the months over the days.

An engine runs `daily` first and keeps what comes out as the table `daily`; the others run over that.
"""

from datetime import date
from typing import Any

import ibis
from ibis import _

Expression = Any
AGED_AFTER = 987_654_321
"""Stands for the days between service and rating from which a rating is aged."""
_LEVELS = range(1, 6)
_KEYS = ("contract", "tier", "month")

DAILY = ibis.table(
    {
        "contract": "string",
        "tier": "string",
        "day": "date",
        "month": "date",
        "n": "int64",
        **{f"level_{level}": "int64" for level in _LEVELS},
        "served_known": "int64",
        "aged": "int64",
        "defaulted": "int64",
    },
    name="daily",
)


def daily(ratings: Expression, on: date) -> Expression:
    """Contract × tier × day → counts by level, aged ones, defaulted ones apart."""
    asked = ibis.ifelse(_.origin == "asked", _["count"], 0)
    known = ratings.filter(_.rated_on <= on).mutate(
        asked=asked,
        late=(_.rated_on.delta(_.served_on, unit="day") > AGED_AFTER).fill_null(False),
        day=_.rated_on,
        month=ibis.date(_.rated_on.year(), _.rated_on.month(), 1),
    )
    return known.group_by("contract", "tier", "day", "month").agg(
        n=_sum(_.asked),
        **{f"level_{level}": _sum(ibis.ifelse(_.level == level, _.asked, 0)) for level in _LEVELS},
        served_known=_sum(ibis.ifelse(_.served_on.notnull(), _.asked, 0)),
        aged=_sum(ibis.ifelse(_.late, _.asked, 0)),
        defaulted=_sum(_["count"] - _.asked),
    )


def expressions() -> dict[str, Expression]:
    """What is asked of the days, by name."""
    return {
        "path_months": months(DAILY),
        "path_busiest": busiest(DAILY),
        "path_aged": aged(DAILY),
        "path_days": DAILY.filter(_.n > 0).select(
            "contract", "day", "tier", *(f"level_{level}" for level in _LEVELS)
        ),
    }


def months(days: Expression) -> Expression:
    """Contract × tier × month → counts by level, how many state the service, aged ones, defaulted ones."""
    names = (*(f"level_{level}" for level in _LEVELS), "served_known", "aged", "defaulted")
    return days.group_by(*_KEYS).agg(**{name: _sum(_[name]) for name in names})


def busiest(days: Expression) -> Expression:
    """Contract × tier × month → the first of the days with the most ratings, with its counts by level."""
    most = days.group_by(*_KEYS).agg(most=_.n.max())
    first = days.join(most, _KEYS).filter((_.n == _.most) & (_.n > 0)).group_by(*_KEYS).agg(day=_.day.min())
    return days.join(first, [*_KEYS, "day"]).select(
        *_KEYS, "day", "n", *(f"level_{level}" for level in _LEVELS)
    )


def aged(days: Expression) -> Expression:
    """Contract × tier × month → the first of the days with the most aged ratings, where there are any."""
    most = days.group_by(*_KEYS).agg(most=_.aged.max())
    found = days.join(most, _KEYS).filter((_.aged == _.most) & (_.aged > 0))
    return found.group_by(*_KEYS).agg(day=_.day.min(), aged=_.aged.max())


def _sum(count: Expression) -> Expression:
    return count.sum().cast("int64")
