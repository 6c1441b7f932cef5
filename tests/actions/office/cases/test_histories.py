"""Random histories of correction and ending through the actions; twenty thousand of them are a drill."""

import os
import random
from pathlib import Path

import pytest

from answerable.core.enforce.course.steps import Kind
from tests.drills.histories.chance import BEGIN, HIS, WORDS
from tests.drills.histories.running import run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HISTORIES = 60


def test_no_history_leads_to_what_must_not_be(tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED") or random.randrange(1_000_000))  # noqa: S311 - nothing secret
    told = run(tmp_path / "county", histories=HISTORIES, contracts=HISTORIES // 4, seed=seed, plain=1.0)
    assert not told.violations, "\n".join(told.violations)
    assert told.histories == HISTORIES
    assert told.entries > HISTORIES


def test_every_act_is_tried_in_histories() -> None:
    signed = {Kind.ORDER, Kind.END}
    assert HIS.keys() | signed | BEGIN == set(Kind)
    assert WORDS.keys() | signed | BEGIN | {Kind.FIND, Kind.REPORT} == set(Kind)
