"""The pages of lists and deeds: translate the request, call one action, render."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from answerable.actions.office import keeping_filters
from answerable.core.register.permits import may
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import InputError
from answerable.render import words
from answerable.web.actor import Visit, signed_in
from answerable.web.desk import export
from answerable.web.desk.deeds import Deed, Doing
from answerable.web.desk.fields import Field
from answerable.web.desk.files import keep_files
from answerable.web.desk.forms import Form, checked, form_of, refused, seen_in, typed
from answerable.web.desk.lists import Listing, Wanted, ordered, page_of
from answerable.web.language import current

View = Callable[..., HttpResponseBase]


def addresses(listings: tuple[Listing, ...], deeds: tuple[Deed, ...]) -> list[URLPattern]:
    """The addresses of the pages of an area. Those of deeds without an object come before those of objects."""
    found = [path(_list_path(each), list_view(each), name=each.route) for each in listings]
    for deed in sorted(deeds, key=lambda each: each.keyed):
        found.append(path(deed_path(deed), deed_view(deed), name=deed.route))
    return found


def _list_path(listing: Listing) -> str:
    area = listing.area.replace("_", "-")
    return f"{area}/list/{listing.name.replace('_', '-')}/" if listing.name else f"{area}/"


def deed_path(deed: Deed) -> str:
    """The address of a deed: `contracts/<key>/do/extend/`, or `contracts/do/register/` where it makes a new object."""
    area, name = deed.area.replace("_", "-"), deed.name.replace("_", "-")
    return f"{area}/<str:key>/do/{name}/" if deed.keyed else f"{area}/do/{name}/"


def list_view(listing: Listing) -> View:
    """The page of a list; with `format=csv` or `format=xlsx` the file of the whole of it."""

    @signed_in
    def view(request: HttpRequest, visit: Visit) -> HttpResponseBase:
        visit.require(listing.act, listing.subject(visit), key=listing.route)
        if request.method == "POST":
            return _keep_filter(request, visit, listing)
        form = checked(
            form_of(visit, "", listing.filters, cells=typed(request.GET, listing.filters)), current()
        )
        form = _without_missing(form)
        sound = {each.name: each.text for each in form.fields if each.text and not each.errors}
        wanted = Wanted(sound)
        # What makes no sense fits nothing: without it the list would show, and give away, everything.
        rows = (
            [] if form.wrong else ordered(listing, listing.rows(visit, wanted), request.GET.get("sort", ""))
        )
        if request.GET.get("format") in export.TYPES and not form.wrong:
            try:
                return export.taken_away(listing, visit, rows, form=request.GET["format"], lang=current())
            except InputError as error:
                messages.error(request, words.say(error.message, current()))
                return HttpResponseRedirect(f"?{_query(request.GET, without=('format',))}")
        context = _listed(request, visit, listing, rows) | {
            "form": form,
            "filtered": bool(sound) or form.wrong,
        }
        context |= {} if listing.context is None else listing.context(visit, wanted)
        part = "desk/list_table.html" if request.headers.get("HX-Target") == "list" else listing.template
        return render(request, part, context, status=422 if form.wrong else 200)

    return view


def _without_missing(form: Form) -> Form:
    """No filter has to be stated."""
    return replace(
        form, fields=tuple(replace(each, errors=each.errors if each.text else ()) for each in form.fields)
    )


def _listed(request: HttpRequest, visit: Visit, listing: Listing, rows: Any) -> dict[str, object]:
    """What the template of a list shows: one page of its lines, and how to turn it, order it and take it away."""
    page = page_of(rows, request.GET.get("page", "1"))
    return {
        "listing": listing,
        "visit": visit,
        "page": page,
        "lines": list(listing.lines(visit, list(page.object_list))),
        "keep": _query(request.GET, without=("page", "format")),
        "unsorted": _query(request.GET, without=("page", "format", "sort")),
        "sort": request.GET.get("sort", ""),
        "kept_filters": keeping_filters.of(visit.account, listing.route),
        "empty_text": f"web_{listing.route}_empty",
        "text": f"{listing.title}_text" if listing.explained else None,
        "beside": [each for each in (_list(name) for name in listing.beside) if _opens(visit, each)],
        "deeds": [each for each in (_deed(name) for name in listing.links) if _may(visit, each)],
    }


def _keep_filter(request: HttpRequest, visit: Visit, listing: Listing) -> HttpResponse:
    """Keep the filter under a name, or forget one."""
    query = _query(QueryDict(request.POST.get("query", "")), without=("page", "format"))
    if request.POST.get("forget"):
        keeping_filters.forget(visit.account, listing.route, request.POST["forget"])
        return HttpResponseRedirect(reverse(listing.route))
    try:
        keeping_filters.keep(visit.account, listing.route, request.POST.get("name", ""), query, at=visit.now)
        messages.success(request, words.label("web_desk_filter_kept", current()))
    except InputError as error:
        messages.error(request, words.say(error.message, current()))
    return HttpResponseRedirect(f"{reverse(listing.route)}?{query}")


def _query(sent: QueryDict, *, without: tuple[str, ...]) -> str:
    """The query of an address without these, ending so that another may follow; empty where nothing is left."""
    pairs = [(name, text) for name, texts in sent.lists() for text in texts if name not in without and text]
    return f"{urlencode(pairs)}&" if pairs else ""


def deed_view(deed: Deed) -> View:
    """The page of a deed: its form; what was sent is done, or comes back with everything that is wrong with it."""

    @signed_in
    def view(request: HttpRequest, visit: Visit, key: str = "") -> HttpResponseBase:
        subject = deed.subject(visit, key) if not deed.keyed or IDENT.matches(key) else None
        if subject is None:
            raise Http404
        visit.require(deed.act, subject, key=key or deed.route)
        fields = deed.all_fields(visit, key)
        now = {} if deed.current is None else deed.current(visit, key)
        if request.method != "POST":
            filled = {} if deed.suggested is None else deed.suggested(visit, key)
            stated = {**filled, **now, **typed(request.GET, _prefilled(request, fields))}
            return _asked(request, visit, deed, key, form_of(visit, key, fields, cells=stated, seen=now))
        kept = keep_files(request, visit, fields, now=now)
        cells, seen = typed(request.POST, fields) | kept.cells, seen_in(request.POST, fields)
        form = checked(form_of(visit, key, fields, cells=cells, seen=now), current(), faults=kept.faults)
        doing = Doing(visit, key, cells, seen)
        try:
            if deed.guard is not None:
                deed.guard(doing)
            if form.wrong:
                return _asked(request, visit, deed, key, form, status=422)
            done = deed.does(doing)
        except InputError as error:
            later = {} if deed.current is None else deed.current(visit, key)
            form = refused(form_of(visit, key, fields, cells=cells, seen=later), error, current(), now=later)
            return _asked(request, visit, deed, key, form, status=409 if form.moved else 422)
        messages.success(request, words.label(done.told, current()))
        return HttpResponseRedirect(done.path)

    return view


def _prefilled(request: HttpRequest, fields: tuple[Field, ...]) -> list[Field]:
    """The fields that an address fills in; never a file, nor what the form itself carries along."""
    return [each for each in fields if each.name in request.GET and not (each.file or each.hidden)]


def _asked(
    request: HttpRequest, visit: Visit, deed: Deed, key: str, form: Form, *, status: int = 200
) -> HttpResponse:
    context = {
        "deed": deed,
        "visit": visit,
        "key": key,
        "form": form,
        "back": _back(deed, key),
        "text": f"{deed.title}_text" if deed.explained else None,
    }
    context |= {} if deed.context is None else deed.context(visit, key)
    return render(request, deed.template, context, status=status)


def _back(deed: Deed, key: str) -> str:
    if not deed.back:
        return reverse("duties")
    return reverse(deed.back, args=[key] if deed.keyed and key else [])


def _list(route: str) -> Listing:
    from answerable.web.desk.registry import LISTINGS

    return LISTINGS[route]


def _opens(visit: Visit, listing: Listing) -> bool:
    return may(visit.actor, listing.act, listing.subject(visit))


def _deed(name: str) -> Deed:
    from answerable.web.desk.registry import DEEDS

    return DEEDS[name]


def _may(visit: Visit, deed: Deed) -> bool:
    subject = deed.subject(visit, "")
    return subject is not None and may(visit.actor, deed.act, subject)
