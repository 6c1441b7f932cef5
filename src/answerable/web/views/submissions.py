"""A submission with its receipt; and the provider's own side: its home page, and each of its contracts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.contracts import contract_subject
from answerable.actions.office.pages.submissions import (
    own_page,
    own_side,
    provider_home,
    submission_page,
)
from answerable.actions.office.submitting import content_of
from answerable.core.evidence.submitted import State
from answerable.core.register.permits import Act, may
from answerable.core.tables.types import IDENT
from answerable.records.models import Contract, Submission
from answerable.web.actor import Visit, signed_in


@signed_in
def submission(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """What was handed in, with its receipt, and what came of it; to be printed; with `format=json` the file of it."""
    found = _submission(id)
    subject = None if found is None else contract_subject(found.contract_id, on=visit.on)
    if found is None or subject is None:
        raise Http404
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    if request.GET.get("format") == "json":
        name = {"Content-Disposition": f'attachment; filename="{found.pk}.json"'}
        return HttpResponse(content_of(found), content_type="application/json", headers=name)
    waiting = found.state == State.SUBMITTED
    inside = may(visit.actor, Act.SEE_CONTRACT, subject)
    context = {
        "shown": submission_page(found, inside=inside),
        "withdraws": waiting and may(visit.actor, Act.SUBMIT_AS_PROVIDER, subject),
        "decides": waiting and may(visit.actor, Act.RECORD, subject),
        "inside": inside,
        "visit": visit,
    }
    return render(request, "submissions/submission.html", context)


def _submission(id: str) -> Submission | None:
    rows = Submission.objects.select_related("contract__body", "provider")
    return rows.filter(id=id).first() if IDENT.matches(id) else None


@signed_in
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The landing page of a provider: deadlines, findings to answer, contracts, what was handed in."""
    visit.require(Act.SUBMIT_AS_PROVIDER, own_side(visit.asking), key="provider")
    context = {"shown": provider_home(visit.asking), "visit": visit}
    return render(request, "submissions/home.html", context)


@signed_in
def own(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One contract as its provider sees it: what is measured and how, deadlines, findings, results."""
    rows = Contract.objects.select_related("body", "provider")
    found = rows.filter(id=id).first() if IDENT.matches(id) else None
    subject = None if found is None else contract_subject(found.pk, on=visit.on)
    if found is None or subject is None:
        raise Http404
    visit.require(Act.SUBMIT_AS_PROVIDER, subject, key=id)
    context = {"shown": own_page(found, visit.asking), "contract": found, "visit": visit}
    return render(request, "submissions/own.html", context)
