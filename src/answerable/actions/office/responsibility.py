"""Posts, absences, vacancies and reorganisation: nothing done here leaves a day on which nobody answers.

Hand-overs of contracts are decisions (`approvals`, kind `assign`): a leader answers once he has accepted it himself.
Nothing is written into the past: whoever answered then, answered.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.gaps import Watched, watched
from answerable.actions.office.people import everybody
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import check, write
from answerable.core.ledger.entry import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.models import Body, Contract, Held, Person, Post, StandIn

Cells = Mapping[str, str]
_DAY = timedelta(days=1)


def vacate(contract: str, *, starts: date, note: str, by: Actor, at: datetime, on: date) -> None:
    """From the day on nobody is assigned to the contract: the head answers by default, and a duty to appoint runs."""
    with transaction.atomic():
        _one_at_a_time()
        held = Contract.objects.select_for_update().filter(id=contract).first()
        if held is None:
            raise InputError("no_such_contract", id=contract)
        before = watched(starts, [held.body_id])
        refuse_unless(by, Permit.APPOINT, subject("assignments", body=held.body_id, on=on))
        _not_before(starts, on)
        cells = {"contract": contract, "starts": starts.isoformat(), "note": note}
        _add("assignments", cells, act=Act.VACATE, by=by, at=at)
        before.refuse_gaps()


def stand_in(
    person: str,
    *,
    starts: date,
    ends: date | None,
    by_whom: str | None,
    note: str,
    by: Actor,
    at: datetime,
    on: date,
) -> None:
    """Record that somebody is away, and who stands in for him (AB岗): public staff with a post in the same body."""
    with transaction.atomic():
        _one_at_a_time()
        _not_before(starts, on)
        bodies = _may_say_away(person, by=by, on=on)
        _public(person)
        if by_whom is not None:
            _public(by_whom)
            if by_whom == person:
                raise InputError("stand_in_himself", person=person)
            _shares_a_body(by_whom, bodies, person=person, starts=starts)
        _not_away(person, starts, ends)
        cells = {
            "person": person,
            "starts": starts.isoformat(),
            "ends": "" if ends is None else ends.isoformat(),
            "stand_in": by_whom or "",
            "note": note,
        }
        _add("stand_ins", cells, act=Act.STAND_IN, by=by, at=at)


def come_back(person: str, *, last_day: date, by: Actor, at: datetime, on: date) -> None:
    """Somebody is back: the absence that covers the day ends with it, and so does the stand-in's acting."""
    with transaction.atomic():
        _one_at_a_time()
        _may_say_away(person, by=by, on=on)
        _not_before(last_day + _DAY, on)
        covers = Q(ends=None) | Q(ends__gt=last_day)
        away = StandIn.objects.filter(covers, person=person, starts__lte=last_day).first()
        if away is None:
            raise InputError("not_away", person=person, day=last_day)
        StandIn.objects.filter(row=away.row).update(ends=last_day)
        cells = cells_of("stand_ins", person, away.starts.isoformat())
        append_entry(Act.STAND_IN, at=at, by=by.account, changes=[changed("stand_ins", cells)])


def begin_post(
    id: str, *, body: str, person: str, role: str, starts: date, by: Actor, at: datetime, on: date
) -> None:
    """Somebody takes up a post. Only public staff hold posts; a body has one head at a time."""
    with transaction.atomic():
        _one_at_a_time()
        _known(body)
        refuse_unless(by, Permit.APPOINT, subject("posts", body=body, on=on))
        _not_before(starts, on)
        _begin({"id": id, "body": body, "person": person, "role": role, "starts": starts.isoformat()}, by, at)


def end_post(id: str, *, ends: date, by: Actor, at: datetime, on: date) -> None:
    """Somebody leaves a post after the day. Refused where nobody would answer then: the follower comes with it."""
    with transaction.atomic():
        before = _watching(ends + _DAY, *_body_of(id))
        _end(id, ends, by=by, at=at, on=on)
        before.refuse_gaps()


def hand_over_post(id: str, *, ends: date, to: str, new: str, by: Actor, at: datetime, on: date) -> None:
    """Somebody leaves a post after the day and another takes it up the day after, under the id `new`: one act."""
    with transaction.atomic():
        before = _watching(ends + _DAY, *_body_of(id))
        post = _end(id, ends, by=by, at=at, on=on)
        starts = (ends + _DAY).isoformat()
        _begin({"id": new, "body": post.body_id, "person": to, "role": post.role, "starts": starts}, by, at)
        before.refuse_gaps()


def reorganise(
    body: str, *, successor: str, starts: date, note: str, by: Actor, at: datetime, on: date
) -> None:
    """A unit is merged into another: from the day on the successor answers for everything of it.

    Leaders keep their contracts until these are handed over; where nobody is left, the successor's head answers.
    """
    with transaction.atomic():
        before = _watching(starts, body, successor)
        for each in (body, successor):
            _known(each)
            refuse_unless(by, Permit.APPOINT, subject("successions", body=each, on=on))
        _not_before(starts, on)
        if body == successor or everybody().body_on(successor, on=date.max) == body:
            raise InputError("succession_round", body=body, successor=successor)
        cells = {"body": body, "starts": starts.isoformat(), "successor": successor, "note": note}
        _add("successions", cells, act=Act.REORGANISE, by=by, at=at)
        before.refuse_gaps()


def _one_at_a_time() -> None:
    """Two acts that are harmless alone may leave a gap together: the second waits for the first."""
    list(Held.objects.select_for_update().values_list("only"))


def _watching(day: date, *bodies: str) -> Watched:
    _one_at_a_time()
    return watched(day, bodies)


def _body_of(post: str) -> tuple[str, ...]:
    return tuple(Post.objects.filter(id=post).values_list("body", flat=True))


def _begin(cells: Cells, by: Actor, at: datetime) -> None:
    _public(cells["person"])
    _no_overlap(cells)
    _add("posts", cells, act=Act.POST_BEGIN, by=by, at=at)


def _end(id: str, ends: date, *, by: Actor, at: datetime, on: date) -> Post:
    post = Post.objects.filter(id=id, ends=None).first()
    if post is None:
        raise InputError("no_such_post", id=id)
    refuse_unless(by, Permit.APPOINT, subject("posts", body=post.body_id, on=on))
    _not_before(ends + _DAY, on)
    if ends < post.starts:
        raise InputError("post_ends_before_start", starts=post.starts, ends=ends)
    Post.objects.filter(id=id).update(ends=ends)
    append_entry(Act.POST_END, at=at, by=by.account, changes=[changed("posts", cells_of("posts", id))])
    return post


def _may_say_away(person: str, *, by: Actor, on: date) -> frozenset[str]:
    """The bodies in which the person holds posts now or later; whoever says that he is away is head over all, or he."""
    posts = Post.objects.filter(Q(ends=None) | Q(ends__gte=on), person=person)
    bodies = frozenset(posts.values_list("body", flat=True))
    whose = [subject("stand_ins", body=body, person=person, on=on) for body in sorted(bodies)]
    for each in whose or [subject("stand_ins", person=person, on=on)]:
        refuse_unless(by, Permit.STAND_IN, each)
    return bodies


def _shares_a_body(by_whom: str, bodies: frozenset[str], *, person: str, starts: date) -> None:
    people = everybody()
    if not any(people.in_post(by_whom, body=body, on=starts) for body in bodies):
        raise InputError("stand_in_elsewhere", person=person, stand_in=by_whom)


def _not_away(person: str, starts: date, ends: date | None) -> None:
    """Absences of one person share no day: on each day at most one other acts."""
    rows = StandIn.objects.filter(person=person).exclude(ends__lt=starts)
    found = (rows if ends is None else rows.filter(starts__lte=ends)).first()
    if found is not None:
        raise InputError("away_already", person=person, since=found.starts, ends=found.ends)


def _known(body: str) -> None:
    if not Body.objects.filter(id=body).exists():
        raise InputError("no_such_row", table="bodies", key=body)


def _public(person: str) -> None:
    found = Person.objects.filter(id=person).first()
    if found is None:
        raise InputError("no_such_person", id=person)
    if found.staff != "public":
        raise InputError("post_not_public", person=person, staff=found.staff)


def _no_overlap(cells: Cells) -> None:
    """One head at a time, and nobody twice in one post of a body."""
    starts = date.fromisoformat(cells["starts"])
    held = Post.objects.filter(body=cells["body"], role=cells["role"]).exclude(ends__lt=starts)
    if cells["role"] != "head":
        held = held.filter(person=cells["person"])
    first = held.first()
    if first is not None:
        raise InputError("post_held", post=first.id, person=first.person_id, since=first.starts)


def _not_before(starts: date, on: date) -> None:
    """What nobody knew cannot be written into the past: whoever answered then, answered."""
    if starts < on:
        raise InputError("starts_in_the_past", starts=starts, on=on)


def _add(table: str, cells: Cells, *, act: Act, by: Actor, at: datetime) -> None:
    declared = BY_NAME[table]
    whole = {column.name: cells.get(column.name, "") for column in declared.columns}
    check(declared, [whole])
    write(declared, [whole], act=act, at=at, by=by.account)
