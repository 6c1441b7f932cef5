"""Suspending a contract and resuming it: what the gates ask, and the rows of its cases.

Suspension is a state of a case, so that it has a beginning, a ground and somebody who decided it. Whoever has to act
at once, without waiting for signatures, writes the same rows (`suspension`).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from answerable.actions.office.footing import ended_contracts
from answerable.core.register import values
from answerable.core.register.gates import HaltFacts
from answerable.core.terms.errors import InputError
from answerable.records.models import CaseCourse, CaseState, Contract
from answerable.records.values import values_of

Content = Mapping[str, str]
NEEDS = ("starts", "reason")
_SUSPENDED, _CLOSED = "suspended", "closed"


def facts(contract: str, *, starts: date, on: date) -> HaltFacts:
    """What the gates of suspending and of resuming ask. Nothing is halted on a day that is over."""
    found = values_of(values.Contract, Contract.objects.filter(id=contract))
    if not found:
        raise InputError("no_such_contract", id=contract)
    since, ended = suspended_on(contract), bool(ended_contracts([contract], on=on))
    return HaltFacts(
        starts=max(starts, on), begins=found[0].starts, ends=found[0].ends, ended=ended, suspended_on=since
    )


def suspended_on(contract: str) -> date | None:
    """From which day the contract is suspended; None where it is not."""
    return max((state.starts for state in suspended(contract).values()), default=None)


def suspended(contract: str) -> Mapping[str, CaseState]:
    """The cases of the contract that are suspended, each with the row that says so."""
    rows = CaseState.objects.filter(case__contract=contract).order_by("starts")
    latest = {row.case_id: row for row in rows}
    return {case: row for case, row in latest.items() if row.state == _SUSPENDED}


def suspension(
    contract: str, *, id: str, starts: date, reason: str, decided_by: str, on: date
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a case `id` in which the contract is suspended from a day on."""
    yield "cases", {"id": id, "contract": contract, "opened_on": on.isoformat(), "subject": reason}
    yield "case_states", _state(id, starts, _SUSPENDED, reason, decided_by)


def resumption(
    contract: str, *, starts: date, reason: str, decided_by: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows that end every suspension: each case is again where it was before, or closed where it began so.

    A case that has steps is not moved by rows: its measures are lifted (`cases.deciding.lift`).
    """
    with_steps = set(
        CaseCourse.objects.filter(contract=contract, version__gt=0).values_list("case", flat=True)
    )
    for case, row in sorted(suspended(contract).items()):
        if case in with_steps:
            continue
        before = CaseState.objects.filter(case=case, starts__lt=row.starts).order_by("starts").last()
        state = _CLOSED if before is None else before.state
        yield "case_states", _state(case, starts, state, reason, decided_by)


def _state(case: str, starts: date, state: str, ground: str, decided_by: str) -> dict[str, str]:
    return {
        "case": case,
        "starts": starts.isoformat(),
        "state": state,
        "ground": ground,
        "decided_by": decided_by,
    }
