"""Declarations as SQL: the generated row checks of a big table, each as one condition over columns.

A condition is never NULL, is true for every row that has a fault, and may be true for a few that have none: what is
wrong with such a row is said by the plain-Python checks. So there is one judge, and the set operation only has to
find the rows. In every query the checked table goes by `r`; what it is checked against are these small tables:

    ids_<table>(id)                sound ids of a table that is referred to
    pairs_<table>(…)               sound keys of several columns
    missing_<table>(id)            ids a table refers to within itself and does not have
    terms(id, starts, ends)        terms of contracts that are sound
    fits(indicator, period, starts, ends, measure)
                                   periods that fit an indicator: of its kind, with an edition in force at their end
    periods(text, starts, ends, kind)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from answerable.core.tables.declare import (
    Column,
    DuringContract,
    FitsIndicator,
    Ordered,
    Reference,
    Rule,
    Sums,
    Table,
    Together,
)
from answerable.core.tables.types import MAX_TEXT, Kind
from answerable.core.terms.period import YEAR_PATTERN

SQL_TYPES = {
    Kind.DATE: "DATE",
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.INTEGER: "BIGINT",
    Kind.DECIMAL: "DECIMAL(18,6)",
}
PERIODS = f"""
CREATE OR REPLACE TEMP TABLE periods AS
WITH days AS (SELECT CAST(range AS DATE) AS day FROM range(DATE '1900-01-01', DATE '2200-01-01', INTERVAL 1 DAY))
SELECT strftime(day, '%Y-%m-%d') AS text, day AS starts, day AS ends, 'day' AS kind FROM days
UNION ALL SELECT strftime(day, '%G-W%V'), day, day + 6, 'week' FROM days
    WHERE isodow(day) = 1 AND regexp_full_match(strftime(day, '%G'), '{YEAR_PATTERN}')
UNION ALL SELECT strftime(day, '%Y-%m'), day, last_day(day), 'month' FROM days WHERE day(day) = 1
UNION ALL SELECT strftime(day, '%Y-Q') || quarter(day), day, CAST(day + INTERVAL 3 MONTH AS DATE) - 1, 'quarter'
    FROM days WHERE day(day) = 1 AND month(day) IN (1, 4, 7, 10)
UNION ALL SELECT strftime(day, '%Y'), day, CAST(day + INTERVAL 1 YEAR AS DATE) - 1, 'year'
    FROM days WHERE dayofyear(day) = 1
"""
"""Every period there can be, as `core.terms.period` understands them: text, first and last day, kind."""


def quoted(text: str) -> str:
    """A string literal."""
    return "'" + text.replace("'", "''") + "'"


def cell(name: str) -> str:
    """A column of the table that is checked."""
    return f'r."{name}"'


def fits(table: Table) -> bool:
    """Whether the table's periods have to fit an indicator."""
    return any(isinstance(rule, FitsIndicator) for rule in table.rules)


@dataclass(frozen=True)
class Conditions:
    """When a row has a fault, duplicates apart: by its own cells, or by what they are held against.

    What is held against other tables is either a column of `held` or one of `measured`: an expression over the
    row by name, with the aggregate that keeps its worst value.
    """

    own: tuple[str, ...]
    against: tuple[str, ...]
    held: tuple[str, ...]
    measured: Mapping[str, tuple[str, str]]

    def of_row(self) -> str:
        """The whole condition of one row."""
        rows = {name: expression for name, (expression, _) in self.measured.items()}
        return " OR ".join((*self.own, *self._filled(rows)))

    def of_group(self) -> str:
        """The condition of rows that were grouped by what they are held against."""
        return " OR ".join(("r.spoilt", *self._filled({name: f"r.{name}" for name in self.measured})))

    def _filled(self, measured: Mapping[str, str]) -> Iterator[str]:
        for condition in self.against:
            for name, expression in measured.items():
                condition = condition.replace(f"{{{name}}}", expression)
            yield condition


def during_contract(table: Table) -> str | None:
    """The column whose day or period has to lie within the term of its contract, if there is one."""
    return next((rule.column for rule in table.rules if isinstance(rule, DuringContract)), None)


def conditions(table: Table, *, present: frozenset[str], contexts: frozenset[str], typed: bool) -> Conditions:
    """The conditions of a table's rows.

    `contexts` names the tables of ids and pairs that are known; `typed` says that columns have SQL types already
    (Parquet) rather than texts.
    """
    paired = {
        name
        for rule in table.rules
        if isinstance(rule, Reference) and f"pairs_{rule.to}" in contexts
        for name in rule.columns
    }
    own: list[str] = []
    against: list[str] = []
    for column in table.columns:
        if column.name in present:
            found = _cell(column, table, contexts=contexts | paired, typed=typed)
            (against if _is_held(column) else own).extend(found)
    for rule in table.rules:
        if isinstance(rule, Ordered | Sums | Together):
            own.append(_own_rule(rule, table, typed=typed))
        else:
            against += _held_rule(rule, table, contexts=contexts)
    held = tuple(column.name for column in table.columns if column.name in present and _is_held(column))
    return Conditions(tuple(own), tuple(against), held, _measured(table, typed=typed))


def _is_held(column: Column) -> bool:
    return column.type.to is not None or column.type.kind is Kind.PERIOD


def _measured(table: Table, *, typed: bool) -> dict[str, tuple[str, str]]:
    measured: dict[str, tuple[str, str]] = {}
    column = during_contract(table)
    if column is not None and not _is_held(table.by_name[column]):
        day = _value(table, column, typed=typed)
        measured |= {"earliest": (day, "min"), "latest": (day, "max")}
    if fits(table):
        part, whole = (_value(table, name, typed=typed) for name in ("numerator", "denominator"))
        measured["beyond"] = (f"COALESCE({part} < 0 OR {part} > {whole}, FALSE)", "bool_or")
    return measured


def count_suspects(table: Table, found: Conditions, *, rows: str) -> str:
    """A query for how many rows there are, and how many may have a fault by themselves.

    Many rows are held against few contracts, indicators and periods: they are grouped by these first, and only the
    groups are held against other tables.
    """
    columns = [cell(name) for name in found.held]
    columns += [
        f"{aggregate}({expression}) AS {name}" for name, (expression, aggregate) in found.measured.items()
    ]
    spoilt = f"bool_or({' OR '.join(found.own or ('FALSE',))}) AS spoilt"
    groups = f"SELECT {', '.join([*columns, 'count(*) AS n', spoilt])} FROM {rows} r GROUP BY ALL"
    return (
        f"SELECT COALESCE(sum(n), 0), COALESCE(sum(n) FILTER (WHERE {found.of_group()}), 0)"
        f" FROM ({groups}) r{joins(table)}"
    )


def joins(table: Table) -> str:
    """The small tables that conditions of this table look at row by row."""
    text = ""
    if fits(table):
        text += " LEFT JOIN fits AS p ON p.period = r.period AND p.indicator = r.indicator"
    elif any(column.type.kind is Kind.PERIOD for column in table.columns):
        text += " LEFT JOIN periods AS p ON p.text = r.period"
    if during_contract(table) is not None:
        text += " LEFT JOIN terms ON terms.id = r.contract"
    return text


def _cell(column: Column, table: Table, *, contexts: frozenset[str], typed: bool) -> Iterator[str]:
    name = cell(column.name)
    misfit = _misfit(column, table, contexts=contexts, typed=typed)
    if column.required:
        yield f"({name} IS NULL)"
    if misfit:
        yield f"COALESCE({misfit}, FALSE)"
    number = _typed(name, column.type.kind, typed=typed)
    match column.type.low, column.type.high:
        case None, None:
            pass
        case low, None:
            yield f"COALESCE({number} < {low}, FALSE)"
        case None, high:
            yield f"COALESCE({number} > {high}, FALSE)"
        case low, high:
            yield f"COALESCE({number} NOT BETWEEN {low} AND {high}, FALSE)"


def _misfit(column: Column, table: Table, *, contexts: frozenset[str], typed: bool) -> str:
    name, to = cell(column.name), column.type.to
    if column.name in contexts:
        return ""  # a pair that is known has sound parts
    if to == table.name:
        return f"{_unlike(column)} OR {name} IN (SELECT id FROM missing_{to})"
    if to == "contracts" and during_contract(table) is not None:
        return "terms.id IS NULL"
    if f"ids_{to}" in contexts:
        return f"{name} NOT IN (SELECT id FROM ids_{to})"
    return _malformed_typed(column) if typed else _malformed(column)


def _malformed_typed(column: Column) -> str:
    """What a value of an SQL type can still be wrong in."""
    match column.type.kind:
        case Kind.DATE:
            return f"year({cell(column.name)}) NOT BETWEEN 1900 AND 2199"
        case Kind.INTEGER | Kind.DECIMAL:
            return ""
        case _:
            return _malformed(column)


def _malformed(column: Column) -> str:
    """What a text can be wrong in."""
    name = cell(column.name)
    match column.type.kind:
        case Kind.TEXT:
            return f"length({name}) > {MAX_TEXT}"
        case Kind.CHOICE | Kind.YES_NO:
            words = column.type.choices or ("yes", "no")
            return f"{name} NOT IN ({', '.join(map(quoted, words))})"
        case Kind.PERIOD:
            return "p.starts IS NULL"
        case Kind.INSTANT:
            return f"{_unlike(column)} OR {name} IS NOT NULL AND TRY_CAST(left({name}, 10) AS DATE) IS NULL"
        case Kind.DATE:
            return f"{_unlike(column)} OR {name} IS NOT NULL AND TRY_CAST({name} AS DATE) IS NULL"
        case _:
            return _unlike(column)


def _unlike(column: Column) -> str:
    return f"NOT regexp_full_match({cell(column.name)}, {quoted(column.type.pattern)})"


def _typed(name: str, kind: Kind, *, typed: bool) -> str:
    """A column as its SQL type; NULL where the text does not fit."""
    return name if typed or kind not in SQL_TYPES else f"TRY_CAST({name} AS {SQL_TYPES[kind]})"


def _value(table: Table, name: str, *, typed: bool) -> str:
    kind = table.by_name[name].type.kind
    # Instants stay texts in Parquet too, because a zone is part of what was observed.
    return _typed(cell(name), kind, typed=typed and kind is not Kind.INSTANT)


def _own_rule(rule: Ordered | Sums | Together, table: Table, *, typed: bool) -> str:
    def value(name: str) -> str:
        return _value(table, name, typed=typed)

    match rule:
        case Ordered(first, second):
            return f"COALESCE({value(first)} > {value(second)}, FALSE)"
        case Sums(parts, whole):
            return f"COALESCE({' + '.join(map(value, parts))} <> {value(whole)}, FALSE)"
        case Together(columns):
            first, *others = (f"({cell(name)} IS NULL)" for name in columns)
            return "NOT (" + " AND ".join(f"{first} = {other}" for other in others) + ")"


def _held_rule(rule: Rule, table: Table, *, contexts: frozenset[str]) -> Iterator[str]:
    match rule:
        case Reference(columns, to, _) if f"pairs_{to}" in contexts:
            names = [cell(name) for name in columns]
            stated = " AND ".join(f"{name} IS NOT NULL" for name in names)
            pairs = f"SELECT ({', '.join(columns)}) FROM pairs_{to}"
            yield f"({stated} AND ({', '.join(names)}) NOT IN ({pairs}))"
        case DuringContract(column):
            # A period is outside if it ends before or starts after the term; of single days the extremes decide.
            early, late = (
                ("p.ends", "p.starts") if _is_held(table.by_name[column]) else ("{earliest}", "{latest}")
            )
            yield f"COALESCE({early} < terms.starts OR {late} > terms.ends, FALSE)"
        case FitsIndicator():
            yield "COALESCE(p.measure = 'share' AND {beyond}, FALSE)"
