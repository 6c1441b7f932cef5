"""Cases are walked through the actions: each way to its end, and every refusal leaves nothing behind."""

from datetime import timedelta
from pathlib import Path

import pytest

from answerable.actions.office import approvals
from answerable.actions.office.approvals import Proposed
from answerable.actions.office.cases import acting
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.refuse import CaseRefusedError
from answerable.core.register.approval import Act
from answerable.core.register.gates import GateError
from answerable.records.models import CaseState, CaseStep, CaseTurn, Entry, Finding, Order, Recheck
from tests.cases import (
    CLERK,
    DIRTY,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    MAYOR,
    RUDE,
    Walk,
    hold_findings,
    someone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


def states(case: str) -> list[str]:
    return list(CaseState.objects.filter(case=case).order_by("starts").values_list("state", flat=True))


def test_what_was_ordered_is_put_right_and_the_case_is_closed() -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked()
    assert walk.now.stage == "closed"
    assert states(walk.case) == ["statement", "closed"]
    assert set(Recheck.objects.values_list("result", flat=True)) == {"corrected"}
    assert not CaseTurn.objects.filter(case=walk.case).exists()


def test_a_contract_is_ended_by_one_side_and_handed_over() -> None:
    walk = Walk().not_corrected().ended()
    assert walk.now.stage == "parting"
    assert states(walk.case)[-2:] == ["ending", "ended_unilateral"]
    walk.on += timedelta(days=40)
    for item in walk.now.route.hand_over:
        walk.go(HANDLER, acts.HandOver(item=item, note="双方签字"))
    assert walk.now.stage == "handed_over"


def test_before_the_time_for_a_statement_is_over_no_order_can_be_drafted() -> None:
    walk = Walk().notified()
    with pytest.raises(CaseRefusedError) as caught:
        walk.decide("order", walk.order_content([(DIRTY, 10), (RUDE, 10)]), HANDLER, LEADER)
    (reason,) = caught.value.messages
    assert reason.code == "case_too_early"
    assert reason.params["opens"] == walk.on.replace(month=7, day=8)


def test_a_refused_step_leaves_nothing_behind() -> None:
    walk = Walk().notified()
    before = (CaseStep.objects.count(), Entry.objects.count())
    with pytest.raises(CaseRefusedError):
        walk.go(HANDLER, acts.Recheck(results=(), number="1"))
    assert (CaseStep.objects.count(), Entry.objects.count()) == before


def test_danger_does_not_wait() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Protect(measures=("account_back", "suspend"), reason="辱骂群众"))
    assert states(walk.case) == ["suspended"]
    turn = CaseTurn.objects.get(case=walk.case, what="protect")
    assert turn.owner == LEADER
    with pytest.raises(CaseRefusedError):
        walk.go(HANDLER, acts.ReviewProtection(step=2, upheld=True, reason="属实"))
    walk.go(LEADER, acts.ReviewProtection(step=2, upheld=True, reason="属实"))
    assert not CaseTurn.objects.filter(case=walk.case, what="protect").exists()


def test_an_objection_is_upheld_and_everything_is_corrected() -> None:
    walk = Walk().notified().heard().ordered()
    step = walk.now.order_step
    assert step is not None
    walk.go(CLERK, acts.Contest(step=step, text="并非我方路段"))
    made = walk.now.objections[0].step
    walk.go(
        HEAD,
        acts.DecideObjection(
            step=made,
            result="upheld",
            reason="路段有误",
            number="1",
            set_aside=(DIRTY, RUDE),
            places=("官网",),
        ),
    )
    assert walk.now.stage == "closed"
    assert not Order.objects.filter(case=walk.case).exists()
    assert set(Finding.objects.filter(id__in=(DIRTY, RUDE)).values_list("decision", flat=True)) == {
        "rejected"
    }
    walk.go(HANDLER, acts.Correct(step=walk.now.owed[0].step, place="官网", note="原位置更正"))
    assert not CaseTurn.objects.filter(case=walk.case).exists()


def test_a_recheck_that_is_set_aside_has_found_nothing_in_the_rows_either() -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked("not_corrected")
    assert Recheck.objects.filter(order__case=walk.case).count() == 2
    checked = walk.now.contestable[-1].step
    walk.go(CLERK, acts.Contest(step=checked, text="当日停电，无法复核"))
    walk.go(
        MAYOR,
        acts.DecideObjection(
            step=walk.now.objections[0].step,
            result="upheld",
            reason="停电属实",
            number="1",
            set_aside=(DIRTY,),
            places=("官网",),
        ),
    )
    assert [(each.finding, each.result) for each in walk.now.items] == [(RUDE, None)]
    assert not Recheck.objects.filter(order__case=walk.case).exists()


def refused(walk: Walk, *, minutes: str | None = None, **changed: str) -> list[str]:
    """Why the contract is not ended by one side."""
    with pytest.raises(GateError) as caught:
        walk.decide("end", walk.ending(**changed), HANDLER, LEGALITY, LEADER, HEAD, minutes=minutes)
    return [each.code for each in caught.value.messages]


def test_what_was_never_ordered_is_no_order_that_was_not_followed() -> None:
    walk = Walk().notified().heard()
    assert refused(walk, answer="不免责") == ["ending_order_not_followed"]
    law = {"clause": "", "statutory": "late-after-demand", "shown": "demand_expired", "answer": "不免责"}
    assert refused(walk, **law) == ["ending_need_missing", "ending_exposes"]


def test_signatures_are_for_the_case_as_it_stood() -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked("not_corrected")
    handler = someone(HANDLER, walk.on)
    proposed = Proposed("end", walk.contract, walk.ending())
    id = approvals.propose(proposed, by=handler, at=walk.at(), on=walk.on)
    approvals.act(id, Act.SUBMIT, by=handler, at=walk.at(), on=walk.on)
    walk.go(LEADER, acts.Extend(reason="设备未到", workdays=5, number="延1"))
    walk.reported().rechecked("not_corrected")
    with pytest.raises(GateError) as caught:
        approvals.act(id, Act.APPROVE, by=someone(LEGALITY, walk.on), at=walk.at(), on=walk.on)
    assert [each.code for each in caught.value.messages] == ["gate_changed_since"]


def test_a_suspension_that_several_signed_is_not_lifted_by_one() -> None:
    walk = Walk()
    walk.decide("suspend", {"starts": walk.on.isoformat(), "reason": "危及公共安全"}, HANDLER, LEADER, HEAD)
    case = CaseState.objects.get(state="suspended").case_id
    with pytest.raises(CaseRefusedError) as caught:
        acting.act(
            case, acts.Lift(step=1, reason="已改"), by=someone(LEADER, walk.on), at=walk.at(), on=walk.on
        )
    assert [each.code for each in caught.value.messages] == ["case_protection_decided"]


def test_an_end_that_was_set_aside_is_handed_over_anew_when_it_comes_after_all() -> None:
    walk = Walk().not_corrected().ended()
    walk.on += timedelta(days=3)
    walk.go(HANDLER, acts.HandOver(item="keys", note="双方签字"))
    ending = walk.now.ending
    assert ending is not None
    walk.go(CLERK, acts.Contest(step=ending.step, text="程序有误"))
    made = walk.now.objections[-1].step
    judged = acts.DecideObjection(
        step=made, result="upheld", reason="程序有误", number="复9", places=("官网",)
    )
    walk.go(MAYOR, judged)
    assert (walk.now.annulled, walk.now.handed_over) == (True, ())
