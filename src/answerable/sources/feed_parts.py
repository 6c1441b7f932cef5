"""What a feed gives, whatever it is written in."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

MAX_ENTRIES = 50_000
"""As many as a sitemap may have by its own rules; further ones are not read."""


@dataclass(frozen=True)
class Entry:
    """One entry. Texts are plain, without markup; what is not stated is empty, or None."""

    id: str
    at: datetime | None
    """None where no time is stated, or its zone is not known, or only a day is stated."""
    title: str
    text: str
    address: str
    day: date | None = None
    """The day that is stated, in the zone in which it is stated."""


@dataclass(frozen=True)
class Feed:
    """A feed as far as it could be read. `form` is rss, atom, json, sitemap or sitemap_index."""

    form: str
    title: str
    entries: tuple[Entry, ...]
    broken: int = 0
    """Characters that could not be decoded."""
    mended: bool = False
    """Whether it was not well-formed, so that parts may be missing."""


def told_apart(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries with ids of their own: one that stands there twice alike is given once.

    Where different entries share an id, later ones have a few digits of their contents' hash added, so that each
    keeps its id when the feed is read again.
    """
    seen: dict[str, Entry] = {}
    for entry in entries:
        if not entry.id:
            entry = replace(entry, id=entry.address or f"sha256-{_digest(entry)}")
        first = seen.setdefault(entry.id, entry)
        if first is entry:
            yield entry
        elif first != entry:
            other = replace(entry, id=f"{entry.id}#{_digest(entry)}")
            if seen.setdefault(other.id, other) is other:
                yield other


def _digest(entry: Entry) -> str:
    text = "\n".join((entry.title, entry.address, entry.text))
    return hashlib.sha256(text.encode("utf-8", errors="replace")).hexdigest()[:12]
