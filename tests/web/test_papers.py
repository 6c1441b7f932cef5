"""Papers on the desk: what is shown is what the files hold; who may see which; wordings are set before they count."""

import hashlib
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.actions.office.papers.stored import sheet_in
from answerable.actions.offline.papers.verify import verify_case_file
from answerable.core.enforce.papers.shipped import shipped_text
from answerable.core.enforce.papers.values import PaperKind
from answerable.records.models import Entry, Paper, PaperFile, Wording
from answerable.render.official.sheet import Text
from tests.web import cast_papers
from tests.web.cast import PAVING, SWEEPING, signed_in, today

pytestmark = pytest.mark.usefixtures("staged")
ORDER, CASE = cast_papers.PAPERS[SWEEPING], cast_papers.CASES[SWEEPING]
KEY = "water.order.zh"


@pytest.fixture(autouse=True)
def papers(staged: None, settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    cast_papers.set_up()


def got(browser: Client, path: str) -> bytes:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer) if answer.streaming else answer.content


def plain(page: bytes) -> str:
    """The text of a page without its tags."""
    return re.sub(r"\s+", "", re.sub("<[^>]*>", "", page.decode()))


def english(name: str) -> Client:
    browser = signed_in(name)
    browser.post("/language/", {"lang": "en", "next": "/"})
    return browser


@pytest.mark.parametrize(("lang", "role"), [("zh", "handler"), ("en", "provider")])
def test_a_paper_is_shown_with_all_that_stands_on_its_files(lang: str, role: str) -> None:
    browser = signed_in(role) if lang == "zh" else english(role)
    page = got(browser, f"/papers/{ORDER}/")
    sheet = sheet_in(Paper.objects.get(id=ORDER), lang)
    said = plain(page)
    for block in sheet.blocks:
        texts = [block.text] if isinstance(block, Text) else [cell for row in block.rows for cell in row]
        for text in texts:
            assert re.sub(r"\s+", "", text) in said.replace("&quot;", '"').replace("&#x27;", "'")
    assert sheet.hash in said


def test_a_file_is_drawn_once_and_has_the_hash_that_the_page_names() -> None:
    browser = signed_in("provider")
    for lang in ("zh", "en"):
        for form, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
            data = got(browser, f"/papers/{ORDER}/{lang}.{form}")
            assert data.startswith(begins)
            assert f"sha256:{hashlib.sha256(data).hexdigest()}" in got(browser, f"/papers/{ORDER}/").decode()
            assert got(browser, f"/papers/{ORDER}/{lang}.{form}") == data
    assert PaperFile.objects.filter(paper=ORDER).count() == 4
    assert Entry.objects.filter(act="draw_paper", by="provider").count() == 1


@pytest.mark.parametrize("name", ["zh.exe", "fr.pdf", "zh.pdf.docx", "..pdf"])
def test_no_other_file_is_there(name: str) -> None:
    assert signed_in("handler").get(f"/papers/{ORDER}/{name}").status_code == 404


def test_a_clerk_finds_only_papers_addressed_to_its_provider() -> None:
    clerk = signed_in("provider")
    for paper in (cast_papers.INSIDE, cast_papers.PAPERS[PAVING]):
        assert clerk.get(f"/papers/{paper}/").status_code == 404
        assert clerk.get(f"/papers/{paper}/zh.pdf").status_code == 404
    assert clerk.get(f"/cases/{CASE}/file.zip").status_code == 404
    assert not PaperFile.objects.exists()


def test_a_file_is_taken_away_and_never_opened_as_a_page() -> None:
    answer = signed_in("handler").get(f"/papers/{ORDER}/zh.pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    b"".join(answer)


def test_the_case_file_verifies_offline_after_download(tmp_path: Path) -> None:
    data = got(signed_in("handler"), f"/cases/{CASE}/file.zip")
    there = tmp_path / "file.zip"
    there.write_bytes(data)
    sound = verify_case_file(there)
    assert (sound.case, sound.files) == (CASE, 2 + 4 * 2)
    pdf = got(signed_in("handler"), f"/papers/{ORDER}/zh.pdf")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.read("papers/01-order.zh.pdf") == pdf


def sent(browser: Client, text: str, *, days: int = 1) -> HttpResponse:
    starts = (today() + timedelta(days=days)).isoformat()
    answer = browser.post(f"/wordings/{KEY}/do/set/", {"starts": starts, "text": text})
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_wording_is_edited_from_the_one_in_force_and_looked_at_before_it_counts() -> None:
    browser = signed_in("legality")
    shipped = shipped_text(PaperKind.ORDER, "zh")
    form = browser.get(f"/wordings/{KEY}/do/set/").context["form"]
    assert {each.name: each.text for each in form.fields}["text"].split() == shipped.split()
    changed = shipped.replace("一、查明的事实", "一、本局查明的事实")
    assert sent(browser, changed).status_code == 302
    row = Wording.objects.get()
    assert (row.kind, row.lang, row.set_by, row.starts) == ("order", "zh", "legality", today() + timedelta(1))
    assert "本局查明的事实" in got(browser, f"/wordings/{KEY}/text.txt").decode()
    assert got(browser, f"/wordings/{KEY}/preview.pdf").startswith(b"%PDF")
    assert "有一份措辞" in got(browser, f"/wordings/{KEY}/").decode()


def test_every_fault_of_a_wording_is_said_with_its_line_and_nothing_is_kept() -> None:
    text = "标题\n\n{facts}\n{nothing}\n[table:none]\n{open"
    answer = sent(signed_in("head"), text, days=0)
    said = answer.content.decode()
    assert answer.status_code == 422
    for line in (4, 5, 6):
        assert f"第 {line} 行" in said
    assert "最早自次日起启用" in said
    assert "remedy" in said
    assert not Wording.objects.exists()
    assert not Entry.objects.filter(act="word_paper").exists()


def test_a_wording_that_waits_is_replaced_or_taken_back_and_one_that_counts_is_not() -> None:
    browser, shipped = signed_in("head"), shipped_text(PaperKind.ORDER, "zh")
    assert sent(browser, shipped).status_code == 302
    assert sent(browser, shipped + "\n另一段。").status_code == 302
    assert Wording.objects.get().text.endswith("另一段。")
    assert browser.post(f"/wordings/{KEY}/do/take-back/").status_code == 302
    assert not Wording.objects.exists()
    assert browser.post(f"/wordings/{KEY}/do/take-back/").status_code == 422
    assert Entry.objects.filter(act="word_paper").count() == 3


def test_hostile_words_are_text_on_the_page_and_in_the_files() -> None:
    row = Paper.objects.get(id=ORDER)
    nasty = '<script>alert(1)</script> #panic("x") {facts} \\u{202e} ${x}'
    row.content["papers"]["zh"]["fields"]["facts"] = nasty
    row.save()
    page = got(signed_in("handler"), f"/papers/{ORDER}/").decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #panic" in page
    assert got(signed_in("handler"), f"/papers/{ORDER}/zh.pdf").startswith(b"%PDF")
