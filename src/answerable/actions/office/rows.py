"""Add rows to the tables of the record, checked against everything that stands there, all faults at once.

What a person has to decide cannot be added as a row: signatures, verdicts, assignments, posts, endings. Those tables
and columns are guarded (`core.register.guarded`), on whatever path the rows come. A contract that comes in as a row has
not begun, is not signed, and is vacant until somebody is assigned.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.actions.office.drafts import draft_faults
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.owners import (
    hidden_from,
    hold_contracts,
    refuse_others,
    refuse_outsiders,
    settled_contracts,
    without,
)
from answerable.actions.office.sound import refuse_unsound
from answerable.actions.office.surroundings import surroundings, taken
from answerable.core.ledger.entry import Act
from answerable.core.register.guarded import guarded_faults
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.core.tables.fault import Fault, UnsoundError
from answerable.core.tables.rows import RawRow, check_rows
from answerable.core.terms.errors import InputError
from answerable.records import copying

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Origin:
    """Where rows stand that come in from a file: its name, and the number of each row there."""

    file: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Bringing:
    """Who brings rows, when, on which day of the district."""

    by: Actor
    at: datetime
    on: date
    act: Act = Act.ADD
    permit: Permit = Permit.IMPORT_ROWS


def add_rows(
    table: str,
    rows: Sequence[Cells],
    *,
    by: Actor,
    at: datetime,
    on: date,
    act: Act = Act.ADD,
    permit: Permit = Permit.IMPORT_ROWS,
    origin: Origin | None = None,
) -> int:
    """Add rows to a small table; how many they were. Of shared tables the permission asked for is their own.

    Faults name the row of the file where there is an `origin`; else the first row is 2, as below a header. Raises
    UnsoundError with every fault of every row, and NotPermittedError for rows of another body.
    """
    with transaction.atomic():
        return _add({table: rows}, Bringing(by, at, on, act, permit), origin)


def add_together(tables: Mapping[str, Sequence[Cells]], *, by: Actor, at: datetime, on: date) -> int:
    """Add rows to several small tables that need each other, such as an indicator with its bands. As `add_rows`."""
    with transaction.atomic():
        return _add(tables, Bringing(by, at, on), None)


def _add(tables: Mapping[str, Sequence[Cells]], bringing: Bringing, origin: Origin | None) -> int:
    added: list[tuple[Table, list[dict[str, str]], Origin]] = []
    for declared in TABLES:
        if declared.name not in tables:
            continue
        if declared.bulk:
            raise InputError("add_in_bulk", table=declared.name)
        whole = [
            {column.name: cells.get(column.name, "") for column in declared.columns}
            for cells in tables[declared.name]
        ]
        numbers = origin or Origin(f"{declared.name}.csv", tuple(range(2, len(whole) + 2)))
        bring(declared, whole, bringing, numbers)
        added.append((declared, whole, numbers))
    for declared, whole, numbers in added:
        refuse_unsound(declared, whole, file=numbers.file, numbers=numbers.numbers)
    return sum(len(whole) for _, whole, _ in added)


def bring(table: Table, rows: Sequence[Cells], bringing: Bringing, origin: Origin) -> None:
    """Check whole rows by themselves and against what they speak of, and write them, in the caller's transaction."""
    by, on, permit = bringing.by, bringing.on, bringing.permit
    refuse_outsiders(table, by, on=on, permit=permit)
    hold_contracts(table, rows)
    hidden = hidden_from(by, table, rows, on=on, permit=permit)
    check(table, rows, brought=bringing, hidden=hidden, origin=origin)
    refuse_others(table, rows, by=by, on=on, permit=permit)
    write(table, rows, act=bringing.act, at=bringing.at, by=bringing.by.account)
    if table.name == "contracts":
        _register(rows, bringing)


def _register(contracts: Sequence[Cells], bringing: Bringing) -> None:
    """Nobody answers for new contracts yet, and that is written down."""
    declared = BY_NAME["assignments"]
    vacancies = [
        {column.name: "" for column in declared.columns}
        | {"contract": cells["id"], "starts": bringing.on.isoformat()}
        for cells in contracts
    ]
    if vacancies:
        write(declared, vacancies, act=Act.VACATE, at=bringing.at, by=bringing.by.account)


def check(
    table: Table,
    rows: Sequence[Cells],
    *,
    brought: Bringing | None = None,
    hidden: frozenset[str] = frozenset(),
    origin: Origin | None = None,
) -> None:
    """Raise UnsoundError with everything that is wrong with new rows of a small table.

    Where somebody brought them, what only an action may state is a fault, too. What is `hidden` from him is not there.
    """
    file, numbers = (
        (origin.file, origin.numbers) if origin else (f"{table.name}.csv", range(2, len(rows) + 2))
    )
    numbered = list(zip(numbers, rows, strict=True))
    names = [column.name for column in table.columns]
    around = without(surroundings(table, rows), table, hidden)
    found = check_rows(table, numbered, file=file, present=names, around=around)
    faults = [*found.faults, *taken(table, numbered, file=file)]
    if brought is not None:
        faults += _guarded(table, numbered, brought, hidden=hidden, file=file)
    if faults:
        raise UnsoundError(file, tuple(faults))


def _guarded(
    table: Table, rows: Sequence[RawRow], brought: Bringing, *, hidden: frozenset[str], file: str
) -> Iterator[Fault]:
    named = {cells["contract"] for _, cells in rows} if "contract" in table.by_name else set()
    settled = settled_contracts(named - hidden, on=brought.on)
    yield from guarded_faults(table, rows, file=file, settled=settled, person=brought.by.person)
    if table.name == "contracts":
        yield from draft_faults(rows, file=file, on=brought.on)


def write(table: Table, rows: Sequence[Cells], *, act: Act, at: datetime, by: str) -> None:
    """Write sound rows with the entry of the act, within the caller's transaction."""
    copying.insert(table, rows)
    append_entry(act, at=at, by=by, changes=(changed(table.name, cells) for cells in rows))
