"""The style sheet as it is built: what it weighs, that pages ask it for nothing it lacks, and how pages print."""

import re
from pathlib import Path

import pytest

from answerable.settings import STYLE_SHEET
from tests.browser.conftest import SignedIn
from tests.shape.tree import PACKAGE

WEIGHT = 120_000
HOOKS = {"govuk-checkboxes", "govuk-js-service-navigation-toggle", "govuk-radios", "govuk-tag--blue"}
HOOKS |= {"govuk-template__footer", "govuk-template__header", "search-page", "side", "side-by-side", "who"}
"""Classes that say what something is, and look like nothing."""


def style() -> str:
    return STYLE_SHEET.read_text(encoding="utf-8")


def test_the_style_sheet_is_light_and_asks_for_nothing_elsewhere() -> None:
    assert len(style()) < WEIGHT
    assert re.findall(r"url\((?!data:)[^)]*\)|@import|@font-face", style()) == []
    assert "crown" not in style()
    assert "crest" not in style()
    assert "GDS Transport" not in style()


def test_it_travels_compressed(stranger: SignedIn) -> None:
    page = stranger()
    page.goto("/")
    answer = page.request.get("/static/built/desk.css")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < 20_000


def classes(path: Path) -> set[str]:
    """The classes that a template gives, where they are written out in full."""
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", path.read_text(encoding="utf-8"))
    words = {word.strip("\0") for each in re.findall(r'class="([^"]*)"', bare) for word in each.split()}
    # What a placeholder is a part of is not written out.
    return {word for word in words if word and "\0" not in word and word[-1] != "-"}


def test_pages_ask_the_style_sheet_for_nothing_it_lacks() -> None:
    known = {name.replace("\\", "") for name in re.findall(r"\.((?:[a-zA-Z_-]|\\.)(?:[\w-]|\\.)*)", style())}
    pages = sorted((PACKAGE / "web" / "templates").rglob("*.html"))
    lacking = {path.name: words for path in pages if (words := classes(path) - known - HOOKS)}
    assert lacking == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_letters_are_those_of_the_language(signed_in: SignedIn, lang: str) -> None:
    page = signed_in("handler", lang)
    family = page.locator("h1").evaluate("(each) => getComputedStyle(each).fontFamily")
    assert ("PingFang SC" in family) == (lang == "zh")


def test_chinese_on_an_english_page_is_set_in_chinese_letters(signed_in: SignedIn) -> None:
    page = signed_in("handler", "en")
    quoted = page.locator('main [lang="zh-Hans"]').first
    assert "PingFang SC" in quoted.evaluate("(each) => getComputedStyle(each).fontFamily")


def test_a_page_prints_what_is_read_and_nothing_that_is_clicked(signed_in: SignedIn) -> None:
    page = signed_in("legality", "en")
    page.locator('main a[href^="/decisions/"]').first.click()
    page.emulate_media(media="print")
    for gone in ("nav", ".tools", "main form", ".govuk-back-link", ".govuk-skip-link"):
        assert [each.is_visible() for each in page.locator(gone).all()].count(True) == 0, gone
    for kept in ("h1", ".govuk-summary-list", ".timeline"):
        assert page.locator(kept).first.is_visible(), kept
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_a_table_prints_as_a_table(signed_in: SignedIn) -> None:
    page = signed_in("handler", width=320)
    page.goto("/contracts/")
    assert page.locator("thead").evaluate("(each) => getComputedStyle(each).display") == "none"
    page.emulate_media(media="print")
    assert page.locator("thead").evaluate("(each) => getComputedStyle(each).display") == "table-header-group"
