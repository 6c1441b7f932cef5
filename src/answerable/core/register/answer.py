"""Who answers for a contract on a day: always exactly one answer, a named leader or a vacancy with its stand-in.

Assignments are kept by start only, so a silent gap or an overlap cannot be written (DESIGN, law 6).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.core.register.values import Assignment, Contract, Person, Post
from answerable.core.terms.message import Message


@dataclass(frozen=True)
class Answer:
    """The one who answers. `leader` is None in a vacancy; then `by_default` is the head of the body, if known."""

    leader: Person | None
    since: date
    by_default: Person | None
    why_vacant: Message | None

    @property
    def person(self) -> Person | None:
        """The person who answers, leader or by default; None only where the body has no known head either."""
        return self.leader or self.by_default


class People:
    """Who is who, who holds which post, who was assigned to what: answers questions about any day."""

    def __init__(
        self, *, people: Iterable[Person], posts: Iterable[Post], assignments: Iterable[Assignment]
    ) -> None:
        self._people = {person.id: person for person in people}
        self._posts: dict[str, list[Post]] = defaultdict(list)
        for post in posts:
            self._posts[post.body].append(post)
        self._assignments: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in sorted(assignments, key=lambda each: each.starts):
            self._assignments[assignment.contract].append(assignment)

    def person(self, id: str) -> Person | None:
        """The person of this id."""
        return self._people.get(id)

    def head_of(self, body: str, *, on: date) -> Person | None:
        """The head of the body on the day; None in a vacancy at the top."""
        held = (self._people[p.person] for p in self._posts[body] if p.role == "head" and p.held_on(on))
        return next((person for person in held if person.staff == "public"), None)

    def in_post(self, person: str, *, body: str, on: date) -> bool:
        """Whether the person holds any post of the body on the day."""
        return any(post.person == person and post.held_on(on) for post in self._posts[body])

    def who_answers(self, contract: Contract, *, on: date) -> Answer:
        """Who answers for the contract at the end of the day."""
        held = [each for each in self._assignments[contract.id] if each.starts <= on]
        if not held:
            return self._vacant(
                contract, on=on, since=contract.starts, why=Message.of("vacancy_never_assigned")
            )
        current = held[-1]
        if current.person is None:
            why = Message.of("vacancy_recorded", since=current.starts, note=current.note)
            return self._vacant(contract, on=on, since=current.starts, why=why)
        leader = self._people[current.person]
        if leader.staff != "public":
            why = Message.of("vacancy_not_public", person=leader.name, person_en=leader.name_en)
            return self._vacant(contract, on=on, since=current.starts, why=why)
        left = self._left_on(leader.id, contract.body, on=on)
        if left is not None:
            why = Message.of("vacancy_post_ended", person=leader.name, person_en=leader.name_en, ended=left)
            return self._vacant(contract, on=on, since=max(left, current.starts), why=why)
        return Answer(leader, current.starts, None, None)

    def turning_days(self, contract: Contract) -> frozenset[date]:
        """The days on which the answer may change: between two of them it is the same."""
        assigned = self._assignments[contract.id]
        persons = {each.person for each in assigned}
        held = [post for post in self._posts[contract.body] if post.person in persons]
        left = {post.ends + timedelta(days=1) for post in held if post.ends is not None}
        return frozenset({each.starts for each in assigned} | {post.starts for post in held} | left)

    def _left_on(self, person: str, body: str, *, on: date) -> date | None:
        """The first day without a post as leader or head of the body, if the person has none on the day."""
        posts = [p for p in self._posts[body] if p.person == person and p.role in ("leader", "head")]
        if any(post.held_on(on) for post in posts):
            return None
        ended = [post.ends for post in posts if post.ends is not None and post.ends < on]
        return max(ended) + timedelta(days=1) if ended else on

    def _vacant(self, contract: Contract, *, on: date, since: date, why: Message) -> Answer:
        return Answer(None, since, self.head_of(contract.body, on=on), why)
