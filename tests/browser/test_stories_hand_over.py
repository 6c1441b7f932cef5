"""Who answers when the leader is away: a stand-in is named, a successor proposed, signed for and accepted."""

import pytest

from tests.browser.teams import HANDED_OVER, Story
from tools.hand import Hand

FROM, UNTIL = "2026-06-30", "2026-09-30"


def choose_person(hand: Hand, title: str, person: str) -> None:
    """Choose somebody out of a row of buttons or a list, where people stand with their numbers."""
    group = hand.page.get_by_role("group", name=title)
    answers = group.locator("label") if group.count() else hand.page.get_by_label(title).locator("option")
    hand.choose(title, answers.filter(has_text=person).first.inner_text())


def who_answers(hand: Hand, story: Story) -> str:
    """Who answers for the contract, as its page says."""
    hand.go("web_contracts")
    hand.follow(story.contract)
    return hand.page.locator("main p.answer").first.inner_text()


def stand_in_named(head: Hand, gone: str, stands_in: str) -> None:
    """The head says that somebody is away, and who stands in."""
    head.go("web_people")
    head.follow(gone)
    head.follow(head.said("web_people_stand_in"))
    head.write(head.said("web_field_starts"), FROM)
    head.write(head.said("web_field_ends"), UNTIL)
    choose_person(head, head.said("web_field_stand_in"), stands_in)
    head.press(head.said("web_people_stand_in"))
    assert head.reads(stands_in)


def leader_appointed(head: Hand, story: Story, person: str) -> None:
    """The head gives somebody the post of a leader."""
    head.go("web_people")
    head.follow(head.said("web_bodies"))
    head.follow(story.name("bodies", story.team.body))
    head.follow(head.said("web_bodies_begin_post"))
    choose_person(head, head.said("web_field_appointee"), person)
    head.choose(head.column("posts", "role"), head.word("post_role", "leader"))
    head.write(head.said("web_field_starts"), FROM)
    head.press(head.said("web_bodies_begin_post"))
    assert head.page.locator(".govuk-error-summary").count() == 0


@pytest.mark.parametrize("story", HANDED_OVER, indirect=True)
def test_a_contract_is_handed_over_while_its_leader_is_away(story: Story) -> None:
    head, stands_in, successor = story.hand("head"), story.person("legality"), story.person("supervisor")
    assert who_answers(head, story) == story.person("leader")
    stand_in_named(head, story.person("leader"), stands_in)
    assert who_answers(head, story) == stands_in
    leader_appointed(head, story, successor)

    hand = story.hand("handler")
    assert who_answers(hand, story) == stands_in
    hand.follow(hand.said("web_contracts_assign"))
    choose_person(hand, hand.said("web_field_person"), successor)
    hand.write(hand.said("web_field_starts"), FROM)
    hand.press(hand.said("web_contracts_assign"))
    hand.press(hand.word("decision_act", "submit"))
    assert hand.reads(hand.said("web_waits_for", role=hand.word("step_role", "head")))

    head.go("web_duties")
    head.follow(head.word("decision_kind", "assign"), near=story.contract)
    assert head.reads(successor)
    head.press(head.word("decision_act", "approve"))
    assert who_answers(hand, story) == stands_in, "nothing is handed over before it is accepted"

    accepting = story.hand("supervisor")
    accepting.follow(accepting.word("decision_kind", "assign"), near=story.contract)
    accepting.press(accepting.word("decision_act", "approve"))
    assert accepting.reads(accepting.word("approval_state", "executed"))
    assert who_answers(hand, story) == successor
    accepting.go("web_duties")
    assert (
        accepting.page.locator("main li").filter(has_text=accepting.word("decision_kind", "assign")).count()
        == 0
    )
