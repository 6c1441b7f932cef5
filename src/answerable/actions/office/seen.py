"""What signatures are for: the rows a decision is about, as they were when it was submitted.

A digest of them is kept with the decision. Whoever signs, and the last signature above all, signs these rows or none.
"""

import hashlib
from collections.abc import Iterator
from datetime import date

from answerable.actions.office.people import around
from answerable.actions.office.surroundings import model_of
from answerable.core.ledger.canonical import canonical
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
    rows = Contract.objects.select_for_update().filter(id=about)
    items = [*rows.values_list("work_item", flat=True), about]
    list(WorkItem.objects.select_for_update().filter(id__in=items).order_by("id").values_list("id"))


def digest(approval: Approval) -> str:
    """SHA-256 over the rows that the decision is about, as 64 hexadecimal digits."""
    rows = {table: list(_rows(table, approval)) for table in _ABOUT.get(approval.kind, ())}
    return hashlib.sha256(canonical(rows)).hexdigest()


def unchanged(approval: Approval, progress: Progress, *, on: date) -> Iterator[Message]:
    """Why nobody may sign any more: the rows were changed since, or somebody else answers now."""
    if approval.seen != digest(approval):
        yield Message.of("gate_changed_since")
    signed = next((step.person for step in progress.chain.steps if step.role == "leader"), None)
    if signed is None:
        return
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=approval.subject))
    answer = around(None, [contract.id]).who_answers(contract, on=on)
    named = answer.leader or answer.by_default
    if named is not None and named.id != signed:
        yield Message.of("gate_leader_changed", leader=named.id, signed=signed)


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
