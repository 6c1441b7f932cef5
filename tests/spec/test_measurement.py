"""Tables in, answers out: what figures and the public's voice make of a contract on a day."""

from datetime import date

import pytest

from answerable.core.tables.fault import UnsoundError
from answerable.core.terms.duty import Side
from answerable.core.terms.errors import UndecidableError
from tests.builders import (
    LEADER,
    MINDING,
    change,
    rating,
    reading,
    row,
    small_district,
)
from tests.spec.asked import CONFIRMED, Assess, codes, due, finding, matter, proposed, spoil

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
    rows["ratings"] = [rating(MINDING, "2025-03-01", 1, 30), rating(MINDING, "2025-03-02", 5, 70)]
    result = minding(rows)
    assert codes(result) == ["ratings_below_standard"]
    assert (result.ratings.n, result.ratings.low, result.ratings.levels) == (100, 30, (30, 0, 0, 0, 70))


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


def test_months_without_activity_since_are_unknown_and_not_on_target(minding: Assess) -> None:
    rows = small_district()
    for month in (4, 5, 6):
        change(
            rows,
            "readings",
            {"id": f"{MINDING}.on-time.2025-{month:02}"},
            numerator="0",
            denominator="0",
        )
    result = minding(rows)
    assert (result.standing, codes(result)) == ("no_data", ["indicator_no_data"])


def test_a_finding_alone_is_no_evidence_that_all_is_well(minding: Assess) -> None:
    rows = finding(small_district(), **{**CONFIRMED, "severity": "ordinary"})
    rows["contract_indicators"] = [
        each for each in rows["contract_indicators"] if each["contract"] != MINDING
    ]
    rows["readings"] = [each for each in rows["readings"] if each["contract"] != MINDING]
    assert (minding(rows).standing, codes(minding(rows))) == ("no_data", ["nothing_measured"])


def test_a_verdict_counts_from_the_day_it_was_given(minding: Assess) -> None:
    rows = small_district()
    change(rows, "work_items", {"id": f"{MINDING}-work"}, verdict="prohibited", verdict_on="2025-06-01")
    assert "verdict_prohibited" not in codes(minding(rows, date(2025, 5, 31)))
    assert "verdict_prohibited" in codes(minding(rows, date(2025, 6, 1)))


def test_the_target_named_is_that_of_the_edition_that_applied(minding: Assess) -> None:
    rows = spoil(small_district(), 5, 6)
    milder = "2025-07-01"
    rows["indicators"].append(rows["indicators"][0] | {"starts": milder})
    for band, low, high, target in (("missed", "", "60", "no"), ("met", "60", "", "yes")):
        cells = dict(indicator="on-time", starts=milder, band=band, low=low, high=high, target=target)
        rows["bands"].append(row("bands", **cells))
    (reason,) = minding(rows).reasons
    assert reason.message.params["target"] == "≥ 95%"
