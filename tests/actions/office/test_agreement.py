"""Both sides agree on an end: the provider's paper is kept with it, and a contract that runs out may end before."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.actions.office.actors import actor_of
from answerable.actions.office.attaching import Brought, attach
from answerable.actions.office.cases.loading import load
from answerable.actions.office.pages.closed import Known, closed
from answerable.actions.office.pages.files import file_for
from answerable.actions.office.pages.subjects import asking
from answerable.actions.office.papers.about import evidence_in
from answerable.actions.office.people import around
from answerable.core.register import values
from answerable.core.register.gates import GateError
from answerable.core.register.permits import may
from answerable.records.models import Account, CaseState, Contract, WorkItem
from answerable.records.values import values_of
from tests.cases import CLERK, PROOF, Walk, hold_findings
from tests.decisions import CHAIN, decide, propose, sign
from tests.record import AT, HANDLER, LEADER, ON, SWEEPING, account

pytestmark = pytest.mark.django_db
RUNS_OUT = {"way": "expiry", "last_day": "2026-12-31", "reason": "期满不续"}
AGREED = {"way": "agreement", "reason": "协商一致", "consent_on": "2026-06-29", "consent": PROOF}


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


def states(case: str) -> list[tuple[date, str]]:
    return list(CaseState.objects.filter(case=case).order_by("starts").values_list("starts", "state"))


def codes(error: GateError) -> set[str]:
    return {message.code for message in error.messages}


def shut(on: date) -> set[str]:
    """Why an end by agreement is shut on the page of the contract."""
    (contract,) = values_of(values.Contract, Contract.objects.filter(id=SWEEPING))
    (item,) = values_of(values.WorkItem, WorkItem.objects.filter(id=contract.work_item))
    known = Known(contract, item, around(None, [SWEEPING]), (), (), ())
    return {each.code for each in closed(known, on=on).reasons["end_by_agreement"]}


# -- the paper ---------------------------------------------------------------------------------------------------


def test_a_date_alone_ends_nothing() -> None:
    with pytest.raises(GateError) as caught:
        decide("end", SWEEPING, **{**AGREED, "consent": ""}, last_day="2026-07-31")
    assert codes(caught.value) == {"ending_consent_no_paper"}


def test_a_paper_that_is_older_than_the_contract_agrees_to_nothing() -> None:
    Contract.objects.filter(id=SWEEPING).update(signed=date(2026, 6, 28))
    with pytest.raises(GateError) as caught:
        decide("end", SWEEPING, **{**AGREED, "consent_on": "2026-06-27"}, last_day="2026-07-31")
    assert codes(caught.value) == {"ending_consent_before_contract"}


def test_the_case_file_holds_the_paper() -> None:
    id = decide("end", SWEEPING, **AGREED, last_day="2026-07-31")
    steps = load(f"{id}-case", on=ON).steps
    assert PROOF in evidence_in(steps)


def test_who_may_read_the_decision_reads_the_paper_and_the_provider_does_not() -> None:
    by = account(HANDLER)
    scan = attach(Brought("同意.pdf", [b"%PDF-1.7 agreed"]), account=by, at=AT).hash
    leader, clerk = asking(account(LEADER), on=ON), Account.objects.get(username=CLERK)
    assert file_for(scan, leader, Account.objects.get(username=LEADER)) is None
    id = propose("end", SWEEPING, **{**AGREED, "consent": scan}, last_day="2026-07-31")

    def opens() -> tuple[bool, bool]:
        found = file_for(scan, leader, Account.objects.get(username=LEADER))
        other = file_for(scan, asking(clerk, on=ON), clerk)
        assert found is not None
        assert other is not None
        return may(leader.actor, *found.asked), may(actor_of(clerk, on=ON), *other.asked)

    assert opens() == (True, False)
    sign(id, *CHAIN)
    assert opens() == (True, False)


# -- while it runs out -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_day", "left"),
    [
        ("2026-07-31", [(ON, "ending"), (date(2026, 7, 31), "ended_agreement")]),
        (ON.isoformat(), [(ON, "ended_agreement")]),
    ],
)
def test_a_contract_that_runs_out_may_still_end_before_by_agreement(
    last_day: str, left: list[tuple[date, str]]
) -> None:
    case = f"{decide('end', SWEEPING, **RUNS_OUT)}-case"
    assert states(case)[-1] == (date(2026, 12, 31), "ended_expired")
    assert shut(ON) == set()
    decide("end", SWEEPING, **AGREED, last_day=last_day, case=case)
    assert load(case, on=ON).now.stage == "parting"
    assert states(case) == left
    assert shut(ON) == {"ending_already"}


def test_what_was_agreed_is_not_agreed_again_and_neither_is_what_is_over() -> None:
    case = f"{decide('end', SWEEPING, **RUNS_OUT)}-case"
    with pytest.raises(GateError) as caught:
        decide("end", SWEEPING, **AGREED, last_day="2026-07-31")
    assert codes(caught.value) == {"ending_already"}, "it goes on in the case in which it runs out"
    decide("end", SWEEPING, **AGREED, last_day="2026-07-31", case=case)
    with pytest.raises(GateError) as caught:
        decide("end", SWEEPING, **AGREED, last_day="2026-07-15", case=case)
    assert codes(caught.value) >= {"ending_already"}


def test_a_contract_that_has_run_out_is_not_ended_by_agreement_any_more() -> None:
    walk = Walk()
    walk.decide("end", walk.ending(way="expiry", clause="", last_day="2026-12-31"), *CHAIN)
    walk.on = date(2026, 12, 31) + timedelta(days=1)
    assert shut(walk.on) == {"ending_already"}
    agreed = walk.ending(**AGREED, clause="", last_day="2026-12-31")
    with pytest.raises(GateError) as caught:
        walk.decide("end", agreed, *CHAIN)
    assert "ending_already" in codes(caught.value)


def test_an_end_that_is_agreed_for_the_day_on_which_the_contract_runs_out_takes_its_place() -> None:
    walk = Walk().notified().heard()
    walk.decide("end", walk.ending(way="expiry", clause="", last_day="2026-12-31"), *CHAIN)
    agreed = AGREED | {"consent_on": walk.on.isoformat()}
    walk.decide("end", walk.ending(clause="", last_day="2026-12-31", **agreed), *CHAIN)
    assert states(walk.case)[-1] == (date(2026, 12, 31), "ended_agreement")
