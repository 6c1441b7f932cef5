"""The list of contracts, and one contract."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.contracts import contract_page, contract_subject, contracts_seen
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in


@signed_in
def contracts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The contracts that the reader may see, in pages."""
    actor = visit.actor
    own = Subject("contracts", provider=actor.provider, person=actor.person)
    visit.require(Act.SEE_DUTIES if actor.provider is None else Act.SEE_PROVIDER_SIDE, own, key="own")
    page, lines = contracts_seen(visit.asking, number=request.GET.get("page", "1"))
    return render(request, "contracts.html", {"page": page, "lines": lines, "visit": visit})


@signed_in
def contract(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One contract: facts, who answers, standing, decisions, timeline."""
    subject = contract_subject(id, on=visit.on) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    shown = contract_page(id, visit.asking, subject)
    return render(request, "contract.html", {"shown": shown, "visit": visit})
