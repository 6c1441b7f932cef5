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
}
"""Columns that rows of an import leave empty."""

SETTLED_BY_SIGNING = frozenset(
    {"body", "work_item", "provider", "starts", "ends", "amount_minor", "currency", "paid"}
)
"""Cells of a contract that only an amendment changes once it is signed."""


def guarded_faults(
    table: Table, rows: Iterable[RawRow], *, file: str, signed: frozenset[str] = frozenset()
) -> Iterator[Fault]:
    """A fault for everything that rows state and only an action may; `signed` are contracts that are signed."""
    if table.name in GUARDED_TABLES:
        yield Fault(file, None, None, Message.of("guarded_table", table=table.name))
        return
    for number, cells in rows:
        for name in GUARDED_COLUMNS.get(table.name, ()):
            if cells.get(name):
                yield Fault(file, number, name, Message.of("guarded_column", column=name))
        if table.name == "clauses" and cells.get("contract") in signed:
            yield Fault(file, number, "contract", Message.of("guarded_clause", contract=cells["contract"]))
