"""From each duty one click leads to the act that does it; and the page reads no more than it shows."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.actions.office.pages.duties import my_duties
from answerable.records.models import (
    Account,
    Approval,
    Body,
    Case,
    DutyDone,
    DutyOwed,
    Entry,
    Order,
    PlannedDuty,
    Succession,
)
from answerable.web.actor import visit_of
from tests.web.cast import (
    LAWFUL,
    PAVING,
    ROADS,
    SWEEPING,
    WATER,
    account,
    decision,
    signed_in,
    today,
)

pytestmark = pytest.mark.usefixtures("staged")
DAY = timedelta(days=1)


def planned(
    id: str, kind: str, *, contract: str = SWEEPING, who: str = "p-handler", owed_id: str = ""
) -> None:
    """A duty of the plan that is due today, as the assessment writes it down."""
    facts = {"side": "body", "kind": kind, "every": "month", "within_workdays": 5, "ground": "§ 3"}
    PlannedDuty.objects.create(id=id, contract_id=contract, starts=date(2025, 1, 1), **facts)
    owed(owed_id or f"plan:duties/{id}/2026-05", who=who, contract=contract)


def owed(id: str, *, who: str = "p-handler", contract: str = SWEEPING, side: str = "body") -> None:
    content = {
        "id": id,
        "what": {"zh": f"事项{id}", "en": f"Thing {id}"},
        "provisional": False,
        "workdays_late": 0,
        "ground": {"source": "§", "article": "1"},
    }
    DutyOwed.objects.create(
        duty=f"{contract}:{id}",
        contract_id=contract,
        side=side,
        who=who,
        by=today(),
        state="due",
        on=today(),
        content=content,
    )


def ways(role: str = "handler") -> list[str]:
    said = signed_in(role).get("/duties/").content.decode()
    found = re.findall(r'<p class="ways">(.*?)</p>', said, flags=re.DOTALL)
    return [href.replace("&amp;", "&") for each in found for href in re.findall(r'href="([^"]*)"', each)]


def test_a_planned_duty_is_recorded_by_the_click_that_stands_beside_it() -> None:
    planned("walk", "inspect")
    (way,) = ways()
    assert way == f"/duties/walk/do/do/?done_on={today()}&period=2026-05"
    browser = signed_in("handler")
    form = browser.get(way).content.decode()
    assert f'value="{today()}"' in form
    assert 'value="2026-05"' in form
    sent = {"period": "2026-05", "done_on": today().isoformat(), "note": "已巡查，无异常"}
    assert browser.post(way.split("?")[0], sent)["Location"] == "/duties/"
    done = DutyDone.objects.get()
    assert (done.duty_id, done.period, done.done_on, done.done_by_id) == (
        "walk",
        "2026-05",
        today(),
        "p-handler",
    )
    assert ways() == []
    assert Entry.objects.filter(act="do_duty", by="handler").exists()


def test_paying_is_a_deed_of_its_own() -> None:
    planned("bill", "pay")
    (way,) = ways()
    assert way.startswith("/duties/bill/do/pay/?")
    browser = signed_in("handler")
    assert browser.get("/duties/bill/do/do/").status_code == 404
    assert signed_in("legality").get("/duties/bill/do/pay/").status_code == 404
    browser.post(
        "/duties/bill/do/pay/", {"period": "2026-05", "done_on": today().isoformat(), "note": "已付"}
    )
    assert Entry.objects.filter(act="pay", by="handler").exists()


def test_faults_of_a_duty_are_told_and_what_was_typed_stays() -> None:
    planned("walk", "inspect")
    browser = signed_in("handler")
    later = (today() + DAY).isoformat()
    answer = browser.post("/duties/walk/do/do/", {"period": "2026-05", "done_on": later, "note": "已巡查"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert f'value="{later}"' in said
    assert ">已巡查</textarea>" in said
    assert not DutyDone.objects.exists()
    wrong = browser.post("/duties/walk/do/do/", {"period": "May", "done_on": "", "note": ""})
    assert wrong.status_code == 422
    assert 'id="f-period-error"' in wrong.content.decode()
    assert 'id="f-done_on-error"' in wrong.content.decode()


@pytest.mark.parametrize(
    ("contract", "roles"),
    [
        (SWEEPING, {"handler", "section", "leader", "head", "legality"}),
        (PAVING, {"roads"}),
    ],
)
def test_a_duty_is_recorded_by_officials_of_its_body(contract: str, roles: set[str]) -> None:
    planned("walk", "inspect", contract=contract)
    account("roads", person_id="p-roadhead")
    every = ("handler", "section", "leader", "head", "legality", "supervisor", "provider", "roads")
    found = {role for role in every if signed_in(role).get("/duties/walk/do/do/").status_code == 200}
    assert found == roles


def test_a_duty_of_the_providers_side_is_not_recorded_by_officials() -> None:
    PlannedDuty.objects.create(
        id="theirs",
        contract_id=SWEEPING,
        side="provider",
        kind="report",
        every="month",
        within_workdays=5,
        starts=date(2025, 1, 1),
        ground="§",
    )
    assert signed_in("handler").get("/duties/theirs/do/do/").status_code == 404


@pytest.mark.parametrize(
    ("duty", "way"),
    [
        ("renewal:contracts/sweeping", "/contracts/sweeping/do/extend/"),
        ("nobody:knows/what", None),
        ("", None),
    ],
)
def test_other_duties_lead_to_the_deed_or_the_page_of_what_they_are_about(duty: str, way: str | None) -> None:
    owed(duty)
    assert ways() == ([] if way is None else [way])


def test_a_clerk_is_led_to_his_page_of_the_contract_and_to_no_deed_of_the_body() -> None:
    owed("measure:contract_indicators/x", who=LAWFUL, side="provider")
    assert ways("provider") == [f"/provider/{SWEEPING}/"]


def test_an_item_of_an_order_leads_the_clerk_to_its_case() -> None:
    case = Case.objects.create(id="k-1", contract_id=SWEEPING, opened_on=today(), subject="x")
    facts = {"issued_on": today(), "due_on": today(), "author_id": "p-leader"}
    Order.objects.create(id="o1", case=case, demand="x", **facts)
    owed("comply:orders/o1", who=LAWFUL, side="provider")
    assert ways("provider") == ["/cases/k-1/"]


def test_all_duties_are_listed_with_the_filter_of_when_they_are_due() -> None:
    owed("now:x/1")
    owed("late:x/2")
    DutyOwed.objects.filter(duty__endswith="x/2").update(by=today() - DAY)
    browser = signed_in("handler")

    def keys(query: str = "") -> list[str]:
        return [line.key for line in browser.get(f"/duties/list/all/{query}").context["lines"]]

    assert keys() == [f"{SWEEPING}:late:x/2", f"{SWEEPING}:now:x/1"]
    assert keys("?due=overdue") == [f"{SWEEPING}:late:x/2"]
    assert keys("?due=today") == [f"{SWEEPING}:now:x/1"]
    assert keys("?due=later") == []
    assert keys("?search=看护") == []
    assert browser.get("/duties/list/all/?format=csv").status_code == 200


def test_a_decision_of_a_body_that_was_merged_waits_where_its_work_went() -> None:
    Body.objects.create(id="ponds", name="塘坝局", kind="department", parent_id="county")
    decision("d-ponds", body="ponds")
    asking = visit_of(Account.objects.get(username="legality"))
    assert my_duties(asking.asking, now=asking.now).waiting == ()
    Succession.objects.create(body_id="ponds", starts=today() - DAY, successor_id=WATER)
    asking = visit_of(Account.objects.get(username="legality"))
    assert [each.approval.pk for each in my_duties(asking.asking, now=asking.now).waiting] == ["d-ponds"]


def test_decisions_of_other_bodies_are_not_even_read() -> None:
    decision("d-mine")
    for number in range(3):
        decision(f"d-{number}", body=ROADS, contract=PAVING)
    Approval.objects.filter(body=ROADS).update(progress={"no": "progress of ours"})
    assert len(my_duties(visit_of(Account.objects.get(username="legality")).asking, now=_now()).waiting) == 1


def test_more_decisions_and_plans_cost_no_more_questions() -> None:
    planned("walk-0", "inspect", who="p-legality")
    decision("d-0")
    browser = signed_in("legality")
    browser.get("/duties/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/duties/")
    for number in range(1, 20):
        planned(f"walk-{number}", "inspect", who="p-legality")
        decision(f"d-{number}")
    with CaptureQueriesContext(connection) as many:
        browser.get("/duties/")
    assert len(many) == len(few) < 40


@pytest.mark.parametrize("page", ["/duties/", f"/contracts/{SWEEPING}/"])
@pytest.mark.parametrize("role", ["handler", "supervisor", "provider"])
def test_no_query_of_the_page_reads_a_whole_table(role: str, page: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the planner of the other database goes by how many rows there are")
    owed("x:y/1")
    decision("d-1")
    with CaptureQueriesContext(connection) as asked:
        signed_in(role).get(page)
    large = (
        "approvals",
        "assignments",
        "contracts",
        "disclosed",
        "duties",
        "duties_owed",
        "entries",
        "standings",
    )
    whole = []
    for query in asked.captured_queries:
        sql = query["sql"]
        if not sql.startswith("SELECT"):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        whole += [(line, sql) for line in plan if re.fullmatch(rf"SCAN ({'|'.join(large)})", line)]
    assert whole == []


def _now() -> datetime:
    return visit_of(Account.objects.get(username="legality")).now
