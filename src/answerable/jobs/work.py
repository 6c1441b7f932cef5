"""What each job does: one action of the office, and how much it did in a few words."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

LONGEST_ACT = timedelta(minutes=10)
"""An act is dated when it begins: one that was under way during a run may be stored after it."""
Work = Callable[[datetime, tzinfo], str]
"""Does the job as of an instant and a zone; what comes back is kept with the run and holds no personal data."""


def _sequence(_at: datetime, _zone: tzinfo) -> str:
    from answerable.actions.office.sequencer import sequence

    return str(sequence())


def _cases(at: datetime, zone: tzinfo) -> str:
    from django.conf import settings

    from answerable.actions.office.cases.reminding import refresh_cases
    from answerable.records.models import Held

    if not Held.objects.exists():
        return ""
    done = refresh_cases(on=(at - settings.DEMO_SHIFT).astimezone(zone).date(), at=at)
    return f"{done.cases} {done.moved} {done.overdue}"


def _case_owners(at: datetime, zone: tzinfo) -> str:
    from answerable.actions.office.cases.reminding import people_changed
    from answerable.records.models import JobRun

    ran = JobRun.objects.filter(name="case_owners").first()
    if ran is None or not ran.ok or ran.last_at > at or people_changed(since=ran.last_at - LONGEST_ACT):
        return _cases(at, zone)
    return ""


def _assess(at: datetime, zone: tzinfo) -> str:
    from django.conf import settings

    from answerable.actions.office.assessing import refresh
    from answerable.records.models import Held

    if not Held.objects.exists():
        return ""
    refresh(on=(at - settings.DEMO_SHIFT).astimezone(zone).date(), at=at)
    return ""


def _notify(at: datetime, zone: tzinfo) -> str:
    from django.conf import settings

    from answerable.actions.office.delivering import deliver
    from answerable.actions.office.gathering import gather

    try:
        told = gather(on=(at - settings.DEMO_SHIFT).astimezone(zone).date(), at=at)
    finally:
        # What was told before goes out, whatever is wrong with the rest.
        done = deliver(at=at, zone=zone)
    return f"{told} {done.sent} {done.failed}" if told or done.sent or done.failed else ""


def _draw_papers(at: datetime, _zone: tzinfo) -> str:
    from answerable.actions.office.papers.drawing import draw_waiting

    drawn, failed = draw_waiting(at=at)
    return f"{drawn} {failed}" if drawn or failed else ""


def _clear_batches(_at: datetime, _zone: tzinfo) -> str:
    from answerable.actions.office.batches import clear_abandoned

    return str(clear_abandoned())


def _clear_sessions(_at: datetime, _zone: tzinfo) -> str:
    from django.core.management import call_command

    call_command("clearsessions", verbosity=0)
    return ""


def _clear_files(at: datetime, _zone: tzinfo) -> str:
    from answerable.actions.office.answering import clear_answered
    from answerable.actions.office.attaching import clear_incoming
    from answerable.actions.office.tasks import clear_files

    return str(clear_incoming(at=at) + clear_files(at=at) + clear_answered(at=at))


WORKS: Mapping[str, Work] = MappingProxyType(
    {
        "sequence": _sequence,
        "cases": _cases,
        "case_owners": _case_owners,
        "assess": _assess,
        "notify": _notify,
        "draw_papers": _draw_papers,
        "clear_batches": _clear_batches,
        "clear_sessions": _clear_sessions,
        "clear_files": _clear_files,
    }
)
