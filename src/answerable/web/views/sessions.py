"""The sessions of one's own account, the end of one of them, and what others did to the account."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from answerable.actions.office import signing_in
from answerable.web.actor import Visit, signed_in


@signed_in
def sessions(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where this account is signed in."""
    rows = UserSession.objects.filter(user=visit.account).order_by("-created_at")
    alive = set(
        Session.objects.filter(
            session_key__in=rows.values("session_key"), expire_date__gt=visit.now
        ).values_list("session_key", flat=True)
    )
    mine = request.session.session_key
    shown = [(row, row.session_key == mine) for row in rows if row.session_key in alive]
    return render(request, "account/sessions.html", {"sessions": shown, "visit": visit})


@require_POST
@signed_in
def end_session(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """End one session of one's own account; another account's is not there."""
    row = UserSession.objects.filter(user=visit.account, pk=number).first()
    if row is None:
        raise Http404
    if row.session_key == request.session.session_key:
        row.delete()
        get_adapter(request).logout(request)
        return HttpResponseRedirect(reverse("front"))
    row.end()
    signing_in.signed_out(visit.account, at=visit.now, why="ended")
    return HttpResponseRedirect(reverse("sessions"))


@require_POST
@signed_in
def resets_seen(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The owner has read what others did to the account; it is told no more."""
    stated = request.POST.get("n", "")
    if stated.isascii() and stated.isdigit() and len(stated) < 5:
        signing_in.resets_seen(visit.account, n=int(stated))
    return HttpResponseRedirect(get_adapter(request).get_login_redirect_url(request))
