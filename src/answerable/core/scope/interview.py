"""The questionnaire: only what can still change the verdict is asked, and every answer can be taken back."""

from dataclasses import dataclass, replace
from datetime import date

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.facts import Fact, Facts, Value
from answerable.core.scope.compiled import compile_rules
from answerable.core.scope.decide import Decision, decide
from answerable.core.scope.missing import next_fact
from answerable.core.scope.stated import StatedFactsError, contradictions


@dataclass(frozen=True)
class Interview:
    """What has been asked and answered so far; a value of None means that the person does not know."""

    boundary: Boundary
    on: date
    answers: tuple[tuple[str, Value | None], ...] = ()

    @property
    def facts(self) -> Facts:
        """The facts that are known."""
        return {fact: value for fact, value in self.answers if value is not None}

    def question(self) -> Fact | None:
        """The fact to ask for next; None when no answer can change the verdict any more.

        Raises UndecidableError before the rulebook's first day.
        """
        declined = frozenset(fact for fact, value in self.answers if value is None)
        compiled = compile_rules(self.boundary.on(self.on))
        name = next_fact(compiled, self.facts, declined=declined)
        return None if name is None else self.boundary.fact[name]

    def answered(self, fact: str, value: Value | None) -> "Interview":
        """The interview after an answer; an earlier answer about the same fact is replaced.

        Raises StatedFactsError where the answer contradicts what was said before.
        """
        after = replace(self, answers=(*self.without(fact).answers, (fact, value)))
        faults = tuple(contradictions(after.facts, self.boundary))
        if faults:
            raise StatedFactsError(faults)
        return after

    def without(self, fact: str) -> "Interview":
        """The interview as if the fact had not been asked yet."""
        return replace(self, answers=tuple(each for each in self.answers if each[0] != fact))

    def decision(self) -> Decision:
        """The verdict on what is known now."""
        return decide(self.boundary, self.facts, on=self.on)
