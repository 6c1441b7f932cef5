"""The public front page, and the switch of languages."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from answerable.actions.office.accounts import change_language
from answerable.records.models import Account, Held
from answerable.web.actor import Visit, signed_in
from answerable.web.language import CODES, remember
from answerable.web.nav import items_of


def front(request: HttpRequest) -> HttpResponse:
    """What this is, whose it is, and where to sign in."""
    return render(request, "front.html", {"held": Held.objects.first()})


@signed_in
def more(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every page that there is for the reader."""
    return render(request, "more.html", {"items": items_of(visit), "visit": visit})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak the other language from now on, and go back to where the switch was."""
    stated, back = request.POST.get("lang", ""), request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    response = HttpResponseRedirect(back if safe and back.startswith("/") else "/")
    if stated not in CODES:
        return response
    if isinstance(request.user, Account):
        name = request.user.username
        change_language(name, language=stated, at=timezone.now(), by=name)
    remember(response, stated)
    return response
