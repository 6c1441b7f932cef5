"""Figures about the running system, for those who watch it. They count, and name nobody."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db.models import Max

from answerable.core.terms.duty import DutyState
from answerable.records.models import Approval, Batch, DutyOwed, Entry, JobRun, Standing


@dataclass(frozen=True)
class Run:
    """The last run of a job."""

    job: str
    at: datetime
    ok: bool


@dataclass(frozen=True)
class Figures:
    """How much there is, as of an instant."""

    entries: int
    unsequenced: int
    duties_overdue: int
    standings: int
    approvals: int
    batches_open: int
    sessions: int
    jobs: tuple[Run, ...]


def figures(*, at: datetime) -> Figures:
    """Read them from the database, so that every process says the same.

    Numbered entries are counted by the highest number: there is no gap, and counting millions would take long.
    """
    unsequenced = Entry.objects.filter(number__isnull=True).count()
    highest = Entry.objects.aggregate(highest=Max("number"))["highest"]
    return Figures(
        entries=unsequenced + (0 if highest is None else highest + 1),
        unsequenced=unsequenced,
        duties_overdue=DutyOwed.objects.filter(state=DutyState.OVERDUE.value).count(),
        standings=Standing.objects.count(),
        approvals=Approval.objects.count(),
        batches_open=Batch.objects.filter(accepted_at__isnull=True).count(),
        sessions=Session.objects.filter(expire_date__gt=at).count(),
        jobs=tuple(Run(run.name, run.last_at, run.ok) for run in JobRun.objects.order_by("name")),
    )


def missing() -> tuple[str, ...]:
    """What the system lacks before it can serve: `database`, `migrations`, or nothing."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        connection.close()
        return ("database",)
    return ("migrations",) if waiting else ()
