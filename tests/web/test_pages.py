"""What the pages say: duties, decisions, contracts, and that more contracts cost no more questions to the database."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.actions.office.pages.duties import MyDuties
from answerable.records.models import Assignment, Clause, DutyOwed, Legacy, Post, StandIn
from tests.web.cast import (
    FAILING,
    LAWFUL,
    MINDING,
    PAVING,
    ROADS,
    SWEEPING,
    WATER,
    decision,
    more_contracts,
    owed,
    signed_in,
    today,
)

pytestmark = pytest.mark.usefixtures("staged")
DAY = timedelta(days=1)


def mine(role: str) -> MyDuties:
    shown = signed_in(role).get("/duties/").context["mine"]
    assert isinstance(shown, MyDuties)
    return shown


def ids(lines: object) -> list[str]:
    assert isinstance(lines, tuple)
    return [line.what["en"].removeprefix("Thing ") for line in lines]


def away(person: str, stand_in: str) -> None:
    StandIn.objects.create(person_id=person, starts=today() - DAY, ends=None, stand_in_id=stand_in)


def test_duties_stand_under_the_day_on_which_they_fall() -> None:
    end = today() + timedelta(days=6 - today().weekday())
    for id, by, late in (
        ("late", today() - 9 * DAY, 6),
        ("passed", today() - DAY, 0),
        ("now", today(), 0),
        ("soon", end, 0),
        ("then", end + DAY, 0),
        ("far", end + 100 * DAY, 0),
    ):
        owed(id, who="p-handler", by=by, late=late)
    owed("another's", who="p-leader", by=today())
    shown = mine("handler")
    assert ids(shown.overdue) == ["late", "passed"]
    sunday = today() == end
    assert ids(shown.today) == (["now", "soon"] if sunday else ["now"])
    assert ids(shown.week) == ([] if sunday else ["soon"])
    assert ids(shown.later) == ["then", "far"]
    said = signed_in("handler").get("/duties/").content.decode()
    assert "逾期 6 个工作日" in said
    assert "事项late" in said
    assert f"截至 {today()}" in said


def test_done_duties_and_the_other_side_are_not_mine() -> None:
    owed("done", who="p-handler", by=today())
    DutyOwed.objects.filter(duty="done").update(state="done")
    owed("theirs", who="p-handler", by=today(), side="provider")
    assert mine("handler").empty


def test_a_stand_in_sees_what_the_absent_one_owes() -> None:
    owed("leader's", who="p-leader", by=today())
    assert mine("head").empty
    away("p-leader", "p-head")
    assert ids(mine("head").today) == ["leader's"]


def test_the_head_sees_what_the_body_owes() -> None:
    owed("body's", who=WATER, by=today())
    assert ids(mine("head").today) == ["body's"]
    assert mine("leader").empty


def test_a_clerk_sees_what_its_own_provider_owes() -> None:
    owed("own", who=LAWFUL, by=today(), side="provider")
    owed("others", who=FAILING, by=today(), side="provider", contract=MINDING)
    owed("body's", who="p-handler", by=today())
    assert ids(mine("provider").today) == ["own"]


def test_a_supervisor_sees_what_is_overdue_in_the_bodies_below() -> None:
    owed("water", who="p-handler", by=today() - DAY, late=1)
    owed("roads", who=ROADS, by=today() - DAY, late=1, contract=PAVING)
    owed("in time", who="p-handler", by=today())
    owed("provider's", who=LAWFUL, by=today() - DAY, late=1, side="provider")
    assert sorted(ids(mine("supervisor").others_overdue)) == ["roads", "water"]
    assert mine("handler").others_overdue == ()
    assert "公路局" in signed_in("supervisor").get("/duties/").content.decode()


def test_a_page_without_duties_says_what_to_do_next() -> None:
    said = signed_in("handler").get("/duties/").content.decode()
    assert "目前没有需要您办理的事项" in said
    assert said.count('href="/contracts/"') == 2


@pytest.mark.parametrize(
    ("role", "waits"), [("legality", True), ("handler", False), ("leader", False), ("provider", False)]
)
def test_a_decision_waits_for_whoever_may_sign_its_step(role: str, waits: bool) -> None:
    decision()
    assert bool(mine(role).waiting) is waits


def test_a_decision_waits_for_the_stand_in_too() -> None:
    decision()
    away("p-legality", "p-head")
    assert [each.role for each in mine("head").waiting] == ["legality"]


def test_an_assignment_that_was_not_accepted_waits() -> None:
    assert mine("leader").to_accept == ()
    Assignment.objects.filter(contract=SWEEPING).update(accepted_on=None)
    assert [row.contract_id for row in mine("leader").to_accept] == [SWEEPING]
    assert mine("head").to_accept == ()
    Assignment.objects.create(contract_id=SWEEPING, starts=date(2025, 6, 1), person_id="p-head")
    assert mine("leader").to_accept == ()
    assert [row.contract_id for row in mine("head").to_accept] == [SWEEPING]


def contract(role: str = "handler", id: str = SWEEPING) -> str:
    return signed_in(role).get(f"/contracts/{id}/").content.decode()


def test_a_contract_says_who_answers_and_why() -> None:
    said = contract()
    assert "某某自 2025-01-01 起任分管领导。" in said
    for fact in ("适合外包", "1,234.56 元", "公司", "水利局", "关注", "单位的原因", "213"):
        assert fact in said


def test_a_vacancy_and_a_stand_in_are_told() -> None:
    Post.objects.filter(person="p-leader").update(ends=today() - DAY)
    away("p-head", "p-section")
    said = contract()
    assert "尚未指定继任者" in said
    assert "空缺期间由主要负责人某某负责" in said
    assert "由某某代行（AB岗）" in said


def test_what_an_earlier_contract_lacks_is_told_and_only_inside() -> None:
    Legacy.objects.create(contract_id=MINDING, listed_on=today(), lacks=["gate_no_funds"])
    assert "既有合同：尚缺的内容" in contract(id=MINDING)
    assert "既有合同" not in contract()


def test_the_list_of_legacy_contracts_says_what_each_lacks_today() -> None:
    Legacy.objects.create(contract_id=SWEEPING, listed_on=today(), lacks=["gate_no_funds"])
    Legacy.objects.create(contract_id=PAVING, listed_on=today(), lacks=["gate_no_funds"])
    Clause.objects.filter(contract=SWEEPING).delete()
    lists = {role: signed_in(role).get("/contracts/list/legacy/") for role in ("head", "supervisor")}
    found = {role: [line.key for line in each.context["lines"]] for role, each in lists.items()}
    assert found == {"head": [SWEEPING], "supervisor": [SWEEPING, PAVING]}
    assert signed_in("provider").get("/contracts/list/legacy/").status_code == 404
    said = lists["head"].content.decode()
    assert ">既有合同</h1>" in said
    assert "没有退出条款" in said
    assert "gate_" not in said
    assert "既有合同</a>" in signed_in("head").get("/contracts/").content.decode()
    assert "既有合同" not in signed_in("provider").get("/contracts/").content.decode()


def test_a_long_list_of_legacy_contracts_keeps_to_itself_when_it_is_turned() -> None:
    _another(60)
    browser = signed_in("head")
    assert 'href="?page=2"' in browser.get("/contracts/list/legacy/").content.decode()
    assert len(browser.get("/contracts/list/legacy/?page=2").context["lines"]) == 10


def test_every_cell_that_is_stacked_on_a_narrow_page_has_its_heading() -> None:
    contract("provider", PAVING)  # refused, so that the audit trail has a line
    for role, page in (
        ("head", "/contracts/"),
        ("head", "/contracts/list/legacy/"),
        ("audit-admin", "/admin-audit/"),
    ):
        Legacy.objects.get_or_create(contract_id=SWEEPING, listed_on=today(), lacks=["gate_no_funds"])
        said = signed_in(role).get(page).content.decode()
        assert re.search(r'class="[^"]*\bstack\b', said)
        assert re.findall(r"<td(?![^>]* data-label=\"[^\"])[^>]*>", said) == []


def test_decisions_under_way_are_told_with_whom_they_wait_for() -> None:
    decision()
    said = contract()
    assert "签订合同</a> · 审批中" in said
    assert "等待合法性审核" in said


def test_the_timeline_tells_acts_in_the_districts_time_and_by_whom() -> None:
    from django.db import transaction

    from answerable.actions.office.entries import append_entry
    from answerable.core.ledger.entry import Act as Logged
    from answerable.core.ledger.entry import Change

    with transaction.atomic():
        for key, by in (((SWEEPING, "2025-01-01"), "handler"), ((f"{SWEEPING}-2", "2025-01-01"), "leader")):
            at = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
            append_entry(Logged.HAND_OVER, at=at, by=by, changes=[Change("assignments", key, {"a": "b"})])
    said = signed_in("handler").get(f"/history/contracts/{SWEEPING}/").content.decode()
    assert "2026-03-02 04:30" in said
    assert said.count("移交职责") == 1
    assert "· 某某" in said
    assert f'href="/history/contracts/{SWEEPING}/"' in contract()


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (role, page)
        for role in ("handler", "supervisor", "provider")
        for page in ("/duties/", "/contracts/", f"/contracts/{SWEEPING}/", "/contracts/list/legacy/")
        if (role, page) != ("provider", "/contracts/list/legacy/")
    ],
)
def test_more_contracts_cost_no_more_questions(role: str, page: str) -> None:
    more_contracts(1)
    Legacy.objects.create(contract_id="more-000", listed_on=today(), lacks=[])
    owed("late", who="p-handler", by=today() - DAY, late=1)
    browser = signed_in(role)
    browser.get(page)
    with CaptureQueriesContext(connection) as few:
        assert browser.get(page).status_code == 200
    _another(49)
    with CaptureQueriesContext(connection) as many:
        assert browser.get(page).status_code == 200
    assert len(many) == len(few)
    # The page of a contract also asks every gate, and the ledger about all that belongs to the contract.
    assert len(few) < (52 if SWEEPING in page else 40)


def _another(count: int) -> None:
    from answerable.records.models import Contract, WorkItem

    made = [f"again-{number}" for number in range(count)]
    WorkItem.objects.bulk_create(WorkItem(id=f"{id}-work", body_id=WATER, name=id) for id in made)
    Contract.objects.bulk_create(
        Contract(
            id=id,
            body_id=WATER,
            work_item_id=f"{id}-work",
            provider_id=LAWFUL,
            name=id,
            starts=date(2025, 1, 1),
            paid=True,
        )
        for id in made
    )
    Legacy.objects.bulk_create(Legacy(contract_id=id, listed_on=today(), lacks=[]) for id in made)
    for id in made:
        owed(id, who="p-handler", by=today() - DAY, contract=id, late=1)
        owed(f"{id}-provider", who=LAWFUL, by=today(), contract=id, side="provider")


def test_a_long_list_is_turned_in_pages() -> None:
    _another(60)
    browser = signed_in("handler")
    first, second = browser.get("/contracts/"), browser.get("/contracts/?page=2")
    assert len(first.context["lines"]) == 50
    assert len(second.context["lines"]) == 12
    assert "第 2 页，共 2 页" in second.content.decode()
