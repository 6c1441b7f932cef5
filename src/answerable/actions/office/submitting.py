"""A provider hands in figures, an official accepts them; only then do they stand in the record.

What was handed in is kept as it was, with a digest that the provider can make again. Waiting, it can be taken back by
the provider, accepted, or returned with a reason: one of these, once.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction

from answerable.actions.office import told
from answerable.actions.office.actors import NotPermittedError, refuse_unless, subject
from answerable.actions.office.entries import append_entry
from answerable.actions.office.figures_in import (
    FIRST,
    READINGS,
    Entering,
    named,
    readings_there,
    record_readings,
)
from answerable.actions.office.owners import hold_contracts
from answerable.actions.office.rows import check
from answerable.actions.office.rows_in_bulk import add_to_bulk
from answerable.core.evidence.entering import begun_faults, reading_faults
from answerable.core.evidence.submitted import State, SubmissionMovedError, digest_of, handed_in, number_of
from answerable.core.ledger.canonical import Plain
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Contract, Submission

Cells = Mapping[str, str]
SUBMISSIONS = "submissions"
LONGEST = 2_000
"""Characters of a note or a reason."""


def submit(
    contract: str,
    table: str,
    rows: Sequence[Cells],
    *,
    note: str = "",
    document: str = "",
    entering: Entering,
) -> str:
    """Hand in rows of a contract for a table; the number of the receipt.

    They are checked as they would be if they were recorded. Raises UnsoundError with every fault, the first row being
    2; NotPermittedError; InputError where there is nothing to hand in.
    """
    row = Contract.objects.filter(id=contract).first()
    if row is None:
        raise NotPermittedError(Permit.SUBMIT_AS_PROVIDER)
    of = subject(SUBMISSIONS, body=row.body_id, provider=row.provider_id, on=entering.on)
    refuse_unless(entering.by, Permit.SUBMIT_AS_PROVIDER, of)
    if not rows:
        raise InputError("figures_none")
    _refuse_long("note", note)
    with transaction.atomic():
        whole = _prepared(table, contract, rows, document=document)
        _refuse_faulty(table, contract, whole, entering)
        made = _made(row, table, whole, note=note, document=document, entering=entering)
        append_entry(Act.HAND_IN, at=entering.at, by=entering.by.account, changes=[_change(made)])
        told.handed_in(made, at=entering.at, on=entering.on)
        return made.id


def withdraw(id: str, *, version: int, entering: Entering) -> None:
    """Take back what waits. Raises SubmissionMovedError where it was decided on meanwhile, and NotPermittedError."""
    found = _found(id, Permit.SUBMIT_AS_PROVIDER, entering)
    with transaction.atomic():
        _decide(found, State.WITHDRAWN, version=version, entering=entering, act=Act.TAKE_BACK)


def send_back(id: str, reason: str, *, version: int, entering: Entering) -> None:
    """Return figures to the provider with a reason; they count for nothing. As `withdraw`."""
    found = _found(id, Permit.RECORD, entering)
    if not reason.strip():
        raise InputError("submission_reason", field="reason")
    _refuse_long("reason", reason)
    with transaction.atomic():
        _decide(
            found, State.RETURNED, version=version, entering=entering, act=Act.RETURN_FIGURES, reason=reason
        )


def accept(id: str, *, version: int, more: bool = False, entering: Entering) -> None:
    """Write what was handed in into the record, as measured by the provider; all of it or nothing.

    With `more` it is added to what was recorded meanwhile. Raises UnsoundError where it fits no more; else as
    `withdraw`.
    """
    found = _found(id, Permit.RECORD, entering)
    with transaction.atomic():
        _decide(found, State.ACCEPTED, version=version, entering=entering, act=Act.ACCEPT_FIGURES)
        if found.of == "readings":
            record_readings(found.contract_id, found.cells, entering=entering, source="provider", more=more)
        else:
            by, at, on = entering.by, entering.at, entering.on
            add_to_bulk(found.of, found.cells, by=by, at=at, on=on)


def _prepared(table: str, contract: str, rows: Sequence[Cells], *, document: str) -> list[dict[str, str]]:
    """The rows as they would be recorded."""
    if table != "readings":
        names = [column.name for column in BY_NAME[table].columns]
        return [{name: cells.get(name, "") for name in names} | {"contract": contract} for cells in rows]
    with_document = [{**cells, "document": document} for cells in rows]
    return named(contract, with_document, readings_there(contract, rows), source="provider")


def _refuse_faulty(table: str, contract: str, rows: Sequence[Cells], entering: Entering) -> None:
    declared, numbered = BY_NAME[table], list(enumerate(rows, start=FIRST))
    hold_contracts(declared, rows)
    mine = list(_waiting(table, contract, numbered))
    if table == "readings":
        there = readings_there(contract, rows)
        mine += reading_faults(numbered, there, file=READINGS, more=False, on=entering.on)
    else:
        mine += begun_faults(numbered, file=f"{table}.csv", on=entering.on)
    try:
        check(declared, rows)
    except UnsoundError as error:
        raise UnsoundError(f"{table}.csv", (*error.faults, *mine)) from error
    if mine:
        raise UnsoundError(f"{table}.csv", tuple(mine))


def _waiting(table: str, contract: str, rows: Sequence[tuple[int, Cells]]) -> list[Fault]:
    """A fault for every row of which the like waits already: nothing is handed in twice by mistake."""
    names = _TELLING[table]
    waiting = Submission.objects.filter(contract=contract, of=table, state=State.SUBMITTED)
    known = {
        tuple(cells.get(name, "") for name in names): each.id for each in waiting for cells in each.cells
    }
    found = []
    for number, cells in rows:
        key = tuple(cells[name] for name in names)
        if key in known:
            message = Message.of("submission_waits", id=known[key])
            found.append(Fault(f"{table}.csv", number, names[0], message))
    return found


_TELLING = {"readings": ("indicator", "period"), "services": ("period", "tier")}
"""What a row is about; the first column is where a second one is told of."""


def _made(
    contract: Contract,
    table: str,
    rows: list[dict[str, str]],
    *,
    note: str,
    document: str,
    entering: Entering,
) -> Submission:
    made = Submission(
        contract=contract,
        provider_id=contract.provider_id,
        of=table,
        cells=rows,
        document=document or None,
        note=note,
        submitted_by=entering.by.account,
        submitted_at=entering.at,
    )
    made.digest = digest_of(content_of(made))
    made.id = number_of(made.digest, at=entering.at)
    made.save(force_insert=True)
    return made


def content_of(row: Submission) -> bytes:
    """What was handed in, as the file that the digest on the receipt is of."""
    return handed_in(
        contract=row.contract_id,
        provider=row.provider_id,
        table=row.of,
        rows=row.cells,
        note=row.note,
        document=row.document or "",
        at=row.submitted_at,
    )


def _found(id: str, permit: Permit, entering: Entering) -> Submission:
    """The submission, if the actor may do this to it; whoever may not is told the same as of one that is not there."""
    found = Submission.objects.select_related("contract").filter(id=id).first()
    if found is None:
        raise NotPermittedError(permit)
    of = subject(SUBMISSIONS, body=found.contract.body_id, provider=found.provider_id, on=entering.on)
    refuse_unless(entering.by, permit, of)
    return found


def _decide(
    found: Submission, state: State, *, version: int, entering: Entering, act: Act, reason: str = ""
) -> None:
    """Compare and set, and write the entry, in the caller's transaction."""
    waiting = Submission.objects.filter(id=found.id, state=State.SUBMITTED, version=version)
    decided = {
        "state": state.value,
        "decided_by": entering.by.account,
        "decided_at": entering.at,
        "reason": reason,
        "version": version + 1,
    }
    if waiting.update(**decided) != 1:
        now = Submission.objects.values_list("state", flat=True).get(id=found.id)
        raise SubmissionMovedError(found.id, now)
    for name, value in decided.items():
        setattr(found, name, value)
    append_entry(act, at=entering.at, by=entering.by.account, changes=[_change(found)])
    accepted = None if state is State.WITHDRAWN else state is State.ACCEPTED
    told.decided(found, accepted=accepted, at=entering.at, on=entering.on)


def _change(row: Submission) -> Change:
    content: dict[str, Plain] = {
        "contract": row.contract_id,
        "provider": row.provider_id,
        "table": row.of,
        "rows": row.cells,
        "note": row.note,
        "digest": row.digest,
        "state": str(row.state),
        "version": row.version,
    }
    content |= {"reason": row.reason} if row.reason else {}
    return Change(SUBMISSIONS, (row.id,), content)


def _refuse_long(field: str, text: str) -> None:
    if len(text) > LONGEST:
        raise InputError("submission_long", field=field, most=LONGEST)
