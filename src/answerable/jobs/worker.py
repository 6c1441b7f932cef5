"""The worker: one loop over the schedule of jobs, beside it one over those that talk to other machines, and one over
the queue of tasks.

One failing job does not stop the others; a long task stops no job, and a slow machine out there none but its own.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, connections

from answerable.jobs.queue import run_tasks
from answerable.jobs.schedule import SCHEDULE, Job, Ran, due
from answerable.jobs.work import WORKS
from answerable.records.models import Held, JobRun

LOG = logging.getLogger("answerable.jobs")
PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds between two rounds; each round in which the database was lost doubles them."""
KEPT_EVERY = timedelta(minutes=1)
"""A run that went as the one before is written down this often: a job of every second would write all the time."""
_LOST = (DatabaseError, InterfaceError)


def now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@dataclass
class Worker:
    """Runs until it is told to stop."""

    clock: Callable[[], datetime] = now
    stopped: threading.Event = field(default_factory=threading.Event)
    schedule: tuple[Job, ...] = SCHEDULE
    _last: dict[str, Ran] = field(default_factory=dict, init=False)
    _kept: dict[str, Ran] = field(default_factory=dict, init=False)
    _read: bool = field(default=False, init=False)

    def stop(self, *_: object) -> None:
        """Ask for the end; what is under way is finished."""
        self.stopped.set()

    def run(self) -> None:
        """Round after round, with a longer pause while the database is away; tasks and slow jobs in threads beside."""
        apart = self._apart()
        beside = [
            threading.Thread(target=self._again, args=(work,), name=name)
            for name, work in (("tasks", self.tasks), ("apart", apart.round))
        ]
        for each in beside:
            each.start()
        try:
            self._again(self.round)
        finally:
            self.stop()
            for each in beside:
                each.join()

    def _apart(self) -> "Worker":
        """Leave the jobs that run beside the others to a worker of their own, which stops when this one does."""
        apart = tuple(job for job in self.schedule if job.apart)
        self.schedule = tuple(job for job in self.schedule if not job.apart)
        return Worker(clock=self.clock, stopped=self.stopped, schedule=apart)

    def _again(self, work: Callable[[], bool]) -> None:
        pause = PAUSE
        while not self.stopped.is_set():
            pause = PAUSE if work() else min(pause * 2, LONGEST_PAUSE)
            self.stopped.wait(pause)
        connections.close_all()

    def once(self) -> bool:
        """One round, and the tasks that wait; whether the database was there."""
        return self.round() and self.tasks()

    def tasks(self) -> bool:
        """Run the tasks that wait, one after the other; whether the database was there."""
        close_old_connections()
        try:
            while not self.stopped.is_set() and run_tasks(1):
                pass
        except _LOST:
            LOG.exception("database.lost")
            connection.close()
            return False
        except Exception:  # whatever it is, the next task may be better
            LOG.exception("tasks.failed")
        close_old_connections()
        return True

    def round(self) -> bool:
        """Do what is due now; whether the database was there."""
        close_old_connections()
        try:
            self._read_runs()
            zone = _zone()
            for job in due(self._last, at=self.clock(), zone=zone, schedule=self.schedule):
                if self.stopped.is_set():
                    return True
                self._do(job, zone)
        except _LOST:
            LOG.exception("database.lost")
            connection.close()
            self._read = False
            return False
        close_old_connections()
        return True

    def _read_runs(self) -> None:
        """What ran before this process, and before the database was lost."""
        if not self._read:
            self._last = {run.name: Ran(run.last_at, run.ok) for run in JobRun.objects.all()}
            self._kept = dict(self._last)
            self._read = True

    def _do(self, job: Job, zone: tzinfo) -> None:
        at = self.clock()
        failure: Exception | None = None
        try:
            done = WORKS[job.name](at, zone)
        except Exception as error:  # whatever it is, the other jobs go on
            done, failure = type(error).__name__, error
            _require_connection()
        ran = self._last[job.name] = Ran(at, failure is None)
        if not self._is_news(job.name, ran):
            return
        JobRun.objects.update_or_create(
            name=job.name, defaults={"last_at": at, "ok": ran.ok, "what": done[:64]}
        )
        self._kept[job.name] = ran
        if failure is None:
            LOG.info("job.done", extra={"job": job.name, "done": done or None})
        else:
            LOG.error("job.failed", extra={"job": job.name}, exc_info=failure)

    def _is_news(self, name: str, ran: Ran) -> bool:
        kept = self._kept.get(name)
        return kept is None or kept.ok != ran.ok or abs(ran.at - kept.at) >= KEPT_EVERY


def _require_connection() -> None:
    """A failed job may have been the first to see that the database is gone: then the round ends."""
    connection.close_if_unusable_or_obsolete()
    connection.ensure_connection()


def _zone() -> tzinfo:
    """The district's time zone; UTC while there is no district."""
    held = Held.objects.values_list("time_zone", flat=True).first()
    try:
        return ZoneInfo(held) if held else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
