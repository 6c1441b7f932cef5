"""Word files (ECMA-376) as papers: what is written, in its order, and how it looks after all styles.

Left out: deleted and hidden words, foot notes, comments, and the numbers that Word itself puts before a list's items.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from lxml import etree

from answerable.core.terms.errors import InputError
from answerable.core.watch.papers.values import Align, Paper, Paragraph, Setup
from answerable.sources.packed import Packed
from answerable.sources.papers.looks import MM, Looks, Props, W, points, size_of, switched_on
from answerable.sources.safe_xml import parse_xml

T = TypeVar("T")

MAX_PARAGRAPHS = 50_000
MAX_RUNS = 500_000

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_DOCUMENT = "wordprocessingml.document"
_EDGE = re.compile(r"(?:.*/)?(?:header|footer)\d*\.xml")
_PAGE_FIELD = re.compile(r"\bPAGE\b")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_P, _R, _PPR, _RPR = W + "p", W + "r", W + "pPr", W + "rPr"
_ROW, _CELL = W + "tr", W + "tc"
_INSIDE = frozenset(
    W + name
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "customXml",
        "bdo",
        "dir",
    )
)
_BREAKS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "-"}
_EAST = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_ALIGNS = {
    "center": Align.CENTRE,
    "right": Align.RIGHT,
    "end": Align.RIGHT,
    "both": Align.BOTH,
    "distribute": Align.BOTH,
}


def read(data: bytes, *, id: str, name: str) -> Paper:
    """The paper. Raises InputError: those of a packed file and of XML, and `paper_unknown_format`, `paper_macros`,
    `paper_too_long`, `paper_only_pictures`, `paper_empty`.
    """
    packed = Packed(data, name=name)
    main = _main_part(packed)
    root = _xml(packed, main)
    if root is None:
        raise InputError("packed_broken", name=name)
    folder = main.rpartition("/")[0]
    looks = Looks.of(
        _xml(packed, f"{folder}/styles.xml"),
        _xml(packed, f"{folder}/theme/theme1.xml"),
    )
    reading = _Reading(looks, name)
    paragraphs = tuple(reading.paragraphs(root))
    pictures = sum(_shown(node) for node in root.iter(_BLIP, _IMAGE))
    if not paragraphs:
        raise InputError("paper_only_pictures" if pictures else "paper_empty", name=name)
    return Paper(
        id=id,
        name=name,
        form="docx",
        paragraphs=paragraphs,
        setup=_setup(root),
        pictures=pictures,
        numbered=_numbered(packed),
    )


def _main_part(packed: Packed) -> str:
    """Where the document is, as the table of contents has it."""
    if any(member.lower().endswith("vbaproject.bin") for member in packed.names):
        raise InputError("paper_macros", name=packed.name)
    types = packed.read("[Content_Types].xml")
    if not types:
        raise InputError("paper_unknown_format", name=packed.name)
    for node in parse_xml(types, name=packed.name).iter(_OVERRIDE):
        kind = node.get("ContentType") or ""
        if "macroEnabled" in kind:
            raise InputError("paper_macros", name=packed.name)
        if _DOCUMENT in kind and kind.endswith("main+xml"):
            return (node.get("PartName") or "").lstrip("/")
    raise InputError("paper_unknown_format", name=packed.name)


def _xml(packed: Packed, member: str) -> etree._Element | None:
    """A part of the file; None where there is none."""
    data = packed.read(member)
    if not data:
        return None
    return parse_xml(data.replace(_STRICT, _TRANSITIONAL), name=packed.name)


@dataclass
class _Piece:
    """Words of one look within a paragraph."""

    text: str
    props: Props


@dataclass
class _Reading:
    """One document while it is read; it stops at more paragraphs or runs than any paper has."""

    looks: Looks
    name: str
    seen: int = 0
    runs: int = 0
    _effective: dict[tuple[str, str], Props] = field(default_factory=dict)

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs in their order; a row of a table is one, its cells parted by tabs."""
        open_row: etree._Element | None = None
        cells: dict[etree._Element, list[Paragraph]] = {}
        for node in root.iter(_P):
            self.seen += 1
            if self.seen > MAX_PARAGRAPHS:
                raise InputError("paper_too_long", name=self.name, limit=MAX_PARAGRAPHS)
            row = next(node.iterancestors(_ROW), None)
            if open_row is not None and row is not open_row:
                yield from _joined(open_row, cells)
                cells = {}
            open_row = row
            if _shown(node):
                read = self._paragraph(node)
                if row is None:
                    yield from read
                else:
                    cells.setdefault(next(node.iterancestors(_CELL), row), []).extend(read)
        if open_row is not None:
            yield from _joined(open_row, cells)

    def _paragraph(self, node: etree._Element) -> Iterator[Paragraph]:
        """The paragraph; one with line breaks inside is as many as it has lines."""
        own = node.find(_PPR)
        style = self.looks.style_of(own)
        pieces = [piece for run in _runs(node) if (piece := self._piece(run, style)) is not None]
        whole = "".join(piece.text for piece in pieces)
        if not whole.strip():
            return
        looked = self._looked(pieces, self.looks.paragraph(own), whole)
        first = True
        for line in whole.split("\n"):
            if line.strip():
                # Where a line was broken by hand, nothing tells how its beginning is meant.
                yield replace(looked, text=line.strip(), indent=looked.indent if first else None)
                first = False

    def _piece(self, run: etree._Element, style: str) -> _Piece | None:
        self.runs += 1
        if self.runs > MAX_RUNS:
            raise InputError("paper_too_long", name=self.name, limit=MAX_RUNS)
        text = _text(run)
        if not text:
            return None
        props = self.looks.run(run.find(_RPR), style)
        return None if switched_on(props.get("vanish")) else _Piece(text, props)

    def _looked(self, pieces: list[_Piece], props: Props, whole: str) -> Paragraph:
        """The looks that most of its East Asian characters have; of all characters, where it has none of those."""
        weights = [len(_EAST.findall(piece.text)) for piece in pieces]
        east = any(weights)
        if not east:
            weights = [len(piece.text.strip()) for piece in pieces]
        size = _most([size_of(piece.props) for piece in pieces], weights)
        lead = len(whole) - len(whole.lstrip("\u3000"))
        exact = props.get("rule") == "exact"
        return Paragraph(
            text="",
            align=_ALIGNS.get(props.get("align", ""), Align.LEFT),
            font=_most([piece.props.get("font") for piece in pieces], weights) if east else None,
            size=size,
            bold=_most([switched_on(piece.props.get("bold")) for piece in pieces], weights),
            indent=_indent(props, size, lead),
            spacing=points(props.get("line")) if exact else None,
        )


def _joined(row: etree._Element, cells: Mapping[etree._Element, list[Paragraph]]) -> Iterator[Paragraph]:
    """The row as one paragraph with the looks of its first words; nothing where all its cells are empty."""
    first = next((each[0] for each in cells.values() if each), None)
    if first is None:
        return
    texts = (
        " ".join(each.text for each in cells.get(cell, ())).replace("\t", " ") for cell in row.iter(_CELL)
    )
    yield replace(first, text="\t".join(texts), table=True, indent=None)


def _most(values: list[T], weights: list[int]) -> T:
    counts: Counter[T] = Counter()
    for value, weight in zip(values, weights, strict=True):
        counts[value] += weight
    return counts.most_common(1)[0][0]


def _indent(props: Props, size: Fraction, lead: int) -> Fraction:
    """The first line's indent with the wide blanks that stand for one, in points."""
    chars = props.get("chars")
    if chars is not None and re.fullmatch(r"-?\d{1,6}", chars) and int(chars):
        stated = Fraction(int(chars), 100) * size
    else:
        stated = points(props.get("first")) or Fraction(0)
    return stated + lead * size


def _runs(node: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, without those of text boxes inside it: those are paragraphs of their own."""
    for child in node:
        if child.tag == _R:
            yield child
        elif child.tag in _INSIDE:
            yield from _runs(child)


def _text(run: etree._Element) -> str:
    parts = []
    for child in run:
        if child.tag == W + "t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS and child.get(W + "type") not in {"page", "column"}:
            parts.append(_BREAKS[child.tag])
    return "".join(parts)


def _shown(node: etree._Element) -> bool:
    """Not within what older programs are shown instead of the same thing beside it."""
    return not any(True for _ in node.iterancestors(_FALLBACK))


def _setup(root: etree._Element) -> Setup | None:
    """The page of the section with the most paragraphs."""
    best: tuple[int, Setup | None] = (-1, None)
    count = 0
    for node in root.iter(_P, W + "sectPr"):
        if node.tag == _P:
            count += 1
            continue
        if count > best[0]:
            best = (count, _page(node))
        count = 0
    return best[1]


def _page(section: etree._Element) -> Setup | None:
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None or margins is None:
        return None
    given = [points(size.get(W + key)) for key in ("w", "h")]
    given += [points(margins.get(W + key)) for key in ("top", "bottom", "left", "right")]
    stated = [abs(value) * MM for value in given if value is not None]
    return Setup(*stated) if len(stated) == len(given) else None


def _numbered(packed: Packed) -> bool:
    """Whether a header or footer holds the number of its page."""
    for member in sorted(packed.names):
        if _EDGE.fullmatch(member):
            root = _xml(packed, member)
            if root is None:
                continue
            codes = "".join(node.text or "" for node in root.iter(W + "instrText"))
            simple = " ".join(node.get(W + "instr") or "" for node in root.iter(W + "fldSimple"))
            if (
                _PAGE_FIELD.search(codes)
                or _PAGE_FIELD.search(simple)
                or root.find(f".//{W}pgNum") is not None
            ):
                return True
    return False
