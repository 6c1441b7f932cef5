"""What hides words on a page: inline styles, attributes, and plain rules of the page's own style sheets.

Style sheets elsewhere are not known. Where they could say otherwise, nothing is taken to be hidden: colours count
against a background that is stated, and a rule for a class gives way to any finer rule about the same class.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lxml import etree

Declared = dict[str, str]
"""Properties by name, in small letters."""
_Named = tuple[str, str, frozenset[str]]
"""Tag, id and classes of an element, as far as any rule names them."""

SMALLEST = 2
"""Pixels: type of this size or less cannot be read."""
FAR = -500
"""Pixels to the left of or above the page."""
MAX_RULES = 5_000
"""Selectors of a page; what follows them is not known."""
MAX_WORK = 2_000_000
"""Rules, classes and declarations held against the elements of a page; afterwards elements speak for themselves."""

_NEAR = 8
"""Two colours that differ by no more than this in red, green and blue look the same."""
_LONGEST = 4_000
"""Characters of a selector, and of the declarations of one rule."""
_VALUE = 200
"""Characters of one value."""
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
_PART = re.compile(r"([.#])([\w-]+)")
_LENGTH = re.compile(r"(-?\d{0,9}(?:\.\d{1,9})?)(px|pt|em|rem|%|ex|vw|vh|cm|mm|in)?")
_PIXELS: dict[str, int | Fraction] = {
    "": 1,
    "px": 1,
    "pt": Fraction(4, 3),
    "em": 16,
    "rem": 16,
    "ex": 8,
    "cm": 38,
    "mm": 4,
    "in": 96,
}
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]+)%?\s*)?\)")
_NAMED = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
}
_WATCHED_WORDS = """
    display visibility font-size color background background-color background-image text-indent left top
    position margin-left margin-top opacity width height max-height max-width overflow
"""
_WATCHED = frozenset(_WATCHED_WORDS.split())

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Rule:
    """One selector: the tag, classes and id of what it is about, and whether nothing further narrows it."""

    tag: str
    classes: frozenset[str]
    id: str
    simple: bool
    declared: Mapping[str, str]
    at: int = 0
    """Its place among the rules of the page: of two that weigh the same, the later one holds."""

    @property
    def weight(self) -> tuple[int, int, int, int]:
        return (bool(self.id), len(self.classes), bool(self.tag), self.at)

    @property
    def key(self) -> str:
        """By which of its names it is kept."""
        return self.id or min(self.classes, default=self.tag)

    @property
    def cost(self) -> int:
        return 1 + len(self.classes) + len(self.declared)

    def fits(self, tag: str, ident: str, classes: frozenset[str]) -> bool:
        """Whether an element of that tag, id and classes is one that it is about."""
        return self.tag in ("", tag) and self.id in ("", ident) and self.classes <= classes


@dataclass
class Sheet:
    """The rules of a page's own style sheets, by the class, id or tag that they are about."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    foreign: bool = False
    """Whether the page names style sheets that are not part of it."""
    count: int = 0
    work: int = 0
    _names: set[str] = field(default_factory=set)
    """Every tag, class and id that a rule is about."""
    _costs: Counter[str] = field(default_factory=Counter)
    _known: dict[_Named, Declared] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Take in the plain rules of a style sheet; those for print or small screens are passed over."""
        for block in _without_media(_without_comments(text)).split("}"):
            selectors, brace, body = block.partition("{")
            declared = declarations(body[:_LONGEST]) if brace else {}
            for selector in selectors[:_LONGEST].split(",") if declared else ():
                if self.count < MAX_RULES and (rule := _rule(selector.strip(), declared)) is not None:
                    self.count += 1
                    self._names |= {rule.tag, rule.id, *rule.classes}
                    self._costs[rule.key] += rule.cost
                    self.rules.setdefault(rule.key, []).append(replace(rule, at=self.count))

    def style(self, node: etree._Element) -> Declared:
        """What is declared of an element: by rules, then in its own attribute."""
        return self._ruled(node) | _attributes(node) | declarations(node.get("style") or "")

    def _ruled(self, node: etree._Element) -> Declared:
        """By rules alone, worked out once for elements that the rules cannot tell apart."""
        tag, ident = (each if each in self._names else "" for each in (str(node.tag), node.get("id") or ""))
        named = (tag, ident, frozenset((node.get("class") or "").split()) & self._names)
        if named not in self._known:
            keys = {tag, ident, *named[2]}
            self.work += sum(self._costs[key] for key in keys)
            if self.work > MAX_WORK:
                return {}
            rules = (rule for key in keys for rule in self.rules.get(key, ()))
            self._known[named] = _together([rule for rule in rules if rule.fits(*named)])
        return self._known[named]


def _together(found: Sequence[Rule]) -> Declared:
    """What the rules declare of an element that all of them are about."""
    style: Declared = {}
    for rule in sorted((rule for rule in found if rule.simple), key=lambda rule: rule.weight):
        style |= rule.declared
    for rule in found:
        if not rule.simple:
            # Whether it applies here depends on what stands around; so this property stays open.
            for name in [name for name, value in rule.declared.items() if style.get(name, value) != value]:
                del style[name]
    return style


def _without_comments(text: str) -> str:
    parts = text.split("/*")
    return " ".join([parts[0], *(part.partition("*/")[2] for part in parts[1:])])


def _without_media(text: str) -> str:
    """The text without blocks that begin with @, such as those for print."""
    parts: list[str] = []
    start, depth, named = 0, 0, -1
    for match in re.finditer("[@{};]", text):
        mark, at = match[0], match.start()
        if mark == "@" and depth == 0 and named < 0:
            named = at
        elif mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(0, depth - 1)
        if named >= 0 and depth == 0 and mark in "};":
            parts.append(text[start:named])
            start, named = at + 1, -1
    return "".join(parts) + text[start : named if named >= 0 else None]


def _rule(selector: str, declared: Declared) -> Rule | None:
    """The rule as far as its last part goes; None where that says nothing plain."""
    pieces = re.split(r"[\s>+~]+", selector.lower() if selector.islower() else selector)
    last = pieces[-1] if pieces else ""
    bare = re.sub(r":.*|\[.*", "", last)
    match = _SIMPLE.fullmatch(bare)
    if match is None or not bare:
        return None
    parts = _PART.findall(match[2])
    return Rule(
        tag=match[1] or "",
        classes=frozenset(name for mark, name in parts if mark == "."),
        id=next((name for mark, name in parts if mark == "#"), ""),
        simple=len(pieces) == 1 and bare == last,
        declared=declared,
    )


def declarations(text: str) -> Declared:
    """The declarations of a style attribute that can hide anything."""
    found: Declared = {}
    for part in text.split(";")[:200]:
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in _WATCHED:
            found[name] = value.replace("!important", "").strip().lower()[:_VALUE]
    return found


def _attributes(node: etree._Element) -> Declared:
    """What old attributes declare."""
    found: Declared = {}
    if node.get("hidden") is not None and node.get("hidden") != "until-found":
        found["display"] = "none"
    for name, key in (("bgcolor", "background-color"), ("background", "background-image")):
        if node.get(name):
            found[key] = (node.get(name) or "")[:_VALUE].lower()
    if node.tag == "font" and node.get("color"):
        found["color"] = (node.get("color") or "")[:_VALUE].lower()
    if node.tag == "marquee":
        found |= {name: node.get(name) or "" for name in ("width", "height") if node.get(name)}
        found["overflow"] = "hidden"
    if node.tag == "dialog" and node.get("open") is None:
        found["display"] = "none"
    return found


def pixels(value: str | None) -> Fraction | None:
    """A length in pixels; None where it is relative to something unknown, or none at all."""
    match = _LENGTH.fullmatch((value or "").strip())
    if match is None or match[1] in ("", "-"):
        return None
    number = Fraction(match[1])
    if number == 0:
        return number
    return number * _PIXELS[match[2] or ""] if (match[2] or "") in _PIXELS else None


def colour(value: str | None) -> Colour | None:
    """A colour as red, green and blue; None for one that is not stated plainly."""
    value = (value or "").strip()
    if re.fullmatch("#?[0-9a-f]{6}", value):
        value = value.lstrip("#")
        return (int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16))
    if re.fullmatch("#[0-9a-f]{3}", value):
        return (17 * int(value[1], 16), 17 * int(value[2], 16), 17 * int(value[3], 16))
    match = _RGB.fullmatch(value)
    if match is not None:
        return (min(255, int(match[1])), min(255, int(match[2])), min(255, int(match[3])))
    return _NAMED.get(value)


def _is_clear(value: str | None) -> bool:
    """Whether a colour lets everything through."""
    match = _RGB.fullmatch(value or "")
    return value == "transparent" or (match is not None and bool(re.fullmatch(r"0?\.?0+", match[4] or "1")))


@dataclass(frozen=True)
class Look:
    """How what stands at a place looks, as far as it is stated."""

    whole: str | None = None
    """How everything inside is hidden, whatever it says itself."""
    unseen: bool = False
    tiny: bool = False
    ink: str | None = None
    paper: Colour | None = None

    @property
    def hidden(self) -> str | None:
        """How the words here are hidden; None where a reader sees them."""
        if self.whole is not None:
            return self.whole
        if self.unseen:
            return "visibility"
        if self.tiny:
            return "size"
        ink = colour(self.ink)
        if _is_clear(self.ink) or (ink is not None and self.paper is not None and _alike(ink, self.paper)):
            return "colour"
        return None

    def inside(self, style: Declared) -> "Look":
        """The look inside an element of that style."""
        if not style or self.whole is not None:
            return self
        look = replace(self, whole=_whole(style))
        if "visibility" in style:
            look = replace(look, unseen=style["visibility"] in ("hidden", "collapse"))
        if "font-size" in style:
            look = replace(look, tiny=_tiny(style["font-size"], self.tiny))
        if "color" in style and style["color"] != "inherit":
            look = replace(look, ink=style["color"])
        return replace(look, paper=_paper(style, self.paper))


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _whole(style: Declared) -> str | None:
    """How the element hides everything inside."""
    if style.get("display") == "none":
        return "display"
    opacity = style.get("opacity", "")
    if re.fullmatch(r"0*(?:\.0*)?%?", opacity) and opacity.strip("%"):
        return "opacity"
    if any(_far(style.get(name)) for name in ("text-indent", "margin-left", "margin-top")):
        return "position"
    if style.get("position") in ("absolute", "fixed", "relative") and any(
        _far(style.get(name)) for name in ("left", "top")
    ):
        return "position"
    boxed = style.get("overflow", "").startswith(("hidden", "clip"))
    if boxed and any(_nothing(style.get(name)) for name in ("width", "height", "max-height", "max-width")):
        return "size"
    return None


def _far(value: str | None) -> bool:
    length = pixels(value)
    return length is not None and length <= FAR


def _nothing(value: str | None) -> bool:
    length = pixels(value)
    return length is not None and 0 <= length <= 1


def _tiny(value: str, before: bool) -> bool:
    """Whether type of the size is too small; one relative to type that is too small stays so."""
    if value.endswith(("em", "%")) and not value.endswith("rem"):
        return before or pixels(value) == 0
    length = pixels(value)
    return length is not None and length <= SMALLEST


def _paper(style: Declared, before: Colour | None) -> Colour | None:
    """The colour behind the words; None where a picture or a colour that is not stated plainly lies there."""
    behind = before
    for name in ("background", "background-color", "background-image"):
        value = style.get(name)
        if value is None or value in ("none", "inherit", "initial") or _is_clear(value):
            continue
        if name == "background-image" or "url(" in value or "gradient" in value:
            return None
        behind = next((each for word in [value, *value.split()] if (each := colour(word))), None)
    return behind


def sheets(root: etree._Element) -> Sheet:
    """The style sheets that stand in the page itself."""
    sheet = Sheet()
    for node in root.iter("style"):
        media = (node.get("media") or "all").lower()
        if "print" not in media:
            sheet.add((node.text or "")[:500_000])
    sheet.foreign = any("stylesheet" in (node.get("rel") or "").lower() for node in root.iter("link"))
    return sheet


def white_if_plain(sheet: Sheet) -> Colour | None:
    """A page without any style sheet elsewhere is white unless it says otherwise."""
    return None if sheet.foreign else (255, 255, 255)


def words_in(texts: Iterable[str]) -> Iterator[str]:
    """Texts with single blanks, without empty ones."""
    for text in texts:
        if line := " ".join(text.split()):
            yield line
