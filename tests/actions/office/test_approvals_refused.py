"""What is refused leaves a decision as it was: lost races, shut gates, strangers, odd content."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from answerable.actions.office import approvals
from answerable.actions.office.actors import NotPermittedError, actor_of
from answerable.actions.office.approvals import DecisionMovedError, Proposed
from answerable.actions.office.changing import change_row
from answerable.actions.office.executing import execute
from answerable.actions.office.reading import cells_of
from answerable.actions.office.seen import digest
from answerable.core.register.approval import Act, ApprovalError, State
from answerable.core.register.gates import GateError
from answerable.core.register.permits import Actor
from answerable.core.terms.errors import InputError
from answerable.records.models import Account, Approval, Case, Clause, Contract, Entry, Funds
from tests.builders import FAILING
from tests.decisions import (
    CHAIN,
    DEPUTY,
    HIRED,
    PLANTING,
    act,
    decide,
    propose,
    rows_with_planting,
    sign,
    state_of,
    stored,
)
from tests.record import (
    AT,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    MINDING,
    ON,
    STRANGER,
    SWEEPING,
    actor,
    hold,
)

pytestmark = pytest.mark.django_db
UNILATERAL = {
    "way": "unilateral",
    "last_day": "2026-07-31",
    "reason": "整改不到位",
    "clause": "sweeping-exit",
}


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())


def codes(error: GateError | ApprovalError) -> set[str]:
    return {message.code for message in error.messages}


def test_of_two_acts_on_the_same_version_one_wins() -> None:
    id = propose("sign")
    sign(id, HANDLER)
    seen = Approval.objects.get(id=id).version
    act(id, Act.APPROVE, LEGALITY, minute=2, version=seen)
    after = stored(id), Entry.objects.count()
    for what in (Act.APPROVE, Act.RETURN, Act.REJECT):
        with pytest.raises(DecisionMovedError):
            act(id, what, DEPUTY, minute=3, reason="缺附件", version=seen)
    with pytest.raises(DecisionMovedError):
        approvals.edit(id, {}, by=actor(HANDLER), at=AT + timedelta(minutes=3), on=ON, version=seen)
    assert (stored(id), Entry.objects.count()) == after


def test_whoever_comes_between_reading_and_writing_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the database lets two transactions read before either writes."""
    id = propose("sign")
    sign(id, *CHAIN[:3])

    def slow(*args: object, **kwargs: object) -> None:
        execute(*args, **kwargs)  # type: ignore[arg-type]
        Approval.objects.filter(id=id).update(version=99)

    monkeypatch.setattr("answerable.actions.office.approvals.execute", slow)
    count = Entry.objects.count()
    with pytest.raises(DecisionMovedError):
        sign(id, HEAD, after=3)
    assert Contract.objects.get(id=PLANTING).signed is None
    assert (state_of(id), Entry.objects.count()) == ("under_way", count)


def test_a_gate_that_shuts_at_the_last_signature_leaves_everything_as_it_was() -> None:
    id = propose("sign")
    sign(id, *CHAIN[:3])
    Funds.objects.filter(contract=PLANTING).delete()
    Clause.objects.filter(contract=PLANTING).delete()
    before = stored(id), cells_of("contracts", PLANTING), Entry.objects.count()
    with pytest.raises(GateError) as caught:
        sign(id, HEAD, after=3)
    assert codes(caught.value) == {"gate_changed_since"}
    assert (stored(id), cells_of("contracts", PLANTING), Entry.objects.count()) == before
    Approval.objects.filter(id=id).update(seen=digest(Approval.objects.get(id=id), on=ON))
    before = stored(id), cells_of("contracts", PLANTING), Entry.objects.count()
    with pytest.raises(GateError) as caught:
        sign(id, HEAD, after=3)
    assert codes(caught.value) == {"gate_no_funds", "gate_no_exit_clause"}
    assert (stored(id), cells_of("contracts", PLANTING), Entry.objects.count()) == before


def test_what_was_changed_after_submission_is_submitted_anew() -> None:
    id = propose("sign")
    sign(id, *CHAIN[:2])
    dearer = {"amount_minor": "99900000000", "currency": "CNY"}
    change_row("contracts", (PLANTING,), dearer, seen={}, by=actor(HANDLER), at=AT, on=ON)
    for signed in (LEADER, HEAD):
        with pytest.raises(GateError) as caught:
            act(id, Act.APPROVE, signed, minute=5)
        assert codes(caught.value) >= {"gate_changed_since"}
    act(id, Act.RETURN, LEADER, minute=6, reason="金额变了")
    act(id, Act.SUBMIT, HANDLER, minute=7)
    assert sign(id, LEGALITY, LEADER, HEAD, after=8) is State.EXECUTED


def test_an_ending_that_is_refused_opens_no_case() -> None:
    id = propose("end", SWEEPING, **UNILATERAL | {"clause": "minding-exit"})
    sign(id, *CHAIN[:3])
    with pytest.raises(GateError) as caught:
        sign(id, HEAD, after=3)
    assert codes(caught.value) == {"ending_clause_unknown", "ending_exposes", "ending_no_case"}
    assert not Case.objects.exists()


def strangers() -> Iterator[Actor]:
    yield actor(STRANGER)
    yield actor("other-head")
    for admin in ("system", "security", "audit"):
        account = Account.objects.create(username=f"a-{admin}", admin=admin, created_at=AT)
        yield actor_of(account, on=ON)
    clerk = Account.objects.create(username="clerk", provider_id=FAILING, created_at=AT)
    yield actor_of(clerk, on=ON)


def test_strangers_clerks_and_administrators_decide_nothing() -> None:
    id = propose("sign")
    sign(id, HANDLER)
    before = stored(id), Entry.objects.count()
    for by in strangers():
        with pytest.raises(NotPermittedError):
            approvals.propose(Proposed("sign", PLANTING, {}), by=by, at=AT, on=ON)
        with pytest.raises(NotPermittedError):
            approvals.edit(id, {}, by=by, at=AT + timedelta(minutes=5), on=ON)
        for what in set(Act) - {Act.EXECUTE}:
            with pytest.raises(NotPermittedError):
                approvals.act(id, what, by=by, at=AT + timedelta(minutes=5), on=ON, reason="-", minutes="-")
        found = approvals.open_to(Approval.objects.get(id=id), by=by, at=AT + timedelta(minutes=5), on=ON)
        assert not found
    assert (stored(id), Entry.objects.count()) == before


def test_a_decision_is_carried_out_by_its_last_signature_and_by_nothing_else() -> None:
    id = propose("sign")
    with pytest.raises(InputError) as caught:
        act(id, Act.EXECUTE, HANDLER)
    assert caught.value.message.code == "decision_executes_itself"


def test_what_is_open_to_somebody_is_what_he_can_do() -> None:
    id = propose("sign")
    sign(id, HANDLER)
    decision, at = Approval.objects.get(id=id), AT + timedelta(minutes=5)
    assert approvals.open_to(decision, by=actor(HANDLER), at=at, on=ON) == {Act.EDIT, Act.WITHDRAW}
    assert approvals.open_to(decision, by=actor(LEGALITY), at=at, on=ON) == {
        Act.APPROVE,
        Act.RETURN,
        Act.REJECT,
    }
    assert not approvals.open_to(decision, by=actor(HEAD), at=at, on=ON)


@pytest.mark.parametrize(
    ("kind", "contract", "content", "code"),
    [
        ("burn", SWEEPING, {}, "decision_kind_unknown"),
        ("sign", "nothing", {}, "no_such_contract"),
        ("extend", SWEEPING, {"new_ends": "2027-06-30", "colour": "red"}, "decision_content"),
        ("extend", SWEEPING, {"new_ends": "soon", "reason": "续期"}, "decision_day"),
        ("end", SWEEPING, UNILATERAL | {"way": "by force"}, "ending_way_unknown"),
        ("end", SWEEPING, UNILATERAL | {"shown": "anger"}, "ending_need_unknown"),
        ("finding", SWEEPING, {"finding": "unswept", "decision": "maybe"}, "decision_content"),
    ],
)
def test_odd_content_is_refused_before_anybody_signs(
    kind: str, contract: str, content: dict[str, str], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        propose(kind, contract, **content)
    assert caught.value.message.code == code
    assert not Approval.objects.exists()


def test_a_decision_that_is_not_there_is_not_signed() -> None:
    with pytest.raises(InputError) as caught:
        act("d-0", Act.APPROVE, HEAD)
    assert caught.value.message.code == "no_such_decision"


def test_a_finding_of_another_contract_is_not_decided() -> None:
    with pytest.raises(InputError) as caught:
        decide("finding", MINDING, HANDLER, LEADER, finding="unswept", decision="confirmed")
    assert caught.value.message.code == "finding_moved"
    assert cells_of("findings", "unswept")["decision"] == ""


@pytest.mark.parametrize(
    ("person", "code"),
    [(HIRED, "leader_not_public"), ("nobody", "no_such_person"), (STRANGER, "successor_without_post")],
)
def test_nobody_is_assigned_who_could_not_answer(person: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        propose("assign", SWEEPING, person=person, starts="2026-07-10")
    assert caught.value.message.code == code
    assert not Approval.objects.exists()
