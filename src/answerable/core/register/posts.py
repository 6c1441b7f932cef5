"""Who holds which post on a day. A post in a body that was succeeded counts in the successor until it ends."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from answerable.core.register.succession import Bodies
from answerable.core.register.values import Post

ANSWERING = ("leader", "head")
"""Roles whose holders may answer for a contract of their body."""
_DAY = timedelta(days=1)


class Posts:
    """All posts of a district, asked by body or by person."""

    def __init__(self, posts: Iterable[Post], bodies: Bodies) -> None:
        self._bodies = bodies
        self._by_body: dict[str, list[Post]] = defaultdict(list)
        self._by_person: dict[str, list[Post]] = defaultdict(list)
        for post in posts:
            self._by_body[post.body].append(post)
            self._by_person[post.person].append(post)

    def heads(self, body: str, *, on: date) -> Iterator[str]:
        """Who holds the post of head on the day: first the body's own head, then those of bodies it took over."""
        there = self._bodies.in_force(body, on=on)
        held = [post for post in self._of(there) if post.role == "head" and self._counts(post, there, on=on)]
        own_first = sorted(held, key=lambda post: (post.body != there, post.starts, post.id))
        return (post.person for post in own_first)

    def in_role(self, body: str, role: str, *, on: date) -> Iterator[str]:
        """Who holds a role in the body on the day, the longest in post first."""
        there = self._bodies.in_force(body, on=on)
        held = [post for post in self._of(there) if post.role == role and self._counts(post, there, on=on)]
        return (post.person for post in sorted(held, key=lambda post: (post.starts, post.id)))

    def holds(self, person: str, *, body: str, on: date, roles: tuple[str, ...] = ()) -> bool:
        """Whether the person holds a post of the body on the day, of these roles or any."""
        there = self._bodies.in_force(body, on=on)
        return any(
            (not roles or post.role in roles) and self._counts(post, there, on=on)
            for post in self._by_person.get(person, ())
        )

    def left(self, person: str, *, body: str, on: date) -> date | None:
        """The first day after the person's latest post as leader or head of the body; None if there was none."""
        ends = (post.ends for post in self._by_person.get(person, ()) if post.role in ANSWERING)
        days = [
            end
            for end in ends
            if end is not None and end < on and self.holds(person, body=body, on=end, roles=ANSWERING)
        ]
        return max(days) + _DAY if days else None

    def roles(self, person: str, *, on: date) -> frozenset[tuple[str, str]]:
        """Roles the person holds on the day, each with the body in force in which it counts."""
        return frozenset(
            (post.role, self._bodies.in_force(post.body, on=on))
            for post in self._by_person.get(person, ())
            if post.held_on(on)
        )

    def ever_heads(self, bodies: Iterable[str]) -> frozenset[str]:
        """Everybody who is head on some day of one of the bodies or of one it took over."""
        among = (post for body in bodies for post in self._of(body))
        return frozenset(post.person for post in among if post.role == "head")

    def turning_days(self, persons: Iterable[str]) -> frozenset[date]:
        """The days on which these people take up or have left a post."""
        posts = [post for person in persons for post in self._by_person.get(person, ())]
        left = {post.ends + _DAY for post in posts if post.ends is not None}
        return frozenset({post.starts for post in posts} | left)

    def _of(self, body: str) -> Iterator[Post]:
        for origin in self._bodies.origins(body):
            yield from self._by_body.get(origin, ())

    def _counts(self, post: Post, there: str, *, on: date) -> bool:
        return post.held_on(on) and self._bodies.in_force(post.body, on=on) == there
