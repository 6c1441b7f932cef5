"""What allauth asks of us: who came and went, what an account may change of itself, and our own words for errors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy

from answerable.actions.office import signing_in
from answerable.actions.office.accounts import weaknesses
from answerable.actions.office.attempts import NO_ADDRESS
from answerable.outside.sealed import seal, unseal
from answerable.records.models import Account
from answerable.render.words import label
from answerable.web.language import current


def _said(key: str) -> str:
    return label(key, current())


say_later = lazy(_said, str)
"""A label in the language of whoever reads it in the end."""
HOME_OF = {"security": "admin_accounts", "system": "admin_status", "audit": "admin_audit"}


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in and out leaves entries; nobody signs up; whoever has no second factor yet need not show one."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": say_later("web_account_closed"),
        "enter_current_password": say_later("web_wrong_password"),
        "incorrect_password": say_later("web_wrong_password"),
        "rate_limited": say_later("web_too_often"),
        "too_many_login_attempts": say_later("web_too_often"),
        "username_password_mismatch": say_later("web_wrong_name_or_password"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        signing_in.signed_in(_account(user), at=timezone.now())

    def logout(self, request: HttpRequest, *, why: str = "left") -> None:
        user = request.user
        if user.is_authenticated:
            signing_in.signed_out(_account(user), at=timezone.now(), why=why)
        super().logout(request)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where somebody comes from is counted by nothing here, and kept by nothing."""
        return NO_ADDRESS

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse(HOME_OF.get(getattr(request.user, "admin", None) or "", "duties"))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """The password, if it is strong enough. Raises ValidationError with every weakness in our own words."""
        found = weaknesses(password, None if user is None else _account(user))
        if found:
            raise ValidationError([label("web_password_weak", current(), why=why) for why in found])
        return password

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        signing_in.password_chosen(_account(user), at=timezone.now())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        if app == "allauth.mfa" and not _secured(context.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, *_: Any, **__: Any
    ) -> None:
        """Allauth tells here of every change an account makes to itself; it goes into the ledger, not into a mail."""
        what = template_prefix.rpartition("/")[2]
        if what != "password_changed":  # written with the password
            signing_in.changed_by_owner(_account(user), what=what, at=timezone.now())


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: the last one cannot be taken away, only replaced."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": say_later("web_last_factor"),
        "cannot_generate_recovery_codes": say_later("web_no_factor_yet"),
        "incorrect_code": say_later("web_wrong_code"),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, key=settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, key=settings.SECRET_KEY)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user.pk, type=type).count()
        return label("web_key_name", current(), number=count + 1)


def _account(user: AbstractBaseUser) -> Account:
    assert isinstance(user, Account)  # noqa: S101 - AUTH_USER_MODEL
    return user


def _secured(user: AbstractBaseUser) -> bool:
    factors = Authenticator.objects.filter(user=user.pk)
    return bool(factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
