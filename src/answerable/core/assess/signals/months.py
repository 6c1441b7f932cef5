"""The months of a contract that are over, and the history each is seen against."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from answerable.core.assess.signals.values import Seen, Sight, Signal, SignalPolicy, low_of
from answerable.core.evidence.statistics import Five
from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period, PeriodKind

T = TypeVar("T")


@dataclass(frozen=True)
class Month:
    """All ratings of one month, of all tiers, and the services delivered in it if that is known."""

    first: date
    levels: Five
    services: int | None

    @property
    def n(self) -> int:
        return sum(self.levels)


@dataclass(frozen=True)
class Hit:
    """One month in which a sign shows. Hits of following months with the same key are one sign."""

    month: date
    what: Message
    evidence: tuple[Message, ...]
    severity: str = "ordinary"
    chance: Fraction | None = None
    key: str = field(default="")


@dataclass(frozen=True)
class Rule:
    """What is always the same about a sign."""

    name: str
    source: str
    side: Side
    innocent: Message


def add_up(all_levels: Iterable[Five]) -> Five:
    """Level by level."""
    one, two, three, four, five = (sum(column) for column in zip(*all_levels, strict=True))
    return one, two, three, four, five


def end_of(month: date) -> date:
    """The last day of the month that begins on this day."""
    return Period.holding(month, PeriodKind.MONTH).end


def before(month: date, n: int) -> date:
    """The first day of the month so many months earlier."""
    months = month.year * 12 + month.month - 1 - n
    return date(months // 12, months % 12 + 1, 1)


def last_over(on: date) -> date:
    """The first day of the latest month that is over at the end of the day."""
    month = on.replace(day=1)
    return month if end_of(month) <= on else before(month, 1)


def pooled(seen: Seen, on: date) -> tuple[Month, ...]:
    """Every month of the contract that is over, oldest first; one without ratings has none, which is known."""
    levels: dict[date, list[Five]] = {}
    for each in seen.months:
        levels.setdefault(each.month, []).append(each.levels)
    delivered = served(seen)
    found = []
    month = seen.contract.starts.replace(day=1)
    last = min(last_over(on), (seen.contract.ends or on).replace(day=1))
    while month <= last:
        mix = add_up(levels[month]) if month in levels else (0, 0, 0, 0, 0)
        found.append(Month(month, mix, delivered.get(month)))
        month = before(month, -1)
    return tuple(found)


def served(seen: Seen) -> Mapping[date, int]:
    """Services by month, of all tiers, where they are recorded by month; other periods are not shared out."""
    found: dict[date, int] = {}
    for each in seen.services:
        if each.period.kind is PeriodKind.MONTH:
            found[each.period.start] = found.get(each.period.start, 0) + each.count
    return found


def look(
    months: Iterable[T],
    first_of: Callable[[T], date],
    policy: SignalPolicy,
    judged: Callable[[T, tuple[T, ...]], Hit | None],
) -> Iterator[Hit]:
    """Judge every month by the unsuspected ones among those before it; a hit is nobody's history."""
    clean: list[T] = []
    for month in months:
        start = before(first_of(month), policy.history_months)
        hit = judged(month, tuple(each for each in clean if first_of(each) >= start))
        if hit is None:
            clean.append(month)
        else:
            yield hit


def signals(rule: Rule, contract: str, hits: Iterable[Hit]) -> Iterator[Signal]:
    """One sign for every run of months: told as it first showed, with the month until which it went on."""
    run: list[Hit] = []
    for hit in hits:
        if run and (hit.key != run[-1].key or before(hit.month, 1) != run[-1].month):
            yield _signal(rule, contract, run)
            run = []
        run.append(hit)
    if run:
        yield _signal(rule, contract, run)


def _signal(rule: Rule, contract: str, run: list[Hit]) -> Signal:
    first, last = run[0], run[-1]
    went_on = (Message.of("seen_until", month=f"{last.month:%Y-%m}", n=len(run)),) if len(run) > 1 else ()
    return Signal(
        rule=rule.name,
        contract=contract,
        from_day=first.month,
        to_day=end_of(last.month),
        severity=max((hit.severity for hit in run), key=SEVERITIES.index),
        side=rule.side,
        source=rule.source,
        what=first.what,
        evidence=(*first.evidence, *went_on),
        innocent=rule.innocent,
        chance=first.chance,
    )


SEVERITIES = ("minor", "ordinary", "serious")


def median(values: Iterable[int]) -> Fraction:
    """The middle value; between the middle two of an even number. Raises IndexError without values."""
    line = sorted(values)
    return Fraction(line[(len(line) - 1) // 2] + line[len(line) // 2], 2)


def share_low(levels: Five, policy: SignalPolicy) -> Fraction:
    """The share of low ratings; 0 without ratings."""
    n = sum(levels)
    return Fraction(low_of(levels, policy), n) if n else Fraction(0)


def years(sight: Sight, starts: date) -> Iterator[tuple[date, date]]:
    """The first and the last month of every calendar year, as far as they are over, from the start on."""
    last = last_over(sight.on)
    first = starts.replace(day=1)
    while first <= last:
        until = min(last, date(first.year, 12, 1))
        yield first, until
        first = until + timedelta(days=31)
        first = first.replace(day=1)
