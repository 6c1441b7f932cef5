"""The look of an official paper, as far as its file tells: GB/T 9704-2012 《党政机关公文格式》."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from answerable.core.watch.papers.kind import NAMES
from answerable.core.watch.papers.sheet import Line, Sheet
from answerable.core.watch.papers.values import Held
from answerable.core.watch.values import Alert, Limits, Passage, alert_of

_SURE = Fraction(9, 10)
_WIDTH, _HEIGHT = 156, 225
_BODY, _TITLE, _SPACING = 16, 22, 28
_FONTS = {"body": ("仿宋", "fangsong"), "title": ("小标宋", "xiaobiaosong", "xbs")}
_ZERO = re.compile(r"年\s*0\d\s*月|月\s*0\d\s*日")
Point = tuple[str, Passage | None]
_POINTS = {
    "brackets": (
        "发文字号的年份没有用六角括号〔〕",
        "the year of the number is not in tortoise-shell brackets",
    ),
    "nth": ("发文字号的顺序号加了“第”字", "the serial number bears an ordinal sign"),
    "serial": ("发文字号的顺序号编了虚位", "the serial number has leading zeros"),
    "zeros": ("成文日期的月、日编了虚位", "the day has leading zeros"),
    "colon": ("主送机关后没有用全角冒号", "the colon behind the addressee is not a full-width one"),
    "area": ("版心不是156毫米×225毫米", "the printed area is not 156 by 225 mm"),
    "body_font": ("正文没有用仿宋体", "the body is not set in Fangsong"),
    "body_size": ("正文不是3号字", "the body is not of 16 points"),
    "title_font": ("标题没有用小标宋体", "the title is not set in Xiaobiaosong"),
    "title_size": ("标题不是2号字", "the title is not of 22 points"),
    "spacing": ("行距不在28磅左右", "lines are not about 28 points apart"),
}


def paper_format(sheet: Sheet, held: Held, limits: Limits) -> Iterator[Alert]:
    """Points of the standard that the file shows not to be kept; what the file does not tell is no fault."""
    limit = limits.of("paper-format")
    if limit is None or not sheet.formal or sheet.kind is None:
        return
    points = [*_signs(sheet), *_setting(sheet, limit)]
    if len(points) < limit["points"]:
        return
    yield alert_of(
        "paper-format",
        sheet.paper.id,
        on=held.on,
        value=Fraction(len(points)),
        threshold=limit["points"],
        confidence=_SURE,
        passages=tuple(passage for _, passage in points if passage is not None),
        observation=sheet.paper.id,
        says={
            "kind": NAMES[sheet.kind][0],
            "kind_en": NAMES[sheet.kind][1],
            "points": tuple(_POINTS[point][0] for point, _ in points),
            "points_en": tuple(_POINTS[point][1] for point, _ in points),
        },
    )


def _signs(sheet: Sheet) -> Iterator[Point]:
    """What the signs of number, day and addressee show."""
    if sheet.number is not None:
        line, match = sheet.number
        passage = sheet.passage(line.start, line.end)
        if match["open"] + match["close"] != "〔〕":
            yield "brackets", passage
        if match["nth"]:
            yield "nth", passage
        if match["serial"].startswith("0"):
            yield "serial", passage
    if sheet.dated is not None and _ZERO.search(sheet.dated.text):
        yield "zeros", sheet.passage(sheet.dated.start, sheet.dated.end)
    if sheet.addressee is not None and sheet.addressee.text.endswith(":"):
        yield "colon", sheet.passage(sheet.addressee.start, sheet.addressee.end)


def _setting(sheet: Sheet, limit: Mapping[str, Fraction]) -> Iterator[Point]:
    """What the page, the fonts and the distances show."""
    setup = sheet.paper.setup
    if setup is not None:
        across = setup.width - setup.left - setup.right - _WIDTH
        down = setup.height - setup.top - setup.bottom - _HEIGHT
        if max(abs(across), abs(down)) > limit["area"]:
            yield "area", None
    body = [line for line in sheet.body if not line.paragraph.table and not line.is_heading]
    for name, lines, size in (("body", body, _BODY), ("title", sheet.title_lines, _TITLE)):
        font, points = _usual_font(lines), _usual(lines, "size")
        if font is not None and not any(each in font.lower().replace(" ", "") for each in _FONTS[name]):
            yield f"{name}_font", None
        if points is not None and abs(points - size) > limit["size"]:
            yield f"{name}_size", None
    spacing = _usual(body, "spacing")
    if spacing is not None and abs(spacing - _SPACING) > limit["spacing"]:
        yield "spacing", None


def _usual_font(lines: Sequence[Line]) -> str | None:
    """The font of most characters; None where the file does not tell it for most."""
    counts: Counter[str | None] = Counter()
    for line in lines:
        counts[line.paragraph.font] += len(line.text)
    return counts.most_common(1)[0][0] if counts else None


def _usual(lines: Sequence[Line], what: str) -> Fraction | None:
    """The size or distance of most characters; None where the file does not tell it for most."""
    counts: Counter[Fraction | None] = Counter()
    for line in lines:
        counts[line.paragraph.size if what == "size" else line.paragraph.spacing] += len(line.text)
    return counts.most_common(1)[0][0] if counts else None
