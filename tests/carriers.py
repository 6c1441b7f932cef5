"""The rows that could carry what gates guard: the other half of the data of `test_gates_everywhere`."""

from datetime import date
from pathlib import Path

from django_tasks import task

from answerable.actions.office.imports import import_file
from tests import inspections
from tests.builders import BODY, post, row
from tests.decisions import HIRED, PLANTING
from tests.record import AT, HANDLER, LEADER, MINDING, SWEEPING, actor, funds


def _steps(**cells: str) -> dict[str, str]:
    return row("approval_steps", body=BODY, decision="end", starts="2026-06-30", number="1", **cells)


def _new(contract: str, **cells: str) -> dict[str, str]:
    usual = {"body": BODY, "work_item": "planting-work", "provider": "lawful", "name": "绿化", "paid": "no"}
    return row("contracts", id=contract, starts="2026-07-15", ends="2027-07-14", **usual, **cells)


CARRIERS: dict[str, tuple[str, dict[str, str]]] = {
    "a signature": ("contracts", _new("other", signed="2026-06-30")),
    "the signature of this contract": ("contracts", _new(PLANTING, signed="2026-06-30")),
    "a later end": ("contracts", {**_new(SWEEPING), "starts": "2025-01-01", "ends": "2030-12-31"}),
    "a verdict": ("work_items", row("work_items", id="w2", body=BODY, name="w", verdict="suitable")),
    "the verdict of this work": (
        "work_items",
        row(
            "work_items", id="planting-work", body=BODY, name="w", verdict="suitable", verdict_on="2026-06-30"
        ),
    ),
    "facts of a verdict": (
        "work_facts",
        row("work_facts", work_item="planting-work", fact="paid", value="no"),
    ),
    "an assignment": (
        "assignments",
        row("assignments", contract=PLANTING, starts="2026-06-30", person=LEADER, accepted_on="2026-06-30"),
    ),
    "the assignment of hired staff": (
        "assignments",
        row("assignments", contract=PLANTING, starts="2026-06-30", person=HIRED),
    ),
    "the staff of somebody": ("people", row("people", id=HIRED, name=HIRED, staff="public")),
    "a post": ("posts", post(HIRED, role="leader", starts="2026-06-30")),
    "a stand-in": ("stand_ins", row("stand_ins", person=LEADER, starts="2026-06-30", stand_in=HANDLER)),
    "a successor": ("successions", row("successions", body=BODY, starts="2026-06-30", successor="roads")),
    "a shorter chain": ("approval_steps", _steps(role="handler")),
    "an extension": (
        "amendments",
        row(
            "amendments",
            contract=SWEEPING,
            decided_on="2026-06-30",
            kind="extend",
            ends_before="2026-12-31",
            ends_after="2027-06-30",
            reason="续期",
        ),
    ),
    "money that somebody else confirmed": ("funds", {**funds(PLANTING), "starts": "2026-07-01"}),
    "a contract that runs": ("contracts", {**_new("other"), "starts": "2026-06-30"}),
    "what another did": (
        "duties_done",
        row("duties_done", duty="sweeping-pay", period="2026-06", done_on="2026-06-30", done_by=LEADER),
    ),
    "an indicator of a running contract": (
        "contract_indicators",
        row("contract_indicators", contract=SWEEPING, indicator="on-time", weight="0"),
    ),
    "a case": ("cases", row("cases", id="c2", contract=SWEEPING, opened_on="2026-06-30", subject="终止")),
    "an ending": (
        "case_states",
        row("case_states", case="c1", starts="2026-06-30", state="ended_unilateral", ground="条款"),
    ),
    "an order": (
        "orders",
        row(
            "orders",
            id="o2",
            case="c1",
            demand="清扫",
            issued_on="2026-06-30",
            due_on="2026-07-30",
            author=HANDLER,
        ),
    ),
    "an order put right": (
        "rechecks",
        row("rechecks", order="o1", checked_on="2026-06-30", checked_by=HANDLER, result="corrected"),
    ),
    "a finding decided": (
        "findings",
        row(
            "findings",
            id="f2",
            contract=SWEEPING,
            found_on="2026-06-01",
            source="audit",
            severity="serious",
            what="未清扫",
            decision="confirmed",
            decided_on="2026-06-30",
            decided_by=HANDLER,
        ),
    ),
    "an exit clause of a running contract": (
        "clauses",
        row("clauses", id="x2", contract=MINDING, kind="exit", ground="convenience", text="随时"),
    ),
    "silence about a rule": (
        "silenced_rules",
        row("silenced_rules", rule="r", starts="2026-06-30", decided_by=HANDLER, why="误报"),
    ),
    **inspections.CARRIERS,
}
"""Everything that a row could say to get around a gate, in rows that are sound in all other respects."""


@task()
def import_by_job(table: str, path: str, person: str) -> int:
    """The import of a file as a task of the queue."""
    return import_file(table, Path(path), by=actor(person), at=AT, on=date(2026, 6, 30))
