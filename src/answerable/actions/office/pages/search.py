"""One question over everything that has a name or a number, as far as its reader may see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from answerable.actions.office.pages.contracts import contracts_seen
from answerable.actions.office.pages.findings import findings_seen
from answerable.actions.office.pages.matters import matters_seen
from answerable.actions.office.pages.providers import providers_seen
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.pages.work_items import work_items_seen
from answerable.core.register.permits import Act
from answerable.core.tables.declare import Both
from answerable.records.models import Approval, Body, Person, Post, Provider

MOST = 10
"""Found things of a kind that are shown; whoever wants more looks through the list."""
LONGEST = 100
"""Characters of a question."""


@dataclass(frozen=True)
class Hit:
    """One thing that was found: its id, its name, and where it belongs."""

    key: str
    name: Both | None
    kind: str | None = None
    """Of a decision, what it decides."""
    where: Both | None = None


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    table: str
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True)
class _Kind:
    table: str
    rows: Callable[[Asking], QuerySet[Any]]
    names: tuple[str, ...]
    """The columns that are looked through."""
    hit: Callable[[Any], Hit]


def asked_words(text: str) -> str:
    """The question as it is asked: without what no name holds, and not too long."""
    return "".join(each for each in text if each.isprintable()).strip()[:LONGEST]


def search(text: str, asked: Asking) -> tuple[Group, ...]:
    """What has these letters in its id or name, by kind; a query for each kind. Nothing for an empty question."""
    return (
        tuple(group for group in (_found(kind, text, asked) for kind in _KINDS) if group.hits) if text else ()
    )


def _found(kind: _Kind, text: str, asked: Asking) -> Group:
    wanted = reduce(or_, (Q(**{f"{name}__icontains": text}) for name in kind.names))
    rows = list(kind.rows(asked).filter(wanted)[: MOST + 1])
    return Group(kind.table, tuple(map(kind.hit, rows[:MOST])), len(rows) > MOST)


def _named(row: Any) -> Both:
    return Both(row.name, row.name_en or row.name)


def _decisions(asked: Asking) -> QuerySet[Approval]:
    rows = Approval.objects.filter(body__in=bodies_where(asked, Act.SEE_DECISION))
    return rows.select_related("contract", "body").order_by("-opened_at", "id")


def _providers(asked: Asking) -> QuerySet[Provider]:
    if asked.actor.provider is not None:
        return Provider.objects.filter(id=asked.actor.provider)
    return providers_seen(asked)


def _people(asked: Asking) -> QuerySet[Person]:
    """People who hold or held a post where the reader sees what is due."""
    posts = Post.objects.filter(body__in=bodies_where(asked, Act.SEE_CONTRACT))
    return Person.objects.filter(id__in=posts.values("person")).order_by("name", "id")


def _bodies(asked: Asking) -> QuerySet[Body]:
    return Body.objects.filter(id__in=bodies_where(asked, Act.SEE_CONTRACT)).order_by("name", "id")


def _decision_hit(row: Approval) -> Hit:
    about = row.contract if row.contract is not None else row.body
    return Hit(row.pk, None, kind=row.kind, where=_named(about))


def _contract_of(row: Any) -> Both:
    return _named(row.contract)


_NAMES = ("id", "name", "name_en")
_KINDS: Iterable[_Kind] = (
    _Kind(
        "contracts",
        contracts_seen,
        (*_NAMES, "provider__name", "provider__name_en"),
        lambda row: Hit(row.pk, _named(row), where=_named(row.provider)),
    ),
    _Kind("work_items", work_items_seen, _NAMES, lambda row: Hit(row.pk, _named(row))),
    _Kind("providers", _providers, (*_NAMES, "credit_code"), lambda row: Hit(row.pk, _named(row))),
    _Kind("people", _people, _NAMES, lambda row: Hit(row.pk, _named(row))),
    _Kind("bodies", _bodies, _NAMES, lambda row: Hit(row.pk, _named(row))),
    _Kind("approvals", _decisions, ("id", "contract__name", "contract__name_en"), _decision_hit),
    _Kind(
        "findings",
        findings_seen,
        ("id", "what", "what_en"),
        lambda row: Hit(row.pk, Both(row.what, row.what_en or row.what), where=_contract_of(row)),
    ),
    _Kind(
        "matters",
        matters_seen,
        ("id", "topic"),
        lambda row: Hit(row.pk, Both(row.topic, row.topic), where=_contract_of(row)),
    ),
)
