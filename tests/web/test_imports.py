"""The pages of an import: uploaded, watched, cancelled, looked at, accepted; and the way of files in and out."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.actions.office import attaching
from answerable.jobs import asked
from answerable.records.models import Attachment, Entry, Inspection, Notice, Provider, Task
from tests.web.cast import AT, PAVING, SWEEPING, account, signed_in, today

pytestmark = pytest.mark.usefixtures("staged", "files")
HEAD = "id,name,name_en,kind,credit_code\n"
TWO = f"{HEAD}p1,甲公司,,company,\np2,乙公司,,castle,\n"


@pytest.fixture
def files(tmp_path: object, settings: Settings) -> None:
    settings.DATA = tmp_path


def upload(
    browser: Client, text: str | bytes = TWO, *, name: str = "in.csv", table: str = "providers"
) -> str:
    """The page of the import that was asked for."""
    data = text.encode() if isinstance(text, str) else text
    sent = {"table": table, "file": SimpleUploadedFile(name, data)}
    answer = browser.post("/imports/do/ask/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def run(page: str) -> None:
    asked.run.call(page.strip("/").split("/")[-1])


def said(browser: Client, page: str, lang: str = "zh-Hans") -> str:
    return browser.get(page, headers={"Accept-Language": lang}).content.decode()


def test_an_import_is_watched_then_looked_at_then_accepted() -> None:
    browser = signed_in("handler")
    page = upload(browser)
    waiting = said(browser, page)
    assert "排队中" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting
    run(page)
    found = said(browser, page)
    assert "尚未写入任何数据" in found
    assert "只导入无误的 1 行（1 行不导入）" in found
    assert re.search(r"<td[^>]*>kind</td>", found)
    assert "甲公司" in found
    assert not Provider.objects.filter(id="p1").exists()
    told = Notice.objects.get(account__username="handler", kind="work_done")
    assert (told.link, told.settled_at) == (page, None)
    written = browser.post(f"{page}do/accept/", {"rows": "good"})["Location"]
    told.refresh_from_db()
    assert told.settled_at is not None, "it was looked at"
    run(written)
    assert "已导入 1 行" in said(browser, written)
    assert Provider.objects.filter(id="p1").exists()
    assert "查看结果" in said(browser, page)


def test_a_running_import_is_told_in_parts_and_the_page_comes_anew_when_it_is_over() -> None:
    browser = signed_in("handler")
    page = upload(browser)
    Task.objects.update(state="running", done=30, total=120)
    part = browser.get(page, headers={"HX-Target": "progress"}).content.decode()
    assert "已处理 30 行，共 120 行（25%）" in part
    assert "<html" not in part
    Task.objects.update(state="waiting", done=0, total=0)
    run(page)
    assert browser.get(page, headers={"HX-Target": "progress"})["HX-Refresh"] == "true"


def test_an_import_is_cancelled_by_one_button() -> None:
    browser = signed_in("handler")
    page = upload(browser)
    assert browser.post(f"{page}do/cancel/").status_code == 302
    assert "此次导入已取消" in said(browser, page)
    assert browser.post(f"{page}do/cancel/").status_code == 422


def test_everybody_finds_only_his_own_imports() -> None:
    page = upload(signed_in("handler"))
    run(page)
    for role in ("section", "head", "provider", "system-admin"):
        other = signed_in(role)
        for address in (page, f"{page}faults/", f"{page}rest/", f"{page}do/accept/", f"{page}do/cancel/"):
            assert other.get(address).status_code == 404, (role, address)
        assert other.post(f"{page}do/accept/", {"rows": "good"}).status_code == 404
    refused = Entry.objects.filter(act="refused", by="section")
    assert refused.first() is not None
    assert [line.key for line in signed_in("handler").get("/imports/").context["lines"]] == [
        page.split("/")[2]
    ]
    assert list(signed_in("head").get("/imports/").context["lines"]) == []


def test_faults_and_the_rest_are_taken_away_in_the_readers_language_and_are_no_formulas() -> None:
    browser = signed_in("handler")
    page = upload(browser, f"{HEAD}p2,=cmd(),,castle,\n")
    run(page)
    faults = browser.get(f"{page}faults/").getvalue().decode("utf-8-sig")
    assert faults.startswith("行号,列,")
    assert faults.splitlines()[1].startswith("2,kind,")
    rest = browser.get(f"{page}rest/").getvalue().decode("utf-8-sig")
    assert rest.splitlines()[0] == "id,name,name_en,kind,credit_code,原因 reason"
    assert rest.splitlines()[1].startswith("p2,'=cmd(),,castle,,kind: ")
    assert browser.get(f"{page}rest/?format=xlsx").content.startswith(b"PK")


def test_an_empty_table_has_the_titles_and_only_for_whom_may_fill_it() -> None:
    assert signed_in("handler").get("/imports/empty/providers/").content.startswith(b"PK")
    others = (("handler", "people"), ("section", "providers"), ("handler", "none"), ("provider", "providers"))
    for role, table in others:
        assert signed_in(role).get(f"/imports/empty/{table}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("in.csv", b"", "是空文件"),
        ("in.csv", b"MZ\x00\x01", "不是可以保存的文件类型"),
        ("in.csv", b"%PDF-1.7", "不是可以保存的文件类型"),
    ],
)
def test_a_file_that_is_no_table_is_told_at_its_field(name: str, data: bytes, words: str) -> None:
    sent = {"table": "providers", "file": SimpleUploadedFile(name, data)}
    answer = signed_in("handler").post("/imports/do/ask/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'id="f-file-error"' in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_not_kept_and_said_so(settings: Settings) -> None:
    settings.IMPORT_MB = settings.UPLOAD_MB = 1
    sent = {"table": "providers", "file": SimpleUploadedFile("in.csv", b"x" * 1_000_001)}
    answer = signed_in("handler").post("/imports/do/ask/", sent)
    assert answer.status_code == 422
    assert "文件超过" in answer.content.decode()


def test_whoever_is_signed_out_brings_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[object] = []
    monkeypatch.setattr(attaching, "attach", lambda *a, **k: kept.append(a))
    answer = Client().post("/imports/do/ask/", {"file": SimpleUploadedFile("in.csv", b"x")})
    assert answer.status_code == 302
    assert kept == []


def test_what_was_uploaded_is_not_asked_for_again_when_something_else_was_wrong() -> None:
    browser = signed_in("handler")
    answer = browser.post(
        "/imports/do/ask/", {"table": "", "file": SimpleUploadedFile("in.csv", TWO.encode())}
    )
    assert answer.status_code == 422
    digest = Attachment.objects.get().hash
    assert f'name="kept.file" value="{digest}"' in answer.content.decode()
    again = browser.post("/imports/do/ask/", {"table": "providers", "kept.file": digest})
    assert again.status_code == 302
    assert Task.objects.get().file == digest


def test_nobody_gets_at_a_file_by_stating_its_hash() -> None:
    upload(signed_in("handler"))
    digest = Attachment.objects.get().hash
    answer = signed_in("head").post("/imports/do/ask/", {"table": "people", "kept.file": digest})
    assert answer.status_code == 422
    assert "之前上传的文件不在了" in answer.content.decode()
    assert not Attachment.objects.filter(account__username="head").exists()


def test_a_file_is_taken_away_by_whoever_brought_it_and_never_shown_in_place() -> None:
    browser = signed_in("handler")
    upload(browser, name="../路径/表 格.csv")
    digest = Attachment.objects.get().hash
    answer = browser.get(f"/files/{digest}/")
    assert answer.getvalue() == TWO.encode()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "/" not in answer["Content-Disposition"].replace("%2F", "/").split("''")[-1]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert signed_in("section").get(f"/files/{digest}/").status_code == 404


@pytest.mark.parametrize(
    ("contract", "seen"),
    [(SWEEPING, {"handler", "leader", "supervisor"}), (PAVING, {"supervisor", "roads"})],
)
def test_a_file_is_seen_by_whoever_sees_what_refers_to_it(contract: str, seen: set[str]) -> None:
    account("roads", person_id="p-roadhead")
    brought = attaching.Brought("照片.pdf", [b"%PDF-1.7 x"])
    kept = attaching.attach(brought, account=account("lent", person_id="p-lent"), at=AT)
    Inspection.objects.create(
        id="i1", contract_id=contract, chosen_by="cause", cause="§", due_on=today(), document=kept.hash
    )

    def opens(role: str) -> bool:
        answer = signed_in(role).get(f"/files/{kept.hash}/")
        # Only what was read to its end is closed.
        return answer.status_code == 200 and answer.getvalue().startswith(b"%PDF")

    roles = ("handler", "leader", "supervisor", "provider", "system-admin", "roads")
    assert {role for role in roles if opens(role)} == seen


@pytest.mark.parametrize("digest", ["sha256:" + "0" * 64, "no-hash", "sha256:" + "g" * 64, "💧"])
def test_a_file_that_is_not_there_is_not_there(digest: str) -> None:
    assert signed_in("handler").get(f"/files/{digest}/").status_code == 404


def test_a_task_that_could_not_be_done_says_why() -> None:
    browser = signed_in("handler")
    page = upload(browser)
    Attachment.objects.all().delete()
    run(page)
    assert "没有这份文件" in said(browser, page)


def test_the_pages_of_an_import_are_whole_in_english() -> None:
    browser = signed_in("handler")
    browser.post("/language/", {"lang": "en"})
    page = upload(browser)
    assert "waiting" in said(browser, page)
    run(page)
    found = browser.get(page).content.decode()
    assert "Nothing is written yet" in found
    assert "Import the 1 good row only (1 stay outside)" in found
