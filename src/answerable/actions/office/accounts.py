"""Accounts: opened, changed and closed by the security administrator alone, and never deleted.

An account is an official's, a provider's clerk's, or that of one of three administrators, who are nobody's person and
nobody's clerk. What an account may do follows from the posts its person holds; nothing of it is kept here.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from answerable.actions.office.attempts import forget_failures
from answerable.actions.office.entries import append_entry
from answerable.actions.office.tokens import revoke_all
from answerable.core.ledger.actors import CONSOLE, PROGRAM
from answerable.core.ledger.entry import Act, Change
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor, Admin, Subject, may
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Contact, Person, Provider

RESERVED = PROGRAM
"""Names under which the program itself writes entries."""
FACTOR_RESET, PASSWORD_RESET, RECOVERED = "factor_reset", "password_reset", "recovered"
"""What others did to an account; its owner is told."""
LANGUAGES = ("zh", "en")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Owner:
    """Whose the account is: exactly one of a person, a provider, and a kind of administrator."""

    person: str | None = None
    provider: str | None = None
    admin: str | None = None


def one_time_password() -> str:
    """A password that can be read out: four groups of five, about 99 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def create_account(
    name: str, *, owner: Owner, password: str, language: str, at: datetime, by: str | None
) -> Account:
    """Open an account. `by` is the security administrator's account; None only for the very first one.

    The password serves until the first sign-in, where another has to be chosen. Raises InputError.
    """
    with transaction.atomic():
        if by is None:
            _require_first(owner)
        else:
            require_manager(by)
        _require_name(name)
        _require_owner(owner)
        _require_strong(password)
        account = Account(
            username=name,
            person_id=owner.person,
            provider_id=owner.provider,
            admin=owner.admin,
            language=language,
            created_at=at,
            password=make_password(password),
            password_given=True,
        )
        _insert(account)
        _entry(Act.ACCOUNT_CREATED, account, at=at, by=by or CONSOLE)
        return account


def _insert(account: Account) -> None:
    """Write a new account; another one may have been written since it was looked for."""
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as error:
        if account.person_id is not None:
            _require_official(account.person_id)
        raise InputError("account_name_taken", name=account.username) from error


def change_language(name: str, *, language: str, at: datetime, by: str) -> None:
    """Let the pages of an account speak another language; one's own account, or by the security administrator."""
    with transaction.atomic():
        if by != name:
            require_manager(by)
        account = account_of(name)
        if language not in LANGUAGES or language == account.language:
            return
        account.language = language
        account.save(update_fields=["language"])
        _entry(Act.ACCOUNT_CHANGED, account, at=at, by=by, what="language")


def close(name: str, *, at: datetime, by: str) -> None:
    """Close an account for good. Its sessions end at once, its contacts are forgotten; its name and history stay."""
    with transaction.atomic():
        _lock_managers()
        require_manager(by)
        account = account_of(name)
        _require_not_last(account)
        account.is_active = False
        account.save(update_fields=["is_active"])
        Contact.objects.filter(account=account).delete()
        _end_sessions(account, at=at)
        _entry(Act.ACCOUNT_CLOSED, account, at=at, by=by)


def reset_factor(name: str, *, at: datetime, by: str) -> None:
    """Forget the second factors of an account: the next sign-in sets up another. Its sessions end."""
    with transaction.atomic():
        require_manager(by)
        account = account_of(name)
        Authenticator.objects.filter(user=account).delete()
        _end_sessions(account, at=at)
        _entry(Act.ACCOUNT_CHANGED, account, at=at, by=by, what=FACTOR_RESET)


def reset_password(name: str, *, password: str, at: datetime, by: str) -> None:
    """Give an account a new password that serves until the next sign-in. Its sessions end."""
    with transaction.atomic():
        require_manager(by)
        account = account_of(name)
        _give_password(account, password)
        _end_sessions(account, at=at)
        _entry(Act.ACCOUNT_CHANGED, account, at=at, by=by, what=PASSWORD_RESET)


def recover(name: str, *, password: str, at: datetime) -> None:
    """Let a security administrator back in, where nobody could: a new password, no factor, no lock-out.

    Asks nobody, so it is for whoever may run the program on its machine, and the entry says so. Raises InputError for
    every other kind of account: those are the security administrator's to reset.
    """
    with transaction.atomic():
        account = account_of(name)
        if account.admin != Admin.SECURITY.value:
            raise InputError("account_recover_security", name=name)
        _give_password(account, password)
        Authenticator.objects.filter(user=account).delete()
        _end_sessions(account, at=at)
        forget_failures(account.username)
        _entry(Act.ACCOUNT_CHANGED, account, at=at, by=CONSOLE, what=RECOVERED)


def end_sessions(name: str, *, at: datetime, by: str) -> None:
    """Sign an account out everywhere."""
    with transaction.atomic():
        require_manager(by)
        account = account_of(name)
        _end_sessions(account, at=at)
        _entry(Act.ACCOUNT_CHANGED, account, at=at, by=by, what="sessions_ended")


def unlock(name: str, *, at: datetime, by: str) -> None:
    """Forget the failed sign-ins of an account, so that it may try again at once."""
    with transaction.atomic():
        require_manager(by)
        account = account_of(name)
        forget_failures(account.username)
        _entry(Act.UNLOCKED, account, at=at, by=by)


def account_of(name: str) -> Account:
    """The open account of this name. Raises InputError."""
    account = Account.objects.filter(username=name).first() if IDENT.matches(name) else None
    if account is None:
        raise InputError("account_unknown", name=name)
    if not account.is_active:
        raise InputError("account_is_closed", name=name)
    return account


def require_manager(by: str) -> None:
    """Raise InputError unless this account keeps the accounts."""
    account = Account.objects.filter(username=by, is_active=True, admin__isnull=False).first()
    actor = None if account is None or account.admin is None else Actor(by, admin=Admin(account.admin))
    if actor is None or not may(actor, Permit.MANAGE_ACCOUNTS, Subject("account")):
        raise InputError("account_not_manager", name=by)


def cells_of(account: Account) -> dict[str, str]:
    """What an entry says of an account: nothing that opens it."""
    stated = {
        "username": account.username,
        "person": account.person_id,
        "provider": account.provider_id,
        "admin": account.admin,
        "language": account.language,
        "open": "yes" if account.is_active else "no",
    }
    return {name: text for name, text in stated.items() if text}


def _entry(act: Act, account: Account, *, at: datetime, by: str, what: str | None = None) -> None:
    content = cells_of(account) | ({} if what is None else {"what": what})
    append_entry(act, at=at, by=by, changes=[Change("accounts", (account.username,), content)])


def _give_password(account: Account, password: str) -> None:
    _require_strong(password)
    account.password, account.password_given = make_password(password), True
    account.save(update_fields=["password", "password_given"])


def _end_sessions(account: Account, *, at: datetime) -> None:
    """End every session, and let no token serve any longer: whoever was in is out."""
    revoke_all(account, at=at)
    keys = list(UserSession.objects.filter(user=account).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=account).delete()


def _require_first(owner: Owner) -> None:
    if Account.objects.exists():
        raise InputError("account_needs_manager")
    if owner.admin != Admin.SECURITY.value:
        raise InputError("account_first_is_security")


def _require_name(name: str) -> None:
    if not IDENT.matches(name) or name != name.lower() or name in RESERVED:
        raise InputError("account_name_unusable", name=name)
    if Account.objects.filter(username=name).exists():
        raise InputError("account_name_taken", name=name)


def _require_owner(owner: Owner) -> None:
    stated = [each for each in (owner.person, owner.provider, owner.admin) if each is not None]
    if len(stated) != 1:
        raise InputError("account_has_one_owner")
    if owner.admin is not None and owner.admin not in {each.value for each in Admin}:
        raise InputError("account_admin_unknown", admin=owner.admin)
    if owner.provider is not None and not Provider.objects.filter(id=owner.provider).exists():
        raise InputError("account_provider_unknown", provider=owner.provider)
    if owner.person is not None:
        _require_official(owner.person)


def _require_official(person: str) -> None:
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise InputError("account_person_unknown", person=person)
    if row.staff != "public":
        raise InputError("account_person_not_public", person=row.name, person_en=row.name_en)
    held = Account.objects.filter(person=person, is_active=True).first()
    if held is not None:
        raise InputError("account_person_has_one", person=row.name, person_en=row.name_en, name=held.username)


def weaknesses(password: str, account: Account | None = None) -> tuple[str, ...]:
    """Everything that makes the password weak, as words of the group `password_fault`; nothing if it will do."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        return tuple(str(each.code) for each in error.error_list)
    return ()


def _require_strong(password: str) -> None:
    why = weaknesses(password)
    if why:
        raise InputError("account_password_weak", why=why)


def _lock_managers() -> None:
    """Whoever closes accounts does so alone: two security administrators who close each other leave nobody."""
    rows = Account.objects.select_for_update().filter(admin=Admin.SECURITY.value, is_active=True)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _require_not_last(account: Account) -> None:
    others = Account.objects.filter(admin=Admin.SECURITY.value, is_active=True).exclude(pk=account.pk)
    if account.admin == Admin.SECURITY.value and not others.exists():
        raise InputError("account_last_security", name=account.username)
