"""Cases: the board, one case with all that may be done in it, and the ways to its end."""

from django.urls import path

from answerable.web.areas.cases import corrected, found, lists, on_paper, provider, tracks
from answerable.web.views import cases as pages

LISTINGS = lists.LISTINGS
DEEDS = (*found.DEEDS, *corrected.DEEDS, *tracks.DEEDS, *provider.DEEDS, *on_paper.DEEDS)
PAGES = (
    path("cases/<str:id>/", pages.case, name="case"),
    path("cases/<str:id>/ways/", pages.ways, name="case_ways"),
)
