"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from zoneinfo import ZoneInfo

from answerable.core.terms.errors import InputError
from answerable.sources.feed_parts import MAX_ENTRIES, Entry, Feed, told_apart
from answerable.sources.instants import when
from answerable.sources.pages import visible_text

_VERSION = "https://jsonfeed.org/version/1"


def json_feed(text: str, *, zone: ZoneInfo | None, broken: int) -> Feed:
    """The feed. Raises InputError: `feed_broken` for what is no JSON, `feed_unknown_format` for any other JSON."""
    try:
        whole = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise InputError("feed_broken") from None
    if not isinstance(whole, dict) or not str(whole.get("version", "")).startswith(_VERSION):
        raise InputError("feed_unknown_format")
    items = whole.get("items")
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    entries = (_entry(item, zone) for item in islice(found, MAX_ENTRIES))
    return Feed("json", _text(whole, "title"), tuple(told_apart(entries)), broken)


def _entry(item: Mapping[str, object], zone: ZoneInfo | None) -> Entry:
    stated = when(_text(item, "date_published") or _text(item, "date_modified"), zone)
    return Entry(
        id=_text(item, "id"),
        at=None if stated is None else stated.at,
        title=_text(item, "title"),
        text=next(_words(item), ""),
        address=_text(item, "url") or _text(item, "external_url"),
        day=None if stated is None else stated.day,
    )


def _words(item: Mapping[str, object]) -> Iterator[str]:
    for key in ("content_text", "content_html", "summary"):
        text = _text(item, key)
        if text:
            yield visible_text(text) if key == "content_html" else text


def _text(item: Mapping[str, object], key: str) -> str:
    """A text, or a number as its text, as ids often are; else nothing. Halves of characters are replaced."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    try:
        return str(value).encode("utf-8", errors="replace").decode().strip()
    except ValueError:  # a number of more digits than Python writes out
        return ""
