"""Who is who, who holds which post, who answers: read from the database, as much as a question needs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from answerable.actions.office.once import once
from answerable.core.register.answer import People
from answerable.core.register.values import (
    Assignment,
    Body,
    Person,
    Post,
    StandIn,
    Succession,
)
from answerable.records import models
from answerable.records.values import values_of


def everybody(contracts: Iterable[str] = ()) -> People:
    """Everybody with a post, and the assignments of the contracts named.

    Posts and bodies of a county are some thousands; assignments may be many more, so only those asked for are read.
    """
    named = tuple(sorted(contracts))
    return once(f"everybody {named}", lambda: _everybody(named))


def _everybody(contracts: tuple[str, ...]) -> People:
    assignments = values_of(Assignment, models.Assignment.objects.filter(contract__in=contracts))
    return People(
        people=values_of(Person, models.Person.objects.all()),
        posts=values_of(Post, models.Post.objects.all()),
        assignments=assignments,
        bodies=all_bodies(),
        stand_ins=values_of(StandIn, models.StandIn.objects.all()),
        successions=all_successions(),
    )


def around(person: str | None, contracts: Iterable[str] = ()) -> People:
    """The same, but only as much of it as says what a person holds and who answers for the contracts named."""
    named = tuple(sorted(contracts))
    return once(f"around {person} {named}", lambda: _around(person, named))


def _around(person: str | None, contracts: tuple[str, ...]) -> People:
    assignments = values_of(Assignment, models.Assignment.objects.filter(contract__in=list(contracts)))
    named = {each.person for each in assignments if each.person} | ({person} if person else set())
    heads = once("heads", _heads)
    stand_ins = (
        *heads.stand_ins,
        *values_of(StandIn, models.StandIn.objects.filter(Q(person__in=named) | Q(stand_in__in=named))),
    )
    named |= {each.person for each in stand_ins} | {each.stand_in for each in stand_ins if each.stand_in}
    # A stand-in who is away as well does not act.
    away = values_of(StandIn, models.StandIn.objects.filter(person__in=named))
    posts = values_of(Post, models.Post.objects.filter(person__in=named).exclude(role="head"))
    named |= {each.person for each in posts}
    known = {each.id for each in heads.people}
    return People(
        people=(*heads.people, *values_of(Person, models.Person.objects.filter(id__in=named - known))),
        posts=(*heads.posts, *posts),
        assignments=assignments,
        bodies=all_bodies(),
        stand_ins=tuple(dict.fromkeys((*stand_ins, *away))),
        successions=all_successions(),
    )


def holding(person: str) -> People:
    """The same, but only as much of it as says what a person holds, and for whom he or she acts.

    Every page asks this before anything else.
    """
    return once(f"holding {person}", lambda: _holding(person))


def _holding(person: str) -> People:
    stand_ins = values_of(StandIn, models.StandIn.objects.filter(Q(person=person) | Q(stand_in=person)))
    named = {
        person,
        *(each.person for each in stand_ins),
        *(each.stand_in for each in stand_ins if each.stand_in),
    }
    # A stand-in who is away as well does not act.
    away = values_of(StandIn, models.StandIn.objects.filter(person__in=named)) if stand_ins else ()
    return People(
        people=values_of(Person, models.Person.objects.filter(id__in=named)),
        posts=values_of(Post, models.Post.objects.filter(person__in=named)),
        assignments=(),
        bodies=all_bodies(),
        stand_ins=tuple(dict.fromkeys((*stand_ins, *away))),
        successions=all_successions(),
    )


@dataclass(frozen=True)
class _Heads:
    """The posts of heads, who holds them, and the absences of these people."""

    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    stand_ins: tuple[StandIn, ...]


def _heads() -> _Heads:
    posts = values_of(Post, models.Post.objects.filter(role="head"))
    of = models.Post.objects.filter(role="head").values("person")
    return _Heads(
        posts,
        values_of(Person, models.Person.objects.filter(id__in=of)),
        values_of(StandIn, models.StandIn.objects.filter(person__in=of)),
    )


def all_bodies() -> tuple[Body, ...]:
    """Every body."""
    return once("bodies", lambda: values_of(Body, models.Body.objects.all()))


def all_successions() -> tuple[Succession, ...]:
    """Who took over from whom."""
    return once("successions", lambda: values_of(Succession, models.Succession.objects.all()))
