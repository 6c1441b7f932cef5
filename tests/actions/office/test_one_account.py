"""No single account ends a contract: each is tried alone, on every way that it has, where all else is there."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.actions.office import approvals
from answerable.actions.office.actors import actor_of
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.cases import acting
from answerable.actions.office.changing import change_row
from answerable.actions.office.imports import import_file
from answerable.actions.office.rows import add_rows
from answerable.core.enforce.course import acts
from answerable.core.register.approval import Act
from answerable.core.register.permits import Actor
from answerable.core.tables.district import BY_NAME
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Approval, CaseState, Contract
from answerable.sources.folder import write_table
from tests.builders import SUCCESSOR, row
from tests.cases import CLERK, MAYOR, OTHER_CLERK, PROOF, SWEEPING, Walk, hold_findings
from tests.decisions import DEPUTY, HIRED, SECTION
from tests.record import AT, HANDLER, HEAD, LEADER, LEGALITY, STRANGER, account

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 30)
PEOPLE = (HANDLER, SECTION, LEGALITY, DEPUTY, LEADER, SUCCESSOR, HEAD, MAYOR, STRANGER, HIRED, "other-head")
ADMINS = ("system", "security", "audit")
EVERYBODY = (*PEOPLE, CLERK, OTHER_CLERK, *(f"{kind}-admin" for kind in ADMINS))
WAYS = (
    {"way": "unilateral", "clause": "sweeping-exit", "continuity": "自行清扫", "continuity_way": "in_house"},
    {"way": "agreement", "consent_on": "2026-06-29", "consent": PROOF},
    {"way": "expiry", "last_day": "2026-12-31"},
)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A case in which everything is there for an end by one side, but for the decision."""
    hold_findings(tmp_path / "district")
    return Walk(on=date(2026, 6, 3)).not_corrected()


def somebody(name: str) -> Actor:
    if name.endswith("-admin"):
        facts = {"admin": name.removesuffix("-admin"), "created_at": AT}
        found, _ = Account.objects.get_or_create(username=name, defaults=facts)
        return actor_of(found, on=ON)
    found = Account.objects.filter(username=name).first() or account(name)
    return actor_of(found, on=ON)


def attempts(by: Actor, walk: Walk, folder: Path) -> Iterator[Callable[[], object]]:
    """Everything by which one account could end the contract."""
    for number, way in enumerate(WAYS):
        yield lambda way=way, number=number: alone(by, walk, dict(way), number)  # type: ignore[misc]
    now = {"by": by, "at": AT + timedelta(hours=3), "on": ON}
    end = acts.End(
        way="agreement", last_day=ON, number="1", decision="d", signers=("a", "b", "c"), reason="r"
    )
    yield lambda: acting.act(walk.case, end, **now)  # type: ignore[arg-type]
    over = {"case": walk.case, "starts": "2026-06-30", "state": "ended_unilateral", "ground": "条款"}
    states = row("case_states", **over)
    file = folder / "case_states.csv"
    write_table(file, table=BY_NAME["case_states"], rows=[states])
    yield lambda: import_file("case_states", file, **now)  # type: ignore[arg-type]
    yield lambda: add_rows("case_states", [states], **now)  # type: ignore[arg-type]
    yield lambda: change_row("contracts", (SWEEPING,), {"ends": "2026-06-30"}, seen={}, **now)  # type: ignore[arg-type]


def alone(by: Actor, walk: Walk, content: dict[str, str], number: int) -> None:
    """Propose the end and sign it as often as there are signatures; and sign what others proposed as often."""
    whole = {
        "last_day": "2026-07-31",
        "reason": "不合格",
        "case": walk.case,
        "number": f"解{number}",
    } | content
    at, waiting = AT + timedelta(hours=number, minutes=1), set(Approval.objects.values_list("id", flat=True))
    with suppress(InputError):
        proposed = Proposed("end", SWEEPING, whole)
        waiting.add(approvals.propose(proposed, by=by, at=at, on=ON))
    for id in sorted(waiting):
        for turn, what in enumerate((Act.SUBMIT, *(Act.APPROVE,) * 4, Act.EXECUTE), start=1):
            with suppress(InputError):
                approvals.act(id, what, by=by, at=at + timedelta(minutes=turn), on=ON, minutes="纪要1号")


def over() -> bool:
    """Whether the contract is ended, ending, or shortened."""
    ended = CaseState.objects.filter(state__startswith="end").exists()
    ends = Contract.objects.values_list("ends", flat=True).get(id=SWEEPING)
    executed = Approval.objects.filter(kind="end", state="executed").exists()
    return ended or executed or ends != date(2026, 12, 31)


@pytest.mark.parametrize("name", EVERYBODY)
def test_no_single_account_ends_a_contract(name: str, walk: Walk, tmp_path: Path) -> None:
    by = somebody(name)
    for attempt in attempts(by, walk, tmp_path):
        with suppress(InputError, UnsoundError):
            attempt()
        assert not over()


@pytest.mark.parametrize("pair", [(HANDLER, LEADER), (HANDLER, HEAD), (HANDLER, LEGALITY), (LEADER, HEAD)])
def test_two_accounts_do_not_either(pair: tuple[str, str], walk: Walk, tmp_path: Path) -> None:
    for name in (*pair, *pair):
        for attempt in attempts(somebody(name), walk, tmp_path):
            with suppress(InputError, UnsoundError):
                attempt()
    assert not over()


def test_four_who_may_do_end_it(walk: Walk) -> None:
    walk.on = ON
    walk.decide("end", walk.ending(), HANDLER, LEGALITY, LEADER, HEAD)
    assert over()
