"""The pages that an account finds in the navigation, by what it may do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from answerable.records.models import Account

Shown = Callable[[Account], bool]


@dataclass(frozen=True)
class Item:
    """One entry of the navigation: the key of its label, the name of its route, and who finds it."""

    label: str
    route: str
    shown: Shown


def official(account: Account) -> bool:
    """An account of the public side."""
    return account.person_id is not None


def clerk(account: Account) -> bool:
    """An account of a provider."""
    return account.provider_id is not None


def working(account: Account) -> bool:
    """Anybody but the three administrators."""
    return account.admin is None


def admin(kind: str) -> Shown:
    """One of the three administrators."""
    return lambda account: account.admin == kind


ITEMS = (
    Item("web_duties", "duties", working),
    Item("web_contracts", "contracts", working),
    Item("web_accounts", "admin_accounts", admin("security")),
    Item("web_status", "admin_status", admin("system")),
    Item("web_audit", "admin_audit", admin("audit")),
    Item("web_my_account", "mfa_index", lambda account: True),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """The context of every page: `nav`, a list of what its reader finds, and which of it is open."""
    user = getattr(request, "user", None)
    if not isinstance(user, Account):
        return {"nav": []}
    found = [(item, reverse(item.route)) for item in ITEMS if item.shown(user)]
    here = [path for _, path in found if request.path.startswith(path)]
    best = max(here, key=len, default=None)
    return {"nav": [{"label": item.label, "url": path, "current": path == best} for item, path in found]}
