"""The declarations themselves: what every table promises."""

import re
from dataclasses import fields

import pytest

from answerable.core.enforce import values as enforce
from answerable.core.evidence import values as evidence
from answerable.core.register import values as register
from answerable.core.tables.declare import (
    Both,
    Disjoint,
    DuringContract,
    Ordered,
    Reference,
    Sums,
    Table,
    Together,
)
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.core.tables.types import Kind
from answerable.sources.parquet import schema

EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
BUILT = {
    register.Body: "bodies",
    register.Person: "people",
    register.Post: "posts",
    register.Provider: "providers",
    register.WorkItem: "work_items",
    register.Contract: "contracts",
    register.Assignment: "assignments",
    register.Clause: "clauses",
    evidence.Indicator: "indicators",
    evidence.Band: "bands",
    evidence.Agreed: "contract_indicators",
    evidence.Survey: "surveys",
    evidence.PlannedDuty: "duties",
    evidence.DutyDone: "duties_done",
    evidence.Finding: "findings",
    enforce.Case: "cases",
    enforce.CaseState: "case_states",
    enforce.Order: "orders",
    enforce.Recheck: "rechecks",
}


def _said(both: Both) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", both.zh)) and both.en.isprintable() and bool(both.en)


@EACH
def test_every_table_and_column_has_title_and_help_in_both_languages(table: Table) -> None:
    texts = [
        table.title,
        table.help,
        *(text for column in table.columns for text in (column.title, column.help)),
    ]
    assert [text for text in texts if not _said(text)] == []


@EACH
def test_keys_are_required_columns(table: Table) -> None:
    assert table.key
    assert all(table.by_name[name].required for name in table.key)


@EACH
def test_references_lead_to_tables_declared_with_an_id(table: Table) -> None:
    assert all(
        BY_NAME[column.type.to or ""].by_name["id"].type.kind is Kind.ID for column in table.references
    )


@EACH
def test_rules_speak_of_columns_the_table_has(table: Table) -> None:
    for rule in table.rules:
        match rule:
            case Ordered(first, second):
                names = [first, second]
            case Disjoint(group, starts, ends, where):
                names = [*group, starts, ends, *(where or ())[:1]]
            case Sums(parts, whole):
                names = [*parts, whole]
            case Together(columns):
                names = list(columns)
            case Reference(columns, to, there):
                assert set(there) <= BY_NAME[to].by_name.keys()
                names = list(columns)
            case DuringContract(column):
                names = [column, "contract"]
            case _:
                names = ["contract", "indicator", "period", "numerator", "denominator"]
        assert set(names) <= table.by_name.keys()


@EACH
def test_the_parquet_schema_has_every_column(table: Table) -> None:
    assert schema(table).names == [column.name for column in table.columns]


@pytest.mark.parametrize(("kind", "table"), BUILT.items(), ids=lambda each: getattr(each, "__name__", each))
def test_values_are_built_from_declared_columns(kind: type, table: str) -> None:
    optional = {column.name for column in BY_NAME[table].columns if not column.required}
    for field in fields(kind):
        assert field.name in BY_NAME[table].by_name
        assert ("None" in str(field.type)) == (field.name in optional), field.name
