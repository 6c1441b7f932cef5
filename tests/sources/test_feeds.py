"""Feeds and site maps in all their forms, their odd dates and ids, and those that are made to do harm."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.core.terms.errors import InputError
from answerable.render.words import say
from answerable.sources import feeds
from answerable.sources.feed_parts import Feed
from answerable.sources.feeds import feed_of

CHINA = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 5, 1, 9, 30, tzinfo=CHINA)


def item(
    title: str = "标题", guid: str = "1", day: str = "Fri, 01 May 2026 09:30:00 +0800", more: str = ""
) -> str:
    return f"<item><title>{title}</title><guid>{guid}</guid><pubDate>{day}</pubDate>{more}</item>"


def rss(*items: str, declaration: str = "", encoding: str = "utf-8", zone: ZoneInfo | None = CHINA) -> Feed:
    text = f'{declaration}<rss version="2.0"><channel><title>某县发布</title>{"".join(items)}</channel></rss>'
    return feed_of(text.encode(encoding), content_type=None, zone=zone)


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as refused:
        feed_of(data, content_type=None)
    assert say(refused.value.message, "zh")
    return refused.value.message.code


def test_rss_gives_plain_texts_and_aware_instants() -> None:
    more = "<link>https://x.gov.cn/1</link><description><![CDATA[<p>内容<b>加粗</b></p><p>二</p>]]></description>"
    feed = rss(item("甲 &amp; 乙", more=more))
    (entry,) = feed.entries
    assert (feed.form, feed.title, feed.mended) == ("rss", "某县发布", False)
    assert (entry.title, entry.text, entry.address, entry.at) == (
        "甲 & 乙",
        "内容加粗\n二",
        "https://x.gov.cn/1",
        AT,
    )
    assert entry.day == date(2026, 5, 1)


def test_atom_gives_its_fullest_text() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>甲</title><entry><id>tag:1</id><title type="html">'
        '标&lt;b&gt;题&lt;/b&gt;</title><link href="/1"/><updated>2026-05-01T01:30:00Z</updated><summary>短</summary>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>长的正文</p></div></content></entry></feed>'
    )
    (entry,) = feed_of(text.encode(), content_type="application/atom+xml").entries
    assert (entry.id, entry.title, entry.text, entry.at) == ("tag:1", "标题", "长的正文", AT)


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_json_feeds_are_read(version: str) -> None:
    text = (
        f'{{"version":"{version}","title":"甲","items":[{{"id":7,"url":"https://x/7","title":"标题",'
        '"content_html":"<p>正文</p>","date_published":"2026-05-01T09:30:00+08:00"},"odd",{"summary":"只有摘要"}]}'
    )
    feed = feed_of(text.encode("utf-8-sig"), content_type="application/feed+json")
    assert feed.form == "json"
    assert [(each.text, each.at) for each in feed.entries] == [("正文", AT), ("只有摘要", None)]
    assert feed.entries[0].id == "7"
    assert feed.entries[1].id.startswith("sha256-")


def test_site_maps_and_their_indexes_give_addresses() -> None:
    ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    url = "<{0}><loc> https://x/1 </loc><lastmod>{1}</lastmod></{0}>"
    plain = feed_of(f"<urlset {ns}>{url.format('url', '2026-05-01')}</urlset>".encode(), content_type=None)
    assert (plain.form, plain.entries[0].address, plain.entries[0].at) == ("sitemap", "https://x/1", None)
    assert plain.entries[0].day == date(2026, 5, 1)
    index = f"<sitemapindex {ns}>{url.format('sitemap', '2026-05-01T01:30:00Z')}</sitemapindex>"
    found = feed_of(index.encode(), content_type=None)
    assert (found.form, found.entries[0].at) == ("sitemap_index", AT)


@pytest.mark.parametrize(
    ("text", "zoned"),
    [
        ("Fri, 01 May 2026 09:30:00 +0800", True),
        ("Fri, 01 May 2026 01:30:00 GMT", True),
        ("2026-05-01T09:30:00+08:00", True),
        ("2026-05-01T01:30:00Z", True),
        ("Fri May 01 09:30:00 +0800 2026", True),
        ("2026-05-01 09:30:00", False),
        ("2026/5/1 9:30", False),
        ("2026年5月1日 09:30", False),
        ("Fri, 01 May 2026 09:30:00", False),
        ("Fri, 01 May 2026 09:30:00 CST", False),
    ],
)
def test_a_time_without_zone_is_known_only_if_the_zone_is_given(text: str, zoned: bool) -> None:
    assert rss(item(day=text)).entries[0].at == AT
    assert rss(item(day=text), zone=None).entries[0].at == (AT if zoned else None)


@pytest.mark.parametrize(
    "text", ["", "昨天", "2026-13-45 10:00", "99999-01-01", "Fri, 99 Foo 2026", "0000-00-00"]
)
def test_a_date_that_is_none_is_unknown(text: str) -> None:
    (entry,) = rss(item(day=text)).entries
    assert (entry.at, entry.day) == (None, None)


def test_an_entry_that_stands_there_twice_is_one_and_others_with_its_id_keep_their_own() -> None:
    first, other = item("甲", "1"), item("乙", "1")
    ids = [entry.id for entry in rss(first, first, other).entries]
    assert len(ids) == len(set(ids)) == 2
    assert ids == [entry.id for entry in rss(first, other, other).entries]
    assert ids[0] == "1"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_feeds_come_in_many_encodings(encoding: str) -> None:
    name = {"gb18030": "gb2312"}.get(encoding, "utf-8")
    feed = rss(item(), declaration=f'<?xml version="1.0" encoding="{name}"?>', encoding=encoding)
    assert (feed.entries[0].title, feed.broken) == ("标题", 0)


def test_a_wrong_encoding_is_counted() -> None:
    feed = rss(item(), declaration='<?xml version="1.0" encoding="utf-8"?>', encoding="gb18030")
    assert feed.broken > 0
    text = "<rss><channel><item><title>标题</title></item></channel></rss>".encode("gbk")
    assert feed_of(text, content_type="text/xml").entries[0].title == "标题"


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    feed = feed_of(b"<rss><channel><item><title>A & B</title></item><item><title>C", content_type=None)
    assert feed.mended
    assert [entry.title for entry in feed.entries][:1] == ["A B"] or feed.entries[0].title.startswith("A")


def test_an_old_feed_with_a_document_type_is_read() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://example.org/rss.dtd">'
    assert rss(item(), declaration=old).entries[0].title == "标题"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "feed_broken"),
        (b"\0\xff", "feed_broken"),
        (b"plain words", "feed_broken"),
        (b"<html><body>x</body></html>", "feed_unknown_format"),
        (b"<x/>", "feed_unknown_format"),
        (b'{"items":[]}', "feed_unknown_format"),
        (b"{", "feed_broken"),
        (b"[" * 200_000, "feed_broken"),
        (b'{"version":' + b"9" * 10_000 + b"}", "feed_broken"),
        (b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>', "xml_unsafe"),
        (b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss>&a;</rss>', "xml_unsafe"),
        (b"<a>" * 100_000, "feed_unknown_format"),
    ],
)
def test_what_is_no_feed_or_would_do_harm_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_flood_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_BYTES", 10)
    assert refusal(b"<" * 11) == "file_too_large"


def test_more_entries_than_any_feed_has_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MAX_ITEMS", 2)
    assert len(rss(*(item(guid=str(n)) for n in range(5))).entries) == 2


def test_an_address_is_never_opened() -> None:
    assert refusal(b"http://127.0.0.1:9/feed.xml") == "feed_broken"
    assert refusal(b"/etc/hostname") == "feed_broken"


def test_an_instant_in_another_zone_is_the_same_instant() -> None:
    (entry,) = rss(item(day="2026-05-01T01:30:00Z")).entries
    assert entry.at is not None
    assert entry.at.astimezone(UTC).hour == 1


PIECES = st.sampled_from(
    [
        "<rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<title>",
        "&lt;",
        "&",
        "<![CDATA[",
        "]]>",
        "<?xml?>",
        "{",
        '"',
        "字",
        "\0",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200), st.lists(PIECES, max_size=20).map(lambda parts: "".join(parts).encode())
    )
)
def test_nonsense_gives_a_feed_or_a_refusal(data: bytes) -> None:
    try:
        feed_of(data, content_type=None, zone=CHINA)
    except InputError:
        return
