"""The main job as tables in, answers out: what a small district's rows make of a contract on a day."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answerable.actions.offline.assess import assess
from answerable.actions.offline.engines import working_engine
from answerable.core.assess.results import ContractResult
from answerable.core.tables.district import Rows
from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.duty import Side
from answerable.core.terms.errors import UndecidableError
from tests.builders import (
    HEAD,
    LEADER,
    MINDING,
    SUCCESSOR,
    change,
    rating,
    reading,
    row,
    small_district,
    write,
)

MID = date(2025, 7, 10)
Assess = Callable[..., ContractResult]


@pytest.fixture
def minding(tmp_path: Path) -> Assess:
    """Assess the failing provider's contract of a district."""

    def run(rows: Rows, on: date = MID) -> ContractResult:
        write(tmp_path, rows)
        with working_engine("memory") as (engine, scratch):
            result = assess(tmp_path, on=on, engine=engine, scratch=scratch)
        return next(each for each in result.contracts if each.contract.id == MINDING)

    return run


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


# -- indicators --------------------------------------------------------------------------------------------------


def test_a_provider_on_target_is_clear(minding: Assess) -> None:
    result = minding(small_district())
    assert (result.standing, codes(result), proposed(result)) == ("clear", ["on_target"], [])


def test_one_period_off_target_is_not_yet_watch(minding: Assess) -> None:
    assert minding(spoil(small_district(), 6)).standing == "clear"


def test_two_periods_off_target_running_are_watch(minding: Assess) -> None:
    result = minding(spoil(small_district(), 5, 6))
    assert (result.standing, codes(result)) == ("watch", ["off_target_running"])
    assert proposed(result) == ["open_case"]


def test_two_periods_off_target_apart_are_not_running(minding: Assess) -> None:
    assert minding(spoil(small_district(), 4, 6)).standing == "clear"


def test_a_missing_period_between_is_unknown_and_ends_a_run(minding: Assess) -> None:
    rows = spoil(small_district(), 4, 6)
    rows["readings"] = [each for each in rows["readings"] if each["id"] != f"{MINDING}.on-time.2025-05"]
    result = minding(rows)
    assert result.standing == "clear"
    assert [str(period) for period in result.indicators[0].missing] == ["2025-05"]


def test_far_off_target_once_is_watch(minding: Assess) -> None:
    assert codes(minding(spoil(small_district(), 6, numerator=70))) == ["far_off_target"]


def test_a_run_that_has_ended_is_history(minding: Assess) -> None:
    assert minding(spoil(small_district(), 3, 4)).standing == "clear"


def test_a_period_without_activity_is_shown_and_never_scored(minding: Assess) -> None:
    rows = small_district()
    change(rows, "readings", {"id": f"{MINDING}.on-time.2025-06"}, numerator="0", denominator="0")
    last = minding(rows).indicators[0].results[-1]
    assert (last.value, last.band, last.target_met, last.denominator) == (None, None, None, 0)


def test_a_period_that_begins_before_the_contract_is_shown_and_held_against_nobody(minding: Assess) -> None:
    rows = small_district()
    change(rows, "contracts", {"id": MINDING}, starts="2025-05-15")
    change(rows, "assignments", {"contract": MINDING}, starts="2025-05-15")
    rows["readings"] = [
        each for each in rows["readings"] if each["contract"] != MINDING or each["period"] >= "2025-05"
    ]
    result = minding(spoil(rows, 5, 6))
    assert [(str(each.period), each.partial) for each in result.indicators[0].results] == [
        ("2025-05", True),
        ("2025-06", False),
    ]
    assert result.standing == "clear"


def test_a_period_that_is_not_over_is_not_scored_yet(minding: Assess) -> None:
    rows = spoil(small_district(), 6, 5)
    assert minding(rows, date(2025, 6, 29)).standing == "clear"
    assert minding(rows, date(2025, 6, 30)).standing == "watch"


def test_readings_of_one_period_are_added_up(minding: Assess) -> None:
    rows = small_district()
    rows["readings"].append(reading(MINDING, "2025-06", 1, 100) | {"id": "second"})
    last = minding(rows).indicators[0].results[-1]
    assert (last.numerator, last.denominator, last.n, last.band) == (97, 200, 2, "red")


def test_a_reading_recorded_later_was_not_known_then(minding: Assess) -> None:
    rows = small_district()
    change(rows, "readings", {"id": f"{MINDING}.on-time.2025-06"}, recorded="2025-07-11")
    assert str(minding(rows).indicators[0].results[-1].period) == "2025-05"


def test_the_edition_in_force_at_the_periods_end_applies(minding: Assess) -> None:
    rows = small_district()
    stricter = "2025-06-01"
    rows["indicators"].append(rows["indicators"][0] | {"starts": stricter})
    for band, low, high, target in (("missed", "", "98", "no"), ("met", "98", "", "yes")):
        cells = dict(indicator="on-time", starts=stricter, band=band, low=low, high=high, target=target)
        rows["bands"].append(row("bands", **cells))
    bands = [(str(each.period), each.band) for each in minding(rows).indicators[0].results[-2:]]
    assert bands == [("2025-05", "green"), ("2025-06", "missed")]


def test_eight_weights_of_11_1_and_one_of_11_2_are_exactly_one_hundred(minding: Assess) -> None:
    rows = small_district()
    rows["contract_indicators"] = [
        each for each in rows["contract_indicators"] if each["contract"] != MINDING
    ]
    for at in range(9):
        name = "on-time" if at == 0 else f"i{at}"
        if at:
            rows["indicators"].append(rows["indicators"][0] | {"id": name})
            rows["bands"] += [each | {"indicator": name} for each in rows["bands"][:3]]
        weight = "11.2" if at == 8 else "11.1"
        rows["contract_indicators"].append(
            row("contract_indicators", contract=MINDING, indicator=name, weight=weight)
        )
    assert sum(each.weight or 0 for each in minding(rows).indicators) == 100
    change(rows, "contract_indicators", {"indicator": "i8"}, weight="11.1")
    with pytest.raises(UnsoundError):
        minding(rows)


# -- unknown is an answer ----------------------------------------------------------------------------------------


def test_nothing_measured_is_no_data_and_neither_good_nor_bad(minding: Assess) -> None:
    rows = small_district()
    rows["readings"] = [each for each in rows["readings"] if each["contract"] != MINDING]
    rows["contract_indicators"] = [
        each for each in rows["contract_indicators"] if each["contract"] != MINDING
    ]
    result = minding(rows)
    assert (result.standing, codes(result), proposed(result)) == (
        "no_data",
        ["nothing_measured"],
        ["measure"],
    )


def test_figures_that_stop_coming_are_a_duty_to_measure_first_and_unknown_then(minding: Assess) -> None:
    rows = small_district()
    rows["readings"] = [each for each in rows["readings"] if each["period"] < "2025-04"]
    early = minding(rows, date(2025, 5, 20))
    assert (early.standing, due(early)) == ("clear", [("measure_indicator", LEADER, "2025-05-19")])
    late = minding(rows, date(2025, 6, 20))
    assert (late.standing, codes(late)) == ("watch", ["body_duty_overdue", "indicator_no_data"])
    assert {reason.side for reason in late.reasons} == {Side.BODY}


def test_before_it_begins_a_contract_has_no_data(minding: Assess) -> None:
    result = minding(small_district(), date(2024, 12, 31))
    assert (result.standing, codes(result), result.duties) == ("no_data", ["not_started"], ())


def test_a_day_before_the_rulebook_is_not_decided(minding: Assess) -> None:
    with pytest.raises(UndecidableError):
        minding(small_district(), date(2019, 1, 1))


# -- the public's voice ------------------------------------------------------------------------------------------


def test_ratings_below_the_standard_beyond_chance_are_watch(minding: Assess) -> None:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 1, 18), rating(MINDING, "2025-03-02", 5, 82)]
    result = minding(rows)
    assert codes(result) == ["ratings_below_standard"]
    assert (result.ratings.n, result.ratings.low, result.ratings.levels) == (100, 18, (18, 0, 0, 0, 82))


def test_defaulted_ratings_never_count(minding: Assess) -> None:
    rows = small_district()
    rows["ratings"] = [
        rating(MINDING, "2025-03-01", 5, 100_000, origin="default"),
        rating(MINDING, "2025-03-02", 1, 40),
    ]
    result = minding(rows)
    assert codes(result) == ["ratings_below_standard"]
    assert (result.ratings.n, result.ratings.defaulted) == (40, 100_000)


def test_too_few_ratings_say_nothing(minding: Assess) -> None:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 1, 29)]
    result = minding(rows)
    assert (result.standing, result.ratings.below_standard) == ("clear", None)


def test_the_response_is_seen_against_services_delivered(minding: Assess) -> None:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 5, 30)]
    rows["services"] = [row("services", contract=MINDING, period="2025-03", tier="counter", count="120")]
    assert minding(rows).ratings.response == pytest.approx(0.25)


def matter(at: int, outcome: str = "", **cells: str) -> dict[str, str]:
    given = {"raised_on": "2025-03-03", "handled_on": "2025-03-05", **cells}
    if outcome:
        given |= {"outcome": outcome, "confirmed_by": "citizen", "confirmed_on": "2025-03-20"}
    return row("matters", id=f"m{at}", contract=MINDING, channel="hotline", topic="没人来", **given)


def test_matters_closed_but_not_put_right_are_watch(minding: Assess) -> None:
    rows = small_district()
    rows["matters"] = [matter(at, "put_right" if at < 3 else "not_put_right") for at in range(5)]
    result = minding(rows)
    assert codes(result) == ["matters_below_share"]
    assert (result.matters.put_right, result.matters.answered) == (3, 5)


def test_a_contested_outcome_is_not_put_right(minding: Assess) -> None:
    rows = small_district()
    rows["matters"] = [matter(at, "put_right") for at in range(5)]
    assert minding(rows).standing == "clear"
    for each in rows["matters"][:2]:
        each["contested_on"] = "2025-03-25"
    assert codes(minding(rows)) == ["matters_below_share"]


def test_an_open_matter_is_a_duty_and_late_once_its_time_is_up(minding: Assess) -> None:
    rows = small_district()
    rows["matters"] = [matter(1, handled_on="", raised_on="2025-07-01")]
    assert due(minding(rows)) == [("answer_matter", LEADER, "2025-07-08")]
    assert minding(rows).matters.overdue == 1
    assert minding(rows, date(2025, 7, 8)).matters.overdue == 0


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
    assert due(result) == [("recheck_order", LEADER, "2025-06-12")]
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
