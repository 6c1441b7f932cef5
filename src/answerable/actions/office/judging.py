"""Confirm or reject findings: proposed and submitted at once, one decision for each, signed through the one door.

Also: write down a finding that a person made himself, at an inspection or an audit.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.json import KT

from answerable.actions.office.approvals import Proposed, act, propose
from answerable.actions.office.rows import add_rows
from answerable.core.ledger.entry import Act as Logged
from answerable.core.register.approval import FINAL, Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, Finding

OWN_SOURCES = ("inspection", "audit", "rating", "matter", "other")
"""Where a finding comes from that a person writes down; what monitors find comes from the monitors."""


@dataclass(frozen=True)
class Judgement:
    """What is proposed of findings: `confirmed` or `rejected`, and why."""

    decision: str
    reason: str


def judge(findings: Iterable[str], judgement: Judgement, *, by: Actor, at: datetime, on: date) -> list[str]:
    """Propose and submit a decision on each of the findings; the ids of the decisions. All of them, or none.

    Raises NotPermittedError, and InputError for a finding that is not there, was decided, or is being decided.
    """
    with transaction.atomic():
        return [_judge(id, judgement, by=by, at=at, on=on) for id in dict.fromkeys(findings)]


def _judge(id: str, judgement: Judgement, *, by: Actor, at: datetime, on: date) -> str:
    row = Finding.objects.select_for_update(of=("self",)).filter(id=id).first()
    if row is None or row.decision is not None:
        raise InputError("finding_moved", finding=id)
    if under_way().filter(content__finding=id).exists():
        raise InputError("finding_under_way", finding=id)
    content = {"finding": id, "decision": judgement.decision, "reason": judgement.reason}
    made = propose(Proposed("finding", row.contract_id, content), by=by, at=at, on=on)
    act(made, Act.SUBMIT, by=by, at=at, on=on)
    return made


def under_way() -> QuerySet[Approval]:
    """The decisions on findings that are neither carried out nor given up."""
    return Approval.objects.filter(kind="finding").exclude(state__in=[each.value for each in FINAL])


def being_decided() -> QuerySet[Any, Any]:
    """The ids of the findings that these decisions are about, for use within another query."""
    return under_way().annotate(finding=KT("content__finding")).values("finding")


def write_down(cells: Mapping[str, str], *, by: Actor, at: datetime, on: date) -> str:
    """Write down a finding that a person made; its id. It waits for a decision like any other.

    Raises NotPermittedError, UnsoundError with every fault, and InputError for a source that only the program states
    or a day to come.
    """
    if cells.get("source") not in OWN_SOURCES:
        raise InputError("finding_source", column="source", known=OWN_SOURCES)
    if cells.get("found_on", "") > on.isoformat():
        raise InputError("finding_later", column="found_on", day=cells["found_on"], on=on)
    id = f"f-{secrets.token_hex(8)}"
    row = {**cells, "id": id}
    add_rows("findings", [row], by=by, at=at, on=on, act=Logged.RECORD, permit=Permit.RECORD)
    return id
