"""Accounts of a demonstration: one for each role, ready to sign in, with a second factor that the console tells.

None of it works in a real system: the settings have to say that this is a demonstration.
"""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import Count

from answerable.actions.office.accounts import (
    Owner,
    account_of,
    create_account,
    one_time_password,
    reset_password,
)
from answerable.actions.office.codes import code_at, enrol
from answerable.actions.office.demo_decisions import APART, put_under_way, running_contracts
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Body, Contract, Post

ROLES = ("handler", "section", "leader", "head", "legality")
SECURITY = "security-admin"
_SECRET_BYTES = 20


@dataclass(frozen=True)
class Opened:
    """One account of the demonstration, with the password to sign in with."""

    name: str
    owner: Owner
    password: str


def require_demonstration() -> None:
    """Raise InputError in a real system."""
    if not settings.DEMO:
        raise InputError("account_demo_only")


def open_demo_accounts(*, at: datetime, on: date) -> list[Opened]:
    """One account per role, each with a new password and a second factor; those that exist get new passwords.

    What they have to sign is there as well, unless decisions are already on record.
    """
    require_demonstration()
    if Account.objects.exists() and not Account.objects.filter(username=SECURITY).exists():
        raise InputError("account_demo_elsewhere", name=SECURITY)
    there = on - settings.DEMO_SHIFT
    with transaction.atomic():
        # No two acts at the same instant, or their order would be lost.
        wanted = list(enumerate(_wanted(there)))
        opened = [_open(name, owner, at=at + APART * step) for step, (name, owner) in wanted]
        put_under_way(at=at + APART * len(wanted), on=there)
        return opened


def current_code(name: str, *, at: datetime) -> str:
    """The code that the authenticator app of an account shows now (RFC 6238); of a demonstration alone."""
    require_demonstration()
    factor = Authenticator.objects.filter(user=account_of(name), type=Authenticator.Type.TOTP).first()
    if factor is None:
        raise InputError("account_no_code", name=name)
    return code_at(factor, at=at)


def _wanted(on: date) -> Iterator[tuple[str, Owner]]:
    """The accounts, the security administrator's first: it opens the others."""
    yield SECURITY, Owner(admin="security")
    yield "system-admin", Owner(admin="system")
    yield "audit-admin", Owner(admin="audit")
    body, held = _body_with_roles(on)
    for role in ROLES:
        if role in held:
            yield role, Owner(person=held[role])
    supervisor = _supervisor(on)
    if supervisor is not None:
        yield "supervisor", Owner(person=supervisor)
    provider = _provider(body, on)
    if provider is not None:
        yield "provider", Owner(provider=provider)


def _provider(body: str, on: date) -> str | None:
    """The provider whose clerk sees most: with a contract that runs, and most that was found in it."""
    rows = running_contracts(body, on=on) or list(Contract.objects.filter(body=body).order_by("starts", "id"))
    return rows[0].provider_id if rows else None


def _body_with_roles(on: date) -> tuple[str, dict[str, str]]:
    """The body that shows most: with the most roles held by public staff, then the most contracts."""
    counted = dict(Contract.objects.values_list("body").annotate(n=Count("id")))
    found = {body: _held(body, on) for body in counted}
    if not found:
        raise InputError("account_demo_no_people")
    best = max(found, key=lambda body: (len(found[body]), counted[body], body))
    return best, found[best]


def _held(body: str, on: date) -> dict[str, str]:
    rows = Post.objects.filter(body=body, starts__lte=on, person__staff="public").exclude(ends__lt=on)
    return {row.role: row.person_id for row in rows.order_by("-starts", "id") if row.role in ROLES}


def _supervisor(on: date) -> str | None:
    """Somebody who supervises every body: a supervisor of the one at the top."""
    top = Body.objects.filter(parent__isnull=True)
    rows = Post.objects.filter(body__in=top, role="supervisor", starts__lte=on, person__staff="public")
    row = rows.exclude(ends__lt=on).order_by("id").first()
    return None if row is None else row.person_id


def _open(name: str, owner: Owner, *, at: datetime) -> Opened:
    password = one_time_password()
    if Account.objects.filter(username=name).exists():
        reset_password(name, password=password, at=at, by=SECURITY)
        there = account_of(name)
        owner = Owner(there.person_id, there.provider_id, there.admin)
    else:
        by = None if not Account.objects.exists() else SECURITY
        create_account(name, owner=owner, password=password, language="zh", at=at, by=by)
    account = account_of(name)
    # Whoever demonstrates has just read the password, and knows who gave it.
    account.password_given, account.resets_seen_at = False, at
    account.save(update_fields=["password_given", "resets_seen_at"])
    secret = base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")
    enrol(account, secret)
    return Opened(name, owner, password)
