"""What forms offer to choose from: ids with names, as far as the reader may act on them; a few queries for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from answerable.actions.office.actors import Subjects
from answerable.actions.office.dump import held_district
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.core.register.permits import Act
from answerable.core.register.posts import ANSWERING
from answerable.core.rulebook.clauses import ModelClause, clauses_on
from answerable.core.rulebook.grounds import EndingGround, GroundEdition, load_grounds
from answerable.core.tables.declare import Both
from answerable.records import models


@dataclass(frozen=True)
class Offered:
    """One thing to choose: its id, and what people read."""

    id: str
    said: Both


@dataclass(frozen=True)
class LawfulGround:
    """A ground in law for ending, as it is on the day."""

    ground: EndingGround
    edition: GroundEdition


def bodies_to_act_in(asked: Asking, act: Act) -> tuple[Offered, ...]:
    """The bodies in which the actor may do this."""
    return _named(models.Body.objects.filter(id__in=bodies_where(asked, act)))


def all_bodies() -> tuple[Offered, ...]:
    """Every body of the district."""
    return _named(models.Body.objects.all())


def work_items_to_act_on(asked: Asking, act: Act) -> tuple[Offered, ...]:
    """The work items of the bodies in which the actor may do this."""
    return _named(models.WorkItem.objects.filter(body__in=bodies_where(asked, act)))


def providers() -> tuple[Offered, ...]:
    """Every provider that is registered."""
    return _named(models.Provider.objects.all())


def indicators_not_in(contract: str) -> tuple[Offered, ...]:
    """The indicators that the contract is not measured by yet, each once."""
    agreed = models.ContractIndicator.objects.filter(contract=contract).values("indicator")
    rows = models.Indicator.objects.exclude(id__in=agreed).order_by("starts")
    latest = {id: (zh, en) for id, zh, en in rows.values_list("id", "name", "name_en")}
    return tuple(Offered(id, _said(zh, en, id)) for id, (zh, en) in sorted(latest.items()))


def people_in(body: str, *, on: date, roles: Iterable[str] = ()) -> tuple[Offered, ...]:
    """Public staff with a post in the body on the day, or in one that it took over; of these roles, or of any."""
    held = posts_on(on).filter(body__in=answered_by(body, on=on))
    wanted = tuple(roles)
    if wanted:
        held = held.filter(role__in=wanted)
    return _named(models.Person.objects.filter(staff="public", id__in=held.values("person")))


def who_may_answer(body: str, *, on: date) -> tuple[Offered, ...]:
    """Who may be assigned to a contract of the body on the day: its leaders and its head."""
    return people_in(body, on=on, roles=ANSWERING)


def people_to_appoint(asked: Asking) -> tuple[Offered, ...]:
    """Public staff whom the actor may appoint: those of the bodies that he is over, and whoever holds no post."""
    bodies = bodies_where(asked, Act.APPOINT)
    held = posts_on(asked.on)
    theirs = Q(id__in=held.filter(body__in=bodies).values("person"))
    free = ~Q(id__in=held.values("person"))
    return _named(models.Person.objects.filter(theirs | free, staff="public"))


def posts_on(on: date) -> QuerySet[models.Post]:
    """The posts that are held on the day, wherever."""
    return models.Post.objects.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on)


def answered_by(body: str, *, on: date) -> frozenset[str]:
    """The body that answers for this one on the day, and all others that it answers for."""
    subjects = Subjects(on)
    owner, _ = subjects.line(body)
    ids = models.Body.objects.values_list("id", flat=True)
    return frozenset(each for each in ids if subjects.line(each)[0] == owner)


def exit_clauses(contract: str) -> tuple[Offered, ...]:
    """The exit clauses of the contract, by their texts."""
    rows = models.Clause.objects.filter(contract=contract, kind="exit").order_by("id")
    return tuple(Offered(row.id, _said(row.text, None, row.id)) for row in rows)


def clauses_of(contract: str) -> tuple[Offered, ...]:
    """Every clause of the contract, by their texts."""
    rows = models.Clause.objects.filter(contract=contract).order_by("kind", "id")
    return tuple(Offered(row.id, _said(row.text, None, row.id)) for row in rows)


def lawful_grounds(*, on: date) -> tuple[LawfulGround, ...]:
    """The grounds in law for ending a contract that are in force on the day."""
    grounds = load_grounds(held_district().rulebook)
    found = ((each, each.at(on)) for each in grounds.grounds)
    return tuple(LawfulGround(each, edition) for each, edition in found if edition is not None)


def clause_library(*, on: date) -> tuple[ModelClause, ...]:
    """The clauses of the library that are in use on the day."""
    return clauses_on(on)


def library_cells(id: str, *, on: date) -> dict[str, str]:
    """A clause of the library as cells, in the district's language; nothing where there is none of this id."""
    found = next((each for each in clauses_on(on) if each.id == id), None)
    if found is None:
        return {}
    return {
        "kind": found.kind,
        "ground": found.exit or "",
        "text": found.text.in_(held_district().language),
    }


def _named(rows: QuerySet[Any]) -> tuple[Offered, ...]:
    found = rows.order_by("name", "id").values_list("id", "name", "name_en")
    return tuple(Offered(id, _said(zh, en, id)) for id, zh, en in found)


def _said(zh: str, en: str | None, id: str) -> Both:
    """A name with its id: two people or contracts may be called alike."""
    return Both(f"{zh}（{id}）", f"{en or zh} ({id})")
