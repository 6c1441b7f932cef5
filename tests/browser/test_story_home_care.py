"""Home care: ratings are low, an order says what has to be put right, somebody else looks again, and all is well.

The whole story is told without JavaScript.
"""

from pathlib import Path

import pytest

from tests.browser.correcting import CLERK, Course, each_says, standing
from tests.browser.teams import CIVIL

BAD = "6月差评占比超过三成，集中反映上门迟到、服务时长不足。"
LATE = "6月抽查20户，5户当日无人上门且未提前告知。"
SUBJECT, STATEMENT = "居家养老差评集中", "6月两名护理员离职，新人7月1日到岗。"
DEMANDS = (
    "不能按时上门的，提前2小时告知并另约时间。",
    "固定护理员，上门时间提前一日确认，差评占比降到一成以下。",
)
ANSWER = "人员变动由承接主体自行安排，不属于免责事由。"
NOTICE, ORDER, CHECK = "样民告〔2026〕12号", "样民整〔2026〕9号", "样民复〔2026〕5号"
TOLD = pytest.param(("zh", False, CIVIL), id="zh-without-javascript")


@pytest.mark.parametrize("course", [TOLD], indirect=True)
def test_what_was_rated_low_is_put_right_and_closed(course: Course, folder: Path) -> None:
    course.finding(BAD, "rating", "ordinary")
    course.finding(LATE, "inspection", "ordinary")
    course.opened(SUBJECT, (BAD[:10], LATE[:10]))
    course.notified(NOTICE)
    handler = course.hand("handler")
    too_early = course.refused("handler", "order", lambda hand: course.order(hand, ORDER, DEMANDS, 5))
    assert "2026-07-08" in too_early, "the day on which it becomes possible"
    assert "2026-07-08" in course.shut("handler", "order")
    course.do(CLERK, "state", lambda hand: hand.write(hand.said("web_field_case_text"), STATEMENT))

    course.day("2026-07-08")
    course.ordered(ORDER, DEMANDS, workdays=5, answer=ANSWER)
    course.received()
    waits = course.at_case(CLERK).page.inner_text("#waits + ul")
    assert "2026-07-15" in waits, "five working days from arrival"
    course.system.tick("assess")
    assert standing(course.at_contract("leader")) == handler.word("standing", "rectifying")

    course.day("2026-07-14")
    course.do(CLERK, "report", lambda hand: each_says(hand, "report.", "7月13日前全部完成，台账附后。"))
    by_author = course.shut("leader", "recheck")
    assert handler.word("case_act", "recheck") in by_author, "whoever signed the order does not look again"
    course.rechecked("legality", CHECK, "corrected", "电话回访30户，均已固定护理员。")
    assert course.stage() == handler.word("case_stage", "closed")
    kinds = ("notice", "receipt", "statement", "order", "report", "recheck", "closing")
    assert course.papers("handler", folder) >= {handler.word("paper_kind", each) for each in kinds}
    course.papers(CLERK, folder / "provider")
    course.system.tick("assess")
    assert standing(course.at_contract("leader")) == handler.word("standing", "clear")
