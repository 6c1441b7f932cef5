"""The queue: tasks that a page asked for and did not wait for. One worker at a time runs them.

Whoever runs tasks holds a lock that ends with it. So a task that stands as running while nobody holds the lock was left
by a worker that died, and is run again: an import is taken in once, by the keys of its rows.
"""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from answerable.actions.office import tasks
from answerable.actions.office.locks import held_apart

_AT_ONCE = 20
MOST_ATTEMPTS = 3
"""A task that took so many workers with it is not tried again."""


class AbandonedError(Exception):
    """Every worker that ran the task died of it, or was stopped meanwhile."""


def run_tasks(most: int = _AT_ONCE) -> bool:
    """Run what waits, up to `most` tasks; whether more is waiting. A task that fails is marked so; the others go on.

    While another worker runs tasks, nothing is done.
    """
    if not _queued().exists():
        _give_up_strays()
        return False
    with held_apart("tasks") as mine:
        if not mine:
            return False
        _take_up()
        Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=most,
            worker_id="worker",
        ).run()
        return DBTaskResult.objects.ready().exists()


def _queued() -> Any:
    return DBTaskResult.objects.ready() | DBTaskResult.objects.running()


def _give_up_strays() -> None:
    """Let no task that somebody watches seem to wait or run when nothing will run it any more."""
    # Read before the queue: whatever is asked for from here on is none of them.
    if not (asked := tasks.open_tasks()):
        return
    queued = _queued().filter(task_path=settings.LONG_WORK).values_list("args_kwargs", flat=True)
    for id in asked - {id for each in queued for id in each["args"]}:
        tasks.fail(id, "task_abandoned", at=datetime.now(UTC))


def _take_up() -> None:
    """Let what dead workers were running wait again."""
    for task in DBTaskResult.objects.running():
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            task.set_failed(AbandonedError())
        else:
            DBTaskResult.objects.filter(id=task.id).update(status="READY", started_at=None)
