"""A provider without an account is heard: officials record what came on paper, with its day and a scan."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from answerable.actions.office.cases.loading import load
from answerable.records.models import CaseStep, Order
from tests.cases import CLERK, HANDLER, LEADER, ON, Walk
from tests.web.case_forms import at_fault, do, done, path, told
from tests.web.walked import browser, see, stage

pytestmark = pytest.mark.django_db
LATER = timedelta(days=14)
"""Until the time for a statement is over."""


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def letter() -> SimpleUploadedFile:
    return SimpleUploadedFile("来信.pdf", b"%PDF-1.7 letter", content_type="application/pdf")


def came(walk: Walk, deed: str, *, on: str = "", **sent: Any) -> Any:
    """What an official records of a letter."""
    where = path(walk.case, deed)
    return do(HANDLER, where, received_on=on or walk.on.isoformat(), paper=letter(), **sent)


def test_a_statement_on_paper_is_recorded_answered_and_given_a_receipt(staged: Settings) -> None:
    walk = Walk().notified()
    see(staged, ON + LATER)
    receipt = done(came(walk, "state-on-paper", on=ON.isoformat(), text="人手不足", excuse=""))
    walk.on = ON + LATER
    (said,) = walk.now.statements
    assert (walk.now.stage, said.on, said.late) == ("weighing", ON, False)
    step = CaseStep.objects.get(case=walk.case, act="state")
    assert (step.person, step.provider, step.role) == (HANDLER, None, "handler")
    shown = browser(HANDLER).get(receipt).content.decode()
    for words in ("人手不足", f"{ON.isoformat()} 收到纸质材料", step.said["paper"]):
        assert words in shown, words
    case = browser(LEADER).get(f"/cases/{walk.case}/").content.decode()
    assert "纸质材料，由单位登记" in case
    answer = do(LEADER, path(walk.case, "dismiss"), outcome="no_evidence", reason="照片不清", answer="")
    assert any("陈述申辩" in each for each in told(answer)), "it is answered like any other"


def test_a_statement_that_came_in_after_its_time_is_late_however_early_it_is_recorded(
    staged: Settings,
) -> None:
    walk = Walk().notified()
    day = ON + LATER
    see(staged, day)
    done(came(walk, "state-on-paper", on=day.isoformat(), text="人手不足", excuse=""))
    assert [each.late for each in walk.now.statements] == [True]


def test_a_paper_without_its_scan_or_its_day_or_of_a_day_that_cannot_be_is_refused() -> None:
    walk = Walk().notified()
    where = path(walk.case, "state-on-paper")
    answer = do(HANDLER, where, text="人手不足", excuse="", received_on="")
    assert at_fault(answer) == {"received_on", "paper"}
    answer = came(walk, "state-on-paper", on=(ON - timedelta(days=1)).isoformat(), text="x", excuse="")
    assert answer.status_code == 422
    assert any(ON.isoformat() in each for each in told(answer))
    assert not CaseStep.objects.filter(case=walk.case, act="state").exists()


def test_a_report_and_an_objection_on_paper_are_recorded_too(staged: Settings) -> None:
    walk = Walk().notified().heard().ordered()
    see(staged, walk.on)
    items = [each.id for each in walk.now.items]
    receipt = done(came(walk, "report-on-paper", **{f"report.{id}": "已整改" for id in items}))
    assert "已整改" in browser(HANDLER).get(receipt).content.decode()
    assert walk.now.stage == "rechecking"
    assert set(Order.objects.filter(id__in=items).values_list("reported_on", flat=True)) == {walk.on}
    see(staged, walk.on + timedelta(days=60))
    against = str(walk.now.order_step)
    late = came(
        walk, "contest-on-paper", on=(walk.on + timedelta(days=60)).isoformat(), step=against, text="x"
    )
    assert late.status_code == 422
    done(came(walk, "contest-on-paper", step=against, text="与事实不符"))
    assert [str(each.against) for each in load(walk.case, on=walk.on).now.objections] == [against]


def test_a_report_that_came_in_on_its_last_day_is_recorded_the_next_morning(staged: Settings) -> None:
    walk = Walk().notified().heard().ordered()
    items = [each.id for each in walk.now.items]
    last = max(Order.objects.filter(id__in=items).values_list("due_on", flat=True))
    morning = last + timedelta(days=1)
    see(staged, morning)
    page = browser(HANDLER).get(f"/cases/{walk.case}/")
    where = path(walk.case, "report-on-paper")
    assert where in {each.path.split("?")[0] for each in page.context["ready"]}
    said = {f"report.{id}": "已整改" for id in items}
    late = came(walk, "report-on-paper", on=morning.isoformat(), **said)
    assert late.status_code == 422
    assert any(last.isoformat() in each for each in told(late))
    of_clerk = browser(CLERK).get(f"/cases/{walk.case}/").content.decode()
    assert f"报告整改情况的期限已于 {last.isoformat()} 届满" in of_clerk
    receipt = done(came(walk, "report-on-paper", on=last.isoformat(), **said))
    assert f"{last.isoformat()} 收到纸质材料" in browser(HANDLER).get(receipt).content.decode()
    assert set(Order.objects.filter(id__in=items).values_list("reported_on", flat=True)) == {last}
    page = browser(HANDLER).get(f"/cases/{walk.case}/")
    assert where not in {each.path.split("?")[0] for each in page.context["ready"]}, "once is enough"


def test_the_handler_finds_these_forms_and_a_clerk_does_not() -> None:
    walk = Walk().notified()
    page = browser(HANDLER).get(f"/cases/{walk.case}/")
    ready = {each.path.split("?")[0] for each in page.context["ready"]}
    assert {path(walk.case, "state-on-paper"), path(walk.case, "contest-on-paper")} <= ready
    for deed in ("state-on-paper", "report-on-paper", "contest-on-paper"):
        assert browser(CLERK).get(path(walk.case, deed)).status_code == 404
    assert do(LEADER, path(walk.case, "state-on-paper"), text="x", excuse="").status_code == 422


def test_the_scan_is_for_officials_and_the_provider_sees_what_was_recorded_for_it() -> None:
    walk = Walk().notified()
    done(came(walk, "state-on-paper", text="人手不足", excuse=""))
    digest = CaseStep.objects.get(case=walk.case, act="state").said["paper"]
    answer = browser(LEADER).get(f"/files/{digest}/")
    assert answer.status_code == 200
    answer.getvalue()
    assert browser(CLERK).get(f"/files/{digest}/").status_code == 404
    said = browser(CLERK).get(f"/cases/{walk.case}/").content.decode()
    assert "人手不足" in said
    assert "纸质材料，由单位登记" in said
    number = CaseStep.objects.get(case=walk.case, act="state").number
    assert browser(CLERK).get(f"/receipts/{walk.case}/{number}/").status_code == 200
