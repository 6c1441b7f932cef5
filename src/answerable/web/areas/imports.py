"""Imports: ask for one, watch it, accept what is good; and evidence files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import path, reverse

from answerable.actions.office import importing, tasks
from answerable.actions.office.importing import ALL, GOOD, Asked, importable
from answerable.actions.office.pages.imports import imports_of, names_of, task_subject
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.types import HASH, IDENT, choice
from answerable.sources.media import CSV, TEXT, XLSX
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Choice, asked
from answerable.web.desk.lists import Column, Line, Listing, Wanted
from answerable.web.views import files
from answerable.web.views import imports as pages


def _mine(visit: Visit) -> Subject:
    return Subject("imports", person=visit.actor.person)


def _lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    names = names_of(visit.account, list(rows))
    for each in rows:
        result = each.result or {}
        cells = (
            BY_NAME[each.params["table"]].title,
            names.get(each.file or "", ""),
            each.asked_at,
            each.state,
            result.get("rows"),
            result.get("bad"),
            result.get("written"),
        )
        yield Line(each.pk, cells, reverse("import", args=[each.pk]))


def _wanted(visit: Visit, wanted: Wanted) -> Any:
    rows = imports_of(visit.account)
    return rows.filter(state=wanted["task_state"]) if wanted["task_state"] else rows


LISTINGS = (
    Listing(
        "imports",
        "",
        Act.SEE_OWN,
        _mine,
        (
            Column("table"),
            Column("file"),
            Column("asked_at", order=("asked_at",)),
            Column("task_state", group="task_state", order=("state",)),
            Column("rows", number=True),
            Column("bad_rows", number=True),
            Column("written", number=True),
        ),
        _wanted,
        _lines,
        filters=(
            asked(
                "task_state",
                "web_col_task_state",
                choice("waiting", "running", "done", "failed", "cancelled"),
                required=False,
                group="task_state",
            ),
        ),
        links=("imports_ask",),
        explained=True,
    ),
)


def _may_ask(visit: Visit, key: str) -> Subject | None:
    return own(visit.asking, "imports") if importable(visit.actor, on=visit.on) else None


def _tables(visit: Visit, key: str) -> Iterable[Choice]:
    return (Choice(table.name, table.title) for table in importable(visit.actor, on=visit.on))


def _of_task(visit: Visit, key: str) -> Subject | None:
    return task_subject(key)


def _ask(doing: Doing) -> Done:
    visit = doing.visit
    id = importing.ask_import(
        Asked(doing["table"], doing["file"]),
        by=visit.actor,
        account=visit.account,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("import", args=[id]), "web_imports_asked", {"task": id})


def _accept(doing: Doing) -> Done:
    visit = doing.visit
    id = importing.accept_rows(
        doing.key, doing["rows"], by=visit.actor, account=visit.account, at=visit.now, on=visit.on
    )
    return Done(reverse("import", args=[id]), "web_imports_accepted", {"task": id})


def _cancel(doing: Doing) -> Done:
    tasks.cancel(doing.key, account=doing.visit.account, at=doing.visit.now)
    return Done(reverse("import", args=[doing.key]), "web_imports_cancelled", {"task": doing.key})


DEEDS = (
    Deed(
        "imports",
        "ask",
        Act.SEE_OWN,
        _may_ask,
        _ask,
        fields=(
            asked("table", "web_col_table", IDENT, choices=_tables, example="readings"),
            asked(
                "file",
                "web_col_file",
                HASH,
                hint="web_imports_file_hint",
                file=True,
                most_mb=settings.IMPORT_MB,
                kinds=(CSV, TEXT, XLSX),
                example="sha256:" + "0" * 64,
            ),
        ),
        keyed=False,
        explained=True,
        template="imports/ask.html",
        context=lambda visit, key: {"tables": importable(visit.actor, on=visit.on)},
        back="imports",
    ),
    Deed(
        "imports",
        "accept",
        Act.SEE_OWN,
        _of_task,
        _accept,
        fields=(
            asked("rows", "web_imports_which", choice(ALL, GOOD), group="import_rows_taken", example=GOOD),
        ),
        explained=True,
        back="import",
    ),
    Deed("imports", "cancel", Act.SEE_OWN, _of_task, _cancel, explained=True, back="import"),
)
PAGES = (
    path("imports/empty/<str:table>/", pages.empty, name="import_empty"),
    path("imports/<str:id>/", pages.show, name="import"),
    path("imports/<str:id>/faults/", pages.faults, name="import_faults"),
    path("imports/<str:id>/rest/", pages.rest, name="import_rest"),
    path("files/<str:hash>/", files.file, name="file"),
)
