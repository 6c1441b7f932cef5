"""An owner's contacts: every fault at once, addresses read by nobody else, every change on record."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import connection

from answerable.actions.office import accounts, contacts
from answerable.actions.office.addresses import address_of
from answerable.actions.office.contacts import MOST, ContactError, add_contact, change_contact, remove_contact
from answerable.actions.office.telling import tell
from answerable.core.register.notices import Kind
from answerable.core.terms.errors import InputError
from answerable.outside.channel import RefusedError
from answerable.outside.sealed import CONTACT, seal
from answerable.records.models import Account, Contact, Delivery, Disclosed, Entry
from answerable.render.words import LANGS, say

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
LI, NUMBER = "li@water.example", "13912345678"
MAIL = {"channel": "mail", "address": LI, "quiet_from": "21:00", "quiet_to": "08:00"}


@pytest.fixture(autouse=True)
def channels_are_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ANSWERABLE_ADDRESS", "https://county.example")
    for name in ("MAIL", "SMS", "WECOM"):
        monkeypatch.setenv(f"ANSWERABLE_{name}_URL", f"file://{tmp_path}")


@pytest.fixture
def keeper() -> Account:
    return Account.objects.create(username="keeper", admin="security", created_at=AT, language="en")


def refused(account: Account, **stated: str) -> dict[str, str]:
    """What is wrong, by field."""
    with pytest.raises(ContactError) as caught:
        add_contact(account, MAIL | stated, at=AT)
    assert all(say(each, lang) for each in caught.value.messages for lang in LANGS)
    return {str(each.params["field"]): each.code for each in caught.value.messages}


def test_a_contact_is_kept_and_no_copy_of_the_database_tells_its_address(keeper: Account) -> None:
    made = add_contact(keeper, MAIL | {"address": f" {LI} ", "quiet_from": "20:30"}, at=AT)
    assert address_of(made) == LI
    assert (made.quiet_from, made.quiet_to, made.on) == (time(20, 30), time(8), True)
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the name comes from the database itself
            assert LI not in str(cursor.fetchall()), table


def test_every_fault_is_told_at_its_field(keeper: Account) -> None:
    assert refused(keeper, channel="", address=" ", quiet_from="25:00", quiet_to="") == {
        "channel": "contact_channel",
        "address": "contact_address_missing",
        "quiet_from": "contact_hours",
        "quiet_to": "contact_hours",
    }


@pytest.mark.parametrize(
    ("stated", "field", "code"),
    [
        ({"address": "li"}, "address", "contact_address_mail"),
        ({"channel": "sms"}, "address", "contact_address_sms"),
        ({"channel": "wecom"}, "address", "contact_address_wecom"),
        ({"channel": "dingtalk", "address": "a" * 64}, "channel", "channel_missing"),
        ({"channel": "pigeon"}, "channel", "contact_channel"),
        ({"quiet_to": "8"}, "quiet_to", "contact_hours"),
        ({"quiet_to": "08:60"}, "quiet_to", "contact_hours"),
        ({"quiet_to": "٠٨:00"}, "quiet_to", "contact_hours"),
    ],
)
def test_what_cannot_be_used_is_refused(
    keeper: Account, stated: Mapping[str, str], field: str, code: str
) -> None:
    assert refused(keeper, **stated) == {field: code}
    assert not Contact.objects.exists()
    assert not Entry.objects.exists()


def test_an_address_is_given_once_and_there_are_not_too_many(keeper: Account) -> None:
    add_contact(keeper, MAIL, at=AT)
    assert refused(keeper) == {"address": "contact_address_twice"}
    for number in range(MOST - 1):
        add_contact(keeper, MAIL | {"address": f"li{number}@water.example"}, at=AT)
    assert refused(keeper, address="other@water.example") == {"channel": "contact_too_many"}


def test_every_change_is_on_record_and_no_entry_holds_the_address(keeper: Account) -> None:
    made = add_contact(keeper, MAIL, at=AT)
    change_contact(keeper, made.pk, {"quiet_from": "00:00", "quiet_to": "00:00", "on": "yes"}, at=AT)
    change_contact(keeper, made.pk, {"quiet_from": "00:00", "quiet_to": "00:00", "on": "yes"}, at=AT)
    remove_contact(keeper, made.pk, at=AT)
    told = [json.loads(row.content or "") for row in Disclosed.objects.order_by("row")]
    assert [each["what"] for each in told] == ["contact_added", "contact_changed", "contact_removed"]
    assert [(each["quiet_from"], each["channel"], each["by"]) for each in told][1] == (
        "00:00",
        "mail",
        "keeper",
    )
    assert LI not in str(told)
    for entry in Entry.objects.all():
        body = json.loads(entry.body)
        assert (entry.act, body["by"]) == ("account_changed", "account")
        assert body["objects"][0]["key"].startswith("sha256:")
    assert not Contact.objects.exists()


def test_a_contact_that_is_switched_off_is_sent_nothing_that_waited(keeper: Account) -> None:
    made = add_contact(keeper, MAIL, at=AT)
    tell(["keeper"], Kind.WORK_DONE, key="k", link="/", at=AT)
    assert Delivery.objects.count() == 1
    change_contact(keeper, made.pk, {"quiet_from": "21:00", "quiet_to": "08:00", "on": "no"}, at=AT)
    assert not Delivery.objects.exists()
    with pytest.raises(ContactError):
        change_contact(keeper, made.pk, {"quiet_from": "", "quiet_to": "08:00", "on": "yes"}, at=AT)
    assert not Contact.objects.get().on


def test_anothers_contact_is_not_there(keeper: Account) -> None:
    made = add_contact(keeper, MAIL, at=AT)
    other = Account.objects.create(username="other", admin="audit", created_at=AT)
    with pytest.raises(InputError, match="contact_unknown"):
        change_contact(other, made.pk, MAIL, at=AT)
    for act in (remove_contact, contacts.try_contact):
        with pytest.raises(InputError, match="contact_unknown"):
            act(other, made.pk, at=AT)
    assert Contact.objects.count() == 1


def test_a_trial_message_is_sent_at_most_once_a_minute(keeper: Account, tmp_path: Path) -> None:
    made = add_contact(keeper, MAIL | {"channel": "sms", "address": NUMBER}, at=AT)
    contacts.try_contact(keeper, made.pk, at=AT)
    with pytest.raises(InputError, match="contact_tested"):
        contacts.try_contact(keeper, made.pk, at=AT + timedelta(seconds=59))
    contacts.try_contact(keeper, made.pk, at=AT + timedelta(seconds=60))
    lines = (tmp_path / "sms.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(each)["to"] for each in lines] == [NUMBER, NUMBER]
    assert "trial" in json.loads(lines[0])["text"]


def test_a_trial_that_cannot_be_sent_says_why(keeper: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    made = add_contact(keeper, MAIL, at=AT)
    Contact.objects.update(address=seal(LI, key="another key", purpose=CONTACT))
    with pytest.raises(RefusedError, match="channel_sealed"):
        contacts.try_contact(keeper, made.pk, at=AT)
    monkeypatch.delenv("ANSWERABLE_MAIL_URL")
    with pytest.raises(RefusedError, match="channel_missing"):
        contacts.try_contact(keeper, made.pk, at=AT)


def test_an_account_that_is_closed_leaves_no_address_behind(keeper: Account) -> None:
    other = Account.objects.create(username="other", admin="audit", created_at=AT)
    add_contact(other, MAIL, at=AT)
    accounts.close("other", at=AT, by="keeper")
    assert not Contact.objects.exists()
