"""Which decisions about a contract would be refused today whatever they state, each with every reason why.

The gates are asked with the mildest thing that could be proposed: one day more, the same amount, the same wording. What
is open here may still be refused for what it states; what is shut here is shut.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from answerable.actions.office.amending import Change, for_amending
from answerable.actions.office.footing import (
    Footed,
    ended_contracts,
    footed,
    for_signing,
    open_orders,
    settled_contracts,
    term_cap,
)
from answerable.actions.office.halting import suspended_on
from answerable.core.register import values
from answerable.core.register.answer import People
from answerable.core.register.gates import (
    ExtensionFacts,
    HaltFacts,
    may_amend,
    may_extend,
    may_resume,
    may_sign,
    may_suspend,
)
from answerable.core.terms.message import Message
from answerable.records.models import Amendment, Clause, Funds

Reasons = tuple[Message, ...]
_DAY = timedelta(days=1)
_UNHELPED = {"gate_same_amount"}
"""What the mildest proposal cannot help."""


@dataclass(frozen=True)
class Known:
    """What a page has read of a contract already."""

    contract: values.Contract
    item: values.WorkItem
    people: People
    funds: Sequence[Funds]
    clauses: Sequence[Clause]
    amendments: Sequence[Amendment]


@dataclass(frozen=True)
class Closed:
    """For each thing that can be proposed or agreed, why it is shut today; no reason where it is open."""

    reasons: Mapping[str, Reasons]
    suspended_on: date | None


def closed(known: Known, *, on: date) -> Closed:
    """What is shut of a contract today."""
    contract = known.contract
    since, decided = suspended_on(contract.id), contract.id in ended_contracts([contract.id])
    ended = decided and contract.id in ended_contracts([contract.id], on=on)
    footing = footed(
        contract,
        known.item,
        people=known.people,
        funds=known.funds,
        exits=sum(1 for each in known.clauses if each.kind == "exit"),
        term=term_cap(on=on),
        on=on,
    )
    halt = HaltFacts(starts=on, begins=contract.starts, ends=contract.ends, ended=ended, suspended_on=since)
    dearer, reworded = _amend(known, footing, ended=ended)
    found: dict[str, Reasons] = {
        "sign": may_sign(for_signing(contract, footing)),
        "extend": _extend(contract, footing, ended=decided),
        "amend_amount": dearer,
        "amend_terms": reworded,
        "suspend": may_suspend(halt),
        "resume": may_resume(halt if since is None else replace(halt, starts=max(on, since + _DAY))),
    }
    return Closed(found | _at_the_end(contract, ended=ended, decided=decided, on=on), since)


def _at_the_end(contract: values.Contract, *, ended: bool, decided: bool, on: date) -> dict[str, Reasons]:
    """What depends on nothing but whether the contract is over, and whether it is settled.

    One that only runs out later may still be ended before, by agreement or for a cause.
    """
    parted = decided and contract.id in settled_contracts([contract.id], on=on)
    over = ended or (contract.ends is not None and contract.ends < on)
    settled = contract.signed is not None or contract.starts <= on
    gone = (Message.of("gate_contract_ended"),) if over else ()
    ending = (Message.of("ending_already"),) if over or decided else ()
    endless = (Message.of("ending_never_expires"),) if contract.ends is None else ()
    agreed = (Message.of("closed_settled"),) if settled else ()
    return {
        "expire": ending or endless,
        "end_by_agreement": (Message.of("ending_already"),) if over or parted else (),
        "end_on_ground": (Message.of("ending_already"),) if over else (),
        "assign": gone,
        "vacate": gone,
        "add_clause": agreed,
        "add_indicator": agreed,
    }


def _extend(contract: values.Contract, footing: Footed, *, ended: bool) -> Reasons:
    on: date = footing["on"]
    return may_extend(
        ExtensionFacts(
            **footing,
            exit_clauses_added=1,
            ends=contract.ends,
            new_ends=(contract.ends or on) + _DAY,
            open_orders=open_orders([contract.id]).get(contract.id, ()),
            ended=ended,
        )
    )


def _amend(known: Known, footing: Footed, *, ended: bool) -> tuple[Reasons, Reasons]:
    """Why the amount, and why the wording, may not be changed."""
    asked = for_amending(
        known.contract,
        footing,
        ended=ended,
        past=known.amendments,
        clauses=[each.pk for each in known.clauses],
        cap=None,
        change=Change("other", known.contract.amount_minor or 0),
    )
    reasons = tuple(each for each in may_amend(asked) if each.code not in _UNHELPED)
    return reasons, tuple(each for each in reasons if each.code != "gate_no_amount")
