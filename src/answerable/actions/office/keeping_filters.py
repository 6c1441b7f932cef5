"""Filters of lists that somebody uses again: his own, and nobody else's business."""

from datetime import datetime

from answerable.core.terms.errors import InputError
from answerable.records.models import Account, KeptFilter

MOST = 30
"""Filters that an account keeps of one list."""
_LONGEST_NAME, _LONGEST_QUERY = 80, 2_000


def of(account: Account, route: str) -> list[KeptFilter]:
    """The filters that the account keeps of a list, by name."""
    return list(KeptFilter.objects.filter(account=account, route=route).order_by("name"))


def keep(account: Account, route: str, name: str, query: str, *, at: datetime) -> None:
    """Keep a filter under a name, in the place of another of that name. Raises InputError."""
    stated = name.strip()
    if not 0 < len(stated) <= _LONGEST_NAME or not stated.isprintable():
        raise InputError("filter_name", most=_LONGEST_NAME)
    if len(query) > _LONGEST_QUERY:
        raise InputError("filter_long")
    kept = KeptFilter.objects.filter(account=account, route=route)
    if not kept.filter(name=stated).exists() and kept.count() >= MOST:
        raise InputError("filters_many", most=MOST)
    KeptFilter.objects.update_or_create(
        account=account, route=route, name=stated, defaults={"query": query, "kept_at": at}
    )


def forget(account: Account, route: str, name: str) -> None:
    """Keep the filter no longer; nothing happens if there is none."""
    KeptFilter.objects.filter(account=account, route=route, name=name[:_LONGEST_NAME]).delete()
