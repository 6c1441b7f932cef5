"""What an explanation is made of, and how parameters are cited."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from answerable.core.assess.betting.judge import Bet
from answerable.core.assess.crossing import PathPoint
from answerable.core.assess.policy import Policy
from answerable.core.assess.results import Reason
from answerable.core.enforce.results import ContractResult
from answerable.core.enforce.sensitivity import Turn
from answerable.core.rulebook.parameters import ParameterEdition, Parameters, Value
from answerable.core.terms.errors import AnswerableError
from answerable.core.terms.figures import quantise
from answerable.core.terms.message import Message, Param


@dataclass(frozen=True)
class Section:
    """Sentences under one head; the head is a key of labels."""

    head: str
    lines: tuple[Message, ...]


@dataclass(frozen=True)
class Explanation:
    """Why one contract stands where it stands on a day."""

    contract: str
    on: date
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Known:
    """Everything an explanation is made from."""

    result: ContractResult
    on: date
    policy: Policy
    parameters: Parameters
    crossings: tuple[tuple[date, PathPoint | None], ...]
    """Of each question put to pooled ratings, by its start: the first day of the crossing, had one looked every day."""
    turns: tuple[Turn, ...]
    versions: tuple[tuple[str, str], ...]
    """What the answer was made with: name and value."""

    @property
    def bet(self) -> Bet:
        return self.policy.bet

    def cited(self, *ids: str) -> Iterator[Message]:
        """The parameters with their values on the day and the grounds they rest on; those not set are left out."""
        for id in ids:
            try:
                edition = self.parameters.at(id, on=self.on)
            except AnswerableError:
                continue
            if edition.value is not None:
                yield _cited(self.parameters, id, edition)

    def told(self, reasons: Iterable[Reason]) -> Iterator[Message]:
        """Reasons as lines."""
        for reason in reasons:
            params: dict[str, Param] = {**reason.message.params, "code": reason.message.code}
            yield Message.of(f"explain_reason_{reason.side}", **params)


def _cited(parameters: Parameters, id: str, edition: ParameterEdition) -> Message:
    parameter, ground = parameters.by_id[id], edition.ground
    return Message.of(
        "explain_parameter",
        id=id,
        title=parameter.title.zh,
        title_en=parameter.title.en,
        value=_valued(edition.value, parameter.unit),
        since=edition.starts,
        ground=f"{ground.source} {ground.article}".strip(),
        how=ground.how.value,
    )


def _valued(value: Value, unit: str) -> str:
    if isinstance(value, tuple):
        return " ".join(str(each) for each in value)
    if unit == "share" and isinstance(value, Decimal):
        return quantise(Fraction(value) * 100, places=2) + "%"
    return str(value)


def per_cent(share: Fraction) -> str:
    """A share as it is written in sentences."""
    return quantise(share * 100, places=2) + "%"
