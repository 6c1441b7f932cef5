"""Which language a page speaks: the account's, else the one chosen by the switch, else what the browser asks for."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CODES = {"zh": "zh-hans", "en": "en"}
"""Our languages, and what Django calls them."""
COOKIE = "answerable_lang"
DEFAULT = "zh"
_YEAR = timedelta(days=365)


def chosen(request: HttpRequest) -> str:
    """`zh` or `en`."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and user.language in CODES:
        return str(user.language)
    stated = request.COOKIES.get(COOKIE, "")
    return stated if stated in CODES else _preferred(request.headers.get("Accept-Language", ""))


def current() -> str:
    """The language of the page that is being written."""
    return "en" if (translation.get_language() or "").startswith("en") else DEFAULT


def remember(response: HttpResponse, lang: str) -> None:
    """Let the browser keep the language that was chosen by the switch."""
    response.set_cookie(
        COOKIE,
        lang,
        max_age=_YEAR,
        samesite="Lax",
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )


def _preferred(header: str) -> str:
    """The first of our languages that the browser names; browsers name the best first."""
    for part in header.split(",")[:10]:
        tag = part.split(";")[0].strip().lower()
        found = next((ours for ours in CODES if tag == ours or tag.startswith(f"{ours}-")), None)
        if found is not None:
            return found
    return DEFAULT
