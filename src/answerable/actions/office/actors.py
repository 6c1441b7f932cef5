"""Who acts: an account with the roles that its person holds on the day, and what it may therefore do."""

from datetime import date

from answerable.actions.office.people import around
from answerable.core.register.answer import People
from answerable.core.register.approval import Signer
from answerable.core.register.permits import Act, Actor, Admin, Subject, may
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Body


class NotPermittedError(InputError):
    """The account may not do this to this object, whatever else is so."""

    def __init__(self, act: Act) -> None:
        super().__init__("not_permitted", act=act.value)


def actor_of(account: Account, *, on: date) -> Actor:
    """The account with its roles, and those of the people it stands in for, on the day."""
    if account.person_id is None:
        admin = Admin(account.admin) if account.admin else None
        return Actor(account.username, provider=account.provider_id, admin=admin)
    people = around(account.person_id)
    absent = people.acts_for(account.person_id, on=on)
    return Actor(
        account.username,
        person=account.person_id,
        roles=people.roles_of(account.person_id, on=on),
        acting=frozenset(role for person in absent for role in people.roles_of(person, on=on)),
    )


def signer(actor: Actor, *, body: str, on: date) -> Signer:
    """What the actor may sign for in a body on the day, of his own and as a stand-in."""
    if actor.person is None:
        raise NotPermittedError(Act.SIGN_STEP)
    people = around(actor.person)
    there = people.body_on(body, on=on)
    absent = sorted(people.acts_for(actor.person, on=on))
    return Signer(
        actor.person,
        _roles_in(people, actor.person, there, on=on),
        tuple((person, _roles_in(people, person, there, on=on)) for person in absent),
    )


def _roles_in(people: People, person: str, body: str, *, on: date) -> frozenset[str]:
    return frozenset(role for role, there in people.roles_of(person, on=on) if there == body)


def subject(
    kind: str, *, body: str | None = None, provider: str | None = None, person: str | None = None, on: date
) -> Subject:
    """What is acted on: it belongs to the body that answers for it on the day, and to those above that."""
    if body is None:
        return Subject(kind, provider=provider, person=person)
    people = around(None)
    there = people.body_on(body, on=on)
    return Subject(kind, there, _upwards(there), provider, person)


def _upwards(body: str) -> frozenset[str]:
    parents = dict(Body.objects.values_list("id", "parent"))
    found: set[str] = set()
    above: str | None = body
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return frozenset(found)


def refuse_unless(actor: Actor, act: Act, what: Subject) -> None:
    """Raise NotPermittedError unless the actor may do this to the subject."""
    if not may(actor, act, what):
        raise NotPermittedError(act)
