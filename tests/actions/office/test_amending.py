"""Amending, suspending and resuming: what was agreed before is kept beside what is agreed now, in one act."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answerable.actions.office.halting import suspended_on, suspension
from answerable.actions.office.rows import check
from answerable.core.register.approval import ApprovalError
from answerable.core.register.gates import GateError
from answerable.core.tables.district import BY_NAME
from answerable.core.terms.errors import InputError
from answerable.records.models import Amendment, Clause, Contract, Entry
from tests.decisions import CHAIN, PLANTING, decide, propose, rows_with_planting, sign
from tests.record import HANDLER, HEAD, LEADER, ON, SWEEPING, hold

pytestmark = pytest.mark.django_db
AMOUNT = {"kind": "amount", "cause": "need_changed", "reason": "增加路段", "new_amount": "104000"}
TERMS = {"kind": "terms", "cause": "law", "reason": "新规", "new_text": "须先审后发"}
HALT = {"starts": "2026-07-01", "reason": "危及公共安全"}


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold(tmp_path / "district", rows_with_planting())
    Contract.objects.filter(id=SWEEPING).update(amount_minor=100_000, currency="CNY")


@pytest.fixture
def news() -> Callable[[], list[str]]:
    """The acts of the entries that came since the test began, without those of signing."""
    known = set(Entry.objects.values_list("id", flat=True))
    unsaid = ("propose", "submit", "approve")
    rows = Entry.objects.exclude(act__in=unsaid)
    return lambda: sorted(rows.exclude(id__in=known).values_list("act", flat=True))


def codes(error: GateError) -> set[str]:
    return {message.code for message in error.messages}


def test_another_amount_is_agreed_and_the_old_one_kept(news: Callable[[], list[str]]) -> None:
    decide("amend", SWEEPING, **AMOUNT)
    assert Contract.objects.get(id=SWEEPING).amount_minor == 104_000
    row = Amendment.objects.get(contract=SWEEPING)
    assert (row.kind, row.cause, row.reason) == ("amount", "need_changed", "增加路段")
    assert (row.amount_before, row.amount_after, row.decided_on) == (100_000, 104_000, ON)
    assert news() == ["amend_contract", "amend_contract"]


def test_supplements_add_up_over_several_amendments() -> None:
    Amendment.objects.create(
        contract_id=SWEEPING,
        decided_on=date(2026, 3, 1),
        kind="amount",
        amount_before=94_000,
        amount_after=100_000,
        reason="此前追加",
    )
    with pytest.raises(GateError) as caught:
        decide("amend", SWEEPING, **AMOUNT)
    assert codes(caught.value) == {"gate_supplement_over_cap"}
    assert Contract.objects.get(id=SWEEPING).amount_minor == 100_000
    decide("amend", SWEEPING, **AMOUNT | {"new_amount": "103400"})
    assert Contract.objects.get(id=SWEEPING).amount_minor == 103_400


def test_a_wrong_record_is_corrected_beyond_the_cap_with_every_signature() -> None:
    decide("amend", SWEEPING, **AMOUNT | {"cause": "correction", "new_amount": "10000000"})
    assert Contract.objects.get(id=SWEEPING).amount_minor == 10_000_000


def test_a_clause_is_reworded_or_added(news: Callable[[], list[str]]) -> None:
    decide("amend", SWEEPING, **TERMS, clause="sweeping-exit")
    assert Clause.objects.get(id="sweeping-exit").text == "须先审后发"
    assert news() == ["amend_contract"] * 3
    Amendment.objects.all().delete()
    id = decide("amend", SWEEPING, **TERMS)
    added = Clause.objects.get(id=f"{id}-terms")
    assert (added.contract_id, added.kind, added.text) == (SWEEPING, "other", "须先审后发")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (AMOUNT | {"kind": "extend"}, "decision_choice"),
        (AMOUNT | {"cause": "whim"}, "decision_choice"),
        (AMOUNT | {"new_amount": "1,000"}, "decision_amount"),
        (AMOUNT | {"new_amount": "-5"}, "decision_amount"),
        (AMOUNT | {"new_text": "条款"}, "decision_content"),
        (AMOUNT | {"new_amount": ""}, "decision_content"),
        (TERMS | {"new_amount": "5"}, "decision_content"),
        (TERMS | {"reason": ""}, "decision_content"),
    ],
)
def test_what_a_kind_of_amendment_has_no_room_for_is_refused_at_once(
    content: dict[str, str], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        propose("amend", SWEEPING, **content)
    assert caught.value.message.code == code


def test_nobody_signs_for_an_amount_that_was_amended_meanwhile() -> None:
    id = propose("amend", SWEEPING, **AMOUNT)
    sign(id, *CHAIN[:3])
    Amendment.objects.create(
        contract_id=SWEEPING,
        decided_on=date(2026, 3, 1),
        kind="terms",
        reason="其间变更",
    )
    with pytest.raises((GateError, ApprovalError)) as caught:
        sign(id, HEAD, after=3)
    assert codes(caught.value) == {"gate_changed_since"}  # type: ignore[arg-type]


def test_a_contract_is_suspended_and_resumed_where_it_was(news: Callable[[], list[str]]) -> None:
    id = decide("suspend", SWEEPING, HANDLER, LEADER, HEAD, **HALT)
    assert suspended_on(SWEEPING) == date(2026, 7, 1)
    assert news() == ["add", "add", "suspend_contract"]
    decide("resume", SWEEPING, HANDLER, LEADER, starts="2026-07-05", reason="隐患消除")
    assert suspended_on(SWEEPING) is None
    from answerable.records.models import CaseState

    states = CaseState.objects.filter(case=f"{id}-case").order_by("starts")
    assert [(str(row.starts), row.state) for row in states] == [
        ("2026-07-01", "suspended"),
        ("2026-07-05", "closed"),
    ]


def test_a_case_that_was_suspended_is_again_where_it_was() -> None:
    from answerable.records.models import Case, CaseState

    Case.objects.create(id="c9", contract_id=SWEEPING, opened_on=ON, subject="未清扫")
    for day, state in ((1, "ordered"), (20, "suspended")):
        CaseState.objects.create(case_id="c9", starts=date(2026, 6, day), state=state, ground="条款")
    decide("resume", SWEEPING, HANDLER, LEADER, starts="2026-07-05", reason="整改继续")
    assert CaseState.objects.filter(case="c9").order_by("starts").last().state == "ordered"  # type: ignore[union-attr]


def test_a_day_that_passed_before_everybody_signed_does_not_count() -> None:
    decide("suspend", SWEEPING, HANDLER, LEADER, HEAD, starts="2026-06-01", reason="危及公共安全")
    assert suspended_on(SWEEPING) == ON


def test_the_rows_of_a_suspension_are_sound_whoever_writes_them() -> None:
    rows = list(suspension(SWEEPING, id="urgent-1", starts=ON, reason="火险", decided_by=LEADER, on=ON))
    assert [table for table, _ in rows] == ["cases", "case_states"]
    table, cells = rows[0]
    declared = BY_NAME[table]
    check(declared, [{column.name: cells.get(column.name, "") for column in declared.columns}])


def test_letting_a_contract_run_out_decides_its_renewal_and_an_extension_leaves_the_next_open() -> None:
    Contract.objects.filter(id=SWEEPING).update(renewal_decided=date(2026, 6, 1))
    decide("extend", SWEEPING, new_ends="2027-06-30", reason="续期")
    assert Contract.objects.get(id=SWEEPING).renewal_decided is None
    expiry = {"way": "expiry", "last_day": "2027-06-30", "reason": "期满", "notice_on": "2026-06-29"}
    decide("end", SWEEPING, **expiry)
    assert Contract.objects.get(id=SWEEPING).renewal_decided == ON


def test_a_draft_is_not_amended() -> None:
    with pytest.raises(GateError) as caught:
        decide("amend", PLANTING, **TERMS)
    assert codes(caught.value) == {"gate_not_agreed_yet"}
