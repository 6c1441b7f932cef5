"""Posts, absences, reorganisation and chains: who says so, on which form."""

import secrets
from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from answerable.actions.office import responsibility
from answerable.actions.office.actors import Subjects
from answerable.actions.office.chains import set_chain
from answerable.actions.office.pages import choosing
from answerable.actions.office.pages.subjects import anywhere, own
from answerable.actions.office.rows import add_rows
from answerable.core.register.permits import Act, Subject, may
from answerable.core.tables.types import DATE, IDENT
from answerable.records.models import Body, Person, Post
from answerable.web.actor import Visit
from answerable.web.desk.deeds import Deed, Doing, Done
from answerable.web.desk.fields import Field, asked, labelled, of
from answerable.web.desk.offers import Offers, offered
from answerable.web.views.people import whose_body, whose_person, whose_post

STEPS = 6
"""Steps that a chain may have on the form."""


def _new_id(prefix: str) -> str:
    return f"{prefix}-{secrets.token_hex(5)}"


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _who(label: str, offers: Offers, *, required: bool = True) -> Field:
    name = label.removeprefix("web_field_")
    return asked(name, label, IDENT, hint=f"{label}_hint", required=required, choices=offered(offers))


def _on(label: str, *, required: bool = True, example: str = "2026-07-01") -> Field:
    name = label.removeprefix("web_field_")
    return asked(name, label, DATE, hint=f"{label}_hint", required=required, example=example)


def _person(visit: Visit, key: str) -> dict[str, object]:
    return {"about": Person.objects.get(id=key)}


def _body(visit: Visit, key: str) -> dict[str, object]:
    return {"about": Body.objects.get(id=key)}


def _holder(visit: Visit, key: str) -> dict[str, object]:
    return {"about": Post.objects.select_related("person").get(id=key).person}


def _anywhere(visit: Visit, key: str) -> Subject:
    return anywhere(visit.asking, "people", Act.APPOINT)


def _at_the_top(visit: Visit, key: str) -> Subject:
    """The body at the top of which the actor is head; his own things where there is none."""
    subjects = Subjects(visit.on)
    for top in Body.objects.filter(parent=None).values_list("id", flat=True):
        owner, above = subjects.line(top)
        subject = Subject("bodies", body=owner, bodies=above)
        if may(visit.actor, Act.APPOINT, subject):
            return subject
    return own(visit.asking, "bodies")


def _add_person(doing: Doing) -> Done:
    id = doing["id"] or _new_id("p")
    cells = {"id": id, **doing.stated("name", "name_en", "staff")}
    add_rows("people", [cells], by=doing.visit.actor, at=doing.visit.now, on=doing.visit.on)
    return Done(reverse("people"), "web_people_added", answer={"person": id})


def _add_body(doing: Doing) -> Done:
    id = doing["id"] or _new_id("b")
    cells = {"id": id, **doing.stated("name", "name_en", "kind", "parent")}
    add_rows("bodies", [cells], by=doing.visit.actor, at=doing.visit.now, on=doing.visit.on)
    return Done(reverse("body", args=[id]), answer={"body": id})


def _stand_in(doing: Doing) -> Done:
    visit = doing.visit
    responsibility.stand_in(
        doing.key,
        starts=_day(doing["starts"]),
        ends=_day(doing["ends"]) if doing["ends"] else None,
        by_whom=doing["stand_in"] or None,
        note=doing["note"],
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("person", args=[doing.key]), answer={"person": doing.key})


def _come_back(doing: Doing) -> Done:
    visit = doing.visit
    last_day = _day(doing["last_away"])
    responsibility.come_back(doing.key, last_day=last_day, by=visit.actor, at=visit.now, on=visit.on)
    return Done(reverse("person", args=[doing.key]), answer={"person": doing.key})


def _begin_post(doing: Doing) -> Done:
    visit, id = doing.visit, _new_id("post")
    responsibility.begin_post(
        id,
        body=doing.key,
        person=doing["appointee"],
        role=doing["role"],
        starts=_day(doing["starts"]),
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("body", args=[doing.key]), answer={"post": id})


def _end_post(doing: Doing) -> Done:
    visit = doing.visit
    responsibility.end_post(
        doing.key, ends=_day(doing["post_ends"]), by=visit.actor, at=visit.now, on=visit.on
    )
    return _to_body(doing.key, {"post": doing.key})


def _hand_over(doing: Doing) -> Done:
    visit, new = doing.visit, _new_id("post")
    responsibility.hand_over_post(
        doing.key,
        ends=_day(doing["post_ends"]),
        to=doing["appointee"],
        new=new,
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return _to_body(doing.key, {"post": new})


def _to_body(post: str, answer: dict[str, object]) -> Done:
    body = Post.objects.values_list("body", flat=True).get(id=post)
    return Done(reverse("body", args=[body]), answer=answer)


def _reorganise(doing: Doing) -> Done:
    visit = doing.visit
    responsibility.reorganise(
        doing.key,
        successor=doing["successor"],
        starts=_day(doing["starts"]),
        note=doing["note"],
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("body", args=[doing.key]), answer={"body": doing.key})


def _set_chain(doing: Doing) -> Done:
    visit = doing.visit
    roles = [doing[f"step_{number}"] for number in range(1, STEPS + 1)]
    set_chain(
        doing.key,
        doing["decision"],
        roles=[role for role in roles if role],
        starts=_day(doing["starts"]),
        by=visit.actor,
        at=visit.now,
        on=visit.on,
    )
    return Done(reverse("body", args=[doing.key]), answer={"body": doing.key})


def _colleagues(visit: Visit, key: str) -> Iterable[choosing.Offered]:
    """Whoever holds a post in a body in which the person holds one."""
    bodies = choosing.posts_on(visit.on).filter(person=key).values_list("body", flat=True)
    found = {each.id: each for body in bodies for each in choosing.people_in(body, on=visit.on)}
    return [each for id, each in found.items() if id != key]


def _appointees(visit: Visit, key: str) -> Iterable[choosing.Offered]:
    return choosing.people_to_appoint(visit.asking)


def _others(visit: Visit, key: str) -> Iterable[choosing.Offered]:
    bodies = choosing.bodies_to_act_in(visit.asking, Act.APPOINT)
    return [each for each in bodies if each.id != key]


_STARTS = _on("web_field_starts")
_ADDED_ID = of("people", "id", required=False)
_STEPS = tuple(
    of(
        "approval_steps",
        "role",
        name=f"step_{number}",
        required=number <= 2,
        section=labelled("web_field_steps") if number == 1 else None,
    )
    for number in range(1, STEPS + 1)
)
DEEDS = (
    Deed(
        "people",
        "add",
        Act.APPOINT,
        _anywhere,
        _add_person,
        fields=(*(of("people", name) for name in ("name", "name_en", "staff")), _ADDED_ID),
        keyed=False,
        explained=True,
        back="people",
    ),
    Deed(
        "people",
        "stand_in",
        Act.STAND_IN,
        whose_person,
        _stand_in,
        fields=(
            _on("web_field_starts"),
            _on("web_field_ends", required=False),
            _who("web_field_stand_in", _colleagues, required=False),
            of("stand_ins", "note"),
        ),
        context=_person,
        explained=True,
        back="person",
    ),
    Deed(
        "people",
        "come_back",
        Act.STAND_IN,
        whose_person,
        _come_back,
        fields=(_on("web_field_last_away"),),
        context=_person,
        explained=True,
        back="person",
    ),
    Deed(
        "bodies",
        "add",
        Act.APPOINT,
        _at_the_top,
        _add_body,
        fields=(
            *(of("bodies", name) for name in ("name", "name_en", "kind")),
            of("bodies", "parent", choices=offered(lambda visit, key: choosing.all_bodies())),
            of("bodies", "id", required=False),
        ),
        keyed=False,
        back="bodies",
    ),
    Deed(
        "bodies",
        "begin_post",
        Act.APPOINT,
        whose_body,
        _begin_post,
        fields=(_who("web_field_appointee", _appointees), of("posts", "role"), _STARTS),
        context=_body,
        explained=True,
        back="body",
    ),
    Deed(
        "bodies",
        "set_chain",
        Act.APPOINT,
        whose_body,
        _set_chain,
        fields=(of("approval_steps", "decision"), _STARTS, *_STEPS),
        context=_body,
        explained=True,
        back="body",
    ),
    Deed(
        "bodies",
        "reorganise",
        Act.APPOINT,
        whose_body,
        _reorganise,
        fields=(_who("web_field_successor", _others), _STARTS, of("successions", "note")),
        context=_body,
        explained=True,
        grave=True,
        back="body",
    ),
    Deed(
        "posts",
        "end",
        Act.APPOINT,
        whose_post,
        _end_post,
        fields=(_on("web_field_post_ends"),),
        context=_holder,
        explained=True,
        grave=True,
    ),
    Deed(
        "posts",
        "hand_over",
        Act.APPOINT,
        whose_post,
        _hand_over,
        fields=(_on("web_field_post_ends"), _who("web_field_appointee", _appointees)),
        context=_holder,
        explained=True,
        grave=True,
    ),
)
