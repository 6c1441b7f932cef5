"""One inspection, one plan with the proof of its draw, and the text that anybody recomputes the draw from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.inspections import (
    inspection_page,
    may_see,
    plan_page,
    plan_subject,
    plan_text,
)
from answerable.core.register.permits import Act
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in


@signed_in
def inspection(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """What was to be inspected and why, by when, and what was seen."""
    asked = may_see(id, visit.asking) if IDENT.matches(id) else None
    if asked is None:
        raise Http404
    visit.require(*asked, key=id)
    context = {"shown": inspection_page(id, visit.asking), "visit": visit}
    return render(request, "inspections/inspection.html", context)


@signed_in
def plan(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """A plan: what it commits to, its frame, and once it is drawn each step of the draw."""
    subject = plan_subject(id, visit.asking) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CONTRACT, subject, key=id)
    context = {"shown": plan_page(id, visit.asking, subject), "visit": visit}
    return render(request, "inspections/plan.html", context)


@signed_in
def plan_text_file(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """The text of a drawn plan as a file, whose SHA-256 is the commitment."""
    subject = plan_subject(id, visit.asking) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CONTRACT, subject, key=id)
    text = plan_text(id)
    if text is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="plan.txt"'}
    return HttpResponse(text.encode("utf-8"), content_type="text/plain; charset=utf-8", headers=headers)
