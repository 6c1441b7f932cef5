"""What administrators see: accounts, the trail of sign-ins and refusals, and how the system stands."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db import connection

from answerable.core.ledger.entry import Act
from answerable.records.models import Account, Disclosed, Entry, Held, Standing

PER_PAGE = 50
WATCHED = (
    Act.ACCOUNT_CREATED,
    Act.ACCOUNT_CHANGED,
    Act.ACCOUNT_CLOSED,
    Act.ROLE_CHANGED,
    Act.SIGNED_IN,
    Act.SIGNED_OUT,
    Act.LOCKED_OUT,
    Act.UNLOCKED,
    Act.REFUSED,
    Act.ERASE,
    Act.BACKUP,
    Act.RESTORE,
)
"""What the audit administrator reads: who came and went, what changed of accounts, what was refused."""


@dataclass(frozen=True)
class AccountLine:
    """One account, without anything that opens it."""

    account: Account
    has_factor: bool


@dataclass(frozen=True)
class TrailLine:
    """One entry of the trail: when, who, what, and of what."""

    at: datetime
    by: str
    act: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """How the system stands."""

    database: str
    held: Held | None
    entries: int
    unnumbered: int
    """Entries that have no number yet: the sequencer gives it."""
    assessed_on: date | None


def accounts() -> list[AccountLine]:
    """All accounts by name, closed ones too."""
    secured = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("user", flat=True)
    )
    rows = Account.objects.select_related("person", "provider").order_by("username")
    return [AccountLine(row, row.pk in secured) for row in rows]


def trail(number: str) -> tuple[Page[Entry], list[TrailLine]]:
    """One page of the trail, the newest first; a number that is none is the first, one too large the last page."""
    rows = Entry.objects.filter(act__in=[each.value for each in WATCHED]).order_by("-at", "-id")
    page = Paginator(rows, PER_PAGE).get_page(number)
    entries = list(page.object_list)
    objects: dict[str, list[str]] = {}
    shown = Disclosed.objects.filter(entry__in=[each.id for each in entries]).order_by("place")
    for entry, key in shown.values_list("entry", "key"):
        objects.setdefault(entry, []).append(key)
    lines = [TrailLine(each.at, each.by or "", each.act, tuple(objects.get(each.id, ()))) for each in entries]
    return page, lines


def state() -> State:
    """How the system stands, in a few figures that reveal nothing of any contract."""
    latest = Standing.objects.order_by("-on").first()
    return State(
        database=connection.vendor,
        held=Held.objects.first(),
        entries=Entry.objects.count(),
        unnumbered=Entry.objects.filter(number__isnull=True).count(),
        assessed_on=None if latest is None else latest.on,
    )
