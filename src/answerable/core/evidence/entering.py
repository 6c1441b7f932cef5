"""Figures as people enter them: what the score sheet of a contract asks for, the ids of readings, their own faults."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from answerable.core.evidence.values import Agreed
from answerable.core.ledger.canonical import canonical
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import RawRow
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period

WHOLE = "total"
"""The one item of a sheet that is not itemised."""
FULL = Decimal(100)
_ID_LENGTH = 24


@dataclass(frozen=True)
class Marks:
    """What was scored of one item in one period, as far as it says how the sheet looks."""

    period: Period
    item: str
    full: Decimal


@dataclass(frozen=True)
class SheetItem:
    """One item of the score sheet: an indicator where it is weighted by indicators, else as people named it."""

    item: str
    full: Decimal


@dataclass(frozen=True)
class There:
    """Readings of an indicator in a period that are on record, added up; `n` is how many they are."""

    numerator: int
    denominator: int
    n: int


def sheet_of(scored: Iterable[Marks], agreed: Iterable[Agreed]) -> tuple[SheetItem, ...]:
    """The sheet by which a contract is scored: as in the latest period scored; else by its weights; else as a whole.

    Weights stand for full marks only where every indicator has one: then they add up to 100.
    """
    marks, weights = list(scored), list(agreed)
    if marks:
        latest = max(each.period for each in marks)
        return tuple(SheetItem(each.item, each.full) for each in marks if each.period == latest)
    if weights and all(each.weight is not None for each in weights):
        return tuple(SheetItem(each.indicator, each.weight) for each in weights if each.weight)
    return (SheetItem(WHOLE, FULL),)


def reading_id(contract: str, indicator: str, period: str, n: int) -> str:
    """The id of the reading after `n` others of the same indicator and period.

    It follows from these alone, so that of two people who enter the same reading at once one is refused.
    """
    digest = hashlib.sha256(canonical([contract, indicator, period, n])).hexdigest()
    return f"r-{digest[:_ID_LENGTH]}"


def reading_faults(
    rows: Sequence[RawRow],
    there: Mapping[tuple[str, str], There],
    *,
    file: str,
    more: bool,
    on: date,
) -> Iterator[Fault]:
    """What is wrong with new readings beside the checks of the table.

    `there` is what is on record by indicator and period; with `more` the rows are meant to be added to it.
    """
    for number, cells in rows:
        known = there.get((cells["indicator"], cells["period"]))
        if known is not None and not more:
            message = Message.of(
                "reading_there", numerator=known.numerator, denominator=known.denominator, n=known.n
            )
            yield Fault(file, number, "numerator", message)
        yield from _dated(number, cells, file=file, on=on)
    yield from begun_faults(rows, file=file, on=on)


def begun_faults(rows: Sequence[RawRow], *, file: str, on: date) -> Iterator[Fault]:
    """Nothing is measured of a period that has not begun."""
    for number, cells in rows:
        period = parsed(cells["period"])
        if period is not None and period.start > on:
            message = Message.of("period_not_begun", value=cells["period"], on=on)
            yield Fault(file, number, "period", message)


def score_faults(rows: Sequence[RawRow], *, file: str, on: date) -> Iterator[Fault]:
    """A month is scored when it is over."""
    for number, cells in rows:
        period = parsed(cells["period"])
        if period is not None and period.end > on:
            message = Message.of("period_not_over", value=cells["period"], ends=period.end, on=on)
            yield Fault(file, number, "period", message)


def _dated(number: int, cells: Mapping[str, str], *, file: str, on: date) -> Iterator[Fault]:
    try:
        day = date.fromisoformat(cells["recorded"])
    except ValueError:
        return  # Said by the table's own checks.
    if day > on:
        yield Fault(file, number, "recorded", Message.of("recorded_later", value=day, on=on))


def parsed(text: str) -> Period | None:
    """The period of a text; None where it is none, which the table's own checks say."""
    try:
        return Period.parse(text)
    except ValueError:
        return None
