"""What changes between two rulebooks, or between two days of one: which verdicts, for which facts, by which rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from answerable.core.rulebook.boundary import Boundary, InForce
from answerable.core.rulebook.facts import Facts
from answerable.core.scope.compiled import BITS, GAP, Compiled, compile_rules, verdict_in
from answerable.core.scope.decide import decide
from answerable.core.scope.grid import grid_of
from answerable.core.terms.errors import UndecidableError
from answerable.core.terms.verdict import Verdict


@dataclass(frozen=True)
class Side:
    """A rulebook as of the end of a day."""

    boundary: Boundary
    on: date
    stated: str = ""
    """How a person named it, such as a folder; empty for a shipped one."""


@dataclass(frozen=True)
class Change:
    """For some facts the verdict goes from `before` to `after`; the facts given are an example, the rest is free."""

    before: Verdict
    after: Verdict
    facts: Facts
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two sides."""

    one: Side
    other: Side
    gone: tuple[InForce, ...]
    """Rules of the first side that the second does not have."""
    new: tuple[InForce, ...]
    """Rules of the second side that the first does not have."""
    amended: tuple[tuple[InForce, InForce], ...]
    """Rules that both have, in different editions or stages."""
    changes: tuple[Change, ...]
    """One for each pair of verdicts between which facts move."""


def difference(one: Side, other: Side) -> Difference:
    """What changes from one side to the other, over the whole fact space.

    Raises UndecidableError where a day lies before the first day of its rulebook, or a rulebook has a gap.
    """
    before = {each.id: each for each in one.boundary.on(one.on).rules}
    after = {each.id: each for each in other.boundary.on(other.on).rules}
    both = [(before[id], after[id]) for id in before if id in after]
    return Difference(
        one=one,
        other=other,
        gone=tuple(each for id, each in before.items() if id not in after),
        new=tuple(each for id, each in after.items() if id not in before),
        amended=tuple(
            (old, new) for old, new in both if (old.stage, old.edition) != (new.stage, new.edition)
        ),
        changes=tuple(_changes(one, other)),
    )


def compiled_sides(one: Side, other: Side) -> tuple[Compiled, Compiled]:
    """Both sides over one grid."""
    grid = grid_of(one.boundary, other.boundary)
    return compile_rules(one.boundary.on(one.on), grid), compile_rules(other.boundary.on(other.on), grid)


def _changes(one: Side, other: Side) -> Iterator[Change]:
    first, second = compiled_sides(one, other)
    for side, compiled in ((one, first), (other, second)):
        if GAP in compiled.space.diagrams.values(compiled.verdict):
            raise UndecidableError("boundary_unclear", rulebook=side.stated or side.boundary.name, on=side.on)
    space = first.space
    # Both verdicts in one number, so that every pair shows up as a value of one function.
    pair = space.diagrams.combine(partial(_pair), first.verdict, verdict_in(space, second))
    verdicts = {bit: verdict for verdict, bit in BITS.items()}
    for value in sorted(space.diagrams.values(pair)):
        before, after = divmod(value, 2 * GAP)
        if before == after or before not in verdicts or after not in verdicts:
            continue
        cells = space.diagrams.witness(pair, partial(int.__eq__, value)) or {}
        facts = {space.grid[at].fact.id: space.grid[at].value(cells[at]) for at in sorted(cells)}
        yield Change(
            before=verdicts[before],
            after=verdicts[after],
            facts=facts,
            rules_before=_reasons(one, facts),
            rules_after=_reasons(other, facts),
        )


def _pair(before: int, after: int) -> int:
    return before * 2 * GAP + after


def _reasons(side: Side, facts: Facts) -> tuple[str, ...]:
    """The rules that give the verdict, by the facts that this side's rulebook knows."""
    known = {name: value for name, value in facts.items() if name in side.boundary.fact}
    return tuple(each.id for each in decide(side.boundary, known, on=side.on).deciding)
