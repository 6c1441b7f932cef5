"""Contracts: the register, the legacy list, one contract, and what can be done with it."""

from django.urls import path

from answerable.web.areas.contracts import lists, proposing, registering
from answerable.web.views import contracts as pages

LISTINGS = lists.LISTINGS
DEEDS = (*registering.DEEDS, *proposing.DEEDS)
PAGES = (path("contracts/<str:id>/", pages.contract, name="contract"),)
