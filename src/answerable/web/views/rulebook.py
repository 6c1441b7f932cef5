"""The rulebook: one rule, one parameter, with all their editions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.rulebook import parameter_on, parameters_read, rule_page
from answerable.actions.office.pages.subjects import own
from answerable.core.register.permits import Act
from answerable.render.rulebook import parameter_value
from answerable.web.actor import Visit, signed_in


@signed_in
def rule(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """A rule of the boundary: its conditions, what follows, and the grounds of every edition."""
    visit.require(Act.SEE_OWN, own(visit.asking, "rulebook"), key="rulebook_rule")
    shown = rule_page(id, on=visit.on)
    if shown is None:
        raise Http404
    return render(request, "rulebook/rule.html", {"shown": shown, "visit": visit})


@signed_in
def parameter(request: HttpRequest, visit: Visit, id: str) -> HttpResponse:
    """A parameter and the values it had and has."""
    visit.require(Act.SEE_OWN, own(visit.asking, "rulebook"), key="rulebook_parameter")
    found = next((each for each in parameters_read() if each.id == id), None)
    if found is None:
        raise Http404
    now = parameter_on(found, on=visit.on)
    editions = [
        (each, parameter_value(each.value, found.unit), each is now) for each in reversed(found.editions)
    ]
    context = {"parameter": found, "editions": editions, "visit": visit}
    return render(request, "rulebook/parameter.html", context)
