"""Posts, absences, vacancies and reorganisation: nothing done here leaves a day on which nobody answers.

Hand-overs are decisions (`approvals`, kind `assign`): a leader answers once he has accepted it himself.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from answerable.actions.office.actors import refuse_unless, subject
from answerable.actions.office.entries import append_entry, changed
from answerable.actions.office.people import everybody
from answerable.actions.office.reading import cells_of
from answerable.actions.office.rows import check, write
from answerable.core.ledger.entry import Act
from answerable.core.register.permits import Act as Permit
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.models import Body, Contract, Person, Post

Cells = Mapping[str, str]
_DAY = timedelta(days=1)


def vacate(contract: str, *, starts: date, note: str, by: Actor, at: datetime, on: date) -> None:
    """From the day on nobody is assigned to the contract: the head answers by default, and a duty to appoint runs."""
    with transaction.atomic():
        held = Contract.objects.select_for_update().filter(id=contract).first()
        if held is None:
            raise InputError("no_such_contract", id=contract)
        refuse_unless(by, Permit.APPOINT, subject("assignments", body=held.body_id, on=on))
        _not_before(starts, on)
        cells = {"contract": contract, "starts": starts.isoformat(), "note": note}
        _add("assignments", cells, act=Act.VACATE, by=by, at=at)


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
        _not_before(starts, on)
        bodies = Post.objects.filter(person=person).values_list("body", flat=True)
        for body in (*sorted(set(bodies)),) or (None,):
            refuse_unless(by, Permit.STAND_IN, subject("stand_ins", body=body, person=person, on=on))
        if by_whom is not None:
            _public(by_whom)
            if by_whom == person:
                raise InputError("stand_in_himself", person=person)
        cells = {
            "person": person,
            "starts": starts.isoformat(),
            "ends": "" if ends is None else ends.isoformat(),
            "stand_in": by_whom or "",
            "note": note,
        }
        _add("stand_ins", cells, act=Act.STAND_IN, by=by, at=at)


def begin_post(
    id: str, *, body: str, person: str, role: str, starts: date, by: Actor, at: datetime, on: date
) -> None:
    """Somebody takes up a post. Only public staff hold posts; a body has one head at a time."""
    with transaction.atomic():
        Body.objects.select_for_update().get(id=body)
        refuse_unless(by, Permit.APPOINT, subject("posts", body=body, on=on))
        _public(person)
        cells = {"id": id, "body": body, "person": person, "role": role, "starts": starts.isoformat()}
        _no_overlap(cells)
        _add("posts", cells, act=Act.POST_BEGIN, by=by, at=at)


def end_post(id: str, *, ends: date, by: Actor, at: datetime, on: date) -> None:
    """Somebody leaves a post after the day. The head at the top leaves only when another follows the day after."""
    with transaction.atomic():
        post = Post.objects.select_for_update().filter(id=id, ends=None).first()
        if post is None:
            raise InputError("no_such_post", id=id)
        refuse_unless(by, Permit.APPOINT, subject("posts", body=post.body_id, on=on))
        if ends < post.starts:
            raise InputError("post_ends_before_start", starts=post.starts, ends=ends)
        post.ends = ends
        post.save(update_fields=["ends"])
        _somebody_at_the_top(ends + _DAY)
        append_entry(Act.POST_END, at=at, by=by.account, changes=[changed("posts", cells_of("posts", id))])


def reorganise(
    body: str, *, successor: str, starts: date, note: str, by: Actor, at: datetime, on: date
) -> None:
    """A unit is merged into another: from the day on the successor answers for everything of it.

    Leaders keep their contracts until these are handed over; where nobody is left, the successor's head answers.
    """
    with transaction.atomic():
        Body.objects.select_for_update().get(id=body)
        for each in (body, successor):
            refuse_unless(by, Permit.APPOINT, subject("successions", body=each, on=on))
        _not_before(starts, on)
        if body == successor or everybody().body_on(successor, on=date.max) == body:
            raise InputError("succession_round", body=body, successor=successor)
        cells = {"body": body, "starts": starts.isoformat(), "successor": successor, "note": note}
        _add("successions", cells, act=Act.REORGANISE, by=by, at=at)
        _somebody_at_the_top(starts)


def _somebody_at_the_top(day: date) -> None:
    """Raise InputError unless every body finds a head above it on the day: otherwise somebody might answer to nobody."""
    people = everybody()
    tops = Body.objects.filter(parent=None).values_list("id", flat=True)
    for top in tops:
        there = people.body_on(top, on=day)
        busy = Post.objects.filter(body=top, role="head").exists()
        if busy and people.head_of(there, on=day) is None:
            raise InputError("no_head_left", body=there, day=day)


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
    check(declared, [whole], guarded=False)
    write(declared, [whole], act=act, at=at, by=by.account)
