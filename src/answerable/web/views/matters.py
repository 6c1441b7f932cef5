"""One matter that a citizen raised."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.matters import matter_page, matter_subject
from answerable.core.register.permits import Act, may
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in


@signed_in
def matter(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One matter: what was raised, who handled it, who confirmed the outcome, whether the citizen contests it."""
    subject = matter_subject(id, visit.asking) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CONTRACT, subject, key=id)
    context = {
        "shown": matter_page(id, visit.asking),
        "visit": visit,
        "records": may(visit.actor, Act.RECORD, subject),
    }
    return render(request, "matters/matter.html", context)
