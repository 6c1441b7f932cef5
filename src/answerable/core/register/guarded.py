"""What no import may state: what a person has to decide, or what gives somebody power.

Each of these has an action of its own, with its gate and its approval. A row that states one of them is refused on
every path on which rows come in (DESIGN, law 8).
"""

from collections.abc import Iterable, Iterator, Mapping

from answerable.core.tables.declare import Table
from answerable.core.tables.fault import Fault
from answerable.core.tables.rows import RawRow
from answerable.core.terms.message import Message

GUARDED_TABLES = frozenset(
    {
        "amendments",
        "approval_steps",
        "assignments",
        "case_states",
        "cases",
        "funds",
        "inspection_frame",
        "inspection_plans",
        "orders",
        "posts",
        "rechecks",
        "silenced_rules",
        "stand_ins",
        "successions",
        "work_facts",
    }
)
"""Tables to which only their own actions add rows."""
GUARDED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "contracts": ("signed",),
    "work_items": ("verdict", "verdict_on"),
    "findings": ("decision", "decided_on", "decided_by"),
    "inspections": ("plan", "place"),
}
"""Columns that rows of an import leave empty."""

OWN_NAME: Mapping[str, str] = {"duties_done": "done_by", "inspections": "inspector", "scores": "scored_by"}
"""Columns that name who did something: whoever brings the row may state himself there, and nobody else."""
SETTLED_CELLS = frozenset(
    {"body", "work_item", "provider", "starts", "ends", "amount_minor", "currency", "paid"}
)
"""Cells of a contract that only a decision changes once it is settled: signed, or running."""
SETTLED_TABLES = frozenset({"clauses", "contract_indicators", "deductions"})
"""What was agreed: of a settled contract these rows are neither added nor changed."""
_KEPT_TABLES = SETTLED_TABLES | {"duties"}
"""Rows of a settled contract that are not changed; its oversight plan may still grow."""
_ONLY_NOTE: Mapping[str, frozenset[str]] = {
    "duties_done": frozenset({"duty", "period", "done_on", "done_by"}),
    "inspections": frozenset(
        {"contract", "chosen_by", "cause", "due_on", "inspected_on", "inspector", "outcome"}
    ),
    "inspection_checks": frozenset({"result", "finding"}),
}
"""Tables of what somebody did or saw, and the cells that stay so: a correction adds to the note or the evidence."""


def guarded_faults(
    table: Table,
    rows: Iterable[RawRow],
    *,
    file: str,
    settled: frozenset[str] = frozenset(),
    person: str | None = None,
) -> Iterator[Fault]:
    """A fault for everything that new rows state and only an action may.

    `settled` are the contracts that are signed or running; `person` is whoever brings the rows.
    """
    if table.name in GUARDED_TABLES:
        yield Fault(file, None, None, Message.of("guarded_table", table=table.name))
        return
    for number, cells in rows:
        for column, message in _stated(table.name, cells, settled=settled, person=person):
            yield Fault(file, number, column, message)


def _stated(
    table: str, cells: Mapping[str, str], *, settled: frozenset[str], person: str | None
) -> Iterator[tuple[str, Message]]:
    for name in GUARDED_COLUMNS.get(table, ()):
        if cells.get(name):
            yield name, Message.of("guarded_column", column=name)
    own = OWN_NAME.get(table)
    if own and cells.get(own) and cells[own] != person:
        yield own, Message.of("guarded_name", column=own, person=cells[own])
    contract = cells.get("contract", "")
    if table in SETTLED_TABLES and contract in settled:
        yield "contract", Message.of("guarded_settled", contract=contract, table=table)


def fixed_columns(table: Table, cells: Mapping[str, str], *, settled: bool) -> frozenset[str]:
    """The columns of a row that nobody corrects; `settled` says that it belongs to a settled contract, or is one."""
    fixed = {*table.key, *GUARDED_COLUMNS.get(table.name, ())}
    fixed |= _ONLY_NOTE.get(table.name, frozenset())
    if settled and table.name == "contracts":
        fixed |= SETTLED_CELLS
    if (settled and table.name in _KEPT_TABLES) or (table.name == "findings" and cells.get("decision")):
        fixed |= set(table.by_name)
    return frozenset(fixed)
