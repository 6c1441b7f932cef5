"""What each kind of decision does once everybody has signed: its gate first, then the rows, then the entry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from answerable.actions.office import amending, ending, halting
from answerable.actions.office.assessing import renewal_decided
from answerable.actions.office.cases.deciding import (
    ORDER_NEEDS,
    ORDER_TAKES,
    Signed,
    end_in_case,
    issue_order,
    lift,
    read_order,
    signed,
)
from answerable.actions.office.cases.reminding import refresh_cases
from answerable.actions.office.cases.urgent import tell_suspended
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.footing import extension_facts, signing_facts
from answerable.actions.office.people import holding
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import check, write
from answerable.actions.office.topics import Topic
from answerable.core.enforce.gates import may_end
from answerable.core.ledger.entry import Act
from answerable.core.register import values
from answerable.core.register.approval import Progress
from answerable.core.register.gates import (
    let_through,
    may_amend,
    may_extend,
    may_resume,
    may_sign,
    may_suspend,
)
from answerable.core.register.permits import Actor
from answerable.core.register.posts import ANSWERING
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, Assignment, Clause, Contract, Finding
from answerable.records.values import values_of

Content = Mapping[str, str]


@dataclass(frozen=True)
class Carried:
    """A decision that everybody has signed."""

    approval: Approval
    progress: Progress
    by: Actor
    at: datetime
    on: date

    @property
    def contract(self) -> str:
        return self.approval.subject

    @property
    def signed(self) -> Signed:
        """The decision as the step that it takes in a case."""
        return signed(self.approval.id, self.progress, by=self.by, at=self.at, on=self.on)

    @property
    def content(self) -> Content:
        found: Content = self.approval.content
        return found


def prepare(kind: str, topic: Topic, content: Content, *, on: date) -> Content:
    """The content as it is kept: what the kind needs, and nothing else. Raises InputError otherwise."""
    if kind not in KINDS:
        raise InputError("decision_kind_unknown", kind=kind, known=tuple(KINDS))
    needed, optional = KINDS[kind].needs, KINDS[kind].takes
    missing = tuple(name for name in needed if not content.get(name))
    odd = tuple(sorted(set(content) - {*needed, *optional}))
    if missing or odd:
        raise InputError("decision_content", kind=kind, missing=missing, odd=odd)
    if topic.contract is not None:
        KINDS[kind].read(content, topic.contract, on)
    if topic.item is not None:
        _same_verdict(content, topic.item)
    return {name: text for name, text in content.items() if text}


def execute(kind: str, approval: Approval, progress: Progress, *, by: Actor, at: datetime, on: date) -> None:
    """Carry the decision out. Raises GateError with every reason why it cannot be."""
    KINDS[kind].does(Carried(approval, progress, by, at, on))


def _sign(decision: Carried) -> None:
    rows = Contract.objects.filter(id=decision.contract)
    for facts, _ in signing_facts(rows, on=decision.on):
        let_through(may_sign(facts))
    if rows.filter(signed=None).update(signed=decision.on) != 1:
        raise InputError("contract_moved", contract=decision.contract)
    _log(decision, Act.SIGN_CONTRACT, ("contracts", decision.contract))


def _extend(decision: Carried) -> None:
    new_ends = date.fromisoformat(decision.content["new_ends"])
    clause = decision.content.get("exit_clause")
    rows = Contract.objects.filter(id=decision.contract)
    added = 1 if clause else 0
    for facts, contract in extension_facts(rows, on=decision.on, new_ends=new_ends, exit_clauses_added=added):
        let_through(may_extend(facts))
        # Whether it is renewed once more, when the new end comes, nobody has decided yet.
        if rows.filter(ends=contract.ends).update(ends=new_ends, renewal_decided=None) != 1:
            raise InputError("contract_moved", contract=decision.contract)
        _extended(decision, contract, new_ends)
    if clause:
        _add_exit(decision, clause)
    renewal_decided(decision.contract)
    _log(decision, Act.EXTEND_CONTRACT, ("contracts", decision.contract))


def _extended(decision: Carried, contract: values.Contract, new_ends: date) -> None:
    cells = {
        "contract": contract.id,
        "decided_on": decision.on.isoformat(),
        "kind": "extend",
        "ends_before": "" if contract.ends is None else contract.ends.isoformat(),
        "ends_after": new_ends.isoformat(),
        "reason": decision.content["reason"],
    }
    _add("amendments", cells, decision, Act.AMEND_CONTRACT)


def _add_exit(decision: Carried, text: str) -> None:
    cells = {
        "id": f"{decision.approval.id}-exit",
        "contract": decision.contract,
        "kind": "exit",
        "ground": "not_corrected",
        "text": text,
    }
    _add("clauses", cells, decision, Act.AMEND_CONTRACT)


def _end(decision: Carried) -> None:
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=decision.contract))
    content = decision.content
    asked = ending.facts(contract, content, decision.progress, on=decision.on)
    let_through(may_end(asked))
    step = ending.step(content, decision.signed, asked)
    end_in_case(step, decision.signed, contract, content.get("case") or None)
    if content["way"] == "expiry":
        undecided = Contract.objects.filter(id=decision.contract, renewal_decided=None)
        undecided.update(renewal_decided=decision.on)
    renewal_decided(decision.contract)
    _log(decision, Act.END_CONTRACT, ("contracts", decision.contract))


def _order(decision: Carried) -> None:
    """The order is issued in its case. One that was proposed before cases had steps only says what was decided."""
    if "case" in decision.content:
        (contract,) = values_of(values.Contract, Contract.objects.filter(id=decision.contract))
        issue_order(decision.content, decision.signed, contract)


def _amend(decision: Carried) -> None:
    """What is agreed now stands in the contract and its clauses; the amendment says what it was before, and why."""
    asked = amending.facts(decision.contract, decision.content, on=decision.on)
    let_through(may_amend(asked))
    if asked.new_amount is not None:
        rows = Contract.objects.filter(id=decision.contract, amount_minor=asked.amount)
        if rows.update(amount_minor=asked.new_amount) != 1:
            raise InputError("contract_moved", contract=decision.contract)
    if asked.clause is not None:
        Clause.objects.filter(id=asked.clause).update(text=decision.content["new_text"])
        _log(decision, Act.AMEND_CONTRACT, ("clauses", asked.clause))
    for table, cells in amending.rows(decision.contract, decision.content, asked, id=decision.approval.id):
        _add(table, cells, decision, Act.AMEND_CONTRACT)
    _log(decision, Act.AMEND_CONTRACT, ("contracts", decision.contract))


def _suspend(decision: Carried) -> None:
    asked = halting.facts(decision.contract, starts=_starts(decision), on=decision.on)
    let_through(may_suspend(asked))
    rows = halting.suspension(
        decision.contract,
        id=f"{decision.approval.id}-case",
        starts=asked.starts,
        reason=decision.content["reason"],
        decided_by=decision.progress.signatures[-1].by,
        on=decision.on,
    )
    for table, cells in rows:
        _add(table, cells, decision, Act.ADD)
    refresh_cases(on=decision.on, at=decision.at, contracts=[decision.contract])
    tell_suspended(f"{decision.approval.id}-case", decision.contract, on=decision.on, at=decision.at)
    _log(decision, Act.SUSPEND_CONTRACT, ("contracts", decision.contract))


def _resume(decision: Carried) -> None:
    asked = halting.facts(decision.contract, starts=_starts(decision), on=decision.on)
    let_through(may_resume(asked))
    rows = halting.resumption(
        decision.contract,
        starts=asked.starts,
        reason=decision.content["reason"],
        decided_by=decision.progress.signatures[-1].by,
    )
    for table, cells in list(rows):
        _add(table, cells, decision, Act.ADD)
    lift(decision.contract, decision.content["reason"], decision.signed)
    refresh_cases(on=decision.on, at=decision.at, contracts=[decision.contract])
    _log(decision, Act.RESUME_CONTRACT, ("contracts", decision.contract))


def _starts(decision: Carried) -> date:
    return date.fromisoformat(decision.content["starts"])


def _assign(decision: Carried) -> None:
    """The successor has accepted: from the later of the agreed day and today he answers."""
    starts = max(date.fromisoformat(decision.content["starts"]), decision.on)
    person = decision.content["person"]
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=decision.contract))
    _may_answer(person, contract, on=starts)
    cells = {
        "contract": decision.contract,
        "starts": starts.isoformat(),
        "person": person,
        "note": decision.content.get("note", ""),
        "accepted_on": decision.on.isoformat(),
    }
    that_day = Assignment.objects.filter(contract=decision.contract, starts=starts)
    if that_day.filter(person=None).update(
        person=person, note=cells["note"] or None, accepted_on=decision.on
    ):
        # A vacancy recorded for that very day never came about; the ledger keeps that it was recorded.
        change = changed("assignments", cells_of("assignments", decision.contract, cells["starts"]))
        append_entry(Act.ACCEPT_ASSIGNMENT, at=decision.at, by=decision.by.account, changes=[change])
        return
    if that_day.exists():
        raise InputError("assigned_that_day", contract=decision.contract, starts=starts)
    _add("assignments", cells, decision, Act.ACCEPT_ASSIGNMENT)


def _may_answer(person: str, contract: values.Contract, *, on: date) -> None:
    """Raise InputError unless the person is public staff and leader or head of the body on the day."""
    people = holding(person)
    found = people.person(person)
    if found is None:
        raise InputError("no_such_person", id=person)
    if found.staff != "public":
        raise InputError("leader_not_public", person=person, staff=found.staff)
    there = people.body_on(contract.body, on=on)
    if not {(role, there) for role in ANSWERING} & people.roles_of(person, on=on):
        raise InputError("successor_without_post", person=person, body=there, on=on)


def _finding(decision: Carried) -> None:
    rows = Finding.objects.filter(id=decision.content["finding"], contract=decision.contract, decision=None)
    signed = decision.progress.signatures[-1].by
    if rows.update(decision=decision.content["decision"], decided_on=decision.on, decided_by=signed) != 1:
        raise InputError("finding_moved", finding=decision.content["finding"])
    _log(decision, Act.CHANGE, ("findings", decision.content["finding"]))


def _other(decision: Carried) -> None:
    """What was decided stands in the decision itself."""


def _add(table: str, cells: Content, decision: Carried, act: Act) -> None:
    declared = BY_NAME[table]
    whole = {column.name: cells.get(column.name, "") for column in declared.columns}
    check(declared, [whole])
    write(declared, [whole], act=act, at=decision.at, by=decision.by.account)


def _log(decision: Carried, act: Act, row: tuple[str, str]) -> None:
    table, id = row
    change = changed(table, cells_of(table, id))
    append_entry(act, at=decision.at, by=decision.by.account, changes=[change])


def _read_extension(content: Content, contract: values.Contract, on: date) -> None:
    ending.day(content, "new_ends")


def _read_assignment(content: Content, contract: values.Contract, on: date) -> None:
    starts = ending.day(content, "starts") or on
    _may_answer(content["person"], contract, on=max(starts, on))


def _read_halt(content: Content, contract: values.Contract, on: date) -> None:
    ending.day(content, "starts")


def _read_finding(content: Content, contract: values.Contract, on: date) -> None:
    if content["decision"] not in ("confirmed", "rejected"):
        raise InputError("decision_content", kind="finding", missing=("decision",), odd=())


def _read_ending(content: Content, contract: values.Contract, on: date) -> None:
    ending.facts(contract, content, None, on=on)


def _same_verdict(content: Content, item: values.WorkItem) -> None:
    """What is signed is the verdict on record, and no other."""
    there = (item.verdict or "", "" if item.verdict_on is None else item.verdict_on.isoformat())
    if (content["verdict"], content["verdict_on"]) != there:
        raise InputError("verdict_moved", work_item=item.id)


def _nothing(content: Content, contract: values.Contract, on: date) -> None:
    """There is nothing more to read."""


@dataclass(frozen=True)
class Kind:
    """A kind of decision: what its content has to state, what it may, and what it does."""

    needs: tuple[str, ...]
    takes: tuple[str, ...]
    read: Callable[[Content, values.Contract, date], None]
    does: Callable[[Carried], None]


KINDS = {
    "sign": Kind((), ("note",), _nothing, _sign),
    "extend": Kind(("new_ends", "reason"), ("exit_clause",), _read_extension, _extend),
    "end": Kind(ending.NEEDS, ending.TAKES, _read_ending, _end),
    "amend": Kind(amending.NEEDS, amending.TAKES, amending.read, _amend),
    "suspend": Kind(halting.NEEDS, (), _read_halt, _suspend),
    "resume": Kind(halting.NEEDS, (), _read_halt, _resume),
    "assign": Kind(("person", "starts"), ("note",), _read_assignment, _assign),
    "finding": Kind(("finding", "decision"), ("reason",), _read_finding, _finding),
    "order": Kind(ORDER_NEEDS, ORDER_TAKES, read_order, _order),
    "verdict": Kind(("verdict", "verdict_on"), ("note",), _nothing, _other),
    "other": Kind(("what",), ("note",), _nothing, _other),
}
