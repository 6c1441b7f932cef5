"""What an inspector looks at: what the contract agreed, item by item, and the general list of the line of work."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.core.evidence.values import Indicator
from answerable.core.register.values import Clause
from answerable.core.rulebook.checklists import general_items

CLAUSE, INDICATOR, GENERAL = "clause", "indicator", "general"
MET, NOT_MET, NOT_APPLICABLE = "met", "not_met", "not_applicable"
NO_FAULTS, FAULTS, NOT_POSSIBLE = "no_faults", "faults", "not_possible"


@dataclass(frozen=True)
class Item:
    """One item of a checklist. `text` is the clause, the indicator's name or the question itself.

    `kind` is the kind of a clause, which has a question of its own; None otherwise.
    """

    basis: str
    id: str
    kind: str | None
    text: str
    text_en: str | None

    @property
    def key(self) -> str:
        """What tells the item from all others of its checklist."""
        return f"{self.basis}.{self.id}"


@dataclass(frozen=True)
class Answer:
    """What was seen of an item. With a severity, a finding is proposed from an item that is not met."""

    result: str
    note: str = ""
    severity: str | None = None
    document: str = ""


def checklist(
    clauses: Iterable[Clause], indicators: Iterable[Indicator], *, catalogue: str | None, on: date
) -> tuple[Item, ...]:
    """The items of one contract on the day: a clause of each kind, every agreed indicator, the general list."""
    return (*_of_clauses(clauses), *_of_indicators(indicators), *_general(catalogue, on))


def outcome_of(answers: Mapping[str, Answer]) -> str:
    """How an inspection ended whose items were answered."""
    return FAULTS if any(each.result == NOT_MET for each in answers.values()) else NO_FAULTS


def _of_clauses(clauses: Iterable[Clause]) -> Iterator[Item]:
    """One item for each kind: several exits, say, are looked at together."""
    seen: set[str] = set()
    for each in sorted(clauses, key=lambda clause: clause.id):
        if each.kind not in seen:
            seen.add(each.kind)
            yield Item(CLAUSE, each.id, each.kind, each.text, None)


def _of_indicators(indicators: Iterable[Indicator]) -> Iterator[Item]:
    latest = {each.id: each for each in sorted(indicators, key=lambda each: each.starts)}
    for id in sorted(latest):
        yield Item(INDICATOR, id, None, latest[id].name, latest[id].name_en)


def _general(catalogue: str | None, on: date) -> Iterator[Item]:
    for each in general_items(catalogue, on=on):
        yield Item(GENERAL, each.id, None, each.text.zh, each.text.en)
