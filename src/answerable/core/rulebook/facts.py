"""Facts a boundary rulebook asks about. Each has a finite domain; that a fact is not known is always possible."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from answerable.core.tables.declare import Both

Value = str | int
"""A known value: the id of an option, `yes` or `no`, or a whole number."""
Facts = Mapping[str, Value]
"""What is known about a work item, by fact; a fact that is absent is not known."""


class FactKind(StrEnum):
    """What the answers look like."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"


class Worse(StrEnum):
    """In which direction a fact turns worse; no verdict may become milder when it does."""

    NONE = "none"
    YES = "yes"
    NO = "no"
    HIGHER = "higher"
    LOWER = "lower"
    LATER = "later"
    """Options further down the list are worse."""


DIRECTIONS = {
    FactKind.CHOICE: (Worse.NONE, Worse.LATER),
    FactKind.YES_NO: (Worse.NONE, Worse.YES, Worse.NO),
    FactKind.NUMBER: (Worse.NONE, Worse.HIGHER, Worse.LOWER),
}
"""The directions that make sense for each kind."""

YES_NO = {"yes": Both("是", "yes"), "no": Both("否", "no")}


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    id: str
    title: Both


@dataclass(frozen=True)
class Fact:
    """One fact with its question. `low` and `high` bound a number, both included; they are 0 otherwise."""

    id: str
    kind: FactKind
    title: Both
    question: Both
    help: Both
    find_out: Both
    worse: Worse
    options: tuple[Option, ...] = ()
    """The answers to choose from, in order; `yes` and `no` are options too. A number has none."""
    unit: str | None = None
    low: int = 0
    high: int = 0

    @cached_property
    def titles(self) -> Mapping[str, Both]:
        """Every option by its id."""
        return {option.id: option.title for option in self.options}

    def _option(self, text: str) -> str:
        for option in self.options:
            if text == option.id or text.lower() in (option.title.zh, option.title.en.lower()):
                return option.id
        raise ValueError(text)

    def parse(self, text: str) -> Value:
        """The value by its id or by its title in either language. Raises ValueError if it lies outside the domain."""
        if self.kind is not FactKind.NUMBER:
            return self._option(text)
        if not re.fullmatch("0|[1-9][0-9]{0,15}", text) or not self.low <= int(text) <= self.high:
            raise ValueError(text)
        return int(text)
