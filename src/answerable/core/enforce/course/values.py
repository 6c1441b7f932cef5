"""Where a case stands: a value that `fold` makes of its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from answerable.core.rulebook.routes import RouteEdition, Stage
from answerable.core.terms.calendar import Clock

ENDED: Mapping[str, str] = {
    "expiry": "ended_expired",
    "agreement": "ended_agreement",
    "unilateral": "ended_unilateral",
}
"""What a contract's end is called in the table `case_states`, by its way."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of the order in force."""

    id: str
    finding: str
    demand: str
    demand_en: str
    workdays: int
    due_on: date | None = None
    """A last day that was fixed beforehand; otherwise the period runs from the order's arrival."""
    reported_on: date | None = None
    result: str | None = None
    """What the latest re-check found."""
    checked_on: date | None = None
    checked_by: frozenset[str] = frozenset()
    """Who made that re-check; nobody is named where it is older than the steps of the case."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What the provider said before a decision; `late` after its period."""

    step: int
    on: date
    text: str
    excuse: str
    evidence: tuple[str, ...]
    late: bool


@dataclass(frozen=True, kw_only=True)
class Protection:
    """Measures that were taken at once."""

    step: int
    measures: tuple[str, ...]
    at: datetime
    on: date
    by: frozenset[str]
    reviewed_by: frozenset[str] = frozenset()
    review: int | None = None
    """The step in which somebody else looked at them."""
    upheld: bool | None = None
    decided: bool = False
    """Several people signed for it: it ends with another such decision, and by nobody alone."""
    ahead: bool = False
    """They begin on their day, which had not come when the last step was taken; `as_of` lets them begin."""
    lifted_on: date | None = None

    @property
    def in_force(self) -> bool:
        return self.lifted_on is None

    @property
    def suspends(self) -> bool:
        """Whether the service stands still because of it."""
        return self.of_service and not self.ahead

    @property
    def of_service(self) -> bool:
        """Whether the service stands still because of it, now or from its day on."""
        return self.in_force and "suspend" in self.measures


@dataclass(frozen=True, kw_only=True)
class Contestable:
    """A step that the provider may object to: who decided it, and since when the time for an objection runs."""

    step: int
    by: frozenset[str]
    on: date
    kind: str = ""
    """The name of the act."""
    stage: str = ""
    """The stage in which it was done, and to which the case goes back if it does not stand."""


@dataclass(frozen=True, kw_only=True)
class Objection:
    """An objection of the provider against a step."""

    step: int
    against: int
    on: date
    barred: frozenset[str]
    """Whoever had a part in what it is about: none of them decides it."""
    result: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Outside:
    """A procedure before a court, an arbitration commission or an authority."""

    step: int
    against: int
    forum: str
    number: str
    on: date
    result: str | None = None


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A place in which a correction has to stand, since a step."""

    step: int
    place: str
    on: date
    done_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How the contract ends."""

    step: int
    way: str
    last_day: date
    ground: str
    continuity: str
    decision: str
    signers: frozenset[str]
    served_on: date | None = None
    notice_days: int = 0
    right_until: date | None = None
    """The last day on which the notice of one side may arrive."""

    def lapsed(self, on: date) -> bool:
        """Whether the right of one side lapses before a notice that arrives on the day."""
        return self.way == "unilateral" and self.right_until is not None and self.right_until < on

    @property
    def effective(self) -> date | None:
        """The day on which it has ended. Of a notice by one side not before its arrival, and the days agreed after it;
        None while that has not arrived. A contract that runs out, or that both sides end, needs none for that.
        """
        if self.way != "unilateral":
            return self.last_day
        if self.served_on is None:
            return None
        return max(self.last_day, self.served_on + timedelta(days=self.notice_days))


@dataclass(frozen=True, kw_only=True)
class CaseNow:
    """A case after its last step. Time moves it on, too: ask `as_of` for a day."""

    route: RouteEdition
    subject: str
    stage: str
    since: date
    """Since when it is in the stage, or in this round of it."""
    clock: Clock
    """The clock of the stage; a stage that lasts until the last day has one that says nothing."""
    steps: int
    at: datetime
    """When the last step was taken."""
    on: date
    opened_on: date
    findings: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    finders: frozenset[str] = frozenset()
    opener: frozenset[str] = frozenset()
    notice: int | None = None
    """The step of the notice; None before there was one."""
    notice_on: date | None = None
    given: int = 0
    """The working days that the notice gives for a statement."""
    heard_from: date | None = None
    """When the period for the statement began."""
    heard_until: date | None = None
    """The last day of that period; None before it is over."""
    statements: tuple[Statement, ...] = ()
    items: tuple[Item, ...] = ()
    asked_on: date | None = None
    """Since when the items are asked for as they are: since the order, or since more time was given."""
    order_clock: Clock | None = None
    """The clock of the order's items, once the stage in which they are put right is over."""
    settled: tuple[str, ...] = ()
    """The findings that were put right under an earlier order."""
    rounds: int = 0
    """How many orders there were."""
    order_step: int | None = None
    authors: frozenset[str] = frozenset()
    checkers: frozenset[str] = frozenset()
    overruled: frozenset[str] = frozenset()
    """Whose re-check did not stand: none of them looks again."""
    extensions: int = 0
    """How often more time was given in this case, under whichever order."""
    cause_known: date | None = None
    """Since when it is known that an order was not complied with."""
    protections: tuple[Protection, ...] = ()
    objections: tuple[Objection, ...] = ()
    outside: tuple[Outside, ...] = ()
    owed: tuple[Owed, ...] = ()
    handed_over: tuple[str, ...] = ()
    ending: Ending | None = None
    annulled: bool = False
    """The end of the contract was set aside: it goes on."""
    contestable: tuple[Contestable, ...] = ()

    @property
    def place(self) -> Stage:
        """The stage as the route describes it."""
        return self.route.stages[self.stage]

    @property
    def final(self) -> bool:
        return self.place.final

    @property
    def suspended(self) -> bool:
        """Whether a protective measure holds the service."""
        return any(each.suspends for each in self.protections)

    @property
    def state(self) -> str:
        """The state as the table `case_states` calls it."""
        named = self.place.state
        if named == "ended":
            return ENDED[self.ending.way] if self.ending else "closed"
        return "suspended" if self.suspended and named != "ending" else named

    @property
    def standing_findings(self) -> tuple[str, ...]:
        """The findings that nobody has set aside."""
        return tuple(each for each in self.findings if each not in self.set_aside)

    @property
    def put_right(self) -> frozenset[str]:
        """The findings of which every item was found corrected, under this order or an earlier one."""
        left = {each.finding for each in self.open_items}
        return frozenset(self.settled) | {each.finding for each in self.items} - left

    @property
    def to_order(self) -> tuple[str, ...]:
        """The findings that stand and are not put right: what an order has to speak of."""
        return tuple(each for each in self.standing_findings if each not in self.put_right)

    @property
    def checked_apart(self) -> bool:
        """Whether a re-check by somebody who found nothing of it says that an item was not corrected.

        Who made one that is older than the steps of the case is not among its steps, and counts as somebody else.
        """
        found = [each.checked_by for each in self.items if each.result == "not_corrected"]
        return any(not by or not by <= self.overruled | self.finders for by in found)

    def contested(self, step: int | None) -> Contestable | None:
        """The step, if one may object to it."""
        return next((each for each in self.contestable if each.step == step), None)

    @property
    def open_items(self) -> tuple[Item, ...]:
        """The items that no re-check found corrected."""
        return tuple(each for each in self.items if each.result != "corrected")

    @property
    def left_over(self) -> tuple[str, ...]:
        """What of the hand-over is not done."""
        return tuple(each for each in self.route.hand_over if each not in self.handed_over)
