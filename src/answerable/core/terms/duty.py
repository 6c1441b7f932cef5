"""A duty: who owes what, by when, on which ground, from which fact. One value used by all areas."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from answerable.core.terms.citation import Citation
from answerable.core.terms.message import Message


class Side(StrEnum):
    """Both sides are measured alike."""

    BODY = "body"
    PROVIDER = "provider"


class DutyState(StrEnum):
    """How a duty stands on a date."""

    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True)
class Duty:
    """What somebody owes.

    `who` is the id of a person, or of the body or provider where no person can be named.
    `workdays_late` counts working days after `by` up to the day it was done, or up to the day asked about.
    """

    id: str
    contract: str
    side: Side
    who: str
    what: Message
    by: date
    provisional: bool
    """The deadline lies beyond the published holiday calendar and may still move."""
    ground: Citation
    fact: str
    """Where the duty comes from: table and key, such as `orders/o-17`."""
    state: DutyState
    done_on: date | None = None
    workdays_late: int = 0
