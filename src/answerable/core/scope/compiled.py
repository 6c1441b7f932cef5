"""The rules in force as functions over the fact space: which rule holds where, and which verdict that gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial, reduce
from itertools import groupby

from answerable.core.rulebook.boundary import Boundary, RulesInForce
from answerable.core.rulebook.conditions import Condition, Every, Not, OneOf, Some, Within
from answerable.core.scope.diagram import Diagrams, Node, with_unknown
from answerable.core.scope.grid import Grid, grid_of
from answerable.core.terms.verdict import RULE_VERDICTS, Verdict

BITS = {verdict: 1 << at for at, verdict in enumerate(RULE_VERDICTS)}
"""A set of verdicts is a sum of these; facts that contradict each other have none."""
GAP = 1 << len(RULE_VERDICTS)
"""No rule holds."""
SILENT, HOLDS = 1, 2
"""Whether a rule holds, as a set of answers: 3 means that it depends on a fact that is not known."""


@dataclass(frozen=True)
class Space:
    """The cells of all facts, and the functions over them."""

    grid: Grid
    diagrams: Diagrams

    @classmethod
    def of(cls, grid: Grid) -> "Space":
        return cls(grid, Diagrams([axis.size for axis in grid]))

    @cached_property
    def levels(self) -> dict[str, int]:
        """Where each fact is asked."""
        return {axis.fact.id: at for at, axis in enumerate(self.grid)}

    def where(self, condition: Condition) -> Node:
        """1 where the condition holds, else 0."""
        make = self.diagrams
        match condition:
            case OneOf() | Within():
                level = self.levels[condition.fact]
                return make.where(level, self.grid[level].where(condition))
            case Every(parts):
                return reduce(make.meet, map(self.where, parts), make.leaf(1))
            case Some(parts):
                return self.where(Not(Every(tuple(map(Not, parts)))))
            case Not(part):
                return make.mapped(lambda value: 1 - value, self.where(part))


@dataclass(frozen=True, eq=False)
class Compiled:
    """The rules in force as functions over a space."""

    rules: RulesInForce
    space: Space
    holds: tuple[Node, ...]
    """For every rule, in the order of `rules`: 1 where it holds."""
    possible: Node
    """1 where the facts do not contradict each other."""
    verdict: Node
    """The verdict as one of `BITS`, `GAP` where no rule holds, 0 where facts contradict each other."""

    @cached_property
    def wide(self) -> "Wide":
        """The same where facts may be unknown."""
        make = self.space.diagrams
        answers = [
            make.combine(lambda holds, possible: (HOLDS if holds else SILENT) * possible, node, self.possible)
            for node in self.holds
        ]
        diagrams, roots = with_unknown(make, [self.verdict, *answers])
        return Wide(diagrams, roots[0], tuple(roots[1:]))


@dataclass(frozen=True)
class Wide:
    """Functions whose facts have one more cell, the last, for "not known"; values are sets as sums of bits."""

    diagrams: Diagrams
    verdict: Node
    """Verdicts still possible: a sum of `BITS` and `GAP`."""
    holds: tuple[Node, ...]
    """`SILENT`, `HOLDS`, both, or 0 for facts that contradict each other."""


@cache
def compile_rules(rules: RulesInForce, grid: Grid | None = None) -> Compiled:
    """Compile over the rulebook's own grid, or over one that is shared with other rulebooks."""
    space = Space.of(grid or _own_grid(rules.boundary))
    make = space.diagrams
    holds = tuple(space.where(each.edition.condition) for each in rules.rules)
    impossible = make.leaf(0)
    for contradiction in rules.boundary.contradictions:
        impossible = make.combine(int.__or__, space.where(contradiction.when), impossible)
    verdict = make.leaf(GAP)
    for _, stage in reversed([*by_stage(rules)]):
        # Of rules of one stage that differ, the strictest is taken; the prover reports them as a conflict.
        for at, said in sorted(stage, key=lambda pair: pair[1].severity):
            verdict = make.combine(partial(_first, BITS[said]), holds[at], verdict)
    verdict = make.combine(lambda out, value: 0 if out else value, impossible, verdict)
    possible = make.mapped(lambda value: 1 - value, impossible)
    return Compiled(rules, space, holds, possible, verdict)


@cache
def _own_grid(boundary: Boundary) -> Grid:
    return grid_of(boundary)


def by_stage(rules: RulesInForce) -> Iterator[tuple[str, list[tuple[int, Verdict]]]]:
    """Stage by stage in the order in which they decide: the places in `rules` of its rules, and what each says."""
    deciding = [
        (each.stage, at, each.verdict)
        for at, each in enumerate(rules.rules)
        if each.stage is not None and each.verdict is not None
    ]
    for stage, group in groupby(deciding, key=lambda each: each[0]):
        yield stage, [(at, verdict) for _, at, verdict in group]


def _first(bit: int, holds: int, otherwise: int) -> int:
    return bit if holds else otherwise


def verdict_in(space: Space, other: Compiled) -> Node:
    """The verdict of other rules, compiled over the same grid, as a function in this space."""
    make, theirs = space.diagrams, other.space.diagrams
    done: dict[Node, Node] = {}

    def moved(node: Node) -> Node:
        if node not in done:
            value = theirs.value(node)
            if value is not None:
                done[node] = make.leaf(value)
            else:
                level = theirs.level(node)
                done[node] = make.node(level, [moved(child) for child in theirs.at(node, level)])
        return done[node]

    return moved(other.verdict)
