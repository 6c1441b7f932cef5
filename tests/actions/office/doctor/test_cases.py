"""The doctor finds a clock that stands still, a case in which nothing waits, and what belongs to nobody."""

from datetime import timedelta
from pathlib import Path

import pytest

from answerable.actions.office.cases.reminding import refresh_cases
from answerable.actions.office.doctor.cases import CHECKS
from answerable.records.models import CaseStep, CaseTurn, JobRun, Post
from answerable.render.words import LANGS, say
from tests.cases import HANDLER, Walk, hold_findings, noon
from tests.record import ON

pytestmark = pytest.mark.django_db
NOW = noon(ON)


@pytest.fixture(autouse=True)
def district(tmp_path: Path) -> None:
    hold_findings(tmp_path / "district")


def found(name: str) -> tuple[str, str]:
    check = CHECKS[name](NOW)
    assert all(say(check.message, lang) for lang in LANGS)
    return check.state, check.message.code


def test_cases_in_order_are_found_in_order() -> None:
    Walk().notified()
    JobRun.objects.create(name="cases", last_at=NOW - timedelta(hours=23), ok=True)
    assert {found(name)[0] for name in CHECKS} == {"ok"}


def test_a_clock_that_stands_still_for_a_day_is_found() -> None:
    assert found("case_clock") == ("warn", "doctor_case_clock_never")
    JobRun.objects.create(name="cases", last_at=NOW - timedelta(hours=25), ok=True)
    assert found("case_clock") == ("fail", "doctor_case_clock_silent")


def test_an_open_case_in_which_nothing_waits_is_found_and_put_right_by_the_clock() -> None:
    walk = Walk()
    CaseTurn.objects.all().delete()
    assert found("case_turns") == ("fail", "doctor_cases_without_turn")
    refresh_cases(on=walk.on, at=NOW)
    assert found("case_turns") == ("ok", "doctor_case_turns_fine")


@pytest.mark.parametrize("owner", ["no-such-person", "other-provider"])
def test_what_belongs_to_nobody_is_found(owner: str) -> None:
    walk = Walk().notified() if owner == "other-provider" else Walk()
    CaseTurn.objects.filter(case=walk.case).update(owner=owner)
    assert found("case_owners") == ("fail", "doctor_turns_without_owner")


def test_a_body_that_nobody_is_head_of_up_to_the_top_owns_what_waits_and_that_is_found() -> None:
    walk = Walk()
    Post.objects.all().update(ends=walk.on - timedelta(days=1))
    refresh_cases(on=walk.on, at=NOW)
    assert CaseTurn.objects.get(case=walk.case).owner != HANDLER
    assert found("case_owners") == ("fail", "doctor_turns_without_owner")


def test_a_step_that_was_written_changed_or_taken_away_past_the_actions_is_found() -> None:
    walk = Walk().notified()
    assert found("case_steps") == ("ok", "doctor_case_steps_fine")
    last = CaseStep.objects.get(case=walk.case, number=2)
    said = dict(last.said)
    CaseStep.objects.filter(row=last.row).update(said=said | {"facts": "另一说法"})
    assert found("case_steps") == ("fail", "doctor_steps_unlike_ledger")
    CaseStep.objects.filter(row=last.row).update(said=said)
    CaseStep.objects.filter(case=walk.case, number=3).update(number=4)
    assert found("case_steps") == ("fail", "doctor_steps_unlike_ledger")
    CaseStep.objects.filter(case=walk.case, number=4).update(number=3)
    assert found("case_steps") == ("ok", "doctor_case_steps_fine")
    CaseStep.objects.filter(case=walk.case, number=3).delete()
    assert found("case_steps") == ("fail", "doctor_steps_unlike_ledger")
