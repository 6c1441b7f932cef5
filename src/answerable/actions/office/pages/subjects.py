"""Who asks for a page, and on which day."""

from dataclasses import dataclass
from datetime import date

from answerable.actions.office.actors import actor_and_people
from answerable.core.register.answer import People
from answerable.core.register.permits import Actor
from answerable.records.models import Account


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
