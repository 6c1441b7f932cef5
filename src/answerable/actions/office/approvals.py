"""Decisions on their way: proposed, signed step by step, returned or rejected, and carried out with the last signature.

One door for every kind of decision. What a decision does when everybody has signed stands in `executing`; its gate is
asked in that very transaction, so a decision whose gate is shut is not approved either.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, signer, subject
from answerable.actions.office.cases.deciding import barred_from_order
from answerable.actions.office.entries import append_entry
from answerable.actions.office.executing import execute, prepare
from answerable.actions.office.people import around
from answerable.actions.office.seen import digest, hold, unchanged
from answerable.actions.office.topics import Topic, topic_of
from answerable.core.ledger.entry import Act as Logged
from answerable.core.ledger.entry import Change
from answerable.core.register.answer import People
from answerable.core.register.approval import (
    COLLECTIVE,
    DEFAULT_CHAINS,
    Act,
    Progress,
    State,
    advance,
    as_cells,
    chain_of,
    from_cells,
    open_acts,
)
from answerable.core.register.barring import chain_without
from answerable.core.register.gates import let_through
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, ApprovalStep

Content = Mapping[str, str]
LONGEST = 2_000
"""Characters of a reason, and of the number of minutes."""
_UNWRITABLE = frozenset(chr(code) for code in range(32) if chr(code) not in "\t\n\r")


@dataclass(frozen=True)
class Proposed:
    """What is proposed: the kind of decision, what it is about, and what it would do, as cells."""

    kind: str
    about: str
    """Id of the contract or, of a verdict, of the work item."""
    content: Content


class DecisionMovedError(InputError):
    """Somebody else was quicker: the decision is not what it was when it was shown."""

    def __init__(self, id: str, state: str) -> None:
        super().__init__("decision_moved", id=id, state=state)


def propose(proposed: Proposed, *, by: Actor, at: datetime, on: date) -> str:
    """Draft a decision; its id. Raises NotPermittedError, and what is wrong with the content."""
    with transaction.atomic():
        topic = topic_of(proposed.kind, proposed.about)
        refuse_unless(by, Permit.PROPOSE, subject("approvals", body=topic.body, on=on))
        content = prepare(proposed.kind, topic, proposed.content, on=on)
        progress = _begun(proposed.kind, topic, content, by=by, at=at, on=on)
        id = f"d-{secrets.token_hex(8)}"
        approval = Approval(
            id=id,
            kind=proposed.kind,
            body_id=topic.body,
            contract_id=None if topic.contract is None else topic.id,
            subject=topic.id,
            content=dict(content),
            opened_by=by.account,
            opened_at=at,
        )
        _keep(approval, progress, at=at, new=True)
        append_entry(Logged.PROPOSE, at=at, by=by.account, changes=[_change(approval)])
        return id


def _begun(kind: str, topic: Topic, content: Content, *, by: Actor, at: datetime, on: date) -> Progress:
    people, named = around(None, [topic.id]), None
    if topic.contract is not None:
        answering = people.who_answers(topic.contract, on=on)
        named = answering.leader or answering.by_default
    there = people.body_on(topic.body, on=on)
    roles = configured(there, kind, on=on)
    if kind == "order" and topic.contract is not None:
        chain = chain_without(
            barred_from_order(content["case"], topic.contract, on=on),
            roles or DEFAULT_CHAINS[kind],
            leader=None if named is None else named.id,
            heads=_own_heads(people, there, on=on),
        )
        return Progress(chain, by.person or "", at)
    if kind == "end" and content.get("case") and topic.contract is not None:
        roles = _with_a_head_who_may(
            roles or DEFAULT_CHAINS[kind],
            barred_from_order(content["case"], topic.contract, on=on),
            _own_heads(people, there, on=on),
        )
    successor = content.get("person") if kind == "assign" else None
    chain = chain_of(
        kind,
        configured=_without_twice(roles, kind, there, successor, on=on),
        leader=None if named is None else named.id,
        successor=successor,
    )
    return Progress(chain, by.person or "", at)


def _own_heads(people: People, body: str, *, on: date) -> tuple[str, ...]:
    """The heads of the body, and none of their stand-ins: who signs for a head signs as that head."""
    heads = people.in_role(body, "head", on=on)
    return tuple(head for head in heads if ("head", body) in people.roles_of(head, on=on))


def _with_a_head_who_may(
    roles: tuple[str, ...], barred: frozenset[str], heads: tuple[str, ...]
) -> tuple[str, ...]:
    """The roles; where every head found what the end rests on, a meeting decides in his place."""
    if any(head not in barred for head in heads):
        return roles
    return tuple(COLLECTIVE if role == "head" else role for role in roles)


def _without_twice(
    roles: tuple[str, ...], kind: str, body: str, successor: str | None, *, on: date
) -> tuple[str, ...]:
    """The roles of the chain; where the head himself is to answer, his acceptance stands for his approval."""
    head = around(None).head_of(body, on=on)
    if successor is None or head is None or head.id != successor:
        return roles
    return tuple(role for role in roles or DEFAULT_CHAINS[kind] if role != "head")


def configured(body: str, kind: str, *, on: date) -> tuple[str, ...]:
    """The roles of the chain that a body set for a kind of decision, in the edition in force; none if it set none."""
    rows = list(
        ApprovalStep.objects.filter(body=body, decision=kind, starts__lte=on).order_by("-starts", "number")
    )
    return tuple(row.role for row in rows if row.starts == rows[0].starts)


def act(
    id: str,
    what: Act,
    *,
    by: Actor,
    at: datetime,
    on: date,
    reason: str | None = None,
    minutes: str | None = None,
    version: int | None = None,
) -> State:
    """Move a decision one step, and carry it out when the last step is signed; where it stands then.

    `version` is the one that was shown: DecisionMovedError if another came between. Raises NotPermittedError,
    ApprovalError with every reason why the step is refused, GateError with every reason why it cannot be done.
    """
    _refuse_unwritable(reason=reason, minutes=minutes)
    with transaction.atomic():
        approval = _of(id, version)
        _may(by, what, approval, on=on)
        hold(approval.subject)
        before = from_cells(approval.progress)
        if what is Act.SUBMIT:
            before = _ready(approval, before, by=by, at=at, on=on)
        elif what is Act.APPROVE:
            let_through(unchanged(approval, before, on=on))
        progress = advance(
            before,
            what,
            by=signer(by, body=approval.body_id, on=on),
            at=at,
            reason=reason,
            minutes=minutes,
        )
        if progress.state is State.APPROVED:
            execute(approval.kind, approval, progress, by=by, at=at, on=on)
            progress = replace(progress, state=State.EXECUTED)
        _keep(approval, progress, at=at, new=False)
        append_entry(
            Logged(what.value),
            at=at,
            by=by.account,
            for_=_signed_for(what, progress),
            changes=[_change(approval)],
        )
        return progress.state


def _refuse_unwritable(**texts: str | None) -> None:
    """Raise InputError for what no database keeps, or nobody reads to its end."""
    for name, text in texts.items():
        if text is not None and (len(text) > LONGEST or not set(text).isdisjoint(_UNWRITABLE)):
            raise InputError("decision_text", name=name, most=LONGEST)


def _ready(approval: Approval, progress: Progress, *, by: Actor, at: datetime, on: date) -> Progress:
    """What is submitted goes through the chain in force today, and its signatures are for the rows of today."""
    topic = topic_of(approval.kind, approval.subject)
    if topic.item is not None:
        prepare(approval.kind, topic, approval.content, on=on)
    approval.seen = digest(approval, on=on)
    chain = _begun(approval.kind, topic, approval.content, by=by, at=at, on=on).chain
    return replace(progress, chain=chain)


def edit(id: str, content: Content, *, by: Actor, at: datetime, on: date, version: int | None = None) -> None:
    """Change what is proposed: every signature given so far is void. Raises as `act` and `propose` do."""
    with transaction.atomic():
        approval = _of(id, version)
        _may(by, Act.EDIT, approval, on=on)
        topic = topic_of(approval.kind, approval.subject)
        progress = advance(
            from_cells(approval.progress), Act.EDIT, by=signer(by, body=approval.body_id, on=on), at=at
        )
        approval.content = dict(prepare(approval.kind, topic, content, on=on))
        begun = _begun(approval.kind, topic, approval.content, by=by, at=at, on=on)
        _keep(approval, replace(progress, chain=begun.chain), at=at, new=False)
        append_entry(Logged.EDIT, at=at, by=by.account, changes=[_change(approval)])


def open_to(approval: Approval, *, by: Actor, at: datetime, on: date) -> frozenset[Act]:
    """What the actor may do with a decision now."""
    if by.person is None:
        return frozenset()
    return open_acts(from_cells(approval.progress), by=signer(by, body=approval.body_id, on=on), at=at) - {
        Act.EXECUTE
    }


def _may(by: Actor, what: Act, approval: Approval, *, on: date) -> None:
    """A step is signed by officials of the body; the successor accepts his own, whatever his post."""
    step = from_cells(approval.progress).step
    person = None if step is None else step.person
    what_for = subject("approvals", body=approval.body_id, person=person, on=on)
    accepting = step is not None and step.role == "successor"
    if what in (Act.EDIT, Act.WITHDRAW, Act.SUBMIT):
        refuse_unless(by, Permit.PROPOSE, what_for)
    elif what is Act.EXECUTE:
        raise InputError("decision_executes_itself")
    else:
        refuse_unless(by, Permit.ACCEPT_ASSIGNMENT if accepting else Permit.SIGN_STEP, what_for)


def _signed_for(what: Act, progress: Progress) -> str | None:
    """Whose stand-in just signed; other acts leave the signatures before them as they were."""
    return progress.signatures[-1].for_ if what in (Act.SUBMIT, Act.APPROVE) else None


def _of(id: str, version: int | None) -> Approval:
    """The decision, held until the act is done. Raises DecisionMovedError if it is not the version that was shown."""
    found = Approval.objects.select_for_update().filter(id=id).first()
    if found is None:
        raise InputError("no_such_decision", id=id)
    if version is not None and version != found.version:
        raise DecisionMovedError(id, found.state)
    return found


def _keep(approval: Approval, progress: Progress, *, at: datetime, new: bool) -> None:
    """Store how far it has come, if it is still where it was."""
    state: dict[str, Any] = {
        "progress": as_cells(progress),
        "state": progress.state.value,
        "changed_at": at,
        "version": approval.version + 1,
    }
    seen = approval.version
    for name, value in state.items():
        setattr(approval, name, value)
    if new:
        approval.save(force_insert=True)
        return
    rows = Approval.objects.filter(id=approval.id, version=seen)
    if rows.update(**state, content=approval.content, seen=approval.seen) != 1:
        there = Approval.objects.values_list("state", flat=True).get(id=approval.id)
        raise DecisionMovedError(approval.id, there)


def _change(approval: Approval) -> Change:
    content = {
        "kind": approval.kind,
        "contract" if approval.contract_id else "work_item": approval.subject,
        "state": approval.state,
        "content": dict(approval.content),
        "progress": approval.progress,
    }
    return Change("approvals", (approval.id,), content)
