"""The overview of a supervising department, or of a head: how much there is on each list, and no ranking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.actions.office.pages.overview import overview as found
from answerable.actions.office.pages.stuck import stuck
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.register.permits import Act
from answerable.web.actor import Visit, signed_in


@signed_in
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every list with how much stands on it."""
    visit.require(Act.OVERSEE, anywhere(visit.asking, "overview", Act.OVERSEE), key="overview")
    shown = found(visit.asking)
    lists = (
        ("overview_overdue", shown.overdue),
        ("stuck", stuck(visit.asking).count()),
        ("overview_vacancies", shown.vacancies),
        ("overview_trouble", shown.trouble),
        ("overview_functions", shown.functions),
        ("overview_dependence", shown.dependent),
    )
    cards = [
        {"route": route, "title": f"web_{route}", "text": f"web_{route}_text", "n": n} for route, n in lists
    ]
    return render(request, "overview/overview.html", {"shown": shown, "cards": cards, "visit": visit})
