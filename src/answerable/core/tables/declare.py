"""The words in which a table is declared: columns, the key, and the rules its rows keep."""

from dataclasses import dataclass
from functools import cached_property

from answerable.core.tables.types import Type


@dataclass(frozen=True)
class Both:
    """The same thing said in both languages."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Column:
    """One column: its name in files, its type, its title and what a person should write there."""

    name: str
    type: Type
    title: Both
    help: Both
    required: bool = True
    omissible: bool = False
    """A file may leave the whole column out, which is the same as empty cells. No rule of a table speaks of it."""


@dataclass(frozen=True)
class Ordered:
    """`first` is not after `second`, where both are stated (dates or numbers)."""

    first: str
    second: str


@dataclass(frozen=True)
class Disjoint:
    """Within a group no two stretches from `starts` to `ends` (inclusive, empty = open) share a day."""

    group: tuple[str, ...]
    starts: str
    ends: str
    where: tuple[str, str] | None = None
    """Only rows whose column has this value."""


@dataclass(frozen=True)
class Sums:
    """The parts add up to the whole."""

    parts: tuple[str, ...]
    whole: str


@dataclass(frozen=True)
class Together:
    """Either all of the columns are stated, or none."""

    columns: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """Several columns together name a row of another table by the columns given there."""

    columns: tuple[str, ...]
    to: str
    there: tuple[str, ...]


@dataclass(frozen=True)
class DuringContract:
    """The day, instant or period shares a day with the term of the contract in column `contract`."""

    column: str


@dataclass(frozen=True)
class FitsIndicator:
    """A reading fits its indicator: the same kind of period, an edition in force at its end, no share over 1."""


Rule = Ordered | Disjoint | Sums | Together | Reference | DuringContract | FitsIndicator


@dataclass(frozen=True)
class Table:
    """One table of the district folder. `key` columns together are unique and always stated."""

    name: str
    title: Both
    help: Both
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    bulk: bool = False
    """May hold millions of rows: engines reduce it, nobody loads it whole."""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def references(self) -> tuple[Column, ...]:
        """Columns that hold the id of a row of another table."""
        return tuple(column for column in self.columns if column.type.to is not None)
