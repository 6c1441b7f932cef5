"""Past assessments made again: whether the same comes out, and what the rules of another day would have said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.core.assess.results import Reason
from answerable.core.enforce.results import ContractResult, DistrictResult


@dataclass(frozen=True)
class Differs:
    """A contract whose recorded standing is not the one that comes out; None where a side does not have it."""

    contract: str
    recorded: str | None
    now: str | None


@dataclass(frozen=True)
class Changed:
    """A contract that the rules of the later day would have seen otherwise."""

    contract: str
    name: str
    name_en: str | None
    before: tuple[str, str]
    """Standing and assessment."""
    after: tuple[str, str]
    gone: tuple[Reason, ...]
    new: tuple[Reason, ...]


@dataclass(frozen=True)
class Past:
    """One past assessment."""

    file: str
    on: date
    same: bool
    """Byte for byte."""
    differs: tuple[Differs, ...]
    changed: tuple[Changed, ...]
    contracts: int


@dataclass(frozen=True)
class Replayed:
    """All of them."""

    language: str
    today: date
    tried: str
    """The file whose parameters were tried beside the rulebook's; empty where none was."""
    past: tuple[Past, ...]

    @property
    def comes_out(self) -> bool:
        return all(each.same for each in self.past)


def differing(recorded: Mapping[str, str], now: DistrictResult) -> Iterator[Differs]:
    """Where the recorded standings are not those that come out now, by contract."""
    found = {each.contract.id: each.standing.value for each in now.contracts}
    for contract in sorted(recorded.keys() | found.keys()):
        was, is_now = recorded.get(contract), found.get(contract)
        if was != is_now:
            yield Differs(contract, was, is_now)


def changes(then: DistrictResult, now: DistrictResult) -> Iterator[Changed]:
    """The contracts whose standing, assessment or reasons other rules change; the data are the same."""
    later = {each.contract.id: each for each in now.contracts}
    for before in then.contracts:
        after = later[before.contract.id]
        gone, new = _only(before, after), _only(after, before)
        if _said(before) != _said(after) or gone or new:
            names = (before.contract.id, before.contract.name, before.contract.name_en)
            yield Changed(*names, before=_said(before), after=_said(after), gone=gone, new=new)


def _said(result: ContractResult) -> tuple[str, str]:
    return result.standing.value, result.assessment.value


def _only(one: ContractResult, other: ContractResult) -> tuple[Reason, ...]:
    return tuple(reason for reason in one.reasons if reason not in other.reasons)
