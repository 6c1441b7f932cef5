"""Proves that a boundary is clear: over the whole fact space, for every stretch of days with the same rules.

Everything is computed on decision diagrams, so that "for all facts" is exact and takes milliseconds; z3 judges the same
in the tests and is slower here (docs/decisions/0009).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from math import prod

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.conditions import Condition, Every, leaves
from answerable.core.rulebook.facts import Value
from answerable.core.scope.compiled import BITS, GAP, Compiled, Space, by_stage, compile_rules, verdict_in
from answerable.core.scope.diagram import Node
from answerable.core.scope.grid import Grid, grid_of
from answerable.core.scope.proof import Flaw, FlawKind, Proof
from answerable.core.terms.verdict import Verdict

_VERDICT = {bit: verdict for verdict, bit in BITS.items()}
_GOES_OUT = (Verdict.SUITABLE, Verdict.LIMITED, Verdict.NOT_YET)


def prove(boundary: Boundary) -> Proof:
    """All flaws of the rulebook, each once, from the first day on which it shows."""
    grid = grid_of(boundary)
    found: dict[tuple[object, ...], Flaw] = {}
    for day in boundary.first_days:
        compiled = compile_rules(boundary.on(day), grid)
        for flaw in _flaws(compiled, day, grid):
            found.setdefault((flaw.kind, flaw.rules[:2], flaw.fact), flaw)
    for flaw in _unused(boundary):
        found[flaw.kind, flaw.fact] = flaw
    return Proof(
        boundary=boundary,
        days=boundary.first_days,
        cells=prod(axis.size for axis in grid),
        flaws=tuple(found.values()),
    )


def _flaws(compiled: Compiled, day: date, grid: Grid) -> Iterator[Flaw]:
    for flaw in (
        *_gaps(compiled),
        *_conflicts(compiled),
        *_idle(compiled),
        *_milder(compiled),
        *_loosened(compiled, day, grid),
    ):
        yield replace(flaw, since=day)


def _unused(boundary: Boundary) -> Iterator[Flaw]:
    looked_at = {
        leaf.fact for rule in boundary.rules for each in rule.editions for leaf in leaves(each.condition)
    }
    for fact in boundary.facts:
        if fact.id not in looked_at:
            yield Flaw(FlawKind.UNUSED, boundary.starts, fact=fact.id)


def _gaps(compiled: Compiled) -> Iterator[Flaw]:
    facts = _witness(compiled.space, compiled.verdict, lambda value: value == GAP)
    if facts is not None:
        yield Flaw(FlawKind.GAP, date.min, facts=facts)


def _conflicts(compiled: Compiled) -> Iterator[Flaw]:
    for rules, undecided in _stages(compiled):
        for (one, said), (other, contrary) in combinations(rules, 2):
            if said is not contrary:
                both = _and(compiled, compiled.holds[one], compiled.holds[other], undecided)
                facts = _witness(compiled.space, both, bool)
                if facts is not None:
                    ids = tuple(compiled.rules.rules[at].id for at in (one, other))
                    yield Flaw(FlawKind.CONFLICT, date.min, rules=ids, facts=facts, verdicts=(said, contrary))


@cache
def _stages(compiled: Compiled) -> tuple[tuple[list[tuple[int, Verdict]], Node], ...]:
    """The rules of every stage with what they say, and where no earlier stage decides."""
    make, undecided, stages = compiled.space.diagrams, compiled.possible, []
    for _, rules in by_stage(compiled.rules):
        stages.append((rules, undecided))
        for at, _ in rules:
            undecided = make.meet(make.mapped(_not, compiled.holds[at]), undecided)
    return tuple(stages)


def _not(value: int) -> int:
    return 1 - value


def _idle(compiled: Compiled) -> Iterator[Flaw]:
    """Dead and shadowed rules."""
    left = {at: undecided for rules, undecided in _stages(compiled) for at, _ in rules}
    out = sum(BITS[verdict] for verdict in _GOES_OUT)
    goes_out = compiled.space.diagrams.mapped(lambda value: int(bool(value & out)), compiled.verdict)
    for at, rule in enumerate(compiled.rules.rules):
        somewhere = _and(compiled, compiled.holds[at], compiled.possible)
        if compiled.space.diagrams.value(somewhere) == 0:
            parts = _clash(compiled, rule.edition.condition)
            yield Flaw(FlawKind.DEAD, date.min, rules=(rule.id,), parts=parts)
        elif compiled.space.diagrams.value(_and(compiled, somewhere, left.get(at, goes_out))) == 0:
            facts = _witness(compiled.space, somewhere, bool) or ()
            instead = _deciders(compiled, facts)
            yield Flaw(FlawKind.SHADOWED, date.min, rules=(rule.id, *instead), facts=facts)


def _clash(compiled: Compiled, condition: Condition) -> tuple[Condition, ...]:
    """The fewest parts of a condition found that cannot hold together, or the whole of it."""
    parts = list(_parts(condition))
    for part in list(parts):
        fewer = [each for each in parts if each is not part]
        holds = _and(compiled, compiled.space.where(Every(tuple(fewer))), compiled.possible)
        if compiled.space.diagrams.value(holds) == 0:
            parts = fewer
    return tuple(parts)


def _parts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, Every):
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition


def _deciders(compiled: Compiled, facts: tuple[tuple[str, Value], ...]) -> tuple[str, ...]:
    """The rules that decide for some facts that agree with these."""
    make = compiled.space.diagrams
    for rules, undecided in _stages(compiled):
        holding = []
        for at, _ in rules:
            node = _given(compiled.space, _and(compiled, compiled.holds[at], undecided), facts)
            if make.values(node) != {0}:
                holding.append(compiled.rules.rules[at].id)
        if holding:
            return tuple(holding)
    return ()


def _milder(compiled: Compiled) -> Iterator[Flaw]:
    make = compiled.space.diagrams
    for level, axis in enumerate(compiled.space.grid):
        if level not in make.support(compiled.verdict):
            continue
        for good, bad in combinations(axis.worsening, 2):
            before = make.given(compiled.verdict, level, good)
            after = make.given(compiled.verdict, level, bad)
            if before == after:
                continue
            fall = make.combine(_falls, before, after)
            facts = _witness(compiled.space, fall, bool)
            if facts is not None:
                yield Flaw(
                    FlawKind.MILDER,
                    date.min,
                    facts=facts,
                    verdicts=(_said(compiled, before, facts), _said(compiled, after, facts)),
                    fact=axis.fact.id,
                    change=(axis.value(good), axis.value(bad)),
                )
                break


def _loosened(compiled: Compiled, day: date, grid: Grid) -> Iterator[Flaw]:
    above = compiled.rules.boundary.extends
    if above is None:
        return
    base = verdict_in(compiled.space, compile_rules(above.on(day), grid))
    loose = compiled.space.diagrams.combine(_loosens, base, compiled.verdict)
    facts = _witness(compiled.space, loose, bool)
    if facts is not None:
        before, after = (_said(compiled, node, facts) for node in (base, compiled.verdict))
        rules = _deciders(compiled, facts)
        yield Flaw(FlawKind.LOOSENED, date.min, rules=rules, facts=facts, verdicts=(before, after))


def _falls(before: int, after: int) -> int:
    """1 where the verdict becomes milder; facts that contradict each other, and gaps, are left to other checks."""
    if before not in _VERDICT or after not in _VERDICT:
        return 0
    return int(_VERDICT[after].severity < _VERDICT[before].severity)


def _loosens(above: int, own: int) -> int:
    """A local rulebook may not be milder, nor say that the regime does not reach what it does reach."""
    away = own == BITS[Verdict.NOT_APPLICABLE] != above and above in _VERDICT
    return int(away or _falls(above, own))


def _and(compiled: Compiled, *nodes: Node) -> Node:
    joined = compiled.space.diagrams.leaf(1)
    for node in nodes:
        joined = compiled.space.diagrams.meet(node, joined)
    return joined


def _witness(space: Space, node: Node, wanted: Callable[[int], bool]) -> tuple[tuple[str, Value], ...] | None:
    cells = space.diagrams.witness(node, wanted)
    if cells is None:
        return None
    return tuple((space.grid[at].fact.id, space.grid[at].value(cells[at])) for at in sorted(cells))


def _given(space: Space, node: Node, facts: tuple[tuple[str, Value], ...]) -> Node:
    for fact, value in facts:
        level = space.levels[fact]
        node = space.diagrams.given(node, level, space.grid[level].cell(value))
    return node


def _said(compiled: Compiled, node: Node, facts: tuple[tuple[str, Value], ...]) -> Verdict:
    """The verdict for the witness; where other facts are free, the strictest that it may be."""
    values = compiled.space.diagrams.values(_given(compiled.space, node, facts))
    return max((_VERDICT[value] for value in values if value in _VERDICT), key=lambda each: each.severity)
