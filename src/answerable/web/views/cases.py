"""One case, and the ways in which its contract may end."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from answerable.actions.office.pages.cases.doing import DoorLine
from answerable.actions.office.pages.cases.page import case_head, case_page
from answerable.actions.office.pages.cases.seen import case_subject
from answerable.actions.office.pages.cases.ways import WayLine, ways_of
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.who import ON_PAPER
from answerable.core.enforce.gates import Way
from answerable.core.register.permits import Act, may
from answerable.core.tables.types import IDENT
from answerable.web.actor import Visit, signed_in
from answerable.web.views.case_sides import asked_about, provider_case

_FORMS = {
    Way.EXPIRY: "contracts_expire",
    Way.AGREEMENT: "contracts_end_by_agreement",
    Way.UNILATERAL: "contracts_end_on_ground",
}
"""The deed on the contract by which each way is proposed."""


@dataclass(frozen=True)
class Ready:
    """An act that is open to the reader, and its form."""

    door: DoorLine
    label: str
    path: str


@signed_in
def case(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One case: to officials with everything in it, to a clerk the provider's side."""
    subject = case_subject(id, visit.asking) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CASE, subject, key=id)
    if visit.actor.provider is not None:
        return provider_case(request, visit, id)
    shown = case_page(id, visit.asking)
    context = {
        "shown": shown,
        "visit": visit,
        "acts": may(visit.actor, Act.ACT_IN_CASE, subject),
        "ready": [Ready(each, _label(each), _path(each, id)) for each in shown.open_doors],
    }
    return render(request, "cases/case.html", context | asked_about(visit, id))


def _label(door: DoorLine) -> str:
    return "web_case_ways" if door.kind is Kind.END else f"web_cases_{_deed(door.kind)}"


def _deed(kind: Kind) -> str:
    """The name of the form in which officials do it."""
    return on_paper(kind) if kind in ON_PAPER else kind.value


def on_paper(kind: Kind) -> str:
    """The name of the form in which officials record what the provider said on paper."""
    return f"{kind.value}_on_paper"


def _path(door: DoorLine, case: str) -> str:
    """The form of an act, with the one step that it may be about; of an end, the page on which one chooses the way."""
    if door.kind is Kind.END:
        return reverse("case_ways", args=[case])
    where = reverse(f"cases_{_deed(door.kind)}", args=[case])
    return f"{where}?step={door.targets[0]}" if len(door.targets) == 1 else where


@signed_in
def ways(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """Every way in which the contract of the case may end: what is there, what is missing, who would be exposed."""
    subject = case_subject(id, visit.asking, inside=True) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_CASE, subject, key=id)
    head = case_head(id, on=visit.on)
    shown = ways_of(id, on=visit.on)
    drafts = may(visit.actor, Act.PROPOSE, subject)
    ways, grounds = (
        [(each, _proposing(each, head.case.contract_id)) for each in lines]
        for lines in (shown.ways, shown.grounds)
    )
    context = {
        "head": head,
        "shown": shown,
        "visit": visit,
        "drafts": drafts,
        "ways": ways,
        "grounds": grounds,
    }
    return render(request, "cases/ways.html", context)


def _proposing(way: WayLine, contract: str) -> str:
    """The form in which this end is proposed, filled in with the case and the ground."""
    return f"{reverse(_FORMS[way.way], args=[contract])}?{urlencode(way.query)}"
