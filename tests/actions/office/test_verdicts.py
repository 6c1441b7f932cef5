"""A verdict comes from stated facts; its record goes through the one door, and is signed for what stands there."""

from datetime import timedelta
from pathlib import Path

import pytest

from answerable.actions.office import approvals
from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.changing import RowMovedError, change_row
from answerable.actions.office.pages.verdicts import signing_of, statements, verdicts_given
from answerable.actions.office.verdicts import give_verdict, propose_record
from answerable.core.register.approval import Act, State
from answerable.core.register.gates import GateError
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, ApprovalStep, Disclosed, WorkFact, WorkItem
from tests.builders import BODY
from tests.decisions import act, acts_about, sign
from tests.record import AT, HANDLER, HEAD, LEADER, LEGALITY, ON, STRANGER, SWEEPING, actor, hold

pytestmark = pytest.mark.django_db
WORK = f"{SWEEPING}-work"
CHAIN = (HANDLER, LEGALITY, LEADER)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district")


def decide(task: str = "coercion", *, minutes: int = 0, seen: dict[str, str] | None = None) -> None:
    at = AT + timedelta(minutes=minutes)
    give_verdict(WORK, {"task": task}, by=actor(HANDLER), at=at, on=ON, seen=seen)


def put_up(by: str = HANDLER) -> str:
    return propose_record(WORK, "", by=actor(by), at=AT, on=ON)


def code(error: InputError) -> str:
    return error.message.code


def test_a_record_is_signed_by_handler_legality_and_leader() -> None:
    decide()
    id = put_up()
    made = Approval.objects.get(id=id)
    assert (made.kind, made.contract_id, made.subject) == ("verdict", None, WORK)
    assert made.content == {"verdict": "prohibited", "verdict_on": "2026-06-30"}
    assert sign(id, *CHAIN) is State.EXECUTED
    assert acts_about(id) == ["propose", "submit", "approve", "approve"]
    signing = signing_of(WORK, verdicts_given(WORK)[-1])
    assert signing is not None
    assert signing.done
    assert [(each.role, each.by and each.by.id) for each in signing.signed] == [
        ("handler", HANDLER),
        ("legality", LEGALITY),
        ("leader", LEADER),
    ]


def test_a_body_may_set_a_chain_of_its_own() -> None:
    for number, role in enumerate(("handler", "head"), start=1):
        ApprovalStep.objects.create(body_id=BODY, decision="verdict", starts=ON, number=number, role=role)
    decide()
    assert sign(put_up(), HANDLER, HEAD) is State.EXECUTED


def test_nothing_is_put_up_for_signature_where_there_is_no_verdict() -> None:
    WorkItem.objects.filter(id=WORK).update(verdict=None, verdict_on=None)
    with pytest.raises(InputError) as caught:
        put_up()
    assert code(caught.value) == "verdict_not_given"
    with pytest.raises(InputError) as caught:
        propose_record("no-such-work", "", by=actor(HANDLER), at=AT, on=ON)
    assert code(caught.value) == "no_such_row"


@pytest.mark.parametrize("person", [STRANGER, LEADER])
def test_only_a_handler_of_the_body_puts_it_up(person: str) -> None:
    decide()
    with pytest.raises(NotPermittedError):
        put_up(person)


@pytest.mark.parametrize(
    "content", [{"verdict": "suitable", "verdict_on": "2026-06-30"}, {"verdict": "prohibited"}]
)
def test_no_other_verdict_than_the_one_on_record_is_signed(content: dict[str, str]) -> None:
    decide()
    proposed = approvals.Proposed("verdict", WORK, content)
    with pytest.raises(InputError) as caught:
        approvals.propose(proposed, by=actor(HANDLER), at=AT, on=ON)
    assert code(caught.value) in ("verdict_moved", "decision_content")


def test_a_verdict_given_anew_before_it_is_submitted_is_proposed_anew() -> None:
    decide()
    id = put_up()
    decide("city_service", minutes=1)
    with pytest.raises(InputError) as caught:
        act(id, Act.SUBMIT, HANDLER, minute=2)
    assert code(caught.value) == "verdict_moved"


def test_facts_stated_anew_while_it_is_under_way_shut_the_door_to_signatures() -> None:
    decide()
    id = put_up()
    sign(id, HANDLER)
    give_verdict(WORK, {"task": "coercion", "paid": "yes"}, by=actor(HANDLER), at=AT, on=ON)
    with pytest.raises(GateError) as caught:
        act(id, Act.APPROVE, LEGALITY, minute=3)
    assert [each.code for each in caught.value.messages] == ["gate_changed_since"]


def test_a_draft_is_edited_and_keeps_the_verdict() -> None:
    decide()
    id = put_up()
    content = {"verdict": "prohibited", "verdict_on": "2026-06-30", "note": "补充说明"}
    approvals.edit(id, content, by=actor(HANDLER), at=AT + timedelta(minutes=1), on=ON)
    assert Approval.objects.get(id=id).content == content


def test_the_ledger_says_that_it_is_about_a_work_item() -> None:
    decide()
    told = Disclosed.objects.get(of="approvals", key=put_up())
    assert f'"work_item":"{WORK}"' in (told.content or "")


def test_whoever_asked_on_other_facts_is_told_and_nothing_changes() -> None:
    decide()
    with pytest.raises(RowMovedError):
        decide("city_service", seen={"task": ""})
    decide("city_service", seen={"task": "coercion", "paid": ""})
    assert WorkFact.objects.get(work_item=WORK).value == "city_service"


def test_every_verdict_stays_readable_with_its_facts_and_corrections_are_none() -> None:
    before = len(verdicts_given(WORK))
    decide()
    give_verdict(WORK, {"paid": "yes"}, by=actor(HANDLER), at=AT + timedelta(minutes=1), on=ON)
    change_row("work_items", (WORK,), {"name": "街道清扫"}, seen={}, by=actor(HANDLER), at=AT, on=ON)
    given = verdicts_given(WORK)[before:]
    assert [(each.verdict, dict(each.facts)) for each in given] == [
        ("prohibited", {"task": "coercion"}),
        ("undecided", {"paid": "yes"}),
    ]
    assert {each.by[1] for each in given if each.by} == {HANDLER}


def test_who_stated_a_fact_is_whoever_did_so_last() -> None:
    decide()
    decide(minutes=5)
    stated = statements(WORK)["task"]
    assert stated.at == AT + timedelta(minutes=5)
    assert stated.by is not None
