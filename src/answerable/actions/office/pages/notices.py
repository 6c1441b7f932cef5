"""What an account was told, and where it is told."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator

from answerable.actions.office.addresses import address_of
from answerable.actions.office.channels import channels
from answerable.core.register.contacts import shown
from answerable.core.register.notices import Kind, Medium
from answerable.core.register.notices import Notice as Told
from answerable.core.terms.message import Message
from answerable.records.models import Account, Contact, Delivery, Notice

PER_PAGE = 50


@dataclass(frozen=True)
class NoticeLine:
    """One notice: what it says, where it leads, and whether anything is to be done about it still."""

    message: Message
    link: str
    urgent: bool
    at: datetime
    settled: bool
    failed: tuple[str, ...]
    """The channels by which it did not arrive."""


@dataclass(frozen=True)
class ContactLine:
    """One contact as its owner sees it."""

    contact: Contact
    address: str | None
    """None where it cannot be read any more."""
    usable: bool
    """Whether this deployment has such a channel."""
    waiting: int
    failed: int
    """Notices that did not arrive since a message last did."""
    error: Message | None
    """Why the last of them did not."""


def inbox(account: Account, number: str) -> tuple[Page[Notice], list[NoticeLine]]:
    """One page of what the account was told, the newest first."""
    rows = Notice.objects.filter(account=account).order_by("-created_at", "id")
    page = Paginator(rows, PER_PAGE).get_page(number)
    failed: dict[str, set[str]] = defaultdict(set)
    lost = Delivery.objects.filter(notice__in=[each.id for each in page.object_list], state="failed")
    for notice, channel in lost.values_list("notice", "contact__channel"):
        failed[notice].add(channel)
    lines = [_line(row, account, tuple(sorted(failed.get(row.id, ())))) for row in page.object_list]
    return page, lines


def _line(row: Notice, account: Account, failed: tuple[str, ...]) -> NoticeLine:
    told = Told(Kind(row.kind), account.username, row.key, row.link, row.params, row.urgent)
    return NoticeLine(told.message, row.link, row.urgent, row.created_at, row.settled_at is not None, failed)


def contacts(account: Account) -> list[ContactLine]:
    """The contacts of the account in the order in which they were given."""
    return _lines(list(Contact.objects.filter(account=account).order_by("pk")))


def contact(account: Account, number: int) -> ContactLine | None:
    """One contact of the account; None where it has no such contact."""
    return next(iter(_lines(list(Contact.objects.filter(account=account, pk=number)))), None)


def _lines(rows: list[Contact]) -> list[ContactLine]:
    set_, since = channels(), {row.pk: row.sent_at for row in rows}
    waiting: dict[int, int] = defaultdict(int)
    failed: dict[int, list[str]] = defaultdict(list)
    told = Delivery.objects.filter(contact__in=rows, state__in=("waiting", "sending", "failed"))
    for contact, state, error, at in told.order_by("at", "row").values_list(
        "contact", "state", "error", "at"
    ):
        sent_at = since[contact]
        if state != "failed":
            waiting[contact] += 1
        elif error is not None and (sent_at is None or at >= sent_at):
            failed[contact].append(error)
    return [
        ContactLine(
            contact=row,
            address=_shown(row),
            usable=row.channel in set_,
            waiting=waiting[row.pk],
            failed=len(failed[row.pk]),
            error=Message.of(failed[row.pk][-1]) if failed[row.pk] else None,
        )
        for row in rows
    ]


def _shown(row: Contact) -> str | None:
    address = address_of(row)
    return None if address is None else shown(Medium(row.channel), address)


def media() -> tuple[str, ...]:
    """The channels that this deployment has."""
    return tuple(each.value for each in Medium if each in channels())
