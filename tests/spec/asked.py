"""A question to the failing provider's contract, what is in the answer, and ways to make things worse."""

from collections.abc import Callable
from datetime import date

from answerable.core.enforce.results import ContractResult
from answerable.core.tables.district import Rows
from tests.builders import (
    LEADER,
    MINDING,
    change,
    row,
)

MID = date(2025, 7, 10)
Assess = Callable[..., ContractResult]


def codes(result: ContractResult) -> list[str]:
    return [reason.message.code for reason in result.reasons]


def proposed(result: ContractResult) -> list[str]:
    return [proposal.code for proposal in result.proposals]


def due(result: ContractResult) -> list[tuple[str, str, str]]:
    return [(duty.what.code, duty.who, duty.by.isoformat()) for duty in result.duties]


def spoil(rows: Rows, *months: int, numerator: int = 93) -> Rows:
    for month in months:
        change(rows, "readings", {"id": f"{MINDING}.on-time.2025-{month:02}"}, numerator=str(numerator))
    return rows


def case(rows: Rows, *states: tuple[str, str], ground: str = "") -> Rows:
    rows["cases"].append(
        row("cases", id="case", contract=MINDING, opened_on=states[0][1], subject="履约不力")
    )
    for state, starts in states:
        rows["case_states"].append(row("case_states", case="case", starts=starts, state=state, ground=ground))
    return rows


def finding(rows: Rows, **cells: str) -> Rows:
    given = {"id": "f", "severity": "serious", "found_on": "2025-05-06", "source": "monitor", **cells}
    rows["findings"].append(row("findings", contract=MINDING, what="辱骂群众", **given))
    return rows


CONFIRMED = {"decision": "confirmed", "decided_on": "2025-05-08", "decided_by": LEADER}


def order(rows: Rows, **cells: str) -> Rows:
    case(rows, ("ordered", "2025-05-12"))
    given = {"issued_on": "2025-05-12", "due_on": "2025-06-12", "author": LEADER, **cells}
    rows["orders"].append(row("orders", id="o", case="case", finding="f", demand="当面致歉", **given))
    return rows


def matter(at: int, outcome: str = "", **cells: str) -> dict[str, str]:
    given = {"raised_on": "2025-03-03", "handled_on": "2025-03-05", **cells}
    if outcome:
        given |= {"outcome": outcome, "confirmed_by": "citizen", "confirmed_on": "2025-03-20"}
    return row("matters", id=f"m{at}", contract=MINDING, channel="hotline", topic="没人来", **given)
