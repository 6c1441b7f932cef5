"""Work that may go out: registered, asked about question by question, decided, and sent for signature."""

from tests.browser.teams import Story
from tools.hand import Hand

WORK = {"zh": "城乡维护", "en": "Upkeep of town and country"}
MOST = 40
"""Questions that an interview may have."""


def test_work_is_registered_asked_about_decided_and_sent_for_signature(story: Story) -> None:
    hand = story.hand("handler")
    name = f"道路标线补划（{story.team.body}）"
    hand.go("web_work_items")
    hand.press(hand.said("web_work_items_register"))
    hand.press(hand.said("web_work_items_register"))
    assert hand.page.locator(".govuk-error-summary a").count() >= 1, "nothing was filled in"
    hand.choose(hand.column("work_items", "body"), story.name("bodies", story.team.body))
    hand.write(hand.column("work_items", "name"), name)
    hand.press(hand.said("web_work_items_register"))

    assert hand.heading == hand.said("web_boundary")
    assert answered(hand) >= 3
    hand.press(hand.said("web_boundary_store"))
    assert hand.heading == hand.said("web_record")
    assert hand.reads(name)
    assert hand.reads(story.person("handler")), "who stated the facts"

    hand.press(hand.said("web_work_items_sign"))
    hand.press(hand.said("web_work_items_sign"))
    assert hand.word("decision_kind", "verdict").casefold() in hand.heading.casefold()
    hand.press(hand.word("decision_act", "submit"))
    assert hand.reads(hand.word("step_role", "legality"))

    reviewer = story.hand("legality")
    reviewer.follow(reviewer.word("decision_kind", "verdict"))
    assert reviewer.reads(name)
    reviewer.press(reviewer.word("decision_act", "approve"))
    leader = story.hand("leader")
    leader.follow(leader.word("decision_kind", "verdict"))
    leader.press(leader.word("decision_act", "approve"))

    hand.go("web_work_items")
    hand.follow(name)
    hand.press(hand.said("web_work_item_record"))
    for role in ("handler", "legality", "leader"):
        assert hand.reads(story.person(role)), role


def answered(hand: Hand) -> int:
    """Answer what is asked, until nothing matters any more; how many questions that were."""
    for number in range(MOST):
        if hand.page.locator("main button[value=answer]").count() == 0:
            return number
        options = hand.page.locator("main input[type=radio]")
        if hand.page.locator("main select").count():
            title = hand.page.locator("main select option").filter(has_text=WORK[hand.lang]).inner_text()
            hand.page.locator("main select").select_option(label=title)
            hand.press(hand.said("web_boundary_next"))
        elif options.count():
            options.first.check()
            hand.press(hand.said("web_boundary_next"))
        else:
            hand.press(hand.said("web_boundary_unknown"))
    raise AssertionError(hand.page.inner_text("main"))


def test_an_answer_can_be_changed_and_the_rest_is_kept(story: Story) -> None:
    hand = story.hand("handler")
    hand.go("web_work_items")
    hand.follow(story.name("work_items", f"w-{story.team.contract}"))
    hand.press(hand.said("web_work_item_ask_again"))
    hand.page.locator("main input[type=radio]").first.check()
    hand.press(hand.said("web_boundary_next"))
    first = hand.page.locator("main .govuk-summary-list__value").first.inner_text()
    hand.press(hand.said("web_boundary_change"))
    options = hand.page.locator("main input[type=radio]")
    assert options.first.is_checked(), "what was said is there"
    options.nth(1).check()
    hand.press(hand.said("web_boundary_next"))
    assert hand.page.locator("main .govuk-summary-list__value").first.inner_text() != first
    hand.press(hand.said("web_boundary_back"))
    assert hand.page.locator("main input[type=radio]").nth(1).is_checked()
