"""Every kind of decision is walked to its end, by those who may, with one entry for each act; or nothing happens."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.actions.office import approvals
from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.cases import acting
from answerable.actions.office.reading import cells_of
from answerable.core.enforce.course import acts
from answerable.core.register.approval import Act, ApprovalError, State
from answerable.core.register.gates import GateError
from answerable.core.tables.responsibility import DECISION_KINDS
from answerable.core.terms.errors import InputError
from answerable.records.models import Amendment, Approval, CaseState, Clause, Contract, Entry
from tests.builders import BODY
from tests.cases import CLERK, PROOF, Walk, hold_findings, someone
from tests.decisions import (
    CHAIN,
    DEPUTY,
    PLANTING,
    SECTION,
    act,
    acts_about,
    decide,
    propose,
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
    ON,
    SUCCESSOR,
    SWEEPING,
    actor,
)

pytestmark = pytest.mark.django_db
SIGNED = ["propose", "submit", "approve", "approve", "approve"]
UNILATERAL = {
    "way": "unilateral",
    "last_day": "2026-07-31",
    "reason": "整改不到位",
    "number": "水利解〔2026〕1号",
    "continuity": "水利局自行清扫",
    "continuity_way": "in_house",
}


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


@pytest.fixture
def news() -> Callable[[], list[str]]:
    """The acts of the entries that came since the test began."""
    known = set(Entry.objects.values_list("id", flat=True))
    return lambda: sorted(Entry.objects.exclude(id__in=known).values_list("act", flat=True))


def codes(error: GateError | ApprovalError) -> set[str]:
    return {message.code for message in error.messages}


def test_a_contract_is_signed_with_the_last_signature(news: Callable[[], list[str]]) -> None:
    id = propose("sign")
    assert sign(id, *CHAIN[:3]) is State.UNDER_WAY
    assert Contract.objects.get(id=PLANTING).signed is None
    assert sign(id, HEAD, after=3) is State.EXECUTED
    assert Contract.objects.get(id=PLANTING).signed == ON
    assert acts_about(id) == SIGNED
    assert news() == sorted([*SIGNED, "sign_contract"])


def test_a_contract_is_extended_and_the_amendment_kept(news: Callable[[], list[str]]) -> None:
    id = decide("extend", SWEEPING, new_ends="2027-06-30", reason="续期")
    assert Contract.objects.get(id=SWEEPING).ends == date(2027, 6, 30)
    amended = Amendment.objects.get(contract=SWEEPING)
    assert (amended.ends_before, amended.ends_after) == (date(2026, 12, 31), date(2027, 6, 30))
    assert acts_about(id) == SIGNED
    assert news() == sorted([*SIGNED, "amend_contract", "extend_contract"])


def test_an_extension_may_bring_the_exit_clause_that_is_missing(news: Callable[[], list[str]]) -> None:
    Clause.objects.filter(contract=SWEEPING).delete()
    decide("extend", SWEEPING, new_ends="2027-06-30", reason="续期", exit_clause="整改不到位可解除")
    assert Clause.objects.get(contract=SWEEPING).kind == "exit"
    assert news() == sorted([*SIGNED, "amend_contract", "amend_contract", "extend_contract"])


@pytest.mark.parametrize(
    ("content", "state", "ground"),
    [
        (
            {"way": "expiry", "last_day": "2026-12-31", "reason": "期满", "notice_on": "2026-06-29"},
            "ended_expired",
            "期满",
        ),
        (
            {
                "way": "agreement",
                "last_day": "2026-07-31",
                "reason": "协商",
                "consent_on": "2026-06-29",
                "consent": PROOF,
            },
            "ended_agreement",
            "协商",
        ),
    ],
)
def test_a_contract_runs_out_or_is_ended_by_both_sides_without_a_case_before(
    content: dict[str, str], state: str, ground: str, news: Callable[[], list[str]]
) -> None:
    id = decide("end", SWEEPING, **content)
    told = cells_of("case_states", f"{id}-case", content["last_day"])
    assert (told["state"], told["ground"], told["decided_by"]) == (state, ground, HEAD)
    assert acts_about(id) == SIGNED
    opened, ended, its_paper = ["case_step"] * 3
    assert news() == sorted([*SIGNED, opened, ended, its_paper, "end_contract"])
    with pytest.raises(GateError) as caught:
        decide("end", SWEEPING, **content)
    assert "ending_already" in codes(caught.value)


@pytest.mark.parametrize(
    ("content", "ground"),
    [
        ({"clause": "sweeping-exit"}, "sweeping-exit"),
        ({"statutory": "refusal", "shown": "refusal_shown"}, "refusal"),
    ],
)
def test_one_side_ends_a_contract_in_its_case_and_by_the_arrival_of_its_notice(
    content: dict[str, str], ground: str, news: Callable[[], list[str]]
) -> None:
    walk = Walk(on=date(2026, 6, 3)).not_corrected()
    before = news()
    id = decide("end", SWEEPING, case=walk.case, **UNILATERAL, **content)
    assert acts_about(id) == SIGNED
    ended, its_paper = ["case_step"] * 2
    assert news() == sorted([*before, *SIGNED, ended, its_paper, "end_contract"])
    states = CaseState.objects.filter(case=walk.case)
    assert states.filter(starts=ON).get().state == "ending"
    assert not states.filter(state__startswith="ended").exists()
    arrived = acts.Serve(arrived_on=ON, method="desk", received_by="前台")
    acting.act(walk.case, arrived, by=someone(CLERK, ON), at=AT + timedelta(hours=1), on=ON)
    told = cells_of("case_states", walk.case, UNILATERAL["last_day"])
    assert (told["state"], told["ground"]) == ("ended_unilateral", ground)
    with pytest.raises(GateError) as caught:
        decide("end", SWEEPING, case=walk.case, **UNILATERAL, **content)
    assert "case_closed_to" in codes(caught.value)


def test_the_successor_accepts_and_only_then_answers(news: Callable[[], list[str]]) -> None:
    id = propose("assign", SWEEPING, person=SUCCESSOR, starts="2026-07-10")
    assert sign(id, HANDLER, HEAD) is State.UNDER_WAY
    with pytest.raises(NotPermittedError):
        act(id, Act.APPROVE, LEADER, minute=3)
    assert sign(id, SUCCESSOR, after=3) is State.EXECUTED
    told = cells_of("assignments", SWEEPING, "2026-07-10")
    assert (told["person"], told["accepted_on"]) == (SUCCESSOR, "2026-06-30")
    assert news() == sorted(["propose", "submit", "approve", "approve", "accept_assignment"])


def test_a_head_who_takes_over_himself_accepts_and_need_not_approve_it_besides() -> None:
    id = propose("assign", SWEEPING, person=HEAD, starts="2026-07-10")
    assert sign(id, HANDLER, HEAD) is State.EXECUTED
    assert cells_of("assignments", SWEEPING, "2026-07-10")["person"] == HEAD


def test_a_day_that_passed_before_the_successor_accepted_does_not_count() -> None:
    decide("assign", SWEEPING, HANDLER, HEAD, SUCCESSOR, person=SUCCESSOR, starts="2026-01-01")
    assert cells_of("assignments", SWEEPING, "2026-06-30")["person"] == SUCCESSOR


def test_two_hand_overs_of_one_day_are_told_apart(news: Callable[[], list[str]]) -> None:
    decide("assign", SWEEPING, HANDLER, HEAD, SUCCESSOR, person=SUCCESSOR, starts="2026-07-10")
    id = propose("assign", SWEEPING, person=LEADER, starts="2026-07-10")
    sign(id, HANDLER, HEAD)
    before = stored(id)
    with pytest.raises(InputError) as caught:
        sign(id, LEADER, after=2)
    assert caught.value.message.code == "assigned_that_day"
    assert stored(id) == before
    assert cells_of("assignments", SWEEPING, "2026-07-10")["person"] == SUCCESSOR


@pytest.mark.parametrize("decision", ["confirmed", "rejected"])
def test_a_finding_is_decided(decision: str, news: Callable[[], list[str]]) -> None:
    decide("finding", SWEEPING, HANDLER, LEADER, finding="unswept", decision=decision)
    told = cells_of("findings", "unswept")
    assert (told["decision"], told["decided_on"], told["decided_by"]) == (decision, "2026-06-30", LEADER)
    assert news() == sorted(["propose", "submit", "approve", "change"])
    with pytest.raises(InputError) as caught:
        decide("finding", SWEEPING, HANDLER, LEADER, finding="unswept", decision="confirmed")
    assert caught.value.message.code == "finding_moved"


def test_any_other_decision_is_kept_as_it_was_signed(news: Callable[[], list[str]]) -> None:
    id = decide("other", SWEEPING, HANDLER, LEADER, what="增加巡查")
    assert state_of(id) == "executed"
    assert news() == sorted(["propose", "submit", "approve"])


def test_every_kind_of_decision_can_be_carried_out() -> None:
    from answerable.actions.office.executing import KINDS

    assert set(KINDS) == set(DECISION_KINDS)


def test_what_is_returned_is_revised_and_signed_anew() -> None:
    id = propose("sign")
    sign(id, HANDLER)
    assert act(id, Act.RETURN, LEGALITY, minute=2, reason="缺附件") is State.RETURNED
    approvals.edit(id, {"note": "已补"}, by=actor(HANDLER), at=AT + timedelta(minutes=3), on=ON)
    act(id, Act.SUBMIT, HANDLER, minute=4)
    assert sign(id, *CHAIN[1:], after=4) is State.EXECUTED
    whole = ["propose", "submit", "return_for_revision", "edit", "submit", "approve", "approve", "approve"]
    assert acts_about(id) == whole
    assert Approval.objects.get(id=id).content == {"note": "已补"}


@pytest.mark.parametrize(("what", "state"), [(Act.REJECT, "rejected"), (Act.WITHDRAW, "withdrawn")])
def test_what_is_rejected_or_withdrawn_is_over(what: Act, state: str) -> None:
    id = propose("sign")
    sign(id, HANDLER)
    act(id, what, LEGALITY if what is Act.REJECT else HANDLER, minute=2, reason="不同意")
    assert state_of(id) == state
    assert acts_about(id) == ["propose", "submit", what.value]
    for each in Act:
        with pytest.raises((ApprovalError, InputError)):
            act(id, each, HANDLER, minute=3, reason="再来")
    assert Contract.objects.get(id=PLANTING).signed is None


def test_nothing_is_rejected_without_a_reason() -> None:
    id = propose("sign")
    sign(id, HANDLER)
    with pytest.raises(ApprovalError) as caught:
        act(id, Act.REJECT, LEGALITY, minute=2)
    assert codes(caught.value) == {"approval_without_reason"}


def test_an_edit_voids_every_signature() -> None:
    id = propose("extend", SWEEPING, new_ends="2027-06-30", reason="续期")
    sign(id, *CHAIN[:3])
    later = {"new_ends": "2028-12-31", "reason": "续期"}
    approvals.edit(id, later, by=actor(HANDLER), at=AT + timedelta(minutes=9), on=ON)
    assert (state_of(id), Approval.objects.get(id=id).progress["signatures"]) == ("draft", [])
    with pytest.raises(ApprovalError):
        act(id, Act.APPROVE, HEAD, minute=10)
    assert str(Contract.objects.get(id=SWEEPING).ends) == "2026-12-31"


def test_an_edit_with_odd_content_changes_nothing() -> None:
    id = propose("extend", SWEEPING, new_ends="2027-06-30", reason="续期")
    sign(id, HANDLER)
    before = stored(id)
    with pytest.raises(InputError) as caught:
        approvals.edit(id, {"new_ends": "2027/6/30"}, by=actor(HANDLER), at=AT + timedelta(minutes=9), on=ON)
    assert caught.value.message.code == "decision_content"
    assert stored(id) == before
    assert acts_about(id) == ["propose", "submit"]


def test_a_stand_in_signs_and_the_entry_says_for_whom(tmp_path: Path) -> None:
    from answerable.records.models import StandIn

    StandIn.objects.create(
        person_id=LEADER, starts=date(2026, 6, 1), ends=date(2026, 7, 31), stand_in_id=SUCCESSOR
    )
    id = propose("sign")
    sign(id, HANDLER, LEGALITY, SUCCESSOR)
    signature = Approval.objects.get(id=id).progress["signatures"][-1]
    assert (signature["role"], signature["by"], signature["for"]) == ("leader", SUCCESSOR, LEADER)
    act(id, Act.REJECT, HEAD, minute=9, reason="再议")
    bodies = {each.act: json.loads(each.body) for each in Entry.objects.filter(disclosed__key=id)}
    approved = Entry.objects.get(disclosed__key=id, by=SUCCESSOR)
    assert json.loads(approved.body)["for"] == LEADER
    assert bodies["reject"]["for"] is None


def test_a_meeting_decides_with_the_number_of_its_minutes(tmp_path: Path) -> None:
    configure("sign", "handler", "section", "legality", "leader", "collective")
    id = propose("sign")
    sign(id, HANDLER, SECTION, LEGALITY, LEADER)
    with pytest.raises(ApprovalError) as caught:
        act(id, Act.APPROVE, HEAD, minute=5)
    assert codes(caught.value) == {"approval_without_minutes"}
    with pytest.raises(ApprovalError):
        act(id, Act.APPROVE, DEPUTY, minute=5, minutes="纪要〔2026〕7号")
    assert act(id, Act.APPROVE, HEAD, minute=6, minutes="纪要〔2026〕7号") is State.EXECUTED
    assert Approval.objects.get(id=id).progress["signatures"][-1]["minutes"] == "纪要〔2026〕7号"


def test_the_newest_edition_of_a_chain_that_has_begun_counts(tmp_path: Path) -> None:
    configure("other", "handler", "leader", starts="2025-01-01")
    configure("other", "handler", "section", "leader", starts="2026-06-30")
    configure("other", "handler", "head", starts="2026-07-01")
    id = propose("other", SWEEPING, what="增加巡查")
    assert [step["role"] for step in Approval.objects.get(id=id).progress["steps"]] == [
        "handler",
        "section",
        "leader",
    ]


def configure(kind: str, *roles: str, starts: str = "2026-01-01") -> None:
    from answerable.records.models import ApprovalStep

    for number, role in enumerate(roles, start=1):
        ApprovalStep.objects.create(body_id=BODY, decision=kind, starts=starts, number=number, role=role)
