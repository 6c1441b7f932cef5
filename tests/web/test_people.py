"""People and bodies on their pages: posts are begun, ended and handed over; chains are set; bodies are merged."""

from datetime import date, timedelta

import pytest

from answerable.records.models import (
    ApprovalStep,
    Assignment,
    Body,
    Person,
    Post,
    StandIn,
    Succession,
)
from tests.web.cast import COUNTY, ROADS, SWEEPING, WATER, account, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
TODAY, YESTERDAY = today().isoformat(), (today() - timedelta(days=1)).isoformat()


@pytest.fixture
def mayor(staged: None) -> None:
    """The head of the county, who is over every body."""
    Person.objects.create(id="p-mayor", name="县长", name_en="Mayor", staff="public")
    Post.objects.create(id="mayor", body_id=COUNTY, person_id="p-mayor", role="head", starts="2024-01-01")
    account("mayor", person_id="p-mayor")


def do(role: str, path: str, /, **sent: str) -> int:
    status: int = signed_in(role).post(path, sent).status_code
    return status


def test_a_person_is_added_and_takes_up_a_post() -> None:
    assert do("head", "/people/do/add/", name="新人", staff="public", id="p-new") == 302
    sent = {"appointee": "p-new", "role": "leader", "starts": TODAY}
    assert do("head", f"/bodies/{WATER}/do/begin-post/", **sent) == 302
    assert Post.objects.filter(person="p-new", role="leader", body=WATER, ends=None).count() == 1
    said = signed_in("handler").get(f"/bodies/{WATER}/").content.decode()
    assert "新人" in said


def test_hired_staff_holds_no_post_and_is_not_offered() -> None:
    shown = signed_in("head").get(f"/bodies/{WATER}/do/begin-post/").context["form"]
    offered = {each.value for field in shown.fields if field.name == "appointee" for each in field.choices}
    assert "p-lent" not in offered
    assert "p-roadhead" not in offered
    assert "p-section" in offered
    sent = {"appointee": "p-lent", "role": "leader", "starts": TODAY}
    assert do("head", f"/bodies/{WATER}/do/begin-post/", **sent) == 422


def test_a_post_is_not_ended_where_nobody_would_answer_and_is_handed_over() -> None:
    Post.objects.filter(id=f"{WATER}-head").update(ends=None)
    Person.objects.create(id="p-next", name="接任", staff="public")
    over = {"post_ends": YESTERDAY, "appointee": "p-next"}
    assert do("head", f"/posts/{WATER}-leader/do/hand-over/", **over) == 302
    assert Post.objects.get(id=f"{WATER}-leader").ends == date.fromisoformat(YESTERDAY)
    assert Post.objects.filter(person="p-next", role="leader", starts=TODAY).exists()
    lines = signed_in("handler").get("/people/list/vacancies/").context["lines"]
    assert {line.key for line in lines} >= {SWEEPING}
    said = signed_in("handler").get("/people/p-leader/").content.decode()
    assert "曾任职务" in said


def test_the_last_head_does_not_leave_without_a_follower() -> None:
    answer = signed_in("head").post(f"/posts/{WATER}-head/do/end/", {"post_ends": TODAY})
    assert answer.status_code == 422
    assert Post.objects.get(id=f"{WATER}-head").ends is None


def test_a_chain_is_set_in_its_order_and_shown() -> None:
    steps = {f"step_{n}": role for n, role in enumerate(("handler", "section", "head"), start=1)}
    path = f"/bodies/{WATER}/do/set-chain/"
    assert do("head", path, decision="assign", starts=TODAY, **steps) == 302
    rows = ApprovalStep.objects.filter(body=WATER).order_by("number")
    assert [row.role for row in rows] == ["handler", "section", "head"]
    said = signed_in("handler").get(f"/bodies/{WATER}/").content.decode()
    assert "股室负责人" in said
    refused = signed_in("head").post(path, {"decision": "sign", "starts": TODAY, **steps})
    assert refused.status_code == 422
    assert "合法性审核" in refused.content.decode()


@pytest.mark.usefixtures("mayor")
def test_a_body_is_added_and_one_is_merged_into_another() -> None:
    sent = {"name": "新局", "kind": "department", "parent": COUNTY, "id": "new"}
    assert do("mayor", "/bodies/do/add/", **sent) == 302
    assert Body.objects.get(id="new").parent_id == COUNTY
    merged = {"successor": WATER, "starts": TODAY, "note": "机构改革"}
    assert do("mayor", f"/bodies/{ROADS}/do/reorganise/", **merged) == 302
    assert Succession.objects.get(body=ROADS).successor_id == WATER
    lines = signed_in("mayor").get("/bodies/").context["lines"]
    assert [line.key for line in lines] == [COUNTY, "new", ROADS, WATER] or {line.key for line in lines} == {
        COUNTY,
        "new",
        ROADS,
        WATER,
    }
    said = signed_in("mayor").get(f"/bodies/{ROADS}/").content.decode()
    assert "起由水利局承继" in said
    vacant = signed_in("mayor").get("/people/list/vacancies/").context["lines"]
    assert [line.key for line in vacant] == []


def test_the_tree_stands_in_the_order_of_its_levels() -> None:
    lines = list(signed_in("supervisor").get("/bodies/").context["lines"])
    assert lines[0].key == COUNTY
    assert {line.key for line in lines[1:]} == {WATER, ROADS}
    assert lines[1].cells[0].zh.startswith("　")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("role=leader", {"p-leader"}),
        (f"body={WATER}&role=head", {"p-head"}),
        ("search=p-hand", {"p-handler"}),
        ("search=nobody", set()),
    ],
)
def test_people_are_filtered(query: str, found: set[str]) -> None:
    lines = signed_in("handler").get(f"/people/?{query}").context["lines"]
    assert {line.key for line in lines} == found


def test_the_list_says_who_is_away_and_who_stands_in() -> None:
    StandIn.objects.create(person_id="p-leader", starts=today(), stand_in_id="p-section")
    said = signed_in("handler").get("/people/").content.decode()
    assert "不在岗，到 无期限；由某某代行" in said.replace("到无期限", "到 无期限")
    assert "代行（AB岗）" in signed_in("handler").get("/people/p-section/").content.decode()


def test_a_person_page_tells_what_he_answers_for_as_far_as_the_reader_sees_it() -> None:
    said = signed_in("section").get("/people/p-leader/").content.decode()
    assert "清扫" in said
    assert "看护" in said
    assert signed_in("section").get("/people/p-roadhead/").status_code == 404
    assert signed_in("provider").get("/people/p-leader/").status_code == 404


def test_whoever_holds_no_post_sees_himself_and_nobody_else() -> None:
    Person.objects.create(id="p-new", name="新人", staff="public")
    account("new", person_id="p-new")
    assert signed_in("new").get("/people/p-new/").status_code == 200
    assert signed_in("new").get("/people/p-leader/").status_code == 404
    assert signed_in("head").get("/people/p-new/").status_code == 404


@pytest.mark.parametrize("page", ["/people/", "/bodies/", "/people/list/vacancies/", f"/bodies/{WATER}/"])
def test_more_people_and_bodies_cost_no_more_questions(page: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def more(first: int, last: int) -> None:
        for number in range(first, last):
            Person.objects.create(id=f"x-{number}", name=f"x-{number}", staff="public")
            Post.objects.create(
                id=f"x-{number}", body_id=WATER, person_id=f"x-{number}", role="handler", starts="2024-01-01"
            )
            Body.objects.create(id=f"b-{number}", name=f"b-{number}", kind="town", parent_id=COUNTY)

    Assignment.objects.filter(contract=SWEEPING).update(person=None)
    more(0, 1)
    browser = signed_in("supervisor")
    browser.get(page)
    with CaptureQueriesContext(connection) as few:
        assert browser.get(page).status_code == 200
    more(1, 15)
    with CaptureQueriesContext(connection) as many:
        assert browser.get(page).status_code == 200
    assert len(many) == len(few)
