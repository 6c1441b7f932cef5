"""What has to hold at every instant, looked up in the tables without the code that keeps it."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from answerable.records.models import Account, CaseCourse, CaseTurn, Notice, Person, Post, Provider
from tests.drills.quarter.people import REMINDS

BEFORE = (30, 15, 7, 3, 1, 0)


def every_open_case_is_somebodys(on: date) -> Iterator[str]:
    """Of every open case something waits, with a due date, and its owner is there and in office on the day."""
    waits = set(CaseTurn.objects.values_list("case", flat=True))
    for case in CaseCourse.objects.filter(final=False).values_list("case", flat=True):
        if case not in waits:
            yield f"{on} {case}: nothing waits"
    in_office = set(
        Post.objects.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on).values_list("person", flat=True)
    )
    public = set(Person.objects.filter(staff="public").values_list("id", flat=True))
    providers = set(Provider.objects.values_list("id", flat=True))
    for turn in CaseTurn.objects.select_related("contract"):
        if turn.side == "provider":
            owned = turn.owner in providers and turn.owner == turn.contract.provider_id
        else:
            owned = turn.owner in in_office & public
        if not owned:
            yield f"{on} {turn.case_id} {turn.key}: owned by {turn.owner}"


class Watch:
    """What was seen of the turns so far, and what therefore has to have been told by the end of the clock's run."""

    def __init__(self) -> None:
        self._late: dict[tuple[object, ...], date] = {}
        self.escalated = self.reminded = 0

    def after_the_clock(self, on: date) -> Iterator[str]:
        """Hold what the clock told on the day against the turns."""
        kinds = [each.value for each in REMINDS]
        rows = Notice.objects.filter(kind__in=kinds)
        today = list(rows.filter(created_at__date=on))
        open_ = list(rows.filter(settled_at=None))
        turns = list(CaseTurn.objects.all())
        for turn in turns:
            if turn.silence and turn.by < on:
                yield f"{on} {turn.case_id} {turn.key}: silence until {turn.by} did nothing"
            elif turn.by < on:
                yield from self._escalated(turn, on, today)
            elif (turn.by - on).days in BEFORE and turn.paused_until is None:
                self.reminded += 1
                if not any(each.kind == "case_reminder" and _is_of(each, turn) for each in today):
                    yield f"{on} {turn.case_id} {turn.key}: no reminder {(turn.by - on).days} days before {turn.by}"
        yield from _on_its_day(on, today)
        yield from _only_what_waits(on, open_, turns)

    def _escalated(self, turn: CaseTurn, on: date, today: list[Notice]) -> Iterator[str]:
        found = [each for each in today if each.kind == "case_escalated" and _is_of(each, turn)]
        mine = set(
            Account.objects.filter(Q(person=turn.owner) | Q(provider=turn.owner)).values_list("id", flat=True)
        )
        self.escalated += 1
        if not any(each.account_id not in mine for each in found):
            yield f"{on} {turn.case_id} {turn.key}: overdue since {turn.by}, and nobody else heard of it"
        first = self._late.setdefault((turn.case_id, turn.key, turn.what, turn.since), on)
        if turn.escalated_on != first:
            yield f"{on} {turn.case_id} {turn.key}: overdue since {first}, escalated {turn.escalated_on}"


def _on_its_day(on: date, today: list[Notice]) -> Iterator[str]:
    for each in today:
        left = (date.fromisoformat(each.params["by"]) - on).days
        if each.kind == "case_reminder" and left not in BEFORE:
            yield f"{on} {each.key}: a reminder {left} days before"
        if each.kind in ("case_overdue", "case_escalated") and left >= 0:
            yield f"{on} {each.key}: called overdue {left} days before"


def _only_what_waits(on: date, open_: list[Notice], turns: list[CaseTurn]) -> Iterator[str]:
    for each in open_:
        if not any(_is_of(each, turn) for turn in turns):
            yield f"{on} {each.key}: {each.kind} of what does not wait"


def _is_of(notice: Notice, turn: CaseTurn) -> bool:
    """Whether a notice is of this turn, begun when it was."""
    return notice.key.startswith(f"{turn.case_id}/{turn.key}/{turn.what}@{turn.since}")


def working_day_after(start: date, days: int, off: frozenset[date], worked: frozenset[date]) -> date:
    """So many working days after a day, counted one by one."""
    on = start
    while days:
        on += timedelta(days=1)
        days -= (on.weekday() < 5 and on not in off) or on in worked
    return on
