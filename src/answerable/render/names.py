"""Names of people, bodies and contracts, in the reader's language where they have one."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from answerable.core.enforce.results import ContractResult, DistrictResult
from answerable.core.terms.duty import Duty, DutyState


class Named(Protocol):
    """Anything of the register with an id and a name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str | None: ...


def name_of(thing: Named, lang: str) -> str:
    """The name as it is said in the language; the Chinese one where there is no English."""
    return thing.name_en if lang == "en" and thing.name_en else thing.name


def either(text: str, text_en: str | None, lang: str) -> str:
    """One of two wordings of the same thing."""
    return text_en if lang == "en" and text_en else text


def district_name(result: DistrictResult, lang: str) -> str:
    """The name of the district."""
    return either(result.name, result.name_en, lang)


def who_is_who(result: DistrictResult) -> dict[str, Named]:
    """Everybody the result names, by id: bodies, providers, leaders and those who answer by default."""
    known: dict[str, Named] = {person.id: person for person in result.people}
    for contract in result.contracts:
        people = (contract.leader.leader, contract.leader.by_default, contract.leader.acting)
        for one in (contract.body, contract.provider, *people):
            if one is not None:
                known[one.id] = one
    return known


def vacant(contract: ContractResult, on: date) -> bool:
    """Whether the contract is running and no leader is named."""
    running = contract.contract.running_on(on) and not contract.standing.startswith("ended")
    return running and contract.leader.leader is None


def named(who: str, known: dict[str, Named], lang: str) -> str:
    """The name behind an id; the id itself where the result does not say more."""
    return name_of(known[who], lang) if who in known else who


@dataclass(frozen=True)
class Owed:
    """Duties of one side of a contract by how they stand."""

    due: int
    overdue: int


def owed(duties: tuple[Duty, ...], side: str) -> Owed:
    """How many duties of a side are due and overdue."""
    states = [duty.state for duty in duties if duty.side == side]
    return Owed(states.count(DutyState.DUE), states.count(DutyState.OVERDUE))
