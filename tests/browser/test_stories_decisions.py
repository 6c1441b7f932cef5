"""Decisions: proposed by the handler, returned by the legality reviewer with a reason, signed by leader and head."""

from datetime import date, timedelta

from tests.browser.teams import Story
from tools.hand import Hand

REASON = "重新采购尚需时间，期间服务不能中断。"
BUDGET = "2027年政府购买服务预算"
DOUBT = "请写明延长期间的价格依据。"


def ends_of(hand: Hand, story: Story) -> date:
    """The last day of the contract, as its page says it."""
    hand.go("web_contracts")
    hand.follow(story.contract)
    term = hand.page.locator("dl > div").filter(has_text=hand.said("term")).first.inner_text()
    return date.fromisoformat(max(word for word in term.replace("至", " ").split() if word[:2] == "20"))


def confirm_funds(story: Story, since: date) -> None:
    """The leader confirms money for the time after the contract's end."""
    leader = story.hand("leader")
    leader.go("web_contracts")
    leader.follow(story.contract)
    leader.follow(leader.said("web_contracts_confirm_funds"))
    leader.write(leader.column("funds", "line"), BUDGET)
    leader.write(leader.column("funds", "starts"), since.isoformat())
    leader.write(leader.column("funds", "ends"), (since + timedelta(days=200)).isoformat())
    leader.write(leader.said("web_field_amount"), "300000")
    leader.choose(leader.column("funds", "currency"), leader.word("currency", "CNY"))
    leader.press(leader.said("web_contracts_confirm_funds"))
    assert leader.reads(BUDGET)


def propose_extension(hand: Hand, story: Story) -> date:
    """An extension of the contract is proposed and submitted; its new last day."""
    ends = ends_of(hand, story)
    title = hand.said("web_contracts_extend")
    if hand.page.get_by_role("link", name=title).count() == 0:
        hand.open(hand.said("web_deeds_shut"))
        assert hand.reads(title), "what is missing is said"
        confirm_funds(story, ends + timedelta(days=1))
        hand.page.reload()
    hand.follow(title)
    longer = ends + timedelta(days=90)
    hand.write(hand.said("web_field_new_ends"), longer.isoformat())
    hand.press(title)
    assert hand.page.locator(".govuk-error-summary a").count() == 1, "a reason is missing"
    hand.write(hand.column("amendments", "reason"), REASON)
    hand.press(title)
    assert hand.reads(longer.isoformat())
    hand.press(hand.word("decision_act", "submit"))
    assert hand.reads(hand.said("web_waits_for", role=hand.word("step_role", "legality")))
    return longer


def sign(story: Story, role: str, kind: str) -> Hand:
    """Whoever has this role signs the decision that waits for him."""
    hand = story.hand(role)
    hand.follow(hand.word("decision_kind", kind), near=story.contract)
    hand.press(hand.word("decision_act", "approve"))
    assert hand.reads(story.person(role))
    return hand


def test_an_extension_is_returned_with_a_reason_revised_and_signed_by_all(story: Story) -> None:
    hand, kind = story.hand("handler"), "extend"
    longer = propose_extension(hand, story)

    reviewer = story.hand("legality")
    reviewer.follow(reviewer.word("decision_kind", kind), near=story.contract)
    reviewer.press(reviewer.word("decision_act", "return_for_revision"))
    assert reviewer.page.locator(".govuk-error-summary").count() == 1, "returning needs a reason"
    reviewer.write(reviewer.said("web_reason"), DOUBT)
    reviewer.press(reviewer.word("decision_act", "return_for_revision"))
    assert reviewer.reads(reviewer.word("approval_state", "returned"))

    hand.go("web_duties")
    assert hand.reads(hand.said("web_to_revise"))
    hand.follow(hand.word("decision_kind", kind), near=story.contract)
    assert hand.reads(DOUBT)
    hand.follow(hand.said("web_decisions_edit"))
    assert hand.page.get_by_label(hand.said("web_field_new_ends")).input_value() == longer.isoformat()
    hand.write(hand.column("amendments", "reason"), f"{REASON}价格不变，按原合同单价。")
    hand.press(hand.said("web_decisions_edit"))
    hand.press(hand.word("decision_act", "submit"))

    for role in ("legality", "leader"):
        sign(story, role, kind)
    last = sign(story, "head", kind)
    assert last.reads(last.word("approval_state", "executed"))
    assert ends_of(hand, story) == longer


def test_a_leader_signs_the_decision_that_waits_for_him(story: Story) -> None:
    hand = story.hand("handler")
    hand.go("web_contracts")
    hand.follow(story.contract)
    hand.follow(hand.said("web_contracts_suspend"))
    hand.write(hand.said("web_field_starts"), "2026-07-06")
    hand.write(hand.column("amendments", "reason"), "机房检修一周。")
    hand.press(hand.said("web_contracts_suspend"))
    hand.press(hand.word("decision_act", "submit"))

    leader = sign(story, "leader", "suspend")
    assert leader.reads(leader.said("web_waits_for", role=leader.word("step_role", "head")))
    leader.go("web_duties")
    waiting = leader.page.locator("main li").filter(has_text=leader.word("decision_kind", "suspend"))
    assert waiting.count() == 0

    head = story.hand("head")
    head.follow(head.word("decision_kind", "suspend"), near=story.contract)
    head.write(head.said("web_reason"), "检修改在夜间进行，不必中止。")
    head.press(head.word("decision_act", "reject"))
    assert head.reads(head.word("approval_state", "rejected"))


def test_a_head_sees_the_overview_and_appoints(story: Story) -> None:
    head = story.hand("head")
    head.go("web_overview")
    head.follow(head.said("web_overview_functions"))
    assert head.reads(story.name("bodies", story.team.body))
    head.go("web_people")
    head.follow(head.said("web_bodies"))
    head.follow(story.name("bodies", story.team.body))
    head.follow(head.said("web_bodies_begin_post"))
    head.press(head.said("web_bodies_begin_post"))
    assert head.page.locator(".govuk-error-summary a").count() >= 1
    named = f"{story.person('supervisor')}"
    options = head.page.get_by_label(head.said("web_field_appointee")).locator("option")
    label = options.filter(has_text=named).first.inner_text()
    head.choose(head.said("web_field_appointee"), label)
    head.choose(head.column("posts", "role"), head.word("post_role", "section"))
    head.write(head.said("web_field_starts"), "2026-06-30")
    head.press(head.said("web_bodies_begin_post"))
    assert (
        head.page.locator("tr")
        .filter(has_text=named)
        .filter(has_text=head.word("post_role", "section"))
        .count()
    )
