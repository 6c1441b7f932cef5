"""The overview: lists of what to ask after across bodies, for those who look after them, and no ranking."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.records.models import Account, Assignment, Contract, Standing, WorkItem
from tests.web.cast import FAILING, LAWFUL, MINDING, PAVING, ROADS, SWEEPING, WATER, owed, signed_in, today
from tests.web.peers import LINE, peers

pytestmark = pytest.mark.usefixtures("staged")
LISTS = ("overdue", "vacancies", "trouble", "functions", "dependence")


def lines(role: str, name: str, query: str = "") -> dict[str, tuple[Any, ...]]:
    found = signed_in(role).get(f"/overview/list/{name}/{query}").context["lines"]
    return {line.key: line.cells for line in found}


def without_leader(*contracts: str) -> None:
    for id in contracts:
        row = Standing.objects.get(contract=id)
        row.content |= {"leader": None, "vacant_since": "2026-01-01"}
        row.save()
        Assignment.objects.filter(contract=id).update(person=None)


def test_overdue_duties_stand_body_by_body_with_whoever_owes_them() -> None:
    owed("paving", who=ROADS, by=today() - timedelta(days=9), late=5, contract=PAVING)
    owed("sweeping", who="p-handler", by=today() - timedelta(days=2), late=1)
    owed("due", who="p-handler", by=today())
    owed("theirs", who=LAWFUL, by=today() - timedelta(days=9), side="provider", late=4)
    assert lines("head", "overdue").keys() == {"sweeping"}
    found = lines("supervisor", "overdue")
    assert list(found) == ["paving", "sweeping"]
    assert found["paving"][-1].en == "Roads Bureau"
    assert found["sweeping"][-1].en == "Official handler"
    assert lines("supervisor", "overdue", f"?body={WATER}").keys() == {"sweeping"}


def test_vacancies_say_why_and_who_answers_by_default() -> None:
    without_leader(SWEEPING, PAVING)
    Contract.objects.filter(id=PAVING).update(ends=today() - timedelta(days=1))
    found = lines("supervisor", "vacancies")
    assert found.keys() == {SWEEPING}
    assert found[SWEEPING][4].code == "vacancy_recorded"
    assert found[SWEEPING][5].en == "Official head"
    # Named this morning, or left last night: it is told as of today, whatever the assessment of last night says.
    Assignment.objects.create(contract_id=SWEEPING, starts=today(), person_id="p-leader")
    Assignment.objects.create(contract_id=MINDING, starts=today(), person=None)
    assert lines("supervisor", "vacancies").keys() == {MINDING}
    assert signed_in("supervisor").get("/overview/").context["shown"].vacancies == 1
    listed = signed_in("supervisor").get("/people/list/vacancies/").context["lines"]
    assert {line.key for line in listed} == {MINDING}


def test_providers_in_trouble_stand_with_the_reasons() -> None:
    Standing.objects.filter(contract=MINDING).update(standing="clear")
    Standing.objects.filter(contract=PAVING).update(standing="ending")
    found = lines("supervisor", "trouble")
    assert {key: cells[3] for key, cells in found.items()} == {SWEEPING: "watch", PAVING: "ending"}
    assert [each.en for each in found[SWEEPING][4]] == ["reason of the provider"]
    assert lines("supervisor", "trouble", "?standing=ending").keys() == {PAVING}
    Contract.objects.update(ends=today() - timedelta(days=1))
    assert lines("supervisor", "trouble") == {}


def test_functions_say_how_much_is_outsourced_and_for_how_much() -> None:
    WorkItem.objects.filter(id=f"{SWEEPING}-work").update(in_house_share="0.25")
    WorkItem.objects.filter(id=f"{MINDING}-work").update(in_house_share="0.00")
    Contract.objects.filter(id=MINDING).update(amount_minor=None, currency=None)
    found = lines("supervisor", "functions")
    assert {key: cells[3] for key, cells in found.items()} == {
        f"{SWEEPING}-work": "75%",
        f"{MINDING}-work": "100%",
        f"{PAVING}-work": None,
    }
    assert found[f"{SWEEPING}-work"][4:6][1].en == "1,234.56 CNY"
    assert (found[f"{MINDING}-work"][5], found[f"{MINDING}-work"][6]) == (None, 1)
    assert signed_in("supervisor").get("/overview/").context["shown"].outsourced == 1


def held(role: str = "supervisor") -> dict[str, tuple[Any, ...]]:
    return {
        line.key: line.cells for line in signed_in(role).get("/overview/list/dependence/").context["lines"]
    }


def test_dependence_is_told_where_one_provider_holds_all_or_more_than_half() -> None:
    peers([])
    # All three for the same work: one with the lawful provider, two with the other.
    assert held().keys() == {LINE}
    _, line, provider, holds, of, bodies = held()[LINE]
    assert (line, holds, of.params) == (LINE, "most", {"held": 2, "contracts": 3})
    assert bodies == 2
    assert provider.en == "failing Ltd."
    Contract.objects.update(provider=LAWFUL)
    assert held()[LINE][3] == "whole"


def test_nobody_is_named_where_the_work_is_shared_evenly_unless_the_money_is_not() -> None:
    peers([(1, 2)], provider=LAWFUL)
    WorkItem.objects.filter(id=f"{PAVING}-work").update(catalogue="C99")
    Contract.objects.filter(work_item__catalogue=LINE).update(amount_minor=100)
    Contract.objects.filter(id=SWEEPING).update(provider=FAILING)
    # Two with the failing provider, one with the lawful one; one more makes it even.
    peers_of_lawful = Contract.objects.filter(id=MINDING)
    peers_of_lawful.update(provider=LAWFUL)
    Contract.objects.filter(id="peer-lawful-0").update(provider=FAILING)
    assert LINE in held()
    Contract.objects.create(
        id="fourth", body_id=ROADS, work_item_id="peer-lawful-0-work", provider_id=LAWFUL, name="四",
        starts=today(), paid=True, amount_minor=100, currency="CNY",
    )  # fmt: skip
    assert LINE not in held()
    Contract.objects.filter(id="fourth").update(amount_minor=10_000)
    assert held()[LINE][3] == "most"
    Contract.objects.filter(id="fourth").update(currency="GBP")
    assert LINE not in held()


@pytest.mark.parametrize("role", ["handler", "leader", "section", "legality", "provider", "audit-admin"])
def test_whoever_oversees_nothing_finds_no_overview(role: str) -> None:
    for path in ("/overview/", *(f"/overview/list/{name}/" for name in LISTS)):
        assert signed_in(role).get(path).status_code == 404, path


def test_more_contracts_cost_no_more_questions() -> None:
    counts = []
    for more in ([], [(1, 2)] * 40):
        if more:
            peers(more)
            without_leader(*(f"peer-failing-{number}" for number in range(40)))
        browser = signed_in("supervisor")
        for path in ("/overview/", *(f"/overview/list/{name}/" for name in LISTS)):
            browser.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(path).status_code == 200
            counts.append(len(asked))
    # An empty list asks less than one with lines.
    assert all(more <= few + 8 for few, more in zip(counts[:6], counts[6:], strict=True)), counts


def test_the_navigation_leads_only_where_one_may_go() -> None:
    for role, there in (("handler", False), ("head", True), ("supervisor", True), ("provider", False)):
        pages = [signed_in(role).get(path).content.decode() for path in ("/duties/", "/more/")]
        said = "".join(pages)
        assert ('href="/overview/"' in said) is there, role
        assert ('href="/providers/"' in said) is (role != "provider"), role
        assert ('href="/figures/"' in said) is (role == "handler"), role
        assert ('href="/provider/"' in said) is (role == "provider"), role


def test_english_pages_say_it_in_english() -> None:
    Account.objects.filter(username="supervisor").update(language="en")
    said = signed_in("supervisor").get("/overview/").content.decode()
    assert "no points, no ranking" in said
    assert "web_" not in said
