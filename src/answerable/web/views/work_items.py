"""Work items: one item, the record of its verdict, and the line of the catalogue for a description."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.subjects import own
from answerable.actions.office.pages.work_items import record_page, work_item_page, work_item_subject
from answerable.actions.offline.scope.find import find_lines
from answerable.core.register.permits import Act, Subject, may
from answerable.core.rulebook.catalogue import Line
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import InputError
from answerable.engines.find import Hit
from answerable.web.actor import Visit, signed_in

MOST_LINES = 8
SURE = 0.6
"""How sure it has to be that goods or works are meant before a page says so."""
LONGEST_NAME = 60
"""A description of at most so many characters may serve as the name."""


def subject_of(visit: Visit, id: str) -> Subject:
    """The work item as something that is asked about, once the reader may see it; the page is not there otherwise."""
    subject = work_item_subject(id, on=visit.on) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CONTRACT, subject, key=id)
    return subject


@signed_in
def work_item(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One work item: facts, verdicts, contracts under it, and what to do next."""
    subject = subject_of(visit, id)
    context = {
        "shown": work_item_page(id, visit.asking),
        "visit": visit,
        "may_decide": may(visit.actor, Act.PROPOSE, subject),
        "may_correct": may(visit.actor, Act.IMPORT_ROWS, subject),
    }
    return render(request, "work_items/work_item.html", context)


@signed_in
def record(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """The record of the verdict, to read, to print, and to have signed."""
    subject = subject_of(visit, id)
    shown = record_page(id, on=visit.on)
    if shown.item.verdict is None:
        raise Http404
    context = {"shown": shown, "visit": visit, "may_decide": may(visit.actor, Act.PROPOSE, subject)}
    return render(request, "work_items/record.html", context)


def _hit(hit: Hit) -> tuple[Line, tuple[str, ...]]:
    """A line with the words that spoke for it; in the index, pairs that no dictionary knows carry a dot."""
    return hit.line, tuple(dict.fromkeys(word.lstrip("·") for word in hit.words))


@signed_in
def find(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The lines of the procurement catalogue that are nearest to a description in plain words."""
    visit.require(Act.SEE_DUTIES, own(visit.asking, "work_items"), key="work_items_find")
    text = request.GET.get("text", "").strip()
    found, refused = None, None
    if text:
        try:
            found = find_lines(text, most=MOST_LINES)
        except InputError as error:
            refused = error.message
    context = {
        "visit": visit,
        "text": text,
        "found": found,
        "hits": [] if found is None else list(map(_hit, found.hits)),
        "refused": refused,
        "warns": found is not None and found.kind.kind.value != "services" and found.kind.sure >= SURE,
        "as_name": text if len(text) <= LONGEST_NAME and "\n" not in text else "",
    }
    return render(request, "work_items/find.html", context, status=422 if refused else 200)
