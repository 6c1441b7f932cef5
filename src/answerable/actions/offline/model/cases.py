"""Findings, cases, orders to rectify and their re-checks."""

from dataclasses import dataclass
from datetime import date

from answerable.actions.offline.model.plan import Plan
from answerable.actions.offline.model.rows import Pen
from answerable.core.tables.declare import Both


@dataclass(frozen=True)
class Finding:
    """What was found. It stays proposed until a person decided on it."""

    found_on: date
    source: str
    severity: str
    what: Both
    decided_on: date | None = None
    decision: str = "confirmed"
    observation: str = ""
    rule: str = ""
    """What a finding of the watch rests on: rule, subject and first day."""
    words: tuple[tuple[str, str], ...] = ()
    """The passages it points at: where they stand, and their text."""


def find(pen: Pen, plan: Plan, *, finding: Finding) -> str:
    """Write one finding, decided by the body's leader where it was decided; returns its id."""
    key = pen.book.new_id(f"{plan.id}-f")
    day = finding.decided_on
    pen.book.add(
        "findings",
        id=key,
        contract=plan.id,
        found_on=finding.found_on,
        source=finding.source,
        severity=finding.severity,
        observation=finding.observation,
        rule=finding.rule,
        what=finding.what.zh,
        what_en=finding.what.en,
        decision=finding.decision if day else "",
        decided_on=day,
        decided_by=pen.cast.holder(plan.body, "leader", on=day) if day else "",
    )
    for number, (of, text) in enumerate(finding.words, start=1):
        pen.book.add("finding_passages", finding=key, number=number, of=of, start=0, text=text)
    return key


@dataclass(frozen=True)
class Step:
    """A case enters a state."""

    starts: date
    state: str
    ground: str = ""


def open_case(pen: Pen, plan: Plan, *, subject: Both, steps: tuple[Step, ...]) -> str:
    """Write a case and the states it went through, each decided by the leader of the day; returns its id."""
    key = pen.book.new_id(f"{plan.id}-k")
    pen.book.add(
        "cases",
        id=key,
        contract=plan.id,
        opened_on=steps[0].starts,
        subject=subject.zh,
        subject_en=subject.en,
    )
    for step in steps:
        pen.book.add(
            "case_states",
            case=key,
            starts=step.starts,
            state=step.state,
            ground=step.ground,
            decided_by=pen.cast.holder(plan.body, "leader", on=step.starts),
        )
    return key


@dataclass(frozen=True)
class Item:
    """One item of an order: what is demanded, when the provider reported, and what the re-check found."""

    demand: Both
    finding: str = ""
    reported: date | None = None
    checked: date | None = None
    result: str = ""


@dataclass(frozen=True)
class Order:
    """An order to rectify, item by item."""

    issued: date
    due: date
    items: tuple[Item, ...]


def order(pen: Pen, plan: Plan, *, case: str, what: Order) -> None:
    """Write an order signed by the body's leader; its supervisor re-checks, never the one who signed."""
    for item in what.items:
        key = pen.book.new_id(f"{plan.id}-o")
        pen.book.add(
            "orders",
            id=key,
            case=case,
            finding=item.finding,
            demand=item.demand.zh,
            demand_en=item.demand.en,
            issued_on=what.issued,
            due_on=what.due,
            reported_on=item.reported,
            author=pen.cast.holder(plan.body, "leader", on=what.issued),
        )
        if item.checked:
            checker = pen.cast.holder(plan.body, "supervisor", on=item.checked)
            pen.book.add(
                "rechecks", order=key, checked_on=item.checked, checked_by=checker, result=item.result
            )
