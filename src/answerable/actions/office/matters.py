"""What citizens raised: take it down, say that it was handled, confirm the outcome, contest it on the citizen's behalf.

Rows of a big table change here one by one, held until the change is done, and only as they were shown.
"""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from answerable.actions.office import told
from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.changing import RowMovedError
from answerable.actions.office.dump import held_district
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.rows_in_bulk import add_to_bulk
from answerable.actions.office.surroundings import surroundings
from answerable.core.evidence import handling
from answerable.core.ledger.actors import CITIZEN
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import UnsoundError
from answerable.core.tables.rows import check_rows
from answerable.core.terms.errors import InputError
from answerable.records.cells import cell_of, stored
from answerable.records.models import Account, Disclosed, Matter

Cells = Mapping[str, str]
LONGEST_NOTE = 2_000
"""Characters of what a citizen writes."""
_TABLE = BY_NAME["matters"]


def take_down(cells: Cells, *, by: Actor, at: datetime, on: date) -> str:
    """Take down a matter that was raised; its id. Raises as `add_to_bulk`, and InputError for a day to come."""
    if cells.get("raised_on", "") > on.isoformat():
        raise InputError("matter_day_later", column="raised_on", day=cells["raised_on"], on=on)
    id = f"m-{secrets.token_hex(8)}"
    add_to_bulk("matters", [{**cells, "id": id}], by=by, at=at, on=on)
    return id


def handle(id: str, day: date, *, note: str, seen: Cells, by: Actor, at: datetime, on: date) -> None:
    """Record that a matter was handled on the day, and what was done, which stays in the ledger's keeping.

    Raises NotPermittedError, MatterError with every reason why not, and RowMovedError if it is not as it was seen.
    """
    with transaction.atomic():
        before, matter = _held(id, seen, by=by, on=on)
        cells = handling.handled(matter, day, on=on)
        _write(before, cells, act=Act.HANDLE_MATTER, by=by.account, at=at, said={"note": note})


def confirm(
    id: str, outcome: str, *, confirmed_by: str, day: date, seen: Cells, by: Actor, at: datetime, on: date
) -> None:
    """Record who confirmed the outcome; never whoever handled the matter. Raises as `handle`."""
    with transaction.atomic():
        before, matter = _held(id, seen, by=by, on=on)
        cells = handling.confirmed(
            matter, outcome, confirmed_by=confirmed_by, day=day, person=by.person, on=on
        )
        _write(before, cells, act=Act.CONFIRM_MATTER, by=by.account, at=at)


def contest(id: str, day: date, *, note: str, seen: Cells, by: Actor, at: datetime, on: date) -> None:
    """Record that the citizen contests how a matter was handled, and why. Raises as `handle`."""
    with transaction.atomic():
        before, matter = _held(id, seen, by=by, on=on)
        cells = handling.contested(matter, day, on=on)
        _write(before, cells, act=Act.CONTEST_MATTER, by=by.account, at=at, said={"note": note})


def contest_oneself(id: str, *, note: str, at: datetime, on: date) -> None:
    """The citizen himself contests how his matter was handled: whoever holds its code may, and no setting forbids it.

    Raises InputError for words that cannot be kept, and MatterError with every reason why not.
    """
    with transaction.atomic():
        row, before = _of_citizen(id, note)
        cells = handling.contested(_value(row), on, on=on)
        _write(before, cells, act=Act.CONTEST_MATTER, by=CITIZEN, at=at, said={"note": note})
        told.contested(row, at=at, on=on)


def confirm_oneself(id: str, outcome: str, *, note: str, at: datetime, on: date) -> None:
    """The citizen himself says whether it was put right. Raises as `contest_oneself`."""
    with transaction.atomic():
        row, before = _of_citizen(id, note)
        cells = handling.confirmed(
            _value(row), outcome, confirmed_by=handling.CITIZEN, day=on, person=None, on=on
        )
        _write(before, cells, act=Act.CONFIRM_MATTER, by=CITIZEN, at=at, said={"note": note})


def _of_citizen(id: str, note: str) -> tuple[Matter, dict[str, str]]:
    if len(note) > LONGEST_NOTE or not note.replace("\n", " ").replace("\t", " ").isprintable():
        raise InputError("matter_note", field="note", most=LONGEST_NOTE)
    return _locked(id), matter_cells(id)


def matter_cells(id: str) -> dict[str, str]:
    """A matter that is seen, as cells. Raises InputError (`no_such_row`)."""
    names = [column.name for column in _TABLE.columns]
    found = Matter.objects.filter(id=id).values(*names).first()
    if found is None:
        raise InputError("no_such_row", table="matters", key=id)
    cell = cell_of(ZoneInfo(held_district().time_zone))
    return {name: cell(found[name]) for name in names}


def handled_by(id: str) -> str | None:
    """The person who last handled a matter here, as the ledger has it; None if nobody did."""
    acts = Disclosed.objects.filter(of="matters", key=id, entry__act=Act.HANDLE_MATTER.value)
    account = acts.order_by("-row").values_list("entry__by", flat=True).first()
    return Account.objects.filter(username=account).values_list("person", flat=True).first()


def _held(id: str, seen: Cells, *, by: Actor, on: date) -> tuple[dict[str, str], handling.Matter]:
    """The matter as it is, held until the act is done; whoever acts may, and it is as he saw it."""
    row = _locked(id)
    refuse_unless(by, Permit.RECORD, subject("matters", body=row.contract.body_id, on=on))
    before = matter_cells(id)
    if any(before.get(name) != text for name, text in seen.items() if name in before):
        raise RowMovedError("matters", (id,))
    return before, _value(row)


def _locked(id: str) -> Matter:
    row: Matter | None = Matter.objects.select_for_update(of=("self",)).filter(id=id).first()
    if row is None:
        raise InputError("no_such_row", table="matters", key=id)
    return row


def _value(row: Matter) -> handling.Matter:
    return handling.Matter(
        row.raised_on, row.handled_on, row.outcome, row.contested_on, handled_by=handled_by(row.id)
    )


def _write(
    before: Cells, cells: Cells, *, act: Act, by: str, at: datetime, said: Cells | None = None
) -> None:
    after = {**before, **cells}
    _check(after)
    new = {name: stored(_TABLE.by_name[name], text) for name, text in cells.items()}
    Matter.objects.filter(id=before["id"]).update(**new)
    row = changed("matters", after)
    content = {**(row.content or {}), **{name: text for name, text in (said or {}).items() if text}}
    append_entry(act, at=at, by=by, changes=[Change("matters", row.key, content)])


def _check(cells: Cells) -> None:
    names = [column.name for column in _TABLE.columns]
    around = surroundings(_TABLE, [cells])
    found = check_rows(_TABLE, [(2, cells)], file="matters.csv", present=names, around=around)
    if found.faults:
        raise UnsoundError("matters.csv", found.faults)
