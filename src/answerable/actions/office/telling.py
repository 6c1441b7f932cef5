"""Tell accounts what waits for them, within the act that makes it wait: told once, however often it is said.

A notice lies in the account's inbox from then on, and is on its way to every contact that its owner has switched on.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from types import MappingProxyType

from django.db import transaction

from answerable.core.register.notices import LONGEST_PARAM, Kind
from answerable.core.register.notices import Notice as Told
from answerable.records.models import Account, Contact, Delivery, Notice

_AT_ONCE = 500
NOTHING: Mapping[str, str] = MappingProxyType({})
_Key = tuple[int, str, str]


@dataclass(frozen=True)
class Waits:
    """A notice of what waits, and whether it is told now if it was not before. What is no news only stays open."""

    notice: Told
    news: bool = True


def tell(
    accounts: Iterable[str],
    kind: Kind,
    *,
    key: str,
    link: str,
    at: datetime,
    params: Mapping[str, str | None] = NOTHING,
    urgent: bool = False,
) -> int:
    """Tell these accounts, by their names, that something waits; how many were told who had not been.

    `key` names the thing among those of its kind, such as `finding/version`: whoever was told of it is not told again.
    `link` is the path of the page where it is done. `params` may state `contract`, `contract_en` and `by`;
    what is not stated is left out. Urgent is what cannot wait for the morning. Raises ValueError for any other
    parameter, and for a link that leads elsewhere.
    """
    stated = in_short(params)
    return tell_all((Told(kind, each, key, link, stated, urgent) for each in accounts), at=at)


def in_short(params: Mapping[str, str | None]) -> dict[str, str]:
    """What is stated of these, cut to what a notice may hold."""
    return {name: text[:LONGEST_PARAM] for name, text in params.items() if text}


def tell_all(notices: Iterable[Told], *, at: datetime) -> int:
    """Tell every one of these; how many are new. Accounts that are closed, or are none, are told nothing."""
    left, told = iter(notices), 0
    while some := list(islice(left, _AT_ONCE)):
        with transaction.atomic():
            told += _tell(some, at)
    return told


def settle(kind: Kind, *keys: str, at: datetime) -> int:
    """Nothing is to be done about these any more, by anybody: what was not sent yet never is. How many there were."""
    rows = Notice.objects.filter(kind=kind.value, key__in=keys, settled_at__isnull=True)
    return rows.update(settled_at=at)


def _tell(notices: list[Told], at: datetime) -> int:
    named = Account.objects.filter(username__in={each.account for each in notices}, is_active=True)
    accounts: dict[str, int] = dict(named.values_list("username", "pk"))
    wanted = {_key(each, accounts): each for each in notices if each.account in accounts}
    rows = Notice.objects.filter(account__in=accounts.values(), key__in={key for _, _, key in wanted})
    known = set(rows.values_list("account_id", "kind", "key"))
    made = [_row(each, key, at) for key, each in wanted.items() if key not in known]
    if not made:
        return 0
    # Somebody else may tell the same at this moment; whoever comes first has told it.
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    mine = list(Notice.objects.filter(id__in=[each.id for each in made]).values_list("id", "account_id"))
    Delivery.objects.bulk_create(_deliveries(mine, at), ignore_conflicts=True)
    return len(mine)


def _key(notice: Told, accounts: Mapping[str, int]) -> _Key:
    return accounts[notice.account], notice.kind.value, notice.key


def _row(notice: Told, key: _Key, at: datetime) -> Notice:
    return Notice(
        id=secrets.token_hex(16),
        account_id=key[0],
        kind=notice.kind.value,
        key=notice.key,
        params=dict(notice.params),
        link=notice.link,
        urgent=notice.urgent,
        created_at=at,
    )


def _deliveries(told: list[tuple[str, int]], at: datetime) -> Iterator[Delivery]:
    rows = Contact.objects.filter(account__in={account for _, account in told}, on=True)
    contacts = list(rows.values_list("pk", "account_id"))
    for notice, account in told:
        for contact, owner in contacts:
            if owner == account:
                yield Delivery(notice_id=notice, contact_id=contact, at=at)
