"""People with their posts, bodies with their line, and vacancies with whoever answers meanwhile."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from answerable.actions.office.actors import Subjects
from answerable.actions.office.pages.choosing import answered_by, posts_on
from answerable.actions.office.pages.contracts import as_value, contracts_seen
from answerable.actions.office.pages.subjects import Asking, bodies_where
from answerable.actions.office.people import around
from answerable.core.register.answer import Answer
from answerable.core.register.approval import DEFAULT_CHAINS
from answerable.core.register.permits import Act, Subject
from answerable.core.register.posts import ANSWERING
from answerable.records.models import (
    ApprovalStep,
    Assignment,
    Body,
    CaseState,
    Contract,
    Person,
    Post,
    StandIn,
    Succession,
)

MOST = 200
"""Contracts on one person's page."""


@dataclass(frozen=True)
class PersonLine:
    """A person with the posts of today, and the absence that covers today."""

    person: Person
    posts: tuple[Post, ...]
    away: StandIn | None


@dataclass(frozen=True)
class PersonPage:
    """A person: posts now and before, absences, for whom he stands in, and what he answers for."""

    person: Person
    now: tuple[Post, ...]
    before: tuple[Post, ...]
    to_come: tuple[Post, ...]
    away: tuple[StandIn, ...]
    """Absences that are not over."""
    stands_in: tuple[StandIn, ...]
    """Absences of others that are not over, for which he was named."""
    answers: tuple[Contract, ...]
    """The contracts that the reader may see and that were last assigned to him."""


@dataclass(frozen=True)
class BodyLine:
    """A body in the tree: how deep it stands, its head, and how many of its contracts nobody was assigned to."""

    body: Body
    depth: int
    head: Person | None
    successor: Body | None
    vacant: int


@dataclass(frozen=True)
class Chain:
    """Who signs a kind of decision in a body; `starts` is None of the default."""

    kind: str
    roles: tuple[str, ...]
    starts: date | None


@dataclass(frozen=True)
class BodyPage:
    """A body with everybody who holds a post there, what it took over, and its chains."""

    body: Body
    children: tuple[Body, ...]
    posts: tuple[Post, ...]
    head: Person | None
    succeeded_by: Succession | None
    took_over: tuple[Succession, ...]
    chains: tuple[Chain, ...]
    vacancies: tuple["VacancyLine", ...]


@dataclass(frozen=True)
class VacancyLine:
    """A contract to which nobody is assigned who may answer, and who answers by default."""

    contract: Contract
    answer: Answer


def people_seen(asked: Asking) -> QuerySet[Person]:
    """The people who hold, held or will hold a post in a body that the reader sees, and himself; by name."""
    bodies = bodies_where(asked, Act.SEE_CONTRACT)
    seen = Q(id__in=Post.objects.filter(body__in=bodies).values("person"))
    return Person.objects.filter(seen | Q(id=asked.actor.person)).order_by("name", "id")


def person_lines(rows: Sequence[Person], *, on: date) -> Iterable[PersonLine]:
    """A line for each of the people, with two queries for all of them."""
    ids = [row.pk for row in rows]
    posts: dict[str, list[Post]] = defaultdict(list)
    for post in posts_on(on).filter(person__in=ids).select_related("body").order_by("body__name", "role"):
        posts[post.person_id].append(post)
    covering = StandIn.objects.filter(Q(ends=None) | Q(ends__gte=on), person__in=ids, starts__lte=on)
    away = {row.person_id: row for row in covering.select_related("stand_in")}
    return [PersonLine(row, tuple(posts[row.pk]), away.get(row.pk)) for row in rows]


def person_subject(id: str, *, on: date) -> Subject | None:
    """The person as somebody who is looked at, of the body in which he holds a post; None where there is nobody."""
    if not Person.objects.filter(id=id).exists():
        return None
    held = posts_on(on).filter(person=id).order_by("starts", "id").first()
    held = held or Post.objects.filter(person=id).order_by("-starts", "id").first()
    if held is None:
        return Subject("people", person=id)
    owner, above = Subjects(on).line(held.body_id)
    return Subject("people", body=owner, bodies=above, person=id)


def person_page(id: str, asked: Asking) -> PersonPage:
    """The person as this reader sees him; whoever calls has asked whether he may."""
    on = asked.on
    posts = tuple(Post.objects.filter(person=id).select_related("body").order_by("-starts", "id"))
    open_ended = StandIn.objects.filter(Q(ends=None) | Q(ends__gte=on)).order_by("starts")
    mine = contracts_seen(asked).annotate(leader=_leader(on)).filter(leader=id).filter(_not_over(on))
    return PersonPage(
        person=Person.objects.get(id=id),
        now=tuple(each for each in posts if each.starts <= on and (each.ends is None or each.ends >= on)),
        before=tuple(each for each in posts if each.ends is not None and each.ends < on),
        to_come=tuple(each for each in posts if each.starts > on),
        away=tuple(open_ended.filter(person=id).select_related("stand_in")),
        stands_in=tuple(open_ended.filter(stand_in=id).select_related("person")),
        answers=tuple(mine[:MOST]),
    )


def bodies_seen(asked: Asking) -> list[Body]:
    """The bodies that the reader sees, each below the one above it."""
    seen = bodies_where(asked, Act.SEE_CONTRACT)
    rows = {row.pk: row for row in Body.objects.filter(id__in=seen).order_by("name", "id")}
    below: dict[str | None, list[Body]] = defaultdict(list)
    for row in rows.values():
        below[row.parent_id if row.parent_id in rows else None].append(row)
    found: list[Body] = []
    left = list(reversed(below[None]))
    while left:
        row = left.pop()
        found.append(row)
        left.extend(reversed(below[row.pk]))
    return found


def body_lines(rows: Sequence[Body], asked: Asking) -> Iterable[BodyLine]:
    """A line for each of the bodies, with a number of queries that does not grow with them."""
    on, people = asked.on, around(None)
    parents = dict(Body.objects.values_list("id", "parent"))
    taken = Succession.objects.filter(starts__lte=on).select_related("successor")
    successors = {row.body_id: row.successor for row in taken}
    counted = vacant(Contract.objects.filter(body__in=[row.pk for row in rows]), on=on)
    counts = dict(counted.order_by().values_list("body").annotate(n=Count("id")))
    heads = {row.pk: people.head_of(row.pk, on=on) for row in rows}
    named = Person.objects.in_bulk({each.id for each in heads.values() if each is not None})
    for row in rows:
        head = heads[row.pk]
        yield BodyLine(
            row,
            _depth(row.pk, parents),
            None if head is None else named[head.id],
            successors.get(row.pk),
            counts.get(row.pk, 0),
        )


def body_subject(id: str, *, on: date) -> Subject | None:
    """The body as something that is asked about; None where there is none."""
    if not Body.objects.filter(id=id).exists():
        return None
    owner, above = Subjects(on).line(id)
    return Subject("bodies", body=owner, bodies=above)


def body_page(id: str, asked: Asking) -> BodyPage:
    """The body as it is today; whoever calls has asked whether the reader may see it."""
    on = asked.on
    held = posts_on(on).filter(body__in=answered_by(id, on=on)).select_related("person", "body")
    head = around(None).head_of(id, on=on)
    rows = vacant(Contract.objects.filter(body=id), on=on).order_by("name", "id")[:MOST]
    taken = Succession.objects.select_related("body", "successor")
    return BodyPage(
        body=Body.objects.select_related("parent").get(id=id),
        children=tuple(Body.objects.filter(parent=id).order_by("name", "id")),
        posts=tuple(held.order_by("role", "person__name", "id")),
        head=None if head is None else Person.objects.get(id=head.id),
        succeeded_by=taken.filter(body=id).first(),
        took_over=tuple(taken.filter(successor=id).order_by("starts", "body")),
        chains=tuple(_chains(id, on=on)),
        vacancies=tuple(vacancy_lines(list(rows), on=on)),
    )


def vacancies_seen(asked: Asking) -> QuerySet[Contract]:
    """The contracts, running or to come, to which nobody is assigned who may answer; the reader sees their inside."""
    rows = Contract.objects.filter(body__in=bodies_where(asked, Act.SEE_CONTRACT))
    return vacant(rows, on=asked.on).select_related("body", "provider").order_by("name", "id")


def vacancy_lines(rows: Sequence[Contract], *, on: date) -> Iterable[VacancyLine]:
    """A line for each of the contracts, with who answers by default; so many queries for all of them."""
    people = around(None, [row.pk for row in rows])
    return [VacancyLine(row, people.who_answers(as_value(row), on=on)) for row in rows]


def vacant(contracts: QuerySet[Contract], *, on: date) -> QuerySet[Contract]:
    """Those of the contracts that are not over and that nobody answers for as leader on the day."""
    held = posts_on(on).filter(role__in=ANSWERING, person__staff="public")
    there = held.filter(person=OuterRef("leader"), body=OuterRef("body"))
    rows = contracts.filter(_not_over(on)).annotate(leader=_leader(on)).filter(~Exists(there))
    for bodies in _merged(on):
        # A post in a body that was merged counts in the one that took over, and the other way round.
        among = held.filter(body__in=bodies, person__isnull=False).values("person")
        rows = rows.exclude(body__in=bodies, leader__isnull=False, leader__in=among)
    return rows


def _leader(on: date) -> Subquery:
    """Who was last assigned to the contract by the day."""
    rows = Assignment.objects.filter(contract=OuterRef("pk"), starts__lte=on).order_by("-starts")
    return Subquery(rows.values("person")[:1])


def _not_over(on: date) -> Q:
    ended = CaseState.objects.filter(state__startswith="ended_", starts__lte=on).values("case__contract")
    return (Q(ends=None) | Q(ends__gte=on)) & ~Q(id__in=ended)


def _merged(on: date) -> list[frozenset[str]]:
    """The groups of bodies that one of them answers for since a reorganisation."""
    subjects = Subjects(on)
    groups: dict[str, set[str]] = defaultdict(set)
    for body in Succession.objects.filter(starts__lte=on).values_list("body", flat=True):
        owner, _ = subjects.line(body)
        groups[owner] |= {owner, body}
    return [frozenset(group) for group in groups.values()]


def _depth(body: str, parents: Mapping[str, str | None]) -> int:
    passed: set[str] = set()
    while (above := parents.get(body)) is not None and above not in passed:
        passed.add(above)
        body = above
    return len(passed)


def _chains(body: str, *, on: date) -> Iterable[Chain]:
    """The chain in force for every kind of decision."""
    steps: dict[str, list[ApprovalStep]] = defaultdict(list)
    rows = ApprovalStep.objects.filter(body=body, starts__lte=on).order_by("-starts", "number")
    for row in rows:
        if not steps[row.decision] or steps[row.decision][0].starts == row.starts:
            steps[row.decision].append(row)
    for kind, roles in DEFAULT_CHAINS.items():
        own = steps.get(kind, [])
        yield Chain(kind, tuple(row.role for row in own) or roles, own[0].starts if own else None)
