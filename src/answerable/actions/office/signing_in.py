"""What the ledger remembers of coming and going: sign-ins, sign-outs, lock-outs, new factors, refusals.

No address and no browser is kept: network access logs stay with the gateway.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from answerable.actions.office.accounts import FACTOR_RESET, PASSWORD_RESET, RECOVERED, cells_of
from answerable.actions.office.entries import append_entry
from answerable.actions.office.tokens import revoke_all
from answerable.core.ledger.entry import Act, Change
from answerable.records.models import Account, Disclosed


def signed_in(account: Account, *, at: datetime) -> None:
    """Somebody came in with this account."""
    _of_account(Act.SIGNED_IN, account, at=at, by=account.username)


def signed_out(account: Account, *, at: datetime, why: str) -> None:
    """A session of this account ended: `left`, `idle` or `ended` from another session."""
    _of_account(Act.SIGNED_OUT, account, at=at, by=account.username, what=why)


def locked_out(name: str, *, at: datetime) -> None:
    """Too many failed sign-ins in a row. A name that no account has leaves nothing: it may be a mistyped password."""
    account = Account.objects.filter(username=name).first()
    if account is not None:
        _of_account(Act.LOCKED_OUT, account, at=at, by=account.username)


def changed_by_owner(account: Account, *, what: str, at: datetime) -> None:
    """The owner chose another password, or set up or removed a second factor."""
    _of_account(Act.ACCOUNT_CHANGED, account, at=at, by=account.username, what=what)


def password_chosen(account: Account, *, at: datetime) -> None:
    """The owner chose a password: the one that served until then is no longer asked to be replaced.

    Whoever knew the one before may have given himself a token: none of the account's serves any longer.
    """
    with transaction.atomic():
        revoke_all(account, at=at)
        if account.password_given:
            account.password_given = False
            account.save(update_fields=["password_given"])
        changed_by_owner(account, what="password_changed", at=at)


@dataclass(frozen=True)
class Reset:
    """What somebody else did to the password or the second factor of an account."""

    what: str
    at: datetime
    by: str


def resets_of(account: Account) -> tuple[Reset, ...]:
    """What the owner has not seen yet of what others did to the account, the oldest first; read from the ledger."""
    rows = Disclosed.objects.filter(of="accounts", key=account.username, entry__act=Act.ACCOUNT_CHANGED)
    if account.resets_seen_at is not None:
        rows = rows.filter(entry__at__gt=account.resets_seen_at)
    found = []
    for row in rows.select_related("entry").order_by("entry__at", "entry_id"):
        what = json.loads(row.content or "{}").get("what")
        if what in (FACTOR_RESET, PASSWORD_RESET, RECOVERED):
            found.append(Reset(what, row.entry.at, row.entry.by or ""))
    return tuple(found)


def resets_seen(account: Account, *, n: int) -> None:
    """The owner has seen the first so many of them; what came meanwhile is still told."""
    shown = resets_of(account)[:n]
    if shown:
        account.resets_seen_at = shown[-1].at
        account.save(update_fields=["resets_seen_at"])


def refused(name: str, *, act: str, kind: str, key: str, at: datetime) -> None:
    """Somebody asked for what the account may not see or do."""
    with transaction.atomic():
        append_entry(Act.REFUSED, at=at, by=name, changes=[Change("refusals", (kind, key), {"act": act})])


def _of_account(act: Act, account: Account, *, at: datetime, by: str, what: str | None = None) -> None:
    content = cells_of(account) | ({} if what is None else {"what": what})
    with transaction.atomic():
        append_entry(act, at=at, by=by, changes=[Change("accounts", (account.username,), content)])
