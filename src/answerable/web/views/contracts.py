"""One contract, and what happened to it."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.cases.board import board
from answerable.actions.office.pages.contracts import contract_page, contract_subject
from answerable.core.register.permits import Act, Subject, may
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in
from answerable.web.desk.links import buttons, leads

_ELSEWHERE = (
    "findings", "cases", "scores", "readings", "inspections", "matters", "submissions", "collectors", "observations",
)  # fmt: skip
"""Lists that can be asked for what belongs to one contract."""
_CASES = 20
"""Cases on the page of a contract; the list has all of them."""


def whose(visit: Visit, key: str) -> Subject | None:
    """The contract as something that is acted on; None where there is none."""
    return contract_subject(key, on=visit.on)


@signed_in
def contract(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One contract: facts, who answers, what can be done now, standing, decisions, timeline."""
    subject = _seen(visit, id, Act.SEE_PROVIDER_SIDE)
    shown = contract_page(id, visit.asking, subject)
    context = {
        "shown": shown,
        "visit": visit,
        "buttons": buttons(visit, "contracts", id, shut=shown.closed, known={whose: subject}),
        "leads": leads(visit, _ELSEWHERE, contract=id),
        "cases": list(board(visit.asking).filter(contract=id)[:_CASES]),
        "protects": may(visit.actor, Act.ACT_IN_CASE, replace(subject, provider=None)),
    }
    return render(request, "contract.html", context)


def _seen(visit: Visit, id: str, act: Act) -> Subject:
    subject = contract_subject(id, on=visit.on) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(act, subject, key=id)
    return subject
