"""The generated checks in plain Python: one table, row by row, all faults. Engines for big tables agree with this.

Checks of cells come before checks of rows: a rule over columns is asked only where its cells are sound, so that
one mistake is reported once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches

from answerable.core.tables.declare import (
    Column,
    Disjoint,
    DuringContract,
    FitsIndicator,
    Ordered,
    Reference,
    Sums,
    Table,
    Together,
)
from answerable.core.tables.fault import Fault
from answerable.core.tables.types import MAX_TEXT, Kind, Value
from answerable.core.terms.message import Message
from answerable.core.terms.period import PERIOD_PATTERNS, Period

RawRow = tuple[int, Mapping[str, str]]
"""The row's number and its cells as texts."""

_SHOWN = 60
_NEAREST_AMONG = 5_000


@dataclass(frozen=True)
class Row:
    """A row: its number, and the typed value of every sound cell."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Edition:
    """What a reading has to fit: an indicator's edition."""

    starts: date
    period: str
    measure: str


@dataclass(frozen=True)
class Surroundings:
    """What rows are checked against: ids and keys of other tables, terms of contracts, editions of indicators."""

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pairs: Mapping[str, frozenset[tuple[Value, ...]]] = field(default_factory=dict)
    """Keys of several columns: table name to tuples of values."""
    terms: Mapping[str, tuple[date, date | None]] = field(default_factory=dict)
    editions: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    """Of each indicator, oldest first."""


@dataclass(frozen=True)
class Checked:
    """The rows of a table and everything that is wrong with them."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def check_rows(
    table: Table, raw: Iterable[RawRow], *, file: str, present: Iterable[str], around: Surroundings
) -> Checked:
    """Check every row of a table against its declaration and its surroundings."""
    there = set(present)
    columns = [column for column in table.columns if column.name in there]
    absent = tuple(column.name for column in table.columns if column.omissible and column.name not in there)
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in raw:
        row, found = _read(number, cells, columns=columns, absent=absent, file=file)
        rows.append(row)
        faults += found
        faults += _row_faults(table, row, file=file, around=around)
    faults += _duplicates(table, rows, file=file)
    for rule in table.rules:
        if isinstance(rule, Disjoint):
            faults += _overlaps(rule, rows, file=file)
    return Checked(tuple(rows), tuple(faults))


def _read(
    number: int, cells: Mapping[str, str], *, columns: Iterable[Column], absent: tuple[str, ...], file: str
) -> tuple[Row, list[Fault]]:
    values: dict[str, Value] = dict.fromkeys(absent)
    faults: list[Fault] = []
    for column in columns:
        text = cells[column.name]
        try:
            value = column.type.parse(text)
        except ValueError:
            faults.append(Fault(file, number, column.name, misfit(column, text)))
            continue
        if value is None and column.required:
            faults.append(Fault(file, number, column.name, Message.of("empty_required", column=column.name)))
        elif not column.type.within(value):
            faults.append(Fault(file, number, column.name, out_of_range(column, text)))
        else:
            values[column.name] = value
    return Row(number, values), faults


def out_of_range(column: Column, text: str) -> Message:
    """What to say of a number beyond its bounds."""
    low, high = (None if edge is None else str(edge) for edge in (column.type.low, column.type.high))
    return Message.of("out_of_range", value=text, low=low, high=high)


def misfit(column: Column, text: str) -> Message:
    """What to say of a cell that does not have its column's form."""
    kind, value = column.type.kind, text[:_SHOWN]
    if kind is Kind.TEXT:
        return Message.of("too_long", limit=MAX_TEXT, length=len(text))
    if kind is Kind.DATE:
        return Message.of("bad_date", value=value, hint=date_hint(text))
    if kind is Kind.CHOICE:
        choices = column.type.choices
        return Message.of("bad_choice", value=value, choices=choices, nearest=nearest(text, choices))
    return Message.of(f"bad_{kind.value}", value=value)


def date_hint(text: str) -> str | None:
    """The ISO date that a text such as `2026/5/1`, `2026年5月1日` or a spreadsheet's serial number stands for."""
    digits = "".join(char if char.isdigit() else " " for char in text).split()
    try:
        if len(digits) == 3 and len(digits[0]) == 4:
            return date(int(digits[0]), int(digits[1]), int(digits[2])).isoformat()
        if len(digits) == 1 and len(text.strip()) == 8:
            return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
        if len(digits) == 1 and text.strip() == digits[0] and 20_000 <= int(text) <= 80_000:
            # Spreadsheets count days from 1899-12-30.
            return date.fromordinal(date(1899, 12, 30).toordinal() + int(text)).isoformat()
    except ValueError:
        return None
    return None


def nearest(text: str, among: Iterable[str]) -> str | None:
    """The likeliest meant word, for the remedy."""
    words = list(among)
    if len(words) > _NEAREST_AMONG:
        return None
    found = get_close_matches(text, words, n=1, cutoff=0.6)
    return found[0] if found else None


def _row_faults(table: Table, row: Row, *, file: str, around: Surroundings) -> Iterator[Fault]:
    for column in table.references:
        value = row.values.get(column.name)
        if isinstance(value, str) and value not in around.ids.get(column.type.to or "", frozenset((value,))):
            yield Fault(file, row.number, column.name, _dangling(value, column, around))
    for rule in table.rules:
        found = _RULES[type(rule)](rule, row, around) if type(rule) in _RULES else None
        if found is not None:
            yield Fault(file, row.number, *found)


def _dangling(value: str, column: Column, around: Surroundings) -> Message:
    to = column.type.to or ""
    return Message.of("dangling_reference", value=value, to=to, nearest=nearest(value, around.ids[to]))


Found = tuple[str, Message] | None


def _ordered(rule: Ordered, row: Row, _: Surroundings) -> Found:
    first, second = row.values.get(rule.first), row.values.get(rule.second)
    if first is None or second is None or _not_after(first, second):
        return None
    return rule.second, Message.of(
        "out_of_order", first=rule.first, first_value=str(first), second=rule.second, second_value=str(second)
    )


def _not_after(first: Value, second: Value) -> bool:
    match first, second:
        case datetime(), datetime():
            return first <= second
        case date(), date():
            return first <= second
        case ((int() | Decimal()), (int() | Decimal())):
            return first <= second
    raise TypeError(f"{first!r} and {second!r} have no order")


def _sums(rule: Sums, row: Row, _: Surroundings) -> Found:
    parts = [row.values.get(name) for name in rule.parts]
    whole = row.values.get(rule.whole)
    numbers = [part for part in parts if isinstance(part, int)]
    if len(numbers) < len(parts) or not isinstance(whole, int) or sum(numbers) == whole:
        return None
    return rule.whole, Message.of("wrong_sum", found=sum(numbers), whole=whole)


def _together(rule: Together, row: Row, _: Surroundings) -> Found:
    stated = [row.values[name] is not None for name in rule.columns if name in row.values]
    if len(stated) < len(rule.columns) or all(stated) or not any(stated):
        return None
    return rule.columns[0], Message.of("half_stated", columns=rule.columns)


def _reference(rule: Reference, row: Row, around: Surroundings) -> Found:
    wanted = tuple(row.values.get(name) for name in rule.columns)
    known = around.pairs.get(rule.to)
    if known is None or None in wanted or wanted in known:
        return None
    single = zip(rule.columns, wanted, strict=True)
    ids = around.ids
    targets = {"contract": "contracts", "indicator": "indicators"}
    if any(value not in ids.get(targets.get(name, ""), (value,)) for name, value in single):
        return None  # the single reference is reported already
    return rule.columns[-1], Message.of("no_such_pair", value=" + ".join(map(str, wanted)), to=rule.to)


def _span(value: Value) -> tuple[date, date] | None:
    match value:
        case Period():
            return value.start, value.end
        case date():
            return value, value
    return None


def _during(rule: DuringContract, row: Row, around: Surroundings) -> Found:
    value = row.values.get(rule.column)
    span, term = _span(value), around.terms.get(str(row.values.get("contract")))
    if span is None or term is None:
        return None
    starts, ends = term
    if span[1] >= starts and (ends is None or span[0] <= ends):
        return None
    return rule.column, Message.of("outside_contract", value=str(value), starts=starts, ends=ends)


def _fits(_: FitsIndicator, row: Row, around: Surroundings) -> Found:
    period, indicator = row.values.get("period"), row.values.get("indicator")
    editions = around.editions.get(str(indicator))
    if not isinstance(period, Period) or not editions:
        return None
    edition = edition_at(editions, period.end)
    if edition is None:
        return "period", Message.of("no_edition", value=str(period), first=editions[0].starts)
    if edition.period not in PERIOD_PATTERNS:
        return None  # reported where the indicator is declared
    if edition.period != period.kind.value:
        return "period", Message.of("period_kind", value=str(period), wanted=edition.period)
    numerator, denominator = row.values.get("numerator"), row.values.get("denominator")
    if edition.measure != "share" or not isinstance(numerator, int) or not isinstance(denominator, int):
        return None
    if 0 <= numerator <= denominator:
        return None
    return "numerator", Message.of("share_over_one", numerator=numerator, denominator=denominator)


def edition_at(editions: tuple[Edition, ...], day: date) -> Edition | None:
    """The edition in force on a day; None before the first."""
    return next((edition for edition in reversed(editions) if edition.starts <= day), None)


_RULES: dict[type, Callable[..., Found]] = {
    Ordered: _ordered,
    Sums: _sums,
    Together: _together,
    Reference: _reference,
    DuringContract: _during,
    FitsIndicator: _fits,
}


def _duplicates(table: Table, rows: Iterable[Row], *, file: str) -> Iterator[Fault]:
    first: dict[tuple[Value, ...], int] = {}
    for row in rows:
        key = tuple(row.values.get(name) for name in table.key)
        if None in key:
            continue
        seen = first.setdefault(key, row.number)
        if seen != row.number:
            message = Message.of("duplicate_key", key=" + ".join(map(str, key)), first_row=seen)
            yield Fault(file, row.number, table.key[0], message)


def _overlaps(rule: Disjoint, rows: Iterable[Row], *, file: str) -> Iterator[Fault]:
    groups: dict[tuple[Value, ...], list[tuple[date, date, int]]] = {}
    for row in rows:
        if rule.where and row.values.get(rule.where[0]) != rule.where[1]:
            continue
        starts, ends = row.values.get(rule.starts), row.values.get(rule.ends, "bad")
        group = tuple(row.values.get(name) for name in rule.group)
        if isinstance(starts, date) and ends != "bad" and None not in group:
            end = ends if isinstance(ends, date) else date.max
            groups.setdefault(group, []).append((starts, end, row.number))
    for stretches in groups.values():
        yield from _overlapping(sorted(stretches), column=rule.starts, file=file)


def _overlapping(stretches: list[tuple[date, date, int]], *, column: str, file: str) -> Iterator[Fault]:
    until, holder = date.min, 0
    for starts, ends, number in stretches:
        if holder and starts <= until:
            to = None if min(until, ends) == date.max else min(until, ends)
            message = Message.of("overlap", other_row=holder, start=starts, end=to)
            yield Fault(file, number, column, message)
        if ends > until:
            until, holder = ends, number
