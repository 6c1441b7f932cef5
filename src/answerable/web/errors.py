"""What is shown when something cannot be shown: in the reader's language, and without a word of the inside."""

import sys
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is not this reader's: both look the same."""
    return _page(request, "missing", HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request is refused."""
    return _page(request, "forbidden", HTTPStatus.FORBIDDEN)


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request makes no sense."""
    return _page(request, "bad", HTTPStatus.BAD_REQUEST)


def failed(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side; where it was the database, the page is written without asking it again."""
    if isinstance(sys.exception(), DatabaseError | InterfaceError):
        context = {"title": "web_away_title", "text": "web_away_text", "bare": True}
        text = render_to_string("error.html", context)
        return HttpResponse(text, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "30"})
    return _page(request, "failed", HTTPStatus.INTERNAL_SERVER_ERROR)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: another site's, or a page that was open too long."""
    return _page(request, "forged", HTTPStatus.FORBIDDEN)


def sealed(request: HttpRequest) -> HttpResponse:
    """A second factor cannot be read, because the deployment's secret key is another one than when it was set up."""
    return _page(request, "sealed", HTTPStatus.CONFLICT)


def _page(request: HttpRequest, kind: str, status: HTTPStatus) -> HttpResponse:
    context: dict[str, Any] = {"title": f"web_{kind}_title", "text": f"web_{kind}_text"}
    return render(request, "error.html", context, status=status)
