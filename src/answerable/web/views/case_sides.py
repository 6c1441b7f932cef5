"""The provider's side of a case, and the receipts of what it did there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.cases.loading import Loaded, around_case, load
from answerable.actions.office.cases.questions import questions_of
from answerable.actions.office.pages.cases.doing import door_lines
from answerable.actions.office.pages.cases.provider_side import provider_side
from answerable.actions.office.pages.cases.receipts import receipt_page
from answerable.actions.office.pages.cases.seen import case_subject
from answerable.actions.office.pages.corrected import names_of
from answerable.core.enforce.course.steps import Kind
from answerable.core.register.permits import Act, may
from answerable.core.tables.types import IDENT
from answerable.records.models import Contract
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.links import Button, buttons

RECEIVE = "receive"
_DEEDS = {Kind.SERVE: RECEIVE}
"""Acts whose form for a clerk has a name of its own."""


def provider_case(request: HttpRequest, visit: Visit, case: str) -> HttpResponse:
    """The case for a clerk of its provider; whoever calls has asked whether he may see it."""
    loaded = load(case, on=visit.on)
    contract = Contract.objects.select_related("body", "provider").get(id=loaded.contract.id)
    found = _deeds(visit, loaded)
    context = {
        "shown": provider_side(loaded, contract, on=visit.on),
        "buttons": found,
        "receive": next((each for each in found if each.deed.name == RECEIVE and not each.reasons), None),
        "visit": visit,
    }
    return render(request, "cases/provider.html", context)


def _deeds(visit: Visit, loaded: Loaded) -> tuple[Button, ...]:
    """What the clerk may do here, and why it is closed today where it is; nothing that there is no occasion for."""
    around = around_case(loaded.contract, visit.actor, on=visit.on)
    lines = door_lines(loaded.now, around, visit.asking, loaded.contract)
    shut = {_DEEDS.get(each.kind, each.kind.value): each.reasons for each in lines}
    found = buttons(visit, "cases", loaded.id, shut=shut)
    there = [each for each in found if each.deed.name in shut]
    # What waits to be acknowledged stands first: everything else runs from then on.
    return tuple(sorted(there, key=lambda each: each.deed.name != RECEIVE))


@signed_in
def receipt(request: HttpRequest, visit: Visit, case: str, number: int) -> HttpResponse:
    """The receipt of what a provider did in a case, to be printed; with `format=json` the file that its hash is of."""
    subject = case_subject(case, visit.asking) if IDENT.matches(case) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CASE, subject, key=case)
    shown = receipt_page(case, number)
    if shown is None:
        raise Http404
    if request.GET.get("format") == "json":
        name = {"Content-Disposition": f'attachment; filename="{shown.receipt.number}.json"'}
        return HttpResponse(shown.receipt.content, content_type="application/json", headers=name)
    return render(request, "cases/receipt.html", {"shown": shown, "visit": visit})


def asked_about(visit: Visit, case: str) -> dict[str, object]:
    """What the part `cases/questions.html` shows to officials: the questions of supervising departments."""
    found = questions_of(case)
    names = names_of({each.by for each in found})
    subject = case_subject(case, visit.asking, inside=True)
    asks = subject is not None and may(visit.actor, Act.OVERSEE, subject)
    return {"questions": [(each, names[each.by]) for each in found], "asks": asks}
