"""The fact space cut into cells: two values of a fact in the same cell are the same to every rule."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.conditions import Condition, OneOf, Within, leaves
from answerable.core.rulebook.facts import Fact, FactKind, Value, Worse


@dataclass(frozen=True, eq=False)
class Axis:
    """One fact and its cells. A choice has a cell for each option, a number one for each stretch between thresholds."""

    fact: Fact
    starts: tuple[int, ...] = ()
    """The lowest number of each cell, in order; empty for a choice."""

    @property
    def size(self) -> int:
        return len(self.starts) or len(self.fact.options)

    @cached_property
    def _cells(self) -> Mapping[Value, int]:
        return {option.id: at for at, option in enumerate(self.fact.options)}

    def cell(self, value: Value) -> int:
        """The cell a value of the fact's domain lies in."""
        return bisect_right(self.starts, value) - 1 if isinstance(value, int) else self._cells[value]

    def value(self, cell: int) -> Value:
        """A value in the cell: the option, or the lowest number."""
        return self.starts[cell] if self.starts else self.fact.options[cell].id

    def last(self, cell: int) -> Value:
        """The highest number of a cell; for an option, the option."""
        if not self.starts:
            return self.fact.options[cell].id
        return self.starts[cell + 1] - 1 if cell + 1 < len(self.starts) else self.fact.high

    def where(self, leaf: OneOf | Within) -> frozenset[int]:
        """The cells in which what a condition says about this fact is true."""
        if isinstance(leaf, OneOf):
            return frozenset(map(self.cell, leaf.values))
        low = self.fact.low if leaf.low is None else leaf.low
        high = self.fact.high if leaf.high is None else leaf.high
        return frozenset(at for at, start in enumerate(self.starts) if low <= start <= high)

    @cached_property
    def worsening(self) -> tuple[int, ...]:
        """The cells from good to bad; none where no direction is declared."""
        upwards = tuple(range(self.size))
        match self.fact.worse:
            case Worse.NONE:
                return ()
            case Worse.HIGHER | Worse.LATER:
                return upwards
            case Worse.LOWER:
                return upwards[::-1]
            case Worse.YES | Worse.NO:
                bad = self.cell(self.fact.worse.value)
                return (1 - bad, bad)


Grid = tuple[Axis, ...]
"""The axes in the order in which the facts are declared."""


def grid_of(*boundaries: Boundary) -> Grid:
    """The cells that all editions of all rules of the rulebooks need.

    Several rulebooks share one grid so that they can be compared; facts that only some have are among its axes.
    """
    facts = {fact.id: fact for boundary in boundaries for fact in boundary.facts}
    starts = {fact.id: {fact.low} for fact in facts.values() if fact.kind is FactKind.NUMBER}
    for leaf in (leaf for boundary in boundaries for each in _conditions(boundary) for leaf in leaves(each)):
        if isinstance(leaf, Within):
            fact = facts[leaf.fact]
            beyond = None if leaf.high is None else leaf.high + 1
            starts[fact.id] |= {
                at for at in (leaf.low, beyond) if at is not None and fact.low < at <= fact.high
            }
    return tuple(Axis(fact, tuple(sorted(starts.get(fact.id, ())))) for fact in facts.values())


def _conditions(boundary: Boundary) -> Iterable[Condition]:
    for rule in boundary.rules:
        yield from (edition.condition for edition in rule.editions)
    yield from (each.when for each in boundary.contradictions)
