"""Tokens of one's own account: made once the password was shown again, told once, revoked at any time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from answerable.actions.office import tokens
from answerable.core.tables.declare import Both
from answerable.core.tables.types import COUNT, TEXT
from answerable.core.terms.errors import InputError
from answerable.render.words import label, say
from answerable.web.actor import Visit, signed_in
from answerable.web.api.grants import scopes
from answerable.web.desk.fields import Choice, asked, labelled
from answerable.web.desk.forms import Form, checked, form_of, refused, typed
from answerable.web.desk.registry import DEEDS, LISTINGS
from answerable.web.language import current
from answerable.web.views.admin import again


def _choices(visit: Visit, key: str) -> tuple[Choice, ...]:
    """Every scope, in words: which area, and whether its lists are read or its deeds done."""
    found = []
    for scope in scopes():
        area, _, what = scope.partition(":")
        named, does = _area(area), labelled(f"web_token_{what}")
        found.append(Choice(scope, Both(f"{named.zh}：{does.zh}", f"{named.en}: {does.en}")))
    return tuple(found)


def _area(area: str) -> Both:
    """The name of an area: that of its own list, or what its first deed does."""
    known = LISTINGS.get(area) or next((each for each in LISTINGS.values() if each.area == area), None)
    if known is not None:
        return labelled(known.title)
    deed = next((each for each in DEEDS.values() if each.area == area), None)
    return labelled("web_api_files" if deed is None else deed.title)


FIELDS = (
    asked("name", "web_token_name", TEXT, hint="web_token_name_hint"),
    asked("days", "web_token_days", COUNT, hint="web_token_days_hint"),
    asked("scopes", "web_token_scopes", TEXT, hint="web_token_scopes_hint", many=True, choices=_choices),
)


@signed_in
def token_list(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The tokens that serve, and a form for another one."""
    _require_working(visit)
    return _page(request, visit, form_of(visit, "", FIELDS, cells={"days": "90"}))


@never_cache
@require_POST
@signed_in
def token_new(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Make a token; its text is shown on this page alone, once."""
    _require_working(visit)
    return _new(request, visit)


@again
def _new(request: HttpRequest, visit: Visit) -> HttpResponse:
    cells = typed(request.POST, FIELDS)
    form = checked(form_of(visit, "", FIELDS, cells=cells), current())
    if form.wrong:
        return _page(request, visit, form, status=422)
    try:
        text = tokens.give(
            visit.account,
            name=cells["name"],
            scopes=cells["scopes"].split(","),
            known=scopes(),
            days=int(cells["days"]),
            at=visit.now,
            on=visit.on,
        )
    except InputError as error:
        return _page(request, visit, refused(form, error, current()), status=422)
    return render(request, "account/token.html", {"text": text, "name": cells["name"], "visit": visit})


@require_POST
@signed_in
def token_revoke(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """Let a token serve no longer."""
    _require_working(visit)
    try:
        tokens.revoke(visit.account, id, at=visit.now)
    except InputError as error:
        messages.error(request, say(error.message, current()))
    else:
        messages.success(request, label("web_token_revoked", current()))
    return HttpResponseRedirect(reverse("tokens"))


def _require_working(visit: Visit) -> None:
    """Administrators have no tokens: there is nothing of theirs that the API does."""
    if visit.account.admin is not None:
        raise Http404


def _page(request: HttpRequest, visit: Visit, form: Form, *, status: int = 200) -> HttpResponse:
    rows = tokens.serving(visit.account, on=visit.on).order_by("created_at")
    context = {"tokens": rows, "form": form, "visit": visit}
    return render(request, "account/tokens.html", context, status=status)
