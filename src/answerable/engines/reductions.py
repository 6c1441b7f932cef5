"""Reductions of big tables to sufficient statistics, as Ibis expressions: one expression, any engine under it.

Expressions speak of the declared tables, not of a connection. Engines run their SQL, which `make generate` writes to
`statements.<dialect>.sql`; a test holds the two together. So the program starts without loading Ibis.
"""

from datetime import date
from typing import Any

import ibis
from ibis import _

from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.types import Kind
from answerable.engines import daily
from answerable.engines.statements import REDUCED

TABLES: dict[str, Table] = {name: BY_NAME[name] for name in REDUCED}
ON = date(1900, 1, 1)
"""Stands for the day asked about; no fact is older."""
_ON_SQL = "MAKE_DATE(1900, 1, 1)"
_EXACT = "decimal(38, 0)"

_IBIS = {
    Kind.DATE: "date",
    Kind.INTEGER: "int64",
    Kind.DECIMAL: "decimal(18, 6)",
}

Expression = Any


def table(name: str) -> Expression:
    """A declared table, typed; tables with a period also have `period_ends`, the last day of it."""
    columns = {column.name: _IBIS.get(column.type.kind, "string") for column in TABLES[name].columns}
    if "period" in columns:
        columns["period_ends"] = "date"
    return ibis.table(columns, name=name)


ANSWER_BY = ibis.table({"raised_on": "date", "last": "date"}, name="answer_by")
"""For every day the last day to answer a matter raised on it."""


RESTARTS = ibis.table({"contract": "string", "since": "date"}, name="restarts")
"""Further starts from which ratings are counted."""


def expressions() -> dict[str, Expression]:
    """Every reduction by name, as of the day `ON`."""
    return {
        "readings": readings(table("readings"), ON),
        "ratings": ratings(table("ratings"), ON),
        "restarted": restarted(table("ratings"), RESTARTS, ON),
        "services": services(table("services"), ON),
        "matters": matters(table("matters"), ANSWER_BY, ON),
        "causes": causes(table("matters"), ON),
        "open_matters": open_matters(table("matters"), ON),
        "scores": scores(table("scores"), ON),
        "daily": daily.daily(table("ratings"), ON),
        "path_services": table("services")
        .filter(_.period_ends <= ON)
        .select("contract", "period", "tier", "count"),
        **daily.expressions(),
    }


def statements(dialect: str) -> str:
    """All reductions as SQL of a dialect: what `statements.<dialect>.sql` has to hold.

    `$on` stands for the day, `$aged_after` for the days from which a rating is aged.
    """
    parts = []
    for name, expression in expressions().items():
        sql = str(ibis.to_sql(expression, dialect=dialect)).replace(_ON_SQL, "$on")
        sql = sql.replace(str(daily.AGED_AFTER), "$aged_after")
        parts.append(f"-- {name}\n{sql};\n")
    return "\n".join(parts)


def readings(table: Expression, on: date) -> Expression:
    """Contract × indicator × period → numerator, denominator, n."""
    known = table.filter(_.recorded <= on)
    return known.group_by("contract", "indicator", "period").agg(
        numerator=_.numerator.cast(_EXACT).sum(), denominator=_.denominator.cast(_EXACT).sum(), n=_.count()
    )


def ratings(table: Expression, on: date) -> Expression:
    """Contract × tier × origin → counts of the five levels, in order: engines sort quicker than Python does."""
    known, keys = table.filter(_.rated_on <= on), ("contract", "tier", "origin")
    return known.group_by(*keys).agg(**_levels()).order_by(*keys)


def _levels() -> dict[str, Expression]:
    return {
        f"level_{level}": ibis.ifelse(_.level == level, _["count"], 0).sum().cast("int64")
        for level in range(1, 6)
    }


def restarted(table: Expression, restarts: Expression, on: date) -> Expression:
    """Contract × further start × tier × origin → counts of the five levels since."""
    known = table.filter(_.rated_on <= on)
    since = known.join(restarts, [known.contract == restarts.contract, known.rated_on >= restarts.since])
    return since.group_by("contract", "since", "tier", "origin").agg(**_levels())


def services(table: Expression, on: date) -> Expression:
    """Contract × tier → services delivered in periods that are over."""
    return table.filter(_.period_ends <= on).group_by("contract", "tier").agg(count=_["count"].sum())


def matters(table: Expression, answer_by: Expression, on: date) -> Expression:
    """Contract × state → count; see `core.evidence.statistics.MatterCount` for the states."""
    raised = table.filter(_.raised_on <= on).left_join(answer_by, "raised_on")
    handled = _by(_.handled_on, on)
    state = raised.mutate(
        handled=handled,
        late=(ibis.ifelse(handled, _.handled_on, ibis.literal(on)) > _["last"]).fill_null(False),
        outcome=ibis.ifelse(_by(_.confirmed_on, on), _.outcome, ""),
        contested=_by(_.contested_on, on),
        rated=_.channel == "rating",
    )
    keys = ("contract", "handled", "late", "outcome", "contested", "rated")
    return state.group_by(*keys).agg(count=_.count())


def causes(table: Expression, on: date) -> Expression:
    """Contract × cause → raised, put right, raised again after the first was said to be put right."""
    raised = table.filter((_.raised_on <= on) & _["cause"].notnull())
    right = _by(_.confirmed_on, on) & (_.outcome == "put_right") & ~_by(_.contested_on, on)
    stated = raised.mutate(right=right.fill_null(False))
    first = stated.filter(_.right).group_by("contract", "cause").agg(first=_.confirmed_on.min())
    seen = stated.left_join(first, ["contract", "cause"])
    return seen.group_by("contract", "cause").agg(
        raised=_.count(),
        put_right=_.right.cast("int64").sum(),
        repeats=(_.raised_on > _["first"]).fill_null(False).cast("int64").sum(),
    )


def open_matters(table: Expression, on: date) -> Expression:
    """Matters that nobody has handled by the day."""
    found = table.filter((_.raised_on <= on) & ~_by(_.handled_on, on))
    return found.select("contract", "raised_on", "id", "topic")


def scores(table: Expression, on: date) -> Expression:
    """Contract × period → points, full marks, deduction."""
    known = table.filter(_.scored_on <= on)
    return known.group_by("contract", "period").agg(
        points=_.points.sum(), full=_.full.sum(), deduction=_.deduction_minor.fill_null(0).sum()
    )


def _by(day: Expression, on: date) -> Expression:
    return (day <= on).fill_null(False)
