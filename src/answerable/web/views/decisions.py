"""One decision: read it, and sign, return, reject, submit or withdraw it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from answerable.actions.office import approvals
from answerable.actions.office.pages.decisions import decision_of, decision_page, decision_subject
from answerable.core.register.approval import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.tables.types import IDENT
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message
from answerable.records.models import Approval
from answerable.render.words import label
from answerable.web.actor import Visit, signed_in
from answerable.web.areas.decision_forms import form_for
from answerable.web.language import current


@signed_in
def decision(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """Show a decision; a form that was sent moves it one step, or says every reason why not."""
    found = decision_of(id) if IDENT.matches(id) else None
    if found is None:
        raise Http404
    visit.require(Permit.SEE_DECISION, decision_subject(found, visit.asking), key=id)
    refused: tuple[Message, ...] = ()
    if request.method == "POST":
        refused = _moved(request, visit, found)
        if not refused:
            messages.success(request, label("web_desk_done", current()))
            return HttpResponseRedirect(reverse("decision", args=[id]))
    shown = decision_page(decision_of(id) or found, visit.asking, now=visit.now)
    context = {
        "shown": shown,
        "visit": visit,
        "refused": refused,
        "given": request.POST,
        "editable": form_for(found.kind, found.content) is not None,
    }
    return render(request, "decision.html", context, status=422 if refused else 200)


def _moved(request: HttpRequest, visit: Visit, found: Approval) -> tuple[Message, ...]:
    """Move the decision as the form asks; every reason why not, nothing if it moved."""
    stated = request.POST.get("act", "")
    if stated not in {each.value for each in Act}:
        raise Http404
    version = request.POST.get("version", "")
    try:
        approvals.act(
            found.id,
            Act(stated),
            by=visit.actor,
            at=visit.now,
            on=visit.on,
            reason=request.POST.get("reason") or None,
            minutes=request.POST.get("minutes") or None,
            version=int(version) if version.isascii() and version.isdigit() and len(version) < 16 else -1,
        )
    except InputError as error:
        reasons: tuple[Message, ...] = getattr(error, "messages", ())
        return (error.message, *reasons)
    return ()
