"""What runs beside a case on the desk: measures, pauses, objections, other procedures, and the ways to an end."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from answerable.actions.office.cases.loading import load
from answerable.actions.office.pages.corrections import corrections_of_findings
from answerable.core.enforce.course import acts
from answerable.records.models import Approval, Case, CaseCourse, Finding, Post
from tests.cases import (
    CLERK,
    DIRTY,
    EXIT,
    HANDLER,
    HEAD,
    LEADER,
    LEGALITY,
    MAYOR,
    ON,
    RUDE,
    SPOKEN,
    SWEEPING,
    Walk,
)
from tests.web.case_forms import at_fault, do, done, path, told
from tests.web.walked import browser, see, stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def stage_of(case: str) -> str:
    return load(case, on=ON).now.stage


def test_danger_needs_no_case_and_no_rating() -> None:
    where = "/cases/do/urgent/"
    assert f"{where}?contract={SWEEPING}" in browser(HANDLER).get(f"/contracts/{SWEEPING}/").content.decode()
    assert where in browser(HANDLER).get("/duties/").content.decode()
    assert where not in browser(CLERK).get("/duties/").content.decode()
    answer = do(HANDLER, where, contract=SWEEPING, reason="")
    assert at_fault(answer) == {"measures", "reason"}
    assert not Case.objects.exists()
    measures = ["account_back", "suspend"]
    case = done(do(HANDLER, where, contract=SWEEPING, measures=measures, reason="辱骂群众\n另附截图"))
    now = load(case.split("/")[2], on=ON).now
    assert (now.subject, now.suspended) == ("辱骂群众", True)
    said = browser(LEADER).get(case).content.decode()
    assert "服务因紧急措施暂停" in said
    assert "尚未复核" in said


def test_measures_are_reviewed_by_somebody_else_and_lifted() -> None:
    walk = Walk()
    done(do(HANDLER, path(walk.case, "protect"), measures=["suspend"], reason="事故"))
    answer = do(HANDLER, path(walk.case, "review-protection"), step="2", upheld="yes", reason="属实")
    assert answer.status_code == 422
    done(do(LEADER, path(walk.case, "review-protection"), step="2", upheld="yes", reason="属实"))
    done(do(LEADER, path(walk.case, "lift"), step="2", reason="已经排除"))
    assert not walk.now.suspended


def test_a_clock_is_paused_and_runs_again() -> None:
    walk = Walk()
    until = (ON + timedelta(days=7)).isoformat()
    done(do(LEADER, path(walk.case, "pause"), until=until, reason="等待鉴定"))
    said = browser(LEADER).get(f"/cases/{walk.case}/").content.decode()
    for told_there in (f"中止至 {until}", f"{ON} 至 {until}", "等待鉴定", "所以轮到领导"):
        assert told_there in said, told_there
    assert f"不详 至 {until}" not in said
    done(do(LEADER, path(walk.case, "resume"), reason="鉴定已出"))


def test_an_objection_is_decided_by_another_and_what_was_published_is_corrected(staged: Settings) -> None:
    walk = Walk().notified().heard().ordered()
    see(staged, walk.on)
    step = str(walk.now.order_step)
    done(do(CLERK, path(walk.case, "contest"), step=step, text="并非我方路段"))
    made = str(walk.now.objections[0].step)
    decided = {
        "step": made,
        "result": "upheld",
        "reason": "路段有误",
        "number": "异1",
        "set_aside": [DIRTY, RUDE],
    }
    answer = do(LEADER, path(walk.case, "decide-objection"), **decided)
    assert len(told(answer)) == 2, "he decided the order himself, and says nowhere where it stands published"
    done(do(HEAD, path(walk.case, "decide-objection"), **decided, places="官网\n公示栏"))
    owed = str(walk.now.owed[0].step)
    done(do(HANDLER, path(walk.case, "correct"), step=owed, place="官网", note="原栏目更正"))
    said = browser(HANDLER).get(f"/cases/{walk.case}/").content.decode()
    assert "公示栏" in said
    assert "待更正" in said


def test_procedures_elsewhere_are_followed_and_only_where_the_law_leads(staged: Settings) -> None:
    walk = Walk().notified().heard().ordered()
    see(staged, walk.on)
    step = str(walk.now.order_step)
    where = path(walk.case, "go-outside")
    refused = do(HANDLER, where, step=step, forum="administrative_review", number="复1")
    assert refused.status_code == 422, "an ordinary contract is not reviewed by an authority"
    done(do(CLERK, where, step=step, forum="court", number="（2026）民初1号"))
    filed = str(walk.now.outside[0].step)
    decided = {"step": filed, "result": "rejected", "reason": "驳回"}
    answer = do(LEGALITY, path(walk.case, "outside-decided"), **decided)
    assert at_fault(answer) == {"proof"}, "the judgment itself is kept"
    barred = do(LEADER, path(walk.case, "outside-decided"), **decided, proof=judgment())
    assert barred.status_code == 422, "whoever decided the order does not record what a court made of it"
    done(do(LEGALITY, path(walk.case, "outside-decided"), **decided, proof=judgment()))
    assert walk.now.outside[0].result == "rejected"


def judgment() -> SimpleUploadedFile:
    return SimpleUploadedFile("判决书.pdf", b"%PDF-1.7 judgment", content_type="application/pdf")


def test_a_case_is_put_on_another_route_with_a_reason_and_its_page_says_so() -> None:
    walk = Walk().notified()
    where = path(walk.case, "set-route")
    offered = browser(LEGALITY).get(where).context["form"].fields[0].choices
    assert [each.value for each in offered] == ["administrative"]
    assert do(HANDLER, where, route="administrative", reason="特许经营").status_code == 422
    done(do(LEGALITY, where, route="administrative", reason="特许经营"))
    assert (walk.now.route.route, walk.now.stage) == ("administrative", "hearing")
    assert CaseCourse.objects.get(case=walk.case).route == "administrative"
    said = browser(HANDLER).get(f"/cases/{walk.case}/").content.decode()
    assert "改定适用路线" in said
    assert "行政协议" in said
    answer = do(CLERK, path(walk.case, "go-outside"), step="2", forum="arbitration", number="1")
    assert answer.status_code == 422, "no arbitration on administrative agreements"


def test_where_everybody_had_a_part_the_head_finds_the_form_and_records_a_meeting(staged: Settings) -> None:
    Post.objects.filter(person=MAYOR).delete()
    walk = Walk(DIRTY, by=HEAD)
    walk.go(LEADER, acts.Find(findings=(RUDE,)))
    walk.notified().heard()
    see(staged, walk.on)
    page = browser(HEAD).get(f"/cases/{walk.case}/")
    (ready,) = (each for each in page.context["ready"] if each.door.kind.value == "dismiss")
    assert "只能登记会议的决定" in page.content.decode()
    form = browser(HEAD).get(ready.path).content.decode()
    assert "会议集体决定" in form
    sent = {"outcome": "no_evidence", "reason": "照片不清", "answer": "采纳"}
    answer = do(HEAD, ready.path, **sent)
    assert answer.status_code == 422
    assert any("会议纪要编号" in each for each in told(answer))
    done(do(HEAD, ready.path, **sent, minutes="局长办公会纪要〔2026〕7号"))
    assert stage_of(walk.case) == "closed"
    said = browser(LEADER).get(f"/cases/{walk.case}/").content.decode()
    assert "局长办公会纪要〔2026〕7号" in said


def test_what_is_excused_stays_found_and_what_is_not_upheld_does_not(staged: Settings) -> None:
    excused, wrong = Walk(DIRTY).notified().heard(), Walk(RUDE).notified().heard()
    for walk, outcome in ((excused, acts.EXCUSED), (wrong, "not_upheld")):
        walk.go(LEADER, acts.Dismiss(outcome=outcome, reason="台风", answer="采纳"))
        assert walk.now.standing_findings == ()
    decisions = dict(Finding.objects.filter(id__in=(DIRTY, RUDE)).values_list("id", "decision"))
    assert decisions == {DIRTY: "confirmed", RUDE: "rejected"}
    see(staged, excused.on)
    aside = {
        each.finding.pk: each.aside
        for walk in (excused, wrong)
        for each in browser(LEADER).get(f"/cases/{walk.case}/").context["shown"].findings
    }
    assert aside == {DIRTY: False, RUDE: True}
    assert not corrections_of_findings([DIRTY])


def test_a_file_is_referred_and_a_case_is_dismissed_or_dropped(staged: Settings) -> None:
    walk = Walk().notified()
    done(do(LEADER, path(walk.case, "refer"), to="market", reason="涉嫌违法", number="移1"))
    referred = str(walk.now.steps)
    said = browser(CLERK).get(f"/cases/{walk.case}/").content.decode()
    assert "移送" not in said
    assert "涉嫌违法" not in said
    for deed in ("contest", "go-outside"):
        offered = browser(CLERK).get(path(walk.case, deed)).context["form"].fields[0].choices
        assert referred not in {each.value for each in offered}, "it decides nothing"
    done(do(CLERK, path(walk.case, "state"), text="暴雨", excuse="force_majeure"))
    see(staged, walk.on + timedelta(days=14))
    sent = {"outcome": "excused", "reason": "不可抗力"}
    answer = do(LEADER, path(walk.case, "dismiss"), **sent)
    assert answer.status_code == 422, "a statement is answered"
    done(do(LEADER, path(walk.case, "dismiss"), **sent, answer="采纳"))
    other = Walk(SPOKEN)
    done(do(LEADER, path(other.case, "drop"), reason="重复立案"))
    assert stage_of(walk.case) == stage_of(other.case) == "closed"


def test_an_end_without_a_ground_says_what_is_missing_and_who_would_be_exposed() -> None:
    walk = Walk()
    page = browser(HANDLER).get(f"/cases/{walk.case}/ways/")
    ways = {each.way.value: each for each, _ in page.context["ways"]}
    grounds = {each.ground: each for each, _ in page.context["grounds"]}
    assert not any(each.open for each in grounds.values())
    assert {each.code for each in page.context["shown"].missing} >= {"ending_not_heard", "case_closed_to"}
    assert ways["agreement"].open
    assert "purpose_defeated" in {need.value for need in grounds["purpose-defeated"].unfound}
    assert "由 leader 承担责任" in page.content.decode()


def test_a_ground_that_holds_leads_to_its_proposal_with_the_case_filled_in(staged: Settings) -> None:
    walk = Walk().not_corrected()
    see(staged, walk.on)
    page = browser(HANDLER).get(f"/cases/{walk.case}/ways/")
    way, where = next((each, to) for each, to in page.context["grounds"] if each.ground == EXIT)
    assert way.open, way.missing
    assert f'href="{where}"'.replace("&", "&amp;") in page.content.decode()
    form = browser(HANDLER).get(where).context["form"]
    filled = {each.name: each.text for each in form.fields if each.text}
    assert filled == {"case": walk.case, "clause": EXIT}
    last = (walk.on + timedelta(days=31)).isoformat()
    sent = filled | {
        "last_day": last,
        "reason": "逾期未整改",
        "continuity": "环卫所",
        "continuity_way": "in_house",
    }
    decision = done(browser(HANDLER).post(where, sent)).split("/")[2]
    assert Approval.objects.get(id=decision).content["case"] == walk.case
    said = browser(LEADER).get(f"/decisions/{decision}/").content.decode()
    assert "本单位自行承担" in said
    assert f"/decisions/{decision}/" in browser(LEADER).get(f"/cases/{walk.case}/").content.decode()


def test_what_is_handed_over_is_ticked_off_until_nothing_is_left(staged: Settings) -> None:
    walk = Walk().not_corrected().ended(number="解1", continuity="环卫所", continuity_way="in_house")
    see(staged, walk.on)
    done(do(HANDLER, path(walk.case, "hand-over"), item="keys", note="双方签字"))
    offered = browser(HANDLER).get(path(walk.case, "hand-over")).context["form"].fields[0].choices
    assert "keys" not in {each.value for each in offered}
    assert "☑" in browser(HANDLER).get(f"/cases/{walk.case}/").content.decode()
