"""Cases over the API: the same acts, the same gate, and a refusal that holds every reason with its code."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from answerable.actions.office.cases.loading import load
from answerable.core.enforce.course import acts
from answerable.core.enforce.course.steps import Kind
from answerable.records.models import Approval, Case, CaseStep
from answerable.web.desk.registry import DEEDS
from tests.cases import CLERK, DIRTY, HANDLER, LEADER, ON, RUDE, SPOKEN, SWEEPING, Walk
from tests.web.api.calling import get, post, said, token
from tests.web.walked import browser, see, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def call(who: str, place: str, **body: Any) -> Any:
    browser(who)
    return post(token(who), place, body)


def codes(answer: Any) -> set[str]:
    assert answer["Content-Type"] == "application/problem+json", answer.content
    return {each["code"] for each in said(answer)["errors"]}


def test_every_act_has_a_page_and_a_call() -> None:
    deeds = {each.name for each in DEEDS.values() if each.area == "cases"}
    ends_elsewhere = {Kind.OPEN.value, Kind.TAKE_OVER.value, Kind.END.value}
    assert {kind.value for kind in Kind} - ends_elsewhere <= deeds
    assert {"contracts_open_case", "contracts_end_on_ground"} <= DEEDS.keys()


def test_a_case_is_opened_found_and_moved_by_calls() -> None:
    body = {"findings": [DIRTY, RUDE], "subject": "路面不净", "route": "civil"}
    made = said(call(HANDLER, f"/contracts/{SWEEPING}/open-case", **body))["answer"]
    assert (made["stage"], made["step"]) == ("opened", 1)
    case = made["case"]
    notice = {"facts": "不净", "workdays": 5, "number": "告1", "version": 1}
    assert said(call(HANDLER, f"/cases/{case}/notify", **notice))["answer"]["stage"] == "told"
    line = said(get(token(HANDLER), f"/cases/{case}"))
    assert (line["id"], line["stage"], line["state"]) == (case, "told", "finding")


def test_a_refusal_holds_every_reason_with_its_code() -> None:
    walk = Walk().notified()
    answer = call(HANDLER, f"/cases/{walk.case}/dismiss", outcome="no_evidence", reason=" ")
    assert answer.status_code == 422
    answer = call(HANDLER, f"/cases/{walk.case}/dismiss", outcome="no_evidence", reason="查无实据")
    assert codes(answer) == {"case_too_early", "case_not_your_role"}
    assert CaseStep.objects.filter(case=walk.case, act="dismiss").count() == 0


def test_a_call_on_a_case_that_moved_is_told_so() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Find(findings=(SPOKEN,)))
    answer = call(LEADER, f"/cases/{walk.case}/drop", reason="重复", version=1)
    assert answer.status_code == 409
    assert codes(answer) == {"case_moved"}
    assert call(LEADER, f"/cases/{walk.case}/drop", reason="重复", version=2).status_code == 200


def test_danger_is_called_without_a_case_and_only_where_one_acts() -> None:
    body = {"contract": SWEEPING, "measures": ["suspend"], "reason": "事故"}
    browser(CLERK)
    assert post(token(CLERK), "/cases/urgent", body).status_code == 404
    made = said(call(HANDLER, "/cases/urgent", **body))["answer"]
    assert load(made["case"], on=ON).now.suspended
    wrong = call(HANDLER, "/cases/urgent", contract="no-such-contract", measures=["fire"], reason="")
    assert wrong.status_code == 422
    assert Case.objects.count() == 1


def test_an_order_is_proposed_by_a_call_with_its_rows_as_cells(staged: Settings) -> None:
    walk = Walk(DIRTY).notified().heard()
    see(staged, walk.on)
    rows = {"finding_1": DIRTY, "demand_1": "每日清扫", "workdays_1": "10"}
    answer = call(HANDLER, f"/cases/{walk.case}/order", number="改1", answer="不采纳", cells=rows)
    assert answer.status_code == 200, answer.content
    decision = Approval.objects.get(id=said(answer)["answer"]["decision"])
    assert decision.content["case"] == walk.case
    odd = call(HANDLER, f"/cases/{walk.case}/order", number="改1", cells=rows | {"finding_99": DIRTY})
    assert odd.status_code == 422


def test_a_clerk_calls_its_own_acts_and_no_others() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Notify(facts="不净", workdays=5, number="告1"))
    assert call(CLERK, f"/cases/{walk.case}/receive", received_by="前台").status_code == 200
    assert call(CLERK, f"/cases/{walk.case}/state", text="人手不足").status_code == 200
    for act in ("protect", "pause", "dismiss", "find"):
        assert call(CLERK, f"/cases/{walk.case}/{act}").status_code in (404, 422)
    assert load(walk.case, on=walk.on).now.stage == "hearing"
    assert call(LEADER, f"/cases/{walk.case}/state", text="代为陈述").status_code == 404
