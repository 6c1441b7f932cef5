"""What happened to an object of the record and to all that belongs to it, out of the ledger, the last written first."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet

from answerable.actions.office.entries import object_key
from answerable.core.ledger.entry import SEALED_TABLES
from answerable.core.tables.district import TABLES
from answerable.records import models
from answerable.records.models import Disclosed

_OF_CONTRACTS = frozenset({"funds", "value_figures"})
"""Tables with sealed keys whose rows whoever sees the contract sees, too."""
_AFTER_SLASH = "0"
"""The sign that follows the slash."""
_MOST = 2_000
"""Rows of one table that belong to an object; nobody reads further back."""


def _beginning() -> dict[str, tuple[str, ...]]:
    """For each table, those whose rows have the id of one of its rows as the beginning of their key."""
    found: dict[str, tuple[str, ...]] = {}
    closed = SEALED_TABLES - _OF_CONTRACTS
    for table in TABLES:
        to = table.by_name[table.key[0]].type.to
        if to is not None and table.name not in closed:
            found[to] = (*found.get(to, ()), table.name)
    # A list of the record, but none of the folder.
    return found | {"contracts": (*found["contracts"], "legacy")}


_BEGINNING = _beginning()
_IDS: Mapping[str, tuple[tuple[str, type[Any], str], ...]] = {
    "contracts": (
        ("approvals", models.Approval, "contract"),
        ("cases", models.Case, "contract"),
        ("clauses", models.Clause, "contract"),
        ("duties", models.PlannedDuty, "contract"),
        ("findings", models.Finding, "contract"),
        ("inspections", models.Inspection, "contract"),
        ("orders", models.Order, "case__contract"),
        ("submissions", models.Submission, "contract"),
        ("voices", models.Voice, "contract"),
    ),
    "work_items": (("approvals", models.Approval, "subject"),),
    "findings": (("approvals", models.Approval, "subject"),),
    "cases": (("orders", models.Order, "case"),),
}
"""What belongs to an object by its id: the table, its model, and the way to the object."""
_KEYS: Mapping[str, tuple[tuple[str, type[Any], str, tuple[str, str]], ...]] = {
    "contracts": (
        ("case_states", models.CaseState, "case__contract", ("case", "starts")),
        ("duties_done", models.DutyDone, "duty__contract", ("duty", "period")),
    ),
}
"""The same of rows whose key has two parts."""


def about(table: str, key: str) -> Q:
    """The rows of the ledger about an object and what belongs to it. `key` is as the ledger writes it."""
    of = Q(of=table, key=key) | Q(of="legacy", key=key) if table == "contracts" else Q(of=table, key=key)
    if table in _BEGINNING:
        of |= _begins(_BEGINNING[table], key)
    for name, model, way in _IDS.get(table, ()):
        ids = model._default_manager.filter(**{way: key}).order_by("-pk").values_list("pk", flat=True)[:_MOST]
        of |= _named(name, ids)
    for name, model, way, parts in _KEYS.get(table, ()):
        keys = model._default_manager.filter(**{way: key}).order_by("-pk").values_list(*parts)[:_MOST]
        of |= _named(name, (object_key(map(str, each)) for each in keys))
    return of


def _begins(tables: tuple[str, ...], key: str) -> Q:
    """Keys that begin with this one and a slash; said so that either database finds them by an index."""
    start = f"{key}/"
    found = Q(of__in=tables, key__startswith=start)
    if connection.vendor == "sqlite":
        # It looks for a beginning letter by letter, whatever their case; in its order no sign comes between.
        found &= Q(key__gte=start, key__lt=key + _AFTER_SLASH)
    return found


def _named(table: str, keys: Iterable[str]) -> Q:
    """Keys as they are, not as another query: a database that has to ask it for every row reads all of them."""
    named = list(keys)
    return Q(of=table, key__in=named) if named else Q(pk__in=())


def entries_about(of: Q) -> QuerySet[Disclosed, str]:
    """The ids of the entries with such rows, the last written first."""
    found = Disclosed.objects.filter(of).order_by().values("entry").annotate(last=Max("row"))
    return found.order_by("-last").values_list("entry", flat=True)


def names_of(ids: Iterable[str]) -> dict[str, tuple[str, str | None]]:
    """The names behind ids of accounts and of people."""
    asked = set(ids)
    accounts = models.Account.objects.filter(username__in=asked, person__isnull=False)
    by_account = dict(accounts.values_list("username", "person"))
    people = models.Person.objects.filter(id__in=asked | set(by_account.values()))
    named = {id: (zh, en) for id, zh, en in people.values_list("id", "name", "name_en")}
    return named | {account: named[person] for account, person in by_account.items() if person in named}
