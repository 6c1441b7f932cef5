"""Which jobs of the clock are due: from the time and the last runs alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

RETRY = timedelta(minutes=5)
"""How long after it failed a job is tried again, if it is not due sooner."""


@dataclass(frozen=True)
class Job:
    """Work that the clock asks for."""

    name: str
    every: timedelta
    daily: bool = False
    """Also as soon as a new day of the district has begun."""
    apart: bool = False
    """It talks to other machines: it runs beside the others, so that none waits for what is slow out there."""


@dataclass(frozen=True)
class Ran:
    """When a job last ran, and whether it ended well."""

    at: datetime
    ok: bool


SCHEDULE = (
    Job("sequence", timedelta(seconds=1)),
    Job("cases", timedelta(hours=1), daily=True),
    Job("case_owners", timedelta(minutes=5)),
    Job("assess", timedelta(hours=1), daily=True),
    Job("notify", timedelta(minutes=5), apart=True),
    Job("draw_papers", timedelta(minutes=1)),
    Job("clear_batches", timedelta(hours=1)),
    Job("clear_sessions", timedelta(days=1), daily=True),
    Job("clear_files", timedelta(days=1), daily=True),
)
"""Every job, the urgent ones first."""


def due(
    last: Mapping[str, Ran], *, at: datetime, zone: tzinfo, schedule: Iterable[Job] = SCHEDULE
) -> tuple[Job, ...]:
    """The jobs that are due at an instant, in the order of the schedule.

    A job that never ran is due, and so is one that ran in the future: the clock was put back since, and waiting for
    that instant to come again might take years.
    """
    return tuple(job for job in schedule if _is_due(job, last.get(job.name), at=at, zone=zone))


def _is_due(job: Job, ran: Ran | None, *, at: datetime, zone: tzinfo) -> bool:
    if ran is None or ran.at > at:
        return True
    if at - ran.at >= (job.every if ran.ok else min(job.every, RETRY)):
        return True
    return job.daily and ran.ok and at.astimezone(zone).date() != ran.at.astimezone(zone).date()
