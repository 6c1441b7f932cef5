"""What stands in the way of a decision today: what its gate would say, were everybody to sign now.

The gate is asked again in the last signature's transaction; this only tells whoever drafts and signs what they would
otherwise learn at the very end.
"""

from datetime import date

from answerable.actions.office import amending, ending, halting
from answerable.actions.office.cases.deciding import load_of, order_obstacles
from answerable.actions.office.footing import extension_facts, signing_facts
from answerable.core.enforce.gates import may_end
from answerable.core.register import values
from answerable.core.register.gates import may_amend, may_extend, may_resume, may_sign, may_suspend
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Approval, Contract
from answerable.records.values import values_of

OF_SIGNATURES = frozenset(
    {
        "ending_signature_missing",
        "ending_top_missing",
        "ending_signature_outdated",
        "ending_without_minutes",
        "ending_not_the_leader",
        "ending_signed_twice",
        "ending_proposer_signed",
    }
)
"""What is only known once everybody has signed."""


def obstacles(approval: Approval, *, on: date) -> tuple[Message, ...]:
    """Every reason why the decision could not be carried out on the day; none where its kind has no gate."""
    look = _GATES.get(approval.kind)
    if look is None or approval.contract_id is None:
        return ()
    try:
        return look(approval, on)
    except InputError as error:
        return (error.message,)


def _sign(approval: Approval, on: date) -> tuple[Message, ...]:
    found = signing_facts(Contract.objects.filter(id=approval.subject), on=on)
    return tuple(message for facts, _ in found for message in may_sign(facts))


def _extend(approval: Approval, on: date) -> tuple[Message, ...]:
    rows, content = Contract.objects.filter(id=approval.subject), approval.content
    new_ends = date.fromisoformat(content["new_ends"])
    added = 1 if content.get("exit_clause") else 0
    found = extension_facts(rows, on=on, new_ends=new_ends, exit_clauses_added=added)
    return tuple(message for facts, _ in found for message in may_extend(facts))


def _amend(approval: Approval, on: date) -> tuple[Message, ...]:
    return may_amend(amending.facts(approval.subject, approval.content, on=on))


def _suspend(approval: Approval, on: date) -> tuple[Message, ...]:
    starts = date.fromisoformat(approval.content["starts"])
    return may_suspend(halting.facts(approval.subject, starts=starts, on=on))


def _resume(approval: Approval, on: date) -> tuple[Message, ...]:
    starts = date.fromisoformat(approval.content["starts"])
    return may_resume(halting.facts(approval.subject, starts=starts, on=on))


def _end(approval: Approval, on: date) -> tuple[Message, ...]:
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=approval.subject))
    told = may_end(ending.facts(contract, approval.content, None, on=on))
    return tuple(each for each in told if each.code not in OF_SIGNATURES)


def _order(approval: Approval, on: date) -> tuple[Message, ...]:
    if "case" not in approval.content:
        return ()
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=approval.subject))
    loaded = load_of(approval.content["case"], contract, on=on)
    return order_obstacles(loaded, approval.content, on=on)


_GATES = {
    "order": _order,
    "sign": _sign,
    "extend": _extend,
    "amend": _amend,
    "suspend": _suspend,
    "resume": _resume,
    "end": _end,
}
