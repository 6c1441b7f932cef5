"""Standing = f(assessment, case): the assessment speaks unless a case, or the end of the contract, says more."""

from collections.abc import Iterable, Mapping
from datetime import date

from answerable.core.assess.results import Assessment
from answerable.core.enforce.results import CaseResult, Standing
from answerable.core.enforce.values import Case, CaseState
from answerable.core.register.values import Contract

_OF_STATE: Mapping[str, Standing] = {
    "ended_unilateral": Standing.ENDED_UNILATERAL,
    "ended_agreement": Standing.ENDED_AGREEMENT,
    "ended_expired": Standing.ENDED_EXPIRED,
    "ending": Standing.ENDING,
    "suspended": Standing.SUSPENDED,
    "renewal_suspended": Standing.RENEWAL_SUSPENDED,
    "not_corrected": Standing.RENEWAL_SUSPENDED,
    "ordered": Standing.RECTIFYING,
    "recheck": Standing.RECTIFYING,
}
"""What a case's state makes of a standing, gravest first. A finding or a statement alone changes nothing yet, and an
order that was not complied with bars renewal until somebody decides (DESIGN, law 8)."""


def cases_on(
    cases: Iterable[Case], states: Mapping[str, tuple[CaseState, ...]], *, on: date
) -> tuple[CaseResult, ...]:
    """Every case opened by the day, in the state it was in at the end of it. `states` are sorted by start."""
    results = []
    for case in cases:
        reached = [state for state in states.get(case.id, ()) if state.starts <= on]
        if case.opened_on <= on and reached:
            state = reached[-1]
            results.append(
                CaseResult(
                    id=case.id,
                    subject=case.subject,
                    subject_en=case.subject_en or "",
                    opened_on=case.opened_on,
                    state=state.state,
                    since=state.starts,
                    ground=state.ground or "",
                )
            )
    return tuple(results)


def standing(
    contract: Contract, assessment: Assessment, cases: Iterable[CaseResult], *, on: date
) -> Standing:
    """Where the contract stands at the end of the day."""
    states = {case.state for case in cases}
    for state, result in _OF_STATE.items():
        if state in states and state.startswith("ended"):
            return result
    if contract.ends is not None and contract.ends < on:
        return Standing.ENDED_EXPIRED
    gravest = next((result for state, result in _OF_STATE.items() if state in states), None)
    return gravest or Standing(assessment.value)
