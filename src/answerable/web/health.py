"""For those who watch the system: whether it lives, whether it is ready, and its figures."""

import ipaddress
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric

from answerable import __version__
from answerable.actions.office.figures import Figures, figures, missing

_CONTENT = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return JsonResponse({"live": True})


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether requests can be served; 503 and what is missing otherwise."""
    lacking = missing()
    return JsonResponse({"ready": not lacking, "missing": list(lacking)}, status=503 if lacking else 200)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures in Prometheus' text form, read at this moment, so that every process says the same."""
    if not _may_read(request):
        return HttpResponse(status=403)
    try:
        found = figures(at=datetime.now(UTC))
    except DatabaseError:
        connection.close()
        return HttpResponse(status=503)
    registry = CollectorRegistry()
    registry.register(_Figures(found))
    return HttpResponse(generate_latest(registry), content_type=_CONTENT)


def _may_read(request: HttpRequest) -> bool:
    """With the token; without one set, from this machine alone, and not through a gateway on it."""
    token: str = settings.METRICS_TOKEN
    if token:
        stated = request.headers.get("Authorization", "")
        return secrets.compare_digest(stated.encode(), f"Bearer {token}".encode())
    if any(name in request.META for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class _Figures:
    """Hands the figures to the library."""

    def __init__(self, found: Figures) -> None:
        self._found = found

    def collect(self) -> Iterable[Metric]:
        yield InfoMetricFamily("answerable", "Version of the program", {"version": __version__})
        yield from _gauges(self._found)
        last = GaugeMetricFamily("answerable_job_last_run_seconds", "Last run, in Unix time", labels=["job"])
        ended = GaugeMetricFamily("answerable_job_ok", "1: the last run ended well", labels=["job"])
        for run in self._found.jobs:
            last.add_metric([run.job], run.at.timestamp())
            ended.add_metric([run.job], float(run.ok))
        yield last
        yield ended


def _gauges(found: Figures) -> Iterator[Metric]:
    for name, about, value in (
        ("entries", "Entries of the ledger", found.entries),
        ("entries_unsequenced", "Entries that wait for their number", found.unsequenced),
        ("duties_overdue", "Duties overdue at the last assessment", found.duties_overdue),
        ("standings", "Contracts with a standing", found.standings),
        ("approvals", "Proposals ever opened", found.approvals),
        ("batches_open", "Imports that are not accepted yet", found.batches_open),
        ("sessions", "Sessions that have not expired", found.sessions),
    ):
        yield GaugeMetricFamily(f"answerable_{name}", about, value)


urlpatterns = [
    path("health/live", live, name="health-live"),
    path("health/ready", ready, name="health-ready"),
    path("metrics", metrics, name="metrics"),
]
