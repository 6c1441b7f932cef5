"""Verdicts given before, decided again: does the record still come out, and what would the answer be today?"""

from dataclasses import dataclass
from datetime import date

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.facts import Facts
from answerable.core.scope.decide import Decision, decide

FORMAT = "answerable/scope/1"
"""The format of a decision as JSON, which is also the record that is kept of it."""


@dataclass(frozen=True)
class Record:
    """A verdict as it was recorded, with the facts it rests on."""

    id: str
    on: date
    verdict: str
    facts: Facts


@dataclass(frozen=True)
class Replayed:
    """A record decided again, as of its own day and as of another."""

    record: Record
    then: Decision
    now: Decision

    @property
    def comes_out(self) -> bool:
        """Whether the recorded verdict is what the rules of its day give for its facts."""
        return self.then.verdict.value == self.record.verdict

    @property
    def changed(self) -> bool:
        """Whether the verdict would be another one now."""
        return self.now.verdict is not self.then.verdict


def replay(record: Record, boundary: Boundary, *, on: date) -> Replayed:
    """Decide a record again. Raises UndecidableError where a day lies before the rulebook's first day."""
    return Replayed(
        record, decide(boundary, record.facts, on=record.on), decide(boundary, record.facts, on=on)
    )
