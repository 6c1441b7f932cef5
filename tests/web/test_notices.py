"""What one was told, and where: everybody for himself, every fault at its field, nothing that was typed is lost."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from answerable.actions.office import links
from answerable.actions.office.addresses import sealed
from answerable.actions.office.gathering import gather
from answerable.actions.office.telling import settle, tell
from answerable.core.register.notices import Kind
from answerable.outside.sealed import CONTACT, seal
from answerable.records.models import Account, Contact, Delivery, DutyOwed, Notice
from tests.web.cast import ROLES, SWEEPING, decision, owed, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
PAGE = "/account/contacts/"
LI = "li@water.example"
MAIL = {"channel": "mail", "address": LI, "quiet_from": "21:00", "quiet_to": "08:00"}


@pytest.fixture
def channels(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Mail and SMS that go into a folder."""
    monkeypatch.setenv("ANSWERABLE_ADDRESS", "https://county.example")
    for name in ("MAIL", "SMS"):
        monkeypatch.setenv(f"ANSWERABLE_{name}_URL", f"file://{tmp_path}")
    return tmp_path


def contact(name: str = "handler", address: str = LI) -> Contact:
    owner = Account.objects.get(username=name)
    return Contact.objects.create(
        account=owner, channel="mail", address=sealed(address), since=datetime.now(UTC)
    )


def said(name: str, page: str) -> str:
    return signed_in(name).get(page).content.decode()


def test_links_lead_to_the_pages_they_name() -> None:
    named = {
        links.INBOX: "notices",
        links.CONTACTS: "contacts",
        links.DUTIES: "duties",
        links.contract_path("a b"): "contract",
        links.decision_path("d-1"): "decision",
        links.finding_path("f-1"): "finding",
        links.submission_path("s-1"): "submission",
        links.import_path("t-1"): "import",
        links.duty_path("a:plan:duties/d 1/2026-06", "a"): "notice_duty",
    }
    assert {resolve(path).url_name: path for path in named} == {name: path for path, name in named.items()}
    assert links.contract_path(SWEEPING, "duties").endswith("/#duties")
    assert links.duty_path("长" * 100, SWEEPING) == links.contract_path(SWEEPING, "duties")


def test_what_has_an_id_too_long_for_a_link_is_found_in_its_list() -> None:
    long = "长" * 64
    makers = (links.contract_path, links.decision_path, links.finding_path, links.submission_path)
    found = {resolve(make(long)).url_name for make in makers}
    assert found == {"contracts", "decisions", "findings", "submissions"}
    assert resolve(links.import_path(long)).url_name == "imports"
    assert links.duty_path(long, long) == "/contracts/"


def onward(name: str, duty: str) -> str:
    return signed_in(name).get(links.duty_path(duty, SWEEPING))["Location"]


def test_a_notice_of_a_duty_leads_to_where_it_is_done_and_of_one_that_is_done_to_the_others() -> None:
    id = f"{SWEEPING}:measure:contract_indicators/x"
    owed(id, who="p-handler", by=today())
    DutyOwed.objects.update(content={**DutyOwed.objects.get().content, "id": id.partition(":")[2]})
    own = onward("handler", id)
    assert own.startswith("/figures/")
    assert resolve(own).kwargs["key"] == SWEEPING
    assert onward("leader", id) == "/duties/"
    assert onward("handler", "nothing\x00") == "/duties/"
    owed("odd", who="p-handler", by=today())
    assert onward("handler", "odd") == f"/contracts/{SWEEPING}/#duties"


def test_an_inbox_shows_what_was_told_the_newest_first_each_with_its_link() -> None:
    owed("now", who="p-handler", by=today())
    gather(on=today(), at=datetime.now(UTC) - timedelta(hours=1))
    tell(["handler"], Kind.WORK_DONE, key="k", link="/contracts/", at=datetime.now(UTC), urgent=True)
    page = said("handler", "/notices/")
    found = re.findall(r'<a class="govuk-link" href="([^"]+)">([^<]+)</a>', page)
    assert [link for link, _ in found if link != PAGE] == ["/contracts/", "/notices/duty/now/"]
    assert "职责今天到期：清扫" in page
    assert page.count("紧急</strong>") == 1
    settle(Kind.WORK_DONE, "k", at=datetime.now(UTC))
    assert "已无需办理" in said("handler", "/notices/")


def test_nobody_sees_what_another_was_told() -> None:
    decision()
    gather(on=today(), at=datetime.now(UTC))
    assert "/decisions/d-1/" in said("legality", "/notices/")
    for role in set(ROLES) - {"legality"}:
        assert "/decisions/d-1/" not in said(role, "/notices/")


def test_an_inbox_says_by_which_way_a_notice_did_not_arrive() -> None:
    contact()
    tell(["handler"], Kind.WORK_DONE, key="k", link="/duties/", at=datetime.now(UTC))
    assert "没有送达" not in said("handler", "/notices/")
    Delivery.objects.update(state="failed", error="channel_refused")
    assert "没有送达：邮件" in said("handler", "/notices/")


def test_a_long_inbox_is_turned_in_a_number_of_queries_that_does_not_grow() -> None:
    def queries() -> int:
        browser = signed_in("handler")
        with CaptureQueriesContext(connection) as caught:
            assert browser.get("/notices/").status_code == 200
        return len(caught)

    tell(["handler"], Kind.WORK_DONE, key="k", link="/duties/", at=datetime.now(UTC))
    before = queries()
    for number in range(60):
        tell(["handler"], Kind.WORK_DONE, key=f"k{number}", link="/duties/", at=datetime.now(UTC))
    assert queries() == before
    assert said("handler", "/notices/?page=2").count("您交办的工作已完成") == 11


@pytest.mark.parametrize("role", ROLES)
def test_everybody_may_give_a_contact(role: str, channels: Path) -> None:
    browser = signed_in(role)
    assert browser.post(PAGE, MAIL).status_code == 302
    assert Contact.objects.get().account.username == role
    assert LI in browser.get(PAGE).content.decode()


def test_where_nothing_is_set_up_the_page_says_so_and_asks_for_nothing() -> None:
    page = said("handler", PAGE)
    assert "还没有设置任何发送方式" in page
    assert 'name="address"' not in page


def test_only_ways_that_are_set_up_are_offered(channels: Path) -> None:
    page = said("handler", PAGE)
    assert re.findall(r'name="channel" value="([a-z]+)"', page) == ["mail", "sms"]


def test_every_fault_stands_at_its_field_and_above_and_what_was_typed_stays(channels: Path) -> None:
    stated = {"channel": "sms", "address": "not-a-number", "quiet_from": "9pm", "quiet_to": "08:00"}
    answered = signed_in("handler").post(PAGE, stated)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert page.index("govuk-error-summary") < page.index("<h1")
    assert re.findall(r'<a href="#f-([a-z_]+)">', page) == ["address", "quiet_from"]
    assert re.findall(r'id="f-([a-z_]+)-error"', page) == ["address", "quiet_from"]
    for name, text in stated.items():
        if name != "channel":
            assert f'name="{name}" value="{text}"' in page
    assert re.search(r'value="sms"[^>]* checked', page)
    assert not Contact.objects.exists()


def test_quiet_hours_are_changed_and_a_contact_is_switched_off(channels: Path) -> None:
    row = contact()
    browser, page = signed_in("handler"), f"{PAGE}{contact().pk}/"
    Contact.objects.exclude(pk=row.pk).delete()
    page = f"{PAGE}{row.pk}/"
    assert 'value="21:00"' in browser.get(page).content.decode()
    wrong = browser.post(page, {"quiet_from": "x", "quiet_to": "07:00", "on": "yes"})
    assert wrong.status_code == 422
    assert 'value="07:00"' in wrong.content.decode()
    assert browser.post(page, {"quiet_from": "20:00", "quiet_to": "07:00", "on": "no"}).status_code == 302
    row.refresh_from_db()
    assert (str(row.quiet_from), str(row.quiet_to), row.on) == ("20:00:00", "07:00:00", False)
    assert "20:00–07:00" in browser.get(PAGE).content.decode()


def test_a_trial_message_goes_out_and_says_so(channels: Path) -> None:
    row, browser = contact(), signed_in("handler")
    answered = browser.post(f"{PAGE}{row.pk}/try/", follow=True)
    assert "试发的消息已经发出" in answered.content.decode()
    (line,) = (channels / "mail.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["to"] == LI
    assert "刚刚试发过" in browser.post(f"{PAGE}{row.pk}/try/", follow=True).content.decode()


def test_a_trial_that_fails_says_why(channels: Path) -> None:
    row, browser = contact(), signed_in("handler")
    (channels / "mail.jsonl").mkdir()
    assert "消息文件写不进目录" in browser.post(f"{PAGE}{row.pk}/try/", follow=True).content.decode()


def test_a_contact_is_removed(channels: Path) -> None:
    row, browser = contact(), signed_in("handler")
    assert LI not in browser.post(f"{PAGE}{row.pk}/remove/", follow=True).content.decode()
    assert not Contact.objects.exists()


@pytest.mark.parametrize("number", ["987654", "9" * 30])
@pytest.mark.parametrize("act", ["", "try/", "remove/"])
def test_anothers_contact_is_not_there(act: str, number: str, channels: Path) -> None:
    row = contact("leader")
    browser = signed_in("handler")
    for each in (str(row.pk), number):
        assert browser.post(f"{PAGE}{each}/{act}", MAIL | {"on": "no"}).status_code == 404
    assert Contact.objects.get().on


def test_a_contact_that_cannot_be_read_or_used_and_what_failed_are_shown(channels: Path) -> None:
    row = contact()
    tell(["handler"], Kind.WORK_DONE, key="k", link="/duties/", at=datetime.now(UTC))
    assert "等待发送" in said("handler", PAGE)
    Contact.objects.filter(pk=row.pk).update(
        address=seal(LI, key="another", purpose=CONTACT), channel="wecom"
    )
    Delivery.objects.update(state="failed", error="channel_refused")
    page = said("handler", PAGE)
    for text in ("读不出来，请删除后重新登记", "本系统目前没有这种方式", "对方拒收"):
        assert text in page
    assert "等待发送" not in page
    Contact.objects.update(sent_at=datetime.now(UTC) + timedelta(seconds=1))
    assert "对方拒收" not in said("handler", PAGE)


@pytest.mark.parametrize("path", ["/notices/", PAGE])
def test_the_pages_speak_english_too(path: str, channels: Path) -> None:
    contact()
    tell(
        ["handler"],
        Kind.DUTY_DUE,
        key="k",
        link="/duties/",
        at=datetime.now(UTC),
        params={"by": "2026-07-01"},
    )
    Account.objects.update(language="en")
    page = said("handler", path)
    main = page[page.index("<main") : page.index("</main>")]
    assert not re.search("[\u4e00-\u9fff]", main)
    assert Notice.objects.count() == 1
