"""Accounts: who may open, change and close them, and that every act leaves its entry."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.actions.office import accounts, demo_accounts
from answerable.actions.office.accounts import Owner, create_account, one_time_password
from answerable.core.ledger.actors import PROGRAM
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Disclosed, Entry
from tests.web import cast
from tests.web.cast import LAWFUL, PASSWORD, ROLES

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
BY = "security-admin"


@pytest.fixture
def staged(db: None) -> None:
    """The cast of the web's tests."""
    cast.set_up()


def opened(name: str = "fresh", *, by: str | None = BY, password: str = PASSWORD, **owner: str) -> Account:
    return create_account(
        name, owner=Owner(**(owner or {"provider": LAWFUL})), password=password, language="zh", at=AT, by=by
    )


def refusal(do: Callable[[], object]) -> str:
    """The code with which it is refused; nothing is written then."""
    entries = Entry.objects.count()
    with pytest.raises(InputError) as caught:
        do()
    assert Entry.objects.count() == entries
    return caught.value.message.code


def test_the_very_first_account_is_the_security_administrators() -> None:
    assert refusal(lambda: opened(by=None, admin="system")) == "account_first_is_security"
    opened(BY, by=None, admin="security")
    assert refusal(lambda: opened(by=None, admin="audit")) == "account_needs_manager"
    opened("other", admin="audit")
    assert [each.by for each in Entry.objects.order_by("act", "by")] == ["console", BY]


@pytest.mark.usefixtures("staged")
@pytest.mark.parametrize("by", [role for role in ROLES if role != BY] + ["nobody", ""])
def test_nobody_but_the_security_administrator_keeps_accounts(by: str) -> None:
    acts: list[Callable[[], object]] = [
        lambda: opened(by=by),
        lambda: accounts.close("leader", at=AT, by=by),
        lambda: accounts.unlock("leader", at=AT, by=by),
        lambda: accounts.reset_factor("leader", at=AT, by=by),
        lambda: accounts.reset_password("leader", password=PASSWORD, at=AT, by=by),
        lambda: accounts.end_sessions("leader", at=AT, by=by),
    ]
    assert {refusal(act) for act in acts} == {"account_not_manager"}
    if by != "leader":
        language = refusal(lambda: accounts.change_language("leader", language="en", at=AT, by=by))
        assert language == "account_not_manager"


@pytest.mark.usefixtures("staged")
def test_a_closed_security_administrator_keeps_nothing() -> None:
    opened("second", admin="security")
    accounts.close("second", at=AT, by=BY)
    assert refusal(lambda: opened(by="second")) == "account_not_manager"


@pytest.mark.usefixtures("staged")
@pytest.mark.parametrize(
    ("owner", "code"),
    [
        ({"person": "p-roadhead", "provider": LAWFUL}, "account_has_one_owner"),
        ({"person": "p-roadhead", "admin": "audit"}, "account_has_one_owner"),
        ({"admin": "root"}, "account_admin_unknown"),
        ({"person": "nobody"}, "account_person_unknown"),
        ({"person": "p-lent"}, "account_person_not_public"),
        ({"person": "p-leader"}, "account_person_has_one"),
        ({"provider": "nobody"}, "account_provider_unknown"),
    ],
)
def test_an_account_has_one_owner_that_is_on_record(owner: dict[str, str], code: str) -> None:
    assert refusal(lambda: opened(**owner)) == code


@pytest.mark.usefixtures("staged")
@pytest.mark.parametrize("name", ["", "Big", "two words", "a/b", *sorted(PROGRAM), "x" * 65, "\x00"])
def test_a_name_that_misleads_is_refused(name: str) -> None:
    assert refusal(lambda: opened(name)) == "account_name_unusable"


@pytest.mark.usefixtures("staged")
def test_a_name_is_never_given_twice_not_even_a_closed_one() -> None:
    accounts.close("leader", at=AT, by=BY)
    assert refusal(lambda: opened("leader")) == "account_name_taken"


@pytest.mark.usefixtures("staged")
def test_a_weak_password_is_refused_with_every_reason() -> None:
    with pytest.raises(InputError) as caught:
        opened(password="password")  # noqa: S106
    assert caught.value.message.code == "account_password_weak"
    assert len(caught.value.message.params["why"]) == 2  # type: ignore[arg-type]


@pytest.mark.usefixtures("staged")
def test_an_account_that_was_opened_has_still_to_choose_its_password() -> None:
    opened()
    assert Account.objects.get(username="fresh").password_given


@pytest.mark.usefixtures("staged")
def test_every_act_leaves_one_entry_that_reveals_no_secret() -> None:
    opened()
    accounts.change_language("fresh", language="en", at=AT, by="fresh")
    accounts.reset_factor("fresh", at=AT, by=BY)
    accounts.reset_password("fresh", password=PASSWORD, at=AT, by=BY)
    accounts.end_sessions("fresh", at=AT, by=BY)
    accounts.unlock("fresh", at=AT, by=BY)
    accounts.close("fresh", at=AT, by=BY)
    shown = Disclosed.objects.filter(of="accounts", key="fresh").order_by("row").select_related("entry")
    contents = [json.loads(each.content or "{}") for each in shown]
    assert [(each.entry.act, content.get("what")) for each, content in zip(shown, contents, strict=True)] == [
        ("account_created", None),
        ("account_changed", "language"),
        ("account_changed", "factor_reset"),
        ("account_changed", "password_reset"),
        ("account_changed", "sessions_ended"),
        ("unlocked", None),
        ("account_closed", None),
    ]
    assert not any("password" in key for content in contents for key in content)
    assert contents[-1]["open"] == "no"


@pytest.mark.usefixtures("staged")
def test_a_reset_takes_factor_and_sessions(client: Client) -> None:
    client.post("/account/sign-in/", {"login": "leader", "password": PASSWORD})
    client.post("/account/sign-in/code/", {"code": cast.code()})
    accounts.reset_factor("leader", at=AT, by=BY)
    assert client.get("/duties/").status_code == 302
    assert not Authenticator.objects.filter(user__username="leader").exists()


@pytest.mark.usefixtures("staged")
def test_an_account_that_was_unlocked_tries_again_at_once(client: Client, settings: Settings) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/account/sign-in/", {"login": "leader", "password": "wrong"})
    accounts.unlock("leader", at=AT, by=BY)
    answered = client.post("/account/sign-in/", {"login": "leader", "password": PASSWORD})
    assert answered.status_code == 302


@pytest.mark.usefixtures("staged")
def test_the_last_security_administrator_stays() -> None:
    assert refusal(lambda: accounts.close(BY, at=AT, by=BY)) == "account_last_security"
    opened("second", admin="security")
    accounts.close(BY, at=AT, by="second")
    assert Account.objects.filter(username=BY).exists()


@pytest.mark.usefixtures("staged")
def test_what_is_closed_or_unknown_is_not_changed() -> None:
    accounts.close("leader", at=AT, by=BY)
    assert refusal(lambda: accounts.unlock("leader", at=AT, by=BY)) == "account_is_closed"
    assert refusal(lambda: accounts.unlock("nobody", at=AT, by=BY)) == "account_unknown"
    assert refusal(lambda: accounts.unlock("\x00", at=AT, by=BY)) == "account_unknown"


def test_one_time_passwords_differ_and_are_strong() -> None:
    made = {one_time_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(each) == 23 for each in made)


@pytest.mark.usefixtures("staged")
def test_only_a_demonstration_tells_codes_or_opens_everything(settings: Settings) -> None:
    settings.DEMO = False
    assert refusal(lambda: demo_accounts.current_code("leader", at=AT)) == "account_demo_only"
    with pytest.raises(InputError):
        demo_accounts.open_demo_accounts(at=AT, on=cast.today())


@pytest.mark.usefixtures("staged")
def test_a_demonstration_opens_one_account_per_role_and_again(settings: Settings, client: Client) -> None:
    settings.DEMO = True
    Account.objects.filter(username__in=[role for role in ROLES]).update(is_active=True)
    Authenticator.objects.all().delete()
    now = datetime.now(UTC)
    made = {each.name: each for each in demo_accounts.open_demo_accounts(at=now, on=cast.today())}
    assert made.keys() == set(ROLES)
    client.post("/account/sign-in/", {"login": "handler", "password": made["handler"].password})
    told = demo_accounts.current_code("handler", at=datetime.now(UTC))
    assert client.post("/account/sign-in/code/", {"code": told})["Location"] == "/duties/"
    assert client.get("/duties/").status_code == 200
