"""Feeds and sitemaps as entries: RSS, Atom, JSON Feed, sitemaps and their indexes. Nothing is ever fetched."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from answerable.core.terms.errors import InputError
from answerable.sources.feed_json import json_feed
from answerable.sources.feed_parts import MAX_ENTRIES, Entry, Feed, told_apart
from answerable.sources.instants import When, when
from answerable.sources.page_bytes import page_text
from answerable.sources.pages import visible_text
from answerable.sources.safe_xml import parse_xml

MAX_BYTES = 20_000_000
"""Bytes of one feed or sitemap; it is measured before anything is parsed."""

MAX_ITEMS = 5_000
"""Entries of RSS or Atom that are read: the first ones, which are the latest."""

_FORMS = {"rss": "rss", "RDF": "rss", "feed": "atom", "urlset": "sitemap", "sitemapindex": "sitemap_index"}
"""The name of the outermost element, and what it is."""
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]{0,500}\?>")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_of(data: bytes, *, content_type: str | None, zone: ZoneInfo | None = None) -> Feed:
    """The feed in the bytes; times without a zone are read in `zone`, and are unknown where that is None.

    Raises InputError: `file_too_large`, `feed_broken`, `feed_unknown_format`, and `xml_unsafe` for one that declares
    entities.
    """
    if len(data) > MAX_BYTES:
        raise InputError("file_too_large", name="feed", limit=MAX_BYTES)
    read = page_text(data, content_type=content_type)
    if read.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return json_feed(read.text, zone=zone, broken=read.broken)
    plain = _NO_XML.sub("", _DECLARATION.sub("", read.text)).strip().encode()
    root, mended = _root(plain)
    form = _FORMS.get(etree.QName(root).localname)
    if form is None:
        raise InputError("feed_unknown_format")
    if form.startswith("sitemap"):
        title, entries = "", _addresses(root, zone)
    else:
        _shorten(root)
        title, entries = _parsed(etree.tostring(root, encoding="utf-8", xml_declaration=True), zone)
    return Feed(form, title, tuple(told_apart(islice(entries, MAX_ENTRIES))), read.broken, mended)


def _root(data: bytes) -> tuple[etree._Element, bool]:
    """The outermost element, and whether mistakes had to be read past."""
    try:
        return parse_xml(data, name="feed", doctype=True), False
    except InputError as error:
        if error.message.code == "xml_unsafe":
            raise
    try:
        return parse_xml(data, name="feed", doctype=True, mend=True), True
    except InputError:
        raise InputError("feed_broken") from None


def _shorten(root: etree._Element) -> None:
    """Take out the entries beyond those that are read, before the slow part."""
    for node in list(islice(root.iter("{*}item", "{*}entry"), MAX_ITEMS, None)):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def _addresses(root: etree._Element, zone: ZoneInfo | None) -> Iterator[Entry]:
    """The entries of a sitemap, or of an index of sitemaps (sitemaps.org)."""
    for node in root:
        address = _below(node, "loc")
        if address:
            stated = when(_below(node, "lastmod") or _below(node, "publication_date"), zone)
            yield Entry(address, _at(stated), _below(node, "title"), "", address, _day(stated))


def _below(node: etree._Element, name: str) -> str:
    """The words of the first element of that name inside, in whatever namespace."""
    found = next(node.iter("{*}" + name), None)
    return "" if found is None else " ".join("".join(map(str, found.itertext())).split())


def _parsed(data: bytes, zone: ZoneInfo | None) -> tuple[str, Iterator[Entry]]:
    """Title and entries of RSS or Atom.

    The library is given a stream, never bytes: those it would take for a file's name, and a text for an address.
    """
    import feedparser  # type: ignore[import-untyped]  # slow to load, and most runs read no feed

    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found: Any = feedparser.parse(BytesIO(data), sanitize_html=False, response_headers=headers)
    except Exception:
        # It meets odd feeds with errors of every kind.
        raise InputError("feed_broken") from None
    return _plain(found.feed, "title"), (_entry(entry, zone) for entry in found.entries)


def _entry(entry: Any, zone: ZoneInfo | None) -> Entry:
    texts = [entry[key] for key in ("published", "updated", "created") if key in entry]
    stated = next((found for text in texts if (found := when(str(text), zone)) is not None), None)
    address = str(entry.get("link") or "")
    return Entry(
        id=str(entry.get("id") or ""),
        at=_at(stated),
        title=" ".join(_plain(entry, "title").split()),
        text=_words(entry),
        # An id that is no address is taken for one by the library.
        address=address if "/" in address else "",
        day=_day(stated),
    )


def _words(entry: Any) -> str:
    """The fullest text of an entry."""
    whole = [_text(part.get("value"), part.get("type")) for part in entry.get("content", ())]
    return max([*whole, _plain(entry, "summary")], key=len)


def _plain(holder: Any, key: str) -> str:
    return _text(holder.get(key), (holder.get(f"{key}_detail") or {}).get("type"))


def _text(value: Any, kind: Any) -> str:
    """The words of a value that may be markup."""
    text = str(value or "")
    return visible_text(text) if kind != "text/plain" and re.search("[<&]", text) else text.strip()


def _at(stated: When | None) -> datetime | None:
    return None if stated is None else stated.at


def _day(stated: When | None) -> date | None:
    return None if stated is None else stated.day
