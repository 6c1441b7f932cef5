"""A web page as a reader sees it, and what is on it that no reader sees. Nothing is fetched and nothing is run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from answerable.core.terms.errors import InputError
from answerable.core.watch.pages.values import Hidden, Link, PageView
from answerable.sources.page_bytes import page_text
from answerable.sources.page_columns import columns_of
from answerable.sources.page_style import Look, Sheet, sheets, white_if_plain, words_in

MAX_BYTES = 20_000_000
"""A larger page is no page."""
MAX_NODES = 1_000_000
MAX_HIDDEN = 2_000
"""Hidden texts that are kept; nobody looks at more."""

_FILES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"\x1f\x8b",
)
_LEFT_OUT = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "iframe", "object", "svg", "math"}
)
_BLOCKS_WORDS = """
    address article aside blockquote body br button caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main marquee nav ol option p
    pre section select summary table tbody td textarea tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_PICTURES = frozenset(
    {"img", "svg", "image", "object", "video", "canvas", "input", "i", "picture", "area", "button"}
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_END = re.compile(r"</(?:body|html)\s{0,20}>", re.IGNORECASE)
_DEEP = re.compile(
    r"</?(?:div|span|font|b|i|u|em|strong|big|small|center|section|p|ul|li|table|tr|td|tbody)\b[^<>]*>",
    re.IGNORECASE,
)


def page_of(data: bytes, *, id: str, address: str | None, content_type: str | None) -> PageView:
    """The page; `content_type` is what the server said, if that is known.

    Raises InputError: `file_too_large`, `page_is_a_file` for pictures, papers and archives.
    """
    if len(data) > MAX_BYTES:
        raise InputError("file_too_large", name=address or id, limit=MAX_BYTES)
    if data.startswith(_FILES):
        raise InputError("page_is_a_file", name=address or id)
    read = page_text(data, content_type=content_type)
    if "html" not in (content_type or "html").lower() and "<" not in read.text[:2000]:
        view = page_of_text(read.text, id=id, address=address)
        return PageView(
            id, address, "", view.text, declared=read.declared, used=read.used, broken=read.broken
        )
    root = _tree(_CONTROL.sub("", read.text))
    if root is None:
        return PageView(id, address, "", "", declared=read.declared, used=read.used, broken=read.broken)
    walk = _walked(root)
    title, keywords, description = _title(root), _meta(root, "keywords"), _meta(root, "description")
    said = (Hidden(title, "title"), Hidden(keywords, "keywords"), Hidden(description, "description"))
    return PageView(
        id=id,
        address=address,
        title=title,
        text="\n".join(words_in(walk.lines())),
        links=tuple(walk.links),
        hidden=(*(each for each in said if each.text), *walk.hidden[:MAX_HIDDEN]),
        keywords=keywords,
        description=description,
        declared=read.declared,
        used=read.used,
        columns=columns_of(root, title=title),
        broken=read.broken,
    )


def page_of_text(text: str, *, id: str, address: str | None) -> PageView:
    """Plain text as a page: its lines, and nothing hidden."""
    return PageView(id, address, "", "\n".join(words_in(_CONTROL.sub("", text).splitlines())))


def visible_text(markup: str) -> str:
    """What a reader sees of a piece of HTML, line by line."""
    root = _tree(_CONTROL.sub("", markup[:MAX_BYTES]))
    return "" if root is None else "\n".join(words_in(_walked(root).lines()))


def _tree(text: str) -> etree._Element | None:
    # A browser goes on after the end of the body, and that is where others put what they inject; this parser does not.
    text = _END.sub("", text)
    root, cut = _parsed(text)
    if cut:
        # Nested deeper than any browser shows: what only groups or formats is taken away, the words stay.
        root, _ = _parsed(_DEEP.sub("<br>", text))
    return root


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    """The tree, and whether the parser gave up on its depth."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError):
        return None, False
    return root, any("depth" in entry.message.lower() for entry in parser.error_log)


def _title(root: etree._Element) -> str:
    node = root.find(".//title")
    return "" if node is None else " ".join("".join(map(str, node.itertext())).split())[:2_000]


def _meta(root: etree._Element, name: str) -> str:
    found = [
        node.get("content") or "" for node in root.iter("meta") if (node.get("name") or "").lower() == name
    ]
    return " ".join(" ".join(found).split())[:20_000]


@dataclass
class _Open:
    """A link that is being read."""

    node: etree._Element
    look: Look
    words: list[str] = field(default_factory=list)
    seen: bool = False
    picture: bool = False
    how: str | None = None
    """How its last hidden words are hidden."""


@dataclass
class _Walk:
    """What was found on the way through a page."""

    sheet: Sheet
    parts: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    dark: list[str] = field(default_factory=list)
    """Hidden words that follow each other, in one way."""
    how: str | None = None
    link: _Open | None = None

    def lines(self) -> list[str]:
        return "".join(self.parts).split("\n")

    def words(self, text: str | None, look: Look) -> None:
        """Words at a place, seen or hidden."""
        if not text:
            return
        how = look.hidden
        if text.strip():
            if self.link is not None:
                self.link.words.append(text)
                self.link.seen |= how is None
                self.link.how = how or self.link.how
            if how != self.how:
                self.flush()
                self.how = how
        if how is None:
            self.parts.append(text.replace("\n", " "))
        else:
            self.dark.append(text)

    def flush(self) -> None:
        """End a stretch of hidden words."""
        text = " ".join("".join(self.dark).split())
        if text and self.how is not None and len(self.hidden) < MAX_HIDDEN:
            self.hidden.append(Hidden(text, self.how))
        self.dark = []

    def block(self) -> None:
        self.parts.append("\n")
        if self.dark:
            self.dark.append(" ")

    def enter(self, node: etree._Element, look: Look) -> None:
        if node.tag == "a" and node.get("href") is not None:
            self.leave()
            self.link = _Open(node, look)
        elif self.link is not None and node.tag in _PICTURES:
            self.link.picture = True
            self.link.seen |= look.hidden is None
            if node.get("alt"):
                self.link.words.append(node.get("alt") or "")

    def leave(self) -> None:
        """End the link that is being read."""
        if self.link is not None:
            self.links.append(_as_link(self.link))
            self.link = None


def _as_link(link: _Open) -> Link:
    text = " ".join("".join(link.words).split())
    address = " ".join((link.node.get("href") or "").split())
    if link.seen:
        return Link(address, text)
    hidden = link.look.hidden or link.how
    if hidden is None and not link.picture and not _drawn(link.node):
        hidden = "empty"
    return Link(address, text, hidden)


def _drawn(node: etree._Element) -> bool:
    """Whether a style sheet may draw something in an empty link, or it only marks a place."""
    named = any(node.get(name) for name in ("class", "id", "style", "title", "aria-label", "name"))
    return named or (node.get("href") or "").strip() in ("", "#") or len(node) > 0


def _walked(root: etree._Element) -> _Walk:
    """Go through the page once, without recursion, however deep it is."""
    sheet = sheets(root)
    walk = _Walk(sheet)
    looks = [Look(paper=white_if_plain(sheet))]
    for number, (event, node) in enumerate(_steps(root)):
        if number > MAX_NODES:
            break
        if event == "start":
            looks.append(looks[-1].inside(sheet.style(node)))
            if node.tag in _BLOCKS:
                walk.block()
            walk.enter(node, looks[-1])
            walk.words(node.text if node.tag not in _LEFT_OUT else None, looks[-1])
        else:
            looks.pop()
            if walk.link is not None and walk.link.node is node:
                walk.leave()
            if node.tag in _BLOCKS:
                walk.block()
            walk.words(node.tail, looks[-1])
    walk.leave()
    walk.flush()
    return walk


def _steps(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Entering and leaving every element, without going into what no reader sees on any page."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, node in walker:
        if event == "start" and node.tag in _LEFT_OUT:
            walker.skip_subtree()
        yield event, node
