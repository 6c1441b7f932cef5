"""Imports as whoever asked for them watches them: how far each is, what is wrong with its file, what may come in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from answerable.actions.office.fault_store import FaultStore, Told
from answerable.actions.office.importing import KIND, may_be_accepted
from answerable.actions.office.previewing import FAULTS, bad_rows, good_rows
from answerable.actions.office.tasks import folder_of
from answerable.core.register.permits import Subject
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.rows import RawRow
from answerable.core.terms.message import Message
from answerable.records.models import Account, Attachment, Task
from answerable.records.models.tasks import OPEN

SHOWN = 10
"""Good rows on the page."""
PER_PAGE = 50
SLOW = timedelta(seconds=30)
"""After which a task that still waits makes one ask whether anybody works at all."""


class _Faults(Sequence[Told]):
    """The faults as a sequence that is read only where somebody looks."""

    def __init__(self, store: FaultStore) -> None:
        self._store = store

    def __len__(self) -> int:
        return self._store.count()

    def __getitem__(self, place: Any) -> Any:
        start, stop = (place.start, place.stop) if isinstance(place, slice) else (place, place + 1)
        found = self._store.page(start, stop - start)
        return found if isinstance(place, slice) else found[0]


@dataclass(frozen=True)
class ImportPage:
    """One import as its owner sees it."""

    task: Task
    table: Table
    name: str
    result: Mapping[str, Any]
    waits_long: bool
    cleared: bool
    """Its files are gone: only the figures are left."""
    columns: tuple[str, ...] = ()
    rows: tuple[RawRow, ...] = ()
    faults: Page[Told] | None = None
    refused: Message | None = None
    """Why it could not be done at all."""

    @property
    def open(self) -> bool:
        return self.task.state in OPEN

    @property
    def may_be_accepted(self) -> bool:
        return self.task.state == "done" and not self.cleared and may_be_accepted(self.result)

    @property
    def percent(self) -> int | None:
        """How far it is; None where nobody knows."""
        return min(100, 100 * self.task.done // self.task.total) if self.task.total else None


def imports_of(account: Account) -> QuerySet[Task]:
    """What the account asked to import, the latest first."""
    return Task.objects.filter(account=account, kind=KIND).order_by("-asked_at", "-id")


def names_of(account: Account, tasks: list[Task]) -> dict[str, str]:
    """How the files of these tasks were called, by their hash."""
    rows = Attachment.objects.filter(account=account, hash__in={each.file for each in tasks})
    return dict(rows.values_list("hash", "name"))


def task_subject(id: str) -> Subject | None:
    """A task as something that is asked about: it is its account's own; None where there is none."""
    found = Task.objects.filter(id=id, kind=KIND).values_list("account__person", flat=True)
    return Subject("imports", person=found[0]) if found else None


def import_page(id: str, account: Account, *, number: str, now: datetime) -> ImportPage:
    """The import as it stands; whoever calls has asked whether the account may see it."""
    task = Task.objects.get(id=id)
    result = task.result or {}
    table, folder = BY_NAME[task.params["table"]], folder_of(id)
    page = ImportPage(
        task=task,
        table=table,
        name=names_of(account, [task]).get(task.file or "", ""),
        result=result,
        waits_long=task.state == "waiting" and now - task.asked_at > SLOW,
        cleared=task.state == "done" and not (folder / FAULTS).is_file(),
        refused=_refused(task, result),
    )
    if task.state != "done" or page.cleared:
        return page
    return _with_rows(page, number)


def _refused(task: Task, result: Mapping[str, Any]) -> Message | None:
    if task.state != "failed":
        return None
    params = {
        name: tuple(each) if isinstance(each, list) else each for name, each in result["params"].items()
    }
    return Message.of(result["code"], **params)


def _with_rows(page: ImportPage, number: str) -> ImportPage:
    header, folder = page.result["header"], folder_of(page.task.id)
    found = good_rows(folder, page.table, header) if page.result["good"] else iter(())
    return replace(
        page,
        columns=tuple(each.name for each in page.table.columns if each.name in header),
        rows=tuple(islice(found, SHOWN)),
        faults=Paginator(_Faults(FaultStore(folder / FAULTS)), PER_PAGE).get_page(number),
    )


def all_faults(id: str) -> Iterator[Told]:
    """Everything that is wrong with the file of a task; nothing where its files were cleared."""
    path = folder_of(id) / FAULTS
    if path.is_file():
        yield from FaultStore(path)


def rest_of(task: Task) -> tuple[tuple[str, ...], Iterator[tuple[RawRow, list[Told]]]]:
    """The columns of the file, and its rows that were not taken, each with what is wrong."""
    table, result = BY_NAME[task.params["table"]], task.result or {}
    header = result.get("header", ())
    columns = tuple(each.name for each in table.columns if each.name in header)
    return columns, bad_rows(folder_of(task.id), table, header)
