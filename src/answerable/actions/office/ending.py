"""Ending a contract: what its gate asks, and the rows that an ending leaves."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from answerable.actions.office.dump import held_district
from answerable.actions.office.footing import ended_contracts, exit_clauses
from answerable.actions.office.people import around
from answerable.core.enforce.gates import Approval, EndingFacts, Way, may_end
from answerable.core.register import values
from answerable.core.register.approval import Progress
from answerable.core.register.gates import let_through
from answerable.core.rulebook.grounds import Need, load_grounds
from answerable.core.terms.errors import InputError
from answerable.records.models import CaseState, Contract
from answerable.records.values import values_of

Content = Mapping[str, str]
NEEDS = ("way", "last_day", "reason")
TAKES = ("clause", "statutory", "shown", "notice_on", "consent_on")
_NEVER = datetime.min.replace(tzinfo=UTC)
_STATES = {
    Way.EXPIRY: "ended_expired",
    Way.AGREEMENT: "ended_agreement",
    Way.UNILATERAL: "ended_unilateral",
}


def end(
    contract: str, content: Content, progress: Progress, *, id: str, on: date
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a case that ends the contract. Raises GateError with every reason why it may not be ended."""
    (found,) = values_of(values.Contract, Contract.objects.filter(id=contract))
    asked = facts(found, content, progress, on=on)
    let_through(may_end(asked))
    last_day = date.fromisoformat(content["last_day"])
    yield (
        "cases",
        {
            "id": f"{id}-case",
            "contract": contract,
            "opened_on": on.isoformat(),
            "subject": content["reason"],
        },
    )
    yield (
        "case_states",
        {
            "case": f"{id}-case",
            "starts": max(last_day, on).isoformat(),
            "state": _STATES[asked.way],
            "ground": content.get("clause") or content.get("statutory") or content["reason"],
            "decided_by": progress.signatures[-1].by,
        },
    )


def facts(contract: values.Contract, content: Content, progress: Progress | None, *, on: date) -> EndingFacts:
    """What the gate of ending asks. Raises InputError for a way, day or need that cannot be read."""
    leader = around(None, [contract.id]).who_answers(contract, on=on)
    named = leader.leader or leader.by_default
    signatures = () if progress is None else progress.signatures[1:]
    way = _way(content["way"])
    return EndingFacts(
        way=way,
        on=on,
        last_day=day(content, "last_day") or on,
        ends=contract.ends,
        notice_on=day(content, "notice_on"),
        consent_on=day(content, "consent_on"),
        clause=content.get("clause") or None,
        exit_clauses=exit_clauses([contract.id]).get(contract.id, frozenset()),
        statutory=content.get("statutory") or None,
        grounds=load_grounds(held_district().rulebook),
        shown=_shown(content.get("shown", "")),
        leader=None if named is None else named.id,
        approvals=tuple(
            Approval(each.role, each.by, each.for_, each.at, each.minutes) for each in signatures
        ),
        proposers=frozenset() if progress is None else frozenset({progress.proposer}),
        edited_at=_NEVER if progress is None else progress.edited_at,
        already_ended=_already(contract.id, way, on=on),
    )


def _already(contract: str, way: Way, *, on: date) -> bool:
    """Whether its end is decided. One that runs out later may still be ended for a cause that comes before."""
    if way is not Way.UNILATERAL:
        return contract in ended_contracts([contract])
    for_cause = CaseState.objects.filter(case__contract=contract, state=_STATES[Way.UNILATERAL])
    return contract in ended_contracts([contract], on=on) or for_cause.exists()


def _way(text: str) -> Way:
    try:
        return Way(text)
    except ValueError:
        raise InputError("ending_way_unknown", way=text[:40], known=tuple(way.value for way in Way)) from None


def _shown(text: str) -> frozenset[Need]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    odd = tuple(name[:40] for name in names if name not in set(Need))
    if odd:
        raise InputError("ending_need_unknown", needs=odd, known=tuple(need.value for need in Need))
    return frozenset(Need(name) for name in names)


def day(content: Content, name: str) -> date | None:
    """The day that the content states under a name, if it does. Raises InputError for a text that is none."""
    text = content.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("decision_day", name=name, value=text[:40]) from None
