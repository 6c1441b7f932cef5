"""Amending a contract: what the decision has to state, what its gate asks, and the rows that it leaves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.footing import Footed, ended_contracts, footings, supplement_cap
from answerable.core.register import values
from answerable.core.register.caps import SupplementCap, supplements
from answerable.core.register.gates import AmendingFacts
from answerable.core.tables.responsibility import AMENDMENT_CAUSES
from answerable.core.tables.types import COUNT
from answerable.core.terms.errors import InputError
from answerable.records.models import Amendment, Clause, Contract

Content = Mapping[str, str]
NEEDS = ("kind", "cause", "reason")
TAKES = ("new_amount", "clause", "new_text")
_STATED = {"amount": ("new_amount",), "terms": ("new_text",)}
"""What each kind of amendment states; an extension is a decision of its own."""


def read(content: Content, contract: values.Contract, on: date) -> None:
    """Raise InputError for a kind or cause that there is not, and for what this kind lacks or has no room for."""
    kind = content["kind"]
    for name, known in (("kind", tuple(_STATED)), ("cause", AMENDMENT_CAUSES)):
        if content[name] not in known:
            raise InputError("decision_choice", name=name, value=content[name][:40], known=known)
    missing = tuple(name for name in _STATED[kind] if not content.get(name))
    other = ("new_amount",) if kind == "terms" else ("clause", "new_text")
    odd = tuple(name for name in other if content.get(name))
    if missing or odd:
        raise InputError("decision_content", kind="amend", missing=missing, odd=odd)
    if kind == "amount" and not (COUNT.matches(content["new_amount"]) and int(content["new_amount"]) >= 0):
        raise InputError("decision_amount", name="new_amount", value=content["new_amount"][:40])


def facts(contract: str, content: Content, *, on: date) -> AmendingFacts:
    """What the gate of amending asks."""
    ((found, footing),) = footings(Contract.objects.filter(id=contract), on=on)
    amount = content.get("new_amount")
    return for_amending(
        found,
        footing,
        ended=bool(ended_contracts([contract], on=on)),
        past=Amendment.objects.filter(contract=contract).order_by("decided_on", "row"),
        clauses=Clause.objects.filter(contract=contract).values_list("id", flat=True),
        cap=supplement_cap(on=on),
        change=Change(content["cause"], int(amount) if amount else None, content.get("clause") or None),
    )


@dataclass(frozen=True)
class Change:
    """What is to be changed, for which cause: the amount, or the clause that is reworded."""

    cause: str
    new_amount: int | None = None
    clause: str | None = None


def for_amending(
    contract: values.Contract,
    footing: Footed,
    *,
    ended: bool,
    past: Iterable[Amendment],
    clauses: Iterable[str],
    cap: SupplementCap | None,
    change: Change,
) -> AmendingFacts:
    """What the gate of amending asks of a contract that stands on this; `past` amendments are the oldest first."""
    stands = {name: cell for name, cell in footing.items() if name != "exit_clauses"}
    on: date = footing["on"]
    changes = ((row.amount_before, row.amount_after, row.cause) for row in past)
    return AmendingFacts(
        **stands,
        settled=contract.signed is not None or contract.starts <= on,
        ended=ended,
        ends=contract.ends,
        amount=contract.amount_minor,
        supplements=supplements(contract.amount_minor or 0, changes),
        cap=cap,
        cause=change.cause,
        new_amount=change.new_amount,
        clause=change.clause,
        clauses=frozenset(clauses),
    )


def rows(contract: str, content: Content, asked: AmendingFacts, *, id: str) -> Iterator[tuple[str, Content]]:
    """The amendment itself, and the clause that comes in where none is reworded."""
    yield (
        "amendments",
        {
            "contract": contract,
            "decided_on": asked.on.isoformat(),
            "kind": content["kind"],
            "cause": content["cause"],
            "reason": content["reason"],
            "amount_before": "" if asked.new_amount is None else str(asked.amount),
            "amount_after": "" if asked.new_amount is None else str(asked.new_amount),
        },
    )
    if content["kind"] == "terms" and asked.clause is None:
        yield (
            "clauses",
            {"id": f"{id}-terms", "contract": contract, "kind": "other", "text": content["new_text"]},
        )
