"""Those who watch: the supervisor from the overview to the contract, and the three administrators."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.browser.teams import Story

ADMINISTRATORS = {
    "security-admin": "web_accounts",
    "system-admin": "web_status",
    "audit-admin": "web_audit",
}
LATE = "parking"
"""A contract of the model district with overdue duties."""


def test_a_supervisor_goes_from_the_overview_to_the_contract_and_takes_a_list_away(
    story: Story, tmp_path: Path
) -> None:
    hand = story.any_hand("supervisor")
    hand.go("web_overview")
    hand.follow(hand.said("web_overview_overdue"))
    late = story.name("contracts", LATE)
    assert hand.reads(late)
    book = hand.take(hand.said("web_desk_xlsx"), tmp_path)
    assert book.suffix == ".xlsx"
    with ZipFile(book) as opened:
        inside = "".join(opened.read(name).decode("utf-8", "replace") for name in opened.namelist())
    assert late in inside
    lines = hand.page.locator("tr").filter(has_text=late)
    where = lines.first.get_by_role("link").first
    where.click()
    assert late in hand.heading
    assert hand.reads(hand.said("who_answers"))
    assert not hand.page.get_by_role("heading", name=hand.said("web_deeds"), exact=True).count(), (
        "he only sees"
    )


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_an_administrator_lands_on_his_page_and_sees_no_contract(story: Story, role: str) -> None:
    hand = story.any_hand(role)
    assert hand.heading == hand.said(ADMINISTRATORS[role])
    links = hand.page.locator("header nav a").all_inner_texts()
    assert hand.said("web_contracts") not in links
    hand.go("web_more")
    assert (
        not hand.page.locator("main").get_by_role("link", name=hand.said("web_contracts"), exact=True).count()
    )
    for path in ("/contracts/", f"/contracts/{LATE}/", "/findings/", "/overview/"):
        answer = hand.page.goto(path)
        assert answer is not None
        assert answer.status == 404, path
        assert not hand.reads(story.name("contracts", LATE))
