"""Bodies over time: which one answers for everything of another since a reorganisation, and which stand above it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from answerable.core.register.values import Body, Succession


class Bodies:
    """The bodies of a district, who took over from whom, and who is above whom, on any day."""

    def __init__(self, bodies: Iterable[Body], successions: Iterable[Succession]) -> None:
        self._parents = {body.id: body.parent for body in bodies}
        self._successions = {each.body: each for each in successions}
        self._origins: dict[str, list[str]] = defaultdict(list)
        for body in self._successions:
            self._origins[self.in_force(body, on=date.max)].append(body)

    def in_force(self, body: str, *, on: date) -> str:
        """The body that answers for everything of this one on the day: itself until another took over."""
        passed = {body}
        while (taken := self._successions.get(body)) is not None and taken.starts <= on:
            if taken.successor in passed:
                break
            body = taken.successor
            passed.add(body)
        return body

    def upwards(self, body: str, *, on: date) -> Iterator[str]:
        """The body in force and those above it on the day, nearest first, each once.

        Where a body took over from the one above it, the line goes on with what was above that.
        """
        told: set[str] = set()
        passed: set[str] = set()
        above: str | None = body
        while above is not None and above not in passed:
            answering = self.in_force(above, on=on)
            if answering in told:
                passed.add(above)
                above = self._parents.get(above)
                continue
            told.add(answering)
            yield answering
            above = self._parents.get(answering)

    def one_since(self, body: str, other: str) -> date | None:
        """The first day from which one answering body stands for both; None if there is no such day."""
        days = sorted({date.min, *self.turning_days()})
        return next(
            (day for day in days if self.in_force(body, on=day) == self.in_force(other, on=day)), None
        )

    def origins(self, body: str) -> frozenset[str]:
        """The body and all others that come to the same successor in the end: whose posts may count in this one."""
        last = self.in_force(body, on=date.max)
        return frozenset((body, last, *self._origins.get(last, ())))

    def kin(self, body: str) -> frozenset[str]:
        """Every body that on some day succeeds this one or stands above it or above a successor."""
        found: set[str] = set()
        open_ends = [body]
        while open_ends:
            each = open_ends.pop()
            if each in found:
                continue
            found.add(each)
            parent, taken = self._parents.get(each), self._successions.get(each)
            open_ends += [] if parent is None else [parent]
            open_ends += [] if taken is None else [taken.successor]
        return frozenset(found)

    def turning_days(self) -> frozenset[date]:
        """The days on which some body takes over."""
        return frozenset(each.starts for each in self._successions.values())
