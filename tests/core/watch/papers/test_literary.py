"""Literature in the place of official papers."""

from fractions import Fraction

import pytest

from answerable.actions.offline.model.stories.summary import _TEXT
from answerable.core.watch.papers.values import Held
from tests.core.watch.papers.good import HOME, INVITATION, NOTICE, ON, SPEECH, SUMMARY, look

TOLD = """
样北县卫生健康局关于做好春季传染病防控工作的通知
各乡镇卫生院：
春风吹过样河的两岸，像一双温柔的手，轻轻推开孩子们的窗。
可是你听，流感的脚步声也悄悄地来了，仿佛一个看不见的贼，在夜色里游走。
“妈妈，我冷。”小女孩低声说。母亲握着她滚烫的指尖，泪光在眼眶里闪动。
就让我们化作一盏盏灯火，守望每一个不眠的夜晚。
愿微笑像花瓣一样，重新落满校园的操场。
请各单位认真落实。
样北县卫生健康局
2026年3月5日
"""


def test_a_notice_told_as_prose_is_shown_with_its_passages() -> None:
    alert = look(TOLD)["paper-literary"]
    assert alert.value is not None
    assert alert.value > Fraction(3, 5)
    assert len(alert.passages) == 5
    assert alert.passages[0].text.startswith("春风吹过样河")
    assert "paper-literary" not in look(NOTICE)


def test_the_novelists_summary_is_literature() -> None:
    alert = look(_TEXT)["paper-literary"]
    assert any("晨光" in each.text for each in alert.passages)
    assert dict(alert.what.params)["facts"] == 0


def test_half_a_page_of_figures_makes_it_a_paper_again() -> None:
    facts = "2026年3月1日至5日，全县报告流感病例132例。接种疫苗2600剂。检查学校12所。发现隐患36处。整改31处。"
    assert "paper-literary" not in look(TOLD.replace("请各单位认真落实。", facts))


def test_one_sort_of_mark_alone_is_a_manner_of_speaking() -> None:
    flat = "样北镇动员大会讲话\n" + "干部要像钉钉子一样抓落实。" * 6
    assert "paper-literary" not in look(flat)


def test_a_model_that_reads_it_as_literature_lowers_what_is_wanted() -> None:
    plain = "加强组织领导。强化责任担当。抓好宣传引导。做好信息报送。密切协调配合。各单位要提高认识。"
    text = TOLD.replace("请各单位认真落实。", plain * 3)
    assert "paper-literary" not in look(text)
    assert "paper-literary" in look(text, held=Held(ON, HOME, literary=Fraction(19, 20)))
    assert "paper-literary" not in look(text, held=Held(ON, HOME, literary=Fraction(4, 5)))


@pytest.mark.parametrize("text", [SPEECH, INVITATION, SUMMARY])
def test_a_metaphor_an_appeal_and_a_citizens_words_are_no_literature(text: str) -> None:
    assert "paper-literary" not in look(text, held=Held(ON, HOME, literary=Fraction(1)))


def test_a_story_that_claims_to_be_no_paper_is_left_alone() -> None:
    assert look(TOLD.replace("关于做好春季传染病防控工作的通知", "的春天")) == {}
