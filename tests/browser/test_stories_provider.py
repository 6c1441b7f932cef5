"""The provider's side: what is measured, figures handed in against a receipt, and nothing of anybody else."""

import re

from tests.browser.teams import PERIODS, Story
from tools.hand import Hand

OTHERS = "kitchen-waste"
"""A contract of the model district that belongs to none of the providers of these stories."""
MISSING, FAULTY = 404, 422


def handed_in(hand: Hand, story: Story, tier: str) -> str:
    """Figures of the first indicator, or services of a tier, handed in; the number of the receipt."""
    hand.go("web_provider")
    hand.follow(story.contract)
    assert hand.page.locator("#measured ~ section").count() >= 1, "what is measured is said"
    hand.press(hand.said("web_submissions_submit"))
    hand.press(hand.said("web_submissions_submit"))
    assert hand.page.locator(".govuk-error-summary a").count() >= 1, "nothing was filled in"
    hand.write(hand.column("readings", "recorded"), "2026-06-30")
    period = hand.page.locator('input[name^="period."]').first
    kind = str(period.get_attribute("name")).removeprefix("period.")
    period.fill(PERIODS[kind])
    hand.page.locator('input[name^="numerator."]').first.fill("90")
    hand.page.locator('input[name^="denominator."]').first.fill("100")
    hand.write(hand.said("web_submissions_note"), "按台账汇总。")
    hand.press(hand.said("web_submissions_submit"))
    if hand.page.locator(".govuk-error-summary").count():
        # The body has read the month already: other figures are handed in.
        assert hand.page.locator('input[name^="numerator."]').first.input_value() == "90", "it is kept"
        services(hand, story, tier)
    assert hand.said("web_submissions_receipt") in hand.heading
    assert re.search("[0-9a-f]{64}", hand.page.inner_text("main")), "the digest of what was handed in"
    assert hand.reads(hand.word("submission_state", "submitted"))
    return hand.page.locator("h1 .id").inner_text()


def services(hand: Hand, story: Story, tier: str) -> None:
    """The services delivered in the month, handed in."""
    hand.go("web_provider")
    hand.follow(story.contract)
    hand.press(hand.said("web_submissions_services"))
    hand.write(hand.column("services", "period"), "2026-06")
    hand.choose(hand.column("services", "tier"), hand.word("tier", tier))
    hand.write(hand.column("services", "count"), "412")
    hand.write(hand.said("web_submissions_note"), "按台账汇总。")
    hand.press(hand.said("web_submissions_services"))


def test_figures_are_handed_in_against_a_receipt_and_accepted(story: Story) -> None:
    clerk = story.hand("clerk")
    number = handed_in(clerk, story, "other")

    hand = story.hand("handler")
    hand.go("web_submissions")
    hand.follow(number)
    assert hand.reads("按台账汇总。")
    hand.press(hand.said("web_submissions_accept"))
    if hand.page.get_by_role("group", name=hand.said("web_figures_more")).count():
        hand.choose(hand.said("web_figures_more"), hand.word("yes_no", "yes"))
    hand.press(hand.said("web_submissions_accept"))
    assert hand.reads(hand.word("submission_state", "accepted"))

    clerk.go("web_submissions")
    assert (
        clerk.word("submission_state", "accepted")
        in clerk.page.locator("tr").filter(has_text=number).inner_text()
    )


def test_figures_are_sent_back_with_a_reason(story: Story) -> None:
    clerk = story.hand("clerk")
    number = handed_in(clerk, story, "phone")
    hand = story.hand("handler")
    hand.go("web_submissions")
    hand.follow(number)
    hand.press(hand.said("web_submissions_return"))
    hand.write(hand.said("web_submissions_reason"), "分母与台账不符。")
    hand.press(hand.said("web_submissions_return"))

    clerk.go("web_submissions")
    clerk.follow(number)
    assert clerk.reads("分母与台账不符。")
    assert clerk.reads(clerk.word("submission_state", "returned"))


def test_what_is_another_providers_is_missing_and_whoever_asked_is_on_record(story: Story) -> None:
    clerk = story.hand("clerk")
    clerk.go("web_contracts")
    assert clerk.reads(story.contract)
    assert not clerk.reads(story.name("contracts", OTHERS))
    answer = clerk.page.goto(f"/contracts/{OTHERS}/")
    assert answer is not None
    assert answer.status == MISSING
    assert not clerk.reads(story.name("contracts", OTHERS))
    password = story.system.passwords[f"{story.team.body}-clerk"]
    assert called(clerk, f"/api/v1/submissions/{OTHERS}/submit", password) == MISSING
    assert called(clerk, f"/api/v1/submissions/{story.team.contract}/submit", password) == FAULTY

    auditor = story.any_hand("audit-admin")
    lines = auditor.page.locator("tr").filter(has_text=f"{story.team.body}-clerk").filter(has_text=OTHERS)
    assert lines.count() >= 2, "once on the page, once by the API"


def called(hand: Hand, path: str, password: str) -> int:
    """What the API answers to a call with a token that was made on the pages."""
    hand.page.goto("/duties/")
    hand.go("web_my_account")
    hand.follow(hand.said("web_token_new"))
    if not asked_for_token(hand):
        # It is long since he signed in: he shows that it is he.
        hand.write(hand.said("web_password"), password)
        hand.press(hand.said("web_confirm"))
        if not hand.page.locator("main code").count():
            asked_for_token(hand)
    token = hand.page.locator("main code").inner_text()
    headers = {"Authorization": f"Bearer {token}"}
    return hand.page.request.post(path, headers=headers, data={"recorded": "2026-06-30"}).status


def asked_for_token(hand: Hand) -> bool:
    """Fill in the form of a new token; whether one was made."""
    hand.write(hand.said("web_token_name"), "script")
    for scope in ("submissions:act", "submissions:read"):
        hand.page.locator(f'main input[value="{scope}"]').check()
    hand.press(hand.said("web_token_new"))
    return hand.page.locator("main code").count() == 1
