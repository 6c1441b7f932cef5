"""Pages of the three administrators: accounts, the state of the system, the audit trail. None shows a contract."""

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from answerable import __version__
from answerable.actions.office import accounts
from answerable.actions.office.pages import audit
from answerable.core.register.permits import Act, Subject
from answerable.core.terms.errors import InputError
from answerable.render.words import label, say
from answerable.web.actor import View, Visit, signed_in
from answerable.web.language import current

again: Callable[[View], View] = reauthentication_required(app="")
"""Before an act on an account, whoever acts shows once more who it is; sent forms wait for that and go on."""
ACTS: dict[str, Callable[..., None]] = {
    "unlock": accounts.unlock,
    "end-sessions": accounts.end_sessions,
    "reset-factor": accounts.reset_factor,
    "close": accounts.close,
}
"""What the security administrator does with one account, by the address of the button."""


@signed_in
def account_list(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All accounts, and a form for a new one."""
    visit.require(Act.MANAGE_ACCOUNTS, Subject("accounts"), key="all")
    return render(request, "admin/accounts.html", {"lines": audit.accounts(), "visit": visit})


@require_POST
@signed_in
def account_act(request: HttpRequest, visit: Visit, name: str, act: str) -> HttpResponseBase:
    """Do one of the acts with one account."""
    visit.require(Act.MANAGE_ACCOUNTS, Subject("accounts"), key=act)
    if act not in ACTS:
        raise Http404
    return _act(request, visit, name, act)


@again
def _act(request: HttpRequest, visit: Visit, name: str, act: str) -> HttpResponse:
    try:
        ACTS[act](name, at=visit.now, by=visit.account.username)
        messages.success(request, label("web_done", current(), name=name))
    except InputError as error:
        messages.error(request, say(error.message, current()))
    return HttpResponseRedirect(reverse("admin_accounts"))


@never_cache
@require_POST
@signed_in
def account_new(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Open an account; its one-time password is shown on this page alone, once."""
    visit.require(Act.MANAGE_ACCOUNTS, Subject("accounts"), key="new")
    return _new(request, visit)


@again
def _new(request: HttpRequest, visit: Visit) -> HttpResponse:
    kind, whose = request.POST.get("kind", ""), request.POST.get("whose", "").strip()
    name, password = request.POST.get("name", "").strip(), accounts.one_time_password()
    owner = accounts.Owner(**{kind: whose}) if kind in ("person", "provider", "admin") else accounts.Owner()
    try:
        accounts.create_account(
            name,
            owner=owner,
            password=password,
            language="en" if request.POST.get("language") == "en" else "zh",
            at=visit.now,
            by=visit.account.username,
        )
    except InputError as error:
        context = {"lines": audit.accounts(), "visit": visit, "refused": error.message, "given": request.POST}
        return render(request, "admin/accounts.html", context, status=422)
    return render(request, "admin/opened.html", {"name": name, "password": password, "visit": visit})


@signed_in
def status(request: HttpRequest, visit: Visit) -> HttpResponse:
    """How the system stands."""
    visit.require(Act.SEE_SETTINGS, Subject("system"), key="status")
    context = {"state": audit.state(), "version": __version__, "visit": visit}
    return render(request, "admin/status.html", context)


@signed_in
def trail(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Sign-ins, changes of accounts, and refusals."""
    visit.require(Act.READ_AUDIT, Subject("audit"), key="trail")
    page, lines = audit.trail(request.GET.get("page", "1"))
    return render(request, "admin/trail.html", {"page": page, "lines": lines, "visit": visit})
