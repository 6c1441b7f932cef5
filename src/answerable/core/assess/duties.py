"""What is due from whom: the oversight plan, missing readings, open matters, undecided findings, vacancies, clauses.

A deadline counts working days of the calendar as it was known on the day; beyond that calendar it is provisional.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from answerable.core.assess.policy import Limit
from answerable.core.assess.results import IndicatorSeries
from answerable.core.evidence.statistics import OpenMatter
from answerable.core.evidence.values import Finding, PlannedDuty
from answerable.core.register.answer import Answer
from answerable.core.register.values import Contract
from answerable.core.terms.calendar import Deadline, WorkingCalendar
from answerable.core.terms.citation import Citation, Provenance
from answerable.core.terms.duty import Duty, DutyState, Side
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period, PeriodKind
from answerable.core.watch.health import CollectorFault

_NAMED = 3


@dataclass(frozen=True)
class Debt:
    """Makes the duties of one contract: who owes by default, as of which day, by which calendar."""

    contract: Contract
    answer: Answer
    calendar: WorkingCalendar
    on: date
    horizon_days: int

    def owed_by(self, side: Side) -> str:
        """The id of whoever owes: the provider, or the person who answers, or the body where nobody is known."""
        if side is Side.PROVIDER:
            return self.contract.provider
        return self.contract.body if self.answer.person is None else self.answer.person.id

    def after(
        self, start: date, limit: Limit, *, key: str, what: Message, fact: str, side: Side = Side.BODY
    ) -> Iterator[Duty]:
        """A duty so many working days after a day, if it is overdue or due within the horizon."""
        deadline = self.calendar.deadline(start, limit.value)
        yield from self.by(deadline, key=key, what=what, ground=limit.ground, fact=fact, side=side)

    def by(
        self,
        deadline: Deadline,
        *,
        key: str,
        what: Message,
        ground: Citation,
        fact: str,
        side: Side = Side.BODY,
        who: str | None = None,
    ) -> Iterator[Duty]:
        """A duty with this deadline, if it is overdue or due within the horizon."""
        if deadline.on > self.on + timedelta(days=self.horizon_days):
            return
        late = self.calendar.days_late(deadline.on, self.on)
        yield Duty(
            id=f"{key}:{fact}",
            contract=self.contract.id,
            side=side,
            who=who or self.owed_by(side),
            what=what,
            by=deadline.on,
            provisional=deadline.provisional,
            ground=ground,
            fact=fact,
            state=DutyState.OVERDUE if deadline.on < self.on else DutyState.DUE,
            workdays_late=late,
        )


def planned(
    debt: Debt,
    duties: Iterable[PlannedDuty],
    *,
    done: Mapping[str, frozenset[Period]],
    people: frozenset[str],
) -> Iterator[Duty]:
    """Duties of the oversight plan that nobody has done yet. `people` still hold a post in the body."""
    until = debt.on + timedelta(days=debt.horizon_days)
    for duty in duties:
        ground = Citation(duty.ground, "", Provenance.STATED)
        who = duty.who if duty.who in people else None
        for period, start in occasions(duty, ends=debt.contract.ends, until=until):
            finished = done.get(duty.id, frozenset())
            if finished if period is None else period in finished:
                continue
            name = "" if period is None else str(period)
            yield from debt.by(
                debt.calendar.deadline(start, duty.within_workdays),
                key="plan",
                what=Message.of("duty_plan", kind=duty.kind, period=name),
                ground=ground,
                fact=f"duties/{duty.id}" + (f"/{name}" if name else ""),
                side=Side(duty.side),
                who=who,
            )


def occasions(duty: PlannedDuty, *, ends: date | None, until: date) -> Iterator[tuple[Period | None, date]]:
    """The periods a duty comes round in, whole ones only, each with the day its deadline counts from.

    Up to `until`, the end of the duty or `ends`, that of the contract; past ones and open ones alike.
    """
    if duty.every == "once":
        yield None, duty.starts
        return
    last = min([until, *(day for day in (duty.ends, ends) if day is not None)])
    kind = PeriodKind(duty.every)
    period = Period.holding(duty.starts, kind)
    if period.start < duty.starts:
        period = period.next()
    while period.end <= last:
        yield period, period.end
        period = period.next()


def appoint(debt: Debt, limit: Limit | None) -> Iterator[Duty]:
    """In a vacancy of a running contract the head of the body has to name a leader."""
    if limit is None or debt.answer.leader is not None or not debt.contract.running_on(debt.on):
        return
    fact = f"assignments/{debt.contract.id}/{debt.answer.since}"
    yield from debt.after(
        debt.answer.since, limit, key="appoint", what=Message.of("appoint_leader"), fact=fact
    )


_LOOK_GROUND = Citation("担当默认规则", "监看：采集失败由本单位当日处理", Provenance.POLICY)


def look(debt: Debt, faults: Iterable[CollectorFault]) -> Iterator[Duty]:
    """Voices that nobody could look at: a duty of the body of the same day, and no word about the provider."""
    for fault in faults:
        what = Message.of("look_again", voice=fault.voice, since=fault.since)
        deadline = Deadline(fault.since, provisional=False)
        fact = f"voices/{fault.voice}/{fault.since}"
        yield from debt.by(deadline, key="look", what=what, ground=_LOOK_GROUND, fact=fact)


def measure(debt: Debt, series: Iterable[IndicatorSeries], limit: Limit | None) -> Iterator[Duty]:
    """Readings that are missing since the latest one: measured late is better than never known."""
    if limit is None:
        return
    for each in series:
        gap = trailing(each)
        if not gap:
            continue
        names = tuple(str(period) for period in gap)
        if len(names) > _NAMED:
            names = (names[0], "…", names[-1])
        what = Message.of(
            "measure_indicator", indicator=each.name, indicator_en=each.name_en, period=names, n=len(gap)
        )
        fact = f"contract_indicators/{debt.contract.id}/{each.indicator}/{gap[0]}"
        yield from debt.after(gap[0].end, limit, key="measure", what=what, fact=fact)


def trailing(each: IndicatorSeries) -> tuple[Period, ...]:
    """Ended periods without a reading since the latest one; older gaps can no longer be measured."""
    latest = each.results[-1].period.end if each.results else date.min
    return tuple(period for period in each.missing if period.start > latest)


def decide(debt: Debt, findings: Iterable[Finding], limit: Limit | None) -> Iterator[Duty]:
    """Findings that nobody has confirmed or rejected."""
    if limit is None:
        return
    for finding in findings:
        if finding.found_on <= debt.on and finding.state_on(debt.on) == "proposed":
            what = Message.of("decide_finding", finding=finding.id)
            yield from debt.after(
                finding.found_on, limit, key="decide", what=what, fact=f"findings/{finding.id}"
            )


def answer(debt: Debt, matters: Iterable[OpenMatter], limit: Limit | None) -> Iterator[Duty]:
    """Matters that nobody has handled."""
    if limit is None:
        return
    for matter in matters:
        what = Message.of("answer_matter", matter=matter.id, topic=matter.topic)
        yield from debt.after(matter.raised_on, limit, key="answer", what=what, fact=f"matters/{matter.id}")


def add_exit(debt: Debt, has_exit: bool, limit: Limit | None) -> Iterator[Duty]:
    """A running contract without an exit clause may never be ended: one has to be agreed on."""
    if limit is None or has_exit or not debt.contract.running_on(debt.on):
        return
    what, fact = Message.of("add_exit_clause"), f"contracts/{debt.contract.id}"
    yield from debt.after(debt.contract.starts, limit, key="exit", what=what, fact=fact)


def renew(debt: Debt, limit: Limit | None) -> Iterator[Duty]:
    """Whether a contract that runs out is renewed has to be decided in time, either way."""
    ends = debt.contract.ends
    decided = debt.contract.renewal_decided
    if limit is None or ends is None or (decided is not None and decided <= debt.on):
        return
    if not debt.contract.running_on(debt.on):
        return
    day = max(ends - timedelta(days=limit.value), debt.contract.starts)
    yield from debt.by(
        Deadline(day, provisional=False),
        key="renewal",
        what=Message.of("decide_renewal", ends=ends),
        ground=limit.ground,
        fact=f"contracts/{debt.contract.id}",
    )
