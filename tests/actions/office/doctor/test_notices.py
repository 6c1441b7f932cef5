"""The doctor says which ways of sending are empty, which cannot be used, and whether notices arrive."""

from datetime import UTC, datetime, timedelta

import pytest

from answerable.actions.office import channels
from answerable.actions.office.doctor import machine, work
from answerable.actions.office.telling import tell
from answerable.core.register.notices import Kind
from answerable.core.terms.message import Message
from answerable.records.models import Account, Contact, Delivery
from answerable.render.words import LANGS, say

NOW = datetime(2026, 6, 30, 4, tzinfo=UTC)
ADDRESS = "https://county.example"


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (channels.ADDRESS, *(each.variable for each in channels.SETTINGS.values())):
        monkeypatch.delenv(name, raising=False)


def looked() -> tuple[str, Message]:
    found = machine.CHECKS["channels"](NOW)
    assert all(say(found.message, lang) for lang in LANGS)
    return found.state, found.message


def test_a_deployment_that_sends_nothing_is_warned() -> None:
    state, message = looked()
    assert (state, message.code) == ("warn", "doctor_channels_empty")
    assert message.params["variables"] == tuple(each.variable for each in channels.SETTINGS.values())


def test_the_ways_that_are_empty_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWERABLE_MAIL_URL", "smtp://mail.example")
    assert looked() == ("fail", Message.of("doctor_channels_unusable", variables=("ANSWERABLE_ADDRESS",)))
    monkeypatch.setenv("ANSWERABLE_ADDRESS", ADDRESS)
    state, message = looked()
    assert (state, message.code) == ("ok", "doctor_channels_empty")
    assert "ANSWERABLE_MAIL_URL" not in str(message.params["variables"])


def test_a_way_that_cannot_be_used_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWERABLE_ADDRESS", ADDRESS)
    monkeypatch.setenv("ANSWERABLE_SMS_URL", "https://gateway.example/send")
    state, message = looked()
    assert (state, message.params["variables"]) == ("fail", ("ANSWERABLE_SMS_URL",))


def test_all_of_them_are_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANSWERABLE_ADDRESS", ADDRESS)
    for each in channels.SETTINGS.values():
        monkeypatch.setenv(each.variable, "file:///srv/outbox")
    assert looked()[1].code == "doctor_channels_fine"


@pytest.mark.django_db
def test_notices_that_did_not_arrive_lately_are_counted() -> None:
    keeper = Account.objects.create(username="keeper", admin="audit", created_at=NOW)
    Contact.objects.create(account=keeper, channel="mail", address="sealed", since=NOW)
    for key in ("a", "b", "c"):
        tell(["keeper"], Kind.WORK_DONE, key=key, link="/", at=NOW)
    assert work.CHECKS["notices"](NOW).state == "ok"
    lost = Delivery.objects.filter(notice__key__in=("a", "b"))
    lost.update(state="failed", error="channel_refused", at=NOW - timedelta(days=1))
    Delivery.objects.filter(notice__key="c").update(state="failed", at=NOW - timedelta(days=8))
    found = work.CHECKS["notices"](NOW)
    assert (found.state, found.message.params["n"]) == ("warn", 2)
    assert all(say(found.message, lang) for lang in LANGS)
