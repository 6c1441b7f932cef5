"""A checklist is what the contract agreed, a clause of each kind and every indicator, and the general list."""

from datetime import date

from answerable.core.evidence.inspection.checklist import checklist
from answerable.core.evidence.values import Indicator
from answerable.core.register.values import Clause

ON = date(2026, 6, 30)


def clause(id: str, kind: str) -> Clause:
    return Clause(id, "c", kind, None, None, f"条款{id}")


def indicator(id: str, starts: str, name: str) -> Indicator:
    return Indicator(id, date.fromisoformat(starts), name, None, "month", "share", "higher", "%")


def test_a_checklist_asks_for_each_kind_of_clause_once_and_for_every_indicator_by_its_latest_name() -> None:
    clauses = [clause("c3", "exit"), clause("c1", "scoring"), clause("c2", "exit")]
    indicators = [indicator("swept", "2026-01-01", "新"), indicator("swept", "2024-01-01", "旧")]
    items = checklist(clauses, indicators, catalogue=None, on=ON)
    agreed = [(item.key, item.kind, item.text) for item in items if item.basis != "general"]
    assert agreed == [
        ("clause.c1", "scoring", "条款c1"),
        ("clause.c2", "exit", "条款c2"),
        ("indicator.swept", None, "新"),
    ]


def test_the_general_list_follows_and_says_its_questions_in_both_languages() -> None:
    items = checklist([], [], catalogue="C22040000", on=ON)
    assert {"general.any-staff", "general.meals-samples"} < {item.key for item in items}
    assert all(item.text and item.text_en for item in items)
    assert len({item.key for item in items}) == len(items)
