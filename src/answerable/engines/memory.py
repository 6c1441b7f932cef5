"""The judge: every reduction in plain Python, written to be read. Other engines must give the same values."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from answerable.core.evidence.statistics import (
    CauseCount,
    Delivered,
    Five,
    LevelCounts,
    MatterCount,
    OpenMatter,
    Paths,
    Question,
    ReadingTotal,
    RestartCounts,
    ScoreTotal,
    Statistics,
)
from answerable.core.tables.fault import Fault
from answerable.core.tables.files import TableFile
from answerable.core.tables.rows import RawRow, Surroundings, check_rows
from answerable.core.terms.period import Period
from answerable.engines.memory_paths import paths

Values = Mapping[str, Any]


@dataclass(frozen=True)
class MemoryEngine:
    """Reads whole tables into memory, one row after another. `read` gives a file's rows as texts."""

    read: Callable[[TableFile], Iterator[RawRow]]

    def check(self, file: TableFile, around: Surroundings) -> tuple[Fault, ...]:
        present = [column.name for column in file.present]
        own = frozenset(cells.get("id", "") for _, cells in self.read(file))
        nearby = replace(around, ids={**around.ids, file.table.name: own})
        return check_rows(file.table, self.read(file), file=file.shown, present=present, around=nearby).faults

    def known(self, file: TableFile, ids: frozenset[str]) -> frozenset[str]:
        return ids & {cells.get("id", "") for _, cells in self.read(file)}

    def reduce(self, files: Mapping[str, TableFile], question: Question) -> Statistics:
        on = question.on
        matters = list(self._rows(files, "matters"))
        return Statistics(
            readings=_readings(self._rows(files, "readings"), on),
            ratings=_ratings(self._rows(files, "ratings"), on),
            restarted=_restarted(self._rows(files, "ratings"), question),
            services=_services(self._rows(files, "services"), on),
            matters=_matters(matters, question),
            causes=_causes(matters, on),
            open_matters=_open_matters(matters, on),
            scores=_scores(self._rows(files, "scores"), on),
        )

    def paths(
        self, files: Mapping[str, TableFile], question: Question, contracts: frozenset[str] | None
    ) -> Paths:
        ratings, services = self._rows(files, "ratings"), self._rows(files, "services")
        return paths(ratings, services, question, contracts)

    def _rows(self, files: Mapping[str, TableFile], name: str) -> Iterator[Values]:
        if name not in files:
            return
        columns = files[name].table.by_name
        for _, cells in self.read(files[name]):
            yield {key: column.type.parse(cells.get(key, "")) for key, column in columns.items()}


def _readings(rows: Iterator[Values], on: date) -> tuple[ReadingTotal, ...]:
    totals: dict[tuple[str, str, Period], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        if row["recorded"] <= on:
            total = totals[row["contract"], row["indicator"], row["period"]]
            total[0] += row["numerator"]
            total[1] += row["denominator"]
            total[2] += 1
    return tuple(sorted(ReadingTotal(*key, *total) for key, total in totals.items()))


def _ratings(rows: Iterator[Values], on: date) -> tuple[LevelCounts, ...]:
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for row in rows:
        if row["rated_on"] <= on:
            counts[row["contract"], row["tier"], row["origin"]][row["level"] - 1] += row["count"]
    return tuple(sorted(LevelCounts(*key, _five(levels)) for key, levels in counts.items()))


def _restarted(rows: Iterator[Values], question: Question) -> tuple[RestartCounts, ...]:
    starts: dict[str, list[date]] = defaultdict(list)
    for contract, since in question.restarts:
        starts[contract].append(since)
    counts: dict[tuple[str, date, str, str], list[int]] = defaultdict(lambda: [0] * 5)
    for row in rows if starts else ():
        for since in starts.get(row["contract"], ()):
            if since <= row["rated_on"] <= question.on:
                counts[row["contract"], since, row["tier"], row["origin"]][row["level"] - 1] += row["count"]
    return tuple(sorted(RestartCounts(*key, _five(levels)) for key, levels in counts.items()))


def _five(levels: list[int]) -> Five:
    one, two, three, four, five = levels
    return one, two, three, four, five


def _services(rows: Iterator[Values], on: date) -> tuple[Delivered, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["period"].end <= on:
            counts[row["contract"], row["tier"]] += row["count"]
    return tuple(sorted(Delivered(*key, count) for key, count in counts.items()))


def _by(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _matters(rows: list[Values], question: Question) -> tuple[MatterCount, ...]:
    on, answer_by = question.on, dict(question.answer_by)
    counts: Counter[tuple[str, bool, bool, str, bool, bool]] = Counter()
    for row in rows:
        if row["raised_on"] > on:
            continue
        handled = _by(row["handled_on"], on)
        last = answer_by.get(row["raised_on"])
        late = last is not None and (row["handled_on"] if handled else on) > last
        outcome = row["outcome"] if _by(row["confirmed_on"], on) else ""
        contested, rated = _by(row["contested_on"], on), row["channel"] == "rating"
        counts[row["contract"], handled, late, outcome, contested, rated] += 1
    return tuple(sorted(MatterCount(*key, count) for key, count in counts.items()))


def _causes(rows: list[Values], on: date) -> tuple[CauseCount, ...]:
    stated = [row for row in rows if row["raised_on"] <= on and row["cause"] is not None]
    first: dict[tuple[str, str], date] = {}
    right = [row for row in stated if _put_right(row, on)]
    for row in right:
        key = row["contract"], row["cause"]
        first[key] = min(first.get(key, row["confirmed_on"]), row["confirmed_on"])
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in stated:
        key = row["contract"], row["cause"]
        found[key][0] += 1
        found[key][1] += _put_right(row, on)
        found[key][2] += key in first and row["raised_on"] > first[key]
    return tuple(sorted(CauseCount(*key, *counts) for key, counts in found.items()))


def _put_right(row: Values, on: date) -> bool:
    confirmed = _by(row["confirmed_on"], on) and row["outcome"] == "put_right"
    return confirmed and not _by(row["contested_on"], on)


def _open_matters(rows: list[Values], on: date) -> tuple[OpenMatter, ...]:
    return tuple(
        sorted(
            OpenMatter(row["contract"], row["raised_on"], row["id"], row["topic"])
            for row in rows
            if row["raised_on"] <= on and not _by(row["handled_on"], on)
        )
    )


def _scores(rows: Iterator[Values], on: date) -> tuple[ScoreTotal, ...]:
    totals: dict[tuple[str, Period], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    deductions: Counter[tuple[str, Period]] = Counter()
    for row in rows:
        if row["scored_on"] <= on:
            key = row["contract"], row["period"]
            totals[key][0] += row["points"]
            totals[key][1] += row["full"]
            deductions[key] += row["deduction_minor"] or 0
    return tuple(
        sorted(ScoreTotal(*key, points, full, deductions[key]) for key, (points, full) in totals.items())
    )
