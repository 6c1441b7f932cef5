"""Tables in, answers out: findings, orders and cases, and the body's own duties."""

from datetime import date

import pytest

from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.duty import Side
from tests.builders import (
    BODY,
    HEAD,
    LEADER,
    MINDING,
    SUCCESSOR,
    change,
    row,
    small_district,
)
from tests.spec.asked import CONFIRMED, Assess, case, codes, due, finding, matter, order, proposed

# -- findings, orders, cases -------------------------------------------------------------------------------------


def test_a_proposed_finding_is_a_duty_to_decide_and_no_reason(minding: Assess) -> None:
    result = minding(finding(small_district()), date(2025, 5, 9))
    assert (result.standing, due(result)) == ("clear", [("decide_finding", LEADER, "2025-05-13")])


def test_a_confirmed_serious_finding_is_watch(minding: Assess) -> None:
    result = minding(finding(small_district(), **CONFIRMED))
    assert (codes(result), proposed(result)) == (["serious_finding"], ["issue_order", "open_case"])


def test_a_rejected_finding_is_nothing(minding: Assess) -> None:
    assert minding(finding(small_district(), **{**CONFIRMED, "decision": "rejected"})).standing == "clear"


def test_under_an_order_the_provider_has_to_comply_in_time(minding: Assess) -> None:
    result = minding(order(finding(small_district(), **CONFIRMED)), date(2025, 6, 1))
    assert result.standing == "rectifying"
    assert due(result) == [("comply_order", "failing", "2025-06-12")]
    assert result.duties[0].side is Side.PROVIDER


def test_a_reported_order_waits_for_a_recheck_by_somebody_else(minding: Assess) -> None:
    rows = order(finding(small_district(), **CONFIRMED), reported_on="2025-06-05")
    result = minding(rows, date(2025, 6, 9))
    assert due(result) == [("recheck_order", BODY, "2025-06-12")]
    assert "recheck_now" in proposed(result)
    rows["rechecks"] = [
        row("rechecks", order="o", checked_on="2025-06-06", checked_by=LEADER, result="corrected")
    ]
    with pytest.raises(UnsoundError):
        minding(rows)


def test_a_corrected_finding_is_settled_and_its_closed_case_is_history(minding: Assess) -> None:
    rows = order(finding(small_district(), **CONFIRMED), reported_on="2025-06-05")
    rows["rechecks"] = [
        row("rechecks", order="o", checked_on="2025-06-09", checked_by=SUCCESSOR, result="corrected")
    ]
    rows["case_states"].append(row("case_states", case="case", starts="2025-06-10", state="closed"))
    assert minding(rows, date(2025, 6, 8)).standing == "rectifying"
    assert minding(rows).standing == "clear"
    assert [each.state for each in minding(rows).cases] == ["closed"]


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        ("finding", "clear"),
        ("statement", "clear"),
        ("ordered", "rectifying"),
        ("recheck", "rectifying"),
        ("not_corrected", "renewal_suspended"),
        ("renewal_suspended", "renewal_suspended"),
        ("suspended", "suspended"),
        ("ending", "ending"),
        ("ended_agreement", "ended_agreement"),
        ("ended_unilateral", "ended_unilateral"),
        ("closed", "clear"),
    ],
)
def test_the_standing_follows_the_case(minding: Assess, state: str, standing: str) -> None:
    rows = case(small_district(), (state, "2025-06-20"), ground="合同第九条")
    assert minding(rows, date(2025, 6, 30)).standing == standing
    assert minding(rows, date(2025, 6, 19)).standing == "clear"


def test_an_order_that_was_not_complied_with_proposes_only_grounds_the_contract_grants(
    minding: Assess,
) -> None:
    rows = case(small_district(), ("ordered", "2025-05-01"), ("not_corrected", "2025-06-20"))
    assert "consider_ending" in proposed(minding(rows, date(2025, 6, 30)))
    rows["clauses"] = []
    result = minding(rows, date(2025, 6, 30))
    assert "no_ground_to_end" in proposed(result)
    assert "consider_ending" not in proposed(result)


def test_after_its_last_day_a_contract_has_expired(minding: Assess) -> None:
    assert minding(small_district(), date(2026, 12, 31)).standing != "ended_expired"
    assert minding(small_district(), date(2027, 1, 1)).standing == "ended_expired"


# -- the body's own side -----------------------------------------------------------------------------------------


def test_a_vacancy_is_a_duty_of_the_head_and_watch_after_ten_working_days_of_delay(minding: Assess) -> None:
    rows = small_district()
    rows["assignments"].append(row("assignments", contract=MINDING, starts="2025-06-03"))
    early = minding(rows, date(2025, 6, 10))
    assert (early.leader.leader, due(early)) == (None, [("appoint_leader", HEAD, "2025-06-17")])
    assert (early.standing, proposed(early)) == ("clear", ["name_leader"])
    late = minding(rows, date(2025, 7, 1))
    assert (late.standing, codes(late)) == ("watch", ["body_duty_overdue"])
    assert late.reasons[0].side is Side.BODY


def test_a_contract_without_an_exit_clause_is_a_duty_to_agree_on_one(minding: Assess) -> None:
    rows = small_district()
    rows["clauses"] = [each for each in rows["clauses"] if each["contract"] != MINDING]
    result = minding(rows, date(2025, 1, 13))
    assert [what for what, *_ in due(result)] == ["add_exit_clause"]
    assert "add_exit_clause_now" in proposed(result)


def test_whether_to_renew_is_due_in_time_and_beyond_the_calendar_it_is_provisional(minding: Assess) -> None:
    rows = small_district()
    assert "decide_renewal" in [what for what, *_ in due(minding(rows, date(2026, 10, 10)))]
    change(rows, "contracts", {"id": MINDING}, renewal_decided="2026-10-09")
    assert "decide_renewal" not in [what for what, *_ in due(minding(rows, date(2026, 10, 10)))]
    rows["matters"] = [matter(1, handled_on="", raised_on="2026-12-29")]
    answer = [duty for duty in minding(rows, date(2026, 12, 30)).duties if duty.what.code == "answer_matter"]
    assert [duty.provisional for duty in answer] == [True]


def plan(**cells: str) -> dict[str, str]:
    given = dict(
        side="body", kind="inspect", every="month", within_workdays="5", starts="2025-05-01", ground="合同"
    )
    return row("duties", id="d", contract=MINDING, **{**given, **cells})


def test_a_planned_duty_comes_round_until_it_is_done(minding: Assess) -> None:
    rows = small_district()
    rows["duties"] = [plan()]
    assert due(minding(rows)) == [
        ("duty_plan", LEADER, "2025-06-09"),
        ("duty_plan", LEADER, "2025-07-07"),
        ("duty_plan", LEADER, "2025-08-07"),
    ]
    rows["duties_done"] = [row("duties_done", duty="d", period="2025-05", done_on="2025-06-30")]
    assert [by for *_, by in due(minding(rows))] == ["2025-07-07", "2025-08-07"]


def test_a_duty_once_is_done_once(minding: Assess) -> None:
    rows = small_district()
    rows["duties"] = [plan(every="once", within_workdays="3", kind="accept")]
    assert [by for *_, by in due(minding(rows))] == ["2025-05-08"]
    rows["duties_done"] = [row("duties_done", duty="d", period="2025-05-07", done_on="2025-05-07")]
    assert due(minding(rows)) == []


def test_the_providers_duties_stand_beside_the_bodys(minding: Assess) -> None:
    rows = small_district()
    rows["duties"] = [plan(side="provider", kind="report")]
    result = minding(rows)
    assert {who for _, who, _ in due(result)} == {"failing"}
    assert result.standing == "clear"


def test_a_finding_is_settled_only_when_every_item_on_it_is_corrected(minding: Assess) -> None:
    rows = order(finding(small_district(), **CONFIRMED), reported_on="2025-06-05")
    rows["orders"].append(rows["orders"][0] | {"id": "o2"})
    for id, result in (("o", "corrected"), ("o2", "not_corrected")):
        checked = dict(order=id, checked_on="2025-06-09", checked_by=SUCCESSOR, result=result)
        rows["rechecks"].append(row("rechecks", **checked))
    assert "serious_finding" in codes(minding(rows))


def test_a_head_who_is_not_public_staff_answers_for_nothing(minding: Assess) -> None:
    rows = small_district()
    change(rows, "people", {"id": HEAD}, staff="dispatched")
    rows["assignments"].append(row("assignments", contract=MINDING, starts="2025-06-03"))
    answer = minding(rows).leader
    assert (answer.leader, answer.by_default) == (None, None)
