"""What the specifications share."""

from datetime import date
from pathlib import Path

import pytest

from answerable.actions.offline.assess import assess
from answerable.actions.offline.engines import working_engine
from answerable.core.enforce.results import ContractResult
from answerable.core.tables.district import Rows
from tests.builders import (
    MINDING,
    write,
)
from tests.spec.asked import MID, Assess


@pytest.fixture
def minding(tmp_path: Path) -> Assess:
    """Assess the failing provider's contract of a district."""

    def run(rows: Rows, on: date = MID) -> ContractResult:
        write(tmp_path, rows)
        with working_engine("memory") as (engine, scratch):
            result = assess(tmp_path, on=on, engine=engine, scratch=scratch)
        return next(each for each in result.contracts if each.contract.id == MINDING)

    return run
