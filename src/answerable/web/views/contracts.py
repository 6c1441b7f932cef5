"""The list of contracts, and one contract."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.contracts import (
    contract_page,
    contract_subject,
    contracts_seen,
    count_legacy,
    legacy_seen,
)
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in


@signed_in
def contracts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The contracts that the reader may see, in pages; or the legacy contracts, with what each lacks."""
    actor = visit.actor
    own = Subject("contracts", provider=actor.provider, person=actor.person)
    visit.require(Act.SEE_DUTIES if actor.provider is None else Act.SEE_PROVIDER_SIDE, own, key="own")
    number, legacy = request.GET.get("page", "1"), request.GET.get("legacy") == "1"
    page, lines = (legacy_seen if legacy else contracts_seen)(visit.asking, number=number)
    context = {"page": page, "lines": lines, "visit": visit, "legacy": legacy}
    context |= {"keep": "legacy=1&"} if legacy else {"legacies": count_legacy(visit.asking)}
    return render(request, "contracts.html", context)


@signed_in
def contract(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One contract: facts, who answers, standing, decisions, timeline."""
    subject = contract_subject(id, on=visit.on) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    shown = contract_page(id, visit.asking, subject)
    return render(request, "contract.html", {"shown": shown, "visit": visit})
