"""Inspections: what is due, plans with their draws, and the checklist that is filled in on the spot."""

from django.urls import path

from answerable.web.areas.inspections import lists, planning, recording
from answerable.web.views import inspections as pages

LISTINGS = lists.LISTINGS
DEEDS = (*planning.DEEDS, *recording.DEEDS)
PAGES = (
    path("inspections/plans/<str:id>/", pages.plan, name="inspection_plan"),
    path("inspections/plans/<str:id>/text/", pages.plan_text_file, name="inspection_plan_text"),
    path("inspections/<str:id>/", pages.inspection, name="inspection"),
)
