"""Summaries and reports without anything that could be checked."""

from fractions import Fraction

from tests.core.watch.papers.good import SUMMARY, look

EMPTY = (
    "我们统一思想，提高认识。我们加强领导，压实责任。我们创新举措，狠抓落实。各项工作有序推进。服务水平明显提升。群众满意度不断提高。"
    "队伍建设持续加强。作风建设成效显著。制度体系日益完善。工作氛围更加浓厚。"
    "工作中仍存在不少困难和问题。下一步，要继续努力。"
)
TITLE = "样北镇中心卫生院2025年工作总结\n"


def test_a_summary_of_nothing_but_phrases_is_asked_about() -> None:
    alert = look(TITLE + EMPTY)["paper-no-facts"]
    assert (alert.value, alert.threshold) == (Fraction(0), Fraction(15, 100))
    assert len(alert.passages) == 3
    assert alert.passages[0].text == "我们统一思想，提高认识。"


def test_two_sentences_of_fourteen_with_a_fact_are_just_enough_and_one_is_not() -> None:
    assert "paper-no-facts" not in look(TITLE + "全年接诊41236人次。住院1862人次。新增设备3台。" + EMPTY)
    assert "paper-no-facts" in look(TITLE + "全年接诊41236人次。" + EMPTY)


def test_the_numbers_of_headings_are_no_facts() -> None:
    numbered = "\n".join(f"（{at}）{each}。" for at, each in enumerate(EMPTY.split("。")[:-1], start=1))
    assert "paper-no-facts" in look(TITLE + numbered)


def test_a_plan_a_speech_and_a_short_paper_need_no_figures() -> None:
    assert "paper-no-facts" not in look("样北镇2026年工作计划\n" + EMPTY)
    assert "paper-no-facts" not in look("在动员会上的讲话\n" + EMPTY)
    assert "paper-no-facts" not in look(TITLE + "我们统一思想，提高认识。工作有序推进。")
    assert "paper-no-facts" not in look(SUMMARY)
