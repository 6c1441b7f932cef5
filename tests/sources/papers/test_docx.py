"""How a Word file looks after all its styles, and what is left out of it."""

from fractions import Fraction
from io import BytesIO

import docx as written
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from answerable.core.watch.papers.values import Align, Paper
from answerable.sources.papers.open import paper_of
from tests.sources.papers.made import W, docx, paragraph

STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="title"><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr>
<w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:sz w:val="44"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="y"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="y"><w:basedOn w:val="x"/></w:style>
"""


def read(data: bytes) -> Paper:
    return paper_of(data, id="p", name="paper.docx")


def test_a_style_is_laid_over_what_it_is_based_on_and_the_hand_over_all() -> None:
    body = (
        paragraph("关于工作的报告", props='<w:pStyle w:val="title"/>')
        + paragraph("现将情况报告如下", run='<w:rFonts w:eastAsia="仿宋"/><w:rStyle w:val="strong"/>')
        + paragraph("落款", props='<w:jc w:val="end"/>', run='<w:sz w:val="24"/><w:b w:val="0"/>')
    )
    title, text, foot = read(docx(body, styles=STYLES)).paragraphs
    assert (title.align, title.font, title.size, title.bold) == (
        Align.CENTRE,
        "方正小标宋简体",
        Fraction(22),
        False,
    )
    assert (text.align, text.font, text.size, text.bold) == (Align.BOTH, "仿宋", Fraction(16), True)
    assert (foot.align, foot.font, foot.size, foot.bold) == (Align.RIGHT, "宋体", Fraction(12), False)


def test_styles_that_are_based_on_each_other_end() -> None:
    (only,) = read(docx(paragraph("文字", props='<w:pStyle w:val="y"/>'), styles=STYLES)).paragraphs
    assert only.size == 14


def test_the_look_is_that_of_most_chinese_characters() -> None:
    runs = "".join(
        f'<w:r><w:rPr><w:rFonts w:eastAsia="{font}"/><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r>'
        for font, size, text in (
            ("黑体", 32, "一、"),
            ("仿宋", 30, "基本情况良好"),
            ("楷体", 10, "2026-05-01 figures"),
        )
    )
    (only,) = read(docx(f"<w:p>{runs}</w:p>")).paragraphs
    assert (only.font, only.size) == ("仿宋", Fraction(15))


def test_an_indent_counts_in_characters_in_points_or_as_wide_blanks() -> None:
    size = '<w:sz w:val="32"/>'
    body = (
        paragraph("按字符", props='<w:ind w:firstLineChars="200" w:firstLine="1"/>', run=size)
        + paragraph("按磅", props='<w:ind w:firstLine="640"/>', run=size)
        + paragraph("　　按空格", run=size)
        + paragraph("悬挂", props='<w:ind w:hanging="640"/>', run=size)
        + paragraph("没有", run=size)
    )
    assert [each.indent for each in read(docx(body)).paragraphs] == [32, 32, 32, -32, 0]


@pytest.mark.parametrize(
    ("rule", "spacing"), [('w:lineRule="exact"', Fraction(28)), ('w:lineRule="atLeast"', None), ("", None)]
)
def test_only_exact_spacing_is_told(rule: str, spacing: Fraction | None) -> None:
    (only,) = read(docx(paragraph("文字", props=f'<w:spacing w:line="560" {rule}/>'))).paragraphs
    assert only.spacing == spacing


def test_a_font_of_the_theme_is_told_by_its_name() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:ea typeface=""/>'
        '<a:font script="Hans" typeface="等线"/></a:minorFont></a:theme>'
    )
    body = paragraph("文字", run='<w:rFonts w:eastAsiaTheme="minorEastAsia" w:eastAsia="宋体"/>')
    (only,) = read(docx(body, {"word/theme/theme1.xml": theme})).paragraphs
    assert only.font == "等线"


def test_a_row_of_a_table_stands_in_its_place_its_cells_parted_by_tabs() -> None:
    cell, empty = f"<w:tc>{paragraph('表中')}</w:tc>", "<w:tc><w:p/></w:tc>"
    two = f"<w:tc>{paragraph('一')}{paragraph('二')}</w:tc>"
    rows = (
        f"<w:tr>{cell}{empty}{cell}</w:tr><w:tr>{empty}{empty}{empty}</w:tr><w:tr>{empty}{two}{cell}</w:tr>"
    )
    body = paragraph("前") + f"<w:tbl>{rows}</w:tbl>" + paragraph("后")
    assert [(each.text, each.table) for each in read(docx(body)).paragraphs] == [
        ("前", False),
        ("表中\t\t表中", True),
        ("\t一 二\t表中", True),
        ("后", False),
    ]


def test_what_was_deleted_moved_away_or_hidden_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>留下</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>加上</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    assert read(docx(body)).text == "留下加上"


def test_a_line_broken_by_hand_is_a_paragraph_whose_indent_nobody_knows() -> None:
    body = "<w:p><w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p>"
    assert [(each.text, each.indent) for each in read(docx(body)).paragraphs] == [("上行", 0), ("下行", None)]


def test_the_page_is_that_of_the_section_with_most_paragraphs() -> None:
    cover = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="1" w:h="1"/></w:sectPr></w:pPr></w:p>'
    margins = '<w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474"/>'
    body = cover + paragraph("一") + paragraph("二")
    setup = read(docx(f'{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{margins}</w:sectPr>')).setup
    assert setup is not None
    assert [round(each) for each in (setup.width, setup.height, setup.top, setup.bottom, setup.left, setup.right)] == [
        210, 297, 37, 35, 28, 26
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "numbered"),
    [
        (
            "<w:r><w:instrText> PA</w:instrText></w:r><w:r><w:instrText>GE \\* Arabic</w:instrText></w:r>",
            True,
        ),
        ('<w:fldSimple w:instr="PAGE"/>', True),
        ("<w:r><w:instrText>NUMPAGES</w:instrText></w:r>", False),
        ("<w:r><w:t>第 1 页</w:t></w:r>", False),
    ],
)
def test_pages_are_numbered_by_a_field(code: str, numbered: bool) -> None:
    footer = f'<w:ftr xmlns:w="{W}"><w:p>{code}</w:p></w:ftr>'
    assert read(docx(paragraph("文字"), {"word/footer2.xml": footer})).numbered is numbered


def test_a_file_as_a_library_writes_it_is_read_alike() -> None:
    document = written.Document()
    section = document.sections[0]
    section.top_margin, section.page_width = Mm(37), Mm(210)
    added = document.add_paragraph()
    run = added.add_run("本年度完成整治三百二十次。")
    run.font.size, run.bold = Pt(16), True
    run.font.name = "FangSong"
    (fonts,) = run.element.xpath(".//w:rFonts")
    fonts.set(qn("w:eastAsia"), "仿宋")
    out = BytesIO()
    document.save(out)
    paper = read(out.getvalue())
    assert (paper.form, paper.text, paper.paragraphs[0].size) == (
        "docx",
        "本年度完成整治三百二十次。",
        Fraction(16),
    )
    assert (paper.paragraphs[0].font, paper.paragraphs[0].bold) == ("仿宋", True)
    assert paper.setup is not None
    assert (round(paper.setup.top), round(paper.setup.width)) == (37, 210)
    assert paper.numbered is False


def test_a_strict_file_is_read_alike() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = paragraph("文字", props='<w:ind w:firstLine="1in"/>')
    text = f'<w:document xmlns:w="{strict}"><w:body>{body}</w:body></w:document>'
    (only,) = read(docx("", {"word/document.xml": text})).paragraphs
    assert (only.text, only.indent) == ("文字", Fraction(72))


def test_pictures_are_counted_once_for_all_programs() -> None:
    drawing = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice>'
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r>'
        '</mc:Choice><mc:Fallback><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict></w:r>'
        "</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert read(docx(paragraph("文字") + drawing)).pictures == 1


def test_a_long_paper_is_read_in_well_under_a_second() -> None:
    line = "全年共开展整治三百二十次，覆盖全县十二个乡镇，群众反映良好。" * 3
    assert len(read(docx(paragraph(line, run='<w:sz w:val="32"/>') * 1_000)).paragraphs) == 1_000
