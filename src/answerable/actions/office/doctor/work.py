"""The work: worker and jobs, calendar, ledger, contracts of an older world."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator

from answerable.actions.office.codes import can_be_read
from answerable.actions.office.doctor.values import Check, check
from answerable.actions.office.reconcile import all_drifts
from answerable.core.terms.errors import AnswerableError
from answerable.records.models import Delivery, Held, JobRun, Legacy
from answerable.sources.calendars import working_calendar

SILENT = timedelta(minutes=2)
"""A worker that did nothing for so long is not running: one of its jobs is due every second."""
AHEAD = timedelta(days=90)
"""Deadlines are counted this far ahead."""
LATELY = timedelta(days=7)
"""A notice that did not arrive in this time is worth a word."""
_SHOWN = 5


def _worker(at: datetime) -> Check:
    latest = JobRun.objects.order_by("-last_at").values_list("last_at", flat=True).first()
    if latest is None:
        return check("warn", "worker", code="doctor_worker_never")
    minutes = int(abs(at - latest) / timedelta(minutes=1))
    if abs(at - latest) > SILENT:
        return check("fail", "worker", code="doctor_worker_silent", minutes=minutes)
    return check("ok", "worker", code="doctor_worker_fine")


def _factors(_at: datetime) -> Check:
    """Whether second factors are read with the key that is here; after a restore it may be another one."""
    n = sum(not can_be_read(each) for each in Authenticator.objects.iterator())
    if n:
        return check("fail", "factors", code="doctor_factors_sealed", n=n)
    return check("ok", "factors", code="doctor_factors_fine")


def _jobs(_at: datetime) -> Check:
    failed = tuple(JobRun.objects.filter(ok=False).order_by("name").values_list("name", flat=True))
    if failed:
        return check("fail", "jobs", code="doctor_jobs_failed", jobs=failed)
    return check("ok", "jobs", code="doctor_jobs_fine")


def _notices(at: datetime) -> Check:
    """Whether what was sent arrived, as far as the other side said."""
    lost = Delivery.objects.filter(state="failed", at__gt=at - LATELY).count()
    if lost:
        return check("warn", "notices", code="doctor_notices_lost", n=lost, days=LATELY.days)
    return check("ok", "notices", code="doctor_notices_fine")


def _calendar(at: datetime) -> Check:
    held = Held.objects.first()
    if held is None:
        return check("ok", "calendar", code="doctor_no_district")
    today = at.astimezone(ZoneInfo(held.time_zone)).date()
    until = today + AHEAD
    try:
        calendar = working_calendar(held.calendar, known_on=today)
    except AnswerableError:
        return check("fail", "calendar", code="doctor_calendar_unknown", calendar=held.calendar)
    if not calendar.known(until):
        return check(
            "warn",
            "calendar",
            code="doctor_calendar_short",
            calendar=held.calendar,
            last=calendar.last,
            until=until,
        )
    return check("ok", "calendar", code="doctor_calendar_fine", calendar=held.calendar, last=calendar.last)


def _ledger(_at: datetime) -> Check:
    found = [f"{table}/{drift.key}" for table, some in all_drifts().items() for drift in some]
    if found:
        return check("fail", "ledger", code="doctor_ledger_differs", n=len(found), rows=tuple(found[:_SHOWN]))
    return check("ok", "ledger", code="doctor_ledger_fine")


def _legacy(_at: datetime) -> Check:
    listed = Legacy.objects.count()
    if listed:
        return check("warn", "legacy", code="doctor_legacy_listed", n=listed)
    return check("ok", "legacy", code="doctor_legacy_none")


CHECKS: Mapping[str, Callable[[datetime], Check]] = MappingProxyType(
    {
        "worker": _worker,
        "jobs": _jobs,
        "notices": _notices,
        "factors": _factors,
        "calendar": _calendar,
        "ledger": _ledger,
        "legacy": _legacy,
    }
)
"""What needs the tables of this version."""
