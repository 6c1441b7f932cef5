"""Who acts: an account with the roles that its person holds on the day, and what it may therefore do."""

from datetime import date
from functools import cached_property

from answerable.actions.office.once import once
from answerable.actions.office.people import all_bodies, all_successions, holding
from answerable.core.register.answer import People
from answerable.core.register.approval import Signer
from answerable.core.register.permits import Act, Actor, Admin, Subject, may
from answerable.core.register.succession import Bodies
from answerable.core.terms.errors import InputError
from answerable.records.models import Account


class NotPermittedError(InputError):
    """The account may not do this to this object, whatever else is so."""

    def __init__(self, act: Act) -> None:
        super().__init__("not_permitted", act=act.value)


def actor_of(account: Account, *, on: date) -> Actor:
    """The account with its roles, and those of the people it stands in for, on the day."""
    return actor_and_people(account, on=on)[0]


def actor_and_people(account: Account, *, on: date) -> tuple[Actor, People | None]:
    """The same, and as much of the register as says so; None of an account without a person."""
    person = account.person_id
    if person is None:
        admin = None if account.admin is None else Admin(account.admin)
        return Actor(account.username, provider=account.provider_id, admin=admin), None
    people = holding(person)
    actor = Actor(
        account.username,
        person=person,
        roles=people.roles_of(person, on=on),
        acting=frozenset((role, body) for _, role, body in people.acting_roles(person, on=on)),
    )
    return actor, people


def signer(actor: Actor, *, body: str, on: date) -> Signer:
    """What the actor may sign for in a body on the day, of his own and as a stand-in."""
    if actor.person is None:
        raise NotPermittedError(Act.SIGN_STEP)
    return signer_among(holding(actor.person), actor.person, body=body, on=on)


def signer_among(people: People, person: str, *, body: str, on: date) -> Signer:
    """What somebody may sign for in a body on the day, as far as these people say."""
    there = people.body_on(body, on=on)
    held = frozenset(role for role, where in people.roles_of(person, on=on) if where == there)
    absent: dict[str, set[str]] = {}
    for away, role, where in people.acting_roles(person, on=on):
        if where == there:
            absent.setdefault(away, set()).add(role)
    return Signer(person, held, tuple((away, frozenset(roles)) for away, roles in sorted(absent.items())))


class Subjects:
    """Bodies, and what belongs to them, as something that is acted on; reads the bodies once."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._above: dict[str, tuple[str, frozenset[str]]] = {}

    @cached_property
    def _bodies(self) -> Bodies:
        return once("line", lambda: Bodies(all_bodies(), all_successions()))

    def contract(self, *, body: str, provider: str) -> Subject:
        """A contract of a body with a provider."""
        owner, above = self.line(body)
        return Subject("contract", body=owner, bodies=above, provider=provider)

    def line(self, body: str) -> tuple[str, frozenset[str]]:
        """The body that answers on the day for everything of this one, and all from it upwards."""
        if body not in self._above:
            above = tuple(self._bodies.upwards(body, on=self._on))
            self._above[body] = above[0], frozenset(above)
        return self._above[body]


def subject(
    kind: str, *, body: str | None = None, provider: str | None = None, person: str | None = None, on: date
) -> Subject:
    """What is acted on: it belongs to the body that answers for it on the day, and to those above that."""
    if body is None:
        return Subject(kind, provider=provider, person=person)
    owner, above = Subjects(on).line(body)
    return Subject(kind, owner, above, provider, person)


def refuse_unless(actor: Actor, act: Act, what: Subject) -> None:
    """Raise NotPermittedError unless the actor may do this to the subject."""
    if not may(actor, act, what):
        raise NotPermittedError(act)
