"""Failed sign-ins are counted, and nothing else is kept of them: no name, no address, no browser, no text.

What else is to be found out by trying, such as the code of a citizen's matter, is counted in the same table under a
name of its own.
"""

from datetime import datetime, timedelta

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.db.models import F
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


def failed_too_often(name: str, *, at: datetime) -> bool:
    """Whether so many tries at this name failed lately that it has to wait."""
    return failures_of(name, at=at) >= settings.AXES_FAILURE_LIMIT


def failures_of(name: str, *, at: datetime) -> int:
    """How many tries at this name failed lately."""
    rows = AccessAttempt.objects.filter(username=counted_as(name), attempt_time__gt=_since(at))
    return max(rows.values_list("failures_since_start", flat=True), default=0)


def count_failure(name: str, *, at: datetime) -> None:
    """Count one more failed try at this name; what was counted long ago is forgotten."""
    with transaction.atomic():
        AccessAttempt.objects.filter(attempt_time__lte=_since(at)).delete()
        empty = {
            "http_accept": "",
            "path_info": "",
            "get_data": "",
            "post_data": "",
            "failures_since_start": 0,
        }
        row, _ = AccessAttempt.objects.get_or_create(
            username=counted_as(name), ip_address=NO_ADDRESS, user_agent="", defaults=empty
        )
        counted = AccessAttempt.objects.filter(pk=row.pk)
        counted.update(failures_since_start=F("failures_since_start") + 1, attempt_time=at)


def _since(at: datetime) -> datetime:
    return at - timedelta(hours=settings.AXES_COOLOFF_TIME)


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
