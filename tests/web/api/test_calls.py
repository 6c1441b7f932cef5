"""Lists and deeds over the API: as on the pages, with tokens in the place of sessions."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from answerable.core.tables.types import MAX_TEXT
from answerable.records.models import Approval, Entry, Task
from answerable.web.desk.deeds import Deed
from answerable.web.desk.registry import DEEDS, LISTINGS
from tests.web.api.calling import get, post, said, token
from tests.web.cast import MINDING, PAVING, ROLES, SWEEPING, decision, signed_in
from tests.web.expected import contracts as expected

pytestmark = pytest.mark.usefixtures("staged")
EXTENSION = {"new_ends": "2030-01-01", "reason": "§ 7"}
EXTEND = f"/contracts/{SWEEPING}/extend"


def test_a_list_says_what_the_page_says() -> None:
    answer = said(get(token("handler"), "/contracts"))
    assert (answer["count"], answer["page"], answer["pages"]) == (2, 1, 1)
    first = {each["id"]: each for each in answer["items"]}[SWEEPING]
    assert first["name"] == {"zh": "清扫", "en": "sweeping contract"}
    assert first["amount"] == {"minor": 123456, "currency": "CNY"}
    assert (first["starts"], first["ends"], first["standing"]) == ("2025-01-01", None, "watch")


@pytest.mark.parametrize("role", [each for each in ROLES if not each.endswith("-admin")])
def test_a_list_holds_what_the_role_may_see(role: str) -> None:
    answer = said(get(token(role), "/contracts"))
    assert {each["id"] for each in answer["items"]} == expected.LISTS["contracts"][role]


def test_a_list_is_filtered_ordered_and_turned() -> None:
    text = token("supervisor")
    ordered = said(get(text, "/contracts", sort="-name", per_page=1, page=2))
    assert (len(ordered["items"]), ordered["count"], ordered["pages"]) == (1, 3, 3)
    assert [each["id"] for each in said(get(text, "/contracts", search="pav"))["items"]] == [PAVING]
    for wrong in ({"sort": "password"}, {"page": 0}, {"per_page": 10**30}, {"standing": "x"}):
        answer = get(text, "/contracts", **wrong)
        assert answer.status_code == 422
        assert said(answer)["errors"][0]["field"].endswith(next(iter(wrong)))


def test_one_line_of_a_list_is_found_by_its_id() -> None:
    assert said(get(token("handler"), f"/contracts/{MINDING}"))["id"] == MINDING
    for missing in (PAVING, "no-such", "💧" * 70):
        answer = get(token("handler"), f"/contracts/{missing}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_deed_is_done_and_answers_with_what_it_made() -> None:
    answer = post(token("handler"), EXTEND, EXTENSION)
    assert answer.status_code == 200
    made = Approval.objects.get(id=said(answer)["answer"]["decision"])
    assert (made.kind, made.content["reason"], made.opened_by) == ("extend", "§ 7", "handler")


def test_every_fault_is_told_at_once() -> None:
    answer = post(token("handler"), EXTEND, {"reason": "", "exit_clause": "x" * (MAX_TEXT + 1), "odd": 1})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    fields = {each["field"].split(".")[-1] for each in said(answer)["errors"]}
    assert fields == {"new_ends", "exit_clause", "odd"}
    assert not Approval.objects.exists()


def test_what_an_action_refuses_is_told_with_its_code() -> None:
    answer = post(token("handler"), EXTEND, EXTENSION | {"reason": "  "})
    assert [(each["field"], each["code"]) for each in said(answer)["errors"]] == [("reason", "field_empty")]


@pytest.mark.parametrize("role", [each for each in ROLES if not each.endswith("-admin")])
def test_a_deed_is_open_to_the_roles_of_its_page(role: str) -> None:
    allowed = role in expected.DEEDS["contracts_extend"][SWEEPING]
    assert post(token(role), EXTEND, EXTENSION).status_code == (200 if allowed else 404)
    refused = Entry.objects.filter(act="refused").count()
    assert refused == (0 if allowed else 1)


def test_a_token_opens_only_its_scopes() -> None:
    text = token("handler", "contracts:read")
    assert get(text, "/contracts").status_code == 200
    answer = post(text, EXTEND, EXTENSION)
    assert (answer.status_code, said(answer)["errors"][0]["code"]) == (403, "token_lacks_scope")


@pytest.mark.parametrize("text", ["", "ans", "ans_x_y", "ans_0123456789abcdef_wrong", "a b", "é"])
def test_without_a_token_nothing_opens(text: str) -> None:
    answer = get(text, "/contracts")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_session_of_a_browser_opens_nothing() -> None:
    assert signed_in("handler").get("/api/v1/contracts").status_code == 401


def test_what_is_no_json_is_refused_in_words() -> None:
    browser = Client(headers={"Authorization": f"Bearer {token('handler')}"})
    answer = browser.post(f"/api/v1{EXTEND}", "{", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_the_same_call_under_its_key_is_done_once() -> None:
    text = token("handler")
    answers = [said(post(text, EXTEND, EXTENSION, **{"Idempotency-Key": "k-1"})) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert Approval.objects.count() == 1
    other = post(text, EXTEND, EXTENSION | {"reason": "§ 8"}, **{"Idempotency-Key": "k-1"})
    assert (other.status_code, said(other)["errors"][0]["code"]) == (422, "idempotency_reused")


def test_a_refused_call_may_be_mended_under_its_key() -> None:
    text = token("handler")
    assert post(text, EXTEND, EXTENSION | {"reason": " "}, **{"Idempotency-Key": "k"}).status_code == 422
    assert post(text, EXTEND, EXTENSION, **{"Idempotency-Key": "k"}).status_code == 200


def test_every_list_and_every_deed_has_its_call() -> None:
    found = said(Client().get("/api/v1/openapi.json"))
    assert found["openapi"].startswith("3.1")
    named = {each["operationId"] for path in found["paths"].values() for each in path.values()}
    assert named - {"files_attach"} == {*LISTINGS, *DEEDS} | {
        f"{each.route}_one" for each in LISTINGS.values() if not each.name
    }


def test_whole_numbers_are_bounded_in_the_description() -> None:
    found = said(Client().get("/api/v1/openapi.json"))

    def whole(node: object) -> list[dict[str, object]]:
        if isinstance(node, list):
            return [each for part in node for each in whole(part)]
        if not isinstance(node, dict):
            return []
        own = [node] if node.get("type") == "integer" else []
        return own + [each for part in node.values() for each in whole(part)]

    asked = [each for path in found["paths"].values() for each in whole(path)]
    asked += [
        each
        for name, body in found["components"]["schemas"].items()
        if name.endswith("_body")
        for each in whole(body)
    ]
    assert asked
    assert all("maximum" in each and "minimum" in each for each in asked)


def test_a_file_is_brought_and_named_by_its_hash_and_nobody_elses_is() -> None:
    browser = Client(headers={"Authorization": f"Bearer {token('handler')}"})
    file = SimpleUploadedFile("证据.txt", "现场记录".encode(), content_type="text/plain")
    answer = browser.post("/api/v1/files", {"file": file})
    assert answer.status_code == 200, answer.content
    kept = said(answer)
    assert kept["hash"] == f"sha256:{hashlib.sha256('现场记录'.encode()).hexdigest()}"
    odd = SimpleUploadedFile("x.exe", b"MZ\x00\x01" * 40)
    assert browser.post("/api/v1/files", {"file": odd}).status_code == 422
    assert Client().post("/api/v1/files", {"file": odd}).status_code == 401
    body = {"table": "readings", "file": kept["hash"]}
    refused = post(token("leader"), "/imports/ask", body)
    assert refused.status_code in (404, 422)
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    "deed", [each for each in DEEDS.values() if not each.keyed], ids=lambda each: each.route
)
def test_every_deed_that_makes_something_can_be_called(deed: Deed) -> None:
    path = f"/{deed.area}/{deed.name}".replace("_", "-")
    found = {post(token(role), path, {}).status_code for role in ("handler", "head")}
    assert found <= {404, 422}
    assert 422 in found


def test_what_no_field_asks_for_is_told() -> None:
    answer = post(token("handler"), f"/contracts/{SWEEPING}/correct", {"cells": {"nmae": "x"}})
    assert (answer.status_code, said(answer)["errors"][0]["code"]) == (422, "field_unknown")


def test_a_decision_is_signed_over_the_api_by_whoever_may() -> None:
    decision()
    text = token("legality")
    assert post(text, "/decisions/d-1/approve", {"version": 9}).status_code == 409
    assert said(post(text, "/decisions/d-1/approve", {}))["answer"] == {"state": "under_way"}
    again = post(text, "/decisions/d-1/approve", {})
    assert again.status_code == 422
    assert post(token("provider"), "/decisions/d-1/approve", {}).status_code == 404


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/contracts/register/no/such", 404)])
def test_under_the_api_whatever_is_not_there_is_a_problem(path: str, status: int) -> None:
    answer = get(token("handler"), path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    wrong_way = post(token("handler"), "/contracts", {})
    assert (wrong_way.status_code, wrong_way["Content-Type"]) == (405, "application/problem+json")


def test_a_filter_that_there_is_not_is_refused() -> None:
    assert get(token("handler"), "/contracts", nonsense=1).status_code == 422
