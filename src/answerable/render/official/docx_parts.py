"""The parts of a DOCX paper: paragraphs, tables, forms, places to sign and seal, and what stands at the foot."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from answerable.core.enforce.papers.kinds import Close
from answerable.core.enforce.papers.values import Seal
from answerable.render.official.sheet import Grid, Sheet, Slot, units
from answerable.render.words import label

_WIDTH = {"zh": Mm(156), "en": Mm(160)}
_SLOT = Mm(42)
"""The diameter of an official seal."""
_INSET = 50
"""Above and below the text of a cell, in twentieths of a point."""
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def put(holder: Any, text: str, style: str) -> Paragraph:
    """A paragraph at the end of a document or a cell; lines of the text stay lines."""
    paragraph: Paragraph = holder.add_paragraph(style=style)
    run = paragraph.add_run()
    for place, line in enumerate(text.split("\n")):
        if place:
            run.add_break()
        run.add_text(line)
    return paragraph


def rule_below(paragraph: Paragraph, *, colour: str, eighths: int, space: int) -> None:
    """A line below a paragraph, so many eighths of a point thick and so many points away."""
    border = f'<w:bottom w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"))


def add_table(document: Document, grid: Grid, lang: str) -> None:
    """A table whose head comes again on every page, and whose rows are not torn."""
    rows = (grid.head, *grid.rows)
    table = _table(document, rows=len(rows), widths=grid.widths, lang=lang)
    for number, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text in zip(line.cells, row, strict=True):
            _write(cell, text, "Paper Cell" if number else "Paper Cell Head")
        _mark_row(line, "cantSplit")
        if number == 0:
            _mark_row(line, "tblHeader")
    _gap(document)


def add_form(document: Document, form: Grid, lang: str) -> None:
    """A form: labels and values by turns; the last value of a shorter row reaches to the edge."""
    most = len(form.widths)
    table = _table(document, rows=len(form.rows), widths=form.widths, lang=lang)
    for line, row in zip(table.rows, form.rows, strict=True):
        line.height, line.height_rule = Mm(11 if "" in row else 9), WD_ROW_HEIGHT_RULE.AT_LEAST
        cells = line.cells
        if len(row) < most:
            cells[len(row) - 1].merge(cells[-1])
        for place, text in enumerate(row):
            is_label = place % 2 == 0 and len(row) > 1
            _write(cells[place], text, "Paper Cell Head" if is_label else "Paper Cell")
        _mark_row(line, "cantSplit")
    _gap(document)


def add_signatures(document: Document, sheet: Sheet) -> None:
    """Where it is signed and sealed, held together with what stands above."""
    if not sheet.slots:
        return
    _keep_last(document)
    for _ in range(2):
        put(document, "", "Paper Text").paragraph_format.keep_with_next = True
    {Close.ISSUER: _issuer, Close.PARTIES: _parties, Close.HANDS: _hands}[sheet.close](document, sheet)


def add_foot(document: Document, sheet: Sheet) -> None:
    """The line of handling, and who receives copies, at the foot of the last page."""
    lines = []
    if sheet.sealed and sheet.seal is Seal.PRINT:
        words = label("paper_handling", sheet.lang).split("|")
        lines.append((("　" * 6 if sheet.lang == "zh" else " " * 16).join(words), "Paper Note"))
    if sheet.cc:
        lines.append((label("paper_copies", sheet.lang, to=sheet.cc), "Paper Copies"))
    if sheet.printed:
        lines.append((sheet.printed, "Paper Copies"))
    if not lines:
        return
    table = _table(document, rows=len(lines), widths=(1,), lang=sheet.lang, borders="")
    _at_foot(table)
    ruled = [number for number, (_, style) in enumerate(lines) if style == "Paper Copies"]
    for number, (text, style) in enumerate(lines):
        cell = table.cell(number, 0)
        _write(cell, text, style)
        if number in ruled:
            _edges(cell, top=8 if number == ruled[0] else 5, bottom=8 if number == ruled[-1] else 0)
    _gap(document)


def _issuer(document: Document, sheet: Sheet) -> None:
    slot = sheet.slots[0]
    zh = sheet.lang == "zh"
    who = slot.who if zh else label("paper_for", sheet.lang, name=slot.who)
    longest = max(units(text) for text in (who, *slot.under))
    width: Length = Pt(longest * (8.4 if zh else 6) + 24)
    if sheet.seal is Seal.ELECTRONIC:
        width = max(width, _SLOT)
    table = _table(document, rows=1, widths=(1,), lang=sheet.lang, borders="", total=width)
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT if zh else WD_TABLE_ALIGNMENT.LEFT
    cell = table.cell(0, 0)
    if sheet.seal is Seal.ELECTRONIC:
        _seal_box(table)
        lines = [(label("paper_seal_electronic", sheet.lang), "Paper Note"), (who, "Paper Signature")]
        _hash_below(document, sheet, right=zh)
    else:
        lines = [(who, "Paper Signature"), (label("paper_seal_here", sheet.lang), "Paper Note")]
    _several(cell, (*lines, *((text, "Paper Signature") for text in slot.under)))
    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if zh else WD_ALIGN_PARAGRAPH.LEFT


def _parties(document: Document, sheet: Sheet) -> None:
    electronic = sheet.seal is Seal.ELECTRONIC
    table = _table(document, rows=3, widths=(12, 1, 12), lang=sheet.lang, borders="")
    for place, slot in zip((0, 2), sheet.slots, strict=True):
        _write(table.cell(0, place), slot.who, "Paper Text", indent=False)
        mark = label("paper_seal_electronic", sheet.lang) if electronic else ""
        _write(table.cell(1, place), mark, "Paper Note")
        _under(table, 2, place, slot)
        if electronic:
            _edges(table.cell(1, place), top=4, bottom=4, left=4, right=4, kind="dashed")
    table.rows[1].height = _SLOT if electronic else Mm(26)
    _hold_together(table)
    if electronic:
        _hash_below(document, sheet, right=False)
    else:
        _gap(document)


def _hands(document: Document, sheet: Sheet) -> None:
    colon = "：" if sheet.lang == "zh" else ":"
    table = _table(document, rows=len(sheet.slots), widths=(2, 4, 4), lang=sheet.lang, borders="")
    for number, slot in enumerate(sheet.slots):
        table.rows[number].height = Mm(13)
        _write(table.cell(number, 0), slot.who + colon, "Paper Text", indent=False)
        _edges(table.cell(number, 1), bottom=4)
        _under(table, number, 2, slot)
    _hold_together(table)
    _gap(document)


def _hold_together(table: Table) -> None:
    """Keep the rows on one page."""
    for line in table.rows:
        _mark_row(line, "cantSplit")
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _under(table: Table, row: int, place: int, slot: Slot) -> None:
    _several(table.cell(row, place), tuple((text, "Paper Text") for text in slot.under))
    for paragraph in table.cell(row, place).paragraphs:
        _no_indent(paragraph)


def _hash_below(document: Document, sheet: Sheet, *, right: bool) -> None:
    text = f"{label('paper_seal_hash', sheet.lang)}\n{sheet.hash[:32]}\n{sheet.hash[32:]}"
    paragraph = put(document, text, "Paper Note")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT


def _table(
    document: Document,
    *,
    rows: int,
    widths: Sequence[int],
    lang: str,
    borders: str = "single",
    total: Length | None = None,
) -> Table:
    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    whole, parts = total or _WIDTH[lang], sum(widths)
    for place, part in enumerate(widths):
        width = Length(whole * part // parts)
        table.columns[place].width = width
        for cell in table.columns[place].cells:
            cell.width = width
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    properties = table._tbl.tblPr
    # Word wants borders before the layout, and margins after it.
    layout = properties.xpath("w:tblLayout")[0]
    margins = f'<w:top w:w="{_INSET}" w:type="dxa"/><w:bottom w:w="{_INSET}" w:type="dxa"/>'
    layout.addnext(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    if borders:
        sides = "".join(
            f'<w:{side} w:val="{borders}" w:sz="4" w:space="0" w:color="000000"/>' for side in _BORDERS
        )
        layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>"))
    return table


def _write(cell: Any, text: str, style: str, *, indent: bool = True) -> None:
    """The text of a cell, in place of the empty paragraph it comes with."""
    _several(cell, ((text, style),))
    if not indent:
        _no_indent(cell.paragraphs[0])


def _several(cell: Any, lines: Sequence[tuple[str, str]]) -> None:
    first = cell.paragraphs[0]._p
    for text, style in lines:
        put(cell, text, style)
    if lines:
        cell._tc.remove(first)


def _no_indent(paragraph: Paragraph) -> None:
    found = paragraph._p.get_or_add_pPr().get_or_add_ind()
    found.set(qn("w:firstLineChars"), "0")
    found.set(qn("w:firstLine"), "0")


def _mark_row(line: Any, what: str) -> None:
    line._tr.get_or_add_trPr().append(parse_xml(f"<w:{what} {nsdecls('w')}/>"))


def _edges(cell: Any, *, kind: str = "single", **eighths: int) -> None:
    """Lines at some edges of a cell, in eighths of a point."""
    order = ("top", "left", "bottom", "right")
    sides = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{eighths[side]}" w:space="0" w:color="000000"/>'
        for side in order
        if eighths.get(side)
    )
    properties = cell._tc.get_or_add_tcPr()
    align = properties.find(qn("w:vAlign"))
    borders = parse_xml(f"<w:tcBorders {nsdecls('w')}>{sides}</w:tcBorders>")
    if align is None:
        properties.append(borders)
    else:
        align.addprevious(borders)


def _seal_box(table: Table) -> None:
    table.rows[0].height = _SLOT
    table.rows[0].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    _edges(table.cell(0, 0), kind="dashed", top=4, left=4, bottom=4, right=4)


def _at_foot(table: Table) -> None:
    """Let the table lie at the foot of the page, whatever stands above it."""
    place = parse_xml(
        f'<w:tblpPr {nsdecls("w")} w:vertAnchor="margin" w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom"/>'
    )
    style = table._tbl.tblPr.find(qn("w:tblStyle"))
    if style is None:
        table._tbl.tblPr.insert(0, place)
    else:
        style.addnext(place)


def _keep_last(document: Document) -> None:
    paragraphs = document.paragraphs
    if paragraphs:
        paragraphs[-1].paragraph_format.keep_with_next = True


def _gap(document: Document) -> None:
    """Two tables that touch would become one."""
    put(document, "", "Paper Note")
