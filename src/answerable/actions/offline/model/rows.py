"""The district folder while it is being written: rows of cell texts, all columns in declared order."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from answerable.actions.offline.model.people import Cast
from answerable.core.tables.district import TABLES, Rows
from answerable.core.terms.period import Period

Cell = str | int | date | datetime | Period | None


class Book:
    """Rows by table. What a row does not state stays an empty cell."""

    def __init__(self) -> None:
        self.rows: Rows = {table.name: [] for table in TABLES}
        self._blank = {table.name: {column.name: "" for column in table.columns} for table in TABLES}
        self._used: Counter[str] = Counter()
        self._ids: set[tuple[str, str]] = set()

    def add(self, table: str, /, **cells: Cell) -> None:
        """Append one row. Raises KeyError for a table or column that is not declared."""
        row = dict(self._blank[table])
        for column, value in cells.items():
            if column not in row:
                raise KeyError(f"{table}.{column}")
            row[column] = _text(value)
        self.rows[table].append(row)
        self._ids.add((table, row.get("id", "")))

    def new_id(self, stem: str) -> str:
        """The next id of this stem: `street-cleaning-m001`, `street-cleaning-m002`, …"""
        self._used[stem] += 1
        return f"{stem}{self._used[stem]:03}"

    def holds(self, table: str, key: str) -> bool:
        """Whether a row with this id was already written."""
        return (table, key) in self._ids


@dataclass(frozen=True)
class Pen:
    """What one story is written with: the book, the people who appear, and a chance of its own."""

    book: Book
    cast: Cast
    rng: random.Random


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
