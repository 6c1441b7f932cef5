"""The handler's month: his duties one after the other, the score sheet of a month, and readings."""

from tests.browser.teams import PERIODS, Story
from tools.hand import Hand

INSPECT, SCORE = "inspect", "score"


def card_of(hand: Hand, contract: str, kind: str) -> str:
    """The duty of a plan as it is called on the duty page."""
    what = {
        "zh": f"监督计划：{hand.word('duty_kind', kind)}",
        "en": f"Oversight plan: {hand.word('duty_kind', kind)}",
    }
    return what[hand.lang]


def test_a_duty_that_was_done_is_gone_from_the_list(story: Story) -> None:
    hand = story.hand("handler")
    duty = card_of(hand, story.contract, INSPECT)
    cards = hand.page.locator("main li").filter(has_text=duty)
    before = cards.count()
    assert before
    hand.follow(hand.said("web_duties_done"), near=duty)
    assert hand.heading == hand.said("web_duties_do")
    assert duty.split("：")[-1].split(": ")[-1] in hand.page.inner_text("main")
    hand.write(hand.column("duties_done", "note"), "三处查看，均符合约定。")
    hand.press(hand.said("web_duties_do"))
    assert hand.heading == hand.said("web_duties")
    assert hand.reads(hand.said("web_duties_recorded"))
    assert cards.count() == before - 1


def test_a_month_is_scored_from_the_duty_page(story: Story) -> None:
    hand = story.hand("handler")
    hand.follow(hand.said("web_duties_score"), near=story.contract)
    assert hand.heading == hand.said("web_figures_score")
    assert hand.reads(story.contract)
    period = hand.page.get_by_label(hand.column("scores", "period")).first.input_value()
    points = hand.page.locator('input[name^="points."]')
    for each in points.all():
        each.fill("1")
    points.last.fill("1000")
    hand.press(hand.said("web_figures_score"))
    assert hand.page.locator(".govuk-error-summary a").count() == 1
    assert points.last.input_value() == "1000", "what was typed is kept"
    points.last.fill("2")
    hand.press(hand.said("web_figures_score"))
    assert hand.heading.endswith(period)
    assert hand.reads(story.person("handler"))
    hand.go("web_duties")
    left = hand.page.locator("main li").filter(has_text=hand.said("web_duties_score"))
    assert left.filter(has_text=story.contract).count() == 0, "with the sheet the duty is done"


def test_readings_are_entered_on_one_screen(story: Story) -> None:
    hand = story.hand("handler")
    hand.go("web_figures")
    hand.follow(story.contract)
    hand.press(hand.said("web_figures_read"))
    hand.write(hand.column("readings", "recorded"), "2026-06-30")
    hand.choose(hand.column("readings", "source"), hand.word("reading_source", "body"))
    period = hand.page.locator('input[name^="period."]').first
    period.fill(PERIODS[str(period.get_attribute("name")).removeprefix("period.")])
    hand.page.locator('input[name^="numerator."]').first.fill("97")
    hand.press(hand.said("web_figures_read"))
    assert hand.page.locator(".govuk-error-summary a").count() >= 1, "a denominator is missing"
    hand.page.locator('input[name^="denominator."]').first.fill("100")
    hand.press(hand.said("web_figures_read"))
    if hand.page.locator(".govuk-error-summary").count():
        # The month was read already: whoever means to add to it says so.
        hand.choose(hand.said("web_figures_more"), hand.word("yes_no", "yes"))
        hand.press(hand.said("web_figures_read"))
    assert hand.page.locator(".govuk-error-summary").count() == 0
    hand.follow(hand.said("web_figures_readings"))
    assert hand.reads("2026-06-30")
