"""Long work that somebody asks for and does not wait for: asked, run by the worker, watched, cancelled, ended once.

A task and its place in the queue are written in one transaction, and every change of its state is a compare-and-set.
What a task does to the record it does in the transaction that also ends it: so it is done once, however often a worker
dies, and what the task says of itself is what was done.
"""

import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from answerable.actions.office.actors import actor_of
from answerable.actions.office.links import import_path
from answerable.actions.office.telling import tell
from answerable.core.register.notices import Kind as NoticeKind
from answerable.core.register.permits import Actor
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import AnswerableError, InputError
from answerable.records.models import Account, Task
from answerable.records.models.tasks import OPEN

KEPT_FOR = timedelta(days=30)
"""How long the files of a task stay after it ended."""
_FOLDER = "tasks"
Clock = Callable[[], datetime]


class TaskStoppedError(AnswerableError):
    """Whoever asked for the task cancelled it, or it is over otherwise: whoever runs it stops, with nothing done."""

    def __init__(self, id: str) -> None:
        super().__init__("task_stopped", id=id)


@dataclass(frozen=True)
class Running:
    """A task while it runs: for whom it acts, on which day, and where its files are."""

    task: Task
    by: Actor
    at: datetime
    on: date
    clock: Clock

    @property
    def folder(self) -> Path:
        """Where it keeps files that whoever asked takes away; made when it is asked for."""
        place = folder_of(self.task.id)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far it is. Raises TaskStoppedError where it is to stop."""
        facts = {"done": done} if total is None else {"done": done, "total": total}
        if _running(self.task.id).update(**facts) != 1:
            raise TaskStoppedError(self.task.id)

    def finish(self, result: Mapping[str, Any]) -> None:
        """End it with what came of it, and tell whoever asked, within the caller's transaction if there is one.

        Raises TaskStoppedError where it was cancelled meanwhile; what the transaction did is undone then.
        """
        at = self.clock()
        ended = {"state": "done", "ended_at": at, "result": dict(result)}
        with transaction.atomic():
            if _running(self.task.id).update(**ended) != 1:
                raise TaskStoppedError(self.task.id)
            _tell(self.task.id, NoticeKind.WORK_DONE, at=at)


def ask(
    kind: str, params: Mapping[str, Any], *, account: Account, at: datetime, file: str | None = None
) -> str:
    """Ask for long work; the id of its task. It waits in the queue as soon as the transaction is written."""
    id = f"t-{secrets.token_hex(8)}"
    with transaction.atomic():
        Task.objects.create(id=id, kind=kind, account=account, params=dict(params), file=file, asked_at=at)
        import_string(settings.LONG_WORK).enqueue(id)
    return id


def start(id: str, *, on: date, at: datetime, clock: Clock) -> Running | None:
    """Begin a task, or begin anew what a dead worker began; None if it is over, or its account was closed."""
    waiting = Task.objects.filter(id=id, state="waiting", cancel_asked=False)
    if waiting.update(state="running", started_at=at) != 1 and not _running(id).update(done=0):
        stopped(id, at=at)
        return None
    task = Task.objects.select_related("account").get(id=id)
    if not task.account.is_active:
        fail(id, "task_account_closed", at=at)
        return None
    return Running(task, actor_of(task.account, on=on), at, on, clock)


def cancel(id: str, *, account: Account, at: datetime) -> None:
    """Let a task of one's own stop: at once where it waits, at its next step where it runs.

    Raises InputError (`task_over`) where it is over, and (`no_such_task`) where it is not there or another's.
    """
    mine = Task.objects.filter(id=id, account=account)
    if mine.filter(state="waiting").update(state="cancelled", cancel_asked=True, ended_at=at):
        return
    if mine.filter(state="running").update(cancel_asked=True):
        return
    state = mine.values_list("state", flat=True).first()
    if state is None:
        raise InputError("no_such_task", id=id)
    raise InputError("task_over", state=state)


def stopped(id: str, *, at: datetime) -> None:
    """A task that was to stop has stopped."""
    Task.objects.filter(id=id, state__in=OPEN, cancel_asked=True).update(state="cancelled", ended_at=at)


def fail(id: str, code: str, *, at: datetime, params: Mapping[str, Any] | None = None) -> None:
    """End a task that could not be done, and tell whoever asked; nothing of it was done."""
    result = {"code": code, "params": dict(params or {})}
    with transaction.atomic():
        if Task.objects.filter(id=id, state__in=OPEN).update(state="failed", ended_at=at, result=result):
            _tell(id, NoticeKind.WORK_FAILED, at=at)


def open_tasks() -> frozenset[str]:
    """The ids of the tasks that wait or run."""
    return frozenset(Task.objects.filter(state__in=OPEN).values_list("id", flat=True))


def clear_files(*, at: datetime) -> int:
    """Remove the files of tasks that ended long ago, or that no task knows; how many folders they were."""
    root, gone = Path(settings.DATA) / _FOLDER, 0
    kept = set(Task.objects.exclude(ended_at__lt=at - KEPT_FOR).values_list("id", flat=True))
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone


def folder_of(id: str) -> Path:
    """Where the files of a task lie. Raises ValueError for what is no id."""
    if not IDENT.matches(id) or id.startswith("."):
        raise ValueError(id[:80])
    return Path(settings.DATA) / _FOLDER / id


def _tell(id: str, kind: NoticeKind, *, at: datetime) -> None:
    who = Task.objects.filter(id=id).values_list("account__username", flat=True)
    tell(who, kind, key=id, link=import_path(id), at=at)


def _running(id: str) -> Any:
    return Task.objects.filter(id=id, state="running", cancel_asked=False)
