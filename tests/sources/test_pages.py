"""What a reader sees of a page, what is hidden on it and how; and bytes that are no page."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.terms.errors import InputError
from answerable.core.watch.pages.values import PageView
from answerable.render.words import say
from answerable.sources import page_style, pages
from answerable.sources.pages import page_of, page_of_text, visible_text


def view(body: str, head: str = "") -> PageView:
    return page_of(
        f"<html><head><title>某县政府</title>{head}</head><body>{body}</body></html>".encode(),
        id="p",
        address="https://x.gov.cn/",
        content_type="text/html; charset=utf-8",
    )


def how(body: str, head: str = "") -> list[str | None]:
    """How each link of the page is hidden."""
    return [link.hidden for link in view(body, head).links]


LINK = '<a href="https://spam.example/">赌场</a>'


def test_text_comes_line_by_line_without_what_nobody_reads() -> None:
    body = (
        "<h1>标题</h1><p>第一段<b>加粗</b>在内</p>第二行<br>第三行<script>var x='<p>脚本</p>'</script>"
        "<style>p{}</style><noscript>无脚本</noscript><template>模板</template><!-- 注释 -->"
        "<table><tr><td>甲</td><td>乙</td></tr></table>"
    )
    assert view(body).text.split("\n") == ["标题", "第一段加粗在内", "第二行", "第三行", "甲", "乙"]


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("display:none", "display"),
        ("DISPLAY : NONE !important", "display"),
        ("visibility:hidden", "visibility"),
        ("font-size:0", "size"),
        ("font-size:2px", "size"),
        ("font-size:3px", None),
        ("font-size:0.5em", None),
        ("color:#fff;background:#ffffff", "colour"),
        ("color:#fefefe;background-color:rgb(255,255,255)", "colour"),
        ("color:#ccc;background:#fff", None),
        ("color:transparent", "colour"),
        ("color:white;background:#fff url(x.png)", None),
        ("text-indent:-9999px", "position"),
        ("position:absolute;left:-5000px", "position"),
        ("left:-5000px", None),
        ("margin-left:-20px", None),
        ("opacity:0", "opacity"),
        ("opacity:0.00", "opacity"),
        ("opacity:0.5", None),
        ("width:0;height:0;overflow:hidden", "size"),
        ("height:1px;overflow:hidden", "size"),
        ("height:0", None),
        ("height:auto;overflow:hidden", None),
    ],
)
def test_a_style_hides_a_link_or_does_not(style: str, hidden: str | None) -> None:
    assert how(f'<a href="https://spam.example/" style="{style}">赌场</a>') == [hidden]
    assert how(f'<div style="{style}"><p><span>{LINK}</span></p></div>') == [hidden]


def test_what_old_attributes_hide_is_hidden() -> None:
    assert how(f"<div hidden>{LINK}</div>") == ["display"]
    assert how(f'<marquee width="1" height="1">{LINK}</marquee>') == ["size"]
    assert how(f'<body bgcolor="#ffffff"><font color="#ffffff">{LINK}</font>') == ["colour"]
    assert how(f'<div aria-hidden="true">{LINK}</div>') == [None]


def test_white_words_count_as_hidden_only_where_white_is_sure_to_lie_behind() -> None:
    white = f'<div class="nav" style="color:#fff">{LINK}</div>'
    assert how(white) == ["colour"]
    assert how(white, '<link rel="stylesheet" href="/s.css">') == [None]
    assert how(f'<div style="background:#036">{white}</div>') == [None]


def test_words_inside_may_be_seen_although_the_box_around_them_is_tiny() -> None:
    assert how(f'<ul style="font-size:0"><li style="font-size:14px">{LINK}</li></ul>') == [None]
    assert how(f'<div style="visibility:hidden"><p style="visibility:visible">{LINK}</p></div>') == [None]
    assert how(f'<div style="display:none"><p style="display:block">{LINK}</p></div>') == ["display"]


@pytest.mark.parametrize(
    ("rules", "hidden"),
    [
        (".x{display:none}", "display"),
        ("/* .x{} */ p , .x { color:red; display : none }", "display"),
        ("div.x{display:none}", "display"),
        ("#i{position:fixed;top:-900px}", "position"),
        ("a{font-size:1px}", "size"),
        ("span.x{display:none}", None),
        (".x:hover{display:none}", None),
        (".menu .x{display:none}", None),
        ("@media print{.x{display:none}}", None),
        ("@media print{.y{}} .x{display:none}", "display"),
        (".x{display:none} .menu:hover .x{display:block}", None),
        (".x{display:none", "display"),
        ("{{{}}}@@;/*", None),
    ],
)
def test_plain_rules_of_the_page_hide_and_finer_ones_leave_it_open(rules: str, hidden: str | None) -> None:
    assert how(f'<div class="w x" id="i">{LINK}</div>', f"<style>{rules}</style>") == [hidden]


def test_an_empty_link_is_one_that_nothing_can_be_drawn_in() -> None:
    assert how('<a href="https://spam.example/"></a>') == ["empty"]
    assert how('<a href="https://spam.example/"><img src="a.png"></a>') == [None]
    assert how('<a href="https://weibo.com/x" class="icon"></a><a name="top"></a><a href="#"></a>') == [
        None,
        None,
    ]


def test_a_picture_lends_a_link_its_words() -> None:
    assert [link.text for link in view('<a href="/x"><img alt="政策解读"></a>').links] == ["政策解读"]


def test_hidden_words_are_kept_with_how_they_are_hidden_and_are_no_text() -> None:
    page = view(
        f'<p>正文</p><div style="display:none">买<b>彩票</b>{LINK}</div><p style="font-size:1px">办证</p>'
    )
    assert page.text == "正文"
    assert [(each.text, each.how) for each in page.hidden] == [
        ("某县政府", "title"),
        ("买彩票赌场", "display"),
        ("办证", "size"),
    ]


def test_title_keywords_and_description_are_told() -> None:
    page = view("", '<meta name="Keywords" content="甲,乙"><meta name=description content="说明">')
    assert (page.title, page.keywords, page.description) == ("某县政府", "甲,乙", "说明")
    assert [each.how for each in page.hidden] == ["title", "keywords", "description"]


CHINESE = "<html><head>{}</head><body>政务公开栏目</body></html>"


@pytest.mark.parametrize(
    ("meta", "encoding", "content_type", "used", "broken"),
    [
        ('<meta charset="gbk">', "gb18030", None, "gb18030", 0),
        (
            '<meta http-equiv=Content-Type content="text/html; charset=gb2312">',
            "gb18030",
            "text/html",
            "gb18030",
            0,
        ),
        ('<meta charset="utf-8">', "gb18030", "text/html; charset=GBK", "gb18030", 0),
        ("", "gb18030", None, "gb18030", 0),
        ("", "utf-8", "text/html", "utf-8", 0),
        ('<meta charset="gbk">', "utf-8-sig", "text/html; charset=gbk", "utf-8", 0),
        ("", "utf-16", None, "utf-16-le", 0),
        ('<meta charset="gbk">', "utf-8", None, "utf-8", 0),
        ('<meta charset="utf-8">', "gb18030", "text/html", "utf-8", 8),
        ('<meta charset="no-such">', "utf-8", "text/html", "utf-8", 0),
        ('<meta charset="base64">', "utf-8", "text/html", "utf-8", 0),
    ],
)
def test_the_encoding_is_found_as_browsers_find_it(
    meta: str, encoding: str, content_type: str | None, used: str, broken: int
) -> None:
    data = CHINESE.format(meta).encode(encoding)
    page = page_of(data, id="p", address=None, content_type=content_type)
    assert page.used == used
    assert (page.broken > 0) is (broken > 0)
    assert (page.text == "政务公开栏目") is (broken == 0)


def test_plain_text_goes_through_the_same_rules() -> None:
    page = page_of_text("第一行  文字\n\n第二行\0", id="p", address=None)
    assert (page.text, page.links, page.hidden) == ("第一行 文字\n第二行", (), ())
    served = page_of("第一行\n第二行".encode("gbk"), id="p", address=None, content_type="text/plain")
    assert (served.text, served.used) == ("第一行\n第二行", "gb18030")


def test_markup_of_a_feed_is_told_as_text() -> None:
    assert visible_text("<p>甲&amp;乙</p><p>丙<script>x</script></p>") == "甲&乙\n丙"
    assert visible_text("") == ""


@pytest.mark.parametrize("deep", [300, 3_000, 200_000])
def test_nesting_without_end_hides_nothing_and_costs_little(deep: int) -> None:
    page = view("<div>" * deep + "深处的字" + LINK + "</div>" * deep + "<p>末尾</p>")
    assert page.text == "深处的字赌场\n末尾"
    assert len(page.links) == 1


def test_files_and_floods_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (b"%PDF-1.4", b"PK\x03\x04", b"\x89PNG", b"\x1f\x8b"):
        with pytest.raises(InputError) as refused:
            page_of(data, id="p", address=None, content_type=None)
        assert refused.value.message.code == "page_is_a_file"
        assert say(refused.value.message, "zh")
    monkeypatch.setattr(pages, "MAX_BYTES", 10)
    with pytest.raises(InputError) as refused:
        page_of(b"x" * 11, id="p", address=None, content_type=None)
    assert refused.value.message.code == "file_too_large"


@pytest.mark.parametrize(
    "flood",
    [
        "<style>" + "/*" * 100_000 + "</style>",
        "<style>" + "@a" * 100_000 + "</style>",
        "<style>" + "a,b" * 100_000 + "{color:red}</style>",
        "<div" * 100_000,
        "<li><a href='/'>很长的标题文字</a>05-01" * 20_000,
        "<b></b>" * 100_000 + "<a href='/x'>一二三四五</a>" * 20_000,
        '<p style="' + "color:red;" * 50_000 + '">',
    ],
)
def test_no_page_costs_its_reader_dearly(flood: str) -> None:
    assert view(flood).title == "某县政府"


RULES = "".join(f".c{at}{{color:red}}" for at in range(5_000))


@pytest.mark.parametrize(
    "flood",
    [
        "<style>" + ".a{top:1}" * 10_000 + "</style>" + "<p class=a>字</p>" * 2_000,
        "<style>" + ".a{top:1}" * 10_000 + "</style>" + "<p class=a id=x>字</p>" * 2_000,
        "<style>" + "p{top:1}" * 10_000 + "</style>" + "".join(f"<p id=i{at}>字</p>" for at in range(2_000)),
        "<style>" + ".a{top:1}" * 4_000 + RULES + "</style>"
        "" + "".join(f"<p class='a c{at}'>字</p>" for at in range(2_000)),
        "<style>" + ".a,.b{top:1}" * 4_000 + "</style>" + "<p class='a b'>字</p>" * 2_000,
        f"<font color='{'#' * 200_000}'>" + "<b>字</b>" * 2_000,
    ],
)
def test_many_rules_times_many_elements_cost_no_product(flood: str) -> None:
    started = process_time()
    assert view(flood).text.count("字") == 2_000
    assert process_time() - started < 1.5


def test_of_two_rules_that_weigh_the_same_the_later_one_holds() -> None:
    names = [(f"{one}{at}", f"{other}{at}") for at in range(20) for one, other in ("ab", "ba")]
    for one, other in names:
        head = f"<style>.{one}{{display:none}} .{other}{{display:block}}</style>"
        assert view(f"<p class='{one} {other}'>明</p>", head).text == "明"


def test_rules_beyond_the_last_that_counts_say_nothing() -> None:
    head = "<style>.n{display:none}" + ".a{top:1}" * 5_000 + ".a{display:none}</style>"
    page = view("<p class=a>明</p><p class=n>暗</p>", head)
    assert page.text == "明"


def test_when_a_page_has_cost_enough_elements_speak_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    head = "<style>.a{display:none} .b{display:none}</style>"
    body = "<p class=a>甲</p><p class=b>乙</p><p class=a>丙</p><p style='display:none'>丁</p>"
    assert view(body, head).text == ""
    monkeypatch.setattr(page_style, "MAX_WORK", 3)
    assert view(body, head).text == "乙"


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.text(alphabet="<>a/!-&#;x'\"= \n字{}", max_size=80).map(str.encode))
)
def test_nonsense_gives_a_page_or_a_refusal(data: bytes) -> None:
    try:
        page = page_of(data, id="p", address=None, content_type=None)
    except InputError:
        return
    page.text.encode()


def test_what_stands_after_the_end_of_the_page_is_read_as_a_browser_reads_it() -> None:
    data = "<html><body><p>公告</p></body></html>\n<div style='display:none'><a href='http://x.cn'>彩票</a></div>".encode()
    view = page_of(data, id="p", address=None, content_type=None)
    assert [link.hidden for link in view.links] == ["display"]
    assert view.text == "公告"
