"""What figures were before they were corrected, by whom and why: as the ledger keeps it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from answerable.actions.office.entries import object_key
from answerable.actions.office.figures_in import CORRECTIONS
from answerable.core.tables.declare import Both
from answerable.records.models import Account, Disclosed

MOST = 50


@dataclass(frozen=True)
class Correction:
    """One correction: which cells said what before it."""

    at: datetime
    by: Both
    table: str
    before: tuple[tuple[str, str], ...]
    reason: str
    """Empty where none is asked for."""


def corrections_of(keys: Iterable[tuple[str, ...]]) -> tuple[Correction, ...]:
    """The corrections of these rows, each named by its table and key, the latest first; what was erased is left out."""
    wanted = [object_key(key) for key in keys]
    rows = list(
        Disclosed.objects.filter(of=CORRECTIONS, key__in=wanted, content__isnull=False)
        .select_related("entry")
        .order_by("-row")[:MOST]
    )
    names = names_of({row.entry.by for row in rows if row.entry.by})
    return tuple(_correction(row, names[row.entry.by]) for row in rows if row.entry.by)


def _correction(row: Disclosed, by: Both) -> Correction:
    told = json.loads(row.content or "{}")
    before = tuple((name, str(text)) for name, text in told["before"].items())
    return Correction(row.entry.at, by, row.key.split("/")[0], before, told["reason"])


def names_of(accounts: Iterable[str]) -> dict[str, Both]:
    """What the owners of accounts are called; the account's own name where it has no person."""
    wanted = set(accounts)
    rows = Account.objects.filter(username__in=wanted).select_related("person")
    people = {row.username: row.person for row in rows if row.person_id is not None}
    return {
        name: Both(people[name].name, people[name].name_en or people[name].name)
        if name in people
        else Both(name, name)
        for name in wanted
    }
