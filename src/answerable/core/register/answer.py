"""Who answers for a contract on a day: always exactly one answer, a named leader or a vacancy with the head behind it.

Assignments are kept by start only, so a silent gap or an overlap cannot be written (DESIGN, law 6). While the one who
answers is away the stand-in acts; in a vacancy the head of the body answers, and where there is none, that of the
body above. A body that was succeeded answers through its successor.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.core.register.absence import Absences
from answerable.core.register.posts import ANSWERING, Posts
from answerable.core.register.succession import Bodies
from answerable.core.register.values import Assignment, Body, Contract, Person, Post, StandIn, Succession
from answerable.core.terms.message import Message


@dataclass(frozen=True)
class Answer:
    """The one who answers. `leader` is None in a vacancy; then `by_default` is the nearest head, if there is one."""

    leader: Person | None
    since: date
    by_default: Person | None
    why_vacant: Message | None
    acting: Person | None = None
    """The stand-in of the leader, or of the head by default, who is away on the day."""

    @property
    def person(self) -> Person | None:
        """The person who answers on the day; None only where no body up to the top has a head either."""
        return self.acting or self.leader or self.by_default


class People:
    """Who is who, who holds which post, who was assigned to what: answers questions about any day."""

    def __init__(
        self,
        *,
        people: Iterable[Person],
        posts: Iterable[Post],
        assignments: Iterable[Assignment],
        bodies: Iterable[Body] = (),
        stand_ins: Iterable[StandIn] = (),
        successions: Iterable[Succession] = (),
    ) -> None:
        self._people = {person.id: person for person in people}
        self._bodies = Bodies(bodies, successions)
        self._posts = Posts(posts, self._bodies)
        self._absences = Absences(stand_ins)
        self._assignments: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in sorted(assignments, key=lambda each: each.starts):
            self._assignments[assignment.contract].append(assignment)

    def person(self, id: str) -> Person | None:
        """The person of this id."""
        return self._people.get(id)

    def body_on(self, body: str, *, on: date) -> str:
        """The body that answers for everything of this one on the day: itself, or who took over from it."""
        return self._bodies.in_force(body, on=on)

    def head_of(self, body: str, *, on: date) -> Person | None:
        """The head of the body in force on the day, away or not; None in a vacancy at the top."""
        heads = (self._people[person] for person in self._posts.heads(body, on=on))
        return next((person for person in heads if person.staff == "public"), None)

    def in_role(self, body: str, role: str, *, on: date) -> tuple[str, ...]:
        """Public staff in a role of the body in force on the day; where one is away, his stand-in before him."""
        found: dict[str, None] = {}
        for person in self._posts.in_role(body, role, on=on):
            acting = self._stand_in(person, body=body, on=on)
            names = [acting] if acting is not None else []
            for each in (*names, self._people[person]):
                if each.staff == "public":
                    found[each.id] = None
        return tuple(found)

    def upwards(self, body: str, *, on: date) -> tuple[str, ...]:
        """The body in force on the day, and all above it."""
        return tuple(self._bodies.upwards(body, on=on))

    def heads_upwards(self, body: str, *, on: date) -> tuple[str, ...]:
        """The heads of the body in force and of those above it, the nearest first; a stand-in before his head."""
        there = self._bodies.upwards(body, on=on)
        return tuple(dict.fromkeys(head for each in there for head in self.in_role(each, "head", on=on)))

    def in_post(self, person: str, *, body: str, on: date) -> bool:
        """Whether the person holds any post of the body in force on the day."""
        return self._posts.holds(person, body=body, on=on)

    def roles_of(self, person: str, *, on: date) -> frozenset[tuple[str, str]]:
        """The person's roles on the day, each with the body in force in which it counts: ask with `body_on`."""
        return self._posts.roles(person, on=on)

    def acts_for(self, person: str, *, on: date) -> frozenset[str]:
        """The people this person stands in for on the day, in some body in which both hold a post."""
        return frozenset(absent for absent, _, _ in self.acting_roles(person, on=on))

    def acting_roles(self, person: str, *, on: date) -> frozenset[tuple[str, str, str]]:
        """For whom this person acts on the day, in which role, and in which body in force.

        Only in a body in which both hold a post: not what the absent one holds elsewhere.
        """
        return frozenset(
            (absent, role, body)
            for absent in self._absences.stood_in_for(person, on=on)
            for role, body in self.roles_of(absent, on=on)
            if self._stand_in(absent, body=body, on=on)
        )

    def who_answers(self, contract: Contract, *, on: date) -> Answer:
        """Who answers for the contract at the end of the day."""
        held = [each for each in self._assignments.get(contract.id, ()) if each.starts <= on]
        if not held:
            why = Message.of("vacancy_never_assigned")
            return self._vacant(contract, on=on, since=contract.starts, why=why)
        current = held[-1]
        if current.person is None:
            why = Message.of("vacancy_recorded", since=current.starts, note=current.note)
            return self._vacant(contract, on=on, since=current.starts, why=why)
        return self._assigned(contract, self._people[current.person], on=on, since=current.starts)

    def _assigned(self, contract: Contract, leader: Person, *, on: date, since: date) -> Answer:
        """The answer where somebody was assigned: that person, if he or she may answer on the day."""
        names = {"person": leader.name, "person_en": leader.name_en}
        if leader.staff != "public":
            return self._vacant(contract, on=on, since=since, why=Message.of("vacancy_not_public", **names))
        if self._posts.holds(leader.id, body=contract.body, on=on, roles=ANSWERING):
            acting = self._stand_in(leader.id, body=contract.body, on=on)
            return Answer(leader, since, None, None, acting)
        left = self._posts.left(leader.id, body=contract.body, on=on)
        if left is None:
            return self._vacant(contract, on=on, since=since, why=Message.of("vacancy_no_post", **names))
        why = Message.of("vacancy_post_ended", **names, ended=left)
        return self._vacant(contract, on=on, since=max(left, since), why=why)

    def _vacant(self, contract: Contract, *, on: date, since: date, why: Message) -> Answer:
        for body in self._bodies.upwards(contract.body, on=on):
            head = self.head_of(body, on=on)
            if head is not None:
                return Answer(None, since, head, why, self._stand_in(head.id, body=body, on=on))
        return Answer(None, since, None, why)

    def _stand_in(self, absent: str, *, body: str, on: date) -> Person | None:
        """Who acts for somebody in a body on the day: public staff with a post there, and not away as well."""
        away = self._absences.away(absent, on=on)
        if away is None or away.stand_in is None:
            return None
        person = self._people[away.stand_in]
        there = self.in_post(person.id, body=body, on=on)
        usable = person.staff == "public" and there and self._absences.away(person.id, on=on) is None
        return person if usable else None

    def assignment(self, contract: str, *, on: date) -> Assignment | None:
        """The assignment of the contract in force at the end of the day, of somebody or of nobody."""
        held = [each for each in self._assignments.get(contract, ()) if each.starts <= on]
        return held[-1] if held else None

    def turning_days(self, contract: Contract) -> frozenset[date]:
        """The days on which the answer may change: between two of them it is the same."""
        assigned = self._assignments.get(contract.id, ())
        persons = {each.person for each in assigned if each.person is not None}
        persons |= self._posts.ever_heads(self._bodies.kin(contract.body))
        persons |= self._absences.named_for(persons)
        return (
            frozenset(each.starts for each in assigned)
            | self._bodies.turning_days()
            | self._posts.turning_days(persons)
            | self._absences.turning_days(persons)
        )
