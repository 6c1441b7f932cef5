"""Two people at the same thing: whoever comes second sees what is there now and what he wrote, and nothing is lost."""

from tests.browser.teams import Story
from tools.hand import Hand

CONFLICT = 409


def at_the_form(hand: Hand, story: Story) -> None:
    """Open the form that corrects the work item of the story's contract."""
    hand.go("web_work_items")
    hand.follow(story.name("work_items", f"w-{story.team.contract}"))
    hand.press(hand.said("web_work_items_correct"))


def test_whoever_corrects_second_is_shown_both_versions(story: Story) -> None:
    first, second = story.hand("handler"), story.hand("handler")
    at_the_form(first, story)
    at_the_form(second, story)
    title = first.column("work_items", "in_house_share")

    first.write(title, "0.25")
    first.press(first.said("web_work_items_correct"))
    assert first.page.locator(".govuk-error-summary").count() == 0

    second.write(title, "0.5")
    statuses: list[int] = []
    second.page.on("response", lambda answer: statuses.append(answer.status))
    second.press(second.said("web_work_items_correct"))
    assert CONFLICT in statuses
    assert second.reads(second.said("web_desk_moved"))
    assert second.page.get_by_label(title).input_value() == "0.5", "what was typed is kept"
    now = second.page.locator(".govuk-inset-text").filter(has_text=second.said("web_desk_now"))
    assert "0.25" in now.first.inner_text(), "what is there now is shown"

    second.press(second.said("web_work_items_correct"))
    assert second.page.locator(".govuk-error-summary").count() == 0, "having seen it he may decide"
    at_the_form(first, story)
    assert first.page.get_by_label(title).input_value() == "0.5"
