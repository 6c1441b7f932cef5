"""One matter that a citizen raised, and the slip with its code."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from answerable.actions.office.matter_codes import give, given, stamp
from answerable.actions.office.pages.matters import matter_page, matter_subject
from answerable.core.register.permits import Act, may
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import InputError
from answerable.records.models import Matter
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.forms import told
from answerable.web.language import current


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
        "code_given": given(id),
    }
    return render(request, "matters/matter.html", context)


@never_cache
@signed_in
def code(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """Give a matter its code: the slip with it is shown on the answer to this form alone, once."""
    subject = matter_subject(id, visit.asking) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.RECORD, subject, key=id)
    row = Matter.objects.select_related("contract").get(id=id)
    context: dict[str, object] = {"matter": row, "visit": visit}
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            shown = request.POST.get("given", "")
            context["code"] = give(id, by=visit.actor, at=visit.now, on=visit.on, shown=shown)
            return render(request, "matters/slip.html", context)
        except InputError as error:
            context["refused"] = told(error.message, current())
            status = HTTPStatus.CONFLICT
    there = given(id)
    return render(
        request, "matters/code.html", context | {"given": there, "stamp": stamp(there)}, status=status
    )
