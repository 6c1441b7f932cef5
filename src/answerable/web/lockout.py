"""An account that failed too often in a row waits; the page says how long and who can help."""

from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from answerable.actions.office import signing_in
from answerable.actions.office.attempts import counted_as

TOO_MANY = 429


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """Under what the failures of the account that is tried are counted; the name itself is not kept."""
    name = _typed(request, credentials)
    return None if name is None else counted_as(name)


def _typed(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    name = (credentials or {}).get("username") or request.POST.get("login")
    return None if name is None else str(name).strip().lower()


def locked_out(request: HttpRequest, *rest: Any) -> HttpResponse:
    """The page, and one entry when the lock-out begins; later attempts find it locked and leave none."""
    credentials = rest[-1] if rest else None
    if getattr(request, "axes_failures_since_start", None) is not None:
        signing_in.locked_out(_typed(request, credentials) or "", at=timezone.now())
    minutes = ceil(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "account/locked.html", {"minutes": minutes}, status=TOO_MANY)
