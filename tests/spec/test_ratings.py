"""Tables in, answers out: ratings since a day fixed in advance, stored crossings, strata, causes that return."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from answerable.actions.offline.assess import assess
from answerable.actions.offline.engines import working_engine
from answerable.core.assess.results import RatingsTest
from answerable.core.enforce.results import ContractResult, PortfolioResult
from answerable.core.tables.district import Rows
from answerable.core.tables.fault import UnsoundError
from tests.builders import LEADER, MINDING, SUCCESSOR, rating, row, small_district, write
from tests.spec.asked import CONFIRMED, MID, Assess, codes, finding, matter, order

BELOW = "ratings.below/2025-01-01"
Together = Callable[[Rows], PortfolioResult]


@pytest.fixture
def together(tmp_path: Path) -> Together:
    """All contracts of a district looked at together, in July."""

    def run(rows: Rows) -> PortfolioResult:
        with working_engine("memory") as (engine, scratch):
            return assess(write(tmp_path, rows), on=MID, engine=engine, scratch=scratch).portfolio

    return run


def questions_of(result: ContractResult) -> list[tuple[str, str, int, bool, bool]]:
    def told(test: RatingsTest) -> tuple[str, str, int, bool, bool]:
        return test.tier, test.since.isoformat(), test.n, test.below, test.counts

    return [told(test) for test in result.ratings.tests]


def rated(*ratings: dict[str, str]) -> Rows:
    rows = small_district()
    rows["ratings"] = list(ratings)
    return rows


def ordered(rows: Rows, *, source: str) -> Rows:
    """An order on a finding of this source, due on 12 June."""
    return order(finding(rows, **CONFIRMED, source=source, severity="ordinary"))


def test_good_ratings_in_number_show_that_the_standard_is_met(minding: Assess) -> None:
    few = minding(rated(rating(MINDING, "2025-03-01", 5, 40)))
    many = minding(rated(rating(MINDING, "2025-03-01", 5, 400)))
    assert (few.ratings.below_standard, many.ratings.below_standard) == (None, False)


def test_tiers_are_judged_apart_and_only_shown(minding: Assess) -> None:
    result = minding(
        rated(
            rating(MINDING, "2025-03-01", 5, 900),
            rating(MINDING, "2025-03-02", 1, 40, tier="home"),
            rating(MINDING, "2025-03-02", 5, 60, tier="home"),
        )
    )
    assert questions_of(result) == [
        ("", "2025-01-01", 1000, False, True),
        ("counter", "2025-01-01", 900, False, False),
        ("home", "2025-01-01", 100, True, False),
    ]
    assert (result.standing, result.ratings.below_standard) == ("clear", False)


def test_after_an_order_ratings_are_counted_anew_from_the_day_after_it_was_due(minding: Assess) -> None:
    rows = rated(
        rating(MINDING, "2025-03-01", 1, 40),
        rating(MINDING, "2025-03-01", 5, 60),
        rating(MINDING, "2025-06-12", 1, 5),
        rating(MINDING, "2025-06-13", 5, 300),
    )
    result = minding(ordered(rows, source="inspection"))
    # An order about something else is one more question; what was shown before still counts.
    assert questions_of(result) == [
        ("", "2025-01-01", 405, False, True),
        ("", "2025-06-13", 300, False, True),
    ]


def test_an_order_about_the_ratings_themselves_opens_a_new_chapter(minding: Assess) -> None:
    rows = rated(
        rating(MINDING, "2025-03-01", 1, 80),
        rating(MINDING, "2025-03-01", 5, 120),
        rating(MINDING, "2025-06-13", 5, 300),
    )
    before = minding(ordered(rows, source="rating"), date(2025, 6, 12))
    after = minding(rows)
    assert questions_of(before) == [("", "2025-01-01", 200, True, True)]
    assert questions_of(after) == [
        ("", "2025-01-01", 500, False, False),
        ("", "2025-06-13", 300, False, True),
    ]
    assert "ratings_below_standard" not in codes(after)
    assert after.ratings.below_standard is False


def test_a_stored_crossing_stays_until_it_is_rejected_or_put_right(minding: Assess) -> None:
    rows = rated(rating(MINDING, "2025-03-01", 1, 40), rating(MINDING, "2025-04-01", 5, 4000))
    assert minding(finding(rows, severity="ordinary", source="rating", rule=BELOW)).standing == "watch"
    assert "ratings_were_below" in codes(minding(rows))
    rows["findings"][0] |= {**CONFIRMED, "decision": "rejected"}
    assert minding(rows).standing == "clear"
    rows["findings"][0] |= CONFIRMED
    assert "ratings_were_below" in codes(minding(rows))
    order(rows, reported_on="2025-06-05")
    rows["rechecks"] = [
        row("rechecks", order="o", checked_on="2025-06-16", checked_by=SUCCESSOR, result="corrected")
    ]
    rows["case_states"].append(
        row("case_states", case="case", starts="2025-06-17", state="closed", decided_by=LEADER)
    )
    assert minding(rows).standing == "clear"


def test_a_crossing_that_still_holds_is_told_once(minding: Assess) -> None:
    rows = rated(rating(MINDING, "2025-03-01", 1, 40), rating(MINDING, "2025-03-01", 5, 60))
    result = minding(finding(rows, **CONFIRMED, severity="ordinary", source="rating", rule=BELOW))
    assert codes(result) == ["ratings_below_standard"]


def test_strata_weigh_by_their_frames(minding: Assess) -> None:
    rows = small_district()
    counted = {"level_1": "20", "level_2": "0", "level_3": "0", "level_4": "0", "level_5": "80"}
    rows["surveys"] = [
        row(
            "surveys",
            id="s",
            contract=MINDING,
            surveyed_on="2025-05-01",
            frame="10000",
            sample="100",
            responses="100",
            **counted,
        )
    ]
    assert codes(minding(rows)) == ["survey_below_standard"]
    for name, frame, low in (("town", 9000, 0), ("hills", 1000, 20)):
        levels = {
            "level_1": str(low),
            "level_2": "0",
            "level_3": "0",
            "level_4": "0",
            "level_5": str(50 - low),
        }
        rows["survey_strata"].append(
            row(
                "survey_strata",
                survey="s",
                stratum=name,
                frame=str(frame),
                sample="50",
                responses="50",
                **levels,
            )
        )
    result = minding(rows)
    assert (result.standing, str(result.surveys[0].share)) == ("clear", "24/25")


def test_strata_that_do_not_make_up_the_survey_are_a_fault(minding: Assess) -> None:
    rows = small_district()
    levels = {f"level_{level}": "0" for level in range(1, 5)}
    counts = {"frame": "900", "sample": "100", "responses": "80", **levels, "level_5": "80"}
    rows["surveys"] = [row("surveys", id="s", contract=MINDING, surveyed_on="2025-05-01", **counts)]
    halves = {"frame": "450", "sample": "50", "responses": "40", **levels, "level_5": "40"}
    rows["survey_strata"] = [row("survey_strata", survey="s", stratum=name, **halves) for name in "ab"]
    assert minding(rows).standing == "clear"
    rows["survey_strata"].pop()
    with pytest.raises(UnsoundError) as unsound:
        minding(rows)
    codes = {fault.message.code for fault in unsound.value.faults}
    assert (codes, len(unsound.value.faults)) == ({"strata_sum"}, 4)


def test_low_ratings_are_followed_to_what_became_of_them_and_causes_that_return_are_counted(
    minding: Assess,
) -> None:
    rows = rated(rating(MINDING, "2025-03-01", 1, 3), rating(MINDING, "2025-03-01", 5, 97))
    rows["matters"] = [
        {**matter(1, "put_right"), "channel": "rating", "cause": "late"},
        {**matter(2, "not_put_right"), "channel": "rating", "cause": "rude"},
        {**matter(3), "raised_on": "2025-03-21", "handled_on": "", "cause": "late"},
        {**matter(4), "raised_on": "2025-03-20", "handled_on": "", "cause": "late"},
    ]
    low = minding(rows).low_ratings
    assert (low.low, low.taken_up, low.put_right) == (3, 2, 1)
    # Confirmed on 20 March: what came in on that day is no repeat, what came in on the next is one.
    assert [(c.cause, c.raised, c.put_right, c.repeats) for c in low.causes] == [
        ("late", 3, 1, 1),
        ("rude", 1, 0, 0),
    ]


# -- all contracts together ----------------------------------------------------------------------------------------


def test_with_a_handful_of_ratings_nobody_is_named_among_all(together: Together) -> None:
    found = together(rated(rating(MINDING, "2025-03-01", 1, 4)))
    assert (found.looked_at, found.named, found.alone) == (1, (), ())


def test_whoever_is_named_among_all_is_judged_below_alone_too(together: Together) -> None:
    # Twenty times the stake is enough for one contract at 5 %; alone it takes a hundred times.
    found = together(rated(rating(MINDING, "2025-03-01", 1, 11), rating(MINDING, "2025-03-01", 5, 29)))
    assert (found.looked_at, found.named) == (1, ())


def test_evidence_from_an_earlier_start_that_still_counts_is_not_forgotten(together: Together) -> None:
    rows = rated(
        rating(MINDING, "2025-03-01", 1, 80),
        rating(MINDING, "2025-03-01", 5, 120),
        rating(MINDING, "2025-06-20", 5, 10),
    )
    found = together(ordered(rows, source="inspection"))
    assert (found.named, found.alone) == ((MINDING,), ())


def test_an_order_about_made_up_ratings_sets_no_bad_ratings_aside(minding: Assess) -> None:
    rows = rated(
        rating(MINDING, "2025-03-01", 1, 80),
        rating(MINDING, "2025-03-01", 5, 120),
        rating(MINDING, "2025-06-20", 5, 40),
    )
    ordered(rows, source="rating")
    rows["findings"][0]["rule"] = "signals.codes_hoarded 2025-03-01"
    result = minding(rows)
    assert questions_of(result) == [("", "2025-01-01", 240, True, True), ("", "2025-06-13", 40, False, True)]
    rows["findings"][0]["rule"] = ""
    assert questions_of(minding(rows))[0] == ("", "2025-01-01", 240, True, False)


def test_the_risk_is_shared_among_all_tiers_whoever_was_heard_from(minding: Assess) -> None:
    result = minding(
        rated(rating(MINDING, "2025-03-01", 5, 90), rating(MINDING, "2025-03-02", 5, 40, tier="home"))
    )
    assert [(test.tier, test.risk_shared) for test in result.ratings.tests] == [
        ("", 1),
        ("counter", 7),
        ("home", 7),
    ]
