"""May this work be outsourced? Facts in, a verdict with every rule that holds, its grounds and its duties out."""

from dataclasses import dataclass
from datetime import date

from answerable.core.rulebook.boundary import Boundary, FollowingDuty, Ground, InForce
from answerable.core.rulebook.conditions import leaves
from answerable.core.rulebook.facts import Facts
from answerable.core.scope.compiled import BITS, GAP, HOLDS, SILENT, Compiled, compile_rules
from answerable.core.scope.missing import WouldDecide, known_cells, still_open, would_decide
from answerable.core.scope.stated import StatedFactsError, contradictions
from answerable.core.terms.errors import UndecidableError
from answerable.core.terms.message import Message
from answerable.core.terms.verdict import Verdict


@dataclass(frozen=True)
class Decision:
    """The answer to the boundary question on a day, for the facts that are known."""

    boundary: Boundary
    on: date
    facts: Facts
    verdict: Verdict
    possible: tuple[Verdict, ...]
    """Verdicts that the unknown facts leave open, mildest first; one unless undecided."""
    deciding: tuple[InForce, ...]
    """The rules that give the verdict; none if it holds by one rule or another, whatever the unknown facts are."""
    also: tuple[InForce, ...]
    """Other rules that hold."""
    depending: tuple[InForce, ...]
    """Rules of which it is not known whether they hold."""
    matter: tuple[str, ...]
    """Unknown facts that can still change the verdict, in the order they are declared."""
    would_decide: tuple[WouldDecide, ...]
    """If undecided: the smallest sets of facts that would decide, each with one such answer."""

    @property
    def duties(self) -> tuple[FollowingDuty, ...]:
        """What follows for the work as it may go out; of work that may not, only what the verdict itself asks."""
        goes_out = self.verdict not in (Verdict.PROHIBITED, Verdict.NOT_APPLICABLE)
        rules = (*self.deciding, *self.also) if goes_out else self.deciding
        return tuple(dict.fromkeys(duty for each in rules for duty in each.edition.duties))

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The grounds of all rules that hold, deciding ones first."""
        rules = (*self.deciding, *self.also)
        return tuple(dict.fromkeys(ground for each in rules for ground in each.edition.grounds))

    @property
    def used(self) -> tuple[str, ...]:
        """The known facts that the rules which hold look at, in the order they are declared."""
        named = {
            leaf.fact for each in (*self.deciding, *self.also) for leaf in leaves(each.edition.condition)
        }
        return tuple(fact.id for fact in self.boundary.facts if fact.id in named and fact.id in self.facts)


def decide(boundary: Boundary, facts: Facts, *, on: date) -> Decision:
    """The verdict as of the end of the day `on`; an absent fact is unknown.

    The verdict is `undecided` exactly when the unknown facts leave more than one verdict possible. Raises
    UndecidableError before the rulebook's first day and where it has a gap, and StatedFactsError where facts contradict
    each other.
    """
    compiled = compile_rules(boundary.on(on))
    faults = tuple(contradictions(facts, boundary))
    if faults:
        raise StatedFactsError(faults)
    cells = known_cells(compiled, facts)
    wide = compiled.wide
    left = wide.diagrams.of(wide.verdict, cells)
    if left == 0:
        raise StatedFactsError((Message.of("facts_leave_nothing"),))
    if left == GAP:
        raise UndecidableError("boundary_gap", rulebook=boundary.name)
    possible = tuple(verdict for verdict, bit in BITS.items() if left & bit)
    verdict = possible[0] if [left] == [BITS[each] for each in possible] else Verdict.UNDECIDED
    answers = [wide.diagrams.of(node, cells) for node in wide.holds]
    rules = compiled.rules.rules
    held = [each for each, answer in zip(rules, answers, strict=True) if answer == HOLDS]
    deciding = _deciding(held, verdict)
    return Decision(
        boundary=boundary,
        on=on,
        facts=dict(facts),
        verdict=verdict,
        possible=possible,
        deciding=deciding,
        also=tuple(each for each in held if each not in deciding),
        depending=tuple(
            each for each, answer in zip(rules, answers, strict=True) if answer == HOLDS | SILENT
        ),
        matter=matter(compiled, facts) if verdict is Verdict.UNDECIDED else (),
        would_decide=would_decide(compiled, facts) if verdict is Verdict.UNDECIDED else (),
    )


def matter(compiled: Compiled, facts: Facts) -> tuple[str, ...]:
    """The unknown facts on which the verdict still depends, in the order they are declared."""
    levels = compiled.space.diagrams.support(still_open(compiled, facts))
    return tuple(compiled.space.grid[level].fact.id for level in sorted(levels))


def _deciding(held: list[InForce], verdict: Verdict) -> tuple[InForce, ...]:
    """Of the rules that hold, those of the first stage that says the verdict."""
    saying = [each for each in held if each.verdict is verdict]
    return tuple(each for each in saying if each.stage == saying[0].stage)
