"""What the software proposes; people decide (DESIGN, law 4). No figure ever ends a contract by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from answerable.core.assess.judge import Evidence, open_serious
from answerable.core.assess.results import Assessment, Reason
from answerable.core.enforce.results import CaseResult, Standing
from answerable.core.enforce.values import Order
from answerable.core.register.answer import Answer
from answerable.core.terms.duty import DutyState, Side
from answerable.core.terms.message import Message

_UNDECIDED = (None, "undecided")
_OVER = (Standing.ENDED_EXPIRED, Standing.ENDED_AGREEMENT, Standing.ENDED_UNILATERAL)
_OPEN_STATES = (
    "finding",
    "statement",
    "ordered",
    "recheck",
    "not_corrected",
    "renewal_suspended",
    "suspended",
    "ending",
)


@dataclass(frozen=True)
class Situation:
    """A contract as it stands, for whoever has to decide what comes next."""

    evidence: Evidence
    answer: Answer
    assessment: Assessment
    standing: Standing
    reasons: tuple[Reason, ...]
    cases: tuple[CaseResult, ...]
    exit_grounds: tuple[str, ...]
    has_exit: bool
    to_recheck: tuple[Order, ...]
    ordered_findings: frozenset[str]
    """Findings that an item of an order speaks of."""


def proposals(now: Situation) -> Iterator[Message]:
    """What could be done next, the most pressing first."""
    if now.standing in _OVER:
        yield from _boundary(now)
        return
    yield from _correction(now)
    if now.answer.leader is None and now.evidence.contract.running_on(now.evidence.on):
        yield Message.of("name_leader")
    overdue = [d for d in now.evidence.duties if d.side is Side.BODY and d.state is DutyState.OVERDUE]
    if overdue:
        yield Message.of("catch_up_duties", n=len(overdue))
    if now.assessment is Assessment.NO_DATA:
        yield Message.of("measure")
    yield from _boundary(now)
    if not now.has_exit:
        yield Message.of("add_exit_clause_now")


def _boundary(now: Situation) -> Iterator[Message]:
    if now.evidence.verdict in _UNDECIDED:
        yield Message.of("ask_boundary_now")


def _correction(now: Situation) -> Iterator[Message]:
    for order in now.to_recheck:
        yield Message.of("recheck_now", order=order.id)
    for finding in open_serious(now.evidence):
        if finding.id not in now.ordered_findings:
            yield Message.of("issue_order", finding=finding.id)
    yield from _endings(
        now, (case for case in now.cases if case.state in ("not_corrected", "renewal_suspended"))
    )
    against = [reason for reason in now.reasons if reason.side is Side.PROVIDER]
    has_case = any(case.state in _OPEN_STATES for case in now.cases)
    if now.assessment is Assessment.WATCH and against and not has_case:
        yield Message.of("open_case", n=len(against))


def _endings(now: Situation, cases: Iterable[CaseResult]) -> Iterator[Message]:
    for case in cases:
        if now.exit_grounds:
            yield Message.of("consider_ending", case=case.id, grounds=now.exit_grounds)
        else:
            yield Message.of("no_ground_to_end", case=case.id)
            ends = now.evidence.contract.ends
            if ends is not None:
                yield Message.of("let_expire", ends=ends)
