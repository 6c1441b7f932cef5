"""The gates, and what shuts each: one half of the data of `test_gates_everywhere`; `tests.carriers` is the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from answerable.actions.office.approvals import edit
from answerable.actions.office.changing import change_row
from answerable.core.register.approval import Act
from answerable.core.tables.district import Rows
from answerable.records.models import Approval, ApprovalStep, Assignment, Person
from tests.builders import BODY, change, post, row
from tests.cases import DIRTY, PROOF, RUDE, Walk, agreed_for, found_long_ago
from tests.decisions import CHAIN, PLANTING, act
from tests.record import AT, HANDLER, HEAD, LEADER, LEGALITY, MINDING, ON, SUCCESSOR, SWEEPING, actor

Spoil = Callable[[Rows], None]
EXTEND = {"new_ends": "2027-06-30", "reason": "续期"}
AMOUNT = {"kind": "amount", "cause": "need_changed", "reason": "增加路段", "new_amount": "110000"}
TERMS = {"kind": "terms", "cause": "law", "reason": "新规", "clause": "sweeping-exit", "new_text": "可解除"}
HALT = {"starts": "2026-07-01", "reason": "危及公共安全"}
UNILATERAL = {"way": "unilateral", "last_day": "2026-07-31", "reason": "不合格", "clause": "sweeping-exit"}
SOUND = UNILATERAL | {
    "number": "城管解〔2026〕9号",
    "continuity": "环卫所自行清扫",
    "continuity_way": "in_house",
}
"""An end by one side that lacks nothing beside its case."""
EXPIRY = {"way": "expiry", "last_day": "2026-12-31", "reason": "期满"}
AGREED = EXPIRY | {"way": "agreement", "consent_on": "2026-06-29", "consent": PROOF}


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
    walked: Callable[[], dict[str, str]] = dict
    """The case that is walked before the decision is proposed, as what the decision states of it."""
    beside: frozenset[str] = frozenset()
    """What else is said, where the gate is not the only reason."""
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
            due = {"issued_on": "2026-05-02", "due_on": "2026-07-31", "author": HANDLER}
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
        _edited(id)
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
    content = Approval.objects.get(id=id).content
    edit(id, content, by=actor(HANDLER), at=AT + timedelta(minutes=20), on=ON)


def _case_of(walk: Walk) -> dict[str, str]:
    return {"case": walk.case}


def _not_corrected(
    on: date = date(2026, 6, 3), route: str = "civil", by: str = HANDLER
) -> Callable[[], dict[str, str]]:
    """A case in which an order was not followed; everything for an end by one side is there."""
    return lambda: _case_of(Walk(on=on, route=route, by=by).not_corrected())


def _hearing() -> dict[str, str]:
    """The provider's time is not over on the day of the decision."""
    return _case_of(Walk(on=date(2026, 6, 29)).notified())


def _weighing(*findings: str) -> Callable[[], dict[str, str]]:
    """The provider has spoken, its time is over, and nothing is ordered."""
    return lambda: _case_of(Walk(*findings, on=date(2026, 6, 3)).notified().heard())


def _the_head_himself(id: str) -> None:
    """A chain that asks the head who found it, written past what would put a meeting in his place."""
    decision = Approval.objects.get(id=id)
    steps = [*decision.progress["steps"][:-1], {"role": "head", "person": None}]
    Approval.objects.filter(id=id).update(progress=decision.progress | {"steps": steps})


NOTHING: frozenset[str] = frozenset()
EXPOSED = frozenset({"ending_exposes"})


def _one_side(
    code: str,
    changed: dict[str, str],
    walked: Callable[[], dict[str, str]] = _not_corrected(),  # noqa: B008 - a constant
    **more: Any,
) -> Gate:
    """An end by one side on a case in which everything but this is as it should be."""
    return Gate(code, "end", SWEEPING, SOUND | changed, walked=walked, **more)


_ASSIGN = {"person": SUCCESSOR, "starts": "2026-07-10"}
_WAYS_TO_END = (
    Gate(
        "ending_already",
        "end",
        SWEEPING,
        UNILATERAL,
        _case("ended_agreement"),
        beside=frozenset({"ending_no_case"}),
    ),
    Gate("ending_never_expires", "end", SWEEPING, EXPIRY, _cells("contracts", SWEEPING, ends="")),
    Gate("ending_before_agreed_end", "end", SWEEPING, EXPIRY | {"last_day": "2026-07-31"}),
    Gate("ending_after_agreed_end", "end", SWEEPING, EXPIRY | {"last_day": "2027-01-31"}),
    Gate("ending_no_consent", "end", SWEEPING, AGREED | {"consent_on": ""}),
    Gate("ending_consent_later", "end", SWEEPING, AGREED | {"consent_on": "2026-07-01"}),
    Gate(
        "ending_consent_before_contract",
        "end",
        SWEEPING,
        AGREED,
        _cells("contracts", SWEEPING, signed="2026-06-30"),
    ),
    Gate("ending_consent_no_paper", "end", SWEEPING, AGREED | {"consent": ""}),
    _one_side("ending_no_ground", {"clause": ""}, beside=EXPOSED),
    _one_side("ending_exposes", {"clause": ""}, beside=frozenset({"ending_no_ground"})),
    _one_side("ending_clause_unknown", {"clause": "minding-exit"}, beside=EXPOSED),
    _one_side("ending_ground_not_in_force", {"statutory": "bad-temper"}, beside=EXPOSED),
    _one_side("ending_need_missing", {"statutory": "refusal"}, beside=EXPOSED),
    Gate("ending_no_case", "end", SWEEPING, SOUND),
    _one_side(
        "ending_not_heard",
        {},
        _hearing,
        beside=frozenset({"case_closed_to", "ending_lines", "ending_order_not_followed"}),
    ),
    _one_side(
        "ending_statement_unanswered",
        {"clause": "", "statutory": "refusal", "shown": "refusal_shown"},
        _weighing(DIRTY, RUDE),
    ),
    *(
        _one_side(f"ending_no_{of}", {}, spoil=agreed_for(of))
        for of in ("serious_finding", "assignment", "abandoned")
    ),
    _one_side("ending_order_not_followed", {"answer": "人手不足不是免责事由"}, _weighing(DIRTY, RUDE)),
    _one_side(
        "ending_lines",
        {"answer": "不采纳", "clause": "", "statutory": "purpose-defeated", "shown": "purpose_defeated"},
        _weighing(DIRTY),
    ),
    _one_side("ending_other_route", {"shown": "administrative_agreement"}),
    _one_side("ending_day_past", {"last_day": "2026-06-29"}),
    _one_side("ending_finder_decides", {}, _not_corrected(by=HEAD), midway=_the_head_himself),
    _one_side("ending_no_continuity", {"continuity": "", "continuity_way": ""}),
    _one_side(
        "ending_right_lapsed", {}, _not_corrected(date(2025, 6, 2)), beside=NOTHING, spoil=found_long_ago
    ),
    _one_side(
        "ending_change_first",
        {"shown": "compensation_offered", "compensation": "补偿清扫设备的余值"},
        _not_corrected(route="administrative"),
    ),
    _one_side(
        "ending_compensation",
        {"shown": "change_considered", "modification": "试过缩小路段，不能解决"},
        _not_corrected(route="administrative"),
    ),
    _one_side(
        "ending_signature_missing",
        {},
        midway=_chain("handler", "head"),
        signers=(HANDLER,),
        last=(HEAD,),
        beside=frozenset({"ending_signature_missing"}),
    ),
    _one_side(
        "ending_top_missing",
        {},
        midway=_chain("handler", "legality", "leader"),
        signers=(HANDLER,),
        last=(LEGALITY, LEADER),
    ),
    _one_side("ending_signature_outdated", {}, midway=_edited, told="approval_not_now"),
    _one_side(
        "ending_without_minutes",
        {},
        spoil=lambda rows: rows["approval_steps"].extend(
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
    _one_side("ending_not_the_leader", {}, midway=_another_leads, told="gate_leader_changed"),
    _one_side(
        "ending_signed_twice",
        {},
        spoil=_also(LEGALITY, "head"),
        last=(LEGALITY,),
        told="approval_signed_already",
    ),
    _one_side(
        "ending_proposer_signed",
        {},
        spoil=_also(HANDLER, "head"),
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
