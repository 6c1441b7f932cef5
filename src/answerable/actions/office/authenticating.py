"""Who stands before the command line: the same password, second factor and lock-out as on the web."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from answerable.actions.office.actors import actor_of
from answerable.actions.office.codes import used_once
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.records.models import Account


def authenticated(name: str, password: str, code: str, *, on: date) -> Actor:
    """The account, once password and code of its second factor are right.

    Raises InputError: `sign_in_refused`, which does not say what was wrong; for whoever knows the password, that the
    factor was sealed with another key, or that the password is one that somebody else gave. Failures count towards the
    lock-out.
    """
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "127.0.0.1"
    account = authenticate(request, username=name, password=password)
    if not isinstance(account, Account):
        raise InputError("sign_in_refused")
    factor = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    try:
        if factor is None or not used_once(factor, code):
            raise InputError("sign_in_refused")
    except InputError:
        user_login_failed.send(sender=__name__, credentials={"username": name}, request=request)
        raise
    if account.password_given:
        raise InputError("sign_in_password_given", name=name)
    return actor_of(account, on=on)
