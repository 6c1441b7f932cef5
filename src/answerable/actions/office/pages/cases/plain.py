"""What happened in a case in plain words, without a text of it: dates and sentences that name nobody."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind, Step
from answerable.core.enforce.course.values import CaseNow
from answerable.core.terms.message import Message

_AGREED = "agreement"
"""The way of ending that needs no notice to arrive: the provider has agreed."""


@dataclass(frozen=True)
class Happened:
    """Something that happened on a day."""

    on: date
    what: Message


def in_plain_words(steps: tuple[Step, ...], now: CaseNow, *, on: date) -> tuple[Happened, ...]:
    """What came of a case so far, in its order; of referrals to other authorities nothing is told.

    What was found is told once the provider was, and an end once it has arrived with the provider, or both agreed on
    it: nobody reads of either before the one whom it concerns.
    """
    waits = frozenset(unserved(steps))
    told = [
        Happened(step.on, what)
        for number, step in enumerate(steps, start=1)
        if number not in waits
        for what in _told(step, counted=now.notice is not None)
    ]
    return (*told, *_since(now, on))


def unserved(steps: Sequence[Step]) -> Iterator[int]:
    """The numbers of the steps by which the contract ends without the provider's word, and that never reached it."""
    waits: int | None = None
    for number, step in enumerate(steps, start=1):
        act = step.act
        if isinstance(act, acts.Serve):
            waits = None
        elif waits is not None and (isinstance(act, acts.End) or _fell(steps, step, waits)):
            yield waits
            waits = None
        if isinstance(act, acts.End) and act.way != _AGREED:
            waits = number
    if waits is not None:
        yield waits


def _fell(steps: Sequence[Step], step: Step, end: int) -> bool:
    """Whether the step is the decision by which the end does not stand."""
    act = step.act
    if not isinstance(act, acts.DecideObjection | acts.OutsideDecided) or act.result == "rejected":
        return False
    against = steps[act.step - 1].act if 0 < act.step <= len(steps) else None
    return isinstance(against, acts.Contest | acts.GoOutside) and against.step == end


def _told(step: Step, *, counted: bool) -> Iterator[Message]:
    if not counted and isinstance(step.act, acts.Find):
        return
    say = _SAID.get(step.kind)
    if say is not None:
        yield from say(step.act if counted else _uncounted(step.act))


def _uncounted(act: acts.Act) -> acts.Act:
    return replace(act, findings=()) if isinstance(act, acts.Open | acts.TakeOver) else act


def _since(now: CaseNow, on: date) -> Iterator[Happened]:
    """What time brought about."""
    ending = now.ending
    last = None if ending is None else ending.effective
    if ending is not None and last is not None and last <= on and now.place.state == "ended":
        yield Happened(last, Message.of(f"mine_ended_{ending.way}"))
        if now.final:
            yield Happened(now.since, Message.of("mine_handed_over"))


def _opened(act: Any) -> Iterator[Message]:
    yield Message.of("mine_opened", findings=len(act.findings) or None)


def _found(act: acts.Find) -> Iterator[Message]:
    yield Message.of("mine_found_more", findings=len(act.findings))


def _ordered(act: acts.Order) -> Iterator[Message]:
    yield Message.of("mine_ordered", items=len(act.items))


def _rechecked(act: acts.Recheck) -> Iterator[Message]:
    right = sum(each.result == "corrected" for each in act.results)
    yield Message.of("mine_rechecked", right=right, items=len(act.results))


def _protected(act: acts.Protect) -> Iterator[Message]:
    for measure in act.measures:
        yield Message.of(f"mine_protect_{measure}")


def _reviewed(act: acts.ReviewProtection) -> Iterator[Message]:
    yield Message.of("mine_measures_upheld" if act.upheld else "mine_measures_lifted")


def _ends(act: acts.End) -> Iterator[Message]:
    yield Message.of(f"mine_end_{act.way}", last_day=act.last_day)


def _dismissed(act: acts.Dismiss) -> Iterator[Message]:
    yield Message.of(f"mine_dismissed_{act.outcome}")


def _objection_decided(act: acts.DecideObjection) -> Iterator[Message]:
    yield Message.of(f"mine_objection_{act.result}", findings=len(act.set_aside) or None)


def _outside_decided(act: acts.OutsideDecided) -> Iterator[Message]:
    yield Message.of(f"mine_outside_{act.result}", findings=len(act.set_aside) or None)


def _simply(code: str) -> Callable[[Any], Iterator[Message]]:
    def say(_: Any) -> Iterator[Message]:
        yield Message.of(code)

    return say


_SAID: Mapping[Kind, Callable[[Any], Iterator[Message]]] = {
    Kind.OPEN: _opened,
    Kind.TAKE_OVER: _opened,
    Kind.FIND: _found,
    Kind.NOTIFY: _simply("mine_told"),
    Kind.STATE: _simply("mine_heard"),
    Kind.DROP: _simply("mine_dropped"),
    Kind.DISMISS: _dismissed,
    Kind.ORDER: _ordered,
    Kind.REPORT: _simply("mine_reported"),
    Kind.RECHECK: _rechecked,
    Kind.EXTEND: _simply("mine_extended"),
    Kind.ACCEPT_REST: _simply("mine_rest_accepted"),
    Kind.FIND_NOT_CORRECTED: _simply("mine_not_corrected"),
    Kind.END: _ends,
    Kind.PROTECT: _protected,
    Kind.REVIEW_PROTECTION: _reviewed,
    Kind.LIFT: _simply("mine_measures_lifted"),
    Kind.CONTEST: _simply("mine_objection_made"),
    Kind.DECIDE_OBJECTION: _objection_decided,
    Kind.GO_OUTSIDE: _simply("mine_outside_begun"),
    Kind.OUTSIDE_DECIDED: _outside_decided,
    Kind.CORRECT: _simply("mine_place_corrected"),
}
