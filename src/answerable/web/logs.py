"""One event in the log for each request: which route, how it ended, how long it took; and nobody's name or address."""

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

LOG = logging.getLogger("answerable.web")
_QUIET = frozenset({"health-live", "health-ready", "metrics"})
"""Asked every few seconds by machines; written down only when they do not go well."""


class RequestLog:
    """Stands first among the middleware, so that it sees what every other one answered.

    The request's own number is made here; one that came with the request could carry anything. Whoever reports a
    fault can name it: it stands in the answer's `X-Request-Id`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, number = time.monotonic(), uuid.uuid4().hex
        try:
            response = self._get_response(request)
        except Exception:
            # Even the page that tells of a failure failed.
            LOG.exception("request", extra=_said(request, number, status=500, began=began))
            raise
        response["X-Request-Id"] = number
        if _route(request) not in _QUIET or response.status_code >= 500:
            level = logging.ERROR if response.status_code >= 500 else logging.INFO
            LOG.log(level, "request", extra=_said(request, number, status=response.status_code, began=began))
        return response


def _said(request: HttpRequest, number: str, *, status: int, began: float) -> dict[str, object]:
    ms = round((time.monotonic() - began) * 1000)
    return {"request": number, "route": _route(request), "status": status, "ms": ms}


def _route(request: HttpRequest) -> str:
    """The name of the route, never the path: paths hold ids."""
    match = request.resolver_match
    return (match.view_name if match is not None else None) or "none"
