"""What a decision about a contract changes: what stands there today, beside what would stand there after it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.halting import suspended_on
from answerable.actions.office.people import around
from answerable.core.register.values import Contract as ContractValue
from answerable.core.tables.declare import Both
from answerable.records.models import Approval, Clause, Contract, Person
from answerable.records.values import values_of

Money = tuple[int | None, str | None]
Shown = str | date | Both | Money | None


@dataclass(frozen=True)
class Change:
    """One thing that changes; `what` is a word of the group `decision_change`.

    A text with a `group` is a code of it; a pair is an amount in minor units with its currency.
    """

    what: str
    before: Shown
    after: Shown
    group: str | None = None


def changes_of(approval: Approval, *, on: date) -> tuple[Change, ...]:
    """What the decision changes of its contract; nothing of decisions that change no row of it, and of final ones."""
    reads = _BY_KIND.get(approval.kind)
    contract = approval.contract
    if reads is None or contract is None or approval.state not in _OPEN:
        return ()
    content: Mapping[str, str] = approval.content
    return tuple(reads(contract, content, on))


_OPEN = frozenset({"draft", "under_way", "returned"})
Reads = Callable[[Contract, Mapping[str, str], date], Iterator[Change]]


def _sign(contract: Contract, content: Mapping[str, str], on: date) -> Iterator[Change]:
    yield Change("signed", contract.signed, on)


def _extend(contract: Contract, content: Mapping[str, str], on: date) -> Iterator[Change]:
    yield Change("ends", contract.ends, content.get("new_ends"))
    if content.get("exit_clause"):
        yield Change("exit_clause", None, content["exit_clause"])


def _amend(contract: Contract, content: Mapping[str, str], on: date) -> Iterator[Change]:
    if content.get("new_amount"):
        after = int(content["new_amount"]), contract.currency
        yield Change("amount", (contract.amount_minor, contract.currency), after)
    if content.get("new_text"):
        found = Clause.objects.filter(id=content.get("clause", ""), contract=contract).first()
        yield Change("clause", None if found is None else found.text, content["new_text"])


def _suspend(contract: Contract, content: Mapping[str, str], on: date) -> Iterator[Change]:
    yield Change("suspended", suspended_on(contract.pk), content.get("starts"))


def _resume(contract: Contract, content: Mapping[str, str], on: date) -> Iterator[Change]:
    yield Change("suspended", suspended_on(contract.pk), None)
    yield Change("resumed", None, content.get("starts"))


def _end(contract: Contract, content: Mapping[str, str], on: date) -> Iterator[Change]:
    yield Change("ends", contract.ends, content.get("last_day"))
    yield Change("way", None, content.get("way"), "ending_way")


def _assign(contract: Contract, content: Mapping[str, str], on: date) -> Iterator[Change]:
    (value,) = values_of(ContractValue, Contract.objects.filter(id=contract.pk))
    answer = around(None, [contract.pk]).who_answers(value, on=on)
    found = Person.objects.filter(id=content.get("person", "")).first()
    named = answer.leader
    before = None if named is None else Both(named.name, named.name_en or named.name)
    after = None if found is None else Both(found.name, found.name_en or found.name)
    yield Change("leader", before, after)


_BY_KIND: Mapping[str, Reads] = {
    "sign": _sign,
    "extend": _extend,
    "amend": _amend,
    "suspend": _suspend,
    "resume": _resume,
    "end": _end,
    "assign": _assign,
}
