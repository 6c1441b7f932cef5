"""The layout of DOCX papers: page, and one named style for each thing that stands on one. A body may bring its own.

Measures are those of GB/T 9704-2012: A4, 37 mm above, 28 mm to the left, 22 lines of 28 characters, FangSong 16 pt.
"""

import io
from functools import cache
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from answerable.core.enforce.papers.values import PaperFault, PaperFaultsError
from answerable.core.terms.message import Message

STYLES = (
    *("Paper Issuer", "Paper Number", "Paper Title", "Paper Addressee", "Paper Text", "Paper Heading"),
    *("Paper Cell", "Paper Cell Head", "Paper Attachment", "Paper Signature", "Paper Note", "Paper Copies"),
)
"""What a layout has to define."""
RED = RGBColor(0xD7, 0x00, 0x0F)
_FONTS = {
    "zh": {"text": "仿宋", "title": "方正小标宋简体", "heading": "黑体", "plain": "宋体"},
    "en": {"text": "仿宋", "title": "宋体", "heading": "黑体", "plain": "宋体"},
}
_LATIN = "Times New Roman"
_LINE = Pt(28.95)
_UNUSED = {"stylesWithEffects", "customXml", "thumbnail", "numbering"}
_KEPT = {
    "Normal",
    "DefaultParagraphFont",
    "TableNormal",
    "NoList",
    "Header",
    "HeaderChar",
    "Footer",
    "FooterChar",
}
_CLOSER = -5
"""Twentieths of a point between characters: 28 characters of 16 pt fit into 156 mm."""
_OTHERS = {
    "仿宋": ("FangSong", "roman"),
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "roman"),
    "黑体": ("SimHei", "swiss"),
    "宋体": ("SimSun", "roman"),
}
"""By which other name a font is known, and what it looks like: office programs look for the nearest they have."""


def layout_of(data: bytes | None, lang: str, *, name: str = "layout") -> Document:
    """The layout in a DOCX file, emptied, or the one that comes with the program.

    Raises PaperFaultsError where the file is no DOCX (`layout_broken`) or lacks styles, all of them at once.
    """
    if data is None:
        return docx.Document(io.BytesIO(own_layout(lang)))
    try:
        document = docx.Document(io.BytesIO(data))
        known = {style.name for style in document.styles if style.type is WD_STYLE_TYPE.PARAGRAPH}
    except Exception as error:
        # The library raises whatever its parts raise: for no zip, no DOCX, or XML that is broken.
        raise PaperFaultsError(name, (PaperFault(None, Message.of("layout_broken")),)) from error
    missing = [style for style in STYLES if style not in known]
    if missing:
        faults = tuple(PaperFault(None, Message.of("layout_style_missing", name=style)) for style in missing)
        raise PaperFaultsError(name, faults)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return document


@cache
def own_layout(lang: str) -> bytes:
    """The layout that comes with the program, as a DOCX without text, to be edited in any office program."""
    document: Document = docx.Document()
    _bare(document)
    _page(document, lang)
    _styles(document, lang)
    _other_names(document)
    _page_numbers(document, lang)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _bare(document: Document) -> None:
    """Take away what the library's own template brings along and no paper uses."""
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _UNUSED]:
            del rels[key]
    styles = document.styles.element
    for style in list(styles.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in _KEPT:
            styles.remove(style)


def _page(document: Document, lang: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if lang == "zh":
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(23)
    else:
        section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(25)
        section.footer_distance = Mm(13)


def _styles(document: Document, lang: str) -> None:
    zh, fonts = lang == "zh", _FONTS[lang]
    normal = document.styles["Normal"]
    _font(normal, fonts["text"], 16 if zh else 11)
    # Which shapes of characters and punctuation are meant, whatever font stands in.
    spoken = f'<w:lang {nsdecls("w")} w:val="{"en-US" if zh else "en-GB"}" w:eastAsia="zh-CN"/>'
    normal.element.get_or_add_rPr().append(parse_xml(spoken))
    _spaced(normal, line=_LINE if zh else None, after=0 if zh else 6)
    centre = WD_ALIGN_PARAGRAPH.CENTER
    _style(
        document, "Paper Issuer", fonts["title"], 40 if zh else 15, bold=True, align=centre if zh else None
    )
    _style(document, "Paper Number", fonts["text"], 16 if zh else 11, align=centre if zh else None)
    _style(document, "Paper Title", fonts["title"], 22 if zh else 13, bold=True, align=centre if zh else None)
    _style(document, "Paper Addressee", fonts["text"], 16 if zh else 11)
    _style(document, "Paper Text", fonts["text"], 16 if zh else 11, indent=2 if zh else 0)
    _style(document, "Paper Heading", fonts["heading"], 16 if zh else 11, bold=not zh, indent=2 if zh else 0)
    _style(document, "Paper Cell", fonts["text"], 12 if zh else 9.5)
    _style(document, "Paper Cell Head", fonts["heading"], 12 if zh else 9.5, bold=not zh, align=centre)
    _style(document, "Paper Attachment", fonts["text"], 16 if zh else 11, indent=2 if zh else 0)
    _style(document, "Paper Signature", fonts["text"], 16 if zh else 11, align=centre if zh else None)
    _style(document, "Paper Note", fonts["text"], 8)
    _style(document, "Paper Copies", fonts["text"], 14 if zh else 9.5)
    if zh:
        for name in ("Paper Addressee", "Paper Text", "Paper Heading", "Paper Attachment"):
            _closer(document.styles[name])
        document.styles["Paper Issuer"].font.color.rgb = RED
        document.styles["Paper Text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        _spaced(document.styles["Paper Issuer"], line=None, after=0)
        _spaced(document.styles["Paper Title"], line=Pt(34), after=0)
    document.styles["Paper Heading"].paragraph_format.keep_with_next = True
    for name in ("Paper Cell", "Paper Cell Head", "Paper Note", "Paper Copies"):
        _spaced(document.styles[name], line=None, after=0)
    document.styles["Paper Note"].font.color.rgb = RGBColor(0x73, 0x73, 0x73)


def _style(
    document: Document,
    name: str,
    font: str,
    size: float,
    *,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: int = 0,
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _font(style, font, size)
    style.font.bold = bold
    style.paragraph_format.alignment = align
    if indent:
        # In hundredths of a character, which follows the size of the text; the measure beside it is the fallback.
        found = style.element.get_or_add_pPr().get_or_add_ind()
        found.set(qn("w:firstLineChars"), str(indent * 100))
        found.set(qn("w:firstLine"), str(int(indent * size * 20)))


def _font(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size = _LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(key), None)


def _closer(style: Any) -> None:
    spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{_CLOSER}"/>')
    properties = style.element.get_or_add_rPr()
    # Its place is before the size, in the order that the format prescribes.
    properties.find(qn("w:sz")).addprevious(spacing)


def _spaced(style: Any, *, line: Pt | None, after: float) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(0), Pt(after)
    if line is None:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line


def _other_names(document: Document) -> None:
    """Say in the table of fonts by which other names the Chinese fonts are known."""
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{look}"/><w:pitch w:val="variable"/></w:font>'
        for name, (other, look) in _OTHERS.items()
    )
    table = (
        f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"
    )
    part._blob = table.encode("utf-8")  # a part the library carries along unread


def _page_numbers(document: Document, lang: str) -> None:
    """`— 1 —` outside, as GB/T 9704-2012 7.5 has it; in English in the middle."""
    section = document.sections[0]
    if lang == "zh":
        document.settings.odd_and_even_pages_header_footer = True
        _numbered(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT, dashes=True)
        _numbered(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT, dashes=True)
    else:
        _numbered(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.CENTER, dashes=False)


def _numbered(paragraph: Any, align: WD_ALIGN_PARAGRAPH, *, dashes: bool) -> None:
    form = paragraph.paragraph_format
    paragraph.alignment = align
    form.left_indent = form.right_indent = Pt(14) if dashes else Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    parts = ("— ", None, " —") if dashes else (None,)
    for part in parts:
        run = paragraph.add_run(part or "")
        run.font.size = Pt(14) if dashes else Pt(9)
        run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
        if part is None:
            run.element.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>'))
            run.element.append(
                parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>')
            )
            run.element.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))
