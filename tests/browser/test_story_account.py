"""The account operator: a citizen is insulted, the account is taken back at once, and the contract is ended."""

import re
import time
from pathlib import Path

import pytest

from tests.browser.correcting import CLERK, Course, assert_done, by_front_desk, concludes, each_says
from tests.browser.looking import LookingHand
from tests.browser.teams import OFFICE

TOPIC = "在政务号留言问路灯何时修，被回复“闲得慌就自己去修”。"
URGENT = "以政务号名义辱骂留言群众，继续由其运维将扩大影响。"
INSULT = "6月30日以账号名义辱骂询问路灯维修的群众，未经审核发布。"
INSULTS = "5月28日以账号名义回复群众询问路灯维修"
PADDED = "4月至5月采集发文52篇"
STATEMENT = "系新入职小编个人行为，已批评教育。"
ANSWER = "发布须经审核是合同约定，管理失职由承接主体负责。"
DEMANDS = tuple(f"第{number}项：停止并逐条更正，向当事群众书面道歉。" for number in (1, 2, 3))
NOTICE, ORDER, CHECK = "样政办告〔2026〕3号", "样政办整〔2026〕3号", "样政办复〔2026〕2号"
FAILED, ENDING = "样政办认〔2026〕1号", "样政办解〔2026〕1号"
CONTINUITY = "账号由政府办公室信息科自行运维，8月1日起值守。"
URGENT_CLICKS, HOUR = 6, 3600
TOLD = pytest.param(("zh", True, OFFICE), id="zh")


@pytest.mark.parametrize("course", [TOLD], indirect=True)
def test_an_insult_ends_the_contract(course: Course, folder: Path) -> None:
    citizen_is_heard(course)
    account_is_taken_back(course)
    told_and_heard(course)
    ordered_in_vain(course)
    one_side_ends_it(course)
    course.day("2026-08-03")
    citizen = course.behind_the_code()
    assert citizen.reads(citizen.word("mine_state", "ended_unilateral"))
    course.handed_over()
    assert course.stage() == citizen.word("case_stage", "handed_over")
    kinds = ("protection", "protection_review", "notice", "order", "recheck", "not_corrected", "ending")
    found = course.papers("handler", folder)
    assert found >= {citizen.word("paper_kind", each) for each in (*kinds, "receipt", "handover")}
    course.papers(CLERK, folder / "provider")


def citizen_is_heard(course: Course) -> None:
    """The citizen's word is taken down; so far nothing came of it."""
    course.raised(TOPIC)
    citizen = course.behind_the_code()
    assert citizen.reads(citizen.said("web_mine_nothing_started"))


def account_is_taken_back(course: Course) -> None:
    """Within six clicks; and the leader, not the handler, says the next day whether it stays so."""
    began = time.time()
    hand = course.hand("handler").at(course.matter)
    before = hand.tally.clicks
    hand.follow(hand.said("web_cases_urgent"))
    hand.choose(hand.said("web_field_case_measures"), hand.word("case_measure", "account_back"))
    hand.choose(hand.said("web_field_case_measures"), hand.word("case_measure", "protect_people"))
    hand.write(hand.said("web_field_case_reason"), URGENT)
    hand.press(hand.said("web_cases_urgent"))
    assert_done(hand)
    assert hand.tally.clicks - before <= URGENT_CLICKS
    assert time.time() - began < HOUR
    course.case = hand.page.url.rstrip("/").rsplit("/", 1)[-1]
    taken = hand.page.locator("#protections + ul .note").first.inner_text()
    assert re.match(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", taken), "the instant is on record"
    citizen = course.behind_the_code()
    assert citizen.reads(citizen.said("web_mine_started"))
    assert not citizen.reads(citizen.said("web_mine_nothing_started"))

    def reviews(hand: LookingHand) -> None:
        measures = hand.page.locator("main input[name=step]").first
        if not measures.is_checked():
            hand.click(measures)
        hand.choose(hand.said("web_field_case_upheld"), hand.word("yes_no", "yes"))
        hand.write(hand.said("web_field_case_reason"), "属实，继续收回。")

    by_himself = course.refused("handler", "review_protection", reviews)
    assert hand.word("case_act", "review_protection") in by_himself
    course.finding(INSULT, "matter", "serious")
    course.day("2026-07-01")
    course.do("leader", "review_protection", reviews)


def told_and_heard(course: Course) -> None:
    """The findings are put into the case; notice is served, and the clerk speaks."""

    def adds(hand: LookingHand) -> None:
        for each in (INSULT, INSULTS, PADDED):
            hand.click(hand.page.locator("main label").filter(has_text=each[:18]).first)

    course.do("handler", "find", adds)
    course.notified(NOTICE)
    too_early = course.refused("handler", "order", lambda hand: course.order(hand, ORDER, DEMANDS, 3))
    assert "2026-07-09" in too_early
    course.do(CLERK, "state", lambda hand: hand.write(hand.said("web_field_case_text"), STATEMENT))
    not_hers = course.shut("handler", "dismiss")
    assert "2026-07-09" in not_hers


def ordered_in_vain(course: Course) -> None:
    """An order is signed and served; somebody else looks again, and nothing was put right."""
    course.day("2026-07-09")
    course.ordered(ORDER, DEMANDS, workdays=3, answer=ANSWER)
    course.received()
    course.day("2026-07-14")
    course.do(CLERK, "report", lambda hand: each_says(hand, "report.", "已整改。"))
    assert course.shut("leader", "recheck"), "who signed the order does not look again"
    course.rechecked("legality", CHECK, "not_corrected", "7月10日至14日仍有未经审核的发布。")
    assert course.shut("legality", "find_not_corrected"), "who looked again does not conclude"

    course.do("leader", "find_not_corrected", lambda hand: concludes(hand, "三项均未整改到位。", FAILED))
    citizen = course.behind_the_code()
    assert citizen.reads(citizen.word("mine_state", "not_corrected"))


def one_side_ends_it(course: Course) -> None:
    """On the exit clause for what is not put right; the clerk receives the notice."""
    course.ended("逾期仍未整改到位", "2026-07-31", "逾期未整改到位，且辱骂群众。", ENDING, CONTINUITY)
    hand = course.do(CLERK, "receive", by_front_desk)
    assert course.stage() == hand.word("case_stage", "parting")
