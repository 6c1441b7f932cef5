"""Tokens for programs that call the API in an official's or a clerk's name.

A token is `ans_ID_SECRET`: 256 random bits, of which only the digest is kept. It opens at most what its account may do
on the day, within the scopes it was given, until its last day, until it is revoked, or until its account is closed.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from answerable.actions.office.entries import append_entry
from answerable.core.ledger.entry import Act, Change
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Token

PREFIX = "ans"
MOST = 20
"""Tokens that serve at one time, for each account."""
MOST_DAYS = 366
_LONGEST_NAME = 80
_SECRET_BYTES = 32


@dataclass(frozen=True)
class Grant:
    """What a call with a token may do: act as the account, within the scopes."""

    account: Account
    scopes: frozenset[str]


def give(
    account: Account,
    *,
    name: str,
    scopes: Iterable[str],
    known: Collection[str],
    days: int,
    at: datetime,
    on: date,
) -> str:
    """Give the account a token; its text, which is shown this once. `known` are all scopes there are.

    Raises InputError.
    """
    stated, wanted = name.strip(), sorted(set(scopes))
    if not 0 < len(stated) <= _LONGEST_NAME or not stated.isprintable():
        raise InputError("token_name", most=_LONGEST_NAME)
    if not wanted or set(wanted) - set(known):
        raise InputError("token_scopes")
    if not 1 <= days <= MOST_DAYS:
        raise InputError("token_days", most=MOST_DAYS)
    with transaction.atomic():
        if serving(account, on=on).count() >= MOST:
            raise InputError("tokens_many", most=MOST)
        id, secret = secrets.token_hex(8), secrets.token_urlsafe(_SECRET_BYTES)
        Token.objects.create(
            id=id,
            account=account,
            name=stated,
            digest=_digest(secret),
            scopes=wanted,
            created_at=at,
            expires_on=on + timedelta(days=days),
        )
        _entry(account, "token_given", at=at, by=account.username)
    return f"{PREFIX}_{id}_{secret}"


def serving(account: Account, *, on: date) -> QuerySet[Token]:
    """The tokens of the account that serve on the day."""
    return Token.objects.filter(account=account, revoked_at=None, expires_on__gte=on)


def revoke(account: Account, id: str, *, at: datetime) -> None:
    """Let one of the account's own tokens serve no longer. Raises InputError if there is none."""
    with transaction.atomic():
        if Token.objects.filter(account=account, id=id, revoked_at=None).update(revoked_at=at) != 1:
            raise InputError("no_such_token")
        _entry(account, "token_revoked", at=at, by=account.username)


def revoke_all(account: Account, *, at: datetime) -> None:
    """Let none of the account's tokens serve any longer, within the caller's transaction."""
    Token.objects.filter(account=account, revoked_at=None).update(revoked_at=at)


def grant_of(text: str, *, on: date) -> Grant | None:
    """What the token opens on the day; None of any text that is no serving token."""
    prefix, _, rest = text.partition("_")
    id, _, secret = rest.partition("_")
    if prefix != PREFIX or not (id.isascii() and id.isalnum() and len(id) == 16):
        return None
    row = Token.objects.select_related("account").filter(id=id, revoked_at=None, expires_on__gte=on).first()
    if row is None or not hmac.compare_digest(row.digest, _digest(secret)):
        return None
    if not row.account.is_active or row.account.password_given:
        return None
    if row.used_on != on:
        Token.objects.filter(id=id).update(used_on=on)
    return Grant(row.account, frozenset(row.scopes))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()


def _entry(account: Account, what: str, *, at: datetime, by: str) -> None:
    content = {"username": account.username, "what": what}
    append_entry(
        Act.ACCOUNT_CHANGED, at=at, by=by, changes=[Change("accounts", (account.username,), content)]
    )
