"""The inboxes: a finding decided with its reason, a matter taken down, handled, and confirmed by somebody else."""

from tests.browser.teams import Story
from tests.browser.test_stories_inspections import chosen_contract
from tools.hand import Hand

WHAT, DONE = "抽查台账缺三页。", "已补齐并核对原始记录。"


def test_a_finding_is_recorded_and_confirmed_from_the_inbox(story: Story) -> None:
    hand = story.hand("handler")
    hand.go("web_findings")
    hand.press(hand.said("web_findings_record"))
    hand.press(hand.said("web_findings_record"))
    assert hand.page.locator(".govuk-error-summary a").count() >= 4
    chosen_contract(hand, story)
    hand.write(hand.column("findings", "found_on"), "2026-06-30")
    hand.choose(hand.said("web_col_finding_source"), hand.word("finding_source", "inspection"))
    hand.choose(hand.column("findings", "severity"), hand.word("severity", "ordinary"))
    hand.write(hand.column("findings", "what"), WHAT)
    hand.press(hand.said("web_findings_record"))

    hand.go("web_findings")
    hand.follow(WHAT)
    hand.press(hand.said("web_finding_confirm"))
    chosen = hand.page.locator("input[name=decision][value=confirmed]")
    assert chosen.is_checked(), "which button was pressed is known"
    hand.press(hand.said("web_findings_decide"))
    assert hand.page.locator(".govuk-error-summary a").count() == 1, "a reason is missing"
    hand.write(hand.said("web_field_judged_why"), "当场清点，三页缺失。")
    hand.press(hand.said("web_findings_decide"))
    assert hand.page.locator(".govuk-error-summary").count() == 0

    hand.go("web_findings")
    hand.follow(WHAT)
    hand.follow(hand.said("web_finding_under_way"))
    if hand.page.get_by_role("button", name=hand.word("decision_act", "submit")).count():
        hand.press(hand.word("decision_act", "submit"))
    leader = story.hand("leader")
    leader.follow(leader.word("decision_kind", "finding"), near=story.contract)
    leader.press(leader.word("decision_act", "approve"))
    hand.go("web_findings")
    hand.follow(WHAT)
    assert hand.reads(hand.word("finding_stage", "confirmed"))


def test_a_matter_is_taken_down_handled_and_confirmed_by_somebody_else(story: Story) -> None:
    hand, topic = story.hand("handler"), "窗口午休无人值守，白跑一趟。"
    hand.go("web_matters")
    hand.press(hand.said("web_matters_record"))
    chosen_contract(hand, story)
    hand.write(hand.column("matters", "raised_on"), "2026-06-29")
    hand.choose(hand.column("matters", "channel"), hand.word("channel", "visit"))
    hand.write(hand.column("matters", "topic"), topic)
    hand.press(hand.said("web_matters_record"))
    assert hand.reads(topic)

    hand.press(hand.said("web_matters_handle"))
    hand.write(hand.said("web_field_matter_done"), DONE)
    hand.press(hand.said("web_matters_handle"))
    assert hand.reads(hand.word("matter_stage", "not_confirmed"))

    hand.press(hand.said("web_matters_confirm"))
    confirm(hand)
    assert hand.page.locator(".govuk-error-summary").count() == 1, "nobody confirms what he did himself"

    leader = story.hand("leader")
    leader.go("web_matters")
    leader.follow(topic)
    leader.press(leader.said("web_matters_confirm"))
    confirm(leader)
    assert leader.reads(leader.word("matter_stage", "settled"))
    assert leader.reads(leader.word("outcome", "put_right"))


def confirm(hand: Hand) -> None:
    """State that a matter was put right, as another official saw."""
    hand.choose(hand.column("matters", "outcome"), hand.word("outcome", "put_right"))
    hand.choose(hand.column("matters", "confirmed_by"), hand.word("confirmed_by", "other_official"))
    hand.press(hand.said("web_matters_confirm"))
