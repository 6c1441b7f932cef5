"""Whose turn it is, to do what, until when: of every case at every instant, and on every track of it.

The clock runs on the reviewer, too. What is overdue is somebody's, and is escalated: to who answers for the contract,
then to the head, then to those who supervise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from answerable.core.enforce.course.clocks import as_of, due
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import CaseNow
from answerable.core.enforce.course.who import barred
from answerable.core.rulebook.routes import LAST_DAY
from answerable.core.terms.calendar import Deadline, WorkingCalendar
from answerable.core.terms.citation import Citation, Provenance

HANDLER, LEADER, PROVIDER, REVIEWER = "handler", "leader", "provider", "reviewer"
REMINDED = (30, 15, 7, 3, 1)
"""Days before a due date on which somebody is reminded; afterwards every day."""
_AGREED = Citation("合同 · contract", "", Provenance.STATED)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One thing that waits for somebody in a case.

    `owner` is whose turn it is: the handler's, the leader's, the provider's or a reviewer's; none of the `barred`.
    `what` names what waits: a clock of the route. `silence` is the stage that follows if nobody does it.
    """

    key: str
    what: str
    owner: str
    barred: frozenset[str]
    since: date
    by: date
    provisional: bool
    silence: str | None
    ground: Citation
    paused_until: date | None = None
    step: int | None = None
    """The step that it is about."""

    def overdue(self, on: date) -> bool:
        return self.by < on


_JUDGES = {
    "decide": Kind.DISMISS,
    "recheck": Kind.RECHECK,
    "conclude": Kind.EXTEND,
}
"""What waits of those who judge, and the act by which they are barred."""


def turns(case: CaseNow, calendar: WorkingCalendar, *, on: date) -> tuple[Turn, ...]:
    """Everything that waits in the case at the end of the day, the stage first; nothing of one that is over."""
    now = as_of(case, calendar, on=on)
    return (*_stage(now, calendar, on), *_side(now, calendar))


def _stage(now: CaseNow, calendar: WorkingCalendar, on: date) -> Iterator[Turn]:
    stage, last = now.place, due(now, calendar)
    if stage.final or stage.clock is None or stage.owner is None or last is None:
        return
    pauses = now.clock.pauses
    until = pauses[-1].until if pauses else None
    paused = until if until is not None and until > on else None
    judged = _JUDGES.get(stage.clock)
    rule = now.route.clocks.get(stage.clock)
    yield Turn(
        key="stage",
        what="hand_over" if stage.clock == LAST_DAY else stage.clock,
        owner=LEADER if paused else stage.owner,
        barred=barred(now, judged) if judged else frozenset(),
        since=now.since,
        by=last.on,
        provisional=last.provisional,
        silence=stage.silence,
        ground=rule.ground if rule else _AGREED,
        paused_until=paused,
    )


def _side(now: CaseNow, calendar: WorkingCalendar) -> Iterator[Turn]:
    for taken in now.protections:
        if taken.in_force and taken.upheld is None:
            yield _turn(now, calendar, ("protect", LEADER), (taken.step, taken.on), taken.by)
        elif taken.in_force and now.final:
            # Measures that no case goes on about: they are lifted, or a case is opened on what they are for.
            yield _turn(now, calendar, ("choose", LEADER), (taken.step, max(taken.on, now.since)))
    for made in now.objections:
        if made.result is None:
            yield _turn(now, calendar, ("review", REVIEWER), (made.step, made.on), made.barred)
    yield from _followed(now, calendar)


def _followed(now: CaseNow, calendar: WorkingCalendar) -> Iterator[Turn]:
    """What the handler follows: procedures elsewhere, and corrections that are owed to the public."""
    for filed in now.outside:
        if filed.result is None:
            yield _turn(now, calendar, ("outside", HANDLER), (filed.step, filed.on))
    for place in now.owed:
        if place.done_on is None:
            turn = _turn(now, calendar, ("publish", HANDLER), (place.step, place.on))
            yield replace(turn, key=f"{turn.key}/{place.place}")


def _turn(
    now: CaseNow,
    calendar: WorkingCalendar,
    named: tuple[str, str],
    begun: tuple[int, date],
    barred_by: frozenset[str] = frozenset(),
) -> Turn:
    (clock, owner), (step, since) = named, begun
    rule = now.route.clocks[clock]
    last: Deadline = calendar.deadline(since, rule.workdays)
    return Turn(
        key=f"{clock}/{step}",
        what=clock,
        owner=owner,
        barred=barred_by,
        since=since,
        by=last.on,
        provisional=last.provisional,
        silence=None,
        ground=rule.ground,
        step=step,
    )


def to_remind(turn: Turn, *, on: date) -> bool:
    """Whether somebody is reminded on the day: 30, 15, 7, 3 and 1 days before it is due, and daily from then on."""
    left = (turn.by - on).days
    return left in REMINDED or left <= 0
