"""What is missing: the smallest sets of facts that would decide, and the question to ask next."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import combinations, product

from answerable.core.rulebook.facts import Facts, Value
from answerable.core.scope.compiled import BITS, Compiled
from answerable.core.scope.diagram import Diagrams, Node
from answerable.core.scope.grid import Axis
from answerable.core.terms.verdict import Verdict

_VERDICT_OF = {bit: verdict for verdict, bit in BITS.items()}
_USUAL = Fraction(9, 10)
"""How often a fact that can turn worse is taken to be good, for the order of questions only."""
_LARGEST = 3
"""Sets of more facts are not searched one by one."""


@dataclass(frozen=True)
class WouldDecide:
    """Facts that together would decide, and one answer with which they do."""

    answers: tuple[tuple[str, Value], ...]
    verdict: Verdict

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(fact for fact, _ in self.answers)


def would_decide(compiled: Compiled, facts: Facts) -> tuple[WouldDecide, ...]:
    """The smallest sets of unknown facts of which some answer decides, whatever the others are.

    All sets of the smallest size come back, up to three facts each; beyond that one set that decides.
    """
    open_levels = sorted(compiled.space.diagrams.support(still_open(compiled, facts)))
    known = known_cells(compiled, facts)
    for size in range(1, min(_LARGEST, len(open_levels)) + 1):
        found = [
            found
            for levels in combinations(open_levels, size)
            if (found := _deciding(compiled, known, levels))
        ]
        if found:
            return tuple(found)
    return tuple(_greedy(compiled, facts, open_levels))


def next_fact(compiled: Compiled, facts: Facts, *, declined: frozenset[str] = frozenset()) -> str | None:
    """The fact to ask for next: one that can still change the verdict, so that few more are expected to be needed.

    `declined` holds facts that the person does not know. None means that no answer can change anything any more.
    """
    make = compiled.space.diagrams
    rest = still_open(compiled, facts, declined=declined)
    open_levels = sorted(make.support(rest))
    if not open_levels:
        return None
    grid = compiled.space.grid
    best = min(open_levels, key=lambda level: (_expected(make, rest, level, grid[level]), level))
    return grid[best].fact.id


def still_open(compiled: Compiled, facts: Facts, *, declined: frozenset[str] = frozenset()) -> Node:
    """The verdicts still possible, as a set of bits, by the facts that may still become known.

    Facts that cannot be true together are left out of account: what cannot be so changes nothing.
    """
    make, node = compiled.space.diagrams, compiled.verdict
    for level, axis in enumerate(compiled.space.grid):
        if axis.fact.id in facts:
            node = make.given(node, level, axis.cell(facts[axis.fact.id]))
        elif axis.fact.id in declined:
            cells = [make.given(node, level, cell) for cell in range(axis.size)]
            node = reduce(lambda one, other: make.combine(int.__or__, one, other), cells)
    return make.ignoring(node, 0)


def known_cells(compiled: Compiled, facts: Facts) -> list[int]:
    """The cell of every fact; the one after the last where it is unknown."""
    return [
        axis.cell(facts[axis.fact.id]) if axis.fact.id in facts else axis.size for axis in compiled.space.grid
    ]


def _expected(make: Diagrams, rest: Node, level: int, axis: Axis) -> Fraction:
    """How many facts are expected to matter still after the answer.

    Of a fact that can turn worse the good answer is taken to be the usual one; else all answers count alike.
    """
    left = [len(make.support(make.given(rest, level, cell))) for cell in range(axis.size)]
    if not axis.worsening:
        return Fraction(sum(left), axis.size)
    usual = left[axis.worsening[0]]
    return _USUAL * usual + (1 - _USUAL) * Fraction(sum(left) - usual, axis.size - 1)


def _deciding(compiled: Compiled, known: list[int], levels: tuple[int, ...]) -> WouldDecide | None:
    wide, grid, cells = compiled.wide, compiled.space.grid, list(known)
    for answers in product(*(range(grid[level].size) for level in levels)):
        for level, cell in zip(levels, answers, strict=True):
            cells[level] = cell
        verdict = _VERDICT_OF.get(wide.diagrams.of(wide.verdict, cells))
        if verdict is not None:
            found = tuple(
                (grid[level].fact.id, grid[level].value(cell))
                for level, cell in zip(levels, answers, strict=True)
            )
            return WouldDecide(found, verdict)
    return None


def _greedy(compiled: Compiled, facts: Facts, levels: list[int]) -> Iterator[WouldDecide]:
    """One set that decides: a full answer, without the facts that turn out not to be needed."""
    wide, grid, make = compiled.wide, compiled.space.grid, compiled.space.diagrams
    cells = known_cells(compiled, facts)
    rest = still_open(compiled, facts)
    for level, cell in (make.witness(rest, lambda left: left in _VERDICT_OF) or {}).items():
        cells[level] = cell
    for level in levels:
        kept, cells[level] = cells[level], grid[level].size
        if wide.diagrams.of(wide.verdict, cells) not in _VERDICT_OF:
            cells[level] = kept
    answers = tuple(
        (grid[at].fact.id, grid[at].value(cells[at])) for at in levels if cells[at] < grid[at].size
    )
    verdict = _VERDICT_OF.get(wide.diagrams.of(wide.verdict, cells))
    if answers and verdict is not None:
        yield WouldDecide(answers, verdict)
