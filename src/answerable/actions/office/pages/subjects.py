"""Who asks for a page, and on which day."""

from dataclasses import dataclass
from datetime import date

from answerable.actions.office.actors import Subjects, actor_and_people
from answerable.core.register.answer import People
from answerable.core.register.permits import Act, Actor, Subject, may
from answerable.records.models import Account, Body


@dataclass(frozen=True)
class Asking:
    """Who asks, on which day, and whom the person stands in for."""

    actor: Actor
    on: date
    people: People | None
    """As much of the register as says what the person holds; None of an account without a person."""
    stands_in_for: frozenset[str] = frozenset()

    @property
    def persons(self) -> frozenset[str]:
        """The person and everybody whose stand-in he is on the day."""
        own = frozenset() if self.actor.person is None else frozenset({self.actor.person})
        return own | self.stands_in_for

    @property
    def headed(self) -> frozenset[str]:
        """The bodies that the person is head of, or acts as head of."""
        held = self.actor.roles | self.actor.acting
        return frozenset(body for role, body in held if role == "head")


def asking(account: Account, *, on: date) -> Asking:
    """The account with what stands behind it on the day: posts, stand-ins, bodies that took over from others."""
    actor, people = actor_and_people(account, on=on)
    if people is None or actor.person is None:
        return Asking(actor, on, None)
    return Asking(actor, on, people, people.acts_for(actor.person, on=on))


def bodies_where(asked: Asking, act: Act) -> frozenset[str]:
    """The bodies to whose things the actor may do this; of a provider's clerk and of administrators none."""
    if asked.actor.person is None:
        return frozenset()
    subjects = Subjects(asked.on)
    found = set()
    for body in Body.objects.values_list("id", flat=True):
        owner, above = subjects.line(body)
        if may(asked.actor, act, Subject("bodies", body=owner, bodies=above)):
            found.add(body)
    return frozenset(found)


def own(asked: Asking, kind: str) -> Subject:
    """The actor's own things of a kind: what opens a list, whose rows are then chosen one by one."""
    return Subject(kind, provider=asked.actor.provider, person=asked.actor.person)


def anywhere(asked: Asking, kind: str, act: Act) -> Subject:
    """Things of a kind in a body in which the actor may do this; the actor's own where there is no such body."""
    subjects = Subjects(asked.on)
    for body in sorted({body for _, body in asked.actor.roles | asked.actor.acting}):
        owner, above = subjects.line(body)
        there = Subject(kind, body=owner, bodies=above, person=asked.actor.person)
        if may(asked.actor, act, there):
            return there
    return own(asked, kind)
