"""Column types: what a cell may hold, as one pattern that every engine applies alike, and its typed value.

A cell is text; an empty cell is "not stated". Patterns stay within what Python's `re` and RE2 read the same way.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from answerable.core.terms.period import PERIOD_PATTERNS, YEAR_PATTERN, Period

Value = str | int | bool | date | datetime | Decimal | Period | None

MAX_TEXT = 20_000
"""Characters a cell may hold; longer papers are documents, not cells."""


class Kind(StrEnum):
    """The families of cell values."""

    ID = "id"
    TEXT = "text"
    DATE = "date"
    INSTANT = "instant"
    PERIOD = "period"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    CHOICE = "choice"
    HASH = "hash"


_DATE = YEAR_PATTERN + "-[0-9]{2}-[0-9]{2}"
PATTERNS = {
    Kind.ID: r"[^\x00-\x20\x7f" + "\u00a0\u3000" + r""",;"'/\\<>|]{1,64}""",
    Kind.DATE: _DATE,
    Kind.INSTANT: _DATE + r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][01][0-9]:[0-5][0-9])",
    Kind.PERIOD: "|".join(PERIOD_PATTERNS.values()),
    Kind.INTEGER: r"-?(?:0|[1-9][0-9]{0,14})",
    Kind.DECIMAL: r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?",
    Kind.YES_NO: "yes|no",
    Kind.HASH: r"sha256:[0-9a-f]{64}",
}


@dataclass(frozen=True)
class Type:
    """What a column's cells may hold. `low` and `high` bound numbers, inclusively; `to` names a referenced table."""

    kind: Kind
    low: Decimal | None = None
    high: Decimal | None = None
    choices: tuple[str, ...] = ()
    to: str | None = None

    @cached_property
    def pattern(self) -> str:
        """The regular expression a whole cell has to match. Free text has none: only its length counts."""
        if self.kind is Kind.CHOICE:
            return "|".join(self.choices)
        return PATTERNS[self.kind]

    @cached_property
    def _matcher(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def matches(self, text: str) -> bool:
        """Whether the cell has the right form and names something that exists, such as a real date."""
        try:
            return self.parse(text) is not None
        except ValueError:
            return False

    def within(self, value: Value) -> bool:
        """Whether a number lies within the bounds; whatever has no bounds does."""
        if not isinstance(value, int | Decimal):
            return True
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def parse(self, text: str) -> Value:
        """The typed value of a cell; an empty cell is None. Raises ValueError for a cell of another form."""
        if text == "":
            return None
        if self.kind is Kind.TEXT:
            if len(text) > MAX_TEXT:
                raise ValueError(text)
            return text
        if self._matcher.fullmatch(text) is None:
            raise ValueError(text)
        return self._convert(text)

    def _convert(self, text: str) -> Value:
        match self.kind:
            case Kind.DATE:
                return date.fromisoformat(text)
            case Kind.INSTANT:
                return datetime.fromisoformat(text)
            case Kind.PERIOD:
                return Period.parse(text)
            case Kind.INTEGER:
                return int(text)
            case Kind.DECIMAL:
                return Decimal(text)
            case Kind.YES_NO:
                return text == "yes"
            case _:
                return text


IDENT = Type(Kind.ID)
TEXT = Type(Kind.TEXT)
DATE = Type(Kind.DATE)
INSTANT = Type(Kind.INSTANT)
PERIOD = Type(Kind.PERIOD)
YES_NO = Type(Kind.YES_NO)
HASH = Type(Kind.HASH)
COUNT = Type(Kind.INTEGER, low=Decimal(0))
INTEGER = Type(Kind.INTEGER)
DECIMAL = Type(Kind.DECIMAL)
SHARE = Type(Kind.DECIMAL, low=Decimal(0), high=Decimal(1))


def ref(table: str) -> Type:
    """The id of a row in another table."""
    return Type(Kind.ID, to=table)


def choice(*choices: str) -> Type:
    """One of a few words."""
    return Type(Kind.CHOICE, choices=choices)


def between(kind: Kind, low: int | None, high: int | None) -> Type:
    """A number within inclusive bounds."""
    return Type(kind, low=None if low is None else Decimal(low), high=None if high is None else Decimal(high))
