"""What would change a verdict: every known fact that, answered otherwise and with all else as it is, gives another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from answerable.core.rulebook.conditions import OneOf, Within
from answerable.core.scope.compiled import BITS, GAP, Compiled, compile_rules
from answerable.core.scope.decide import Decision
from answerable.core.scope.grid import Axis
from answerable.core.scope.missing import known_cells
from answerable.core.terms.verdict import Verdict


@dataclass(frozen=True)
class Turn:
    """Were this so of one fact, the verdict would be this one."""

    condition: OneOf | Within
    verdict: Verdict


def turns(decision: Decision) -> tuple[Turn, ...]:
    """Everything that would change the verdict by itself, in the order in which facts are declared.

    Answers that contradict the other facts are left out.
    """
    compiled = compile_rules(decision.boundary.on(decision.on))
    known = known_cells(compiled, decision.facts)
    return tuple(
        turn
        for level, axis in enumerate(compiled.space.grid)
        if axis.fact.id in decision.facts
        for turn in _of_fact(axis, list(_verdicts(compiled, known, level)), decision.verdict)
    )


def _of_fact(axis: Axis, verdicts: list[tuple[int, Verdict]], now: Verdict) -> Iterator[Turn]:
    if axis.starts:
        # Numbers that cannot be so leave a gap between the cells.
        runs = groupby(enumerate(verdicts), key=lambda each: (each[1][1], each[1][0] - each[0]))
        for (verdict, _), group in runs:
            cells = [cell for _, (cell, _) in group]
            low, high = axis.value(cells[0]), axis.last(cells[-1])
            if verdict is not now and isinstance(low, int) and isinstance(high, int):
                yield Turn(Within(axis.fact.id, low, high), verdict)
        return
    for verdict in Verdict:
        options = tuple(str(axis.value(cell)) for cell, said in verdicts if said is verdict)
        if options and verdict is not now:
            yield Turn(OneOf(axis.fact.id, options), verdict)


def _verdicts(compiled: Compiled, known: list[int], level: int) -> Iterator[tuple[int, Verdict]]:
    """For each answer about one fact that can be so, the verdict it gives."""
    verdicts = {bit: verdict for verdict, bit in BITS.items()}
    for cell in range(compiled.space.grid[level].size):
        cells = [*known[:level], cell, *known[level + 1 :]]
        left = compiled.wide.diagrams.of(compiled.wide.verdict, cells)
        if left and not left & GAP:
            yield cell, verdicts.get(left, Verdict.UNDECIDED)
