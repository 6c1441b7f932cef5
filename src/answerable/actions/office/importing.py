"""Import a file of rows in two steps: everybody sees what is wrong first, and nothing is written before it is accepted.

Between the look and the writing the record may change. So everything is looked at again when the good rows are
accepted, and written only if the same rows are wrong; else what is wrong now is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.actions.office import attaching, tasks
from answerable.actions.office.actors import NotPermittedError, Subjects
from answerable.actions.office.imports import take_in
from answerable.actions.office.owners import SHARED, TOPMOST
from answerable.actions.office.previewing import Preview, Upload, add_small, preview
from answerable.actions.office.tasks import Running
from answerable.actions.office.telling import settle
from answerable.core.register.guarded import GUARDED_TABLES
from answerable.core.register.notices import Kind as NoticeKind
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor, Subject, may
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME, TABLES
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Attachment, Body, Task

KIND = "import"
ALL, GOOD = "all", "good"


@dataclass(frozen=True)
class Asked:
    """What somebody wants to import: the table, and the hash of a file that he uploaded."""

    table: str
    file: str


def importable(actor: Actor, *, on: date) -> tuple[Table, ...]:
    """The tables to which the actor may add rows somewhere, in their declared order."""
    subjects = Subjects(on)
    held = sorted({body for _, body in actor.roles | actor.acting})
    tops = set(Body.objects.filter(parent=None).values_list("id", flat=True)) if held else set()

    def allowed(act: Permit, *, top: bool) -> bool:
        return any(
            may(actor, act, Subject("rows", body=owner, bodies=above))
            for owner, above in (subjects.line(body) for body in held)
            if not top or owner in tops
        )

    own = allowed(Permit.IMPORT_ROWS, top=False)
    shared = {name: allowed(act, top=name in TOPMOST) for name, act in SHARED.items()}
    return tuple(
        table for table in TABLES if table.name not in GUARDED_TABLES and shared.get(table.name, own)
    )


def ask_import(asked: Asked, *, by: Actor, account: Account, at: datetime, on: date) -> str:
    """Have a file looked at; the id of the task. Raises NotPermittedError, and InputError for a file not uploaded."""
    _refuse(asked.table, by=by, on=on)
    if not attaching.is_brought_by(asked.file, account):
        raise InputError("import_no_file", column="file")
    return tasks.ask(KIND, {"table": asked.table}, account=account, at=at, file=asked.file)


def accept_rows(id: str, which: str, *, by: Actor, account: Account, at: datetime, on: date) -> str:
    """Have the rows of a file written that was looked at: all, or those in which nothing is wrong; the id of the task.

    Raises InputError where there is nothing to be written, and where it was accepted already.
    """
    with transaction.atomic():
        seen = (
            Task.objects.select_for_update().filter(id=id, account=account, kind=KIND, state="done").first()
        )
        result: dict[str, Any] = {} if seen is None else seen.result or {}
        if seen is None or not may_be_accepted(result):
            raise InputError("import_not_open")
        if which != GOOD and result["bad"]:
            raise InputError("import_some_wrong", n=result["bad"])
        _refuse(seen.params["table"], by=by, on=on)
        params = {"table": seen.params["table"], "accepts": which, "seen": result["digest"], "before": id}
        next_ = tasks.ask(KIND, params, account=account, at=at, file=seen.file)
        Task.objects.filter(id=id).update(result={**result, "accepted": next_})
        settle(NoticeKind.WORK_DONE, id, at=at)
    return next_


def may_be_accepted(result: Mapping[str, Any]) -> bool:
    """Whether rows of a file that was looked at wait to be accepted."""
    return bool(result.get("good")) and not result.get("written") and not result.get("accepted")


def _refuse(table: str, *, by: Actor, on: date) -> None:
    if table not in {each.name for each in importable(by, on=on)}:
        raise NotPermittedError(Permit.IMPORT_ROWS)


def run_import(running: Running) -> None:
    """Look at the file of a task; write its good rows if they were accepted, and the same ones are good still."""
    _refuse(running.task.params["table"], by=running.by, on=running.on)
    upload = _upload(running.task)
    found = preview(upload, running)
    if not _is_as_seen(found, running.task.params):
        _show(found, running)
        return
    try:
        _write(found, running)
    except UnsoundError:
        # Somebody else wrote between the look and the writing.
        _show(preview(upload, running), running)


def _is_as_seen(found: Preview, params: Mapping[str, Any]) -> bool:
    return "accepts" in params and found.good > 0 and params["seen"] == found.digest


def _show(found: Preview, running: Running) -> None:
    running.finish({**found.as_result(), "moved": "accepts" in running.task.params})


def _write(found: Preview, running: Running) -> None:
    if (file := found.good_rows) is None:
        raise ValueError("nothing of it may be written")

    def settle(rows: int) -> None:
        running.finish({**found.as_result(), "written": rows})

    if file.table.bulk:
        take_in(
            file,
            by=running.by,
            at=running.at,
            progress=running.progress,
            digest=running.task.file,
            settle=settle,
        )
        return
    with transaction.atomic():
        settle(add_small(file, running))


def _upload(task: Task) -> Upload:
    """Raises InputError where the file is not there any more."""
    kept = Attachment.objects.filter(hash=task.file, account=task.account).first()
    if kept is None or not attaching.place_of(kept.hash).is_file():
        raise InputError("import_no_file", column="file")
    return Upload(BY_NAME[task.params["table"]], attaching.place_of(kept.hash), kept.name, kept.media_type)
