"""The history of any object."""

from django.urls import path

from answerable.web.desk.deeds import Deed
from answerable.web.desk.lists import Listing
from answerable.web.views import history as pages

LISTINGS: tuple[Listing, ...] = ()
DEEDS: tuple[Deed, ...] = ()
PAGES = (path("history/<str:table>/<path:key>/", pages.history, name="history"),)
