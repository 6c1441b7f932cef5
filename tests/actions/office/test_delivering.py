"""What waits is sent once, outside of any transaction; what fails is tried again, later and later, and then seen."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections

from answerable.actions.office import delivering
from answerable.actions.office.addresses import sealed
from answerable.actions.office.delivering import Delivered, deliver
from answerable.actions.office.locks import held
from answerable.actions.office.telling import settle, tell
from answerable.core.register.notices import Kind, Medium
from answerable.outside.channel import Channel, Fake, LaterError, Letter, RefusedError, UnreachableError
from answerable.outside.sealed import CONTACT, seal
from answerable.records.models import Account, Contact, Delivery, Notice
from answerable.render.notices import Places

pytestmark = pytest.mark.django_db(transaction=True)
ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 6, 30, 4, tzinfo=UTC)
PLACES = Places("https://x.cn", "https://x.cn/notices/", "https://x.cn/account/contacts/")
HOUR = timedelta(hours=1)


def account(name: str = "keeper", language: str = "zh") -> Account:
    return Account.objects.create(username=name, admin="audit", created_at=NOON, language=language)


def contact(of: Account, address: str = "li@water.example", channel: str = "mail") -> Contact:
    return Contact.objects.create(account=of, channel=channel, address=sealed(address), since=NOON)


def told(*keys: str, name: str = "keeper", urgent: bool = False, at: datetime = NOON) -> None:
    for key in keys:
        link = f"/contracts/{key}/"
        tell([name], Kind.DUTY_DUE, key=key, link=link, at=at, params={"contract": key}, urgent=urgent)


def sent(channel: Channel, at: datetime = NOON) -> Delivered:
    return deliver(at=at, zone=ZONE, channels=dict.fromkeys(Medium, channel), where=PLACES)


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("notice__key", "state"))


def test_what_waits_for_a_contact_comes_in_one_message_in_the_accounts_language() -> None:
    contact(account(language="en"))
    told("a", "b")
    fake = Fake()
    assert sent(fake) == Delivered(sent=1)
    ((address, letter),) = fake.sent
    assert address == "li@water.example"
    assert letter.subject == "Answerable: 2 notices"
    assert letter.text.index("https://x.cn/contracts/a/") < letter.text.index("https://x.cn/contracts/b/")
    assert (letter.lang, letter.at) == ("en", NOON)
    assert states() == {"a": "sent", "b": "sent"}
    assert Contact.objects.get().sent_at == NOON


def test_nothing_is_sent_twice_and_the_next_message_waits_its_hour() -> None:
    contact(account())
    told("a")
    fake = Fake()
    sent(fake)
    told("b")
    assert [sent(fake, NOON + minutes).sent for minutes in (timedelta(0), HOUR / 2, HOUR, 2 * HOUR)] == [
        0,
        0,
        1,
        0,
    ]
    assert [letter.text.count("/contracts/") for _, letter in fake.sent] == [1, 1]


def test_quiet_hours_hold_back_all_but_what_is_urgent() -> None:
    Contact.objects.filter(pk=contact(account()).pk).update(quiet_from=time(11), quiet_to=time(14))
    told("calm")
    told("danger", urgent=True)
    sent(Fake())
    assert states() == {"calm": "waiting", "danger": "sent"}
    sent(Fake(), NOON + 2 * HOUR)
    assert states() == {"calm": "sent", "danger": "sent"}


def test_a_message_is_sent_outside_of_any_transaction_and_marked_before() -> None:
    contact(account())
    told("a")

    @dataclass
    class Looking(Fake):
        seen: list[tuple[bool, str]] = field(default_factory=list)

        def send(self, address: str, letter: Letter) -> None:
            self.seen.append((connection.in_atomic_block, Delivery.objects.get().state))
            super().send(address, letter)

    looking = Looking()
    sent(looking)
    assert looking.seen == [(False, "sending")]


def test_two_workers_never_send_the_same() -> None:
    contact(account())
    told("a", "b")

    @dataclass
    class Meeting(Fake):
        """While one worker sends, another one looks for work, even one that holds no lock."""

        def send(self, address: str, letter: Letter) -> None:
            super().send(address, letter)
            _in_another_session(lambda: sent(self))
            rows = list(Delivery.objects.values_list("row", flat=True))
            assert delivering._claimed(rows, at=NOON)[1] == set()

    meeting = Meeting()
    assert sent(meeting).sent == 1
    assert len(meeting.sent) == 1
    told("c")
    rows = list(Delivery.objects.values_list("row", flat=True))
    claims = [delivering._claimed(rows, at=NOON) for _ in range(2)]
    assert [len(mine) for _, mine in claims] == [1, 0]


def test_while_another_worker_sends_nothing_is_done() -> None:
    contact(account())
    told("a")
    claim, _ = delivering._claimed([Delivery.objects.get().row], at=NOON)
    with held("notices") as mine:
        assert mine
        assert _in_another_session(lambda: sent(Fake())) == Delivered()
    assert Delivery.objects.get().claim == claim


def _in_another_session(act: Callable[[], Delivered]) -> Delivered:
    """The lock of PostgreSQL belongs to a session, so whoever competes has one of its own."""
    found: list[Delivered] = []

    def run() -> None:
        found.append(act())
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    return found[0]


def test_what_a_dead_worker_was_sending_is_sent_again_but_not_for_ever() -> None:
    contact(account())
    told("a")
    for after, state in ((0, "waiting"), (1, "waiting"), (6, "waiting"), (48, "failed")):
        at = NOON + after * HOUR
        delivering._claimed([Delivery.objects.get().row], at=at)
        fake = Fake()
        sent(fake, at)
        assert (states(), fake.sent) == ({"a": state}, [])
    assert Delivery.objects.get().error == "channel_interrupted"


def test_a_message_that_is_not_taken_is_tried_again_after_longer_and_longer_pauses() -> None:
    contact(account())
    told("a")
    busy = Fake(fails=LaterError("channel_busy"))
    at, tried = NOON, []
    for _ in range(6 * 12):
        if sent(busy, at).failed:
            tried.append(at - NOON)
        at += timedelta(minutes=5)
    minutes = [each // timedelta(minutes=1) for each in tried]
    assert minutes == [0, 5, 35, 155]
    row = Delivery.objects.get()
    assert (row.state, row.error, row.attempts) == ("failed", "channel_busy", 4)
    assert sent(Fake(), at) == Delivered()


def test_what_was_late_comes_together_with_what_is_new() -> None:
    contact(account())
    told("a")
    sent(Fake(fails=LaterError("channel_busy")))
    told("b")
    fake = Fake()
    sent(fake, NOON + timedelta(minutes=5))
    assert states() == {"a": "sent", "b": "sent"}
    assert len(fake.sent) == 1


def test_an_address_that_is_refused_is_not_tried_again() -> None:
    contact(account())
    told("a")
    sent(Fake(fails=RefusedError("channel_refused")))
    assert Delivery.objects.get().error == "channel_refused"
    assert states() == {"a": "failed"}


def test_a_channel_that_does_not_work_is_asked_once_a_round_and_the_others_still_are() -> None:
    for name in ("one", "two", "three"):
        contact(account(name))
        told("a", name=name)
    contact(Account.objects.get(username="one"), "13912345678", "sms")
    told("b", name="one")

    @dataclass
    class Counting(Fake):
        asked: int = 0

        def send(self, address: str, letter: Letter) -> None:
            self.asked += 1
            super().send(address, letter)

    down, fine = Counting(fails=UnreachableError("channel_unreachable")), Fake()
    channels = {Medium.MAIL: down, Medium.SMS: fine}
    assert deliver(at=NOON, zone=ZONE, channels=channels, where=PLACES) == Delivered(sent=1, failed=1)
    assert (down.asked, len(fine.sent)) == (1, 1)
    assert sorted(Delivery.objects.values_list("contact__channel", "attempts", "state")) == [
        ("mail", 0, "waiting"), ("mail", 0, "waiting"), ("mail", 1, "waiting"), ("mail", 1, "waiting"),
        ("sms", 1, "sent"),
    ]  # fmt: skip


def test_a_fault_of_the_program_at_one_contact_stops_no_other() -> None:
    contact(account("one"), "one@x.example")
    contact(account("two"), "two@x.example")
    told("a", name="one")
    told("b", name="two")

    @dataclass
    class Broken(Fake):
        def send(self, address: str, letter: Letter) -> None:
            if address.startswith("one"):
                raise ValueError("li@water.example")
            super().send(address, letter)

    assert sent(Broken()) == Delivered(sent=1, failed=1)
    assert dict(Delivery.objects.values_list("notice__key", "error")) == {"a": "channel_broke", "b": None}


def test_a_channel_that_is_not_set_up_and_an_address_that_cannot_be_read_are_failures_that_are_seen() -> None:
    keeper = account()
    row = contact(keeper)
    told("a")
    assert deliver(at=NOON, zone=ZONE, channels={}, where=PLACES) == Delivered(failed=1)
    assert states() == {"a": "waiting"}, "whoever runs the system may yet set it up"
    Contact.objects.filter(pk=row.pk).update(address=seal("li@x.example", key="another", purpose=CONTACT))
    told("b")
    sent(Fake())
    assert dict(Delivery.objects.values_list("notice__key", "error")) == {
        "a": "channel_missing",
        "b": "channel_sealed",
    }


def test_without_an_address_of_the_system_nothing_is_sent_and_nothing_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contact(account())
    told("a")
    monkeypatch.delenv("ANSWERABLE_ADDRESS", raising=False)
    assert deliver(at=NOON, zone=ZONE) == Delivered()
    assert states() == {"a": "waiting"}


def test_what_is_settled_and_who_is_closed_or_off_is_left_out() -> None:
    contact(account("one"))
    contact(account("two"))
    off = contact(account("three"))
    for name in ("one", "two", "three"):
        told(f"of-{name}", name=name)
    settle(Kind.DUTY_DUE, "of-one", at=NOON)
    Account.objects.filter(username="two").update(is_active=False)
    Contact.objects.filter(pk=off.pk).update(on=False)
    assert sent(Fake()) == Delivered()
    assert set(states().values()) == {"waiting"}


def test_the_settings_say_which_channels_there_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    contact(account())
    told("a")
    monkeypatch.setenv("ANSWERABLE_ADDRESS", "https://county.example/")
    monkeypatch.setenv("ANSWERABLE_MAIL_URL", f"file://{tmp_path}")
    assert deliver(at=NOON, zone=ZONE) == Delivered(sent=1)
    assert Notice.objects.count() == 1
