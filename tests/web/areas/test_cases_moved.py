"""What stands on pages of a case while others act in it, and which matters and cases they name to each other."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from answerable.actions.office import approvals
from answerable.actions.office.approvals import Proposed
from answerable.core.enforce.course import acts
from answerable.core.register.approval import Act
from answerable.records.models import Approval, CaseMatter, Clause, Matter
from tests.cases import CLERK, DIRTY, EXIT, HANDLER, HEAD, LEADER, ON, RUDE, SPOKEN, SWEEPING, Walk, someone
from tests.web.case_forms import do, done, path, told
from tests.web.walked import OTHER_MATTER, browser, see, stage

URGENT = {"contract": SWEEPING, "measures": ["suspend"], "reason": "塌陷"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> Settings:
    stage(tmp_path, settings)
    see(settings, ON)
    return settings


def test_a_second_window_is_told_what_happened_and_not_that_its_answer_is_none(staged: Settings) -> None:
    walk = Walk().notified().heard().ordered()
    see(staged, walk.on)
    walk.go(CLERK, acts.Contest(step=walk.now.order_step or 0, text="并非我方路段"))
    walk.go(HANDLER, acts.Protect(measures=("suspend",), reason="事故"))
    shown, taken = len(walk_steps(walk)), str(walk.now.protections[0].step)
    made = str(walk.now.objections[0].step)
    walk.go(LEADER, acts.ReviewProtection(step=int(taken), upheld=True, reason="属实", minutes=""))
    sent = {"step": taken, "upheld": "yes", "reason": "属实", "version": str(shown)}
    assert moved(browser(HEAD).post(path(walk.case, "review-protection"), sent), "复核")
    shown += 1
    walk.go(LEADER, acts.Lift(step=int(taken), reason="已经排除"))
    sent = {"step": taken, "reason": "已经排除", "version": str(shown)}
    assert moved(browser(HEAD).post(path(walk.case, "lift"), sent), "解除")
    shown += 1
    decided = {"step": made, "result": "rejected", "reason": "无误", "number": "异1", "version": str(shown)}
    done(browser(HEAD).post(path(walk.case, "decide-objection"), decided))
    assert moved(browser(HEAD).post(path(walk.case, "decide-objection"), decided), "")


def test_a_paper_that_waits_stands_first_for_the_clerk_and_among_its_duties(staged: Settings) -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Notify(facts="不净", workdays=5, number="告1"))
    page = browser(CLERK).get(f"/cases/{walk.case}/")
    assert page.context["buttons"][0].deed.name == "receive"
    said = page.content.decode()
    assert "现在须由您办理：签收“告知问题并听取陈述申辩”的文书" in said
    assert "现在没有须由您办理的事项" not in said
    duties = browser(CLERK).get("/duties/").content.decode()
    assert "签收文书" in duties
    assert "送达文书" not in duties
    walk.served()
    assert browser(CLERK).get(f"/cases/{walk.case}/").context["receive"] is None
    assert "签收文书" not in browser(CLERK).get("/duties/").content.decode()


def test_a_scan_is_a_pdf_or_a_picture() -> None:
    walk = Walk()
    walk.go(HANDLER, acts.Notify(facts="不净", workdays=5, number="告1"))
    sent = {"arrived_on": ON.isoformat(), "method": "post", "received_by": "张三"}
    proof = SimpleUploadedFile("回执.txt", "已收".encode(), content_type="text/plain")
    assert any(
        "不是 PDF 或者图片" in each
        for each in told(do(HANDLER, path(walk.case, "serve"), **sent, proof=proof))
    )
    scan = SimpleUploadedFile("回执.pdf", b"%PDF-1.7 scan", content_type="application/pdf")
    done(do(HANDLER, path(walk.case, "serve"), **sent, proof=scan))


def test_nothing_to_add_and_nothing_to_tell_are_closed_with_a_way_to_the_findings() -> None:
    Walk(SPOKEN)
    case = done(do(HANDLER, "/cases/do/urgent/", **URGENT, case="new-case"))
    Walk(DIRTY, RUDE)
    page = browser(HANDLER).get(case)
    shut = {
        each.kind.value: {reason.code for reason in each.reasons} for each in page.context["shown"].shut_doors
    }
    assert shut["find"] == {"case_nothing_to_find"}
    assert shut["notify"] == {"case_without_findings"}
    assert f'href="/findings/?contract={SWEEPING}"' in page.content.decode()


def test_a_decision_to_end_says_its_ground_in_words_and_leads_to_the_ways(staged: Settings) -> None:
    walk = Walk().not_corrected()
    see(staged, walk.on)
    proposed = Proposed("end", SWEEPING, walk.ending())
    id = approvals.propose(proposed, by=someone(HANDLER, walk.on), at=walk.at(), on=walk.on)
    said = browser(LEADER).get(f"/decisions/{id}/").content.decode()
    assert Clause.objects.get(id=EXIT).text in said
    assert f'href="/cases/{walk.case}/ways/"' in said
    content = walk.ending(clause="", statutory="late-after-demand", shown="demand_expired", answer="不免责")
    Approval.objects.filter(id=id).update(content=content)
    said = browser(LEADER).get(f"/decisions/{id}/").content.decode()
    assert "经催告仍不履行" in said
    assert "late-after-demand" not in said


def test_a_draft_whose_case_went_another_way_is_shown_as_such_and_can_be_withdrawn(staged: Settings) -> None:
    walk = Walk().notified().heard()
    see(staged, walk.on)
    proposed = Proposed("order", SWEEPING, walk.order_content(((DIRTY, 10), (RUDE, 10))))
    by = someone(HANDLER, walk.on)
    id = approvals.propose(proposed, by=by, at=walk.at(), on=walk.on)
    assert "按现状不能再办理" not in browser(HANDLER).get("/duties/").content.decode()
    walk.go(LEADER, acts.Dismiss(outcome="no_evidence", reason="证据不足", answer="采纳"))
    assert "按现状不能再办理" in browser(HANDLER).get("/duties/").content.decode()
    approvals.act(id, Act.WITHDRAW, by=by, at=walk.at(), on=walk.on)
    assert "按现状不能再办理" not in browser(HANDLER).get("/duties/").content.decode()


def walk_steps(walk: Walk) -> range:
    return range(walk.now.steps)


def moved(answer: object, word: str) -> bool:
    said = told(answer)
    assert getattr(answer, "status_code", 0) == 409, said
    assert not any("可选范围" in each for each in said), said
    return any("刚刚有人办理" in each and word in each for each in said)


def test_an_old_open_matter_leads_to_measures_and_both_pages_name_each_other() -> None:
    Matter.objects.filter(id=OTHER_MATTER).update(raised_on="2024-03-01")
    page = browser(HANDLER).get(f"/matters/{OTHER_MATTER}/").content.decode()
    where = f"/cases/do/urgent/?contract={SWEEPING}&matter={OTHER_MATTER}"
    assert where.replace("&", "&amp;") in page
    form = browser(HANDLER).get(where).context["form"]
    (field,) = (each for each in form.fields if each.name == "matter")
    assert field.picked <= {each.value for each in field.choices}
    sent = {"contract": SWEEPING, "matter": OTHER_MATTER, "measures": ["suspend"], "reason": "塌陷"}
    case = done(do(HANDLER, "/cases/do/urgent/", **sent))
    assert CaseMatter.objects.get().case_id == case.split("/")[2]
    assert f'href="{case}"' in browser(HANDLER).get(f"/matters/{OTHER_MATTER}/").content.decode()
    said = browser(LEADER).get(case).content.decode()
    topic = Matter.objects.get(id=OTHER_MATTER).topic
    assert f'href="/matters/{OTHER_MATTER}/">{topic}' in said


def test_measures_beside_an_open_case_go_into_it_unless_a_new_one_is_chosen() -> None:
    walk = Walk()
    sent = URGENT
    assert done(do(HANDLER, "/cases/do/urgent/", **sent)) == f"/cases/{walk.case}/"
    assert done(do(HANDLER, "/cases/do/urgent/", **sent, case="new-case")) != f"/cases/{walk.case}/"
    assert any("未结案件" in each for each in told(do(HANDLER, "/cases/do/urgent/", **sent)))
