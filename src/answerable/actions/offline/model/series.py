"""Readings of indicators: whole numerators and denominators whose value lies where the story wants it."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from answerable.actions.offline.model.days import LAST, periods
from answerable.actions.offline.model.indicators import INDICATORS
from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen

Range = tuple[int, int]
"""Lowest and highest, both included: per cent for a share, units for a ratio."""


def measure(
    pen: Pen,
    plan: Plan,
    *,
    indicator: str,
    size: Range,
    usual: Range,
    odd: Mapping[str, Range] | None = None,
    idle: tuple[str, ...] = (),
    silent: tuple[str, ...] = (),
    source: str = "body",
) -> None:
    """Write one reading for every period of the contract's life.

    `size` bounds the denominators; `odd` names periods with values of their own, `idle` those without
    activity (denominator 0) and `silent` those for which nobody took a reading.
    """
    for period in periods(INDICATORS[indicator].period, first=plan.starts, last=plan.last):
        name = str(period)
        if name in silent:
            continue
        whole = 0 if name in idle else pen.rng.randint(*size)
        part = _numerator(pen, indicator, whole=whole, values=(odd or {}).get(name, usual))
        day = min(period.end + timedelta(days=pen.rng.randint(1, 4)), LAST)
        record = f"{plan.id}/{indicator}/{name}/{part}/{whole}"
        pen.book.add(
            "readings",
            id=pen.book.new_id(f"{plan.id}-{indicator}-"),
            contract=plan.id,
            indicator=indicator,
            period=period,
            numerator=part,
            denominator=whole,
            recorded=day,
            source=source,
            document=f"sha256:{sha256(record.encode()).hexdigest()}" if source == "third_party" else None,
        )


def _numerator(pen: Pen, indicator: str, *, whole: int, values: Range) -> int:
    unit = 100 if INDICATORS[indicator].measure == "share" else 1
    low = -(-whole * values[0] // unit)
    return pen.rng.randint(low, max(low, whole * values[1] // unit))
