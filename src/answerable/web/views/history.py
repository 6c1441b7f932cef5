"""The history of an object of the record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.past import asked_for, past
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.links import page_of

_LONGEST = 400
_PAGES = {
    "approvals": "decision", "bodies": "body", "cases": "case", "contracts": "contract", "findings": "finding",
    "inspections": "inspection", "matters": "matter", "people": "person",
    "providers": "provider_of", "voices": "voice", "work_items": "work_item",
}  # fmt: skip
"""The route of the page of an object, by its table."""


@signed_in
def history(request: HttpRequest, visit: Visit, table: str, key: str) -> HttpResponse:
    """What happened to an object and to all that belongs to it, the last written first."""
    sound = len(key) <= _LONGEST and all(IDENT.matches(part) for part in (table, *key.split("/")))
    asked = asked_for(table, key, visit.asking) if sound else None
    if asked is None:
        raise Http404
    visit.require(*asked, key=f"{table}/{key}")
    shown = past(table, key, number=request.GET.get("page", "1"))
    context = {"shown": shown, "visit": visit, "page": shown.page, "object": address_of(table, key)}
    return render(request, "history.html", context)


def address_of(table: str, key: str) -> str:
    """Where an object is shown; empty where it has no page of its own."""
    return page_of(_PAGES[table], key) if table in _PAGES else ""
