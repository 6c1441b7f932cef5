"""The security administrator comes back in at the console; one person has one open account; nobody is left outside."""

import contextlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.actions.office import accounts
from answerable.actions.office.accounts import Owner, create_account
from answerable.actions.office.authenticating import authenticated
from answerable.actions.office.codes import can_be_read
from answerable.core.terms.errors import InputError
from answerable.outside.sealed import seal
from answerable.records.models import Account, Entry
from tests.web import cast
from tests.web.cast import PASSWORD, SECRET

AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
BY, SECOND = "security-admin", "second"
NEW = "a new secret for today 3"


@pytest.fixture
def staged(db: None) -> None:
    """The cast of the web's tests."""
    cast.set_up()


@pytest.fixture
def staged_for_threads(transactional_db: None) -> None:
    """The same, seen by every connection, with a second security administrator."""
    cast.set_up()
    create_account(SECOND, owner=Owner(admin="security"), password=PASSWORD, language="zh", at=AT, by=BY)


def refusal(do: Callable[[], object]) -> str:
    with pytest.raises(InputError) as caught:
        do()
    return caught.value.message.code


@pytest.mark.usefixtures("staged")
def test_a_security_administrator_is_let_in_again_with_an_entry_of_the_console(
    client: Client, settings: Settings
) -> None:
    Authenticator.objects.update(data={"secret": seal(SECRET, key="the key that is lost")})
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post("/account/sign-in/", {"login": BY, "password": "wrong"})
    accounts.recover(BY, password=NEW, at=AT)
    assert not Authenticator.objects.filter(user__username=BY).exists()
    assert not AccessAttempt.objects.exists()
    assert list(Entry.objects.filter(act="account_changed").values_list("by", flat=True)) == ["console"]
    client.post("/account/sign-in/", {"login": BY, "password": NEW})
    assert client.get("/admin-accounts/")["Location"] == "/account/password/"


@pytest.mark.usefixtures("staged")
@pytest.mark.parametrize("name", [role for role in cast.ROLES if role != BY])
def test_no_other_account_is_recovered(name: str) -> None:
    before = Account.objects.get(username=name).password
    assert refusal(lambda: accounts.recover(name, password=NEW, at=AT)) == "account_recover_security"
    assert Account.objects.get(username=name).password == before
    assert Authenticator.objects.filter(user__username=name).exists()


@pytest.mark.usefixtures("staged")
def test_what_is_closed_unknown_or_weak_is_not_recovered() -> None:
    create_account(SECOND, owner=Owner(admin="security"), password=PASSWORD, language="zh", at=AT, by=BY)
    accounts.close(SECOND, at=AT, by=BY)
    assert refusal(lambda: accounts.recover(SECOND, password=NEW, at=AT)) == "account_is_closed"
    assert refusal(lambda: accounts.recover("nobody", password=NEW, at=AT)) == "account_unknown"
    assert refusal(lambda: accounts.recover(BY, password="short", at=AT)) == "account_password_weak"  # noqa: S106


@pytest.mark.usefixtures("staged")
def test_the_command_line_says_why_a_factor_of_another_key_is_no_use_and_counts_it() -> None:
    Authenticator.objects.update(data={"secret": seal(SECRET, key="another key")})
    assert not can_be_read(Authenticator.objects.all()[0])
    code = refusal(lambda: authenticated("handler", PASSWORD, "123456", on=cast.today()))
    assert code == "sealed_by_another_key"
    assert AccessAttempt.objects.get().failures_since_start == 1


@pytest.mark.usefixtures("staged")
def test_the_command_line_takes_no_password_that_somebody_else_gave() -> None:
    shown = cast.code()
    Account.objects.filter(username="handler").update(password_given=True)
    code = refusal(lambda: authenticated("handler", PASSWORD, shown, on=cast.today()))
    assert code == "sign_in_password_given"
    Account.objects.filter(username="handler").update(password_given=False)
    assert authenticated("handler", PASSWORD, cast.code(steps=1), on=cast.today()).account == "handler"


@pytest.mark.usefixtures("staged")
def test_the_database_holds_one_open_account_of_a_person_and_closed_ones() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(username="again", person_id="p-leader", created_at=AT)
    accounts.close("leader", at=AT, by=BY)
    Account.objects.create(username="again", person_id="p-leader", created_at=AT)


@pytest.mark.usefixtures("staged")
def test_an_account_that_came_between_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_require_owner", lambda _: None)
    owner = Owner(person="p-leader")
    code = refusal(
        lambda: create_account("again", owner=owner, password=PASSWORD, language="zh", at=AT, by=BY)
    )
    assert code == "account_person_has_one"


def at_once(*acts: Callable[[], object], after: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How acts end that all wait for each other after a step that each of them takes."""
    meet, real, ended = threading.Barrier(len(acts), timeout=2), getattr(accounts, after), []

    def step(*words: object) -> object:
        result = real(*words)
        # Whoever waits for our lock, as it should, does not come.
        with contextlib.suppress(threading.BrokenBarrierError):
            meet.wait()
        return result

    def run(act: Callable[[], object]) -> None:
        try:
            act()
            ended.append("done")
        except InputError as error:
            ended.append(error.message.code)
        finally:
            connections.close_all()

    monkeypatch.setattr(accounts, after, step)
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


needs_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time: make test-postgres"
)


@needs_postgres
@pytest.mark.usefixtures("staged_for_threads")
def test_two_security_administrators_do_not_close_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = at_once(
        lambda: accounts.close(SECOND, at=AT, by=BY),
        lambda: accounts.close(BY, at=AT, by=SECOND),
        after="_require_not_last",
        monkeypatch=monkeypatch,
    )
    assert ended == ["account_not_manager", "done"]
    assert Account.objects.filter(admin="security", is_active=True).count() == 1


@needs_postgres
@pytest.mark.usefixtures("staged_for_threads")
def test_a_person_gets_one_account_however_many_are_opened_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def opening(name: str) -> Callable[[], object]:
        owner = Owner(person="p-roadhead")
        return lambda: create_account(name, owner=owner, password=PASSWORD, language="zh", at=AT, by=BY)

    ended = at_once(opening("one"), opening("two"), after="_require_owner", monkeypatch=monkeypatch)
    assert ended == ["account_person_has_one", "done"]
    assert connection.vendor == "postgresql"
