"""Why an act in a case is refused: out of turn, too early, too late, by the wrong person, or not complete.

Every reason is said at once, with the rule and the day on which it becomes possible where there is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.core.enforce.course.acts import Contest, Order, Report
from answerable.core.enforce.course.clocks import ITEMS, as_of, due, item_due
from answerable.core.enforce.course.complete import Known, incomplete, met
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.enforce.course.values import CaseNow, Contestable
from answerable.core.enforce.course.who import Who, barred, not_his
from answerable.core.rulebook.routes import OUTCOMES
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

_DAY = timedelta(days=1)
_ANY_STAGE = frozenset({Kind.PROTECT, Kind.REFER, Kind.GO_OUTSIDE})
"""What no stage closes: danger does not wait, and other authorities have their own rules."""


class CaseRefusedError(InputError):
    """The act is refused and nothing is stored; `messages` holds every reason."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        self.messages = messages
        super().__init__("case_refused", count=len(messages))


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around a case on the day of an act."""

    calendar: WorkingCalendar
    on: date
    who: Who
    known: Known


def refusals(case: CaseNow, step: Step, around: Around) -> tuple[Message, ...]:
    """Every reason why the step is not taken; none if it is."""
    target = getattr(step.act, "step", None)
    minutes = getattr(step.act, "minutes", "")
    closed = shut(case, step.kind, around, target=target, minutes=minutes)
    if isinstance(step.act, Order) and met(step.act, step):
        # Who records what a meeting decided may be one of those who found it.
        closed = tuple(each for each in closed if each.code != "case_had_a_part_found")
    now = as_of(case, around.calendar, on=around.on)
    late = _came_late(now, step, around)
    return (*_clockwise(case, step), *closed, *late, *incomplete(now, step, around.known))


def let_pass(case: CaseNow, step: Step, around: Around) -> None:
    """Do nothing if the step may be taken. Raises CaseRefusedError with every reason otherwise."""
    reasons = refusals(case, step, around)
    if reasons:
        raise CaseRefusedError(reasons)


def shut(
    case: CaseNow, kind: Kind, around: Around, *, target: int | None = None, minutes: str = ""
) -> tuple[Message, ...]:
    """Why this kind of act is not open to this person on the day, whatever it would state; nothing if it is.

    With `minutes` a head records what a meeting decided.
    """
    now = as_of(case, around.calendar, on=around.on)
    his = not_his(kind, around.who, barred=barred(now, kind, target), minutes=minutes)
    if kind in _ANY_STAGE:
        return his
    if kind.value in OUTCOMES:
        return (*_of_stage(now, kind, around), *his)
    return (*_SIDE_TRACKS[kind](now, around, target), *his)


def possible_from(case: CaseNow, kind: Kind, calendar: WorkingCalendar) -> date | None:
    """The day from which silence alone opens the act; None where it does not, or where it is open already."""
    if kind.value in case.place.acts:
        return None
    while True:
        last, to = due(case, calendar), case.place.silence
        if last is None or to is None:
            return None
        opens = last.on + _DAY
        case = as_of(case, calendar, on=opens)
        if kind.value in case.place.acts:
            return opens


def _clockwise(case: CaseNow, step: Step) -> Iterator[Message]:
    if step.at < case.at or step.on < case.on:
        yield Message.of("case_out_of_order", on=step.on, last=case.on)


def _of_stage(now: CaseNow, kind: Kind, around: Around) -> Iterator[Message]:
    if kind.value in now.place.acts:
        yield from _EARLY.get(kind, _never)(now, around)
        return
    opens = possible_from(now, kind, around.calendar)
    if opens is not None:
        yield Message.of("case_too_early", act=kind.value, opens=opens, until=opens - _DAY)
    else:
        yield Message.of("case_closed_to", act=kind.value, stage=now.stage, since=now.since)


def _never(_: CaseNow, __: Around) -> Iterator[Message]:
    yield from ()


def _extend(now: CaseNow, _: Around) -> Iterator[Message]:
    if now.extensions >= now.route.extensions:
        yield Message.of("case_extended_already", times=now.extensions)


def _recheck_again(now: CaseNow, around: Around) -> Iterator[Message]:
    """What was found not corrected may be looked at again another day, by somebody again."""
    if now.place.state == "not_corrected" and now.since >= around.on:
        yield Message.of("case_too_early", act="recheck", opens=now.since + _DAY, until=now.since)


def _unreviewed(now: CaseNow, _: Around) -> Iterator[Message]:
    """Nobody closes a case over measures that somebody else has still to look at."""
    if any(each.in_force and each.upheld is None for each in now.protections):
        yield Message.of("case_protection_unreviewed")


def _accept_rest(now: CaseNow, around: Around) -> Iterator[Message]:
    """An end that several decided is not given up by one, unless its right has lapsed."""
    yield from _unreviewed(now, around)
    if now.ending is not None and not now.ending.lapsed(around.on):
        yield Message.of("case_end_stands", since=now.since)


def _nothing_to_find(now: CaseNow, around: Around) -> Iterator[Message]:
    """Only what was confirmed, and is in no case yet, can be added."""
    if not around.known.findings - around.known.taken - frozenset(now.findings):
        yield Message.of("case_nothing_to_find")


def _nothing_found(now: CaseNow, _: Around) -> Iterator[Message]:
    if not now.standing_findings:
        yield Message.of("case_without_findings")


def _report_again(now: CaseNow, around: Around) -> Iterator[Message]:
    """Once the period is over, only what came in on paper before is recorded, and only until all is reported."""
    if now.place.clock == ITEMS:
        return
    left = [item_due(now, each, around.calendar).on for each in now.open_items if each.reported_on is None]
    if not left:
        yield Message.of("case_closed_to", act="report", stage=now.stage, since=now.since)
    elif around.who.provider is not None:
        yield Message.of("case_report_late", until=max(left))


_EARLY = {
    Kind.FIND: _nothing_to_find,
    Kind.NOTIFY: _nothing_found,
    Kind.EXTEND: _extend,
    Kind.REPORT: _report_again,
    Kind.RECHECK: _recheck_again,
    **dict.fromkeys((Kind.DROP, Kind.DISMISS), _unreviewed),
    Kind.ACCEPT_REST: _accept_rest,
}


def _set_route(now: CaseNow, _: Around, __: int | None) -> Iterator[Message]:
    """By which law it ends is settled before the end is decided."""
    if now.final or now.ending is not None:
        yield Message.of("case_closed_to", act="set_route", stage=now.stage, since=now.since)


def _paused(now: CaseNow, around: Around) -> bool:
    pauses = now.clock.pauses
    return bool(pauses) and pauses[-1].until is not None and pauses[-1].until > around.on


def _pause(now: CaseNow, around: Around, _: int | None) -> Iterator[Message]:
    if now.final or now.place.clock == "last_day":
        yield Message.of("case_closed_to", act="pause", stage=now.stage, since=now.since)
    elif _paused(now, around) or any(
        each.until is None or each.until > around.on for each in now.clock.pauses
    ):
        yield Message.of("case_paused_already", until=now.clock.pauses[-1].until)


def _resume(now: CaseNow, around: Around, _: int | None) -> Iterator[Message]:
    if now.final or not _paused(now, around):
        yield Message.of("case_not_paused")


def _review_protection(now: CaseNow, _: Around, target: int | None) -> Iterator[Message]:
    found = [each for each in now.protections if each.step == target]
    if not found:
        yield Message.of("case_no_such_step", step=target)
    elif found[0].upheld is not None:
        yield Message.of("case_protection_reviewed")
    elif not found[0].in_force:
        yield Message.of("case_protection_lifted", on=found[0].lifted_on)


def _lift(now: CaseNow, _: Around, target: int | None) -> Iterator[Message]:
    found = [each for each in now.protections if each.step == target]
    if not found:
        yield Message.of("case_no_such_step", step=target)
    elif not found[0].in_force:
        yield Message.of("case_protection_lifted", on=found[0].lifted_on)
    elif found[0].upheld is None:
        yield Message.of("case_protection_unreviewed")
    elif found[0].decided:
        yield Message.of("case_protection_decided")


def _contest(now: CaseNow, around: Around, target: int | None) -> Iterator[Message]:
    found = now.contested(target)
    if found is None:
        yield Message.of("case_not_contestable", step=target)
        return
    last = objection_until(now, found, around.calendar)
    # What came on paper is late by the day on which it came in.
    if last < around.on and around.who.provider is not None:
        yield Message.of("case_objection_late", until=last, step=target)
    if any(each.against == target for each in now.objections):
        yield Message.of("case_contested_already", step=target)


def _came_late(now: CaseNow, step: Step, around: Around) -> Iterator[Message]:
    """What came in on paper after its time: an objection, or a report that silence did not wait for."""
    act, came = step.act, getattr(step.act, "received_on", None)
    if came is None or around.who.provider is not None:
        return
    if isinstance(act, Contest):
        found = now.contested(act.step)
        last = None if found is None else objection_until(now, found, around.calendar)
        if last is not None and last < came:
            yield Message.of("case_objection_late", until=last, step=act.step)
    elif isinstance(act, Report) and Kind.REPORT.value in now.place.acts and now.place.clock != ITEMS:
        for day in _last_days(now, act, around.calendar):
            if day < came:
                yield Message.of("case_report_late", until=day)


def _last_days(now: CaseNow, act: Report, calendar: WorkingCalendar) -> list[date]:
    """The last days of the items that a report is on."""
    said = {each.item for each in act.items}
    return sorted({item_due(now, each, calendar).on for each in now.open_items if each.id in said})


def objection_until(now: CaseNow, found: Contestable, calendar: WorkingCalendar) -> date:
    """The last day for an objection to a step."""
    return calendar.deadline(found.on, now.route.clocks["object"].workdays).on


def _decide_objection(now: CaseNow, _: Around, target: int | None) -> Iterator[Message]:
    found = [each for each in now.objections if each.step == target]
    if not found:
        yield Message.of("case_no_such_step", step=target)
    elif found[0].result is not None:
        yield Message.of("case_objection_decided", step=found[0].against)


def _outside_decided(now: CaseNow, _: Around, target: int | None) -> Iterator[Message]:
    found = [each for each in now.outside if each.step == target]
    if not found:
        yield Message.of("case_no_such_step", step=target)
    elif found[0].result is not None:
        yield Message.of("case_outside_decided", number=found[0].number)


def _correct(now: CaseNow, _: Around, target: int | None) -> Iterator[Message]:
    if not any(each.step == target and each.done_on is None for each in now.owed):
        yield Message.of("case_nothing_to_correct", step=target)


def _opens(now: CaseNow, _: Around, __: int | None) -> Iterator[Message]:
    yield Message.of("case_open_already", since=now.opened_on)


_SIDE_TRACKS = {
    Kind.OPEN: _opens,
    Kind.TAKE_OVER: _opens,
    Kind.SET_ROUTE: _set_route,
    Kind.PAUSE: _pause,
    Kind.RESUME: _resume,
    Kind.REVIEW_PROTECTION: _review_protection,
    Kind.LIFT: _lift,
    Kind.CONTEST: _contest,
    Kind.DECIDE_OBJECTION: _decide_objection,
    Kind.OUTSIDE_DECIDED: _outside_decided,
    Kind.CORRECT: _correct,
}
