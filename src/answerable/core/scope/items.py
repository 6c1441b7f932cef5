"""Work items as a table: one row each, one column for every fact of a rulebook; an empty cell is not known."""

from collections.abc import Collection
from decimal import Decimal

from answerable.core.rulebook.boundary import Boundary
from answerable.core.rulebook.facts import Fact, FactKind
from answerable.core.tables.declare import Both, Column, Table
from answerable.core.tables.types import IDENT, Kind, Type, choice

NAME = "items"


def items_table(boundary: Boundary, facts: Collection[str] | None = None) -> Table:
    """The declaration of such a table; `facts` says which columns it has, all of them if it is None."""
    wanted = [fact for fact in boundary.facts if facts is None or fact.id in facts]
    id_ = Column("id", IDENT, Both("事项编号", "Item"), Both("每项唯一", "Unique for each item"))
    return Table(
        name=NAME,
        title=Both("工作事项", "Work items"),
        help=Both("每行一项，每列一项事实", "One item in a row, one fact in a column"),
        key=("id",),
        columns=(id_, *(_column(fact) for fact in wanted)),
        bulk=True,
    )


def _column(fact: Fact) -> Column:
    return Column(fact.id, _type(fact), fact.title, fact.question, required=False)


def _type(fact: Fact) -> Type:
    if fact.kind is FactKind.NUMBER:
        return Type(Kind.INTEGER, low=Decimal(fact.low), high=Decimal(fact.high))
    return choice(*fact.titles)
