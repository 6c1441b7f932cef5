"""My duties."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.duties import my_duties
from answerable.core.register.permits import Act, Subject
from answerable.web.actor import Visit, signed_in


@signed_in
def duties(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the reader owes, signs and accepts today."""
    actor = visit.actor
    own = Subject("duties", provider=actor.provider, person=actor.person)
    act = Act.SEE_DUTIES if actor.provider is None else Act.SEE_PROVIDER_SIDE
    visit.require(act, own, key="own")
    found = my_duties(visit.asking, now=visit.now)
    return render(request, "duties.html", {"mine": found, "visit": visit})
