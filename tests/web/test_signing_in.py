"""Signing in and out: password and second factor, first steps, lock-out, idle sessions, the list of sessions."""

import json
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.records.models import Account, Disclosed, Entry
from answerable.web import middleware
from tests.web.cast import PASSWORD, ROLES, SECRET, account, code, signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.usefixtures("staged")
SIGN_IN, CODE, DUTIES = "/account/sign-in/", "/account/sign-in/code/", "/duties/"
WRONG = "not the secret at all"


def enter(client: Client, name: str, password: str = PASSWORD) -> "Answer":
    return client.post(SIGN_IN, {"login": name, "password": password})


def fail_often(client: Client, settings: Settings, *, path: str = SIGN_IN, **sent: str) -> "Answer":
    """The answer to the last of as many failures as lock an account, each from another address."""
    answers = [
        client.post(path, sent, REMOTE_ADDR=f"198.51.100.{number}")
        for number in range(settings.AXES_FAILURE_LIMIT)
    ]
    return answers[-1]


def acts(name: str) -> list[str]:
    """The acts on record of an account, the oldest first."""
    rows = Entry.objects.filter(disclosed__of="accounts", disclosed__key=name).order_by("at")
    return list(rows.values_list("act", flat=True))


@pytest.mark.parametrize("role", ROLES)
def test_every_role_signs_in_with_password_and_code(client: Client, role: str) -> None:
    assert enter(client, role)["Location"] == CODE
    answered = client.post(CODE, {"code": code()})
    home = {
        "security-admin": "/admin-accounts/",
        "system-admin": "/admin-status/",
        "audit-admin": "/admin-audit/",
    }
    assert answered["Location"] == home.get(role, DUTIES)
    assert client.get(answered["Location"]).status_code == 200
    assert acts(role) == ["signed_in"]


def test_the_password_alone_opens_nothing(client: Client) -> None:
    enter(client, "handler")
    assert client.get(DUTIES)["Location"].startswith(SIGN_IN)
    assert acts("handler") == []


def test_a_wrong_code_is_refused_in_words(client: Client) -> None:
    enter(client, "handler")
    answered = client.post(CODE, {"code": "000000"})
    assert answered.status_code == 200
    assert "验证码不对" in answered.content.decode()
    assert client.get(DUTIES).status_code == 302


def test_a_code_serves_once(client: Client) -> None:
    enter(client, "handler")
    shown = code()
    assert client.post(CODE, {"code": shown}).status_code == 302
    factor = Authenticator.objects.get(user__username="handler")
    assert factor.data["step"] > 0
    from django.core.cache import cache

    cache.clear()  # another process knows nothing of what this one remembers
    other = Client()
    enter(other, "handler")
    assert other.post(CODE, {"code": shown}).status_code == 200
    assert other.post(CODE, {"code": code(steps=1)}).status_code == 302


def test_a_name_is_the_same_in_capitals(client: Client) -> None:
    assert enter(client, " Handler ")["Location"] == CODE


@pytest.mark.parametrize("name", ["handler", "HANDLER", "nobody-at-all"])
def test_too_many_failures_lock_the_account_wherever_they_come_from(settings: Settings, name: str) -> None:
    answered = fail_often(Client(), settings, login=name, password=WRONG)
    assert answered.status_code == 429
    said = answered.content.decode()
    assert "账号已暂时锁定" in said
    assert "15 分钟" in said
    assert Client().post(SIGN_IN, {"login": name, "password": PASSWORD}).status_code == 429
    assert acts("handler") == ([] if name == "nobody-at-all" else ["locked_out"])
    assert Entry.objects.filter(act="locked_out").count() == (0 if name == "nobody-at-all" else 1)


def test_capitals_do_not_make_the_count_begin_again(settings: Settings) -> None:
    names = ["handler" if number % 2 else "hANDLER" for number in range(settings.AXES_FAILURE_LIMIT)]
    answers = [enter(Client(), name, WRONG).status_code for name in names]
    assert answers[-2:] == [200, 429]


def test_wrong_codes_count_like_wrong_passwords(client: Client, settings: Settings) -> None:
    enter(client, "handler")
    assert fail_often(client, settings, path=CODE, code="000000").status_code == 429
    assert client.post(CODE, {"code": code()}).status_code == 429
    assert acts("handler") == ["locked_out"]


def test_other_accounts_behind_the_same_address_go_on(client: Client, settings: Settings) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        enter(client, "handler", WRONG)
    assert enter(Client(), "leader")["Location"] == CODE


def test_a_success_begins_the_count_again(client: Client, settings: Settings) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        enter(client, "handler", WRONG)
    enter(client, "handler")
    client.post(CODE, {"code": code()})
    other = Client()
    assert enter(other, "handler", WRONG).status_code == 200


def test_nothing_secret_is_kept_of_a_failed_attempt(client: Client) -> None:
    from axes.models import AccessAttempt

    enter(client, "handler")
    client.post(CODE, {"code": "123123"})
    client.post(SIGN_IN, {"login": "handler", "password": WRONG})
    kept = " ".join(f"{each.post_data} {each.get_data}" for each in AccessAttempt.objects.all())
    assert kept
    assert WRONG not in kept
    assert "123123" not in kept


def test_an_account_without_a_factor_sets_one_up_before_anything_else(client: Client) -> None:
    account("fresh", secured=False, person_id="p-roadhead")
    enter(client, "fresh")
    for page in (DUTIES, "/contracts/", "/account/", "/account/sessions/", "/"):
        assert client.get(page)["Location"] == "/account/code/on/"
    shown = client.get("/account/code/on/")
    secret = shown.context["form"].secret
    assert client.post("/account/code/on/", {"code": "000000"}).status_code == 200
    done = client.post("/account/code/on/", {"code": code(secret=secret)})
    assert done["Location"] == "/account/recovery/"
    assert client.get(DUTIES).status_code == 200
    assert acts("fresh")[0] == "signed_in"


def test_a_one_time_password_is_replaced_before_anything_else(client: Client) -> None:
    made = account("fresh", secured=False, person_id="p-roadhead")
    Account.objects.filter(pk=made.pk).update(password_given=True)
    enter(client, "fresh")
    assert client.get(DUTIES)["Location"] == "/account/password/"
    client.post("/account/sign-out/")
    enter(client, "fresh")
    assert client.get(DUTIES)["Location"] == "/account/password/"
    own = "another secret of mine 8"
    sent = {"oldpassword": PASSWORD, "password1": own, "password2": own}
    assert client.post("/account/password/", sent).status_code == 302
    assert client.get(DUTIES)["Location"] == "/account/code/on/"


def test_the_last_second_factor_cannot_be_taken_away(client: Client) -> None:
    enter(client, "handler")
    client.post(CODE, {"code": code()})
    client.post("/account/again/?next=/account/code/off/", {"password": PASSWORD})
    answered = client.post("/account/code/off/")
    assert answered.status_code == 200
    assert "不能移除" in answered.content.decode()
    assert Authenticator.objects.filter(user__username="handler").exists()


def test_nobody_signs_up_or_has_a_password_mailed(client: Client) -> None:
    for path in ("/account/signup/", "/account/password/reset/", "/account/email/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


def test_an_idle_session_ends_on_the_server(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    client, began = signed_in("handler"), time.time()

    def at(seconds: float) -> int:
        monkeypatch.setattr(middleware, "time", SimpleNamespace(time=lambda: began + seconds))
        return client.get(DUTIES).status_code

    assert at(0) == 200
    assert at(settings.IDLE_SECONDS) == 200
    assert at(2 * settings.IDLE_SECONDS - 1) == 200
    monkeypatch.setattr(
        middleware, "time", SimpleNamespace(time=lambda: began + 3 * settings.IDLE_SECONDS + 61)
    )
    answered = client.get(DUTIES)
    assert answered["Location"] == f"{SIGN_IN}?idle=1"
    assert "长时间没有操作" in client.get(answered["Location"]).content.decode()
    assert client.get(DUTIES)["Location"].startswith(SIGN_IN)
    content = Disclosed.objects.get(entry__act="signed_out").content
    assert json.loads(content or "{}")["what"] == "idle"


def test_a_session_of_ones_own_is_ended_from_another(client: Client) -> None:
    enter(client, "handler")
    client.post(CODE, {"code": code()})
    other = Client()
    enter(other, "handler")
    other.post(CODE, {"code": code(steps=1)})
    listed = client.get("/account/sessions/").context["sessions"]
    assert [this for _, this in listed].count(True) == 1
    away = next(row for row, this in listed if not this)
    assert client.post(f"/account/sessions/{away.pk}/end/").status_code == 302
    assert other.get(DUTIES).status_code == 302
    assert client.get(DUTIES).status_code == 200
    assert acts("handler") == ["signed_in", "signed_in", "signed_out"]


def test_another_accounts_session_is_not_there(client: Client) -> None:
    enter(client, "handler")
    client.post(CODE, {"code": code()})
    theirs = client.get("/account/sessions/").context["sessions"][0][0]
    assert signed_in("leader").post(f"/account/sessions/{theirs.pk}/end/").status_code == 404
    assert client.get(DUTIES).status_code == 200


def test_signing_out_ends_the_session_and_leaves_an_entry(client: Client) -> None:
    enter(client, "handler")
    client.post(CODE, {"code": code()})
    assert client.post("/account/sign-out/")["Location"] == "/"
    assert client.get(DUTIES).status_code == 302
    assert acts("handler") == ["signed_in", "signed_out"]


def test_no_browser_keeps_what_was_read() -> None:
    assert signed_in("handler").get(DUTIES)["Cache-Control"] == "no-store"


def test_a_closed_account_is_out_at_once(client: Client) -> None:
    enter(client, "handler")
    client.post(CODE, {"code": code()})
    Account.objects.filter(username="handler").update(is_active=False)
    assert client.get(DUTIES).status_code == 302
    assert enter(Client(), "handler")["Location"] == "/account/closed/"


def test_no_script_and_no_style_stands_in_a_page(client: Client) -> None:
    answered = client.get(SIGN_IN)
    policy = answered["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<style" not in answered.content.decode()
    assert 'style="' not in answered.content.decode()
    assert SECRET not in answered.content.decode()
