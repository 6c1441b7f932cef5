"""An objection is upheld by somebody who had no part in it, and every place is corrected as visibly as it stood."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser.correcting import CLERK, Course, concludes, each_says
from tests.browser.looking import LookingHand
from tests.browser.teams import ARCHIVE, DATA

TEXTS = {
    "en": {
        "found": "Twelve of forty scans that were checked could not be read.",
        "more": "Two boxes of files came back a week late.",
        "subject": "Scans that cannot be read",
        "said": "The scans were checked on a broken screen of the archive.",
        "answer": "The screen was in order according to the handler.",
        "demand": "Scan again whatever cannot be read, and report the numbers.",
        "reason": "The screen of the archive was broken, as its own log says; the scans are sound.",
        "place": "Notice board of the archive",
        "corrected": "Put up in the same place and size on the same day.",
        "continuity": "The archive scans by itself.",
    },
    "zh": {
        "found": "抽查40份工单，12份未在约定时限内响应。",
        "more": "服务台周报两次迟交。",
        "subject": "服务台响应不及时",
        "said": "未响应的工单系贵局系统停机期间产生。",
        "answer": "经核，停机时间与工单时间不符。",
        "demand": "按约定时限响应工单，逐份补办。",
        "reason": "停机记录证明当日系统确已停机，原认定有误。",
        "place": "局门户网站通报栏",
        "corrected": "已在同一栏目同等篇幅更正。",
        "continuity": "信息中心自行值守。",
    },
}


ABOVE = replace(DATA, people=(*DATA.people, ("above", "p-county-1")))
"""With the head of the body above: the head signed the end, so he does not judge it."""


@pytest.mark.parametrize("course", [pytest.param(("en", True, ARCHIVE), id="en")], indirect=True)
def test_findings_that_were_wrong_are_taken_back_everywhere(course: Course, folder: Path) -> None:
    said = TEXTS["en"]
    found_at = ordered(course, said)
    course.received()
    course.do(CLERK, "contest", lambda hand: objects(hand, said["said"], "order"))
    by_author = course.refused("leader", "decide_objection", lambda hand: decides(hand, said))
    assert by_author, "whoever signed the order does not decide"
    course.day("2026-07-10")
    course.do("head", "decide_objection", lambda hand: decides(hand, said))
    hand = course.hand("handler")
    assert course.stage() == hand.word("case_stage", "closed")
    for role in ("handler", CLERK):
        hand = course.hand(role).at(found_at)
        assert corrected(hand), f"the finding as {role} sees it"
        assert corrected(course.at_case(role)), f"the case as {role} sees it"
    citizen = course.behind_the_code()
    assert citizen.page.locator(".govuk-inset-text.warning .govuk-body-l").count() == 1, (
        "as large as it stood"
    )
    course.do("handler", "correct", lambda hand: corrects(hand, said))
    assert course.at_case("handler").page.locator("#owed + ul .bad").count() == 0, "nothing is owed any more"
    found = course.papers("handler", folder)
    assert found >= {hand.word("paper_kind", each) for each in ("objection", "objection_decision", "order")}


@pytest.mark.parametrize("course", [pytest.param(("zh", True, ABOVE), id="zh")], indirect=True)
def test_an_end_that_was_wrong_is_annulled(course: Course, folder: Path) -> None:
    said = TEXTS["zh"]
    ordered(course, said)
    course.received()
    course.do(CLERK, "report", lambda hand: each_says(hand, "report.", said["said"]))
    course.rechecked("legality", "样数复1号", "not_corrected", said["found"])
    course.do("leader", "find_not_corrected", lambda hand: concludes(hand, said["found"], "样数认1号"))
    course.ended("逾期仍未整改到位", "2026-08-31", said["more"], "样数解1号", said["continuity"])
    course.received()
    course.do(CLERK, "contest", lambda hand: objects(hand, said["said"], "end"))
    assert course.refused("head", "decide_objection", lambda hand: decides(hand, said))
    course.do("above", "decide_objection", lambda hand: decides(hand, said))
    hand = course.at_case("handler")
    assert hand.reads(hand.said("web_case_annulled"))
    assert course.at_case(CLERK).reads(hand.said("web_side_annulled"))
    citizen = course.behind_the_code()
    assert citizen.reads(citizen.said("web_mine_annulled"))
    course.do("handler", "correct", lambda hand: corrects(hand, said))
    assert hand.word("paper_kind", "ending") in course.papers("handler", folder)


def ordered(course: Course, said: dict[str, str]) -> str:
    """From what a citizen raised to the order; where the finding stands."""
    course.raised(said["found"])
    found_at = course.finding(said["found"], "matter", "ordinary")
    course.opened(said["subject"], (said["found"][:12],))
    course.notified(f"{said['subject']} 1")
    course.do(CLERK, "state", lambda hand: hand.write(hand.said("web_field_case_text"), said["said"]))
    course.day("2026-07-08")
    course.ordered(f"{said['subject']} 2", (said["demand"],), workdays=3, answer=said["answer"])
    return found_at


def objects(hand: LookingHand, text: str, against: str) -> None:
    """Object to a step."""
    group = hand.page.locator("main fieldset")
    if group.count():
        hand.click(group.locator("label").filter(has_text=hand.word("case_act", against)).first)
    hand.write(hand.said("web_field_case_text"), text)


def decides(hand: LookingHand, said: dict[str, str]) -> None:
    """Uphold it: every finding is set aside, and the place is named."""
    hand.choose(hand.said("web_field_case_result"), hand.word("case_reviewed", "upheld"))
    hand.write(hand.said("web_field_case_reason"), said["reason"])
    group = hand.page.get_by_role("group", name=hand.said("web_field_case_set_aside"))
    for each in group.locator("label").all():
        hand.click(each)
    hand.write(hand.said("web_field_case_places"), said["place"])
    hand.write(hand.said("web_field_case_number"), f"{said['subject']} 9")


def corrects(hand: LookingHand, said: dict[str, str]) -> None:
    """Say that the place was corrected."""
    hand.choose(hand.said("web_field_case_place"), said["place"])
    hand.write(hand.said("web_field_case_note"), said["corrected"])


def corrected(hand: LookingHand) -> bool:
    """Whether the page carries the correction."""
    return hand.page.locator("main .govuk-inset-text.warning").count() >= 1
