"""The provider's side of a case: all that concerns it, with receipts, and nothing of the inside."""

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.actions.office.cases.loading import load
from answerable.actions.office.pages.cases.provider_side import provider_side
from answerable.core.enforce.course import acts
from answerable.core.rulebook.routes import load_routes
from answerable.records.models import Contract, Disclosed, Person
from tests.cases import CLERK, DIRTY, HANDLER, HEAD, LEADER, LEGALITY, OTHER_CLERK, RUDE, SWEEPING, Walk
from tests.web.walked import CANARY, WATCHER, browser, see, stage

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def staged(tmp_path: Path, settings: Settings) -> None:
    stage(tmp_path, settings)
    see(settings, DAY)


def page(case: str, who: str = CLERK, *, lang: str = "zh") -> str:
    answer = browser(who, lang=lang).get(f"/cases/{case}/")
    assert answer.status_code == 200
    return main_of(answer.content.decode())


def main_of(said: str) -> str:
    return said[said.index("<main") : said.index("</main>")]


def read(said: str) -> str:
    return re.sub("<[^>]*>", " ", said)


def test_a_case_is_not_there_for_its_provider_before_it_is_told() -> None:
    walk = Walk(DIRTY, RUDE)
    path = f"/cases/{walk.case}/"
    assert browser(CLERK).get(path).status_code == 404
    walk.go(HANDLER, acts.Notify(facts="不净", workdays=5, number="告1"))
    assert browser(CLERK).get(path).status_code == 200
    assert browser(OTHER_CLERK).get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_measures_taken_at_once_are_told_with_their_reasons_before_any_notice() -> None:
    walk = Walk(DIRTY)
    walk.go(HANDLER, acts.Protect(measures=("account_back", "suspend"), reason="辱骂群众，先行收回"))
    said = page(walk.case)
    assert "收回账号 · 暂停服务" in re.sub(r"\s+", " ", read(said))
    assert "辱骂群众，先行收回" in said
    assert "待另一人复核" in said
    assert "查明的问题" not in said
    walk.go(LEADER, acts.ReviewProtection(step=2, upheld=True, reason="确有必要"))
    assert "确有必要" in page(walk.case)


def test_it_shows_what_was_found_until_when_and_what_may_be_done() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    said = page(walk.case)
    for words in (
        "六月多次检查不净",
        "城管告〔2026〕",
        f"{RUDE}：不合格",
        "陈述申辩至 2026-07-07 截止",
        "不可抗力",
    ):
        assert words in said, words
    assert f"/cases/{walk.case}/do/state/" in said


def test_items_show_their_last_day_reports_and_what_each_re_check_found_and_why(settings: Settings) -> None:
    walk = Walk(DIRTY, RUDE).notified().heard().ordered().reported()
    items = walk.now.open_items
    found = (
        acts.Result(item=items[0].id, result="corrected", note="现场查看"),
        acts.Result(item=items[1].id, result="not_corrected", note="东门仍有垃圾"),
    )
    walk.go(LEGALITY, acts.Recheck(results=found, number="复1"))
    see(settings, walk.on)
    said = page(walk.case)
    for words in (
        "整改 dirty",
        "您的报告",
        "已整改",
        "东门仍有垃圾",
        "未整改",
        "人手不足不是免责事由",
        "2026-07-28",
    ):
        assert words in said, words


def test_nothing_of_the_inside_is_there() -> None:
    walk = Walk(DIRTY, RUDE).not_corrected().ended(continuity=CANARY)
    said = read(page(walk.case))
    people = Person.objects.values_list("id", "name")
    assert [name for pair in people for name in pair if name in said] == []
    assert "王小明" not in said
    assert "环卫所自行清扫" not in said
    for name in (HANDLER, LEADER, LEGALITY, HEAD):
        assert name not in said


def test_only_remedies_that_the_route_gives_are_offered_with_their_last_day() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    civil = page(walk.case)
    remedies = civil[civil.index('id="remedies"') :]
    assert "异议复核" in remedies
    assert "至 2026-07-14" in remedies
    assert "仲裁" in remedies
    assert "行政复议" not in remedies
    contract = Contract.objects.get(id=SWEEPING)
    loaded = load(walk.case, on=walk.on)
    for step in provider_side(loaded, contract, on=DAY).ways:
        given = load_routes("cn").edition("civil", on=DAY).remedies
        assert [way.remedy for way in step.ways] == list(given)
        assert [way.until for way in step.ways if way.remedy.to == "court"] == [None]


def test_the_time_for_an_objection_runs_out_and_the_page_says_so(settings: Settings) -> None:
    walk = Walk(DIRTY, RUDE).notified()
    see(settings, date(2026, 7, 15))
    assert "已于 2026-07-14 届满" in page(walk.case)


def test_everything_that_was_sent_has_a_receipt_whose_hash_can_be_made_again() -> None:
    walk = Walk(DIRTY, RUDE).notified().heard()
    desk = browser(CLERK)
    said = main_of(desk.get(f"/cases/{walk.case}/").content.decode())
    paths = re.findall(r'href="(/receipts/[^"]+)"', said[said.index('id="receipts"') :])
    assert len(paths) == 2
    for path in paths:
        shown, file = desk.get(path), desk.get(f"{path}?format=json")
        assert file.headers["Content-Type"] == "application/json"
        digest = f"sha256:{hashlib.sha256(file.content).hexdigest()}"
        assert digest in shown.content.decode()
        told = json.loads(file.content)
        assert (told["case"], told["contract"]) == (walk.case, SWEEPING)
        assert {"前台", "人手不足"} & set(told["said"].values())
    number = paths[-1].rstrip("/").split("/")[-1]
    entry = Disclosed.objects.get(of="case_steps", key=f"{walk.case}/{number}").entry_id
    assert entry in desk.get(paths[-1]).content.decode()
    assert "人手不足" in desk.get(paths[-1]).content.decode()


def test_a_receipt_is_for_the_provider_and_those_who_see_the_case_and_for_nobody_else() -> None:
    walk = Walk(DIRTY, RUDE).notified().heard()
    path = f"/receipts/{walk.case}/3/"
    found = {who: browser(who).get(path).status_code for who in (CLERK, HANDLER, WATCHER, OTHER_CLERK)}
    assert found == {CLERK: 200, HANDLER: 200, WATCHER: 200, OTHER_CLERK: 404}
    assert Client().get(path).status_code == 302
    # Of what officials did there is no receipt, and of steps that are not there neither.
    for number in (1, 2, 99, 987654321):
        assert browser(CLERK).get(f"/receipts/{walk.case}/{number}/").status_code == 404
    assert browser(CLERK).get("/receipts/nothing/1/").status_code == 404


def test_an_end_is_told_with_ground_and_reason_and_what_is_to_be_handed_over() -> None:
    walk = Walk(DIRTY, RUDE).not_corrected().ended()
    said = page(walk.case)
    for words in ("合同终止", "单方解除合同", "逾期未整改到位", "交接清单", "账号和密码"):
        assert words in said, words


def test_what_is_closed_today_says_why_and_when_it_opens() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    deeds = browser(CLERK).get(f"/cases/{walk.case}/").context["buttons"]
    found = {each.deed.name: bool(each.reasons) for each in deeds}
    assert found == {"receive": True, "state": False, "report": True, "contest": False, "go_outside": False}
    said = page(walk.case)
    assert "报告整改情况" in said[said.index("<details") :]


def test_the_page_is_there_in_english() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    said = page(walk.case, lang="en")
    for words in ("What was found", "Where you may turn, and until when", "until 2026-07-14", "Receipts"):
        assert words in said, words
    answer = browser(CLERK, lang="en").get(f"/receipts/{walk.case}/3/").content.decode()
    assert "Received at" in answer


def test_papers_are_those_that_are_addressed_to_it() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    shown = browser(CLERK).get(f"/cases/{walk.case}/").context["shown"].papers
    assert {each.to for each in shown} <= {Contract.objects.get(id=SWEEPING).provider_id}
    assert "notice" in {each.kind for each in shown}


def test_whoever_sends_something_is_led_to_its_receipt() -> None:
    walk = Walk(DIRTY, RUDE).notified()
    desk = browser(CLERK)
    answer = desk.post(f"/cases/{walk.case}/do/state/", {"text": "车辆检修", "excuse": "body_failure"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/receipts/{walk.case}/4/")
    said = desk.get(answer.headers["Location"]).content.decode()
    assert "已收到，这是回执" in said
    assert "车辆检修" in said
