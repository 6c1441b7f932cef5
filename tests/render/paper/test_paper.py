"""The paper as a page: complete, inert, printable, the same every time."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from answerable.core.rulebook.paper import load_paper, parse_paper
from answerable.core.rulebook.shipped import load_boundary
from answerable.render.paper import paper_html
from answerable.render.paper.numerals import chinese
from tests.rulebooks import boundary, fact, simple

VOID = {"meta", "link", "br"}
ATTACK = "<script>alert(1)</script>&{{7*7}}"


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

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def text(lang: str) -> str:
    return paper_html(load_paper("model"), load_boundary("model"), lang)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def hostile() -> str:
    """A page in which every text of the paper is an attack, with a reference between two of them."""
    both = f"{{zh: '{ATTACK}', en: '{ATTACK}'}}".replace("{{7*7}}", "x")
    attack = ATTACK.replace("{{7*7}}", "{one}")
    paragraphs = f"{{zh: ['{attack}'], en: ['{attack}']}}"
    source = f"""\
format: 1
rulebook: trial
title: {both}
notice: {paragraphs}
blanks: [{{mark: {both}, what: {both}}}]
steps:
  - {{id: step, title: {both}, who: {both}, what: {both}, record: {both},
      grounds: [{{law: the-law, article: '{ATTACK}', read: found}}]}}
chapters:
  - title: {both}
    articles:
      - {{id: one, title: {both}, text: {paragraphs}, rules: [open],
          grounds: [{{law: the-law, article: 1, read: found}}]}}
"""
    trial = boundary([fact("secret")], [simple("open", "open", {"secret": "no"}, "suitable")])
    return paper_html(parse_paper(source, file="paper.yaml", boundary=trial), trial, "en")


def test_the_page_is_well_formed_and_says_its_language(page: Page, lang: str) -> None:
    assert page.all("html")[0]["lang"] == {"zh": "zh-Hans", "en": "en"}[lang]
    assert len(page.all("h1")) == 1


def test_the_page_fetches_nothing_and_runs_nothing(text: str, page: Page) -> None:
    assert page.all("script") == page.all("img") == []
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert not re.search(r"@import|url\(|https?://", text)


def test_every_anchor_leads_somewhere_and_no_id_stands_twice(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert set(ids.values()) == {1}
    assert {str(link["href"]).removeprefix("#") for link in page.all("a")} <= ids.keys()
    assert {
        attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes
    } <= ids.keys()


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_their_heads_a_scope(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) == 2
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))


def test_chapters_and_articles_are_numbered_as_each_language_does(text: str, lang: str) -> None:
    said = {
        "zh": ("第一章　总则", "第四十五条", "第十条　说明理由"),
        "en": ("Chapter 1. General", "Article 45", "Article 10. Reasons"),
    }
    assert all(each in text for each in said[lang])


def test_every_article_stands_on_the_page_once_and_whole(page: Page, text: str, lang: str) -> None:
    articles = load_paper("model").articles
    assert len(page.all("article")) == len(articles)
    for article in articles:
        assert article.title.in_(lang) in text
    assert "{" not in re.sub("(?s)<style>.*?</style>", "", text)


def test_every_step_has_a_place_for_name_and_date(page: Page) -> None:
    blanks = [cell for cell in page.all("td") if cell.get("class") == "blank"]
    assert len(blanks) == 2 * len(load_paper("model").steps)


def test_a_reference_is_a_link_that_says_the_number(text: str, lang: str) -> None:
    number = load_paper("model").numbers["share"]
    said = {"zh": f"第{chinese(number)}条", "en": f"Article {number}"}[lang]
    assert re.search(rf'<p>[^\n]*<a href="#article-{number}">{said}</a>[^\n]*</p>', text)


def test_every_rule_of_the_rulebook_is_listed_with_its_verdict(text: str) -> None:
    annex = text[text.index('id="rules"') :]
    own = [rule for rule in load_boundary("model").rules if rule.rulebook == "model"]
    assert all(f">{rule.id}<" in annex for rule in own)


def test_every_ground_says_how_its_text_was_read(text: str, lang: str) -> None:
    annex = text[text.index('id="grounds"') :]
    items = re.findall("<li>(.*?)</li>", annex)
    marks = {"zh": ("已核原文", "待核", "制度选择"), "en": ("text seen", "to be checked", "policy choice")}
    assert len(items) > 60
    assert all(any(mark in item for mark in marks[lang]) for item in items)


def test_no_chinese_stands_in_the_english_page() -> None:
    page = paper_html(load_paper("model"), load_boundary("model"), "en").split("<body>")[1]
    assert not re.search("[\u4e00-\u9fff]", page)


def test_hostile_texts_are_inert() -> None:
    text = hostile()
    assert "<script" not in text
    assert "49" not in text
    assert '<a href="#article-1">Article 1</a>' in text


def test_the_same_paper_gives_the_same_bytes(text: str, lang: str) -> None:
    assert paper_html(load_paper("model"), load_boundary("model"), lang) == text


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (45, "四十五"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (2007, "二千零七"),
        (9999, "九千九百九十九"),
    ],
)
def test_chinese_numerals(number: int, said: str) -> None:
    assert chinese(number) == said
