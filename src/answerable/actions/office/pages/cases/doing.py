"""What is open in a case to its reader now, and why everything else is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.actions.office.actors import Subjects
from answerable.actions.office.cases.deciding import OF_SIGNERS
from answerable.actions.office.pages.subjects import Asking
from answerable.core.enforce.course.doors import Door, doors
from answerable.core.enforce.course.refuse import Around
from answerable.core.enforce.course.steps import Kind
from answerable.core.enforce.course.values import CaseNow
from answerable.core.register import values
from answerable.core.register.permits import Act, may
from answerable.core.terms.message import Message

_SIGNED = frozenset({Kind.ORDER, Kind.END})
"""Steps that are drafted by a handler and taken by the last signature: who signs is asked then."""
_DRAFTS = ("handler",)


@dataclass(frozen=True)
class DoorLine:
    """One kind of act: the steps that it may be about where there are several, and why it is closed if it is.

    `opens` is the day on which silence alone opens it.
    """

    kind: Kind
    targets: tuple[int, ...]
    reasons: tuple[Message, ...]
    opens: date | None
    meeting: bool = False
    """Open to the reader only as what a meeting decided, with its minutes."""

    @property
    def open(self) -> bool:
        return not self.reasons or self.meeting


def door_lines(
    case: CaseNow, around: Around, asked: Asking, contract: values.Contract
) -> tuple[DoorLine, ...]:
    """Every act that there is something for, the open ones first, in the order in which a case goes."""
    subject = Subjects(asked.on).contract(body=contract.body, provider=contract.provider)
    drafts = may(asked.actor, Act.PROPOSE, subject)
    grouped: dict[Kind, list[Door]] = {}
    for door in doors(case, around):
        grouped.setdefault(door.kind, []).append(door)
    lines = [_line(kind, grouped[kind], drafts=drafts) for kind in Kind if kind in grouped]
    return tuple(sorted(lines, key=lambda line: not line.open))


def reasons_against(
    case: CaseNow, kind: Kind, around: Around, asked: Asking, contract: values.Contract
) -> tuple[Message, ...]:
    """Why the act is closed today to whoever asks; nothing where it is open, and where there is nothing for it."""
    lines = door_lines(case, around, asked, contract)
    return next((each.reasons for each in lines if each.kind is kind), ())


def _line(kind: Kind, found: Iterable[Door], *, drafts: bool) -> DoorLine:
    judged = [(door, _reasons(door, drafts=drafts)) for door in found]
    opened = [door for door, why in judged if not why]
    met = [] if opened else [door for door, _ in judged if door.meeting]
    targets = tuple(door.target for door in opened or met if door.target is not None)
    first, why = judged[0]
    return DoorLine(kind, targets, () if opened else why, None if opened else first.opens, bool(met))


def _reasons(door: Door, *, drafts: bool) -> tuple[Message, ...]:
    """Why it is closed; a decision with a chain is closed to whoever drafts none."""
    if door.kind not in _SIGNED:
        return door.reasons
    left = tuple(each for each in door.reasons if each.code not in OF_SIGNERS)
    his = () if drafts else (Message.of("case_not_your_role", act=door.kind.value, roles=_DRAFTS),)
    return (*left, *his)
