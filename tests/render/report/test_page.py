"""The report: one page, complete, inert, the same every time."""

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from answerable.core.assess.results import BandResult, FindingResult, Reason
from answerable.core.enforce.results import DistrictResult, Standing
from answerable.core.terms.duty import Side
from answerable.core.terms.message import Message
from answerable.render.plots import draw
from answerable.render.report import report_html
from answerable.render.words import term
from tests.render.sample import RATINGS, contract_result, district, reading, series

VOID = {"meta", "link", "br", "rect"}
SVG_LEAVES = {"path", "line"}


class Page(HTMLParser):
    """The page's elements in order, with a check that every one of them is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def text(lang: str) -> str:
    return report_html(district(), lang)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def hostile() -> DistrictResult:
    """Every free text is an attack."""
    attack = "<script>alert(1)</script>\"'&{{7*7}}"
    one = contract_result("h", Standing.WATCH)
    bands = (BandResult(attack, None, None, target=True, meets=True),)
    course = replace(
        series(reading("2026-05", 96, 100)), name=attack, name_en=attack, unit=attack, bands=bands
    )
    finding = FindingResult("f", "h", district().on, "audit", "minor", attack, attack, "proposed")
    one = replace(
        one,
        contract=replace(one.contract, name=attack, name_en=attack),
        body=replace(one.body, name=attack, name_en=attack),
        provider=replace(one.provider, name=attack, name_en=attack),
        reasons=(
            Reason(Message.of("serious_finding", finding=attack, found_on=None, what=attack), Side.BODY),
        ),
        indicators=(course,),
        findings=(finding,),
    )
    return replace(district(one), name=attack, name_en=attack)


def test_the_page_is_well_formed_and_says_its_language(page: Page, lang: str) -> None:
    assert page.all("html")[0]["lang"] == {"zh": "zh-Hans", "en": "en"}[lang]
    assert len(page.all("h1")) == 1


def test_the_page_fetches_nothing_and_runs_nothing(text: str, page: Page) -> None:
    assert page.all("script") == []
    assert page.all("img") == []
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert not re.search(r"@import|url\(|https?://", text)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


def test_every_anchor_leads_somewhere_and_no_id_stands_twice(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert set(ids.values()) == {1}
    targets = {str(link["href"]).removeprefix("#") for link in page.all("a")}
    assert targets <= ids.keys()
    labelled = {
        attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes
    }
    assert labelled <= ids.keys()


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_their_heads_a_scope(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) > 10
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))


def test_boxes_that_scroll_can_be_reached_by_keyboard_and_have_a_name(page: Page) -> None:
    boxes = [box for box in page.all("div") if (box.get("class") or "").startswith("scroll")]
    assert len(boxes) >= len(page.all("table"))
    assert all(box["tabindex"] == "0" and box["role"] == "region" and box["aria-label"] for box in boxes)


def test_every_plot_is_an_image_with_a_description(page: Page) -> None:
    plots = page.all("svg")
    assert len(plots) >= 6
    assert all(plot["role"] == "img" and plot["aria-label"] for plot in plots)


def test_every_contract_has_a_section_with_its_standing(text: str, lang: str) -> None:
    for each in district().contracts:
        _, _, rest = text.rpartition(f'<span class="id">{each.contract.id}</span>')
        article, _, _ = rest.partition("</article>")
        assert term("standing", each.standing, lang) in article


def test_the_overview_comes_before_the_contracts_and_names_who_must_act(text: str, lang: str) -> None:
    order = [
        text.index(f'id="{key}"')
        for key in ("overview", "act", "contracts", "compared", "details", "reading")
    ]
    assert order == sorted(order)
    act = text[order[1] : order[2]]
    assert {"zh": "赵甲", "en": "Zhao Jia"}[lang] in act
    assert {"zh": "孙丙", "en": "Sun Bing"}[lang] in act
    late = [int(days) for days in re.findall(r'class="num late">([0-9]+)<', act)]
    assert late == [50, 35, 3]


def test_what_nothing_is_recorded_about_is_said(text: str) -> None:
    assert (
        text.count({True: "没有记录的项目：", False: "Nothing is recorded on: "}["zh-Hans" in text[:60]]) > 5
    )


def test_texts_with_an_english_wording_are_shown_in_the_readers_language(text: str, lang: str) -> None:
    assert ("Stretches missed" in text) == (lang == "en")
    assert "Sweep again" in text if lang == "en" else "补扫" in text


def test_a_duty_beyond_the_calendar_is_marked_provisional(text: str, lang: str) -> None:
    assert {"zh": "（暂定）", "en": "(provisional)"}[lang] in text


def test_dates_within_sentences_are_not_broken(text: str) -> None:
    assert '<span class="day">2026-05-08</span>' in text
    assert "&lt;span" not in text


def test_the_page_keeps_no_trace_of_how_it_was_made(text: str) -> None:
    assert not re.search(r"duckdb|memory|vega|altair|jinja", text, re.IGNORECASE)


def test_hostile_names_are_inert(lang: str) -> None:
    text = report_html(hostile(), lang)
    assert "<script" not in text
    assert "49" not in re.findall(r"alert\(1\).{0,40}", text)[0]
    assert Page(text).all("script") == []


def test_the_same_result_gives_the_same_bytes_even_when_drawn_again(text: str, lang: str) -> None:
    draw._drawn.cache_clear()
    assert report_html(district(), lang) == text


def test_a_chinese_name_in_an_english_page_is_marked_as_chinese() -> None:
    one = contract_result("zh", Standing.CLEAR)
    one = replace(one, contract=replace(one.contract, name="只有中文", name_en=None))
    assert '<span lang="zh-Hans">只有中文</span>' in report_html(district(one), "en")
    assert "lang=" not in report_html(district(one), "zh").split("<body>")[1]


def test_an_empty_district_has_a_report_too(lang: str) -> None:
    assert Page(report_html(replace(district(), contracts=()), lang)).all("article") == []


def test_evidence_is_written_as_a_decimal() -> None:
    below = replace(RATINGS, tests=(replace(RATINGS.tests[0], evidence=Fraction(861, 100), below=True),))
    page = report_html(district(contract_result("c", Standing.WATCH, ratings=below)), "en")
    assert ">8.61<" in page
