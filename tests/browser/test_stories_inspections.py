"""An inspection on the spot, on a telephone: opened for a cause, recorded item by item, its finding decided."""

from tests.browser.teams import Story
from tools.browser import overflow
from tools.hand import Hand

TELEPHONE = 320
SEEN = "二楼窗口无人值守，台账缺两日。"


def chosen_contract(hand: Hand, story: Story) -> None:
    """Choose the contract of the story, which stands with its number."""
    title = hand.column("inspections", "contract")
    group = hand.page.get_by_role("group", name=title)
    hand.choose(title, group.locator("label").filter(has_text=story.contract).first.inner_text())


def test_an_inspection_is_recorded_item_by_item_on_a_telephone(story: Story) -> None:
    hand = story.hand("handler", width=TELEPHONE)
    hand.go("web_inspections")
    hand.press(hand.said("web_inspections_open"))
    chosen_contract(hand, story)
    hand.write(hand.column("inspections", "cause"), "群众反映窗口无人。")
    hand.write(hand.column("inspections", "due_on"), "2026-06-30")
    hand.press(hand.said("web_inspections_open"))
    assert hand.reads(hand.word("inspection_state", "due"))

    hand.press(hand.said("web_inspections_record"))
    assert overflow(hand.page) == ""
    inspected = hand.page.get_by_label(hand.said("web_col_inspected_on"))
    assert inspected.input_value() == "2026-06-30", "today is filled in"
    hand.press(hand.said("web_inspections_record"))
    wrong = hand.page.locator(".govuk-error-summary a").count()
    items = hand.page.locator("main fieldset:has(input[value=met])")
    assert wrong == items.count() >= 3, "every item is asked about"
    assert overflow(hand.page) == ""

    for item in items.all()[1:]:
        item.get_by_label(hand.word("check_result", "met"), exact=True).check()
    first = items.first
    first.get_by_label(hand.word("check_result", "not_met"), exact=True).check()
    around = hand.page.locator(".govuk-form-group:has(input[value=met])").first
    around.locator("summary").click()
    around.locator("textarea").fill(SEEN)
    around.get_by_label(hand.word("severity", "minor"), exact=True).check()
    hand.press(hand.said("web_inspections_record"))
    assert hand.page.locator(".govuk-error-summary").count() == 0
    assert hand.reads(hand.word("inspection_outcome", "faults"))
    assert hand.reads(SEEN)
    assert overflow(hand.page) == ""

    hand.follow(hand.said("web_inspect_finding"))
    assert hand.reads(SEEN)
    assert hand.reads(hand.word("finding_stage", "proposed"))
