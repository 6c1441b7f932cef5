"""An account that failed too often in a row waits; the page says how long and who can help."""

from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from answerable.actions.office import signing_in

TOO_MANY = 429


def typed_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The account that is tried, in the one form under which failures are counted."""
    name = (credentials or {}).get("username") or request.POST.get("login")
    return None if name is None else str(name).strip().lower()


def locked_out(request: HttpRequest, *rest: Any) -> HttpResponse:
    """The page, and one entry when the lock-out begins; later attempts find it locked and leave none."""
    credentials = rest[-1] if rest else None
    if getattr(request, "axes_failures_since_start", None) is not None:
        signing_in.locked_out(typed_name(request, credentials) or "", at=timezone.now())
    minutes = ceil(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "account/locked.html", {"minutes": minutes}, status=TOO_MANY)
