"""The inbox of decisions, and editing what is proposed: signatures are void, and both versions are shown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from answerable.actions.office import approvals
from answerable.actions.office.actors import actor_of
from answerable.records.models import Account, Approval, Person, Post
from tests.web.cast import (
    MINDING,
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
LATER = (today() + timedelta(days=400)).isoformat()


def keys(role: str, page: str = "/decisions/") -> list[str]:
    return [line.key for line in signed_in(role).get(page).context["lines"]]


def ended(contract: str) -> None:
    """A contract with an end, so that it can be extended."""
    from answerable.records.models import Contract

    Contract.objects.filter(id=contract).update(ends=today() + timedelta(days=90))


def drafted(contract: str = SWEEPING) -> str:
    ended(contract)
    answer = signed_in("handler").post(
        f"/contracts/{contract}/do/extend/", {"new_ends": LATER, "reason": "续期理由"}
    )
    assert answer.status_code == 302
    return str(answer["Location"]).split("/")[2]


def test_a_decision_waits_for_whoever_has_the_step_and_for_nobody_else() -> None:
    decision("d-water")
    decision("d-roads", body=ROADS, contract=PAVING)
    assert keys("legality") == ["d-water"]
    assert keys("leader") == keys("head") == keys("handler") == keys("supervisor") == []
    assert keys("handler", "/decisions/list/mine/") == ["d-roads", "d-water"]
    assert keys("leader", "/decisions/list/mine/") == []
    assert set(keys("leader", "/decisions/list/all/")) == {"d-water"}
    assert set(keys("supervisor", "/decisions/list/all/")) == {"d-water", "d-roads"}


def test_a_draft_waits_for_whoever_made_it() -> None:
    id = drafted()
    assert keys("handler") == [id]
    assert keys("legality") == []


def test_a_successor_finds_what_he_is_to_accept() -> None:
    Person.objects.create(id="p-second", name="第二", staff="public")
    Post.objects.create(id="second", body_id=WATER, person_id="p-second", role="leader", starts="2024-01-01")
    account("second", person_id="p-second")
    body = {"person": "p-second", "starts": today().isoformat()}
    answer = signed_in("handler").post(f"/contracts/{SWEEPING}/do/assign/", body)
    id = str(answer["Location"]).split("/")[2]
    for role in ("handler", "head"):
        row = Approval.objects.get(id=id)
        act = "submit" if role == "handler" else "approve"
        signed_in(role).post(f"/decisions/{id}/", {"act": act, "version": str(row.version)})
    assert keys("second") == [id]
    assert keys("leader") == []


@pytest.mark.parametrize(("query", "found"), [("kind=sign", 1), ("kind=end", 0), ("state=draft", 0)])
def test_the_lists_are_filtered_by_kind_and_state(query: str, found: int) -> None:
    decision("d-water")
    assert len(keys("legality", f"/decisions/?{query}")) == found


def test_the_list_tells_what_about_whom_it_waits_for_and_who_proposed_it() -> None:
    decision("d-water")
    said = signed_in("legality").get("/decisions/").content.decode()
    for text in ("签订合同", "清扫", "水利局", "审批中", "合法性审核", "某某"):
        assert text in said


@pytest.mark.parametrize("page", ["/decisions/", "/decisions/list/mine/", "/decisions/list/all/"])
def test_more_decisions_cost_no_more_questions(page: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(2):
        decision(f"d-{number}", contract=MINDING)
    browser = signed_in("handler")
    browser.get(page)
    with CaptureQueriesContext(connection) as few:
        assert browser.get(page).status_code == 200
    for number in range(2, 20):
        decision(f"d-{number}", contract=MINDING)
    with CaptureQueriesContext(connection) as many:
        assert browser.get(page).status_code == 200
    assert len(many) == len(few)


def test_an_edit_voids_the_signatures_and_asks_for_what_the_kind_asks_for() -> None:
    id = drafted()
    row = Approval.objects.get(id=id)
    signed_in("handler").post(f"/decisions/{id}/", {"act": "submit", "version": str(row.version)})
    form = signed_in("handler").get(f"/decisions/{id}/do/edit/").content.decode()
    assert f'value="{LATER}"' in form
    assert "已有的审签全部失效" in form
    sent = {"new_ends": LATER, "reason": "另一个理由", "seen.reason": "续期理由", "seen.new_ends": LATER}
    answer = signed_in("handler").post(f"/decisions/{id}/do/edit/", sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/decisions/{id}/")
    row.refresh_from_db()
    assert (row.state, row.progress["signatures"]) == ("draft", [])
    assert row.content == {"new_ends": LATER, "reason": "另一个理由"}


def test_whoever_edits_what_somebody_else_changed_sees_both_versions() -> None:
    id = drafted()
    row = Approval.objects.get(id=id)
    by, at = actor_of(Account.objects.get(username="handler"), on=today()), timezone.now()
    content = {"new_ends": LATER, "reason": "别处改过"}
    approvals.edit(id, content, by=by, at=at, on=today(), version=row.version)
    sent = {"new_ends": LATER, "reason": "我的改法", "seen.reason": "续期理由", "seen.new_ends": LATER}
    answer = signed_in("handler").post(f"/decisions/{id}/do/edit/", sent)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "我的改法" in said
    assert "别处改过" in said
    assert Approval.objects.get(id=id).content["reason"] == "别处改过"


def test_a_decision_that_is_made_elsewhere_is_not_edited_here() -> None:
    decision("d-other", kind="verdict")
    assert signed_in("handler").get("/decisions/d-other/do/edit/").status_code == 404


def test_nobody_edits_the_proposal_of_another() -> None:
    id = drafted()
    for role, status in (("leader", 404), ("supervisor", 404), ("provider", 404)):
        assert signed_in(role).get(f"/decisions/{id}/do/edit/").status_code == status


def test_the_page_shows_what_stands_today_beside_what_would_stand_there() -> None:
    id = drafted()
    said = signed_in("leader").get(f"/decisions/{id}/").content.decode()
    assert "这项决定改变什么" in said
    assert (today() + timedelta(days=90)).isoformat() in said
    assert LATER in said
    assert "修改提出的内容" not in said
    assert "修改提出的内容" in signed_in("handler").get(f"/decisions/{id}/").content.decode()
