"""Twelve days of the model district over the National Day; ninety of them are a drill."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from answerable.actions.office.cases.reminding import refresh_cases
from answerable.actions.office.gathering import gather
from answerable.core.enforce.course import acts
from answerable.records.models import CaseCourse, CaseTurn
from tests.cases import LEADER, Walk, hold_findings, noon
from tests.drills.quarter.holding import Watch, working_day_after
from tests.drills.quarter.running import hold_model, run

pytestmark = pytest.mark.django_db
OFF = frozenset(date(2026, 9, 25) + timedelta(days=each) for each in range(3)) | frozenset(
    date(2026, 10, 1) + timedelta(days=each) for each in range(7)
)
WORKED = frozenset((date(2026, 9, 20), date(2026, 10, 10)))
"""Days off and worked in autumn 2026, as the notice of the State Council has them."""


def test_over_the_holidays_every_case_has_an_owner_and_a_due_date_and_what_is_late_is_escalated(
    tmp_path: Path,
) -> None:
    hold_model(tmp_path / "model")
    told = run(date(2026, 9, 28), days=12, seed=7)
    assert told.violations == []
    assert told.escalated > 0
    assert told.reminded > 0


@pytest.mark.parametrize(
    ("until", "resumed"),
    [
        (date(2026, 10, 9), None),
        (date(2026, 10, 16), date(2026, 10, 3)),
        (date(2026, 10, 16), date(2026, 10, 8)),
        (date(2026, 10, 16), date(2026, 10, 12)),
    ],
    ids=["until its end", "resumed on a holiday", "resumed on the first day", "resumed later"],
)
def test_a_pause_over_the_holidays_costs_and_gives_no_working_day(
    tmp_path: Path, until: date, resumed: date | None
) -> None:
    hold_findings(tmp_path / "district")
    walk = Walk(on=date(2026, 9, 21)).notified(workdays=5)
    paused_on = date(2026, 9, 24)
    walk.go(LEADER, acts.Pause(reason="x", until=until), on=paused_on)
    turn = CaseTurn.objects.get(case=walk.case)
    assert (turn.owner, turn.paused_until) == (LEADER, until)
    if resumed is not None:
        walk.go(LEADER, acts.Resume(reason="x"), on=resumed)
    # Two of the five days were spent, the 22nd and the 23rd; the day on which it runs again counts.
    again = (resumed or until) - timedelta(days=1)
    last = working_day_after(again, 3, OFF, WORKED)
    watch = Watch()
    for day in range((last - paused_on).days + 1):
        on = paused_on + timedelta(days=day)
        refresh_cases(on=on, at=noon(on, 30))
        gather(on=on, at=noon(on, 35))
        assert list(watch.after_the_clock(on)) == []
        assert CaseCourse.objects.get(case=walk.case).stage == "hearing"
    turn.refresh_from_db()
    assert (turn.by, turn.side, turn.paused_until) == (last, "provider", None)
    refresh_cases(on=last + timedelta(days=1), at=noon(last + timedelta(days=1)))
    assert CaseCourse.objects.get(case=walk.case).stage == "weighing"
