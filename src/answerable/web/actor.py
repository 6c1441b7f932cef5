"""Who asks: the account of a request with what it may do today, and the one guard before every page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from answerable.actions.office import signing_in
from answerable.actions.office.once import once
from answerable.actions.office.pages.subjects import Asking, asking
from answerable.core.register.permits import Act, Actor, Subject, may
from answerable.records.models import Account, Held

ZONE = "Asia/Shanghai"
"""Where the day is reckoned while there is no district."""


@dataclass(frozen=True)
class Visit:
    """A signed-in request: the account, what stands behind it, the instant, and the district's day.

    In a demonstration the day is put back, the instant is not: it is when something was really done.
    """

    account: Account
    asking: Asking
    now: datetime
    zone: ZoneInfo

    @property
    def actor(self) -> Actor:
        return self.asking.actor

    @property
    def on(self) -> date:
        return self.asking.on

    @property
    def resets(self) -> tuple[signing_in.Reset, ...]:
        """What others did to the password or the second factor since the owner last looked."""
        return signing_in.resets_of(self.account)

    def require(self, act: Act, subject: Subject, *, key: str) -> None:
        """Go on only if the actor may; otherwise the page is not there for him, and the ledger says he asked."""
        if not may(self.actor, act, subject):
            signing_in.refused(self.account.username, act=act.value, kind=subject.kind, key=key, at=self.now)
            raise Http404


View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """A page for accounts: `view(request, visit, …)`. Whoever is signed out is led to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, **rest: object) -> HttpResponseBase:
        if not isinstance(request.user, Account):
            return redirect_to_login(request.get_full_path())
        visit = visit_of(request.user)
        request.visit = visit  # type: ignore[attr-defined]
        return view(request, visit, **rest)

    return guarded


def visit_of(account: Account) -> Visit:
    """The visit of an account now. The district's zone decides which day it is."""
    zone, now = _zone(), timezone.now()
    return Visit(account, asking(account, on=day_of(now, zone)), now, zone)


def today() -> date:
    """The district's day now."""
    return day_of(timezone.now(), _zone())


def _zone() -> ZoneInfo:
    name = once("zone", lambda: Held.objects.values_list("time_zone", flat=True).first())
    return ZoneInfo(name or ZONE)


def day_of(now: datetime, zone: ZoneInfo) -> date:
    """The district's day at an instant; in a demonstration, the day to which it is put back."""
    return (now - settings.DEMO_SHIFT).astimezone(zone).date()
