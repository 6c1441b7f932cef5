"""What is open in a case to somebody on a day, and why everything else is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from answerable.core.enforce.course.refuse import Around, possible_from, shut
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import CaseNow
from answerable.core.enforce.course.who import MEETING
from answerable.core.terms.message import Message

_BEGIN = frozenset({Kind.OPEN, Kind.TAKE_OVER})


@dataclass(frozen=True)
class Door:
    """One act: open if there is no reason against. `target` is the step that it is about, `opens` the day on which
    time alone opens it. By a `meeting`, whose minutes a head records, it may be decided although he had a part in it.
    """

    kind: Kind
    target: int | None
    reasons: tuple[Message, ...]
    opens: date | None
    meeting: bool = False

    @property
    def open(self) -> bool:
        return not self.reasons


def doors(case: CaseNow, around: Around) -> tuple[Door, ...]:
    """Every act, the open ones first, in the order in which a case goes."""
    found = [
        _door(case, kind, around, target)
        for kind in Kind
        if kind not in _BEGIN
        for target in _targets(case, kind)
    ]
    return tuple(sorted(found, key=lambda door: not door.open))


def _door(case: CaseNow, kind: Kind, around: Around, target: int | None) -> Door:
    reasons = shut(case, kind, around, target=target)
    said = [day for each in reasons if isinstance(day := each.params.get("opens"), date)]
    silent = possible_from(case, kind, around.calendar) if target is None else None
    met = bool(reasons) and not shut(case, kind, around, target=target, minutes=MEETING)
    return Door(kind, target, reasons, max(said, default=silent), meeting=met)


def _targets(case: CaseNow, kind: Kind) -> Iterator[int | None]:
    if kind is Kind.REVIEW_PROTECTION:
        yield from (each.step for each in case.protections if each.upheld is None and each.in_force)
    elif kind is Kind.LIFT:
        yield from (each.step for each in case.protections if each.in_force)
    elif kind is Kind.DECIDE_OBJECTION:
        yield from (each.step for each in case.objections if each.result is None)
    elif kind is Kind.OUTSIDE_DECIDED:
        yield from (each.step for each in case.outside if each.result is None)
    elif kind is Kind.CORRECT:
        yield from dict.fromkeys(each.step for each in case.owed if each.done_on is None)
    elif kind in (Kind.CONTEST, Kind.GO_OUTSIDE):
        yield from (each.step for each in case.contestable)
    else:
        yield None
