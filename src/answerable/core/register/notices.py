"""What is to be told to whom, and when a message about it may go out.

A notice says that something waits for an account, with a link to the act. Messages are for contacts: addresses by mail,
SMS or webhook that an account's owner gave. Notices are bundled, so that a contact gets at most one message an hour,
none within its quiet hours and none on a day off; only what is urgent goes out at once, whatever the hour. Within a
message no notice stands twice.

A notice holds no personal data and nothing of what a finding says: a kind, and the name of a contract.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType

from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.message import Message


class Kind(StrEnum):
    """What a notice is about. Its sentence is the message `notice_` with this word behind it."""

    DUTY_DUE = "duty_due"
    DUTY_OVERDUE = "duty_overdue"
    DECISION_TO_SIGN = "decision_to_sign"
    DECISION_TO_REVISE = "decision_to_revise"
    ASSIGNMENT_TO_ACCEPT = "assignment_to_accept"
    FINDING_CONFIRMED = "finding_confirmed"
    FINDING_ANSWERED = "finding_answered"
    MATTER_CONTESTED = "matter_contested"
    CASE_TURN = "case_turn"
    """In a case it is the account's turn."""
    CASE_REMINDER = "case_reminder"
    """30, 15, 7, 3 and 1 days before it is due, and on that day."""
    CASE_OVERDUE = "case_overdue"
    CASE_ESCALATED = "case_escalated"
    """What somebody else owes in a case is overdue."""
    CASE_PAPER = "case_paper"
    """A paper waits to be received by the provider."""
    CASE_DECIDED = "case_decided"
    CASE_HEARD = "case_heard"
    """The provider made a statement, reported, or objected."""
    CASE_PROTECTED = "case_protected"
    """Measures were taken at once."""
    DUTY_REMINDER = "duty_reminder"
    CASE_ASKED_ABOUT = "case_asked_about"
    """A supervising department asks the head of the body about a case."""
    SUBMISSION_TO_ACCEPT = "submission_to_accept"
    SUBMISSION_ACCEPTED = "submission_accepted"
    SUBMISSION_RETURNED = "submission_returned"
    WORK_DONE = "work_done"
    """Long work that the account asked for has ended."""
    WORK_FAILED = "work_failed"


class Medium(StrEnum):
    """How a message reaches a contact."""

    MAIL = "mail"
    SMS = "sms"
    WECOM = "wecom"
    DINGTALK = "dingtalk"


PARAMS = frozenset({"contract", "contract_en", "by"})
"""What a notice may say besides its kind: the names of a contract, and a day."""
LONGEST_KEY = 420
LONGEST_LINK = 500
LONGEST_PARAM = 400
QUIET_FROM, QUIET_TO = time(21), time(8)
"""The quiet hours of a contact whose owner asked for no others."""
APART = timedelta(hours=1)
"""Between two messages to one contact, unless the second is urgent."""
PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""After the first, second and third failure to send; there is no fifth try."""
_WEEKEND = 5


@dataclass(frozen=True)
class Notice:
    """One thing that an account is told. Raises ValueError for what no notice may hold.

    `key` is the thing among those of its kind: an account is told of each once. `link` is a path of the web.
    """

    kind: Kind
    account: str
    key: str
    link: str
    params: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    urgent: bool = False

    def __post_init__(self) -> None:
        if not self.account or not 0 < len(self.key) <= LONGEST_KEY:
            raise ValueError("a notice is for an account, and has a key that can be kept")
        if not self.link.startswith("/") or self.link.startswith("//") or len(self.link) > LONGEST_LINK:
            raise ValueError("a notice leads to a page of ours")
        if not self.params.keys() <= PARAMS or any(
            len(text) > LONGEST_PARAM for text in self.params.values()
        ):
            raise ValueError("a notice says of a contract its name, and a day, and nothing else")

    @property
    def ident(self) -> tuple[str, str, str]:
        """By what two notices are the same."""
        return self.account, self.kind.value, self.key

    @property
    def message(self) -> Message:
        """The notice as a sentence."""
        return Message.of(f"notice_{self.kind.value}", **{name: None for name in PARAMS} | dict(self.params))


@dataclass(frozen=True)
class Contact:
    """Where an account's owner wants to be told. `last` is when a message went there last.

    Quiet hours run from `quiet_from` up to, and without, `quiet_to`, over midnight if that is the earlier; two equal
    ones mean that there are none.
    """

    id: int
    account: str
    medium: Medium
    quiet_from: time = QUIET_FROM
    quiet_to: time = QUIET_TO
    on: bool = True
    last: datetime | None = None

    def is_quiet(self, at: time) -> bool:
        """Whether the owner wants to hear nothing at this time of the day."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


@dataclass(frozen=True)
class Waiting:
    """A notice that a contact has not been told."""

    contact: int
    notice: Notice


@dataclass(frozen=True)
class Bundle:
    """One message to one contact: the urgent notices first, each of them once."""

    contact: Contact
    notices: tuple[Notice, ...]

    @property
    def urgent(self) -> int:
        """How many of them are urgent."""
        return sum(each.urgent for each in self.notices)


def bundles(
    waiting: Iterable[Waiting],
    *,
    at: datetime,
    zone: tzinfo,
    contacts: Iterable[Contact],
    calendar: WorkingCalendar | None = None,
) -> tuple[Bundle, ...]:
    """The messages that may go out now, one for each contact at most, in the order of the contacts.

    What is not in them waits on. A contact that is switched off gets nothing. Days on which people work are those of
    the calendar; where it says nothing of a day, or there is none, Monday to Friday.
    """
    of: dict[int, dict[tuple[str, str, str], Notice]] = {}
    for each in waiting:
        of.setdefault(each.contact, {}).setdefault(each.notice.ident, each.notice)
    found = (
        Bundle(contact, _may_go(contact, of[contact.id].values(), at=at, zone=zone, calendar=calendar))
        for contact in contacts
        if contact.on and contact.id in of
    )
    return tuple(each for each in found if each.notices)


def retry_at(failures: int, *, at: datetime) -> datetime | None:
    """When to try again after so many failures, the last of them now; None: not at all."""
    return at + PAUSES[failures - 1] if failures <= len(PAUSES) else None


def _may_go(
    contact: Contact,
    notices: Iterable[Notice],
    *,
    at: datetime,
    zone: tzinfo,
    calendar: WorkingCalendar | None,
) -> tuple[Notice, ...]:
    """Whatever is urgent; the rest at its hour, in a message that goes anyway or an hour after the last.

    What is for another account never goes to this one's contact.
    """
    mine = [each for each in notices if each.account == contact.account]
    urgent = [each for each in mine if each.urgent]
    rest = [each for each in mine if not each.urgent]
    local = at.astimezone(zone)
    at_its_hour = not contact.is_quiet(local.time()) and _people_work(local, calendar)
    due = bool(urgent) or contact.last is None or not timedelta() <= at - contact.last < APART
    return (*urgent, *rest) if at_its_hour and due else tuple(urgent)


def _people_work(local: datetime, calendar: WorkingCalendar | None) -> bool:
    day = local.date()
    if calendar is None or not calendar.known(day):
        return day.weekday() < _WEEKEND
    return calendar.is_working(day)
