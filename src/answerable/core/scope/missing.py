"""What is missing: the smallest sets of facts that would decide, and the question to ask next."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from answerable.core.rulebook.facts import Facts, Value
from answerable.core.scope.compiled import BITS, Compiled
from answerable.core.scope.diagram import Diagrams, Node
from answerable.core.terms.verdict import Verdict

_VERDICT_OF = {bit: verdict for verdict, bit in BITS.items()}
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
    wide = compiled.wide.diagrams
    rest = _rest(compiled, facts)
    open_levels = sorted(_asked(wide, rest))
    for size in range(1, min(_LARGEST, len(open_levels)) + 1):
        found = [
            found
            for levels in combinations(open_levels, size)
            if (found := _deciding(compiled, rest, levels))
        ]
        if found:
            return tuple(found)
    return tuple(_greedy(compiled, rest, open_levels))


def next_fact(compiled: Compiled, facts: Facts, *, declined: frozenset[str] = frozenset()) -> str | None:
    """The fact to ask for next: one that can still change the verdict, so that few more are expected to be needed.

    `declined` holds facts that the person does not know. None means that no answer can change anything any more.
    """
    wide = compiled.wide.diagrams
    rest = _rest(compiled, facts, declined=declined)
    rest = wide.ignoring(rest, 0)
    open_levels = sorted(wide.support(rest))
    if not open_levels:
        return None
    best = min(open_levels, key=lambda level: (_expected(wide, rest, level), level))
    return compiled.space.grid[best].fact.id


def _rest(compiled: Compiled, facts: Facts, *, declined: frozenset[str] = frozenset()) -> Node:
    """The verdicts still possible as a function of the facts that may still become known."""
    wide, node = compiled.wide.diagrams, compiled.wide.verdict
    for level, axis in enumerate(compiled.space.grid):
        if axis.fact.id in facts:
            node = wide.given(node, level, axis.cell(facts[axis.fact.id]))
        elif axis.fact.id in declined:
            node = wide.given(node, level, axis.size)
    return node


def _asked(wide: Diagrams, rest: Node) -> frozenset[int]:
    """The facts that can still change the verdict; what cannot be true at all changes nothing."""
    return wide.support(wide.ignoring(rest, 0))


def _expected(wide: Diagrams, rest: Node, level: int) -> float:
    """How many facts still matter after the answer, on average over the answers."""
    cells = range(wide.sizes[level] - 1)
    return sum(len(wide.support(wide.given(rest, level, cell))) for cell in cells) / len(cells)


def _deciding(compiled: Compiled, rest: Node, levels: tuple[int, ...]) -> WouldDecide | None:
    wide, grid = compiled.wide.diagrams, compiled.space.grid
    unknown = list(compiled.space.diagrams.sizes)
    for cells in product(*(range(grid[level].size) for level in levels)):
        for level, cell in zip(levels, cells, strict=True):
            unknown[level] = cell
        verdict = _VERDICT_OF.get(wide.of(rest, unknown))
        if verdict is not None:
            answers = tuple(
                (grid[level].fact.id, grid[level].value(cell))
                for level, cell in zip(levels, cells, strict=True)
            )
            return WouldDecide(answers, verdict)
    return None


def _greedy(compiled: Compiled, rest: Node, levels: list[int]) -> Iterator[WouldDecide]:
    """One set that decides: any full answer, without the facts that turn out not to be needed."""
    wide, grid = compiled.wide.diagrams, compiled.space.grid
    cells = list(compiled.space.diagrams.sizes)
    known = compiled.wide.diagrams.witness(rest, lambda left: left in _VERDICT_OF) or {}
    for level, cell in known.items():
        cells[level] = cell
    for level in levels:
        kept, cells[level] = cells[level], grid[level].size
        if wide.of(rest, cells) not in _VERDICT_OF:
            cells[level] = kept
    answers = tuple(
        (grid[at].fact.id, grid[at].value(cells[at])) for at in levels if cells[at] < grid[at].size
    )
    if answers:
        yield WouldDecide(answers, _VERDICT_OF[wide.of(rest, cells)])
