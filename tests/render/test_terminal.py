"""The result in a terminal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.enforce.results import Standing
from answerable.render.terminal import fold, summary, width
from tests.render.sample import contract_result, district

WORDS = st.text(st.sampled_from("ab 城市，。（12")).map(str.strip)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_contract_is_listed_with_standing_and_leader_within_110_columns(lang: str) -> None:
    text = summary(district(), lang)
    assert max(width(line) for line in text.splitlines()) <= 110
    for each in district().contracts:
        assert each.contract.id[:12] in text
    assert ("钱乙" if lang == "zh" else "Qian Yi") in text


def test_a_vacancy_is_shown_with_who_answers_by_default() -> None:
    assert "空缺，赵甲负责" in summary(district(), "zh")
    assert "vacant; Zhao Jia" in summary(district(), "en")


def test_the_counts_of_standings_duties_and_vacancies_close_the_table() -> None:
    text = summary(district(), "zh")
    assert "\n共 14 份合同：正常 4，关注 2，无数据 1" in text
    assert text.splitlines()[-2] == "逾期未办：单位 3 项，承接主体 0 项；分管领导空缺 1 份合同。"
    assert text.splitlines()[-1].startswith("2 份有评价的合同一并看，评价低于标准的是：watched")


def test_columns_stand_under_one_another_where_chinese_takes_two() -> None:
    lines = summary(district(), "zh").splitlines()
    rule = next(line for line in lines if line.startswith("─"))
    starts = [at for at in range(1, len(rule)) if rule[at - 1] == " " and rule[at] == "─"]
    for line in lines[lines.index(rule) + 1 : lines.index(rule, lines.index(rule) + 1)]:
        cells = "".join(each if width(each) == 1 else each + "\0" for each in line).ljust(120)
        assert all(cells[at - 1] == " " for at in starts), line


@given(WORDS, st.integers(min_value=4, max_value=30))
def test_folding_keeps_every_character_and_the_width(text: str, columns: int) -> None:
    lines = fold(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns for line in lines)


def test_control_characters_of_a_name_never_reach_the_terminal() -> None:
    hostile = contract_result("hostile", Standing.CLEAR)
    hostile = replace(hostile, contract=replace(hostile.contract, name="坏\x1b[2J名"))
    assert "\x1b" not in summary(district(hostile), "zh")
