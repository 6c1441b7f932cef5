"""The cheap contract without an exit clause: one side cannot end it, so it is not renewed, and it runs out."""

from pathlib import Path

import pytest

from answerable.core.terms.message import Message
from answerable.render import words
from tests.browser.correcting import CLERK, Course, assert_done, by_front_desk, standing
from tests.browser.looking import LookingHand
from tests.browser.teams import PREMISES

SUBJECT, CHECKS = "Cleaning below the agreed standard", "In May fewer than 90 per cent"
REASON = "Spot checks were failed in May and June; the price does not pay for the staff that was agreed."
NUMBER = "PSC 2026 No. 7"
LAST, AFTER = "2026-09-30", "2026-10-09"
WARNED = ("2026-08-31", "2026-09-23", "2026-09-29")
"""30, 7 and 1 days before the end."""
TOLD = pytest.param(("en", True, PREMISES), id="en")


@pytest.mark.parametrize("course", [TOLD], indirect=True)
def test_a_contract_without_an_exit_clause_is_not_renewed(course: Course, folder: Path) -> None:
    course.opened(SUBJECT, (CHECKS,))
    no_way_for_one_side(course)
    left_to_run_out(course)
    for times, each in enumerate(WARNED, start=1):
        course.day(each)
        assert reminded(course) == times, f"reminders until {each}"
    course.day("2026-10-01")
    hand = course.at_contract("leader")
    assert standing(hand) == hand.word("standing", "ended_expired")
    assert course.stage() == hand.word("case_stage", "over")
    course.handed_over()
    assert course.stage() == hand.word("case_stage", "handed_over")
    found = course.papers("handler", folder)
    assert found >= {hand.word("paper_kind", each) for each in ("non_renewal", "receipt", "handover")}
    course.papers(CLERK, folder / "provider")


def no_way_for_one_side(course: Course) -> None:
    """The page says which grounds there would be, what they need, and who would answer for it without one."""
    hand = course.ways("leader")
    assert hand.reads(hand.said("web_case_exposed", name=course.person("leader")))
    one_sided = hand.page.locator("#grounds ~ section")
    assert one_sided.count() >= 3, "the grounds in law are listed"
    shut = one_sided.filter(has_text=hand.word("way_stands", "closed"))
    assert shut.count() == one_sided.count(), "none is open"
    handler = course.hand("handler").at(f"/contracts/{course.team.contract}/do/end-on-ground/")
    handler.write(handler.said("web_field_last_day"), "2026-07-31")
    handler.write(handler.column("amendments", "reason"), REASON)
    handler.press(handler.said("web_contracts_end_on_ground"))
    text = handler.page.inner_text("main")
    assert course.person("leader") in text, "whoever would be exposed is named"
    for role in ("legality", "leader", "head"):
        assert (
            handler.page.get_by_role("button", name=handler.word("decision_act", "approve")).count() == 0
        ), role


def left_to_run_out(course: Course) -> None:
    """The decision not to renew: signed, told in time, and received."""
    course.day("2026-07-20")
    hand = course.ways("handler")
    way = hand.page.locator("#free ~ section").filter(has_text=hand.word("ending_way", "expiry"))
    hand.click(way.get_by_role("link").first)
    hand.write(hand.said("web_field_last_day"), LAST)
    hand.write(hand.said("web_field_notice_on"), "2026-07-20")
    hand.write(hand.column("amendments", "reason"), REASON)
    hand.write(hand.said("web_field_case_number"), NUMBER)
    hand.press(hand.said("web_contracts_expire"))
    assert_done(hand)
    course.decided(hand, "legality", "leader", "head")
    assert course.stage() == hand.word("case_stage", "leaving")
    course.do(CLERK, "receive", by_front_desk)
    assert course.stage() == hand.word("case_stage", "running_out")


def reminded(course: Course) -> int:
    """Whether the handler was told since, once more, that the end of the contract comes near."""
    hand: LookingHand = course.hand("handler")
    hand.page.goto("/duties/")
    hand.go("web_notices")
    told = words.say(Message.of("notice_case_reminder", contract=course.contract, by=LAST), hand.lang)
    return hand.page.locator("main li").filter(has_text=told).count()
