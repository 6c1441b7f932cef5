"""A contract with its scored months, one month item by item, one reading."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.contracts import contract_subject
from answerable.actions.office.pages.figures import figures_page, month_page, reading_page
from answerable.core.register.permits import Act, Subject, may
from answerable.core.tables.types import IDENT
from answerable.records.models import Contract, Reading, Score
from answerable.web.actor import Visit, signed_in
from answerable.web.areas.figure_fields import whole_units

_ROW = re.compile("[1-9][0-9]{0,17}")


def is_row(key: str) -> bool:
    """Whether the text may be the number of a row."""
    return _ROW.fullmatch(key) is not None


@signed_in
def contract(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """The scored months of a contract, and where figures are entered."""
    row = Contract.objects.select_related("body").filter(id=id).first() if IDENT.matches(id) else None
    subject = _subject(visit, None if row is None else row.pk)
    if row is None:
        raise Http404
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    context = {
        "shown": figures_page(row, on=visit.on),
        "records": may(visit.actor, Act.RECORD, subject),
        "visit": visit,
    }
    return render(request, "figures/contract.html", context)


@signed_in
def month(request: HttpRequest, visit: Visit, row: str) -> HttpResponse:
    """One scored month: every item, the deduction as agreed and as recorded, what was corrected."""
    found = Score.objects.select_related("contract").filter(pk=row).first() if is_row(row) else None
    if found is None:
        raise Http404
    subject = _subject(visit, found.contract_id)
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=row)
    shown = month_page(found)
    agreed = shown.month.agreed_minor
    context = {
        "shown": shown,
        "records": may(visit.actor, Act.RECORD, subject),
        "inside": may(visit.actor, Act.SEE_CONTRACT, subject),
        "agreed": None if agreed is None else whole_units(agreed),
        "visit": visit,
    }
    return render(request, "figures/month.html", context)


@signed_in
def reading(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One reading with what was corrected of it."""
    found = Reading.objects.select_related("contract").filter(pk=id).first() if IDENT.matches(id) else None
    if found is None:
        raise Http404
    subject = _subject(visit, found.contract_id)
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    context = {
        "shown": reading_page(found),
        "records": may(visit.actor, Act.RECORD, subject),
        "inside": may(visit.actor, Act.SEE_CONTRACT, subject),
        "visit": visit,
    }
    return render(request, "figures/reading.html", context)


def _subject(visit: Visit, contract: str | None) -> Subject:
    found = None if contract is None else contract_subject(contract, on=visit.on)
    if found is None:
        raise Http404
    return found
