"""What every request passes: plain cookies, the language, the end of idle sessions, and an account's first steps."""

import time
from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from answerable.actions.office.once import read_once
from answerable.core.terms.errors import InputError
from answerable.web.errors import sealed
from answerable.web.language import CODES, chosen

Handler = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
FACTOR = "has_factor"
FIRST_STEPS = frozenset(
    {
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "language",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "health-live",
        "health-ready",
        "metrics",
    }
)
"""What an account may open before it has a password of its own and a second factor."""

BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("QQBrowser", "QQ"),
    ("360SE", "360"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What tells a browser, before what many others say too."""


def plain_cookies(get_response: Handler) -> Handler:
    """Drop cookies that hold what no cookie of ours holds: databases refuse some of it, and nobody meant it."""

    def handle(request: HttpRequest) -> HttpResponse:
        for name, text in list(request.COOKIES.items()):
            if not (text.isascii() and text.isprintable()):
                del request.COOKIES[name]
        return get_response(request)

    return handle


def coarse_browser(get_response: Handler) -> Handler:
    """Let nothing behind this know more of a browser than its kind: enough to tell one's own sessions apart."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.META["HTTP_USER_AGENT"] = browser_of(request.META.get("HTTP_USER_AGENT", ""))
        return get_response(request)

    return handle


def browser_of(agent: str) -> str:
    """The kind of a browser, from what it says of itself; nothing where it is none of those that are common here."""
    return next((name for mark, name in BROWSERS if mark in agent), "")


def language(get_response: Handler) -> Handler:
    """Let the page speak its reader's language."""

    def handle(request: HttpRequest) -> HttpResponse:
        code = CODES[chosen(request)]
        with translation.override(code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return handle


def idle(get_response: Handler) -> Handler:
    """Sign an account out that asked for nothing for IDLE_SECONDS; never earlier, at most a minute later.

    The session remembers the last request to the minute, so that not every request writes to the database.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now, grain = int(time.time()), min(60, settings.IDLE_SECONDS // 10)
        seen = request.session.get(SEEN)
        if isinstance(seen, int) and now - seen > settings.IDLE_SECONDS + grain:
            get_adapter(request).logout(request, why="idle")
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'idle': 1})}")
        if not isinstance(seen, int) or now - seen >= grain:
            request.session[SEEN] = now
        response = get_response(request)
        # Computers are shared: after signing out, the button “back” must not show what was read.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return handle


def first_steps(get_response: Handler) -> Handler:
    """Lead an account to a password of its own, then to a second factor, before it sees anything else."""

    def handle(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and _route(request) not in FIRST_STEPS:
            if user.password_given:
                return HttpResponseRedirect(reverse("account_change_password"))
            if not _has_factor(request):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return get_response(request)

    return handle


def unsealable(get_response: Handler) -> Handler:
    """Say in words that a second factor was sealed with another secret key, wherever it is met."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, InputError) and exception.message.code == "sealed_by_another_key":
            return sealed(request)
        return None

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle


def one_reading(get_response: Handler) -> Handler:
    """Let a page that only reads ask the register once."""

    def handle(request: HttpRequest) -> HttpResponse:
        with read_once() if request.method in ("GET", "HEAD") else nullcontext():
            return get_response(request)

    return handle


def _has_factor(request: HttpRequest) -> bool:
    """Whether the account has a second factor. Whoever takes it away ends the sessions, so a yes is kept in them."""
    if not request.session.get(FACTOR):
        request.session[FACTOR] = _asked_for_factor(request)
    return bool(request.session[FACTOR])


def _asked_for_factor(request: HttpRequest) -> bool:
    factors = Authenticator.objects.filter(user=request.user.pk)
    return bool(factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _route(request: HttpRequest) -> str | None:
    try:
        return resolve(request.path_info).url_name
    except Resolver404:
        return None
