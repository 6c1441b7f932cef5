"""How words in a Word file look once defaults, styles and what is set by hand are laid over each other.

ECMA-376 part 1, 17.7.2: document defaults, then the paragraph's style after those it is based on, then the style of
the characters, then what is set by hand.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MM = Fraction(254, 720)
"""Millimetres in a point."""

Props = dict[str, str]
"""What is stated, by a short name, as it stands in the file."""

_UNITS = {
    "mm": Fraction(720, 254),
    "cm": Fraction(7200, 254),
    "in": Fraction(72),
    "pt": Fraction(1),
    "pc": Fraction(12),
    "pi": Fraction(12),
}
_MEASURE = re.compile(r"(-?\d{1,9}(?:\.\d{1,6})?)(mm|cm|in|pt|pc|pi)?")
_DEFAULT_HALF_POINTS = 20
"""Where no style states a size (17.3.2.38 leaves it to the program; every program takes ten points)."""
_LARGEST = 3_276
"""Half points; no program sets larger type."""
_DEEPEST = 50
"""Styles that are based on each other."""


def points(value: str | None) -> Fraction | None:
    """A measure in points: twentieths of a point, or a number with its unit; None for anything else."""
    match = _MEASURE.fullmatch(value or "")
    if match is None:
        return None
    return Fraction(match[1]) * (_UNITS[match[2]] if match[2] else Fraction(1, 20))


def size_of(props: Props) -> Fraction:
    """The size of the type in points."""
    value = props.get("size", "")
    half = int(value) if re.fullmatch(r"\d{1,4}", value) else _DEFAULT_HALF_POINTS
    return Fraction(half if 0 < half <= _LARGEST else _DEFAULT_HALF_POINTS, 2)


def switched_on(value: str | None) -> bool:
    """Whether a switch such as bold is on; None is a switch that nobody set."""
    return value is not None and value not in {"0", "false", "off", "none"}


@dataclass(frozen=True)
class _Style:
    based_on: str | None
    paragraph: Props
    run: Props


@dataclass
class Looks:
    """The styles of one document."""

    styles: dict[str, _Style] = field(default_factory=dict)
    paragraph_defaults: Props = field(default_factory=dict)
    run_defaults: Props = field(default_factory=dict)
    normal: str = ""
    """The style of paragraphs that name none."""
    fonts: Props = field(default_factory=dict)
    """The East Asian fonts of the theme, by `major` and `minor`."""
    _chains: dict[str, _Style] = field(default_factory=dict)

    @classmethod
    def of(cls, styles: etree._Element | None, theme: etree._Element | None) -> "Looks":
        """The looks as styles and theme state them, as far as they are there."""
        looks = cls(fonts={} if theme is None else _theme_fonts(theme))
        if styles is None:
            return looks
        defaults = styles.find(W + "docDefaults")
        if defaults is not None:
            looks.run_defaults = looks.run_props(defaults.find(f"{W}rPrDefault/{W}rPr"))
            looks.paragraph_defaults = paragraph_props(defaults.find(f"{W}pPrDefault/{W}pPr"))
        for style in styles.iter(W + "style"):
            ident, based_on = style.get(W + "styleId") or "", style.find(W + "basedOn")
            looks.styles[ident] = _Style(
                None if based_on is None else based_on.get(W + "val"),
                paragraph_props(style.find(W + "pPr")),
                looks.run_props(style.find(W + "rPr")),
            )
            if style.get(W + "type") == "paragraph" and switched_on(style.get(W + "default")):
                looks.normal = ident
        return looks

    def style_of(self, own: etree._Element | None) -> str:
        """The style that a paragraph's properties name."""
        named = None if own is None else own.find(W + "pStyle")
        return self.normal if named is None else named.get(W + "val") or self.normal

    def paragraph(self, own: etree._Element | None) -> Props:
        """Everything stated about a paragraph with these properties."""
        return self.paragraph_defaults | self._chain(self.style_of(own)).paragraph | paragraph_props(own)

    def run(self, own: etree._Element | None, style: str) -> Props:
        """Everything stated about words with these properties, in a paragraph of the style."""
        named = None if own is None else own.find(W + "rStyle")
        characters = {} if named is None else self._chain(named.get(W + "val") or "").run
        return self.run_defaults | self._chain(style).run | characters | self.run_props(own)

    def _chain(self, style: str) -> _Style:
        """The style with those it is based on laid under it; a circle of styles ends where it began."""
        if style not in self._chains:
            line: list[_Style] = []
            seen: set[str] = set()
            at: str | None = style
            while at is not None and at in self.styles and at not in seen and len(line) < _DEEPEST:
                seen.add(at)
                line.append(self.styles[at])
                at = self.styles[at].based_on
            paragraph: Props = {}
            run: Props = {}
            for each in reversed(line):
                paragraph |= each.paragraph
                run |= each.run
            self._chains[style] = _Style(None, paragraph, run)
        return self._chains[style]

    def run_props(self, node: etree._Element | None) -> Props:
        """What the properties of words state."""
        props: Props = {}
        if node is None:
            return props
        fonts = node.find(W + "rFonts")
        if fonts is not None:
            theme = fonts.get(W + "eastAsiaTheme") or ""
            font = self.fonts.get(theme[:5]) or fonts.get(W + "eastAsia")
            props |= {"font": font} if font else {}
        for tag, key, bare in (("sz", "size", ""), ("b", "bold", "1"), ("vanish", "vanish", "1")):
            found = node.find(W + tag)
            if found is not None:
                props[key] = found.get(W + "val", bare)
        return props


def paragraph_props(node: etree._Element | None) -> Props:
    """What the properties of a paragraph state."""
    props: Props = {}
    if node is None:
        return props
    align, indent, spacing = node.find(W + "jc"), node.find(W + "ind"), node.find(W + "spacing")
    if align is not None:
        props["align"] = align.get(W + "val", "")
    if indent is not None:
        for key, plus, minus in (
            ("first", "firstLine", "hanging"),
            ("chars", "firstLineChars", "hangingChars"),
        ):
            if (less := indent.get(W + minus)) is not None:
                props[key] = f"-{less}"
            elif (more := indent.get(W + plus)) is not None:
                props[key] = more
    if spacing is not None and (line := spacing.get(W + "line")) is not None:
        props |= {"line": line, "rule": spacing.get(W + "lineRule", "auto")}
    return props


def _theme_fonts(theme: etree._Element) -> Props:
    """The font for Chinese that the theme names, for headings (`major`) and for text (`minor`)."""
    fonts: Props = {}
    for kind in ("major", "minor"):
        scheme = theme.find(f".//{A}{kind}Font")
        if scheme is None:
            continue
        east = scheme.find(A + "ea")
        named = "" if east is None else east.get("typeface") or ""
        for script in scheme.iter(A + "font") if not named else ():
            if script.get("script") == "Hans":
                named = script.get("typeface") or ""
        if named:
            fonts[kind] = named
    return fonts
