"""Whether an act would leave a day on which nobody answers: what is known before it is held against what is after."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from answerable.actions.office.people import everybody
from answerable.core.register.values import Contract
from answerable.core.terms.errors import InputError
from answerable.records import models
from answerable.records.values import values_of

_DAY = timedelta(days=1)
Gaps = frozenset[tuple[date, str, str]]
"""Day, body and contract; no contract where it is the body that has no head above it."""


@dataclass(frozen=True)
class Watched:
    """The days on which nobody answered before the act, from its first day on."""

    day: date
    bodies: frozenset[str]
    """The bodies that the act may leave without an answer."""
    gaps: Gaps

    def refuse_gaps(self) -> None:
        """Raise InputError (`no_head_left`) if nobody answers on a day now on which somebody did."""
        new = sorted(_gaps(self.day, self.bodies) - self.gaps)
        if new:
            day, body, _ = new[0]
            raise InputError("no_head_left", body=body, day=day)


def watched(day: date, bodies: Iterable[str]) -> Watched:
    """What to hold an act on these bodies against that counts from the day on."""
    concerned = _below(bodies)
    return Watched(day, concerned, _gaps(day, concerned))


def _below(bodies: Iterable[str]) -> frozenset[str]:
    """The bodies, and all that answer through them: those below, and those that they took over."""
    through: dict[str, set[str]] = defaultdict(set)
    for body, parent in models.Body.objects.exclude(parent=None).values_list("id", "parent"):
        through[parent].add(body)
    for body, successor in models.Succession.objects.values_list("body", "successor"):
        through[successor].add(body)
    found, left = set(bodies), list(bodies)
    while left:
        new = through[left.pop()] - found
        found |= new
        left += new
    return frozenset(found)


def _gaps(day: date, bodies: frozenset[str]) -> Gaps:
    """Every one of the bodies that finds no head above it, and every contract of theirs for which nobody answers."""
    contracts = values_of(
        Contract, models.Contract.objects.filter(Q(ends=None) | Q(ends__gte=day), body__in=bodies)
    )
    people = everybody([contract.id for contract in contracts])
    asked = [*map(_unassigned, sorted(bodies)), *contracts]
    return frozenset(
        (each, contract.body, contract.id)
        for each in _turning(day)
        for contract in asked
        if contract.ends is None or each <= contract.ends
        if people.who_answers(contract, on=each).person is None
    )


def _unassigned(body: str) -> Contract:
    """A contract of the body that nobody is assigned to: its head would answer."""
    return Contract("", body, "", "", "", None, None, date.min, None, None, None, None, paid=False)


def _turning(day: date) -> frozenset[date]:
    """The day, and every later one on which the answer may change."""
    ends = models.Post.objects.filter(ends__gte=day).values_list("ends", flat=True)
    began = models.Post.objects.filter(starts__gt=day).values_list("starts", flat=True)
    taken = models.Succession.objects.filter(starts__gt=day).values_list("starts", flat=True)
    assigned = models.Assignment.objects.filter(starts__gt=day).values_list("starts", flat=True)
    left = {end + _DAY for end in ends if end is not None}
    return frozenset({day, *left, *began, *taken, *assigned})
