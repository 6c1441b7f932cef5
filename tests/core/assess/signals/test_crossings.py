"""A crossing is proposed once as a finding, keeps its rule, and bears on the assessment from then on."""

from datetime import date
from pathlib import Path

from answerable.actions.offline.assess import assess
from answerable.actions.offline.engines import working_engine
from answerable.actions.offline.findings import find_and_record
from tests.builders import MINDING, rating, small_district, write

CROSSED, RECOVERED = date(2025, 4, 10), date(2025, 7, 10)


def test_a_crossing_is_stored_once_and_outlasts_its_own_recovery(tmp_path: Path) -> None:
    rows = small_district()
    rows["ratings"] = [
        rating(MINDING, "2025-03-01", 1, 40),
        rating(MINDING, "2025-03-01", 5, 60),
        rating(MINDING, "2025-05-01", 5, 4000),
    ]
    folder = write(tmp_path, rows)
    with working_engine("duckdb") as (engine, scratch):
        first = find_and_record(folder, on=CROSSED, engine=engine, scratch=scratch)
        again = find_and_record(folder, on=CROSSED, engine=engine, scratch=scratch)
        later = assess(folder, on=RECOVERED, engine=engine, scratch=scratch)
    assert [each.stored_rule for each in first.signals if each.rule == "ratings_below"] == [
        "ratings.below/2025-01-01"
    ]
    assert again.signals == ()
    (minding,) = [each for each in later.contracts if each.contract.id == MINDING]
    codes = [reason.message.code for reason in minding.reasons]
    assert ("ratings_were_below" in codes, "ratings_below_standard" in codes) == (True, False)
    assert minding.standing == "watch"


def test_where_nothing_crossed_nothing_is_stored(tmp_path: Path) -> None:
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 5, 400)]
    with working_engine("duckdb") as (engine, scratch):
        found = find_and_record(write(tmp_path, rows), on=CROSSED, engine=engine, scratch=scratch)
    assert found.signals == ()
