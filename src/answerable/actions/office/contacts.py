"""Contacts: where an account's owner wants to be told. Each is given, changed and removed by the owner alone.

Addresses are personal, so no entry holds one: it says that a contact was given, changed or removed, and of which kind.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from answerable.actions.office.accounts import cells_of
from answerable.actions.office.addresses import address_of, sealed
from answerable.actions.office.channels import channels, places
from answerable.actions.office.entries import append_entry
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.contacts import cleaned
from answerable.core.register.notices import QUIET_FROM, QUIET_TO, Medium
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.outside.channel import Letter, RefusedError
from answerable.records.models import Account, Contact, Delivery
from answerable.render.notices import trial

ADDED, CHANGED, REMOVED = "contact_added", "contact_changed", "contact_removed"
MOST = 8
"""Contacts of one account."""
TRIED_EVERY = timedelta(minutes=1)
"""Trial messages cost money and reach other people's telephones if a number is wrong."""
Stated = Mapping[str, str]
"""What was written, by field: `channel`, `address`, `quiet_from`, `quiet_to`, `on`."""


class ContactError(InputError):
    """What was stated of a contact cannot be kept; `messages` holds every reason, each with its `field`."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__("contact_refused", count=len(self.messages))


def add_contact(account: Account, stated: Stated, *, at: datetime) -> Contact:
    """Keep a new contact, which is told from now on. Raises ContactError with every fault."""
    with transaction.atomic():
        others = list(_of(account))
        medium = _medium(stated)
        address = None if medium is None else cleaned(medium, stated.get("address", ""))
        faults = [*_about_address(others, medium, address, stated.get("address", "")), *_about_hours(stated)]
        if faults or medium is None or address is None:
            raise ContactError(faults)
        made = Contact.objects.create(
            account=account, channel=medium.value, address=sealed(address), since=at, **_hours(stated)
        )
        _entry(account, made, ADDED, at=at)
        return made


def change_contact(account: Account, number: int, stated: Stated, *, at: datetime) -> None:
    """Change the quiet hours of a contact, or switch it off or on: what waits for one that is off is not sent.

    Raises ContactError with every fault, InputError (`contact_unknown`) where the account has no such contact.
    """
    with transaction.atomic():
        row = contact_of(account, number)
        faults = list(_about_hours(stated))
        if faults:
            raise ContactError(faults)
        hours, on = _hours(stated), stated.get("on") == "yes"
        if (row.quiet_from, row.quiet_to, row.on) == (hours["quiet_from"], hours["quiet_to"], on):
            return
        Contact.objects.filter(pk=row.pk).update(on=on, **hours)
        if not on:
            Delivery.objects.filter(contact=row, state="waiting").delete()
        row.refresh_from_db()
        _entry(account, row, CHANGED, at=at)


def remove_contact(account: Account, number: int, *, at: datetime) -> None:
    """Forget a contact with its address. Raises InputError (`contact_unknown`)."""
    with transaction.atomic():
        row = contact_of(account, number)
        _entry(account, row, REMOVED, at=at)
        row.delete()


def try_contact(account: Account, number: int, *, at: datetime) -> None:
    """Send a trial message at once, whatever the hour; outside of any transaction, because it takes a while.

    Raises OutsideError where it was not taken, InputError where one was sent just now or there is no such contact.
    """
    row = contact_of(account, number)
    medium, where = Medium(row.channel), places()
    channel, address = channels().get(medium), address_of(row)
    if channel is None or where is None:
        raise RefusedError("channel_missing")
    if address is None:
        raise RefusedError("channel_sealed")
    long_ago = Q(tested_at__isnull=True) | Q(tested_at__lte=at - TRIED_EVERY)
    if Contact.objects.filter(long_ago, pk=row.pk).update(tested_at=at) != 1:
        raise InputError("contact_tested")
    said = trial(medium, places=where, lang=account.language)
    channel.send(address, Letter(said.subject, said.text, said.link, at, account.language))


def contact_of(account: Account, number: int) -> Contact:
    """A contact of the account. Raises InputError (`contact_unknown`): another's looks like none."""
    row = Contact.objects.filter(account=account, pk=number).first()
    if row is None:
        raise InputError("contact_unknown")
    return row


def _of(account: Account) -> list[Contact]:
    """The contacts of the account, which nobody else adds to meanwhile."""
    list(Account.objects.select_for_update().filter(pk=account.pk).values_list("pk"))
    return list(Contact.objects.filter(account=account))


def _medium(stated: Stated) -> Medium | None:
    text = stated.get("channel", "")
    return Medium(text) if text in {each.value for each in Medium} else None


def _known(others: list[Contact], medium: Medium, address: str) -> bool:
    return any(each.channel == medium.value and address_of(each) == address for each in others)


def _about_address(
    others: list[Contact], medium: Medium | None, address: str | None, text: str
) -> Iterator[Message]:
    """What is wrong with where the contact is."""
    if len(others) >= MOST:
        yield Message.of("contact_too_many", field="channel", most=MOST)
    if medium is None:
        yield Message.of("contact_channel", field="channel")
    elif medium not in channels():
        yield Message.of("channel_missing", field="channel")
    if not text.strip():
        yield Message.of("contact_address_missing", field="address")
    elif medium is not None and address is None:
        yield Message.of(f"contact_address_{medium.value}", field="address")
    elif medium is not None and address is not None and _known(others, medium, address):
        yield Message.of("contact_address_twice", field="address")


def _about_hours(stated: Stated) -> Iterator[Message]:
    """What is wrong with the quiet hours."""
    for name in ("quiet_from", "quiet_to"):
        if _time(stated.get(name, "")) is None:
            yield Message.of("contact_hours", field=name)


def _hours(stated: Stated) -> dict[str, time]:
    return {
        "quiet_from": _time(stated.get("quiet_from", "")) or QUIET_FROM,
        "quiet_to": _time(stated.get("quiet_to", "")) or QUIET_TO,
    }


def _time(text: str) -> time | None:
    """A time of the day to the minute, as `21:00`; None for anything else."""
    hour, colon, minute = text.strip().partition(":")
    parts = (hour, minute)
    if not colon or not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
        return None
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _entry(account: Account, row: Contact, what: str, *, at: datetime) -> None:
    content = cells_of(account) | {
        "what": what,
        "channel": row.channel,
        "quiet_from": row.quiet_from.isoformat("minutes"),
        "quiet_to": row.quiet_to.isoformat("minutes"),
        "on": "yes" if row.on else "no",
    }
    changes = [Change("accounts", (account.username,), content)]
    append_entry(Act.ACCOUNT_CHANGED, at=at, by=account.username, changes=changes)
