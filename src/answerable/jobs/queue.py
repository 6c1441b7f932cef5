"""The queue: tasks that a page asked for and did not wait for."""

from django_tasks_db.management.commands.db_worker import Worker

_AT_ONCE = 20
"""Tasks of one round; the clock's jobs come in between."""


def run_tasks(most: int = _AT_ONCE) -> None:
    """Run what waits, up to `most` tasks. A task that fails is marked so; the others go on."""
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
