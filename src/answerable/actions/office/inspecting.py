"""Inspect: open an inspection for a cause, record what was seen item by item, or that it could not be made.

One act does all that follows: checks, proposed findings, and the body's own duty to inspect. Nothing is asked twice.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.actors import NotPermittedError, refuse_unless, subject
from answerable.actions.office.doing import do_duty
from answerable.actions.office.dump import held_district
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.inspection_plans import refuse_for, written
from answerable.actions.office.inspection_sheet import question_of, sheet_of
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import check
from answerable.actions.office.sound import refuse_unsound
from answerable.actions.office.surroundings import surroundings
from answerable.core.evidence.inspection.checklist import NOT_POSSIBLE, Answer, Item, outcome_of
from answerable.core.evidence.inspection.decide import Made, against_day, against_record
from answerable.core.evidence.inspection.values import Inspection
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import UnsoundError
from answerable.core.tables.rows import check_rows
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records import copying, models
from answerable.records.cells import stored
from answerable.records.values import values_of

_LONGEST_ID = 64
_DIGEST = 8


@dataclass(frozen=True)
class Recorded:
    """What came of an inspection."""

    outcome: str
    findings: tuple[str, ...]


def open_inspection(contract: str, *, cause: str, due_on: date, by: Actor, at: datetime, on: date) -> str:
    """Have a contract inspected for a cause, by a day; the id of the inspection.

    Raises NotPermittedError, and InspectionRefusedError with every reason.
    """
    with transaction.atomic():
        held = models.Contract.objects.select_for_update().filter(id=contract).first()
        if held is None:
            raise InputError("no_such_contract", id=contract)
        refuse_unless(by, Permit.RECORD, subject("inspections", body=held.body_id, on=on))
        refuse_for(_against_opening(held, cause=cause, due_on=due_on, on=on))
        number = models.Inspection.objects.filter(contract=contract).count() + 1
        values = {"contract": contract, "chosen_by": "cause", "cause": cause.strip(), "due_on": due_on}
        row = written("inspections", {"id": _derived(contract, f"{on:%Y%m%d}-{number}"), **values})
        check(BY_NAME["inspections"], [row])
        copying.insert(BY_NAME["inspections"], [row])
        append_entry(Act.OPEN_INSPECTION, at=at, by=by.account, changes=[changed("inspections", row)])
        return row["id"]


def _against_opening(contract: models.Contract, *, cause: str, due_on: date, on: date) -> list[Message]:
    reasons = []
    if not cause.strip():
        reasons.append(Message.of("inspection_why", field="cause"))
    if due_on < on:
        reasons.append(Message.of("inspection_due_past", field="due_on", due_on=due_on))
    if contract.starts > on:
        reasons.append(Message.of("inspection_not_running", field="contract", contract=contract.id))
    return reasons


def record_inspection(
    id: str,
    made: Made,
    *,
    note: str = "",
    document: str = "",
    duty: tuple[str, str] | None = None,
    by: Actor,
    at: datetime,
    on: date,
) -> Recorded:
    """Record an inspection with what was seen of every item of its checklist, as it stands on the day of recording.

    From an item that is not met and has a severity a finding is proposed. `duty` names a duty of the body to inspect
    and the period for which this does it. Raises NotPermittedError, and InspectionRefusedError with every reason.
    """
    with transaction.atomic():
        held, since = _held(id, by=by, on=on)
        items = sheet_of(held.contract, on=on)
        refuse_for(against_record(held, made, items=items, since=since, on=on))
        outcome = outcome_of(made.answers)
        changes = [_made(id, made.inspected_on, outcome, note=note, document=document, by=by)]
        findings = _findings(held, made, items)
        checks = [_check(id, item, made.answers[item.key], findings.get(item.key)) for item in items]
        changes += _added("findings", list(findings.values()))
        changes += _added("inspection_checks", checks)
        append_entry(Act.RECORD_INSPECTION, at=at, by=by.account, changes=changes)
        _refuse_unsound(id)
        if duty is not None:
            _do(held, duty, done_on=made.inspected_on, by=by, at=at, on=on)
        return Recorded(outcome, tuple(row["id"] for row in findings.values()))


def record_missed(id: str, *, tried_on: date, why: str, by: Actor, at: datetime, on: date) -> None:
    """Record that an inspection could not be made, and why. Raises as `record_inspection` does."""
    with transaction.atomic():
        held, since = _held(id, by=by, on=on)
        reasons = list(against_day(held, tried_on, since=since, on=on))
        if not why.strip():
            reasons.append(Message.of("inspection_why_not", field="note"))
        refuse_for(reasons)
        change = _made(id, tried_on, NOT_POSSIBLE, note=why, document="", by=by)
        append_entry(Act.RECORD_INSPECTION, at=at, by=by.account, changes=[change])
        _refuse_unsound(id)


def inspecting_body(id: str) -> str | None:
    """The body that inspects: that of the plan, or of the contract where it is for a cause; None if there is none."""
    row = models.Inspection.objects.filter(id=id).values("plan__body", "contract__body").first()
    return None if row is None else str(row["plan__body"] or row["contract__body"])


def _held(id: str, *, by: Actor, on: date) -> tuple[Inspection, date]:
    """The inspection, held until the transaction ends, and the first day on which it was possible."""
    rows = models.Inspection.objects.filter(id=id)
    list(rows.select_for_update().values_list("pk"))
    found = next(iter(values_of(Inspection, rows)), None)
    body = inspecting_body(id)
    if found is None or body is None:
        raise InputError("no_such_inspection", id=id)
    refuse_unless(by, Permit.RECORD, subject("inspections", body=body, on=on))
    if by.person is None:
        raise NotPermittedError(Permit.RECORD)
    row = rows.values("contract__starts", "plan__drawn_on").get()
    return found, max(row["contract__starts"], row["plan__drawn_on"] or row["contract__starts"])


def _made(id: str, day: date, outcome: str, *, note: str, document: str, by: Actor) -> Change:
    """Write how it ended; whoever records it is who inspected."""
    stated = {
        "inspected_on": day.isoformat(),
        "inspector": by.person or "",
        "outcome": outcome,
        "note": note.strip(),
        "document": document,
    }
    cells = {**cells_of("inspections", id), **stated}
    table = BY_NAME["inspections"]
    _refuse_faults(table, cells)
    values = {name: stored(table.by_name[name], text) for name, text in stated.items()}
    models.Inspection.objects.filter(id=id, inspected_on=None).update(**values)
    return changed(table.name, cells)


def _refuse_faults(table: Table, cells: Mapping[str, str]) -> None:
    if "\x00" in cells["note"]:
        raise InputError("cell_unwritable", table=table.name, column="note")
    file, names = f"{table.name}.csv", [column.name for column in table.columns]
    found = check_rows(table, [(2, cells)], file=file, present=names, around=surroundings(table, [cells]))
    if found.faults:
        raise UnsoundError(file, found.faults)


def _findings(held: Inspection, made: Made, items: tuple[Item, ...]) -> Mapping[str, dict[str, str]]:
    """The rows of the findings that are proposed, by item."""
    proposed = [item for item in items if made.answers[item.key].severity is not None]
    lang = held_district().language
    return {
        item.key: written(
            "findings",
            {
                "id": _derived(held.id, f"f{number}"),
                "contract": held.contract,
                "found_on": made.inspected_on,
                "source": "inspection",
                "severity": made.answers[item.key].severity,
                "what": made.answers[item.key].note.strip() or question_of(item, lang),
            },
        )
        for number, item in enumerate(proposed, start=1)
    }


def _added(table: str, rows: list[dict[str, str]]) -> list[Change]:
    check(BY_NAME[table], rows)
    copying.insert(BY_NAME[table], rows)
    return [changed(table, row) for row in rows]


def _check(id: str, item: Item, answer: Answer, finding: Mapping[str, str] | None) -> dict[str, str]:
    values = {
        "inspection": id,
        "basis": item.basis,
        "item": item.id,
        "result": answer.result,
        "note": answer.note.strip(),
        "finding": None if finding is None else finding["id"],
        "document": answer.document,
    }
    return written("inspection_checks", values)


def _refuse_unsound(id: str) -> None:
    """The row is checked beside all others once it is written: who inspected must be public staff, say."""
    cells = cells_of("inspections", id)
    refuse_unsound(BY_NAME["inspections"], [cells], file="inspections.csv", numbers=[2])


def _do(held: Inspection, duty: tuple[str, str], *, done_on: date, by: Actor, at: datetime, on: date) -> None:
    """Do the duty with it, if it is one of the contract to inspect."""
    id, period = duty
    planned = models.PlannedDuty.objects.filter(id=id, contract=held.contract, kind="inspect", side="body")
    if not planned.exists():
        raise InputError("no_such_duty", id=id)
    do_duty(id, period=period, done_on=done_on, note=held.id, by=by, at=at, on=on)


def _derived(stem: str, suffix: str) -> str:
    """An id made from another; where it would be too long, the end of the stem gives way to its hash."""
    whole = f"{stem}-{suffix}"
    if len(whole) <= _LONGEST_ID:
        return whole
    digest = hashlib.sha256(stem.encode("utf-8")).hexdigest()[:_DIGEST]
    return f"{stem[: _LONGEST_ID - len(suffix) - _DIGEST - 2]}-{digest}-{suffix}"
