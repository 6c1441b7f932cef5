"""What may happen to a citizen's matter next: handled, confirmed by somebody else, contested (DESIGN, law 7).

Handling and outcome are two things. Whoever handled a matter never says that it was put right; and a citizen who
contests an outcome is the only one who ends that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.core.terms.errors import InputError
from answerable.core.terms.message import Message

CITIZEN = "citizen"
_SETTLED = frozenset({"put_right", "no_ground"})
"""Outcomes after which there is nothing left to handle, unless the citizen contests them."""


class MatterError(InputError):
    """The act is refused; `messages` holds every reason."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(messages)
        super().__init__("matter_refused", count=len(self.messages))


@dataclass(frozen=True)
class Matter:
    """How far a matter has come; field names are the columns' names."""

    raised_on: date
    handled_on: date | None = None
    outcome: str | None = None
    contested_on: date | None = None
    handled_by: str | None = None
    """The person who handled it here; None where it was handled elsewhere, or not at all."""


Cells = dict[str, str]


def handled(matter: Matter, day: date, *, on: date) -> Cells:
    """The cells of a matter that was handled on the day. A contested or unsolved one is handled anew, unconfirmed.

    Raises MatterError with every reason why it is not handled so.
    """
    messages = list(_day("handled_on", day, matter.contested_on or matter.raised_on, on=on))
    again = matter.contested_on is not None or (matter.outcome is not None and matter.outcome not in _SETTLED)
    if matter.handled_on is not None and not again:
        messages.append(Message.of("matter_handled", handled_on=matter.handled_on))
    _refuse(messages)
    return {"handled_on": day.isoformat(), "outcome": "", "confirmed_by": "", "confirmed_on": ""}


def confirmed(
    matter: Matter, outcome: str, *, confirmed_by: str, day: date, person: str | None, on: date
) -> Cells:
    """The cells of a matter whose outcome somebody confirmed on the day; the citizen's word ends what he contested.

    `person` is who says so here. Raises MatterError with every reason why not.
    """
    messages = list(_day("confirmed_on", day, matter.handled_on or matter.raised_on, on=on))
    if matter.handled_on is None:
        messages.append(Message.of("matter_not_handled"))
    elif matter.outcome is not None:
        messages.append(Message.of("matter_confirmed"))
    if matter.handled_by is not None and matter.handled_by == person:
        messages.append(Message.of("matter_own_fix"))
    _refuse(messages)
    cells = {"outcome": outcome, "confirmed_by": confirmed_by, "confirmed_on": day.isoformat()}
    return cells | ({"contested_on": ""} if confirmed_by == CITIZEN else {})


def contested(matter: Matter, day: date, *, on: date) -> Cells:
    """The cells of a matter whose handling or outcome the citizen contested on the day. Raises MatterError."""
    messages = list(_day("contested_on", day, matter.handled_on or matter.raised_on, on=on))
    if matter.handled_on is None:
        messages.append(Message.of("matter_not_handled"))
    if matter.contested_on is not None:
        messages.append(Message.of("matter_contested", contested_on=matter.contested_on))
    _refuse(messages)
    return {"contested_on": day.isoformat()}


def _day(column: str, day: date, earliest: date, *, on: date) -> Iterable[Message]:
    if day > on:
        yield Message.of("matter_day_later", column=column, day=day, on=on)
    if day < earliest:
        yield Message.of("matter_day_earlier", column=column, day=day, earliest=earliest)


def _refuse(messages: list[Message]) -> None:
    if messages:
        raise MatterError(messages)
