"""What signatures are for: the rows a decision is about, as they were when it was submitted.

A digest of them is kept with the decision. Whoever signs, and the last signature above all, signs these rows or none.
"""

import hashlib
from collections.abc import Iterator
from datetime import date

from answerable.actions.office.cases.loading import load
from answerable.actions.office.people import around
from answerable.actions.office.surroundings import model_of
from answerable.core.enforce.course.values import CaseNow
from answerable.core.ledger.canonical import Plain, canonical
from answerable.core.register import values
from answerable.core.register.approval import Progress
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.message import Message
from answerable.records.models import Approval, Contract, WorkItem
from answerable.records.values import values_of

_AGREED = ("clauses", "contract_indicators", "deductions", "funds")
_ABOUT = {
    "sign": ("contracts", *_AGREED),
    "extend": ("contracts", *_AGREED),
    "end": ("contracts", *_AGREED),
    "amend": ("contracts", "amendments", *_AGREED),
    "suspend": ("contracts",),
    "resume": ("contracts",),
    "finding": ("findings",),
    "verdict": ("work_items", "work_facts"),
}
"""The tables whose rows a kind of decision is about, beside what it states itself."""
_BY = {"contracts": "id", "work_items": "id", "work_facts": "work_item"}
"""The column by which rows are those of the contract, or of the work item; elsewhere it is `contract`."""


def hold(about: str) -> None:
    """Keep the contract and its work item, or the work item alone, as they are until the act is done."""
    rows = Contract.objects.select_for_update(no_key=True).filter(id=about)
    items = [*rows.values_list("work_item", flat=True), about]
    list(
        WorkItem.objects.select_for_update(no_key=True).filter(id__in=items).order_by("id").values_list("id")
    )


def digest(approval: Approval, *, on: date) -> str:
    """SHA-256 over the rows that the decision is about, and its case on the day, as 64 hexadecimal digits."""
    rows: dict[str, Plain] = {table: list(_rows(table, approval)) for table in _ABOUT.get(approval.kind, ())}
    if approval.content.get("case"):
        rows["case"] = _case(load(approval.content["case"], on=on).now)
    return hashlib.sha256(canonical(rows)).hexdigest()


def unchanged(approval: Approval, progress: Progress, *, on: date) -> Iterator[Message]:
    """Why nobody may sign any more: the rows were changed since, or somebody else answers now."""
    if approval.seen != digest(approval, on=on):
        yield Message.of("gate_changed_since")
    signed = next((step.person for step in progress.chain.steps if step.role == "leader"), None)
    if signed is None:
        return
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=approval.subject))
    answer = around(None, [contract.id]).who_answers(contract, on=on)
    named = answer.leader or answer.by_default
    if named is not None and named.id != signed:
        yield Message.of("gate_leader_changed", leader=named.id, signed=signed)


def _case(now: CaseNow) -> list[Plain]:
    """What a decision in a case judges: where it stands, which findings and items, and what came of objections.

    What the provider says late, or files elsewhere, changes none of this: nobody can stall a decision by filing. Only
    an excuse that it had not pleaded before is looked at anew.
    """
    return [
        now.stage,
        now.route.route,
        [now.rounds, now.extensions, now.notice, now.order_step, now.cause_known],
        sorted({each.excuse for each in now.statements if each.excuse}),
        list(now.standing_findings),
        [[each.id, each.result] for each in now.items],
        [[each.step, each.result] for each in (*now.objections, *now.outside) if each.result is not None],
    ]


def _rows(table: str, approval: Approval) -> Iterator[list[str]]:
    declared = BY_NAME[table]
    names = [column.name for column in declared.columns]
    rows = model_of(table)._default_manager
    if table == "findings":
        wanted = {"id": approval.content.get("finding")}
    else:
        wanted = {_BY.get(table, "contract"): approval.subject}
    found = rows.filter(**wanted)
    for row in found.order_by(*declared.key).values_list(*names):
        yield ["" if value is None else str(value) for value in row]
