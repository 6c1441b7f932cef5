"""From results to an assessment with its reasons. Figures propose; nothing here ends anything (DESIGN, law 4).

Watch has the default table of DESIGN §5: off target running or far off, a confirmed serious finding that was not put
right, ratings or matters below their standard, a duty of the body overdue too long, work that must not be outsourced.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from answerable.core.assess import indicators, voice
from answerable.core.assess.policy import Policy
from answerable.core.assess.results import (
    Assessment,
    IndicatorSeries,
    MattersResult,
    RatingsResult,
    Reason,
    ScoreResult,
    SurveyResult,
)
from answerable.core.evidence.values import Finding
from answerable.core.register.values import Contract
from answerable.core.terms.duty import Duty, Side
from answerable.core.terms.message import Message
from answerable.core.terms.period import Period

RATINGS_BELOW = "ratings.below/"
"""The rule of a stored crossing, followed by the day since which ratings were counted."""


@dataclass(frozen=True)
class Evidence:
    """Everything known about one contract on a day."""

    contract: Contract
    on: date
    verdict: str | None
    series: tuple[IndicatorSeries, ...]
    ratings: RatingsResult
    surveys: tuple[SurveyResult, ...]
    matters: MattersResult
    scores: tuple[ScoreResult, ...]
    findings: tuple[Finding, ...]
    settled: frozenset[str]
    """Findings that a re-check found corrected."""
    gaps: Mapping[str, tuple[Period, ...]]
    """Of each indicator: periods since its latest reading that should have been measured by now."""
    duties: tuple[Duty, ...]


def judge(evidence: Evidence, policy: Policy) -> tuple[Assessment, tuple[Reason, ...]]:
    """Clear, watch or no data, with every reason."""
    if evidence.on < evidence.contract.starts:
        message = Message.of("not_started", starts=evidence.contract.starts)
        return Assessment.NO_DATA, (Reason(message, Side.BODY),)
    against = tuple(_against(evidence, policy))
    unknown = tuple(_unknown(evidence, policy))
    if against:
        return Assessment.WATCH, against + unknown
    if unknown and not _current(evidence, policy):
        return Assessment.NO_DATA, unknown
    return Assessment.CLEAR, (*_for(evidence), *unknown)


def _against(evidence: Evidence, policy: Policy) -> Iterator[Reason]:
    if evidence.verdict == "prohibited":
        yield Reason(Message.of("verdict_prohibited"), Side.BODY)
    serious = open_serious(evidence)
    if len(serious) >= policy.serious_findings:
        for finding in serious:
            params = {"finding": finding.id, "what": finding.what, "what_en": finding.what_en}
            yield Reason(Message.of("serious_finding", found_on=finding.found_on, **params), Side.PROVIDER)
    for each in evidence.series:
        yield from indicators.reasons(each, policy)
    latest = evidence.surveys[-1] if evidence.surveys else None
    yield from voice.reasons(evidence.ratings, latest, evidence.matters, policy)
    yield from _were_below(evidence)
    yield from _overdue(evidence.duties, policy)


def _were_below(evidence: Evidence) -> Iterator[Reason]:
    """Crossings that were stored as findings and neither rejected nor put right: what was shown stays shown."""
    now = {RATINGS_BELOW + str(test.since) for test in evidence.ratings.tests if test.counts and test.below}
    for finding in evidence.findings:
        stored = finding.rule is not None and finding.rule.startswith(RATINGS_BELOW)
        if not stored or finding.rule in now or finding.id in evidence.settled:
            continue
        if finding.state_on(evidence.on) != "rejected":
            message = Message.of("ratings_were_below", finding=finding.id, found_on=finding.found_on)
            yield Reason(message, Side.PROVIDER)


def open_serious(evidence: Evidence) -> list[Finding]:
    """Confirmed serious findings that no re-check found corrected."""
    return [
        finding
        for finding in evidence.findings
        if finding.severity == "serious"
        and finding.found_on <= evidence.on
        and finding.state_on(evidence.on) == "confirmed"
        and finding.id not in evidence.settled
    ]


def _overdue(duties: Iterable[Duty], policy: Policy) -> Iterator[Reason]:
    """The longest overdue duty of the body of each sort, and how many more there are of it."""
    late = [duty for duty in duties if duty.side is Side.BODY and duty.workdays_late >= policy.duty_overdue]
    sorts: dict[str, list[Duty]] = {}
    for duty in late:
        sorts.setdefault(str(duty.what.params.get("kind") or duty.what.code), []).append(duty)
    for same in sorts.values():
        worst = max(same, key=lambda duty: duty.workdays_late)
        params = {"duty": worst.what.code, **worst.what.params, "n": len(same)}
        yield Reason(
            Message.of("body_duty_overdue", by=worst.by, workdays=worst.workdays_late, **params), Side.BODY
        )


def _current(evidence: Evidence, policy: Policy) -> bool:
    """Whether at least one agreed indicator, or anything else if none was agreed, speaks of the present."""
    if evidence.series:
        return any(_is_current(evidence, each, policy) for each in evidence.series)
    return _anything(evidence)


def _is_current(evidence: Evidence, each: IndicatorSeries, policy: Policy) -> bool:
    known = indicators.scored(each)
    if not known:
        return False
    idle = [result for result in each.results if result.value is None and result.period > known[-1].period]
    return len(idle) + len(evidence.gaps.get(each.indicator, ())) < policy.off_target_periods


def _anything(evidence: Evidence) -> bool:
    return bool(evidence.ratings.n or evidence.surveys or evidence.matters.raised or evidence.scores)


def _unknown(evidence: Evidence, policy: Policy) -> Iterator[Reason]:
    for each in evidence.series:
        if not _is_current(evidence, each, policy):
            gap = evidence.gaps.get(each.indicator, ())
            names = {"indicator": each.name, "indicator_en": each.name_en}
            period = str(gap[-1]) if gap else str(each.results[-1].period) if each.results else None
            yield Reason(Message.of("indicator_no_data", **names, period=period), Side.BODY)
    if not evidence.series and not _anything(evidence):
        yield Reason(Message.of("nothing_measured"), Side.BODY)


def _for(evidence: Evidence) -> Iterator[Reason]:
    """What a clear contract rests on."""
    current = [each for each in evidence.series if indicators.scored(each)]
    if current:
        met = [each for each in current if indicators.scored(each)[-1].target_met]
        yield Reason(Message.of("on_target", met=len(met), n=len(current)), Side.PROVIDER)
    else:
        yield Reason(Message.of("nothing_against"), Side.PROVIDER)
