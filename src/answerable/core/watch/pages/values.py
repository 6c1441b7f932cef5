"""A page as its parser understood it, and a site as its checks found it."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from answerable.core.watch.accounts.values import Health, Stretch


@dataclass(frozen=True)
class Link:
    """One link: where it leads, its words, and how it is hidden (None where a reader sees it)."""

    address: str
    text: str
    hidden: str | None = None
    """display, visibility, size, colour, position, opacity, or empty for a link without any words or picture."""


@dataclass(frozen=True)
class Hidden:
    """Words that no reader sees, and how they are hidden, as with links; title, keywords and description too."""

    text: str
    how: str


@dataclass(frozen=True)
class Column:
    """A column of a site: its name and the day of its latest entry, if any bears one."""

    name: str
    items: int
    latest: date | None
    expects: str = "news"
    """news (two weeks) or papers (six months)."""


@dataclass(frozen=True)
class PageView:
    """One page. `text` is what a reader sees, line by line; `declared` and `used` are character encodings."""

    id: str
    address: str | None
    title: str
    text: str
    links: tuple[Link, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    keywords: str = ""
    description: str = ""
    declared: str | None = None
    used: str | None = None
    columns: tuple[Column, ...] = ()
    broken: int = 0
    """Characters that could not be decoded."""


@dataclass(frozen=True)
class Visit:
    """One try to open a page: how long it took in seconds, and whether it opened."""

    at: datetime
    day: date
    opened: bool
    seconds: Fraction
    ours: bool = False
    """Whether the fault lay on our side (no network, address not resolved by us): then it counts for nothing."""


@dataclass(frozen=True)
class Asked:
    """A citizen's message on a site, with the day it was answered, if it was."""

    id: str
    on: date
    answered_on: date | None
    text: str


@dataclass(frozen=True)
class Site:
    """Everything known of one site at the end of the day `on`."""

    voice: str
    on: date
    views: tuple[PageView, ...] = ()
    """The latest view of each page."""
    visits: tuple[Visit, ...] = ()
    asked: tuple[Asked, ...] = ()
    looked: tuple[Stretch, ...] = ()


__all__ = ["Asked", "Column", "Health", "Hidden", "Link", "PageView", "Site", "Stretch", "Visit"]
