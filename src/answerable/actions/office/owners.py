"""Whose rows are: the body that a row belongs to, by itself or by what it speaks of, and who may add to it.

Rows of shared tables belong to no single body. Providers may be added by any handler; people by any head; bodies and
indicators, which concern everybody, by a head at the top.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from answerable.actions.office.actors import NotPermittedError, refuse_unless, subject
from answerable.core.register.permits import Act, Actor, may
from answerable.core.tables.declare import Table
from answerable.core.tables.rows import Surroundings
from answerable.records.models import (
    Body,
    Case,
    Contract,
    Finding,
    Inspection,
    Observation,
    Order,
    PlannedDuty,
    Row,
    Survey,
    Voice,
    WorkItem,
)

Cells = Mapping[str, str]
SHARED: Mapping[str, Act] = {
    "providers": Act.IMPORT_ROWS,
    "people": Act.APPOINT,
    "bodies": Act.APPOINT,
    "indicators": Act.APPOINT,
    "bands": Act.APPOINT,
}
"""Tables whose rows belong to no body, and what one must be permitted to add to them."""
TOPMOST = frozenset({"bodies", "indicators", "bands"})
"""Those of them to which only a head at the top adds."""
_Owned = tuple[str, type[Row], str]
_OWNED: tuple[_Owned, ...] = (
    ("contract", Contract, "body"),
    ("work_item", WorkItem, "body"),
    ("survey", Survey, "contract__body"),
    ("duty", PlannedDuty, "contract__body"),
    ("case", Case, "contract__body"),
    ("order", Order, "case__contract__body"),
    ("voice", Voice, "contract__body"),
    ("inspection", Inspection, "contract__body"),
    ("observation", Observation, "contract__body"),
    ("finding", Finding, "contract__body"),
)
"""By which column rows belong to a body, and how."""


def refuse_others(
    table: Table, rows: Sequence[Cells], *, by: Actor, on: date, permit: Act = Act.IMPORT_ROWS
) -> None:
    """Raise NotPermittedError unless every row is of a body in which the actor may add rows to the table."""
    if table.name in SHARED:
        _refuse_shared(table, by=by, on=on)
        return
    for body in sorted(bodies_of(table, rows)):
        refuse_unless(by, permit, subject(table.name, body=body, on=on))


def refuse_outsiders(table: Table, by: Actor, *, on: date, permit: Act = Act.IMPORT_ROWS) -> None:
    """Raise NotPermittedError unless the actor may add rows to the table in some body, before anything is said."""
    act = SHARED.get(table.name, permit)
    bodies = sorted({body for _, body in by.roles | by.acting})
    if not any(may(by, act, subject(table.name, body=body, on=on)) for body in bodies):
        raise NotPermittedError(act)


def _refuse_shared(table: Table, *, by: Actor, on: date) -> None:
    act = SHARED[table.name]
    tops = Body.objects.filter(parent=None).values_list("id", flat=True)
    bodies = set(tops) if table.name in TOPMOST else {body for _, body in by.roles | by.acting}
    if not any(may(by, act, subject(table.name, body=body, on=on)) for body in sorted(bodies)):
        raise NotPermittedError(act)


def bodies_of(table: Table, rows: Iterable[Cells]) -> frozenset[str]:
    """The bodies that rows belong to. Raises NotPermittedError for rows of something that is not there."""
    listed, owned = list(rows), _owned(table)
    if "body" in table.by_name:
        return frozenset(cells["body"] for cells in listed)
    if owned is None:
        raise NotPermittedError(Act.IMPORT_ROWS)
    rows_there, way = _there(owned, listed)
    if rows_there.count() < len({cells[owned[0]] for cells in listed}):
        raise NotPermittedError(Act.IMPORT_ROWS)
    return frozenset(rows_there.values_list(way, flat=True))


def hidden_from(
    by: Actor, table: Table, rows: Sequence[Cells], *, on: date, permit: Act = Act.IMPORT_ROWS
) -> frozenset[str]:
    """Which of the contracts and the like that rows speak of are another body's: to these rows they do not exist."""
    owned = _owned(table)
    if owned is None:
        return frozenset()
    name, rows_there, way = owned[0], *_there(owned, rows)
    owners: dict[str, str] = dict(rows_there.values_list("id", way))
    allowed = {body: may(by, permit, subject(name, body=body, on=on)) for body in {*owners.values()}}
    return frozenset(id for id, body in owners.items() if not allowed[body])


def without(around: Surroundings, table: Table, hidden: frozenset[str]) -> Surroundings:
    """The surroundings of rows without what is hidden from whoever brings them."""
    owned = _owned(table)
    if owned is None or not hidden:
        return around
    to = owned[1]._meta.db_table
    return replace(around, ids={**around.ids, to: around.ids[to] - hidden})


def hold_contracts(table: Table, rows: Iterable[Cells]) -> None:
    """Keep the contracts that rows speak of as they are until the act is done: a decision may be about them."""
    name = "id" if table.name == "contracts" else "contract"
    if name in table.by_name:
        named = sorted({cells[name] for cells in rows})
        list(Contract.objects.select_for_update().filter(id__in=named).order_by("id").values_list("id"))


def settled_contracts(named: Iterable[str], *, on: date) -> frozenset[str]:
    """Which of the contracts are signed, or run already."""
    settled = Contract.objects.filter(Q(signed__isnull=False) | Q(starts__lte=on), id__in=set(named))
    return frozenset(settled.values_list("id", flat=True))


def _owned(table: Table) -> _Owned | None:
    """The column by which rows of the table belong to a body, if they do not name it themselves."""
    found = (each for each in _OWNED if each[0] in table.by_name)
    return None if "body" in table.by_name else next(found, None)


def _there(owned: _Owned, rows: Iterable[Cells]) -> tuple[QuerySet[Any], str]:
    name, model, way = owned
    rows_of: QuerySet[Any] = model._default_manager.all()
    return rows_of.filter(id__in={cells[name] for cells in rows}), way
