"""The lists of people, of bodies, and of contracts without a leader."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from answerable.actions.office.pages.choosing import posts_on
from answerable.actions.office.pages.people import (
    PersonLine,
    bodies_seen,
    body_lines,
    people_seen,
    person_lines,
    vacancies_seen,
    vacancy_lines,
)
from answerable.actions.office.pages.subjects import anywhere
from answerable.core.register.permits import Act, Subject
from answerable.core.tables.declare import Both
from answerable.core.tables.register import POST_ROLES
from answerable.core.tables.types import IDENT, choice
from answerable.core.terms.message import Message
from answerable.records.models import Contract, Person
from answerable.render import words
from answerable.web.actor import Visit
from answerable.web.desk.fields import Choice, asked
from answerable.web.desk.lists import Column, Line, Listing, Wanted


def _may_open(visit: Visit) -> Subject:
    return anywhere(visit.asking, "people", Act.SEE_CONTRACT)


def named(thing: Any) -> Both:
    """The name of something of the register in both languages."""
    return Both(thing.name, thing.name_en or thing.name)


def _people(visit: Visit, wanted: Wanted) -> QuerySet[Person]:
    rows, held = people_seen(visit.asking), posts_on(visit.on)
    if text := wanted["search"]:
        rows = rows.filter(Q(name__icontains=text) | Q(name_en__icontains=text) | Q(id__icontains=text))
    for name in ("body", "role"):
        if wanted[name]:
            held = held.filter(**{name: wanted[name]})
    if wanted["body"] or wanted["role"]:
        rows = rows.filter(id__in=held.values("person"))
    return rows


def _person_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for line in person_lines(rows, on=visit.on):
        cells = (named(line.person), tuple(_posts(line)), line.person.staff, _away(line))
        yield Line(line.person.pk, cells, reverse("person", args=[line.person.pk]))


def _posts(line: PersonLine) -> Iterable[Both]:
    for post in line.posts:
        yield Both(
            f"{post.body.name}{words.term('post_role', post.role, 'zh')}",
            f"{words.term('post_role', post.role, 'en')}, {post.body.name_en or post.body.name}",
        )


def _away(line: PersonLine) -> Message | None:
    if line.away is None:
        return None
    stand_in = line.away.stand_in
    return Message.of(
        "away_now",
        ends=line.away.ends,
        stand_in=None if stand_in is None else stand_in.name,
        stand_in_en=None if stand_in is None else stand_in.name_en,
    )


def _body_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for line in body_lines(rows, visit.asking):
        deeper = "　" * line.depth
        name = named(line.body)
        cells = (
            Both(f"{deeper}{name.zh}", f"{deeper}{name.en}"),
            line.body.kind,
            None if line.head is None else named(line.head),
            line.vacant,
            None if line.successor is None else named(line.successor),
        )
        yield Line(line.body.pk, cells, reverse("body", args=[line.body.pk]))


def _vacancies(visit: Visit, wanted: Wanted) -> QuerySet[Contract]:
    rows = vacancies_seen(visit.asking)
    return rows.filter(body=wanted["body"]) if wanted["body"] else rows


def _vacancy_lines(visit: Visit, rows: Sequence[Any]) -> Iterable[Line]:
    for line in vacancy_lines(rows, on=visit.on):
        answer = line.answer
        cells = (
            named(line.contract),
            named(line.contract.body),
            answer.since,
            answer.why_vacant,
            None if answer.by_default is None else named(answer.by_default),
            None if answer.acting is None else named(answer.acting),
        )
        yield Line(line.contract.pk, cells, reverse("contract", args=[line.contract.pk]))


def _bodies(visit: Visit, key: str) -> Iterable[Choice]:
    return tuple(Choice(row.pk, named(row)) for row in bodies_seen(visit.asking))


_BODY = asked("body", "web_col_body", IDENT, required=False, choices=_bodies)
_SEARCH = asked("search", "web_field_search", hint="web_field_search_hint", required=False)
LISTINGS = (
    Listing(
        "people",
        "",
        Act.SEE_CONTRACT,
        _may_open,
        (
            Column("person", order=("name",)),
            Column("posts"),
            Column("staff", group="staff", order=("staff",)),
            Column("away"),
        ),
        _people,
        _person_lines,
        filters=(
            _SEARCH,
            _BODY,
            asked("role", "web_col_role", choice(*POST_ROLES), required=False, group="post_role"),
        ),
        links=("people_add",),
        beside=("bodies", "people_vacancies"),
    ),
    Listing(
        "people",
        "vacancies",
        Act.SEE_CONTRACT,
        _may_open,
        (
            Column("name", order=("name",)),
            Column("body", order=("body__name",)),
            Column("since"),
            Column("why_vacant"),
            Column("by_default"),
            Column("acting"),
        ),
        _vacancies,
        _vacancy_lines,
        filters=(_BODY,),
        beside=("people", "bodies"),
        explained=True,
    ),
    Listing(
        "bodies",
        "",
        Act.SEE_CONTRACT,
        _may_open,
        (
            Column("name"),
            Column("body_kind", group="body_kind"),
            Column("head"),
            Column("vacant", number=True),
            Column("successor"),
        ),
        lambda visit, wanted: bodies_seen(visit.asking),
        _body_lines,
        links=("bodies_add",),
        beside=("people", "people_vacancies"),
    ),
)
