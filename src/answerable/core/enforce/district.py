"""The whole district on one day: every contract's results, assessment, standing, answer and duties."""

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import takewhile

from answerable.core.assess import duties, indicators, voice
from answerable.core.assess.duties import Debt
from answerable.core.assess.judge import Evidence, judge
from answerable.core.assess.policy import Policy
from answerable.core.assess.results import FindingResult, IndicatorSeries, RatingsResult, Reason, ScoreResult
from answerable.core.assess.score import monthly
from answerable.core.assess.surveys import survey
from answerable.core.enforce.duties import comply, recheck, to_recheck
from answerable.core.enforce.layout import Layout, Records
from answerable.core.enforce.proposals import Situation, proposals
from answerable.core.enforce.results import CaseResult, ContractResult, DistrictResult
from answerable.core.enforce.standing import cases_on, standing
from answerable.core.enforce.voices import judged, portfolio
from answerable.core.evidence.values import Finding
from answerable.core.register.values import Contract
from answerable.core.terms.calendar import WorkingCalendar
from answerable.core.terms.duty import Duty, Side
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period
from answerable.core.watch.register import PassageRow


def assess_district(
    records: Records, policy: Policy, *, calendar: WorkingCalendar, on: date
) -> DistrictResult:
    """The main job: standing, answer, results and duties of every contract, in order of their ids."""
    district = _District(Layout(records, on), policy, calendar, on)
    contracts = [district.contract(each) for each in sorted(records.contracts, key=lambda each: each.id)]
    owing = sorted({duty.who for contract in contracts for duty in contract.duties})
    people = [person for person in map(records.people.person, owing) if person is not None]
    return DistrictResult(
        district=records.district.id,
        name=records.district.name,
        name_en=records.district.name_en,
        language=records.district.language,
        on=on,
        rulebook=records.district.rulebook,
        calendar=calendar.name,
        calendar_ends=calendar.last,
        contracts=tuple(contracts),
        people=tuple(people),
        portfolio=portfolio(district.layout, district.voices, policy),
    )


def assess_contract(
    records: Records, contract: Contract, policy: Policy, *, calendar: WorkingCalendar, on: date
) -> ContractResult:
    """One contract by itself, as `assess_district` gives it."""
    alone = Layout(replace(records, contracts=(contract,)), on)
    return _District(alone, policy, calendar, on).contract(contract)


@dataclass(frozen=True)
class _District:
    layout: Layout
    policy: Policy
    calendar: WorkingCalendar
    on: date

    @cached_property
    def voices(self) -> dict[str, RatingsResult]:
        """The ratings of every contract."""
        return judged(self.layout, self.policy)

    def contract(self, signed: Contract) -> ContractResult:
        cases = cases_on(self.layout.cases[signed.id], self.layout.states, on=self.on)
        contract = _as_ended(signed, cases)
        answer = self.layout.records.people.who_answers(contract, on=self.on)
        debt = Debt(contract, answer, self.calendar, self.on, self.policy.horizon_days)
        evidence = self._evidence(contract, debt)
        assessment, reasons = judge(evidence, self.policy)
        where = standing(signed, assessment, cases, on=self.on)
        exits = tuple(clause for clause in self.layout.clauses[contract.id] if clause.kind == "exit")
        grounds = tuple(dict.fromkeys(clause.ground for clause in exits if clause.ground))
        orders = self.layout.orders_of(contract.id)
        from_cases = tuple(_case_reasons(signed, cases, on=self.on))
        decided_by_case = where.value != assessment.value
        reasons = (*from_cases, *reasons) if decided_by_case else (*reasons, *from_cases)
        situation = Situation(
            evidence=evidence,
            answer=answer,
            assessment=assessment,
            standing=where,
            reasons=reasons,
            cases=cases,
            exit_grounds=grounds,
            has_exit=bool(exits),
            to_recheck=tuple(to_recheck(debt, orders, self.layout.rechecks)),
            ordered_findings=frozenset(order.finding for order in orders if order.finding),
        )
        return ContractResult(
            contract=signed,
            body=self.layout.bodies[contract.body],
            provider=self.layout.providers[contract.provider],
            leader=answer,
            verdict=evidence.verdict,
            assessment=assessment,
            standing=where,
            reasons=reasons,
            proposals=tuple(proposals(situation)),
            indicators=evidence.series,
            ratings=evidence.ratings,
            surveys=evidence.surveys,
            matters=evidence.matters,
            low_ratings=voice.low_ratings(
                evidence.ratings.low, self.layout.matters[contract.id], self.layout.causes[contract.id]
            ),
            scores=evidence.scores,
            months=monthly(
                contract,
                evidence.series,
                points=self.layout.points,
                scores=self.layout.scores[contract.id],
                deductions=self.layout.deductions[contract.id],
                on=self.on,
            ),
            findings=tuple(
                _finding(each, self.layout.passages[each.id], on=self.on) for each in evidence.findings
            ),
            accounts=self.layout.profiles[contract.id],
            cases=cases,
            exit_grounds=grounds,
            duties=evidence.duties,
        )

    def _evidence(self, contract: Contract, debt: Debt) -> Evidence:
        on, policy = self.on, self.policy
        series = tuple(self._series(contract))
        findings = tuple(each for each in self.layout.findings[contract.id] if each.found_on <= on)
        return Evidence(
            contract=contract,
            on=on,
            verdict=self.layout.work_items[contract.work_item].verdict_by(on),
            series=series,
            ratings=self.voices[contract.id],
            surveys=tuple(
                survey(each, self.layout.strata[each.id], policy)
                for each in self.layout.surveys[contract.id]
                if each.surveyed_on <= on
            ),
            matters=voice.matters(self.layout.matters[contract.id], policy),
            scores=tuple(self._scores_of(contract)),
            findings=findings,
            settled=self.layout.settled,
            gaps={each.indicator: self._overdue_gap(each) for each in series},
            duties=tuple(sorted(self._duties(contract, debt, series), key=lambda duty: (duty.by, duty.id))),
        )

    def _series(self, contract: Contract) -> Iterator[IndicatorSeries]:
        for agreed in self.layout.agreed[contract.id]:
            editions = self.layout.editions.get(agreed.indicator, ())
            totals = self.layout.readings[f"{contract.id}/{agreed.indicator}"]
            if editions and editions[0].indicator.starts <= self.on:
                yield indicators.series(contract, agreed, editions=editions, totals=totals, on=self.on)

    def _scores_of(self, contract: Contract) -> Iterator[ScoreResult]:
        for each in self.layout.scores[contract.id]:
            yield ScoreResult(each.period, Fraction(each.points), Fraction(each.full), each.deduction_minor)

    def _overdue_gap(self, series: IndicatorSeries) -> tuple[Period, ...]:
        """Periods since the latest reading whose reading should be in by now."""
        gap, limit = duties.trailing(series), self.policy.measure
        if limit is None:
            return gap
        overdue = (self.calendar.deadline(p.end, limit.value).on < self.on for p in reversed(gap))
        return gap[: len(gap) - sum(1 for _ in takewhile(operator.not_, overdue))]

    def _duties(self, contract: Contract, debt: Debt, series: tuple[IndicatorSeries, ...]) -> Iterator[Duty]:
        if self.on < contract.starts:
            return
        policy, id = self.policy, contract.id
        orders = self.layout.orders_of(id)
        exits = any(clause.kind == "exit" for clause in self.layout.clauses[id])
        people = frozenset(
            duty.who
            for duty in self.layout.planned[id]
            if duty.who and self.layout.records.people.in_post(duty.who, body=contract.body, on=self.on)
        )
        yield from duties.planned(debt, self.layout.planned[id], done=self.layout.done, people=people)
        yield from duties.appoint(debt, policy.appoint)
        yield from duties.look(debt, self.layout.faults[id])
        yield from duties.measure(debt, series, policy.measure)
        yield from duties.decide(debt, self.layout.findings[id], policy.decide_finding)
        yield from duties.answer(debt, self.layout.open_matters[id], policy.answer_matter)
        yield from duties.add_exit(debt, exits, policy.exit_clause)
        yield from duties.renew(debt, policy.renewal_days)
        yield from comply(debt, orders, self.layout.rechecks)
        yield from recheck(debt, orders, self.layout.rechecks, policy.recheck)


def _as_ended(contract: Contract, cases: Iterable[CaseResult]) -> Contract:
    """The contract with the term it really had, if a case ended it early."""
    ended = [case.since for case in cases if case.state.startswith("ended_")]
    if not ended or (contract.ends is not None and contract.ends <= min(ended)):
        return contract
    return replace(contract, ends=min(ended))


def _finding(each: Finding, passages: tuple[PassageRow, ...], *, on: date) -> FindingResult:
    return FindingResult(
        id=each.id,
        contract=each.contract,
        found_on=each.found_on,
        source=each.source,
        severity=each.severity,
        what=each.what,
        what_en=each.what_en or "",
        state=each.state_on(on),
        passages=passages,
    )


def _case_reasons(contract: Contract, cases: Iterable[CaseResult], *, on: date) -> Iterator[Reason]:
    """Cases that are not closed, and the end of the contract, come before what the figures say."""
    if contract.ends is not None and contract.ends < on:
        yield Reason(Message.of("expired", ends=contract.ends), Side.BODY)
    for case in cases:
        if case.state != "closed":
            params = {
                "case": case.id,
                "state": case.state,
                "subject": case.subject,
                "subject_en": case.subject_en,
            }
            yield Reason(Message.of("case_state", since=case.since, **params), Side.PROVIDER)
