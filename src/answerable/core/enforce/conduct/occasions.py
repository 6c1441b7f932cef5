"""Every occasion on which something was due on a contract, with the day it was due and the day it was done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.core.assess.duties import occasions
from answerable.core.assess.policy import Limit, Policy
from answerable.core.assess.results import IndicatorSeries
from answerable.core.enforce.conduct.values import Kept
from answerable.core.enforce.layout import Layout
from answerable.core.enforce.values import Order, Recheck
from answerable.core.evidence.values import DutyDone
from answerable.core.register.values import Contract
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.duty import Side
from answerable.core.terms.period import Period

FirstDone = Mapping[tuple[str, Period | None], date]
"""When a duty was first done, by duty and period; for duties due once, under no period."""


@dataclass(frozen=True)
class Occasion:
    """Something that was due once."""

    side: Side
    kind: str
    by: date
    done_on: date | None
    """None if it was not done by the day asked about."""


@dataclass(frozen=True)
class Past:
    """Makes the occasions of one contract whose deadlines are over at the end of the day."""

    layout: Layout
    policy: Policy
    calendar: WorkingCalendar
    contract: Contract
    """With the term it really had."""
    on: date

    def all(self, series: Iterable[IndicatorSeries], done: FirstDone) -> Iterator[Occasion]:
        """Planned duties, findings, readings, reports and re-checks, orders. Matters are counted by the engines."""
        yield from self._planned(done)
        yield from self._findings(self.policy.decide_finding)
        yield from self._readings(series, self.policy.measure)
        for order in self.layout.orders_of(self.contract.id):
            if order.issued_on <= self.on:
                yield Occasion(Side.PROVIDER, "comply", order.due_on, self._by_now(order.reported_on))
                yield from self._recheck(order, self.layout.rechecks.get(order.id), self.policy.recheck)

    def _planned(self, done: FirstDone) -> Iterator[Occasion]:
        for duty in self.layout.planned[self.contract.id]:
            for period, start in occasions(duty, ends=self.contract.ends, until=self.on):
                by = self.calendar.deadline(start, duty.within_workdays).on
                yield Occasion(Side(duty.side), duty.kind, by, done.get((duty.id, period)))

    def _findings(self, limit: Limit | None) -> Iterator[Occasion]:
        for finding in self.layout.findings[self.contract.id]:
            if limit is not None and finding.found_on <= self.on:
                by = self.calendar.deadline(finding.found_on, limit.value).on
                yield Occasion(Side.BODY, "decide", by, self._by_now(finding.decided_on))

    def _readings(self, series: Iterable[IndicatorSeries], limit: Limit | None) -> Iterator[Occasion]:
        """Whether there is a reading at all: when a measured one came in is not held against anybody."""
        if limit is None:
            return
        for each in series:
            for result in each.results:
                if not result.partial:
                    by = self.calendar.deadline(result.period.end, limit.value).on
                    yield Occasion(Side.BODY, "measure", by, result.period.end)
            for period in each.missing:
                by = self.calendar.deadline(period.end, limit.value).on
                yield Occasion(Side.BODY, "measure", by, None)

    def _recheck(self, order: Order, found: Recheck | None, limit: Limit | None) -> Iterator[Occasion]:
        """A report waits for its answer; without one the item is re-checked when its time is up."""
        if limit is None:
            return
        reported = self._by_now(order.reported_on)
        checked = None if found is None else self._by_now(found.checked_on)
        if reported is None and order.due_on >= self.on and checked is None:
            return
        by = self.calendar.deadline(reported or order.due_on, limit.value).on
        yield Occasion(Side.BODY, "answer_report" if reported else "recheck", by, checked)

    def _by_now(self, day: date | None) -> date | None:
        return day if day is not None and day <= self.on else None


def first_done(done: Iterable[DutyDone], *, on: date) -> dict[tuple[str, Period | None], date]:
    """The first day on which a duty was done for a period, and, under None, for any."""
    found: dict[tuple[str, Period | None], date] = {}
    for each in done:
        if each.done_on <= on:
            for key in ((each.duty, each.period), (each.duty, None)):
                found[key] = min(found.get(key, each.done_on), each.done_on)
    return found


def counted(occasion: Occasion, *, calendar: WorkingCalendar, on: date) -> Kept:
    """One occasion as a count. What is due on the day itself, and not done yet, counts nothing."""
    side, kind, by, done = occasion.side, occasion.kind, occasion.by, occasion.done_on
    if done is None:
        if by >= on:
            return Kept(side, kind)
        return Kept(side, kind, overdue=1, longest=calendar.days_late(by, on))
    if done <= by:
        return Kept(side, kind, in_time=1)
    return Kept(side, kind, late=1, longest=calendar.days_late(by, done))
