"""The second factor: a wrong code counts like a wrong password, a code serves once, and no passkey breaks the page."""

from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError

from answerable.actions.office.codes import used_once
from answerable.core.terms.errors import InputError
from answerable.render.words import label
from answerable.web.language import current


class _Counted(BaseAuthenticateForm):  # type: ignore[misc]
    """Failures are counted by account, together with those of passwords; an account locked out tries in vain."""

    def clean_code(self) -> str:
        credentials = {"username": self.user.get_username()}
        request = context.request
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out, request.axes_credentials = True, credentials
            raise _wrong()
        try:
            code: str = _unsealed(super().clean_code)
            if not used_once(self.authenticator, code):
                raise _wrong()
        except ValidationError:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise
        return code


def _unsealed(clean: Callable[[], str]) -> str:
    """What the form reads; a factor that the present secret key does not open is a wrong code that says why."""
    try:
        return clean()
    except InputError as error:
        raise ValidationError(label("web_sealed_text", current())) from error


class CodeForm(_Counted, AuthenticateForm):  # type: ignore[misc]
    """The code at sign-in."""


class CodeAgainForm(_Counted, ReauthenticateForm):  # type: ignore[misc]
    """The code before something that needs it again."""


class _OfAKey(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """What a browser sends of a passkey is read by several libraries; whatever they stumble over is a wrong passkey."""

    def clean_credential(self) -> Authenticator:
        try:
            authenticator: Authenticator = super().clean_credential()
            return authenticator
        except ValidationError:
            raise
        except Exception as error:
            raise _wrong() from error


class KeyForm(_OfAKey):
    """A passkey as second factor."""


class KeyAloneForm(LoginWebAuthnForm, _OfAKey):  # type: ignore[misc]
    """A passkey in place of a password."""


class KeyAgainForm(ReauthenticateWebAuthnForm, _OfAKey):  # type: ignore[misc]
    """A passkey before something that needs it again."""


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that is added."""

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except ValidationError:
            raise
        except Exception as error:
            raise _wrong() from error


def _wrong() -> ValidationError:
    error: ValidationError = get_adapter().validation_error("incorrect_code")
    return error
