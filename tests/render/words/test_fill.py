"""Filling in a template."""

from datetime import date
from fractions import Fraction

import pytest

from answerable.core.terms.message import Message, Param
from answerable.render.words import UnknownWordError, say, say_fault
from answerable.render.words.fill import fill

CASES: list[tuple[str, dict[str, Param], str, str]] = [
    ("自 {since} 起", {"since": date(2026, 5, 1)}, "zh", "自 2026-05-01 起"),
    ("{value}", {"value": Fraction(2, 3)}, "en", "0.6667"),
    ("{share|percent}", {"share": Fraction(2, 3)}, "en", "66.67%"),
    ("{share|percent}", {"share": "66.67%"}, "en", "66.67%"),
    ("{grounds|exit_ground}", {"grounds": ("rated_low", "other")}, "zh", "评价过低、其他约定事由"),
    ("{grounds|exit_ground}", {"grounds": ("rated_low", "other")}, "en", "rated low, other agreed ground"),
    ("{ends|until}", {"ends": None}, "en", "no end"),
    ("{n|day/days}", {"n": 1}, "en", "1 day"),
    ("{n|day/days}", {"n": 0}, "en", "0 days"),
    ("空缺[（{note}）]。", {"note": None}, "zh", "空缺。"),
    ("空缺[（{note}）]。", {}, "zh", "空缺。"),
    ("late[ ({n|several} in all)]", {"n": 1}, "en", "late"),
    ("late[ ({n|several} in all)]", {"n": 2}, "en", "late (2 in all)"),
    ("{what}。", {"what": "漏扫两段河道。"}, "zh", "漏扫两段河道。"),
    ("{what}", {"what": ""}, "zh", "不详"),
    ("{name}", {"name": "钱乙", "name_en": "Qian Yi"}, "en", "Qian Yi"),
    ("{name}", {"name": "钱乙", "name_en": "Qian Yi"}, "zh", "钱乙"),
    ("{name}", {"name": "钱乙", "name_en": ""}, "en", "钱乙"),
    ("{name}", {"name": "{other} [x]", "other": "no"}, "en", "{other} [x]"),
]


@pytest.mark.parametrize(("template", "params", "lang", "said"), CASES)
def test_a_template_says(template: str, params: dict[str, Param], lang: str, said: str) -> None:
    assert fill(template, params, lang) == said


def test_a_parameter_that_was_not_given_is_refused_rather_than_left_blank() -> None:
    with pytest.raises(UnknownWordError, match="since"):
        fill("since {since}", {}, "en")


def test_an_overdue_duty_is_said_in_the_words_of_the_duty_itself() -> None:
    params: dict[str, Param] = {"duty": "duty_plan", "kind": "inspect", "period": "2026-05", "n": 3}
    reason = Message.of("body_duty_overdue", by=date(2026, 6, 5), workdays=1, **params)
    assert say(reason, "zh") == (
        "本单位逾期未履行职责“监督计划：检查（2026-05）”："
        "最迟应于 2026-06-05 完成，已逾期 1 个工作日（同类逾期共 3 项）。"
    )
    assert say(reason, "en") == (
        "A duty of the body is overdue (“Oversight plan: inspect (2026-05)”): "
        "it was due by 2026-06-05 and is 1 working day late; 3 duties of this kind are overdue."
    )


def test_a_fault_says_what_is_wrong_and_what_would_be_right() -> None:
    params: dict[str, Param] = {"value": "gren", "choices": ("green", "red"), "nearest": "green"}
    assert say_fault("bad_choice", params, "zh") == (
        "“gren”不在可选范围内。",
        "可能应为 green；从以下各项中选填：green、red。",
    )
    assert say_fault("bad_choice", {**params, "nearest": None}, "en")[1] == "Choose from: green, red."
