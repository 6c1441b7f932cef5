"""What went wrong, as RFC 9457 has it, with every fault: where, what is wrong, and what would be right."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from answerable.actions.office.actors import NotPermittedError
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.render import words
from answerable.web.api.grants import ScopeError
from answerable.web.desk.forms import MOVED, reasons, told
from answerable.web.language import current
from answerable.web.logs import LOG

TYPE = "application/problem+json"


def install(api: NinjaAPI) -> None:
    """Let every refusal of the API be a problem."""
    api.exception_handler(InputError)(_refused)
    api.exception_handler(ValidationError)(_unreadable)
    api.exception_handler(AuthenticationError)(lambda request, _: problem(request, 401, "unsigned"))
    api.exception_handler(Http404)(lambda request, _: problem(request, 404, "missing"))
    api.exception_handler(HttpError)(lambda request, error: problem(request, error.status_code, "bad"))
    api.exception_handler(DatabaseError)(_away)
    api.exception_handler(Exception)(_failed)


def in_words(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Under the API's addresses whatever is not there, and whatever is not done in this way, is a problem too."""
    kinds = {404: "missing", 405: "bad"}

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        plain = not response.headers.get("Content-Type", "").startswith(TYPE)
        if response.status_code in kinds and plain and request.path.startswith("/api/"):
            return problem(request, response.status_code, kinds[response.status_code])
        return response

    return handle


def problem(
    request: HttpRequest, status: int, kind: str, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """A problem document; its title is the label `web_api_<kind>`."""
    body = {
        "type": f"urn:answerable:problem:{kind}",
        "title": words.label(f"web_api_{kind}", current()),
        "status": status,
        "instance": request.path,
        "errors": errors or [],
    }
    headers = {"Retry-After": "30"} if status == 503 else {}
    headers |= {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return JsonResponse(body, status=status, content_type=TYPE, headers=headers)


def _refused(request: HttpRequest, error: InputError) -> HttpResponse:
    if isinstance(error, ScopeError | NotPermittedError):
        return problem(request, 403, "forbidden", [_told(None, error.message)])
    moved = error.message.code in MOVED
    return problem(
        request,
        409 if moved else 422,
        "moved" if moved else "refused",
        [_told(column, message) for column, message in reasons(error)],
    )


def _told(field: str | None, message: Message) -> dict[str, Any]:
    return {"field": field, "code": message.code, "detail": told(message, current())}


def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not have the form that the description of the API asks for, everything at once."""
    errors = [
        {
            "field": ".".join(str(part) for part in each["loc"][1:]) or None,
            "code": each["type"],
            "detail": each["msg"],
        }
        for each in error.errors
    ]
    return problem(request, 422, "unreadable", errors)


def _away(request: HttpRequest, error: DatabaseError) -> HttpResponse:
    LOG.error("api", exc_info=error)
    return problem(request, 503, "away")


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    LOG.error("api", exc_info=error)
    return problem(request, 500, "failed")
