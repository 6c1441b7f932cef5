"""What administrators see: accounts, the trail of sign-ins and refusals, and how the system stands."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import QuerySet

from answerable.actions.office.pages.order import newest_first
from answerable.core.ledger.canonical import read_canonical
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
LANGUAGE = "language"
MANY = frozenset({"contract", "decision", "work_item"})
"""Kinds of pages of which there are many: a refusal says which one was asked for."""


@dataclass(frozen=True)
class AccountLine:
    """One account, without anything that opens it."""

    account: Account
    has_factor: bool


@dataclass(frozen=True)
class Touched:
    """What an entry is about: an account, or the page that was refused."""

    kind: str | None
    """Of a refusal, the kind of thing that was asked for."""
    key: str | None
    """Which one; None where there is only one."""


@dataclass(frozen=True)
class TrailLine:
    """One entry of the trail: when, who, what, and of what."""

    at: datetime
    by: str
    act: str
    what: str | None
    """What of the account was changed, or how a session ended; None where the act says it all."""
    of: tuple[Touched, ...]


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
    page = Paginator(newest_first(_watched()), PER_PAGE).get_page(number)
    entries = list(page.object_list)
    rows: dict[str, list[Disclosed]] = {}
    for row in Disclosed.objects.filter(entry__in=[each.id for each in entries]).order_by("place"):
        rows.setdefault(row.entry_id, []).append(row)
    return page, [_trail_line(each, rows.get(each.id, [])) for each in entries]


def _watched() -> QuerySet[Entry]:
    """The entries of the trail. Which language somebody reads is no matter of security."""
    language = Disclosed.objects.filter(of="accounts", content__contains=f'"what":"{LANGUAGE}"')
    rows = Entry.objects.filter(act__in=[each.value for each in WATCHED])
    return rows.exclude(act=Act.ACCOUNT_CHANGED.value, id__in=language.values("entry"))


def _trail_line(entry: Entry, rows: list[Disclosed]) -> TrailLine:
    content = read_canonical(rows[0].content.encode("utf-8")) if rows and rows[0].content else None
    what = content.get("what") if isinstance(content, dict) else None
    touched = tuple(_touched(row) for row in rows)
    return TrailLine(entry.at, entry.by or "", entry.act, what if isinstance(what, str) else None, touched)


def _touched(row: Disclosed) -> Touched:
    """The object of an entry; of a refusal the kind of page, and which one where there are many."""
    if row.of != "refusals":
        return Touched(None, row.key)
    kind, _, key = row.key.partition("/")
    return Touched(kind, key if kind in MANY else None)


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
