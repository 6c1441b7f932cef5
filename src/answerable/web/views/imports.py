"""One import: watch it, read what is wrong, take away faults and the rows that stayed outside."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from answerable.actions.office.fault_store import Told
from answerable.actions.office.importing import importable
from answerable.actions.office.pages.imports import all_faults, import_page, rest_of, task_subject
from answerable.actions.office.previewing import REASON
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Table
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.types import IDENT, Kind
from answerable.records.models import Task
from answerable.render import words
from answerable.render.sheets import Value, csv_lines, xlsx_bytes
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.export import TYPES
from answerable.web.desk.forms import told
from answerable.web.language import current

_PROGRESS = "progress"


def _require(visit: Visit, id: str) -> None:
    subject = task_subject(id) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_OWN, subject, key=id)


@signed_in
def show(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """How far it is; then what is wrong, and the first rows in which nothing is."""
    _require(visit, id)
    shown = import_page(id, visit.account, number=request.GET.get("page", "1"), now=visit.now)
    context = {"shown": shown, "visit": visit, "page": shown.faults, "keep": ""}
    if request.headers.get("HX-Target") != _PROGRESS:
        return render(request, "imports/import.html", context)
    if shown.open:
        return render(request, "imports/progress.html", context)
    return HttpResponse(headers={"HX-Refresh": "true"})


@signed_in
def faults(request: HttpRequest, visit: Visit, id: str) -> HttpResponseBase:
    """Everything that is wrong, as a file."""
    _require(visit, id)
    _require_checked(id)
    lang = current()
    names = ("web_imports_row", "web_imports_column", "web_imports_wrong")
    lines: Iterator[list[Value]] = (
        [each.row or "", each.column or "", told(each.message, lang)] for each in all_faults(id)
    )
    return _file([words.label(name, lang) for name in names], lines, name=f"faults-{id}", form="csv")


@signed_in
def rest(request: HttpRequest, visit: Visit, id: str) -> HttpResponseBase:
    """The rows in which something is wrong, each with the reason; mended, the file may be uploaded as it is."""
    _require(visit, id)
    _require_checked(id)
    task, lang = Task.objects.get(id=id), current()
    columns, rows = rest_of(task)
    lines: Iterator[list[Value]] = (
        [*(_cell(task.params["table"], name, cells[name]) for name in columns), _reason(faults, lang)]
        for (_, cells), faults in rows
    )
    form = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    return _file([*columns, REASON], lines, name=f"rest-{id}", form=form)


@signed_in
def empty(request: HttpRequest, visit: Visit, table: str) -> HttpResponseBase:
    """A table of one of the kinds that may be imported, with its titles and nothing below."""
    found = BY_NAME.get(table)
    if found is None or found not in importable(visit.actor, on=visit.on):
        raise Http404
    return _file([column.name for column in found.columns], iter(()), name=table, form="xlsx")


def _require_checked(id: str) -> None:
    """What was found is there once the file was looked at to its end."""
    if not Task.objects.filter(id=id, state="done").exists():
        raise Http404


def _reason(faults: list[Told], lang: str) -> str:
    return "; ".join(
        f"{f'{each.column}: ' if each.column else ''}{told(each.message, lang)}" for each in faults
    )


def _cell(table: str, column: str, text: str) -> Value:
    """Numbers as numbers, so that no apostrophe has to stand before a minus."""
    declared = _declared(table).by_name[column]
    whole = declared.type.kind is Kind.INTEGER and declared.type.matches(text)
    return int(text) if whole else text


def _declared(table: str) -> Table:
    return BY_NAME[table]


def _file(head: list[str], lines: Iterator[list[Value]], *, name: str, form: str) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    if form == "csv":
        return StreamingHttpResponse(csv_lines(head, lines), content_type=TYPES[form], headers=headers)
    return HttpResponse(xlsx_bytes(head, lines), content_type=TYPES[form], headers=headers)
