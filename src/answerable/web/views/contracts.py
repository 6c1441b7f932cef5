"""One contract."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.contracts import contract_page, contract_subject
from answerable.core.register.permits import Act
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in


@signed_in
def contract(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One contract: facts, who answers, standing, decisions, timeline."""
    subject = contract_subject(id, on=visit.on) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    shown = contract_page(id, visit.asking, subject)
    return render(request, "contract.html", {"shown": shown, "visit": visit})
