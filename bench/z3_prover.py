"""The checks of the prover put to z3: a second opinion for the tests, and the peer of `bench.prove`."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import z3

from answerable.core.rulebook.boundary import Boundary, RulesInForce
from answerable.core.rulebook.conditions import Condition, Every, Not, OneOf, Some, Within
from answerable.core.rulebook.facts import Fact, FactKind
from answerable.core.scope.compiled import by_stage
from answerable.core.scope.grid import Axis, grid_of
from answerable.core.terms.verdict import Verdict

Found = tuple[str, str]
"""What kind of flaw, and of what: a rule, two rules, or a fact."""


def flaws(boundary: Boundary, day: date) -> set[Found]:
    """The flaws of the rules in force on a day, as z3 finds them."""
    return set(_Asked(boundary.on(day)).flaws())


class _Asked:
    """The fact space as z3 sees it: an integer for each fact, between the bounds of its domain."""

    def __init__(self, rules: RulesInForce) -> None:
        self.rules = rules
        self.facts = {fact.id: fact for fact in rules.boundary.facts}
        self.solver = z3.Solver()
        self.axes = {axis.fact.id: axis for axis in grid_of(rules.boundary)}
        self.here = {name: z3.Int(name) for name in self.facts}
        for name, variable in self.here.items():
            low, high = _bounds(self.facts[name])
            self.solver.add(variable >= low, variable <= high)
        for each in rules.boundary.contradictions:
            self.solver.add(z3.Not(self.where(each.when, self.here)))
        self.holds = [self.where(each.edition.condition, self.here) for each in rules.rules]

    def flaws(self) -> Iterator[Found]:
        undecided: Any = z3.BoolVal(True)
        left: dict[int, Any] = {}
        for _, stage in by_stage(self.rules):
            yield from self._conflicts(stage, undecided)
            left |= {at: undecided for at, _ in stage}
            undecided = z3.And(undecided, *(z3.Not(self.holds[at]) for at, _ in stage))
        if self._some(undecided):
            yield "gap", ""
        yield from self._idle(left)
        for axis in self.axes.values():
            if self._turns_milder(axis):
                yield "milder", axis.fact.id

    def _conflicts(self, stage: list[tuple[int, Verdict]], undecided: Any) -> Iterator[Found]:
        for (one, said), (other, contrary) in combinations(stage, 2):
            if said is not contrary and self._some(undecided, self.holds[one], self.holds[other]):
                yield "conflict", f"{self.rules.rules[one].id} {self.rules.rules[other].id}"

    def _idle(self, left: dict[int, Any]) -> Iterator[Found]:
        goes_out = self._says(self.here, {Verdict.SUITABLE, Verdict.LIMITED, Verdict.NOT_YET})
        for at, each in enumerate(self.rules.rules):
            if not self._some(self.holds[at]):
                yield "dead", each.id
            elif not self._some(self.holds[at], left.get(at, goes_out)):
                yield "shadowed", each.id

    def _turns_milder(self, axis: Axis) -> bool:
        if not axis.worsening:
            return False
        name = axis.fact.id
        place = z3.Int(f"{name}'")
        there = {**self.here, name: place}
        low, high = _bounds(axis.fact)
        worse = place > self.here[name] if axis.worsening[0] == 0 else place < self.here[name]
        contradictions = [z3.Not(self.where(each.when, there)) for each in self.rules.boundary.contradictions]
        before, after = self._severity(self.here), self._severity(there)
        return self._some(
            place >= low, place <= high, worse, *contradictions, before >= 0, after >= 0, after < before
        )

    def _severity(self, facts: dict[str, Any]) -> Any:
        """How strict the verdict is; -1 where no rule holds."""
        value: Any = z3.IntVal(-1)
        for _, stage in reversed([*by_stage(self.rules)]):
            for at, said in sorted(stage, key=lambda pair: pair[1].severity):
                value = z3.If(self.where(self.rules.rules[at].edition.condition, facts), said.severity, value)
        return value

    def _says(self, facts: dict[str, Any], verdicts: set[Verdict]) -> Any:
        value: Any = z3.BoolVal(False)
        for _, stage in reversed([*by_stage(self.rules)]):
            for at, said in sorted(stage, key=lambda pair: pair[1].severity):
                condition = self.where(self.rules.rules[at].edition.condition, facts)
                value = z3.If(condition, z3.BoolVal(said in verdicts), value)
        return value

    def _some(self, *wanted: Any) -> bool:
        return bool(self.solver.check(*wanted) == z3.sat)

    def where(self, condition: Condition, facts: dict[str, Any]) -> Any:
        match condition:
            case OneOf(name, values):
                places = [list(self.facts[name].titles).index(value) for value in values]
                return z3.Or(*(facts[name] == place for place in places))
            case Within(name, low, high):
                bounds = [] if low is None else [facts[name] >= low]
                return z3.And(*bounds, *([] if high is None else [facts[name] <= high]))
            case Every(parts):
                return z3.And(*(self.where(part, facts) for part in parts))
            case Some(parts):
                return z3.Or(*(self.where(part, facts) for part in parts))
            case Not(part):
                return z3.Not(self.where(part, facts))


def _bounds(fact: Fact) -> tuple[int, int]:
    return (fact.low, fact.high) if fact.kind is FactKind.NUMBER else (0, len(fact.options) - 1)
