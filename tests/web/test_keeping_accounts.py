"""Acts on accounts ask once more who acts, their owners are told, and nothing is kept that nobody needs."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.actions.office import accounts
from answerable.actions.office.codes import enrol
from answerable.outside.sealed import seal
from answerable.records.models import Account, Disclosed, Entry
from answerable.web.middleware import browser_of
from tests.web.cast import PASSWORD, SECRET, code, signed_in

pytestmark = pytest.mark.usefixtures("staged")
SIGN_IN, CODE, AGAIN, DUTIES = "/account/sign-in/", "/account/sign-in/code/", "/account/again/", "/duties/"
KEEPER = "security-admin"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.mark.parametrize(
    ("path", "sent", "done"),
    [
        ("/admin-accounts/handler/reset-factor/", {}, lambda: not _factors("handler")),
        ("/admin-accounts/handler/close/", {}, lambda: not Account.objects.get(username="handler").is_active),
        (
            "/admin-accounts/new/",
            {"kind": "provider", "whose": "lawful", "name": "fresh"},
            lambda: Account.objects.filter(username="fresh").exists(),
        ),
    ],
)
def test_an_act_on_an_account_waits_until_whoever_acts_is_shown_again(
    path: str, sent: dict[str, str], done: object
) -> None:
    keeper = signed_in(KEEPER)
    led = keeper.post(path, sent)
    assert led["Location"].startswith(AGAIN)
    assert not done()  # type: ignore[operator]
    assert keeper.post(led["Location"], {"password": "wrong", "next": path}).status_code == 200
    assert not done()  # type: ignore[operator]
    assert keeper.post(led["Location"], {"password": PASSWORD, "next": path}).status_code in (200, 302)
    assert done()  # type: ignore[operator]


def test_whoever_may_not_act_is_not_asked_again() -> None:
    assert signed_in("handler").post("/admin-accounts/leader/close/").status_code == 404


def test_the_owner_is_told_of_every_reset_until_it_was_read() -> None:
    at = datetime.now(UTC)
    accounts.reset_password("handler", password=PASSWORD, at=at, by=KEEPER)
    accounts.reset_factor("handler", at=datetime.now(UTC), by=KEEPER)
    accounts.end_sessions("handler", at=datetime.now(UTC), by=KEEPER)
    Account.objects.update(password_given=False)
    enrol(Account.objects.get(username="handler"), SECRET)
    client = signed_in("handler")
    for _ in range(2):
        told = client.get(DUTIES).content.decode()
        assert f"{KEEPER} 重置了您的密码" in told
        assert f"{KEEPER} 重置了您的第二因素" in told
    assert "重置了您的" not in signed_in("leader").get(DUTIES).content.decode()
    # One that came between reading and saying so is still told.
    client.post("/account/resets/seen/", {"n": "1"})
    told = client.get(DUTIES).content.decode()
    assert "重置了您的密码" not in told
    assert "重置了您的第二因素" in told
    for sent in ({"n": "x"}, {"n": "1"}):
        assert client.post("/account/resets/seen/", sent)["Location"] == DUTIES
    assert "重置了您的" not in client.get(DUTIES).content.decode()


def test_an_administrator_who_was_let_in_again_is_told_too() -> None:
    accounts.recover(KEEPER, password=PASSWORD, at=datetime.now(UTC))
    Account.objects.update(password_given=False)
    enrol(Account.objects.get(username=KEEPER), SECRET)
    assert "console 重置了您的密码和第二因素" in signed_in(KEEPER).get("/admin-accounts/").content.decode()


def test_a_password_that_was_given_serves_until_another_is_chosen_whenever_the_process_ends(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is set at sign-in and taken back afterwards, so nothing can be left behind in between."""
    accounts.reset_password("handler", password=PASSWORD, at=datetime.now(UTC), by=KEEPER)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    client.post(SIGN_IN, {"login": "handler", "password": PASSWORD})
    monkeypatch.setattr("answerable.actions.office.signing_in.signed_in", dies)
    monkeypatch.setattr("django.db.models.query.QuerySet.update", dies)
    with pytest.raises(KeyboardInterrupt):
        client.post(CODE, {"code": code()})
    monkeypatch.undo()
    assert Account.objects.get(username="handler").password_given


def test_a_factor_of_another_key_is_a_wrong_code_that_says_why(client: Client, settings: Settings) -> None:
    Authenticator.objects.update(data={"secret": seal(SECRET, key="another key")})
    client.post(SIGN_IN, {"login": "handler", "password": PASSWORD})
    answered = client.post(CODE, {"code": code()})
    assert answered.status_code == 200
    assert "用另一个密钥保存" in answered.content.decode()
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        answered = client.post(CODE, {"code": code()})
    assert answered.status_code == 429


def test_a_page_that_needs_a_sealed_secret_says_why_it_cannot_be_shown(client: Client) -> None:
    client.post(SIGN_IN, {"login": "handler", "password": PASSWORD})
    client.post(CODE, {"code": code()})
    client.post(AGAIN, {"password": PASSWORD})
    user, kind = Account.objects.get(username="handler"), Authenticator.Type.RECOVERY_CODES
    data = {"seed": seal("00" * 40, key="another key"), "used_mask": 0}
    Authenticator.objects.create(user=user, type=kind, data=data)
    answered = client.get("/account/recovery/")
    assert answered.status_code == 409
    assert "另一个密钥" in answered.content.decode()


def test_of_a_failed_attempt_nothing_is_kept_but_that_it_failed() -> None:
    typed = {"login": "My-Secret-Password1", "password": "x", "strange-field": "kept?"}
    for address in ("10.1.2.3", "10.1.2.4"):
        Client().post(f"{SIGN_IN}?also=kept", typed, REMOTE_ADDR=address, HTTP_USER_AGENT=FIREFOX)
    (kept,) = AccessAttempt.objects.all()
    assert kept.failures_since_start == 2
    said = " ".join(str(value) for value in vars(kept).values()).lower()
    for secret in ("my-secret-password1", "10.1.2", "firefox", "kept", "mozilla"):
        assert secret not in said


def test_of_a_session_only_the_kind_of_browser_is_kept(client: Client) -> None:
    client.defaults |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "10.1.2.3"}
    client.post(SIGN_IN, {"login": "handler", "password": PASSWORD})
    client.post(CODE, {"code": code()})
    (kept,) = UserSession.objects.all()
    assert (kept.ip, kept.user_agent, kept.data) == ("0.0.0.0", "Firefox", {})  # noqa: S104
    assert "Firefox" in client.get("/account/sessions/").content.decode()
    assert not any("10.1.2.3" in f"{each.body}" for each in Entry.objects.all())
    assert not any("Firefox" in f"{each.content}" for each in Disclosed.objects.all())


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (FIREFOX, "Firefox"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome"),
        ("Mozilla/5.0 (Linux) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 MicroMessenger/8", "WeChat"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_known_by_its_kind_alone(agent: str, kind: str) -> None:
    assert browser_of(agent) == kind


def _factors(name: str) -> bool:
    return bool(Authenticator.objects.filter(user__username=name).exists())
