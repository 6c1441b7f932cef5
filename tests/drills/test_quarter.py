"""Ninety days of the model district over two holidays: nothing waits for nobody, and nothing is forgotten."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.drills.quarter.running import hold_model, run


@pytest.mark.django_db
def test_in_ninety_days_every_case_has_an_owner_and_a_due_date_and_what_is_late_is_escalated_that_day(
    tmp_path: Path, say: Callable[[str], None], scale: int
) -> None:
    hold_model(tmp_path / "model")
    told = run(date(2026, 8, 3), days=90 * min(scale, 2), seed=20260803)
    say(told.line)
    assert told.violations == []
    assert told.escalated > 100
    assert told.reminded > 100
    assert told.moved > 10
