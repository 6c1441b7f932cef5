"""Results as CSV for spreadsheets."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.enforce.results import Standing
from answerable.render.tables_csv import BOM, duties_csv, findings_csv, safe_cell, standing_csv
from tests.render.sample import contract_result, district


def rows(text: str) -> list[list[str]]:
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_contract_duty_and_finding_has_one_row(lang: str) -> None:
    result = district()
    duties = sum(len(each.duties) for each in result.contracts)
    findings = sum(len(each.findings) for each in result.contracts)
    counts = (len(result.contracts), duties, findings)
    for make, n in zip((standing_csv, duties_csv, findings_csv), counts, strict=True):
        table = rows(make(result, lang))
        assert len(table) == n + 1
        assert len({len(row) for row in table}) == 1
        assert all(table[0])


def test_headers_and_words_speak_the_language_and_codes_stay() -> None:
    head, first, *_ = rows(standing_csv(district(), "zh"))
    assert dict(zip(head, first, strict=True))["状态"] == "关注"
    assert dict(zip(head, first, strict=True))["状态代码"] == "watch"
    head, first, *_ = rows(standing_csv(district(), "en"))
    assert dict(zip(head, first, strict=True))["Leader"] == "Qian Yi"


def test_a_vacancy_leaves_the_leader_empty_and_says_who_answers() -> None:
    head, _, vacant, *_ = rows(standing_csv(district(), "zh"))
    cells = dict(zip(head, vacant, strict=True))
    assert (cells["分管领导"], cells["空缺期间负责人"]) == ("", "赵甲")
    assert "登记为空缺" in cells["空缺原因"]


def test_a_name_that_looks_like_a_formula_is_never_run() -> None:
    hostile = contract_result("hostile", Standing.CLEAR)
    hostile = replace(hostile, contract=replace(hostile.contract, name='=HYPERLINK("x")', name_en=None))
    assert rows(standing_csv(district(hostile), "zh"))[-1][1] == '\'=HYPERLINK("x")'


@given(st.text())
def test_no_cell_begins_like_a_formula_unless_it_is_a_plain_number(text: str) -> None:
    cell = safe_cell(text)
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text
    if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        assert float(cell) is not None


def test_plain_numbers_stay_numbers() -> None:
    assert [safe_cell(text) for text in ("-3.5", "+1", "-", "-1+1", "@x", "2026")] == [
        "-3.5", "+1", "'-", "'-1+1", "'@x", "2026",
    ]  # fmt: skip
