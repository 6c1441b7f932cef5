"""What must be so in a case, said once more by itself: it is told what was accepted, and objects to what must not be.

It reads none of the product's decisions. Deadlines are counted day by day (`days`), roles are asked of the cast.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from answerable.core.enforce.course import acts
from tests.drills.histories import one_side
from tests.drills.histories.cast import Signed, finder_of
from tests.drills.histories.days import last_day
from tests.drills.histories.on_paper import came_faults, report_faults
from tests.drills.histories.parts import by_others, forbid, of_measures

MOST_EXTENSIONS, LEAST_PERSONS = 1, 3


@dataclass
class Item:
    """One item of the order, as it was issued."""

    finding: str
    workdays: int
    result: str = ""
    checked_by: frozenset[str] = frozenset()


@dataclass
class Signature:
    """One signature under a decision that was carried out."""

    role: str
    by: str
    for_: str | None
    minutes: str | None

    @property
    def persons(self) -> set[str]:
        return {self.by} | ({self.for_} if self.for_ else set())


@dataclass
class Model:
    """What was accepted so far in one case of one contract."""

    signed: Signed
    route: str = "civil"
    opener: set[str] = field(default_factory=set)
    finders: set[str] = field(default_factory=set)
    findings: list[str] = field(default_factory=list)
    aside: set[str] = field(default_factory=set)
    given: int = 0
    heard_from: date | None = None
    hearing_pauses: list[tuple[date, date]] = field(default_factory=list)
    statements: int = 0
    orders: int = 0
    items: dict[str, Item] = field(default_factory=dict)
    items_from: date | None = None
    items_pauses: list[tuple[date, date]] = field(default_factory=list)
    reported: set[str] = field(default_factory=set)
    all_reported: bool = False
    """Everything that was asked for was reported: the period for it is over."""
    authors: set[str] = field(default_factory=set)
    checkers: set[str] = field(default_factory=set)
    overruled: set[str] = field(default_factory=set)
    settled: set[str] = field(default_factory=set)
    order_stands: bool = False
    extensions: int = 0
    known_on: date | None = None
    protections: dict[int, tuple[set[str], date]] = field(default_factory=dict)
    reviewed: dict[int, tuple[int, set[str]]] = field(default_factory=dict)
    """The measures that were reviewed: in which step, and by whom."""
    behind: dict[int, set[str]] = field(default_factory=dict)
    """Who is behind each step."""
    objections: dict[int, int] = field(default_factory=dict)
    judges: dict[int, set[str]] = field(default_factory=dict)
    """Who, beside whoever decided, does not decide each objection."""
    ending: Mapping[str, str] | None = None
    ending_served: date | None = None
    ended_by: set[str] = field(default_factory=set)
    was_over_from: date | None = None
    """Since when the contract was over by an end that was set aside later."""

    # ---------------------------------------------------------------- what time says

    @property
    def heard_until(self) -> date | None:
        """The last day for the statement, once the notice has arrived."""
        return None if self.heard_from is None else last_day(self.heard_from, self.given, self.hearing_pauses)

    def heard(self, on: date) -> bool:
        until = self.heard_until
        return until is not None and until < on

    @property
    def open_items(self) -> set[str]:
        return {id for id, item in self.items.items() if item.result != "corrected"}

    def item_due(self, id: str) -> date | None:
        """The last day for an item whose order has arrived."""
        if self.items_from is None:
            return None
        return last_day(self.items_from, self.items[id].workdays, self.items_pauses)

    @property
    def standing(self) -> list[str]:
        return [each for each in self.findings if each not in self.aside]

    @property
    def put_right(self) -> set[str]:
        """Findings of which nothing is left to do, under this order or an earlier one."""
        return self.settled | {each.finding for each in self.items.values() if each.result == "corrected"}

    @property
    def to_order(self) -> list[str]:
        return [each for each in self.standing if each not in self.put_right]

    # ---------------------------------------------------------------- what is told

    def took(self, number: int, act: acts.Act, persons: set[str], on: date) -> None:
        """A step was accepted of these persons, of whom one acted and the other was acted for."""
        self.behind[number] = set(persons)
        if isinstance(act, acts.OnPaper):
            for broken in came_faults(act, on):
                forbid(True, broken, act.received_on, act.paper)
        told = _TOLD.get(type(act))
        if told is not None:
            told(self, number, act, persons, on)

    def ordered(
        self,
        number: int,
        items: dict[str, Item],
        signatures: list[Signature],
        content: Mapping[str, str],
        on: date,
    ) -> None:
        """An order was issued."""
        everybody = set().union(*(each.persons for each in signatures))
        forbid(not self.heard(on), "an order before the statement's period is over", on, self.heard_until)
        last = signatures[-1]
        barred = last.persons & (self.finders | self.opener)
        forbid(bool(barred) and not last.minutes, "an order decided by a finder", barred)
        answered = content.get("answer", "").strip()
        forbid(bool(self.statements) and not answered, "an order that does not answer the statement")
        aside = {each.strip() for each in content.get("set_aside", "").split(",") if each.strip()}
        stated = [each.finding for each in items.values()]
        forbid(
            set(stated) | aside != set(self.to_order),
            "an order over other findings",
            stated,
            aside,
            self.to_order,
        )
        self.aside |= aside
        self.settled = self.put_right
        self.items, self.authors, self.order_stands = dict(items), everybody, True
        self.items_from, self.items_pauses, self.known_on = None, [], None
        self.reported, self.all_reported = set(), False
        self.orders += 1
        self.behind[number] = everybody

    def ended(self, number: int, content: Mapping[str, str], signatures: list[Signature], on: date) -> None:
        """The end of the contract was decided, in this case or, with no number, in one of its own."""
        everybody = set().union(*(each.persons for each in signatures))
        forbid(len(everybody) < LEAST_PERSONS, "an end with fewer than three persons behind it", everybody)
        forbid(len({each.by for each in signatures}) < LEAST_PERSONS, "an end of too few accounts", everybody)
        if content["way"] == "unilateral":
            for broken in one_side.faults(self, content, signatures, on):
                forbid(True, "an end by one side", broken)
        if content["way"] == "agreement":
            forbid(not content.get("consent_on"), "an end by agreement without consent")
            forbid(not content.get("consent"), "an end by agreement without the paper of it")
        if number:
            self.ending, self.ending_served, self.ended_by = content, None, everybody
            self.behind[number] = everybody

    def fell(
        self, against: int, left: Mapping[str, str | None], order_stands: bool, end_stands: bool
    ) -> None:
        """An objection was upheld, at least in part: what is left are these items, with the results that stand."""
        forbid(not left.keys() <= self.items.keys(), "an objection makes items", left)
        undone = [id for id, result in left.items() if not result and self.items[id].result]
        forbid(any(self.items[id].result == "corrected" for id in undone), "what is put right is put right")
        if undone:
            self.overruled |= self.behind[against]
        self.items = {id: replace(self.items[id], result=result or "") for id, result in left.items()}
        self.order_stands = order_stands
        if not order_stands:
            self.items_from = None
        if not end_stands:
            self.was_over_from = self.effective_from() or self.was_over_from
            self.ending, self.ending_served = None, None

    def effective_from(self) -> date | None:
        """The first day on which the contract may be over; None while its notice is on its way."""
        if self.ending is None:
            return None
        last = date.fromisoformat(self.ending["last_day"])
        if self.ending["way"] != "unilateral":
            return last
        if self.ending_served is None:
            return None
        notice = next((days for id, _, days in self.signed.exits if id == self.ending.get("clause")), 0)
        return max(last, date.fromordinal(self.ending_served.toordinal() + notice))


def _opened(model: Model, _: int, act: acts.Open, persons: set[str], on: date) -> None:
    model.route, model.opener = act.route, set(persons)
    _found(model, _, acts.Find(findings=act.findings), persons, on)


def _found(model: Model, _: int, act: acts.Find, persons: set[str], on: date) -> None:
    known = {id for id, _, day in model.signed.findings if day <= on}
    forbid(not set(act.findings) <= known, "a finding that is not confirmed", act.findings)
    model.findings = list(dict.fromkeys((*model.findings, *act.findings)))
    model.finders |= set(persons) | {finder_of(each, model.signed.body) for each in act.findings}


def _routed(model: Model, _: int, act: acts.SetRoute, persons: set[str], on: date) -> None:
    forbid(act.route == model.route, "the same route again", act.route)
    model.route = act.route


def _notified(model: Model, _: int, act: acts.Notify, persons: set[str], on: date) -> None:
    forbid(not model.standing, "a notice of nothing")
    forbid(act.workdays < 3, "an unreasonable period", act.workdays)
    model.given = act.workdays


def _served(model: Model, _: int, act: acts.Serve, persons: set[str], on: date) -> None:
    forbid(act.arrived_on > on, "arrived tomorrow")
    forbid(not act.proof and act.method != "desk", "no proof of delivery")
    if model.ending is not None:
        model.ending_served = act.arrived_on
    elif model.order_stands:
        model.items_from = act.arrived_on
    else:
        model.heard_from = act.arrived_on


def _spoke(model: Model, *_: object) -> None:
    model.statements += 1


def _dismissed(model: Model, _: int, act: acts.Dismiss, persons: set[str], on: date) -> None:
    forbid(not model.heard(on), "a dismissal before the statement's period is over", on, model.heard_until)
    by_others(model, act, persons, model.finders | model.opener, "dismissed by a finder")
    forbid(bool(model.statements) and not act.answer.strip(), "a dismissal that does not answer")
    model.aside |= set(model.findings)


def _dropped(model: Model, _: int, act: acts.Drop, persons: set[str], on: date) -> None:
    forbid(model.heard_from is not None, "dropped after the provider was told")
    by_others(model, act, persons, model.finders | model.opener, "dropped by a finder")


def _reported(model: Model, _: int, act: acts.Report, persons: set[str], on: date) -> None:
    for broken in report_faults(model, act, on):
        forbid(True, "a report", broken, act)
    model.reported |= {each.item for each in act.items}
    model.all_reported = model.all_reported or model.open_items <= model.reported


def _rechecked(model: Model, _: int, act: acts.Recheck, persons: set[str], on: date) -> None:
    stated = [each.item for each in act.results]
    forbid(sorted(stated) != sorted(model.open_items), "a re-check of another set", stated, model.open_items)
    forbid(bool(persons & (model.authors | model.overruled)), "re-checked by an author, or again", persons)
    for each in act.results:
        model.items[each.item].result, model.items[each.item].checked_by = each.result, frozenset(persons)
    model.checkers |= set(persons)
    if model.open_items:
        model.known_on = model.known_on or on


def _extended(model: Model, _: int, act: acts.Extend, persons: set[str], on: date) -> None:
    model.extensions += 1
    forbid(model.extensions > MOST_EXTENSIONS, "extended twice")
    _concluded(model, _, act, persons, on)
    for id in model.open_items:
        model.items[id].workdays = act.workdays
    model.items_from, model.items_pauses = on, []
    model.reported, model.all_reported = set(), False


def _concluded(model: Model, _: int, act: acts.Act, persons: set[str], on: date) -> None:
    by_others(model, act, persons, model.checkers, "concluded by whoever re-checked")
    forbid(not model.open_items, "concluded with nothing open")


def _protected(model: Model, number: int, act: acts.Protect, persons: set[str], on: date) -> None:
    model.protections[number] = (set(persons), on)


def _reviewed(model: Model, number: int, act: acts.ReviewProtection, persons: set[str], on: date) -> None:
    forbid(act.step not in model.protections, "a review of nothing")
    forbid(act.step in model.reviewed, "reviewed twice")
    protectors = model.protections[act.step][0]
    by_others(model, act, persons, protectors, "reviewed by whoever protected")
    model.reviewed[act.step] = (number, persons)


def _paused(model: Model, _: int, act: acts.Pause, persons: set[str], on: date) -> None:
    forbid(not on < act.until <= last_day(on, 20), "a pause without a near end", act.until)
    _running(model, on).append((on, act.until))


def _resumed(model: Model, _: int, act: acts.Resume, persons: set[str], on: date) -> None:
    pauses = _running(model, on)
    if pauses:
        pauses[-1] = (pauses[-1][0], on)


def _running(model: Model, on: date) -> list[tuple[date, date]]:
    """The pauses of the period that runs: for the statement, for the items, or of nothing that is counted here."""
    if model.ending is not None:
        return []
    if model.items_from is not None:
        latest = max((model.item_due(id) or on for id in model.open_items), default=on)
        return model.items_pauses if on <= latest and not model.all_reported else []
    until = model.heard_until
    return model.hearing_pauses if until is not None and on <= until else []


def _contested(model: Model, number: int, act: acts.Contest, persons: set[str], on: date) -> None:
    forbid(act.step in model.objections.values(), "contested twice", act.step)
    model.objections[number] = act.step
    model.judges[number] = model.finders | model.opener | of_measures(model, act.step)


def _objection(model: Model, _: int, act: acts.DecideObjection, persons: set[str], on: date) -> None:
    against = model.objections[act.step]
    part = model.behind[against] | model.judges[act.step]
    by_others(model, act, persons, part, "an objection decided by whoever had a part")
    _set_aside(model, act)


def _outside(model: Model, _: int, act: acts.OutsideDecided, persons: set[str], on: date) -> None:
    _set_aside(model, act)


def _set_aside(model: Model, act: acts.DecideObjection | acts.OutsideDecided) -> None:
    model.aside |= set(act.set_aside)
    model.items = {id: item for id, item in model.items.items() if item.finding not in act.set_aside}


_TOLD: Mapping[type[acts.Act], Callable[..., None]] = {
    acts.Open: _opened,
    acts.Find: _found,
    acts.SetRoute: _routed,
    acts.Notify: _notified,
    acts.Serve: _served,
    acts.Speak: _spoke,
    acts.Dismiss: _dismissed,
    acts.Drop: _dropped,
    acts.Report: _reported,
    acts.Recheck: _rechecked,
    acts.Extend: _extended,
    acts.AcceptRest: _concluded,
    acts.FindNotCorrected: _concluded,
    acts.Protect: _protected,
    acts.ReviewProtection: _reviewed,
    acts.Pause: _paused,
    acts.Resume: _resumed,
    acts.Contest: _contested,
    acts.DecideObjection: _objection,
    acts.OutsideDecided: _outside,
}
