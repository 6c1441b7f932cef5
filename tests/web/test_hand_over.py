"""A leader goes on leave, and the contract is handed over meanwhile: page by page, without a script, nobody left out.

The same path is walked in a browser elsewhere; what is sent here is what its forms send.
"""

from datetime import timedelta

import pytest

from answerable.records.models import Approval, Assignment, Person, Post
from tests.web.cast import SWEEPING, WATER, account, decision, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
PAGE = f"/contracts/{SWEEPING}/"
LEAVE = "/people/p-leader/do/stand-in/"


@pytest.fixture(autouse=True)
def second(staged: None) -> None:
    """A second leader of the bureau, with an account."""
    Person.objects.create(id="p-second", name="接任", name_en="Second", staff="public")
    Post.objects.create(id="second", body_id=WATER, person_id="p-second", role="leader", starts="2024-01-01")
    account("second", person_id="p-second")


def go_on_leave(role: str = "leader", *, stand_in: str = "p-section") -> None:
    """Somebody says that he is away from today on, and who stands in."""
    ends = (today() + timedelta(days=20)).isoformat()
    sent = {"starts": today().isoformat(), "ends": ends, "stand_in": stand_in, "note": "学习"}
    answer = signed_in(role).post(f"/people/p-{role}/do/stand-in/", sent)
    assert (answer.status_code, answer.get("Location")) == (302, f"/people/p-{role}/")


def proposed() -> str:
    """The handler proposes the second leader; the decision's id."""
    sent = {"person": "p-second", "starts": today().isoformat(), "note": "原分管领导外出学习"}
    answer = signed_in("handler").post(f"/contracts/{SWEEPING}/do/assign/", sent)
    assert answer.status_code == 302
    return str(answer["Location"]).split("/")[2]


def moved(role: str, id: str, act: str = "approve") -> int:
    """Somebody does an act of the decision's page; its status."""
    version = Approval.objects.values_list("version", flat=True).get(id=id)
    status: int = signed_in(role).post(f"/decisions/{id}/", {"act": act, "version": str(version)}).status_code
    return status


def waiting(role: str) -> list[str]:
    return [line.key for line in signed_in(role).get("/decisions/").context["lines"]]


def test_the_form_offers_colleagues_of_the_same_body_and_says_who_answers() -> None:
    shown = signed_in("leader").get(LEAVE).context["form"]
    offered = {choice.value for field in shown.fields if field.name == "stand_in" for choice in field.choices}
    assert offered == {"p-handler", "p-section", "p-head", "p-legality", "p-second"}


def test_while_the_leader_is_away_the_stand_in_answers_and_signs() -> None:
    go_on_leave()
    said = signed_in("handler").get(PAGE).content.decode()
    assert "不在岗期间由某某代行（AB岗）" in said
    decision("d-1", kind="other")
    assert moved("legality", "d-1") == 302
    assert waiting("section") == ["d-1"]
    assert moved("section", "d-1") == 302
    assert "代某某" in signed_in("section").get("/decisions/d-1/").content.decode()


def test_a_contract_is_handed_over_while_its_leader_is_away() -> None:
    go_on_leave()
    id = proposed()
    shown = signed_in("handler").get(f"/decisions/{id}/").content.decode()
    assert "这项决定改变什么" in shown
    assert "接任" in shown
    assert moved("handler", id, "submit") == 302
    assert waiting("head") == [id]
    assert moved("head", id) == 302
    assert waiting("head") == []
    assert moved("leader", id) == 422
    assert waiting("second") == [id]
    assert moved("second", id) == 302
    assert Approval.objects.get(id=id).state == "executed"
    assigned = Assignment.objects.get(contract=SWEEPING, starts=today())
    assert (assigned.person_id, assigned.accepted_on) == ("p-second", today())
    said = signed_in("handler").get(PAGE).content.decode()
    assert "接任自" in said
    assert "接受指定" in signed_in("handler").get(f"/history/contracts/{SWEEPING}/").content.decode()


def test_where_the_head_is_away_too_the_stand_in_signs_for_the_head() -> None:
    go_on_leave()
    go_on_leave("head", stand_in="p-legality")
    id = proposed()
    assert moved("handler", id, "submit") == 302
    assert moved("section", id) == 422
    assert moved("legality", id) == 302
    signature = Approval.objects.get(id=id).progress["signatures"][-1]
    assert (signature["by"], signature["for"]) == ("p-legality", "p-head")
    assert moved("second", id) == 302
    assert Assignment.objects.get(contract=SWEEPING, starts=today()).person_id == "p-second"


def test_a_chain_with_the_leader_waits_for_the_leaders_stand_in() -> None:
    sent = {"decision": "assign", "starts": today().isoformat(), "step_1": "handler", "step_2": "leader"}
    assert signed_in("head").post(f"/bodies/{WATER}/do/set-chain/", sent).status_code == 302
    go_on_leave()
    id = proposed()
    assert moved("handler", id, "submit") == 302
    assert waiting("section") == [id]
    assert moved("section", id) == 302
    assert moved("second", id) == 302
    assert Approval.objects.get(id=id).state == "executed"


def test_nobody_else_says_that_the_leader_is_away() -> None:
    for role in ("handler", "section", "legality", "supervisor", "provider"):
        assert signed_in(role).post(LEAVE, {"starts": today().isoformat()}).status_code == 404
    assert signed_in("head").get(LEAVE).status_code == 200


@pytest.mark.parametrize("stand_in", ["p-leader", "p-roadhead", "p-lent", "nobody"])
def test_nobody_stands_in_who_may_not(stand_in: str) -> None:
    sent = {"starts": today().isoformat(), "stand_in": stand_in}
    answer = signed_in("leader").post(LEAVE, sent)
    assert answer.status_code == 422
    assert 'href="#f-stand_in"' in answer.content.decode()


def test_whoever_is_back_early_answers_again() -> None:
    Assignment.objects.filter(contract=SWEEPING).update(starts=today() - timedelta(days=300))
    go_on_leave()
    yesterday = (today() - timedelta(days=1)).isoformat()
    refused = signed_in("leader").post("/people/p-leader/do/come-back/", {"last_away": yesterday})
    assert refused.status_code == 422  # the absence began today
    sent = {"last_away": today().isoformat()}
    assert signed_in("leader").post("/people/p-leader/do/come-back/", sent).status_code == 302
    said = signed_in("leader").get("/people/p-leader/").content.decode()
    assert today().isoformat() in said


def test_a_vacancy_is_listed_with_whoever_answers_by_default() -> None:
    sent = {"starts": today().isoformat(), "note": "调离"}
    assert signed_in("head").post(f"/contracts/{SWEEPING}/do/vacate/", sent).status_code == 302
    lines = list(signed_in("handler").get("/people/list/vacancies/").context["lines"])
    assert [line.key for line in lines] == [SWEEPING]
    said = signed_in("handler").get("/people/list/vacancies/?lang=zh").content.decode()
    assert "某某" in said
