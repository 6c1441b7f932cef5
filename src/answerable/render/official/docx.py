"""Papers as DOCX, to be edited, printed and signed in any office program: the same sheet that `pdf` sets."""

import io
from datetime import datetime, time

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from answerable.core.enforce.papers.values import Paper
from answerable.core.enforce.papers.wording import Wording
from answerable.render.official.docx_parts import (
    add_foot,
    add_form,
    add_signatures,
    add_table,
    put,
    rule_below,
)
from answerable.render.official.layout import layout_of
from answerable.render.official.sheet import Grid, Sheet, Text, sheet_of, units
from answerable.render.official.zipped import zipped_again
from answerable.render.words import label

_HEAD_WIDTH = 420
"""How wide the name of the issuer may be, in points."""


def paper_docx(paper: Paper, wording: Wording, lang: str, *, layout: bytes | None = None) -> bytes:
    """The paper as DOCX. The same values, and the same layout, give the same bytes.

    Raises PaperFaultsError as `sheet_of` does, and where the layout cannot be used.
    """
    return sheet_docx(sheet_of(paper, wording, lang), layout=layout)


def sheet_docx(sheet: Sheet, *, layout: bytes | None = None) -> bytes:
    """A sheet as DOCX."""
    document = layout_of(layout, sheet.lang)
    _properties(document, sheet)
    _head(document, sheet)
    for block in sheet.blocks:
        _block(document, block, sheet.lang)
    _attachments(document, sheet)
    add_signatures(document, sheet)
    add_foot(document, sheet)
    buffer = io.BytesIO()
    document.save(buffer)
    return zipped_again(buffer.getvalue())


def _properties(document: Document, sheet: Sheet) -> None:
    known, at = document.core_properties, datetime.combine(sheet.day, time())
    known.title, known.author, known.last_modified_by = (
        sheet.title[:255],
        sheet.issuer[:255],
        sheet.issuer[:255],
    )
    known.subject, known.identifier = sheet.number[:255], f"sha256:{sheet.hash}"
    known.created = known.modified = at
    known.revision, known.comments, known.keywords = 1, "", ""
    known.language = {"zh": "zh-CN", "en": "en-GB"}[sheet.lang]


def _head(document: Document, sheet: Sheet) -> None:
    if sheet.letterhead and sheet.lang == "zh":
        issuer = put(document, sheet.issuer, "Paper Issuer")
        issuer.paragraph_format.space_before = Mm(35)
        size = max(20, min(40, _HEAD_WIDTH * 2 // max(1, units(sheet.issuer))))
        _no_larger(issuer, size)
        put(document, "", "Paper Text")
        number = put(document, sheet.number, "Paper Number")
        rule_below(number, colour="D7000F", eighths=16, space=11)
        put(document, "", "Paper Text")
    elif sheet.letterhead:
        issuer = put(document, sheet.issuer, "Paper Issuer")
        rule_below(issuer, colour="000000", eighths=6, space=3)
        put(document, label("paper_reference", sheet.lang, number=sheet.number), "Paper Number")
        put(document, sheet.on, "Paper Number")
        put(document, sheet.addressee, "Paper Addressee").paragraph_format.space_before = Pt(10)
    title = put(document, sheet.title, "Paper Title").paragraph_format
    title.space_before, title.space_after = (Pt(0), Pt(16)) if sheet.lang == "zh" else (Pt(10), Pt(8))
    if not sheet.letterhead and sheet.number:
        said = label("paper_number_line", sheet.lang, number=sheet.number)
        put(document, said, "Paper Cell").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if sheet.lang == "zh" and sheet.addressee:
        put(document, f"{sheet.addressee}：", "Paper Addressee")


def _no_larger(paragraph: Paragraph, size: int) -> None:
    """Make the text smaller than its style where it would not fit on one line."""
    own = paragraph.style.font.size if isinstance(paragraph.style, ParagraphStyle) else None
    if own is None or own.pt > size:
        paragraph.runs[0].font.size = Pt(size)


def _block(document: Document, block: Text | Grid, lang: str) -> None:
    if isinstance(block, Text):
        put(document, block.text, "Paper Heading" if block.heading else "Paper Text")
    elif block.is_form:
        add_form(document, block, lang)
    else:
        add_table(document, block, lang)


def _attachments(document: Document, sheet: Sheet) -> None:
    names, first = sheet.attachments, label("paper_attachments", sheet.lang)
    if names:
        put(document, "", "Paper Text")
    space = "" if sheet.lang == "zh" else " "
    for number, name in enumerate(names, start=1):
        lead = first + space if number == 1 else "　　　" if sheet.lang == "zh" else " " * 16
        text = f"{lead}{number}. {name}" if len(names) > 1 else lead + name
        put(document, text, "Paper Attachment").paragraph_format.keep_with_next = True
