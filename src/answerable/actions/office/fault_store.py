"""Every fault of a file, on the disk and in the order of its rows: however many they are, memory stays flat."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from answerable.core.tables.fault import Fault
from answerable.core.terms.message import Message, Param

_SCHEMA = """
CREATE TABLE faults (row INTEGER, col TEXT, code TEXT NOT NULL, params TEXT NOT NULL);
CREATE INDEX faults_row ON faults (row);
"""
WHOLE = 1
"""The row of the header: what is wrong there, or in no row, is wrong with the file as a whole."""
_BY_ROW = "SELECT row, col, code, params FROM faults ORDER BY row, rowid"


@dataclass(frozen=True)
class Told:
    """One fault as it is kept. `row` is None where it is the file's."""

    row: int | None
    column: str | None
    message: Message


class FaultStore:
    """The faults of one file. Make it anew with `create`; look into it wherever it is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def create(self) -> None:
        """Begin with no fault; what an earlier attempt left is gone."""
        self._path.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._path)) as con:
            con.executescript(_SCHEMA)

    def add(self, faults: Iterable[Fault]) -> int:
        """Keep these, too; how many they were."""
        rows = (
            (each.row, each.column, each.message.code, json.dumps(dict(each.message.params), default=str))
            for each in faults
        )
        with closing(sqlite3.connect(self._path)) as con, con:
            return con.executemany("INSERT INTO faults VALUES (?, ?, ?, ?)", rows).rowcount

    def count(self) -> int:
        """How many faults there are."""
        return self._number("SELECT count(*) FROM faults")

    def bad_rows(self) -> int:
        """How many rows have a fault."""
        return self._number(f"SELECT count(DISTINCT row) FROM faults WHERE row > {WHOLE}")  # noqa: S608

    def blocks(self) -> bool:
        """Whether something is wrong with the file as a whole: then no row of it can be taken."""
        return bool(self._number(f"SELECT count(*) FROM faults WHERE row IS NULL OR row <= {WHOLE}"))  # noqa: S608

    def numbers(self) -> Iterator[int]:
        """The numbers of the rows that have a fault, in their order."""
        with closing(sqlite3.connect(self._path)) as con:
            for (row,) in con.execute(
                f"SELECT DISTINCT row FROM faults WHERE row > {WHOLE} ORDER BY row"  # noqa: S608
            ):
                yield int(row)

    def __iter__(self) -> Iterator[Told]:
        with closing(sqlite3.connect(self._path)) as con:
            yield from map(_told, con.execute(_BY_ROW))

    def page(self, start: int, most: int) -> list[Told]:
        """Some of the faults, from this one on."""
        with closing(sqlite3.connect(self._path)) as con:
            return [_told(each) for each in con.execute(f"{_BY_ROW} LIMIT ? OFFSET ?", (most, start))]

    def _number(self, query: str) -> int:
        with closing(sqlite3.connect(self._path)) as con:
            return int(con.execute(query).fetchone()[0])


def _told(row: tuple[int | None, str | None, str, str]) -> Told:
    number, column, code, params = row
    stated: dict[str, Param] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(params).items()
    }
    return Told(number, column, Message.of(code, **stated))
