"""A case on the desk: every step has its form, says everything that is wrong, and nothing passes beside the gate."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from answerable.actions.office.cases.loading import load
from answerable.core.enforce.course import acts
from answerable.records.models import Approval, Case, CaseMatter, CaseStep
from tests.cases import (
    CLERK,
    DIRTY,
    HANDLER,
    LEADER,
    LEGALITY,
    ON,
    OTHER_CLERK,
    RUDE,
    SPOKEN,
    SWEEPING,
    Walk,
)
from tests.web.case_forms import Sent, at_fault, do, done, path, told
from tests.web.walked import MATTER, browser, see, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def stage_of(case: str) -> str:
    return load(case, on=ON).now.stage


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("回证.pdf", b"%PDF-1.7 receipt", content_type="application/pdf")


def opened(**sent: Any) -> str:
    """A case that the handler opened from two findings, through its form."""
    fields = {"findings": [DIRTY, RUDE], "subject": "路面不净", "route": "civil", "matters": [MATTER]}
    where = done(do(HANDLER, f"/contracts/{SWEEPING}/do/open-case/", **(fields | sent)))
    return where.split("/")[2]


def order(**changed: Any) -> Sent:
    rows = {
        "finding_1": DIRTY,
        "demand_1": "每日清扫两遍",
        "workdays_1": "10",
        "finding_2": RUDE,
        "demand_2": "更换班组长",
        "workdays_2": "10",
    }
    return rows | {"number": "城管改〔2026〕1号", "answer": "人手不足不是免责事由"} | changed


def test_a_case_goes_from_a_finding_to_its_closing_through_forms_alone(staged: Settings) -> None:
    case = opened()
    assert list(CaseMatter.objects.filter(case=case).values_list("matter", flat=True)) == [MATTER]
    done(do(HANDLER, path(case, "notify"), facts="六月多次不净", workdays="5", number="告1"))
    done(do(CLERK, path(case, "receive"), received_by="前台"))
    done(do(CLERK, path(case, "state"), text="人手不足", excuse=""))
    see(staged, ON + timedelta(days=14))
    decision = done(do(HANDLER, path(case, "order"), **order())).split("/")[2]
    for who, act in ((HANDLER, "submit"), (LEADER, "approve")):
        version = str(Approval.objects.get(id=decision).version)
        answer = browser(who).post(f"/decisions/{decision}/", {"act": act, "version": version})
        assert answer.status_code == 302
    done(do(CLERK, path(case, "receive"), received_by="前台"))
    items = [each.id for each in load(case, on=ON).now.items]
    done(do(CLERK, path(case, "report"), **{f"report.{id}": "已整改" for id in items}))
    results = {f"result.{id}": "corrected" for id in items} | {f"note.{id}": "现场查看" for id in items}
    done(do(LEGALITY, path(case, "recheck"), number="复1", **results))
    assert stage_of(case) == "closed"
    said = browser(HANDLER).get(f"/cases/{case}/").content.decode()
    assert "人手不足不是免责事由" in said
    assert "每日清扫两遍" in said


def test_a_provider_that_does_not_sign_is_served_with_proof_that_officials_alone_may_open() -> None:
    case = opened()
    done(do(HANDLER, path(case, "notify"), facts="不净", workdays="5", number="告1"))
    arrived = {"arrived_on": ON.isoformat(), "method": "post", "received_by": "门卫"}
    answer = do(HANDLER, path(case, "serve"), **arrived)
    assert [each.name for each in answer.context["form"].fields if each.errors] == ["proof"]
    done(do(HANDLER, path(case, "serve"), **arrived, proof=pdf()))
    assert stage_of(case) == "hearing"
    proof = CaseStep.objects.get(case=case, act="serve").said["proof"]
    answer = browser(LEADER).get(f"/files/{proof}/")
    assert answer.status_code == 200
    answer.getvalue()
    assert browser(CLERK).get(f"/files/{proof}/").status_code == 404


def test_every_fault_of_a_form_is_told_at_once_and_nothing_is_stored() -> None:
    case = opened()
    before = CaseStep.objects.count()
    answer = do(HANDLER, path(case, "notify"), facts=" ", workdays="1", number="")
    assert answer.status_code == 422
    wrong = at_fault(answer)
    assert wrong == {"facts", "number"}
    answer = do(LEGALITY, path(case, "notify"), facts="x", workdays="1", number="1")
    assert answer.status_code == 422
    assert len(told(answer)) == 2, "the period, and whose act it is"
    assert CaseStep.objects.count() == before


def test_an_order_that_comes_too_early_is_refused_with_the_day_on_which_it_opens() -> None:
    walk = Walk().notified()
    answer = do(HANDLER, path(walk.case, "order"), **order())
    assert answer.status_code == 422
    assert any("2026-07-08" in each for each in told(answer))
    assert not Approval.objects.exists()
    shut = browser(HANDLER).get(path(walk.case, "order")).content.decode()
    assert "2026-07-08" in shut, "whoever opens the form is told before he writes"


def test_a_case_that_moved_meanwhile_says_what_happened_and_lets_one_decide_again() -> None:
    walk = Walk()
    client = browser(HANDLER)
    where = path(walk.case, "drop")
    seen = client.get(where).context["form"].fields[-1].text
    walk.go(HANDLER, acts.Find(findings=(SPOKEN,)))
    answer = client.post(where, {"reason": "证据不足", "version": seen})
    assert answer.status_code == 409
    assert "并入问题" in told(answer)[0]
    again = {each.name: each.now or each.text for each in answer.context["form"].fields}
    assert again["version"] == "2"
    assert client.post(where, again).status_code == 422, "a handler drops nothing"
    assert stage_of(walk.case) == "opened"


def test_an_order_is_refused_for_what_it_leaves_out_and_for_rows_that_are_written_by_half(
    staged: Settings,
) -> None:
    walk = Walk().notified().heard()
    answer = _ordered(walk, staged, demand_2="")
    assert answer.status_code == 422
    assert any(RUDE in each for each in told(answer)), "the finding that no item is about"
    answer = _ordered(walk, staged, demand_2="", demand_en_2="A new foreman", workdays_2="")
    wrong = at_fault(answer)
    assert wrong == {"demand_2", "workdays_2"}
    assert not Approval.objects.exists()


def _ordered(walk: Walk, settings: Settings, **changed: Any) -> Any:
    see(settings, walk.on)
    return do(HANDLER, path(walk.case, "order"), **order(**changed))


def test_the_form_of_an_order_has_rows_that_need_no_script(staged: Settings) -> None:
    walk = Walk(DIRTY).notified().heard()
    answer = _opened_order(walk, staged)
    names = [each.name for each in answer.context["form"].fields if each.name.startswith("demand_")]
    assert {"demand_1", "demand_2", "demand_3"} <= set(names)
    filled = {each.name: each.text for each in answer.context["form"].fields}
    assert (filled["finding_1"], filled["workdays_1"], filled["finding_2"]) == (DIRTY, "10", "")


def _opened_order(walk: Walk, settings: Settings) -> Any:
    see(settings, walk.on)
    return browser(HANDLER).get(path(walk.case, "order"))


def test_an_order_is_edited_in_its_decision_row_by_row(staged: Settings) -> None:
    walk = Walk().notified().heard()
    decision = done(_ordered(walk, staged)).split("/")[2]
    page = browser(HANDLER).get(f"/decisions/{decision}/").content.decode()
    assert "每日清扫两遍" in page
    assert "更换班组长" in page
    assert f"/cases/{walk.case}/" in page
    where = f"/decisions/{decision}/do/edit/"
    form = browser(HANDLER).get(where).context["form"]
    sent = {each.name: each.text for each in form.fields} | {"demand_1": "每日清扫三遍"}
    seen = {f"seen.{each.name}": each.seen for each in form.fields if each.seen is not None}
    done(browser(HANDLER).post(where, sent | seen))
    content = Approval.objects.get(id=decision).content
    assert "每日清扫三遍" in content["items"]
    assert content["case"] == walk.case


def test_what_was_not_corrected_gets_more_time_once_and_is_then_found_so(staged: Settings) -> None:
    walk = Walk().notified().heard().ordered().reported().rechecked("not_corrected")
    see(staged, walk.on)
    more = {"workdays": "5", "reason": "设备到货延期", "number": "延1"}
    done(do(LEADER, path(walk.case, "extend"), **more))
    items = [each.id for each in walk.now.open_items]
    done(do(CLERK, path(walk.case, "report"), **{f"report.{id}": "仍在整改" for id in items}))
    found = {f"result.{id}": "not_corrected" for id in items} | {f"note.{id}": "未动工" for id in items}
    done(do(LEGALITY, path(walk.case, "recheck"), number="复2", **found))
    answer = do(LEADER, path(walk.case, "extend"), **more)
    assert answer.status_code == 422
    done(do(LEADER, path(walk.case, "find-not-corrected"), reason="仍未整改", number="认1"))
    assert stage_of(walk.case) == "not_corrected"
    done(do(LEADER, path(walk.case, "accept-rest"), reason="余项影响轻微"))
    assert stage_of(walk.case) == "closed"


def test_a_re_check_that_leaves_an_item_out_is_refused(staged: Settings) -> None:
    walk = Walk().notified().heard().ordered().reported()
    see(staged, walk.on)
    first, second = (each.id for each in walk.now.items)
    answer = do(LEGALITY, path(walk.case, "recheck"), number="复1", **{f"result.{first}": "corrected"})
    assert at_fault(answer) == {f"result.{second}"}
    both = {f"result.{first}": "corrected", f"result.{second}": "not_possible", f"note.{first}": "已看"}
    answer = do(LEGALITY, path(walk.case, "recheck"), number="复1", **both)
    assert answer.status_code == 422, "what is not possible needs a word"
    author = do(LEADER, path(walk.case, "recheck"), number="复1", **both, **{f"note.{second}": "停产"})
    assert author.status_code == 422, "whoever ordered it does not look himself"
    done(do(LEGALITY, path(walk.case, "recheck"), number="复1", **both, **{f"note.{second}": "停产"}))


def test_findings_are_added_and_those_of_a_case_are_offered_to_no_other() -> None:
    walk = Walk(DIRTY)
    offered = browser(HANDLER).get(path(walk.case, "find")).context["form"].fields[0].choices
    assert {each.value for each in offered} == {RUDE, SPOKEN}
    done(do(HANDLER, path(walk.case, "find"), findings=[RUDE]))
    assert set(walk.now.findings) == {DIRTY, RUDE}


@pytest.mark.parametrize("who", [CLERK, OTHER_CLERK])
def test_no_clerk_finds_a_form_of_officials_nor_an_official_one_of_clerks(who: str) -> None:
    walk = Walk().notified()
    for deed in ("notify", "serve", "drop", "dismiss", "order", "recheck", "extend", "protect", "refer"):
        assert browser(who).get(path(walk.case, deed)).status_code == 404
    for deed in ("receive", "state", "report", "contest"):
        wanted = 200 if who == CLERK else 404
        assert browser(who).get(path(walk.case, deed)).status_code == wanted
        assert browser(LEADER).get(path(walk.case, deed)).status_code == 404
    assert browser(who).get(f"/cases/{walk.case}/ways/").status_code == 404


def test_what_is_open_leads_to_its_form_and_what_is_shut_says_why() -> None:
    walk = Walk().notified()
    page = browser(LEADER).get(f"/cases/{walk.case}/")
    for each in page.context["ready"]:
        assert browser(LEADER).get(each.path).status_code == 200, each.path
    shown = page.context["shown"]
    assert {each.kind.value for each in shown.open_doors} == {
        "set_route",
        "protect",
        "pause",
        "go_outside",
        "refer",
    }
    opens = {each.kind.value: each.opens for each in shown.shut_doors}
    assert opens["dismiss"] == date(2026, 7, 8)
    assert "自 2026-07-08 起可以办理" in page.content.decode()
    assert all(each.reasons for each in shown.shut_doors)


def test_the_page_says_whose_turn_it_is_until_when_and_to_whom_it_goes_when_late(staged: Settings) -> None:
    walk = Walk()
    see(staged, ON + timedelta(days=30))
    said = browser(LEADER).get(f"/cases/{walk.case}/").content.decode()
    assert "告知承接主体" in said
    assert "已逾期，同时报告" in said


def test_a_case_that_was_kept_before_there_were_steps_has_its_page() -> None:
    Case.objects.create(id="old", contract_id=SWEEPING, opened_on=ON, subject="旧案")
    said = browser(LEADER).get("/cases/old/").content.decode()
    assert "来自既有记录" in said
    done(do(HANDLER, path("old", "find"), findings=[DIRTY]))
    assert load("old", on=ON).now.findings == (DIRTY,)


def test_pages_of_a_case_speak_english_too() -> None:
    walk = Walk().not_corrected()
    client = browser(LEADER, lang="en")
    for where in (f"/cases/{walk.case}/", f"/cases/{walk.case}/ways/", "/cases/"):
        said = client.get(where).content.decode()
        assert "Cases" in said
    assert "order to rectify" in browser(HANDLER, lang="en").get(path(walk.case, "order")).content.decode()


def test_a_finding_leads_to_its_case_or_to_opening_one() -> None:
    where = f"/findings/{DIRTY}/"
    assert (
        f"/contracts/{SWEEPING}/do/open-case/?findings={DIRTY}"
        in browser(HANDLER).get(where).content.decode()
    )
    walk = Walk(DIRTY)
    for who in (HANDLER, LEADER):
        said = browser(who).get(where).content.decode()
        assert f"/cases/{walk.case}/" in said
        assert "open-case" not in said
    assert walk.case not in browser(CLERK).get(where).content.decode(), "the provider was told of no case yet"
