"""Deciding many work items at once: the same diagrams as `core.scope.decide`, walked by whole columns.

For every fact there is a column of cells, one number per item, the one after the last cell where the fact is unknown.
A diagram becomes one small table per fact, from the node reached so far and the cell to the next node, so that a
million items take one step for each fact and not one for each item.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from answerable.core.rulebook.boundary import InForce
from answerable.core.scope.compiled import BITS, GAP, HOLDS, SILENT, Compiled
from answerable.core.scope.diagram import Diagrams, Node
from answerable.core.terms.verdict import Verdict

Cells = Sequence[npt.NDArray[np.uint8]]
"""One column for each fact, in the order of the grid."""
Bools = npt.NDArray[np.bool_]

VERDICTS = (*BITS, Verdict.UNDECIDED)
"""Verdicts by the number that stands for them in an answer."""
_UNDECIDED = len(BITS)
_NO_STAGE = 255


@dataclass(frozen=True)
class Answers:
    """What is decided of a batch of items, a row for each: columns of flags have one row for each rule or duty."""

    verdict: npt.NDArray[np.uint8]
    """Places in `VERDICTS`."""
    left: npt.NDArray[np.int32]
    """Verdicts still possible, as a sum of `BITS`; 0 where facts contradict each other."""
    holds: Bools
    deciding: Bools
    depending: Bools
    duties: Bools
    grounds: Bools


@dataclass(frozen=True)
class Walk:
    """A diagram as tables: `tables[i]` belongs to the fact at `levels[i]`, `values` to what is reached at the end."""

    levels: tuple[int, ...]
    tables: tuple[npt.NDArray[np.int32], ...]
    values: npt.NDArray[np.int32]

    @classmethod
    def of(cls, diagrams: Diagrams, root: Node) -> "Walk":
        """The tables of a function; facts that it does not depend on have none."""
        levels = tuple(sorted(diagrams.support(root)))
        reached: list[Node] = [root]
        tables = []
        for level in levels:
            onward = [diagrams.at(node, level) for node in reached]
            number = {
                node: at for at, node in enumerate(dict.fromkeys(node for row in onward for node in row))
            }
            tables.append(np.array([[number[node] for node in row] for row in onward], dtype=np.int32))
            reached = list(number)
        ends = [diagrams.value(node) for node in reached]
        return cls(
            levels, tuple(tables), np.array([0 if end is None else end for end in ends], dtype=np.int32)
        )

    def over(self, cells: Cells, rows: int) -> npt.NDArray[np.int32]:
        """The value for every item."""
        at = np.zeros(rows, dtype=np.int32)
        for level, table in zip(self.levels, self.tables, strict=True):
            width = np.int32(table.shape[1])
            at = table.ravel().take(at * width + cells[level])
        return self.values.take(at)


class ScopeArrays:
    """The rules in force, ready to decide batches. `rules`, `duties` and `grounds` name the rows of flags."""

    def __init__(self, compiled: Compiled) -> None:
        self.rules: tuple[InForce, ...] = compiled.rules.rules
        editions = [each.edition for each in self.rules]
        self.duties = tuple(dict.fromkeys(duty for each in editions for duty in each.duties))
        self.grounds = tuple(dict.fromkeys(ground for each in editions for ground in each.grounds))
        wide = compiled.wide
        self._verdict = Walk.of(wide.diagrams, wide.verdict)
        self._holds = tuple(Walk.of(wide.diagrams, node) for node in wide.holds)
        order = {stage.id: at for at, stage in enumerate(compiled.rules.boundary.stages)}
        self._stages = tuple(order.get(each.stage or "", _NO_STAGE) for each in self.rules)

    @cached_property
    def _numbers(self) -> npt.NDArray[np.uint8]:
        """The place in `VERDICTS` of every set of possible verdicts."""
        table = np.full(2 * GAP, _UNDECIDED, dtype=np.uint8)
        for at, bit in enumerate(BITS.values()):
            table[bit] = at
        return table

    def decide(self, cells: Cells) -> Answers:
        """Decide as many items as the columns have rows."""
        rows = len(cells[0])
        left = self._verdict.over(cells, rows)
        verdict = self._numbers.take(left)
        answers = [walk.over(cells, rows) for walk in self._holds]
        holds = np.array([answer == HOLDS for answer in answers], dtype=np.bool_).reshape(-1, rows)
        depending = np.array([answer == HOLDS | SILENT for answer in answers], dtype=np.bool_).reshape(
            -1, rows
        )
        deciding = self._deciding(holds, verdict)
        binding = self._binding(holds, deciding, verdict)
        return Answers(
            verdict=verdict,
            left=left,
            holds=holds,
            deciding=deciding,
            depending=depending,
            duties=self._any(binding, [each.edition.duties for each in self.rules], self.duties),
            grounds=self._any(holds, [each.edition.grounds for each in self.rules], self.grounds),
        )

    def _deciding(self, holds: Bools, verdict: npt.NDArray[np.uint8]) -> Bools:
        """Of the rules that hold, those of the first stage that says the verdict."""
        number = {each: at for at, each in enumerate(VERDICTS)}
        saying = holds.copy()
        first = np.full(holds.shape[1], _NO_STAGE, dtype=np.uint8)
        for at in reversed(range(len(self.rules))):
            said = self.rules[at].verdict
            if said is None:
                saying[at] = False
            else:
                saying[at] &= verdict == number[said]
                first[saying[at]] = self._stages[at]
        stages = np.array(self._stages, dtype=np.uint8)
        deciding: Bools = saying & (stages[:, None] == first)
        return deciding

    def _binding(self, holds: Bools, deciding: Bools, verdict: npt.NDArray[np.uint8]) -> Bools:
        """The rules whose duties follow: all that hold for work that may go out, else only the deciding ones."""
        stays = np.array([each in (Verdict.PROHIBITED, Verdict.NOT_APPLICABLE) for each in VERDICTS])
        binding: Bools = np.where(stays.take(verdict), deciding, holds)
        return binding

    @staticmethod
    def _any(flags: Bools, given: Sequence[Sequence[object]], things: Sequence[object]) -> Bools:
        """For every thing, whether a rule that is flagged gives it."""
        given_by: dict[object, list[int]] = {thing: [] for thing in things}
        for at, each in enumerate(given):
            for thing in each:
                given_by[thing].append(at)
        found = [np.logical_or.reduce(flags[places], axis=0) for places in given_by.values()]
        return np.array(found, dtype=np.bool_).reshape(len(things), flags.shape[1])
