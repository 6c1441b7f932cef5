"""One provider, as officials see it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.providers import provider_page
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.register.permits import Act, may
from answerable.core.tables.types import IDENT
from answerable.records.models import Provider
from answerable.web.actor import Visit, signed_in


@signed_in
def provider(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """A provider: contracts with their standing and results, peers for the same work, findings, matters."""
    # Drawing loads NumPy and Vega, which most pages do without.
    from answerable.actions.office.pages.peers import compared

    found = Provider.objects.filter(id=id).first() if IDENT.matches(id) else None
    if found is None:
        raise Http404
    visit.require(Act.SEE_CONTRACT, anywhere(visit.asking, "provider", Act.SEE_CONTRACT), key=id)
    shown = provider_page(found, visit.asking)
    context = {
        "shown": shown,
        "compared": compared(found.pk, shown.services, visit.asking),
        "corrects": may(visit.actor, Act.IMPORT_ROWS, anywhere(visit.asking, "providers", Act.IMPORT_ROWS)),
        "visit": visit,
    }
    return render(request, "providers/provider.html", context)
