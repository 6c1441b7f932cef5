"""What somebody asked for and did not wait for: it runs here, while the page goes on answering.

A task acts as the account that asked, with the roles it holds when the task runs; the same gates stand in its way.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from django.conf import settings
from django_tasks import task

from answerable.actions.office import tasks
from answerable.actions.office.day import district_day
from answerable.actions.office.importing import run_import
from answerable.actions.office.tasks import Running, TaskStoppedError
from answerable.core.terms.errors import AnswerableError
from answerable.core.terms.message import Message

WORKS: Mapping[str, Callable[[Running], None]] = MappingProxyType({"import": run_import})
"""What each kind of task does. It ends the task itself, in the transaction of what it does to the record."""


def now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@task()
def run(id: str) -> str:
    """Run a task to its end; the state in which it is then. One that is over already is not run again."""
    at = now()
    running = tasks.start(id, on=district_day(at - settings.DEMO_SHIFT), at=at, clock=now)
    if running is None:
        return "over"
    try:
        WORKS[running.task.kind](running)
    except TaskStoppedError:
        tasks.stopped(id, at=now())
        return "cancelled"
    except AnswerableError as error:
        tasks.fail(id, error.message.code, params=_told(error.message), at=now())
        return "failed"
    except Exception as error:
        tasks.fail(id, "task_broken", params={"why": type(error).__name__}, at=now())
        raise
    return "done"


def _told(message: Message) -> dict[str, object]:
    return {
        name: list(value)
        if isinstance(value, tuple)
        else value
        if isinstance(value, int) or value is None
        else str(value)
        for name, value in message.params.items()
    }
