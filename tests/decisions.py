"""Decisions walked along their chain: what tests of approvals, gates and responsibility share."""

from collections.abc import Mapping
from datetime import timedelta

from answerable.actions.office import approvals
from answerable.actions.office.approvals import Proposed
from answerable.core.register.approval import Act, State
from answerable.core.tables.district import Rows
from answerable.records.models import Approval, Entry
from tests.builders import BODY, LAWFUL, post, row
from tests.record import AT, HANDLER, HEAD, LEADER, LEGALITY, ON, SWEEPING, actor, funds, rows_of_record

PLANTING = "planting"
"""A contract that nobody has signed, of next month."""
SECTION, DEPUTY = "section", "deputy"
"""A head of section, and a second legality reviewer."""
HIRED = "hired"
"""Somebody who is no public staff."""
CHAIN = (HANDLER, LEGALITY, LEADER, HEAD)
"""Who signs a decision of weight where the body has configured nothing."""
PAYING = "planting-pay"
"""A duty to pay, of the contract that is signed by nobody."""


def rows_with_planting() -> Rows:
    """The district of `tests.record` with a contract that may be signed, and a finding that nobody has decided."""
    rows = rows_of_record()
    for person, staff in ((SECTION, "public"), (DEPUTY, "public"), (HIRED, "dispatched")):
        rows["people"].append(row("people", id=person, name=person, name_en=person, staff=staff))
    rows["posts"].append(post(SECTION, role="section", starts="2024-01-01"))
    rows["posts"].append(post(DEPUTY, role="legality", starts="2024-01-01"))
    rows["work_items"].append(
        row(
            "work_items",
            id="planting-work",
            body=BODY,
            name="绿化",
            verdict="suitable",
            verdict_on="2026-05-01",
        )
    )
    rows["contracts"].append(
        row(
            "contracts",
            id=PLANTING,
            body=BODY,
            work_item="planting-work",
            provider=LAWFUL,
            name="绿化养护",
            starts="2026-07-15",
            ends="2027-07-14",
            paid="yes",
        )
    )
    rows["assignments"].append(
        row("assignments", contract=PLANTING, starts="2026-06-01", person=LEADER, accepted_on="2026-06-01")
    )
    rows["clauses"].append(
        row(
            "clauses",
            id="planting-exit",
            contract=PLANTING,
            kind="exit",
            ground="not_corrected",
            text="可解除",
        )
    )
    rows["funds"].append(funds(PLANTING))
    rows["findings"].append(
        row(
            "findings",
            id="unswept",
            contract=SWEEPING,
            found_on="2026-06-01",
            source="inspection",
            severity="ordinary",
            what="未清扫",
        )
    )
    rows["duties"].append(pay_duty(PAYING, PLANTING))
    rows["duties"].append(pay_duty("sweeping-pay", SWEEPING))
    return rows


def pay_duty(id: str, contract: str) -> dict[str, str]:
    """The body's duty to pay once, within thirty working days."""
    return row(
        "duties",
        id=id,
        contract=contract,
        side="body",
        kind="pay",
        every="once",
        within_workdays="30",
        starts="2026-06-15" if contract == SWEEPING else "2026-07-15",
        ground="合同第八条",
    )


def propose(kind: str, contract: str = PLANTING, /, *, by: str = HANDLER, **content: str) -> str:
    """Draft a decision."""
    return approvals.propose(Proposed(kind, contract, content), by=actor(by), at=AT, on=ON)


def act(
    id: str, what: Act, by: str, *, minute: int = 1, reason: str | None = None, **more: str | int
) -> State:
    """One act, so many minutes after the draft."""
    version, minutes = more.get("version"), more.get("minutes")
    return approvals.act(
        id,
        what,
        by=actor(by),
        at=AT + timedelta(minutes=minute),
        on=ON,
        reason=reason,
        minutes=None if minutes is None else str(minutes),
        version=None if version is None else int(version),
    )


def sign(id: str, *people: str, after: int = 0, minutes: str = "纪要〔2026〕7号") -> State:
    """The signatures of these people, one after the other: the first submits."""
    state = State.DRAFT
    for number, person in enumerate(people, start=1):
        what = Act.SUBMIT if number == 1 and after == 0 else Act.APPROVE
        state = act(id, what, person, minute=after + number, minutes=minutes)
    return state


def decide(kind: str, contract: str = PLANTING, /, *people: str, **content: str) -> str:
    """A decision that everybody signs, and what it does is done."""
    id = propose(kind, contract, **content)
    sign(id, *(people or CHAIN))
    return id


def acts_about(id: str) -> list[str]:
    """The acts that the ledger holds about a decision, in order."""
    told = Entry.objects.filter(disclosed__of="approvals", disclosed__key=id).order_by("at", "id")
    return [entry.act for entry in told]


def state_of(id: str) -> str:
    return Approval.objects.get(id=id).state


def stored(id: str) -> Mapping[str, object]:
    """All that is kept of a decision."""
    found: Mapping[str, object] = Approval.objects.filter(id=id).values().get()
    return found
