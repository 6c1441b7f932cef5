"""One finding, and one of the rules that findings rest on."""

from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.cases.seen import case_subject
from answerable.actions.office.pages.findings import finding_page, finding_subject
from answerable.actions.office.pages.rules import rule_lines, rule_page
from answerable.actions.office.pages.subjects import own
from answerable.actions.office.silencing import rules_of
from answerable.core.register.permits import Act, Subject, may
from answerable.core.tables.types import IDENT
from answerable.records.models import CaseFinding
from answerable.render.plots.shares import Bounded, Shares, shares_plot
from answerable.web.actor import Visit, signed_in
from answerable.web.language import current


@signed_in
def finding(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One finding: its words, its rule, what it rests on, what became of it, and its neighbours in the inbox."""
    subject = finding_subject(id, visit.asking) if IDENT.matches(id) else None
    if subject is None:
        raise Http404
    visit.require(Act.SEE_PROVIDER_SIDE, subject, key=id)
    shown = finding_page(id, visit.asking, subject)
    decides = may(visit.actor, Act.PROPOSE, subject) and shown.stage == "proposed"
    context = {"shown": shown, "visit": visit, "decides": decides}
    return render(request, "findings/finding.html", context | _case(visit, id, subject, stage=shown.stage))


def _case(visit: Visit, finding: str, subject: Subject, *, stage: str) -> dict[str, object]:
    """The case that the finding belongs to, if its reader sees that; or whether he may open one."""
    case = CaseFinding.objects.filter(finding=finding).values_list("case", flat=True).order_by("-row").first()
    if case is None:
        opens = stage == "confirmed" and may(visit.actor, Act.RECORD, subject)
        return {"case": None, "opens": opens}
    about = case_subject(case, visit.asking)
    seen = about is not None and may(visit.actor, Act.SEE_CASE, about)
    return {"case": case if seen else None, "opens": False}


@signed_in
def rule(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """One rule: what it says, what it was worth, and when it was silenced."""
    visit.require(Act.SEE_DUTIES, own(visit.asking, "findings"), key=id)
    shown = rule_page(id, on=visit.on)
    if shown is None:
        raise Http404
    silences = may(visit.actor, Act.SILENCE_RULE, rules_of(visit.actor)) and shown.line.rule is not None
    return render(request, "findings/rule.html", {"shown": shown, "visit": visit, "silences": silences})


def precision_context(visit: Visit) -> dict[str, object]:
    """The drawing above the list of rules."""
    return {"plot": precision_plot(visit)}


def precision_plot(visit: Visit) -> Shares | None:
    """How precise each rule was so far, of those on whose findings anybody decided."""
    lines = [line for line in rule_lines(on=visit.on) if line.precision.bounds is not None]
    return shares_plot(
        [
            Bounded(
                line.title.in_(current()),
                line.precision.share or Fraction(0),
                *(line.precision.bounds or (Fraction(0), Fraction(1))),
                norm=None if line.rule is None else line.rule.precision,
            )
            for line in lines
        ]
    )
