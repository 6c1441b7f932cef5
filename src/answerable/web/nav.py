"""The pages that an account finds: those of every day in the navigation, all of them on one page behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from answerable.core.register.permits import OFFICIALS
from answerable.records.models import Account
from answerable.web.actor import Visit, visit_of

Shown = Callable[[Visit], bool]


@dataclass(frozen=True)
class Item:
    """One page: the key of its label, the name of its route, who finds it, and whether it is a page of every day."""

    label: str
    route: str
    shown: Shown
    daily: bool = False


def official(visit: Visit) -> bool:
    """An account of the public side."""
    return visit.account.person_id is not None


def clerk(visit: Visit) -> bool:
    """An account of a provider."""
    return visit.account.provider_id is not None


def holding(*roles: str) -> Shown:
    """An official who holds one of these roles on the day, or stands in for somebody who does."""
    wanted = frozenset(roles)
    return lambda visit: not wanted.isdisjoint(role for role, _ in visit.actor.roles | visit.actor.acting)


def working(visit: Visit) -> bool:
    """Anybody but the three administrators."""
    return visit.account.admin is None


def admin(kind: str) -> Shown:
    """One of the three administrators."""
    return lambda visit: visit.account.admin == kind


def anybody(visit: Visit) -> bool:
    """Everybody who is signed in."""
    return True


RECORDING = ("handler", "section", "leader")
"""Roles that record scores and readings."""
ITEMS = (
    Item("web_duties", "duties", working, daily=True),
    Item("web_contracts", "contracts", working, daily=True),
    Item("web_provider", "provider", clerk, daily=True),
    Item("web_submissions", "submissions", clerk, daily=True),
    Item("web_overview", "overview", holding("head", "supervisor"), daily=True),
    Item("web_work_items", "work_items", official, daily=True),
    Item("web_findings", "findings", working, daily=True),
    Item("web_cases", "cases", working, daily=True),
    Item("web_matters", "matters", official, daily=True),
    Item("web_decisions", "decisions", official, daily=True),
    Item("web_stuck", "stuck", holding("head", "supervisor")),
    Item("web_corrections_owed", "corrections_owed", official),
    Item("web_figures", "figures", holding(*RECORDING)),
    Item("web_inspections", "inspections", working),
    Item("web_submissions", "submissions", official),
    Item("web_providers", "providers", holding(*OFFICIALS, "supervisor")),
    Item("web_voices", "voices", working),
    Item("web_people", "people", official),
    Item("web_imports", "imports", holding("handler", "head")),
    Item("web_wordings", "wordings", holding("legality", "head")),
    Item("web_rulebook", "rulebook", working),
    Item("web_accounts", "admin_accounts", admin("security"), daily=True),
    Item("web_status", "admin_status", admin("system"), daily=True),
    Item("web_audit", "admin_audit", admin("audit"), daily=True),
    Item("web_notices", "notices", anybody),
    Item("web_my_account", "mfa_index", anybody),
)
MORE = "more"


def items_of(visit: Visit) -> list[Item]:
    """Every page that the visit finds."""
    return [item for item in ITEMS if item.shown(visit)]


def navigation(request: HttpRequest) -> dict[str, object]:
    """The context of every page: `nav`, a list of what its reader finds every day, and which of it is open."""
    user = getattr(request, "user", None)
    if not isinstance(user, Account):
        return {"nav": []}
    visit: Visit = getattr(request, "visit", None) or visit_of(user)
    found = [(item.label, reverse(item.route)) for item in items_of(visit) if item.daily]
    found.append(("web_more", reverse(MORE)))
    here = [path for _, path in found if request.path.startswith(path)]
    best = max(here, key=len, default=None)
    return {"nav": [{"label": label, "url": path, "current": path == best} for label, path in found]}
