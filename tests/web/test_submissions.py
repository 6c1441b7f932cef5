"""The provider's side: it sees what is measured of it, hands in, gets a receipt, answers; and nothing from inside."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from answerable.records.models import (
    Account,
    Attachment,
    Entry,
    Finding,
    FindingReply,
    Reading,
    Service,
    Submission,
)
from tests.web.cast import (
    FAILING,
    LAWFUL,
    MINDING,
    PAVING,
    SWEEPING,
    account,
    more_contracts,
    owed,
    signed_in,
    today,
)
from tests.web.peers import SWEPT, indicator, measured
from tests.web.test_figures import agreed, month, scored

pytestmark = pytest.mark.usefixtures("staged")
SUBMIT = f"/submissions/{SWEEPING}/do/submit/"
PDF = b"%PDF-1.7 evidence"


@pytest.fixture
def here(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path


def sent(**changed: str) -> dict[str, str]:
    stated = {
        "recorded": today().isoformat(),
        "note": "五月",
        "period.month": month(),
        f"numerator.{SWEPT}": "97",
        f"denominator.{SWEPT}": "100",
    }
    return stated | {name.replace("__", "."): text for name, text in changed.items()}


def handed_in(browser: Client | None = None) -> Submission:
    answer = (browser or signed_in("provider")).post(SUBMIT, sent())
    assert answer.status_code == 302, [each.errors for each in answer.context["form"].fields]
    row = Submission.objects.latest("submitted_at")
    assert answer["Location"] == f"/submissions/{row.id}/"
    return row


def confirmed(id: str = "f-1", contract: str = SWEEPING, decision: str | None = "confirmed") -> str:
    Finding.objects.create(
        id=id,
        contract_id=contract,
        found_on=today(),
        source="inspection",
        severity="minor",
        what=f"问题{id}",
        what_en=f"finding {id}",
        decision=decision,
        decided_on=today() if decision else None,
        decided_by_id="p-head" if decision else None,
    )
    return id


def errors(answer: Any) -> set[str]:
    return {each.name for each in answer.context["form"].fields if each.errors}


def test_a_clerk_hands_in_and_gets_a_receipt() -> None:
    indicator()
    row = handed_in()
    said = signed_in("provider").get(f"/submissions/{row.id}/").content.decode()
    for part in (row.id, row.digest, "等待采纳", "路面洁净率", "97", "撤回报送"):
        assert part in said, part
    assert "/do/accept/" not in said
    file = signed_in("provider").get(f"/submissions/{row.id}/?format=json").content
    assert row.digest == f"sha256:{hashlib.sha256(file).hexdigest()}"
    assert not Reading.objects.exists()


def test_faults_stand_at_their_fields_before_anything_is_handed_in() -> None:
    indicator()
    wrong = signed_in("provider").post(
        SUBMIT, sent(**{f"numerator__{SWEPT}": "101", "recorded": "2199-01-01"})
    )
    assert (wrong.status_code, errors(wrong)) == (422, {f"numerator.{SWEPT}", "recorded"})
    handed_in()
    twice = signed_in("provider").post(SUBMIT, sent())
    assert errors(twice) == {f"numerator.{SWEPT}"}
    assert Submission.objects.count() == 1


def test_an_official_accepts_and_the_reading_is_the_provider_s() -> None:
    indicator()
    row = handed_in()
    browser = signed_in("handler")
    said = browser.get(f"/submissions/{row.id}/").content.decode()
    assert f"/submissions/{row.id}/do/accept/" in said
    assert f"/submissions/{row.id}/do/withdraw/" not in said
    assert browser.post(f"/submissions/{row.id}/do/accept/", {}).status_code == 302
    assert Reading.objects.get().source == "provider"
    late = browser.post(f"/submissions/{row.id}/do/return/", {"reason": "§"})
    assert late.status_code == 409
    assert "已采纳" in late.content.decode()
    assert "Official handler" not in signed_in("provider").get(f"/submissions/{row.id}/").content.decode()


def test_what_was_recorded_meanwhile_is_told_to_whoever_accepts() -> None:
    indicator()
    row = handed_in()
    Reading.objects.create(
        id="r", contract_id=SWEEPING, indicator=SWEPT, period=month(), numerator=1, denominator=2,
        recorded=today(), source="body",
    )  # fmt: skip
    browser = signed_in("handler")
    answer = browser.post(f"/submissions/{row.id}/do/accept/", {})
    assert (answer.status_code, errors(answer)) == (422, {"more"})
    assert browser.post(f"/submissions/{row.id}/do/accept/", {"more": "yes"}).status_code == 302
    assert Reading.objects.count() == 2


def test_the_reason_for_a_return_is_read_by_the_provider() -> None:
    indicator()
    row = handed_in()
    assert (
        signed_in("leader").post(f"/submissions/{row.id}/do/return/", {"reason": "缺附件"}).status_code == 302
    )
    said = signed_in("provider").get(f"/submissions/{row.id}/").content.decode()
    assert "缺附件" in said
    assert "已退回" in said
    assert "/do/withdraw/" not in said


def test_a_clerk_takes_back_what_waits() -> None:
    indicator()
    row = handed_in()
    browser = signed_in("provider")
    assert browser.post(f"/submissions/{row.id}/do/withdraw/").status_code == 302
    assert Submission.objects.get().state == "withdrawn"
    assert browser.post(f"/submissions/{row.id}/do/withdraw/").status_code == 409


def test_services_delivered_are_handed_in_too() -> None:
    path = f"/submissions/{SWEEPING}/do/services/"
    answer = signed_in("provider").post(path, {"period": month(), "tier": "site", "count": "412"})
    assert answer.status_code == 302
    (row,) = Submission.objects.all()
    assert "412" in signed_in("provider").get(f"/submissions/{row.id}/").content.decode()
    assert signed_in("handler").post(f"/submissions/{row.id}/do/accept/", {}).status_code == 302
    assert Service.objects.get().count == 412


def test_a_clerk_who_tries_another_provider_s_pages_finds_nothing_and_is_on_record() -> None:
    indicator()
    row = handed_in()
    account("other-clerk", provider_id=FAILING)
    confirmed()
    other = signed_in("other-clerk")
    tried = [
        f"/submissions/{row.id}/",
        f"/submissions/{row.id}/do/withdraw/",
        SUBMIT,
        f"/provider/{SWEEPING}/",
        f"/figures/{SWEEPING}/",
        f"/contracts/{SWEEPING}/",
    ]
    for path in (*tried, "/submissions/f-1/do/reply/", f"/providers/{LAWFUL}/", "/providers/", "/overview/"):
        assert other.get(path).status_code == 404, path
    entries = Entry.objects.filter(act="refused").values_list("by", flat=True)
    assert len(entries) >= len(tried)
    assert set(entries) == {"other-clerk"}
    assert other.get("/submissions/").context["lines"] == []
    assert other.get("/provider/").context["shown"].submissions == ()


def test_nobody_accepts_for_another_body() -> None:
    indicator()
    row = handed_in()
    account("roadhead", person_id="p-roadhead")
    for name in ("roadhead", "provider", "supervisor", "head", "legality", "security-admin"):
        assert signed_in(name).post(f"/submissions/{row.id}/do/accept/", {}).status_code == 404, name
    assert Submission.objects.get().state == "submitted"


def test_the_home_page_says_what_is_due_and_what_waits_for_an_answer() -> None:
    owed("theirs", who=LAWFUL, by=today() - timedelta(days=3), side="provider", late=2)
    owed("ours", who="p-handler", by=today())
    owed("elsewhere", who=FAILING, by=today(), side="provider", contract=MINDING)
    confirmed("f-1")
    confirmed("f-2")
    FindingReply.objects.create(
        id="a", finding_id="f-2", text="§", said_by="provider", said_at="2026-01-05T08:00Z"
    )
    confirmed("f-3", decision=None)
    confirmed("f-4", decision="rejected")
    confirmed("f-5", contract=MINDING)
    said = signed_in("provider").get("/provider/").content.decode()
    for part in ("事项theirs", "逾期 2 个工作日", "问题f-1", "清扫"):
        assert part in said, part
    for hidden in ("事项ours", "事项elsewhere", "问题f-2", "问题f-3", "问题f-4", "问题f-5", "看护", "铺路"):
        assert hidden not in said, hidden


def test_a_contract_says_what_is_measured_and_how_and_with_which_result() -> None:
    indicator(weight="100")
    agreed()
    scored(month(), total="40")
    measured(SWEEPING, 81, 100)
    confirmed("f-1")
    said = signed_in("provider").get(f"/provider/{SWEEPING}/").content.decode()
    for part in (
        "路面洁净率", "每月测量一次，按占比计算", "权重 100", "90 至 无上限", "达标", "得权重的 50%", "<svg", "81",
        "低于 90 每 1 分另扣 1%", "问题f-1", f"/submissions/{SWEEPING}/do/submit/",
    ):  # fmt: skip
        assert part in said, part
    for inside in ("内部说明", "单位的原因", "草拟的问题", "预算资金", "边界结论", "213"):
        assert inside not in said, inside


def test_a_clerk_states_something_on_a_confirmed_finding_and_officials_read_it() -> None:
    confirmed("f-1")
    path = "/submissions/f-1/do/reply/"
    browser = signed_in("provider")
    assert "问题f-1" in browser.get(path).content.decode()
    assert browser.post(path, {"text": ""}).status_code == 422
    assert browser.post(path, {"text": "当天已清"}).status_code == 302
    assert "当天已清" in browser.get(f"/provider/{SWEEPING}/").content.decode()
    assert "当天已清" in signed_in("handler").get(f"/providers/{LAWFUL}/").content.decode()
    for id, contract, decision in (
        ("f-2", SWEEPING, None),
        ("f-3", MINDING, "confirmed"),
        ("f-4", PAVING, "confirmed"),
    ):
        confirmed(id, contract, decision)
        assert browser.get(f"/submissions/{id}/do/reply/").status_code == 404, id
    assert signed_in("handler").get(path).status_code == 404


@pytest.mark.usefixtures("here")
def test_whoever_decides_opens_what_stands_behind_figures_and_answers() -> None:
    kept = "sha256:" + hashlib.sha256(PDF).hexdigest()
    path = f"/submissions/{SWEEPING}/do/services/"
    cells = {"period": month(), "tier": "site", "count": "412"}
    file = SimpleUploadedFile("附件.pdf", PDF)
    assert signed_in("provider").post(path, {**cells, "document": file}).status_code == 302
    confirmed("f-1")
    stated = {"text": "当天已清", "document": SimpleUploadedFile("附件.pdf", PDF)}
    assert signed_in("provider").post("/submissions/f-1/do/reply/", stated).status_code == 302
    (row,) = Submission.objects.all()
    told = json.loads(signed_in("provider").get(f"/submissions/{row.id}/?format=json").content)
    assert told["document"] == kept
    Reading.objects.create(
        id="r", contract_id=SWEEPING, indicator=SWEPT, period=month(), numerator=1, denominator=2,
        recorded=today(), source="body", document=kept,
    )  # fmt: skip
    pages = (f"/submissions/{row.id}/", "/findings/f-1/", f"/providers/{LAWFUL}/", "/figures/readings/r/")
    browser = signed_in("handler")
    for page in pages:
        assert f'href="/files/{kept}/"' in browser.get(page).content.decode(), page
    answer = browser.get(f"/files/{kept}/")
    assert answer.getvalue() == PDF
    Attachment.objects.all().delete()
    for page in pages:
        said = browser.get(page).content.decode()
        assert kept in said
        assert "/files/" not in said, "nobody is led to a file that is not here"


def test_lists_are_filtered_and_officials_see_those_of_their_bodies() -> None:
    indicator()
    row = handed_in()
    for role, n in (("handler", 1), ("supervisor", 1), ("provider", 1), ("legality", 1)):
        assert len(signed_in(role).get("/submissions/").context["lines"]) == n, role
    browser = signed_in("handler")
    for query, n in (
        ("state=accepted", 0),
        ("state=submitted", 1),
        ("of=services", 0),
        (f"contract={SWEEPING}", 1),
    ):
        assert len(browser.get(f"/submissions/?{query}").context["lines"]) == n, query
    assert row.id in browser.get("/submissions/?format=csv").getvalue().decode()


def test_more_contracts_cost_no_more_questions() -> None:
    indicator()
    handed_in()
    confirmed("f-1")
    owed("theirs", who=LAWFUL, by=today(), side="provider")
    counts = []
    for more in (0, 30):
        more_contracts(more)
        for path in ("/provider/", f"/provider/{SWEEPING}/", "/submissions/"):
            browser = signed_in("provider")
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_english_pages_say_it_in_english() -> None:
    indicator(weight="100")
    agreed()
    measured(SWEEPING, 81, 100)
    confirmed("f-1")
    row = handed_in()
    Account.objects.filter(username="provider").update(language="en")
    browser = signed_in("provider")
    for path, part in (
        ("/provider/", "Findings to answer"),
        (f"/provider/{SWEEPING}/", "Measured every month, as a share."),
        (f"/submissions/{row.id}/", "Keep this page and the file."),
        (SUBMIT, "Streets swept: Numerator"),
        ("/submissions/f-1/do/reply/", "finding f-1"),
    ):
        said = browser.get(path).content.decode()
        assert part in said, path
        assert "web_" not in said, path
