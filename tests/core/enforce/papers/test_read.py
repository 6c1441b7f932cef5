"""Papers that somebody wrote as JSON."""

import copy

import pytest

from answerable.core.enforce.papers.kinds import KINDS
from answerable.core.enforce.papers.read import blank_paper, read_paper
from answerable.core.enforce.papers.values import Paper, PaperFaultsError, PaperKind
from answerable.core.ledger.canonical import Json
from answerable.core.tables.declare import Both
from tests.papers import LANGS, paper


def written(each: Paper, lang: str) -> dict[str, Json]:
    return {
        "kind": each.kind.value,
        "lang": lang,
        "number": each.number,
        "issued_on": each.issued_on.isoformat(),
        "issuer": {"zh": each.issuer.zh, "en": each.issuer.en},
        "addressee": {"zh": each.addressee.zh, "en": each.addressee.en},
        "seal": each.seal.value,
        "fields": dict(each.fields),
        "tables": [
            {"key": table.key, "columns": list(table.columns), "rows": [list(row) for row in table.rows]}
            for table in each.tables
        ],
    }


def codes(value: Json) -> list[str]:
    with pytest.raises(PaperFaultsError) as refused:
        read_paper(value, file="f.json")
    return [fault.message.code for fault in refused.value.faults]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_that_was_written_down_comes_back(kind: PaperKind, lang: str) -> None:
    each = paper(kind, lang)
    assert read_paper(written(each, lang), file="f.json") == (each, lang)


@pytest.mark.parametrize("kind", PaperKind)
def test_a_blank_paper_names_all_that_belongs_into_it(kind: PaperKind) -> None:
    rule, blank = KINDS[kind], blank_paper(kind, "en")
    fields, told, tables = blank["fields"], blank["help"], blank["tables"]
    assert isinstance(fields, dict)
    assert isinstance(told, dict)
    assert isinstance(tables, list)
    assert rule.required | rule.optional <= fields.keys() <= told.keys()
    assert {f"tables.{table['key']}" for table in tables} <= told.keys()
    missing = codes(copy.deepcopy(blank))  # type: ignore[arg-type]  # plain values of JSON
    assert missing.count("paper_field_missing") == len(rule.required)


def test_one_name_stands_for_both_languages() -> None:
    value = written(paper(PaperKind.RECEIPT, "en"), "en")
    read, _ = read_paper(value | {"issuer": "B", "addressee": {"zh": "甲"}}, file="f")
    assert (read.issuer, read.addressee) == (Both("B", "B"), Both("甲", "甲"))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "decree"}, "paper_word_unknown"),
        ({"kind": None}, "paper_word_unknown"),
        ({"lang": "fr"}, "paper_word_unknown"),
        ({"seal": ["print"]}, "paper_word_unknown"),
        ({"issued_on": "2026-02-30"}, "paper_no_day"),
        ({"issued_on": "20260305"}, "paper_no_day"),
        ({"issued_on": 20260305}, "paper_no_day"),
        ({"issuer": {"fr": "x"}}, "paper_no_name"),
        ({"issuer": 3}, "paper_no_name"),
        ({"number": 3}, "paper_no_text"),
        ({"fields": []}, "paper_no_fields"),
        ({"tables": {}}, "paper_no_tables"),
        ({"tables": [{"key": "x", "columns": ["a"], "rows": [["a", 1]]}]}, "paper_no_tables"),
        ({"tables": [{"key": "x", "columns": ["a"], "rows": "a"}]}, "paper_no_tables"),
        ({"extra": 1}, "paper_key_unknown"),
    ],
)
def test_every_fault_of_a_written_paper_is_named(changed: dict[str, Json], code: str) -> None:
    assert code in codes(written(paper(PaperKind.RECEIPT, "en"), "en") | changed)


@pytest.mark.parametrize("value", [None, [], "x", 3, True])
def test_anything_but_an_object_is_refused(value: Json) -> None:
    assert codes(value) == ["paper_no_object"]


def test_all_faults_are_told_at_once() -> None:
    assert set(codes({"kind": "order", "fields": {"contract": 1}})) == {
        "paper_field_missing",
        "paper_name_missing",
        "paper_no_day",
        "paper_no_name",
        "paper_no_text",
        "paper_number_missing",
        "paper_table_missing",
        "paper_word_unknown",
    } - {"paper_name_missing"}
