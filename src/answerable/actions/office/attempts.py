"""Failed sign-ins are counted, and nothing else is kept of them: no name, no address, no browser, no text."""

from axes.handlers.database import AxesDatabaseHandler
from axes.utils import reset
from django.conf import settings
from django.http import HttpRequest, QueryDict

from answerable.outside.sealed import pseudonym

NO_ADDRESS = "0.0.0.0"  # noqa: S104 - stands for none where a library insists on one; nobody listens there
"""Kept in place of an address."""


def counted_as(name: str) -> str:
    """Under what the failures of a name are counted: a name that nobody has may be a mistyped password."""
    return pseudonym(name.strip().lower(), key=settings.SECRET_KEY)


def forget_failures(name: str) -> None:
    """Let a name be tried again at once."""
    reset(username=counted_as(name))


def no_address(_request: HttpRequest) -> str:
    """What the counter learns of where an attempt comes from."""
    return NO_ADDRESS


class Counter(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts a failure without what the browser sent."""

    def user_login_failed(
        self, sender: object, credentials: dict[str, str], request: HttpRequest | None = None, **rest: object
    ) -> None:
        if request is None:
            return
        sent = request.GET, request.POST
        request.axes_user_agent = request.axes_http_accept = ""  # type: ignore[attr-defined]
        request.GET = request.POST = QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **rest)
        finally:
            request.GET, request.POST = sent
