"""The columns of a page: a heading with a list of dated entries below it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml import etree

from answerable.core.watch.pages.values import Column

FEWEST = 3
"""Dated entries that make a column."""
MAX_COLUMNS = 200
MAX_LINKS = 50_000
"""Links that are looked at for entries."""

_NEWS = re.compile("动态|要闻|新闻|资讯|快讯|快报|头条|时讯|简讯|时政")
_PAPERS = re.compile("通知|公告|公示|政策|文件|规划|法规|规章|条例|预算|决算|统计|计划|人事")
_DAY = re.compile(
    r"(?<!\d)(?:((?:19|20)\d{2})\s*[-/.年]\s*)?(1[0-2]|0?[1-9])\s*[-/.月]\s*(3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
)
_IN_ADDRESS = (
    re.compile(r"/t?((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[_/.]"),
    re.compile(r"/((?:19|20)\d{2})[-/](1[0-2]|0?[1-9])[-/](3[01]|[12]\d|0?[1-9])/"),
    re.compile(r"/((?:19|20)\d{2})-?(0[1-9]|1[0-2])/()"),
)
_MORE = re.compile(r"更多|more|[»>＞+＋\[\]【】…|/·:：\s]+", re.IGNORECASE)
_UNITS = frozenset({"li", "tr", "dd", "p", "div"})
_LISTS = {"li": ("ul", "ol"), "tr": ("table",), "dd": ("dl",)}
_LEVELS = 4
_TEXT = 400
_NAME = 20


def columns_of(root: etree._Element, *, title: str) -> tuple[Column, ...]:
    """The columns in the order of the page. A day without a year counts only if the entry's address has the year."""
    lines = _Lines()
    lists: dict[etree._Element, list[date | None]] = {}
    for unit, day in _entries(root, lines):
        lists.setdefault(_container(unit), []).append(day)
    found: dict[str, Column] = {}
    for container, days in lists.items():
        name = _name(container, title, lines)
        if len(days) < FEWEST or not name or len(found) >= MAX_COLUMNS:
            continue
        before = found.get(name)
        known = [day for day in (*days, before.latest if before else None) if day is not None]
        items = len(days) + (before.items if before else 0)
        found[name] = Column(name, items, max(known, default=None), expects=expected_of(name))
    return tuple(found.values())


def expected_of(name: str) -> str:
    """What a column of that name is expected to be: news only where it says so, else papers, which may rest longer."""
    return "news" if _NEWS.search(name) and not _PAPERS.search(name) else "papers"


class _Lines:
    """The words of elements as one line each, cut where nobody needs more, and put together once."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        if node not in self._known:
            parts, length = [], 0
            for text in map(str, node.itertext()):
                parts.append(text)
                length += len(text.strip())
                if length > _TEXT:
                    break
            self._known[node] = " ".join(" ".join(parts).split())
        return self._known[node]


def _entries(root: etree._Element, lines: _Lines) -> Iterator[tuple[etree._Element, date | None]]:
    """The smallest elements with one link and a day; the day is None where its year is not known."""
    taken: Counter[etree._Element] = Counter()
    for link in islice(root.iter("a"), MAX_LINKS):
        words = lines.of(link)
        if len(words) < 4 and len(link.get("title") or "") < 4:
            continue
        unit = _unit(link, lines)
        if unit is None or taken[unit]:
            continue
        match = _DAY.search(lines.of(unit).replace(words, " ") if words else lines.of(unit))
        match = match or _DAY.search(words[-12:])
        if match is not None:
            taken[unit] += 1
            yield unit, _day(match, link.get("href") or "")


def _unit(link: etree._Element, lines: _Lines) -> etree._Element | None:
    """The entry that a link stands in: the nearest element of a list, or a block with little in it."""
    for level, node in enumerate(link.iterancestors()):
        if level > 3:
            return None
        if node.tag in _UNITS and len(lines.of(node)) <= _TEXT:
            return node
    return None


def _day(match: re.Match[str], address: str) -> date | None:
    month, day = int(match[2]), int(match[3])
    year = match[1] or _year_in(address, month, day)
    try:
        return date(int(year), month, day) if year else None
    except ValueError:
        return None


def _year_in(address: str, month: int, day: int) -> str | None:
    """The year in an entry's address, if month and day there are the same."""
    for pattern in _IN_ADDRESS:
        found = pattern.search(address)
        if found is not None and int(found[2]) == month and (not found[3] or int(found[3]) == day):
            return found[1]
    return None


def _container(unit: etree._Element) -> etree._Element:
    wanted = _LISTS.get(str(unit.tag), ())
    for node in unit.iterancestors(*wanted) if wanted else ():
        return node
    parent = unit.getparent()
    return unit if parent is None else parent


def _name(container: etree._Element, title: str, lines: _Lines) -> str:
    """The nearest short words before the list; on a page with one list, the beginning of its title."""
    node: etree._Element | None = container
    for _ in range(_LEVELS):
        if node is None or node.tag == "body":
            break
        for number, before in enumerate(node.itersiblings(preceding=True)):
            if number > 2:
                break
            words = _MORE.sub("", lines.of(before))
            if 2 <= len(words) <= _NAME and not _DAY.search(words):
                return words
            if words:
                break
        node = node.getparent()
    return re.split(r"[-_—|–]", title)[0].strip()[:_NAME]
