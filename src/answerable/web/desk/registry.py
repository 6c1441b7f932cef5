"""Every list, deed and page of the desk, area by area."""

from importlib import import_module
from types import ModuleType

from django.urls import URLPattern

from answerable.web.desk.deeds import Deed
from answerable.web.desk.lists import Listing
from answerable.web.desk.views import addresses

AREAS = (
    "contracts",
    "decisions",
    "people",
    "work_items",
    "rulebook",
    "imports",
    "search",
    "history",
    "duties",
    "inspections",
    "providers",
    "overview",
    "figures",
    "submissions",
    "findings",
    "matters",
    "voices",
    "cases",
    "papers",
    "corrections",
    "stuck",
)
"""The modules of `answerable.web.areas`, in the order in which they are listed."""


def _modules() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"answerable.web.areas.{area}") for area in AREAS)


LISTINGS: dict[str, Listing] = {each.route: each for module in _modules() for each in module.LISTINGS}
DEEDS: dict[str, Deed] = {each.route: each for module in _modules() for each in module.DEEDS}
URLPATTERNS: list[URLPattern] = [
    address for module in _modules() for address in (*addresses(module.LISTINGS, module.DEEDS), *module.PAGES)
]
