"""The gates, and what shuts each: one half of the data of `test_gates_everywhere`; `tests.carriers` is the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from answerable.actions.office.approvals import edit
from answerable.actions.office.changing import change_row
from answerable.core.register.approval import Act
from answerable.core.tables.district import Rows
from answerable.records.models import ApprovalStep, Assignment, Person
from tests.builders import BODY, change, post, row
from tests.decisions import CHAIN, PLANTING, act
from tests.record import AT, HANDLER, HEAD, LEADER, LEGALITY, MINDING, ON, SUCCESSOR, SWEEPING, actor

Spoil = Callable[[Rows], None]
EXTEND = {"new_ends": "2027-06-30", "reason": "续期"}
AMOUNT = {"kind": "amount", "cause": "need_changed", "reason": "增加路段", "new_amount": "110000"}
TERMS = {"kind": "terms", "cause": "law", "reason": "新规", "clause": "sweeping-exit", "new_text": "可解除"}
HALT = {"starts": "2026-07-01", "reason": "危及公共安全"}
UNILATERAL = {"way": "unilateral", "last_day": "2026-07-31", "reason": "不合格", "clause": "sweeping-exit"}
EXPIRY = {"way": "expiry", "last_day": "2026-12-31", "reason": "期满"}


def _nothing(_: object) -> None:
    """The district is as it is."""


@dataclass(frozen=True)
class Gate:
    """A gate, what shuts it, and the decision that it stops."""

    code: str
    kind: str
    contract: str
    content: dict[str, str] = field(default_factory=dict)
    spoil: Spoil = _nothing
    """What is wrong with the district from the start."""
    midway: Callable[[str], None] = _nothing
    """What happens before the last signatures, to the decision of this id."""
    signers: tuple[str, ...] = CHAIN[:-1]
    last: tuple[str, ...] = CHAIN[-1:]
    told: str | None = None
    """What is said, where something stops the decision before the gate does."""

    @property
    def says(self) -> str:
        return self.told or self.code

    def __str__(self) -> str:
        return self.code


def _cells(table: str, contract: str, **cells: str) -> Spoil:
    key = "id" if table == "contracts" else "contract"
    return lambda rows: change(rows, table, {key: contract}, **cells)


def _verdict(contract: str, **cells: str) -> Spoil:
    return lambda rows: change(rows, "work_items", {"id": f"{contract}-work"}, **cells)


def _without(table: str, contract: str) -> Spoil:
    def spoil(rows: Rows) -> None:
        rows[table] = [each for each in rows[table] if each["contract"] != contract]

    return spoil


def _case(state: str, *, order: bool = False, on: str = "2026-05-01") -> Spoil:
    def spoil(rows: Rows) -> None:
        rows["cases"].append(
            row("cases", id="c1", contract=SWEEPING, opened_on="2026-05-01", subject="未清扫")
        )
        rows["case_states"].append(row("case_states", case="c1", starts=on, state=state, ground="条款"))
        if order:
            due = {"issued_on": "2026-05-02", "due_on": "2026-06-01", "author": HANDLER}
            rows["orders"].append(row("orders", id="o1", case="c1", demand="清扫", **due))

    return spoil


def _agreed(contract: str, amount: str) -> Spoil:
    return _cells("contracts", contract, amount_minor=amount, currency="CNY" if amount else "")


def _also(person: str, role: str) -> Spoil:
    def spoil(rows: Rows) -> None:
        if role == "head":
            rows["posts"] = [each for each in rows["posts"] if each["role"] != "head" or each["body"] != BODY]
        rows["posts"].append(post(person, role=role, starts="2024-01-02"))

    return spoil


def _chain(*roles: str) -> Callable[[str], None]:
    """A chain that the checks of a folder would refuse, written past them. Takes effect with the next edit."""

    def midway(id: str) -> None:
        for number, role in enumerate(roles, start=1):
            ApprovalStep.objects.create(body_id=BODY, decision="end", starts=ON, number=number, role=role)
        edit(id, UNILATERAL, by=actor(HANDLER), at=AT + timedelta(minutes=20), on=ON)
        act(id, Act.SUBMIT, HANDLER, minute=21)

    return midway


def _another_leads(_: str) -> None:
    Assignment.objects.create(contract_id=SWEEPING, starts=ON, person_id=SUCCESSOR, accepted_on=ON)


def _vacant_from_the_start(rows: Rows) -> None:
    """Nobody leads, so the head signs as leader, and a meeting takes the place of the head."""
    change(rows, "assignments", {"contract": PLANTING}, person="", accepted_on="")
    roles = enumerate(("handler", "legality", "leader", "collective"), start=1)
    step = {"body": BODY, "decision": "sign", "starts": "2026-01-01"}
    rows["approval_steps"] += [row("approval_steps", number=str(n), role=role, **step) for n, role in roles]


def _hired(_: str) -> None:
    Person.objects.filter(id=SUCCESSOR).update(staff="dispatched")


def _edited(id: str) -> None:
    edit(id, UNILATERAL, by=actor(HANDLER), at=AT + timedelta(minutes=20), on=ON)


_ASSIGN = {"person": SUCCESSOR, "starts": "2026-07-10"}
_WAYS_TO_END = (
    Gate("ending_already", "end", SWEEPING, UNILATERAL, _case("ended_agreement")),
    Gate("ending_never_expires", "end", SWEEPING, EXPIRY, _cells("contracts", SWEEPING, ends="")),
    Gate("ending_before_agreed_end", "end", SWEEPING, EXPIRY | {"last_day": "2026-07-31"}),
    Gate("ending_after_agreed_end", "end", SWEEPING, EXPIRY | {"last_day": "2027-01-31"}),
    Gate("ending_not_told", "end", SWEEPING, EXPIRY),
    Gate("ending_no_consent", "end", SWEEPING, EXPIRY | {"way": "agreement"}),
    Gate("ending_consent_later", "end", SWEEPING, EXPIRY | {"way": "agreement", "consent_on": "2026-07-01"}),
    Gate("ending_no_ground", "end", SWEEPING, UNILATERAL | {"clause": ""}),
    Gate("ending_clause_unknown", "end", SWEEPING, UNILATERAL | {"clause": "minding-exit"}),
    Gate("ending_ground_not_in_force", "end", SWEEPING, UNILATERAL | {"statutory": "bad-temper"}),
    Gate("ending_need_missing", "end", SWEEPING, UNILATERAL | {"statutory": "refusal"}),
    Gate(
        "ending_signature_missing",
        "end",
        SWEEPING,
        UNILATERAL,
        midway=_chain("handler", "head"),
        signers=(HANDLER,),
        last=(HEAD,),
    ),
    Gate(
        "ending_top_missing",
        "end",
        SWEEPING,
        UNILATERAL,
        midway=_chain("handler", "legality", "leader"),
        signers=(HANDLER,),
        last=(LEGALITY, LEADER),
    ),
    Gate("ending_signature_outdated", "end", SWEEPING, UNILATERAL, midway=_edited, told="approval_not_now"),
    Gate(
        "ending_without_minutes",
        "end",
        SWEEPING,
        UNILATERAL,
        lambda rows: rows["approval_steps"].extend(
            row(
                "approval_steps",
                body=BODY,
                decision="end",
                starts="2026-01-01",
                number=str(number),
                role=role,
            )
            for number, role in enumerate(("handler", "legality", "leader", "collective"), start=1)
        ),
        told="approval_without_minutes",
    ),
    Gate(
        "ending_not_the_leader",
        "end",
        SWEEPING,
        UNILATERAL,
        midway=_another_leads,
        told="gate_leader_changed",
    ),
    Gate(
        "ending_signed_twice",
        "end",
        SWEEPING,
        UNILATERAL,
        _also(LEGALITY, "head"),
        last=(LEGALITY,),
        told="approval_signed_already",
    ),
    Gate(
        "ending_proposer_signed",
        "end",
        SWEEPING,
        UNILATERAL,
        _also(HANDLER, "head"),
        last=(HANDLER,),
        told="approval_signed_already",
    ),
)
GATES = (
    Gate("gate_no_verdict", "sign", PLANTING, spoil=_verdict(PLANTING, verdict="", verdict_on="")),
    Gate("gate_verdict_undecided", "sign", PLANTING, spoil=_verdict(PLANTING, verdict="undecided")),
    Gate("gate_verdict_not_yet", "sign", PLANTING, spoil=_verdict(PLANTING, verdict="not_yet")),
    Gate("gate_verdict_prohibited", "sign", PLANTING, spoil=_verdict(PLANTING, verdict="prohibited")),
    Gate("gate_verdict_later", "sign", PLANTING, spoil=_verdict(PLANTING, verdict_on="2026-07-01")),
    Gate(
        "gate_no_leader",
        "sign",
        PLANTING,
        spoil=_vacant_from_the_start,
        signers=(HANDLER, LEGALITY, HEAD),
        last=(SUCCESSOR,),
    ),
    Gate(
        "gate_leader_not_public",
        "sign",
        PLANTING,
        midway=lambda _: _staff_of(LEADER),
        told="gate_leader_changed",
    ),
    Gate("gate_leader_not_accepted", "sign", PLANTING, spoil=_cells("assignments", PLANTING, accepted_on="")),
    Gate("gate_changed_since", "sign", PLANTING, midway=lambda _: _dearer(PLANTING)),
    Gate("gate_leader_changed", "extend", SWEEPING, EXTEND, midway=_another_leads),
    Gate("gate_no_funds", "sign", PLANTING, spoil=_without("funds", PLANTING)),
    Gate("gate_no_exit_clause", "sign", PLANTING, spoil=_without("clauses", PLANTING)),
    Gate("gate_signed_already", "sign", PLANTING, spoil=_cells("contracts", PLANTING, signed="2026-06-01")),
    Gate("gate_service_began", "sign", SWEEPING),
    Gate("gate_extension_without_exit", "extend", MINDING, EXTEND, _without("clauses", MINDING)),
    Gate("gate_open_orders", "extend", SWEEPING, EXTEND, _case("ordered", order=True)),
    Gate("gate_nothing_to_extend", "extend", SWEEPING, EXTEND, _cells("contracts", SWEEPING, ends="")),
    Gate("gate_no_later_end", "extend", SWEEPING, EXTEND | {"new_ends": "2026-12-31"}),
    Gate("gate_contract_ended", "extend", SWEEPING, EXTEND, _case("ended_agreement")),
    Gate(
        "gate_contract_expired", "extend", SWEEPING, EXTEND, _cells("contracts", SWEEPING, ends="2026-06-29")
    ),
    Gate("gate_term_over_cap", "extend", SWEEPING, EXTEND | {"new_ends": "2028-01-01"}),
    Gate("gate_not_agreed_yet", "amend", PLANTING, TERMS | {"clause": ""}),
    Gate("gate_no_amount", "amend", SWEEPING, AMOUNT, _agreed(SWEEPING, "")),
    Gate("gate_same_amount", "amend", SWEEPING, AMOUNT, _agreed(SWEEPING, "110000")),
    Gate(
        "gate_supplement_over_cap",
        "amend",
        SWEEPING,
        AMOUNT | {"new_amount": "110001"},
        _agreed(SWEEPING, "100000"),
    ),
    Gate("gate_clause_unknown", "amend", SWEEPING, TERMS | {"clause": "minding-exit"}),
    Gate(
        "gate_not_running",
        "suspend",
        PLANTING,
        HALT,
        signers=(HANDLER, LEADER),
        last=(HEAD,),
    ),
    Gate(
        "gate_suspended_already",
        "suspend",
        SWEEPING,
        HALT,
        _case("suspended"),
        signers=(HANDLER, LEADER),
        last=(HEAD,),
    ),
    Gate("gate_not_suspended", "resume", SWEEPING, HALT, signers=(HANDLER,), last=(LEADER,)),
    Gate(
        "gate_resumed_too_early",
        "resume",
        SWEEPING,
        HALT,
        _case("suspended", on="2026-07-01"),
        signers=(HANDLER,),
        last=(LEADER,),
    ),
    *_WAYS_TO_END,
    Gate(
        "leader_not_public",
        "assign",
        SWEEPING,
        _ASSIGN,
        midway=_hired,
        signers=(HANDLER, HEAD),
        last=(SUCCESSOR,),
    ),
)
"""One row for each reason that a gate may give, and for the assignment of somebody who is no public staff."""
UNSTORABLE = frozenset({"gate_ends_before_start"})
"""What no row of the record can be, so that no gate of it is ever asked."""


def _staff_of(person: str) -> None:
    Person.objects.filter(id=person).update(staff="dispatched")


def _dearer(contract: str) -> None:
    """Somebody changes the draft after others have signed for it."""
    cells = {"amount_minor": "99900000000", "currency": "CNY"}
    change_row("contracts", (contract,), cells, seen={}, by=actor(HANDLER), at=AT, on=ON)
