"""Search over everything."""

from django.urls import path

from answerable.web.desk.deeds import Deed
from answerable.web.desk.lists import Listing
from answerable.web.views import search as pages

LISTINGS: tuple[Listing, ...] = ()
DEEDS: tuple[Deed, ...] = ()
PAGES = (path("search/", pages.found, name="search"),)
