"""Findings are judged through the one door, several at once or none, and people write down what they found."""

from pathlib import Path

import pytest

from answerable.actions.office.actors import NotPermittedError
from answerable.actions.office.approvals import act
from answerable.actions.office.judging import Judgement, being_decided, judge, write_down
from answerable.core.register.approval import Act
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.errors import InputError
from answerable.records.models import Approval, Finding
from tests.builders import row
from tests.record import AT, HANDLER, LEADER, ON, STRANGER, SWEEPING, actor, hold, rows_of_record

pytestmark = pytest.mark.django_db
RIGHT = Judgement("confirmed", "原文清楚")


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    rows = rows_of_record()
    rows["findings"] = [
        row(
            "findings",
            id=id,
            contract=SWEEPING,
            found_on="2026-06-20",
            source="monitor",
            severity="ordinary",
            rule=f"watch.account-silent v{id} 2026-06-01",
            what="停更",
        )
        for id in ("a", "b", "c")
    ]
    hold(tmp_path / "district", rows)


def code(caught: pytest.ExceptionInfo[InputError]) -> str:
    return caught.value.message.code


def test_several_are_submitted_at_once_and_each_waits_for_the_leader() -> None:
    made = judge(["a", "b", "a"], RIGHT, by=actor(HANDLER), at=AT, on=ON)
    assert len(made) == 2
    assert set(Approval.objects.values_list("state", flat=True)) == {"under_way"}
    assert set(being_decided().values_list("finding", flat=True)) == {"a", "b"}
    act(made[0], Act.APPROVE, by=actor(LEADER), at=AT, on=ON)
    first = Finding.objects.get(id="a")
    assert (first.decision, first.decided_by_id) == ("confirmed", LEADER)
    assert set(being_decided().values_list("finding", flat=True)) == {"b"}


def test_all_of_them_or_none() -> None:
    judge(["a"], RIGHT, by=actor(HANDLER), at=AT, on=ON)
    with pytest.raises(InputError) as caught:
        judge(["b", "a"], RIGHT, by=actor(HANDLER), at=AT, on=ON)
    assert code(caught) == "finding_under_way"
    assert Approval.objects.count() == 1


def test_what_was_given_up_may_be_proposed_again() -> None:
    (made,) = judge(["a"], RIGHT, by=actor(HANDLER), at=AT, on=ON)
    act(made, Act.REJECT, by=actor(LEADER), at=AT, on=ON, reason="原文不清")
    assert judge(["a"], Judgement("rejected", "误报"), by=actor(HANDLER), at=AT, on=ON)


def test_what_was_decided_or_is_not_there_is_not_judged() -> None:
    (made,) = judge(["a"], RIGHT, by=actor(HANDLER), at=AT, on=ON)
    act(made, Act.APPROVE, by=actor(LEADER), at=AT, on=ON)
    for id in ("a", "nothing"):
        with pytest.raises(InputError) as caught:
            judge([id], RIGHT, by=actor(HANDLER), at=AT, on=ON)
        assert code(caught) == "finding_moved"


@pytest.mark.parametrize("by", [LEADER, STRANGER])
def test_only_a_handler_of_the_body_proposes(by: str) -> None:
    with pytest.raises(NotPermittedError):
        judge(["a"], RIGHT, by=actor(by), at=AT, on=ON)


def found(by: str = LEADER, **cells: str) -> str:
    told = {
        "contract": SWEEPING,
        "found_on": "2026-06-29",
        "source": "audit",
        "severity": "serious",
        "what": "虚报",
    }
    return write_down(told | cells, by=actor(by), at=AT, on=ON)


def test_a_leader_writes_down_what_an_audit_found_and_it_waits_for_a_decision() -> None:
    made = Finding.objects.get(id=found())
    assert (made.source, made.decision, made.rule) == ("audit", None, None)


def test_what_a_person_writes_down_is_neither_a_monitors_nor_decided_nor_of_tomorrow() -> None:
    for cells, told in (
        ({"source": "monitor"}, "finding_source"),
        ({"found_on": "2026-07-01"}, "finding_later"),
    ):
        with pytest.raises(InputError) as caught:
            found(**cells)
        assert code(caught) == told
    with pytest.raises(UnsoundError):
        found(decision="confirmed", decided_on="2026-06-29", decided_by=LEADER)
    with pytest.raises(UnsoundError):
        found(STRANGER)
