"""Add rows to the tables of the record, checked against everything that stands there, all faults at once.

What a person has to decide cannot be added as a row: signatures, verdicts, assignments, posts, endings. Those tables
and columns are guarded (`core.register.guarded`), on whatever path the rows come. A contract that comes in as a row is
vacant until somebody is assigned; one that runs already is a legacy contract.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from answerable.actions.office.actors import NotPermittedError, refuse_unless, subject
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.legacy import list_legacy
from answerable.actions.office.sound import refuse_unsound
from answerable.actions.office.surroundings import surroundings, taken
from answerable.core.ledger.entry import Act
from answerable.core.register.guarded import guarded_faults
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor, may
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import UnsoundError
from answerable.core.tables.rows import Surroundings, check_rows
from answerable.core.terms.errors import InputError
from answerable.records import copying
from answerable.records.models import (
    Case,
    Contract,
    Finding,
    Observation,
    Order,
    PlannedDuty,
    Row,
    Survey,
    Voice,
    WorkItem,
)

Cells = Mapping[str, str]
SHARED = frozenset({"bodies", "people", "providers", "indicators", "bands"})
"""Tables whose rows belong to no body."""
NOBODYS = "-"
"""In the place of a body where rows belong to none, or to something that is not there: nobody has a role in it."""
_Owned = tuple[str, type[Row], str]
_OWNED: tuple[_Owned, ...] = (
    ("contract", Contract, "body"),
    ("work_item", WorkItem, "body"),
    ("survey", Survey, "contract__body"),
    ("duty", PlannedDuty, "contract__body"),
    ("case", Case, "contract__body"),
    ("order", Order, "case__contract__body"),
    ("voice", Voice, "contract__body"),
    ("observation", Observation, "contract__body"),
    ("finding", Finding, "contract__body"),
)
"""By which column rows belong to a body, and how."""


@dataclass(frozen=True)
class Origin:
    """Where rows stand that come in from a file: its name, and the number of each row there."""

    file: str
    numbers: tuple[int, ...]


def add_rows(
    table: str,
    rows: Sequence[Cells],
    *,
    by: Actor,
    at: datetime,
    on: date,
    act: Act = Act.ADD,
    origin: Origin | None = None,
) -> int:
    """Add rows to a small table; how many they were.

    Faults name the row of the file where there is an `origin`; else the first row is 2, as below a header. Raises
    UnsoundError with every fault of every row, and NotPermittedError for rows of another body.
    """
    declared = BY_NAME[table]
    if declared.bulk:
        raise InputError("add_in_bulk", table=table)
    with transaction.atomic():
        whole = [{column.name: cells.get(column.name, "") for column in declared.columns} for cells in rows]
        refuse_outsiders(by, on=on)
        origin = origin or Origin(f"{table}.csv", tuple(range(2, len(whole) + 2)))
        hidden = _hidden(declared, whole, by=by, on=on)
        check(declared, whole, imported_on=on, hidden=hidden, origin=origin)
        for body in sorted(() if table in SHARED else bodies_of(declared, whole)):
            refuse_unless(by, Permit.IMPORT_ROWS, subject(table, body=body, on=on))
        write(declared, whole, act=act, at=at, by=by.account)
        if table == "contracts":
            _register(whole, by=by, at=at, on=on)
        refuse_unsound(declared, whole, file=origin.file, numbers=origin.numbers)
    return len(whole)


def _register(contracts: Sequence[Cells], *, by: Actor, at: datetime, on: date) -> None:
    """Nobody answers for new contracts yet, and that is written down; those that run already are legacy."""
    declared = BY_NAME["assignments"]
    vacancies = [
        {column.name: "" for column in declared.columns}
        | {"contract": cells["id"], "starts": min(cells["starts"], on.isoformat())}
        for cells in contracts
    ]
    if vacancies:
        write(declared, vacancies, act=Act.VACATE, at=at, by=by.account)
    running = [cells["id"] for cells in contracts if cells["starts"] < on.isoformat()]
    list_legacy(on=on, at=at, of=Contract.objects.filter(id__in=running), by=by.account)


def refuse_outsiders(by: Actor, *, on: date) -> None:
    """Raise NotPermittedError unless the actor may import into some body: some tables belong to none."""
    bodies = sorted({body for _, body in by.roles | by.acting})
    if not any(may(by, Permit.IMPORT_ROWS, subject("rows", body=body, on=on)) for body in bodies):
        raise NotPermittedError(Permit.IMPORT_ROWS)


def _hidden(table: Table, rows: Sequence[Cells], *, by: Actor, on: date) -> frozenset[str]:
    """Which of the contracts and the like that rows speak of are another body's: to these rows they do not exist."""
    owned = _owned(table)
    if owned is None:
        return frozenset()
    name, rows_there, way = owned[0], *_there(owned, rows)
    owners: dict[str, str] = dict(rows_there.values_list("id", way))
    allowed = {
        body: may(by, Permit.IMPORT_ROWS, subject(name, body=body, on=on)) for body in {*owners.values()}
    }
    return frozenset(id for id, body in owners.items() if not allowed[body])


def check(
    table: Table,
    rows: Sequence[Cells],
    *,
    imported_on: date | None = None,
    hidden: frozenset[str] = frozenset(),
    origin: Origin | None = None,
) -> None:
    """Raise UnsoundError with everything that is wrong with new rows of a small table.

    `imported_on` is the day on which they come in as rows: what only an action may state is a fault then, too. What
    is `hidden` from whoever brings them is not there.
    """
    file, numbers = (
        (origin.file, origin.numbers) if origin else (f"{table.name}.csv", range(2, len(rows) + 2))
    )
    numbered = list(zip(numbers, rows, strict=True))
    names = [column.name for column in table.columns]
    around = _without(surroundings(table, rows), _owned(table), hidden)
    found = check_rows(table, numbered, file=file, present=names, around=around)
    faults = [*found.faults, *taken(table, numbered, file=file)]
    if imported_on is not None:
        settled = _settled(table, rows, on=imported_on) - hidden
        faults += guarded_faults(table, numbered, file=file, signed=settled)
    if faults:
        raise UnsoundError(file, tuple(faults))


def write(table: Table, rows: Sequence[Cells], *, act: Act, at: datetime, by: str) -> None:
    """Write sound rows with the entry of the act, within the caller's transaction."""
    copying.insert(table, rows)
    append_entry(act, at=at, by=by, changes=(changed(table.name, cells) for cells in rows))


def _settled(table: Table, rows: Iterable[Cells], *, on: date) -> frozenset[str]:
    """Which of the contracts that rows speak of are signed or run already: their clauses are not added to any more."""
    if table.name != "clauses":
        return frozenset()
    named = {cells["contract"] for cells in rows}
    settled = Contract.objects.filter(Q(signed__isnull=False) | Q(starts__lte=on), id__in=named)
    return frozenset(settled.values_list("id", flat=True))


def bodies_of(table: Table, rows: Iterable[Cells]) -> frozenset[str]:
    """The bodies that rows belong to, by themselves or by what they speak of; `NOBODYS` where there is none."""
    listed, owned = list(rows), _owned(table)
    if "body" in table.by_name:
        return frozenset(cells["body"] for cells in listed)
    if owned is None:
        return frozenset({NOBODYS})
    rows_there, way = _there(owned, listed)
    lost = rows_there.count() < len({cells[owned[0]] for cells in listed})
    return frozenset(rows_there.values_list(way, flat=True)) | frozenset({NOBODYS} if lost else ())


def _owned(table: Table) -> _Owned | None:
    """The column by which rows of the table belong to a body, if they do not name it themselves."""
    found = (each for each in _OWNED if each[0] in table.by_name)
    return None if "body" in table.by_name else next(found, None)


def _there(owned: _Owned, rows: Iterable[Cells]) -> tuple[QuerySet[Any], str]:
    name, model, way = owned
    rows_of: QuerySet[Any] = model._default_manager.all()
    return rows_of.filter(id__in={cells[name] for cells in rows}), way


def _without(around: Surroundings, owned: _Owned | None, hidden: frozenset[str]) -> Surroundings:
    """The surroundings without the rows that are hidden."""
    if owned is None or not hidden:
        return around
    to = owned[1]._meta.db_table
    return replace(around, ids={**around.ids, to: around.ids[to] - hidden})
