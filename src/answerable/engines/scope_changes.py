"""Which items of a file change their verdict between two sets of rules, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from answerable.core.scope.compiled import Compiled
from answerable.core.tables.files import TableFile
from answerable.core.terms.verdict import Verdict
from answerable.engines.duck import DuckEngine
from answerable.engines.scope_arrays import VERDICTS, Bools, ScopeArrays
from answerable.engines.scope_batch import read_items


@dataclass(frozen=True)
class ItemChange:
    """An item whose verdict changes, with the rules that give it on each side."""

    id: str
    before: Verdict
    after: Verdict
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]


def item_changes(engine: DuckEngine, file: TableFile, one: Compiled, other: Compiled) -> Iterator[ItemChange]:
    """The items of a sound file whose verdicts differ; both sides are compiled over the same grid."""
    first, second = ScopeArrays(one), ScopeArrays(other)
    for batch in read_items(engine, file, one.space.grid):
        before, after = first.decide(batch.cells), second.decide(batch.cells)
        for at in np.flatnonzero(before.verdict != after.verdict):
            yield ItemChange(
                id=str(batch.ids[int(at)]),
                before=VERDICTS[before.verdict[at]],
                after=VERDICTS[after.verdict[at]],
                rules_before=_named(first, before.deciding, int(at)),
                rules_after=_named(second, after.deciding, int(at)),
            )


def _named(arrays: ScopeArrays, deciding: Bools, item: int) -> tuple[str, ...]:
    return tuple(rule.id for rule, flag in zip(arrays.rules, deciding[:, item], strict=True) if flag)
