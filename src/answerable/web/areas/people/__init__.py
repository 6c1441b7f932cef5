"""People and roles: who holds which post, who stands in for whom, bodies and their chains, vacancies."""

from django.urls import path

from answerable.web.areas.people import appointing, lists
from answerable.web.views import people as pages

LISTINGS = lists.LISTINGS
DEEDS = appointing.DEEDS
PAGES = (
    path("people/<str:id>/", pages.person, name="person"),
    path("bodies/<str:id>/", pages.body, name="body"),
)
