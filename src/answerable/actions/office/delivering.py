"""Send what waits: bundle it, mark it, send it outside of any transaction, and write down how that went.

A notice on its way is marked by compare-and-set before it is sent, and whoever sends holds a lock that ends with the
process. So no two workers send the same; and what stands as being sent while nobody holds the lock was left by a worker
that died. Whether that was received nobody knows: it is sent again, because a reminder that comes twice does less harm
than one that never comes.
"""

import logging
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from django.db import transaction
from django.db.models import F, Q, QuerySet

from answerable.actions.office.addresses import address_of
from answerable.actions.office.channels import channels as channels_set
from answerable.actions.office.channels import places
from answerable.actions.office.locks import held
from answerable.core.register.notices import PAUSES, Bundle, Kind, Medium, Notice, Waiting, bundles, retry_at
from answerable.core.register.notices import Contact as Reached
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.errors import AnswerableError
from answerable.outside.channel import Channel, Letter, OutsideError, RefusedError, UnreachableError
from answerable.records.models import Contact, Delivery, Held
from answerable.render.notices import Places, written
from answerable.sources.calendars import working_calendar

LOG = logging.getLogger("answerable.notices")
MOST = 200
"""Messages of one round; what is left waits for the next."""
_Row = tuple[int, tuple[str, str, str]]


@dataclass
class Delivered:
    """What a round came to: messages taken, and messages that were not."""

    sent: int = 0
    failed: int = 0


@dataclass
class _Round:
    """What is the same for all messages of a round; `down` are channels that do not work at present."""

    at: datetime
    channels: Mapping[Medium, Channel]
    places: Places
    down: set[Medium] = field(default_factory=set)


def deliver(
    *,
    at: datetime,
    zone: tzinfo,
    channels: Mapping[Medium, Channel] | None = None,
    where: Places | None = None,
) -> Delivered:
    """Send what may go out now. Nothing is done while another worker does, or where no link could be made.

    `channels` and `where` stand in place of what the settings say.
    """
    found, where = Delivered(), where or places()
    with held("notices") as mine:
        if not mine or where is None:
            return found
        round_ = _Round(at, channels_set() if channels is None else channels, where)
        _take_up(at)
        rows, ready = _ready(at, zone)
        for bundle in ready[:MOST]:
            _one(bundle, rows[bundle.contact.id], round_, found)
    return found


def _ready(at: datetime, zone: tzinfo) -> tuple[dict[int, list[_Row]], tuple[Bundle, ...]]:
    """The messages that may go now, and the rows of each contact with what they tell, the oldest first."""
    waiting = Delivery.objects.filter(
        Q(next_at__isnull=True) | Q(next_at__lte=at),
        state="waiting",
        contact__on=True,
        contact__account__is_active=True,
        notice__settled_at__isnull=True,
    )
    rows: dict[int, list[_Row]] = {}
    notices: list[Waiting] = []
    shown = waiting.select_related("notice", "contact__account").order_by("notice__created_at", "row")
    for each in shown.iterator():
        notice = _notice(each)
        rows.setdefault(each.contact_id, []).append((each.row, notice.ident))
        notices.append(Waiting(each.contact_id, notice))
    people = Contact.objects.filter(pk__in=waiting.values("contact")).select_related("account").order_by("pk")
    contacts = [_reached(each) for each in people]
    return rows, bundles(notices, at=at, zone=zone, contacts=contacts, calendar=_calendar(at, zone))


def _one(bundle: Bundle, rows: Iterable[_Row], round_: _Round, found: Delivered) -> None:
    """Mark one message, send it, and write down how that went."""
    medium = bundle.contact.medium
    if medium in round_.down:
        return
    told = {each.ident for each in bundle.notices}
    claim, mine = _claimed([row for row, ident in rows if ident in told], at=round_.at)
    bundle = replace(bundle, notices=tuple(each for each in bundle.notices if each.ident in mine))
    if not bundle.notices:
        return
    try:
        _send(bundle, round_)
    except OutsideError as error:
        found.failed += 1
        if isinstance(error, UnreachableError):
            round_.down.add(medium)
        _failed(claim, error.code, at=round_.at, final=isinstance(error, RefusedError))
    except Exception:  # whatever it is, the others get theirs
        LOG.exception("notices.broke")
        found.failed += 1
        _failed(claim, "channel_broke", at=round_.at, final=False)
    else:
        found.sent += 1
        _sent(claim, bundle.contact.id, at=round_.at)


def _claimed(rows: list[int], *, at: datetime) -> tuple[str, set[tuple[str, str, str]]]:
    """Mark these rows as being sent, except those that somebody else has marked; the claim, and what is ours."""
    claim = secrets.token_hex(16)
    with transaction.atomic():
        free = Delivery.objects.filter(row__in=rows, state="waiting")
        free.update(state="sending", claim=claim, attempts=F("attempts") + 1, at=at)
    mine = _of(claim).values_list("notice__account__username", "notice__kind", "notice__key")
    return claim, set(mine)


def _send(bundle: Bundle, round_: _Round) -> None:
    contact = Contact.objects.select_related("account").get(pk=bundle.contact.id)
    channel, address = round_.channels.get(bundle.contact.medium), address_of(contact)
    if channel is None:
        raise UnreachableError("channel_missing")
    if address is None:
        raise RefusedError("channel_sealed")
    said = written(bundle, places=round_.places, lang=contact.account.language)
    channel.send(address, Letter(said.subject, said.text, said.link, round_.at, contact.account.language))


def _sent(claim: str, contact: int, *, at: datetime) -> None:
    with transaction.atomic():
        _of(claim).update(state="sent", at=at, error=None, next_at=None)
        Contact.objects.filter(pk=contact).update(sent_at=at)


def _failed(claim: str, code: str, *, at: datetime, final: bool) -> None:
    with transaction.atomic():
        _back(_of(claim), code, at=at, final=final)


def _take_up(at: datetime) -> None:
    """Let what a dead worker was sending wait again, as after a failure."""
    with transaction.atomic():
        _back(Delivery.objects.filter(state="sending"), "channel_interrupted", at=at, final=False)


def _back(rows: QuerySet[Delivery], code: str, *, at: datetime, final: bool) -> None:
    """Let rows wait for their next try, or let them rest as failed, by how often they were tried."""
    last = len(PAUSES) + 1
    for failures in range(1, last + 1):
        these = rows.filter(attempts__gte=failures) if failures == last else rows.filter(attempts=failures)
        again = None if final else retry_at(failures, at=at)
        state = "failed" if again is None else "waiting"
        these.update(state=state, next_at=again, error=code, claim=None, at=at)


def _of(claim: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(claim=claim, state="sending")


def _notice(row: Delivery) -> Notice:
    stored = row.notice
    account = row.contact.account.username
    return Notice(Kind(stored.kind), account, stored.key, stored.link, stored.params, stored.urgent)


def _reached(row: Contact) -> Reached:
    return Reached(
        id=row.pk,
        account=row.account.username,
        medium=Medium(row.channel),
        quiet_from=row.quiet_from,
        quiet_to=row.quiet_to,
        on=row.on,
        last=row.sent_at,
    )


def _calendar(at: datetime, zone: tzinfo) -> WorkingCalendar | None:
    """The district's calendar as it is known today; None where there is none that could be asked."""
    name = Held.objects.values_list("calendar", flat=True).first()
    try:
        return None if name is None else working_calendar(name, known_on=at.astimezone(zone).date())
    except AnswerableError:
        return None
