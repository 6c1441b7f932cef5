"""Sound rows are never taken for suspects, however many there are."""

from pathlib import Path

import pytest

from answerable.actions.offline.check import open_district
from answerable.actions.offline.engines import working_engine
from answerable.engines import duck
from tests.builders import MINDING, rating, small_district, write
from tests.spec.asked import matter


@pytest.mark.parametrize("engine_name", ["duckdb", "memory"])
def test_empty_dates_where_none_is_needed_are_no_suspects(
    engine_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duck, "LISTED", 3)
    rows = small_district()
    rows["ratings"] = [rating(MINDING, "2025-03-01", 5, id=f"r{at}") for at in range(9)]
    rows["matters"] = [matter(at) | {"handled_on": ""} for at in range(9)]
    folder = write(tmp_path, rows)
    with working_engine(engine_name) as (engine, scratch):
        assert open_district(folder, engine=engine, scratch=scratch).faults == ()
