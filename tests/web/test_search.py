"""One box finds what has a name or a number, and nothing that its reader may not see."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from answerable.actions.office.pages.search import MOST, Group, search
from answerable.records.models import Account, Finding, Matter, Provider
from answerable.web.actor import visit_of
from tests.web.cast import PAVING, ROADS, SWEEPING, WATER, decision, more_contracts, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
CONTRACT, WORK = "contracts", "work_items"


def found(role: str, words: str) -> dict[str, list[str]]:
    asking = visit_of(Account.objects.get(username=role)).asking
    return {group.table: [hit.key for hit in group.hits] for group in search(words, asking)}


def finding(id: str, contract: str, state: str | None) -> None:
    Finding.objects.create(
        id=id,
        contract_id=contract,
        found_on=today(),
        source="inspection",
        severity="minor",
        what=f"路面不洁{id}",
        decision=state,
        decided_on=today() if state else None,
        decided_by_id="p-leader" if state else None,
    )


def test_every_kind_is_found_by_a_part_of_its_name_or_number() -> None:
    decision("d-water")
    finding("f-1", SWEEPING, None)
    Matter.objects.create(
        id="m-1", contract_id=SWEEPING, raised_on=today(), channel="hotline", topic="垃圾未清"
    )
    assert found("handler", "清扫") == {
        CONTRACT: [SWEEPING],
        WORK: [f"{SWEEPING}-work"],
        "approvals": ["d-water"],
    }
    assert found("handler", "SWEEP")[CONTRACT] == [SWEEPING]
    assert found("handler", "路面") == {"findings": ["f-1"]}
    assert found("handler", "垃圾") == {"matters": ["m-1"]}
    assert found("handler", "lawful ltd") == {CONTRACT: [SWEEPING], "providers": ["lawful"]}
    assert found("handler", "水利") == {"bodies": [WATER]}
    assert "p-leader" in found("handler", "official lead")["people"]


def test_nobody_finds_what_he_may_not_see() -> None:
    decision("d-roads", body=ROADS, contract=PAVING)
    finding("f-roads", PAVING, "confirmed")
    for words in ("铺路", "paving", "d-roads", "f-roads", "公路局", "roadhead"):
        assert found("handler", words) == {}, words
    assert found("supervisor", "d-roads") == {"approvals": ["d-roads"]}
    assert found("supervisor", "公路") == {"bodies": [ROADS]}


def test_a_clerk_finds_its_own_contracts_and_what_was_confirmed_against_them() -> None:
    decision("d-water")
    finding("f-open", SWEEPING, None)
    finding("f-told", SWEEPING, "confirmed")
    assert found("provider", "清扫") == {CONTRACT: [SWEEPING]}
    assert found("provider", "f-") == {"findings": ["f-told"]}
    assert found("provider", "ltd") == {CONTRACT: [SWEEPING], "providers": ["lawful"]}
    for words in ("看护", "水利", "official", "d-water"):
        assert found("provider", words) == {}, words


def test_wildcards_and_quotes_are_letters_like_others() -> None:
    Provider.objects.create(id="odd", name="百分之百%公司_'；", kind="company")
    assert found("handler", "100%") == {}
    for words in ("%公司", "_'", "'；"):
        assert found("handler", words) == {"providers": ["odd"]}, words


def test_a_question_of_nothing_or_of_anything_breaks_no_page() -> None:
    browser = signed_in("handler")
    for words in ("", "   ", "\x00", "�", "长" * 5_000, "💧"):
        assert browser.get("/search/", {"q": words}).status_code == 200
    assert search("", visit_of(Account.objects.get(username="handler")).asking) == ()


def test_of_many_only_the_first_are_shown_and_that_is_said() -> None:
    more_contracts(MOST + 1)
    said = signed_in("handler").get("/search/", {"q": "more-"}).content.decode()
    assert f"只显示前 {MOST} 条" in said
    assert said.count('href="/contracts/more-') == MOST


def test_more_rows_cost_no_more_questions() -> None:
    asking = visit_of(Account.objects.get(username="handler")).asking
    with CaptureQueriesContext(connection) as few:
        search("o", asking)
    more_contracts(30)
    with CaptureQueriesContext(connection) as many:
        search("o", asking)
    assert len(many) == len(few) < 30


def pages(browser: Client, words: str) -> Iterator[str]:
    for group in browser.get("/search/", {"q": words}).context["groups"]:
        yield from (address for _, address in group.hits if address)


def test_what_is_found_leads_to_its_page() -> None:
    decision("d-water")
    finding("f-1", SWEEPING, None)
    browser = signed_in("handler")
    addresses = {*pages(browser, "清扫"), *pages(browser, "f-1"), *pages(browser, "lawful")}
    assert reverse("contract", args=[SWEEPING]) in addresses
    assert reverse("decision", args=["d-water"]) in addresses
    assert [browser.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_the_box_stands_on_every_page_of_those_who_work_and_of_no_others() -> None:
    for role, there in (("handler", True), ("provider", True), ("system-admin", False)):
        said = signed_in(role).get("/account/").content.decode()
        assert ('action="/search/"' in said) is there
    assert Group("x", (), more=False).hits == ()
