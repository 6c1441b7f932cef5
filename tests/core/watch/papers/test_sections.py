"""Summaries of work that leave out problems or next steps."""

import pytest

from answerable.actions.offline.model.stories.summary import _TEXT
from tests.core.watch.papers.good import REPORT, SUMMARY, look


def missing(text: str) -> tuple[str, ...]:
    alert = look(text).get("paper-sections")
    found = dict(alert.what.params)["missing_en"] if alert else ()
    assert isinstance(found, tuple)
    return found


def without(text: str, *starts: str) -> str:
    """The text without the sections that begin with these words, up to the next heading or the signature."""
    lines, skip = [], False
    for line in text.strip().split("\n"):
        if line[:2] in ("一、", "二、", "三、") or line.startswith(("样北镇", "特此")):
            skip = line.startswith(starts)
        if not skip:
            lines.append(line)
    return "\n".join(lines)


def test_a_summary_without_problems_or_next_steps_is_asked_about() -> None:
    assert missing(without(SUMMARY, "二、")) == ("problems",)
    assert missing(without(SUMMARY, "三、")) == ("next steps",)
    assert missing(without(SUMMARY, "二、", "三、")) == ("problems", "next steps")
    assert missing(without(REPORT, "二、", "三、")) == ("problems", "next steps")


@pytest.mark.parametrize(
    "said",
    [
        "一年来，工作取得了成绩，但也存在信息录入不及时等问题。下一步，我院将加强培训。",
        "对照群众期盼，服务还不够细致。今后，每月抽查档案50份。",
        "主要困难是全科医生短缺，这是短板所在，群众仍有候诊时间长的困难。2026年工作重点是招聘2名医生。",
    ],
)
def test_a_clear_sentence_is_as_good_as_a_heading(said: str) -> None:
    assert (
        missing(
            without(SUMMARY, "二、", "三、").replace(
                "样北镇中心卫生院\n2026", f"{said}\n样北镇中心卫生院\n2026"
            )
        )
        == ()
    )


def test_problems_that_were_solved_are_not_the_problems_that_are_left() -> None:
    text = "样北镇2025年工作总结\n全年解决群众反映的问题312件。明年继续推进。"
    assert missing(text) == ("problems",)


@pytest.mark.parametrize(
    "title",
    [
        "样北镇义诊活动总结",
        "样北镇人民政府关于报送2025年防汛工作情况的报告",
        "样北镇人民政府关于整改落实情况的报告",
        "样北镇2026年工作计划",
        "样北镇工作月报",
    ],
)
def test_papers_on_one_event_and_plans_need_no_such_sections(title: str) -> None:
    assert missing(f"{title}\n3月12日，镇政府组织义诊，服务216人次。") == ()


def test_the_novelists_summary_has_neither() -> None:
    assert missing(_TEXT) == ("problems", "next steps")
