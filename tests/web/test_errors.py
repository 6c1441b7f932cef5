"""Whatever is sent, the answer is a page: never a fault of ours, and never a word of the inside."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.records.models import Held
from tests.web.cast import signed_in

pytestmark = pytest.mark.usefixtures("staged")
STRANGE = ("\x00", "'", '"><script>', "..%2f..", "💧" * 200, "%", "x" * 5000, "\u202e", "a/b", "%ff", "-1")
HUGE = ("0", "-1", "abc", "", "9" * 30, "9" * 5000, "\x00", "1e9", "½", "١")


@pytest.mark.parametrize("id", STRANGE)
def test_ids_of_strange_characters_are_not_there(id: str) -> None:
    from urllib.parse import quote

    browser = signed_in("handler")
    assert browser.get(f"/contracts/{quote(id, safe='%')}/").status_code == 404
    keeper = signed_in("security-admin")
    assert keeper.post(f"/admin-accounts/{quote(id, safe='')}/unlock/").status_code in (302, 404)


@pytest.mark.parametrize("number", HUGE)
def test_pages_that_are_none_are_the_first_or_the_last(number: str) -> None:
    assert signed_in("handler").get("/contracts/", {"page": number}).status_code == 200
    assert signed_in("audit-admin").get("/admin-audit/", {"page": number}).status_code == 200


@pytest.mark.parametrize("number", ["0", "9" * 25, "-1", "abc"])
def test_numbers_that_are_none_are_not_there(number: str) -> None:
    browser = signed_in("handler")
    assert browser.post(f"/account/sessions/{number}/end/").status_code == 404
    browser.post("/account/again/", {"password": "a long enough secret 7"})
    assert browser.get(f"/account/passkeys/{number}/name/").status_code == 404


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "answerable_lang", "messages"])
@pytest.mark.parametrize("text", ["", "x", '"\\000\\001"', "é\x00", "x" * 4000, "a:b:c", '"', "{}", "\r\n"])
def test_broken_cookies_do_no_harm(name: str, text: str) -> None:
    client = Client(headers={"cookie": f"{name}={text}"})
    assert client.get("/").status_code == 200
    assert client.get("/duties/").status_code == 302
    sent = {"login": "handler", "password": "x"}
    assert client.post("/account/sign-in/", sent).status_code == 200


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize("text", ["%00", "%F0%9F%92%A7" * 300, "%27%3B", "x" * 10_000, "%ED%A0%80", "%ff"])
def test_whatever_is_typed_into_the_form_is_answered(field: str, text: str) -> None:
    sent = "&".join(
        f"{name}={value}" for name, value in ({"login": "handler", "password": "x"} | {field: text}).items()
    )
    answered = Client().post("/account/sign-in/", sent, content_type="application/x-www-form-urlencoded")
    assert answered.status_code == 200


def test_a_passkey_that_is_none_is_refused(client: Client) -> None:
    for sent in ("", "x", "{}", '{"id": 1}', "[]", "null", '{"response": {}}'):
        assert client.post("/account/sign-in/passkey/", {"credential": sent}).status_code == 302
    assert client.get("/account/sign-in/passkey/", headers={"accept": "application/json"}).status_code == 200


def test_a_fault_of_ours_is_told_without_its_inside(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(Held.objects, "first", broken)
    client = Client(raise_request_exception=False)
    answered = client.get("/", headers={"accept-language": "en"})
    assert answered.status_code == 500
    said = answered.content.decode()
    assert "Something went wrong here" in said
    assert "inside" not in said
    assert "Traceback" not in said


def test_a_form_without_its_token_is_refused_in_words() -> None:
    answered = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"login": "x", "password": "y"})
    assert answered.status_code == 403
    assert "表单已失效" in answered.content.decode()


def test_a_host_that_is_not_ours_is_refused() -> None:
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_database_that_fails_is_said_and_not_asked_again(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in("handler")
    browser.raise_request_exception = False
    browser.cookies["answerable_lang"] = lang

    def away(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full: secret rows")

    for place in ("django.contrib.sessions.backends.db.SessionStore.load", "answerable.web.actor.asking"):
        with monkeypatch.context() as patch:
            patch.setattr(place, away)
            answered = browser.get("/duties/")
        assert answered.status_code == 503
        assert "secret rows" not in answered.text
        assert "<h1" in answered.text
